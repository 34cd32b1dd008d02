#include "server/rooms/house.h"

#include "protocol/codec.h"
#include "protocol/names.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/houseprivate.h"
#include "server/rooms/participantprivate.h"
#include "server/rooms/secrets.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

using Opened = std::function<void(const QString &problem)>;

} // namespace

House::Private::Private(House &whose, HouseConfig config, EventLog &log, const Clock &clock, FileStore *files)
    : q(whose), state(std::move(config), log, clock, files)
{
    state.changed = [this] { noteChange(); };
    beatTimer.setInterval(1000);
    beatTimer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&beatTimer, &QTimer::timeout, &q, [this] { beat(); });
}

// Rooms are put together from several records, and a record that was written anew stands after those that
// need it.
void House::Private::takeRecords(const QList<record::Any> &records)
{
    for (const record::Any &any : records) {
        if (const auto *house = std::get_if<record::House>(&any))
            state.house = *house;
        else if (const auto *member = std::get_if<record::Member>(&any); member && !member->gone)
            state.roster.add(*member);
        else if (const auto *deed = std::get_if<record::Deed>(&any))
            state.deeds.add(*deed);
        else if (const auto *desk = std::get_if<record::Desk>(&any))
            state.desks.book().putDesk(*desk);
        else if (const auto *origins = std::get_if<record::Origins>(&any))
            state.origins = origins->origins;
    }
    QList<record::Room> rooms;
    for (const record::Any &any : records) {
        const auto *room = std::get_if<record::Room>(&any);
        if (room && room->closed && !room->gone)
            roomOrders.empty(*room); // it was not done with
        else if (room && !room->gone)
            rooms.append(*room);
    }
    std::stable_sort(rooms.begin(), rooms.end(),
                     [](const auto &a, const auto &b) { return a.made < b.made; });
    for (const record::Room &room : std::as_const(rooms))
        state.addRoom(room);
    if (Room *lobby = state.rooms.lobby()) {
        for (Member *member : state.roster.all()) {
            if (!member->isVisitor())
                state.rooms.putInto(*lobby, *member);
        }
    }
    takeTickets(records);
    for (const record::Any &any : records) {
        if (const auto *membership = std::get_if<record::Membership>(&any)) {
            Room *room = state.rooms.byId(membership->room);
            Member *member = state.roster.byId(membership->member);
            if (room && member && membership->in)
                state.rooms.putInto(*room, *member);
            else if (room && member)
                state.rooms.takeOutOf(*room, *member);
            if (room && member && !membership->in)
                room->setInviter(membership->member, membership->inviter);
        } else if (const auto *mark = std::get_if<record::ReadMark>(&any)) {
            if (Room *room = state.rooms.byId(mark->room))
                room->takeReadMark(*mark);
            else
                state.desks.keepMark(*mark);
        }
    }
}

// A visitor without a conversation, or the other way round, was cut off before its welcome: nobody knows of
// it.
void House::Private::takeTickets(const QList<record::Any> &records)
{
    for (const record::Any &any : records) {
        const auto *ticket = std::get_if<record::Ticket>(&any);
        if (!ticket)
            continue;
        if (!ticket->gone && state.roster.byId(ticket->visitor) && state.desks.book().desk(ticket->desk))
            state.desks.book().put(*ticket);
        else
            state.desks.book().noteNumber(ticket->number);
    }
    for (Member *member : state.roster.all()) {
        if (member->isVisitor() && !state.desks.book().byVisitor(member->id()))
            state.roster.remove(*member);
    }
}

// The newest file's token is the only owner's token: whoever had an older one, or came by a link of that
// owner, is the owner no more.
void House::Private::renewOwner(Opened opened)
{
    Member *owner = state.roster.owner();
    const QByteArray token = hashOfSecret(state.config.ownerToken);
    if (!owner || state.config.ownerToken.isEmpty() || owner->record.tokens.contains(token)) {
        completeHouse(std::move(opened));
        return;
    }
    const auto change = [token](record::Member &record) { record.tokens = {token}; };
    state.changeMember(*owner, change, [this, opened = std::move(opened)](HouseLog::Outcome saved) {
        if (saved == HouseLog::Outcome::Saved)
            completeHouse(opened);
        else
            opened(u"the house's log cannot be written"_s);
    });
}

void House::Private::completeHouse(Opened opened)
{
    record::House house = state.house;
    if (house.id.isEmpty())
        house = {makeId('h'), {}, sixDigits(), makeKey()};
    const QString wanted =
        state.config.name.isEmpty() && !house.name.isEmpty() ? house.name : state.config.name;
    house.name =
        acceptableName(wanted.isEmpty() ? state.config.fallbackName : wanted).value_or(u"Courtyard"_s);
    if (house.id == state.house.id && house.name == state.house.name) {
        makeLobby(std::move(opened));
        return;
    }
    state.houseLog.save(house, [this, house, opened = std::move(opened)](HouseLog::Outcome saved) {
        if (saved != HouseLog::Outcome::Saved) {
            opened(u"the house's log cannot be written"_s);
            return;
        }
        state.house = house;
        makeLobby(opened);
    });
}

void House::Private::makeLobby(Opened opened)
{
    if (state.rooms.lobby()) {
        makeDesks(state.config.desks, std::move(opened));
        return;
    }
    const record::Room lobby{.id = lobbyId,
                             .name = lobbyId,
                             .kind = RoomKind::Public,
                             .log = makeId('l'),
                             .made = 0, // before all others
                             .creator = {},
                             .other = {},
                             .key = {},
                             .secret = {},
                             .gone = false};
    state.houseLog.save(lobby, [this, lobby, opened = std::move(opened)](HouseLog::Outcome saved) {
        if (saved != HouseLog::Outcome::Saved) {
            opened(u"the house's log cannot be written"_s);
            return;
        }
        Room &room = state.addRoom(lobby);
        for (Member *member : state.roster.all())
            state.rooms.putInto(room, *member);
        makeDesks(state.config.desks, opened);
    });
}

// Those of the command line, one after the other.
void House::Private::makeDesks(QStringList names, Opened opened)
{
    std::optional<QString> name;
    while (!names.isEmpty() && !name) {
        name = acceptableName(names.takeFirst());
        if (name && state.desks.book().openDesk(*name))
            name.reset();
    }
    if (!name) {
        finishOpening(opened);
        return;
    }
    const record::Room desk{.id = makeId('r'),
                            .name = *name,
                            .kind = RoomKind::Desk,
                            .log = makeId('l'),
                            .made = state.clock.wallMs(),
                            .creator = {},
                            .other = {},
                            .key = {},
                            .secret = {}};
    state.houseLog.save(desk, [this, desk, names, opened = std::move(opened)](HouseLog::Outcome saved) {
        if (saved != HouseLog::Outcome::Saved) {
            opened(u"the house's log cannot be written"_s);
            return;
        }
        state.addRoom(desk);
        makeDesks(names, opened);
    });
}

void House::Private::finishOpening(const Opened &opened)
{
    state.takeCodes();
    opened({});
    noteChange();
}

void House::Private::noteChange()
{
    if (std::exchange(changeNoted, true))
        return;
    QMetaObject::invokeMethod(
        &q,
        [this] {
            changeNoted = false;
            Q_EMIT q.changed();
        },
        Qt::QueuedConnection);
}

// One timer for all, however many there are; but thousands do not get it in one turn, or messages would wait.
void House::Private::beat()
{
    if (!beating.isEmpty())
        return; // more to do than a second has: this beat is left out
    beating = participants.values();
    beatSome();
}

void House::Private::beatSome()
{
    const WireFrame frame = WireFrame::text(encodeLive(answer::Beat{state.clock.wallMs()}));
    for (int i = 0; i < houselimits::beatsAtOnce && !beating.isEmpty(); ++i) {
        Participant *participant = beating.takeLast();
        if (!participants.contains(participant))
            continue;
        Visit &visit = *participant->d->visit;
        if (!visit.member || visit.beatEvery == 0 || ++visit.sinceBeat < visit.beatEvery)
            continue;
        visit.sinceBeat = 0;
        visit.send(frame);
    }
    if (!beating.isEmpty())
        QMetaObject::invokeMethod(
            &q, [this] { beatSome(); }, Qt::QueuedConnection);
}

void House::Private::noteVisits()
{
    if (state.roster.present() == 0)
        beatTimer.stop();
    else if (!beatTimer.isActive())
        beatTimer.start();
}

House::House(HouseConfig config, EventLog &log, const Clock &clock, FileStore *files, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, std::move(config), log, clock, files))
{ }

House::~House() = default;

void House::open(Opened opened)
{
    d->state.houseLog.load([this, opened = std::move(opened)](const QList<record::Any> &records, bool ok) {
        if (!ok) {
            opened(u"the house's log cannot be read"_s);
            return;
        }
        d->takeRecords(records);
        d->renewOwner(opened);
    });
}

std::unique_ptr<Participant> House::admit(Peer &peer)
{
    return std::unique_ptr<Participant>(new Participant(*this, peer));
}

HouseFacts House::facts() const
{
    return {.id = d->state.house.id,
            .name = d->state.house.name,
            .people = d->state.roster.present(),
            .code = d->state.typedCode,
            .linkCode = d->state.linkCode,
            .codeGuessed = d->state.doorkeeper.isBeingGuessed(),
            .ticketsWaiting = d->state.desks.book().waiting(),
            .ticketsClaimed = d->state.desks.book().claimed(),
            .origins = d->state.origins};
}

QList<DeskFace> House::desks() const
{
    QList<DeskFace> faces;
    for (const auto &desk : d->state.desks.book().desks()) {
        if (!desk->closed)
            faces.append(d->state.desks.faceOf(*desk));
    }
    return faces;
}

void House::changeCode(HouseConfig::Code kind, const QString &fixed, std::function<void(bool)> done)
{
    d->state.changeCode(kind, fixed, std::move(done));
}

void House::stop()
{
    d->state.stopping = true;
    d->beatTimer.stop();
    d->beating.clear();
    const QSet<Participant *> everybody = d->participants;
    for (const Participant *participant : everybody)
        participant->d->dismiss({answer::ByeCode::Stopping, u"The host is closing."_s, {}});
}

} // namespace courtyard
