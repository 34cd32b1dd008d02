#include "server/rooms/housestate.h"

#include "protocol/codec.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/rights.h"
#include "server/rooms/secrets.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

using Changes = QList<std::function<void()>>;

// One after the other, each with the record that the one before has left: `now` reads it, `replace` puts
// another one in its place once that is on disk.
template <typename Record>
void changeInTurn(HouseLog &log, Changes &changes, std::function<const Record &()> now,
                  std::function<void(const Record &)> replace, std::function<void(Record &)> change,
                  std::function<void(HouseLog::Outcome)> done)
{
    const auto goOn = [&changes] {
        changes.removeFirst();
        if (!changes.isEmpty())
            std::function(changes.constFirst())(); // a copy: it may add to the list
    };
    changes.append([&log, now, replace, change, done, goOn] {
        Record record = now();
        change(record);
        log.save(record, [&log, now, replace, record, done, goOn](HouseLog::Outcome outcome) {
            if (outcome == HouseLog::Outcome::Saved)
                replace(record);
            else if (outcome == HouseLog::Outcome::Unclear)
                log.restore(now());
            done(outcome);
            goOn();
        });
    });
    if (changes.size() == 1)
        std::function(changes.constFirst())();
}

} // namespace

void HouseState::changeMember(Member &member, std::function<void(record::Member &)> change,
                              std::function<void(HouseLog::Outcome)> done)
{
    changeInTurn<record::Member>(
        houseLog, member.changes, [&member]() -> const record::Member & { return member.record; },
        [this, &member](const record::Member &record) { roster.replace(member, record); }, std::move(change),
        std::move(done));
}

void HouseState::changeRoom(Room &room, std::function<void(record::Room &)> change,
                            std::function<void(HouseLog::Outcome)> done)
{
    changeInTurn<record::Room>(
        houseLog, room.changes(), [&room]() -> const record::Room & { return room.record(); },
        [&room](const record::Room &record) { room.replace(record); }, std::move(change), std::move(done));
}

void HouseState::takeCodes()
{
    const bool isOpen =
        codeKind == HouseConfig::Code::None || (codeKind == HouseConfig::Code::Auto && house.open);
    typedCode = codeKind == HouseConfig::Code::Fixed ? config.fixedCode : house.code;
    linkCode = house.linkCode;
    if (isOpen) {
        typedCode.clear();
        linkCode.clear();
    }
    doorkeeper.setCodes(typedCode, linkCode);
}

// What was set so is what the next start finds, where it is not told otherwise.
void HouseState::changeCode(HouseConfig::Code kind, const QString &fixed,
                            std::function<void(bool saved)> done)
{
    record::House wanted = house;
    wanted.open = kind == HouseConfig::Code::None;
    wanted.linkCode = makeKey();
    if (kind == HouseConfig::Code::Fixed)
        wanted.code = fixed;
    else if (kind == HouseConfig::Code::Auto)
        wanted.code = sixDigits();
    houseLog.save(wanted, [this, wanted, done = std::move(done)](HouseLog::Outcome saved) {
        if (saved != HouseLog::Outcome::Saved) {
            if (saved == HouseLog::Outcome::Unclear)
                houseLog.restore(house);
            done(false);
            return;
        }
        house = wanted;
        codeKind = HouseConfig::Code::Auto; // as the record says
        takeCodes();
        changed();
        if (const Member *owner = roster.owner())
            noteDeed({draftDeed(*owner, DeedKind::Code), false}, done);
        else
            done(true);
    });
}

bool HouseState::mayModerate(const Answer &answer) const
{
    const auto visit = answer.visit();
    if (!visit || !visit->member)
        return false;
    if (!isModerator(*visit->member))
        answer.error(ErrorCode::Forbidden, u"only the owner and moderators may do this"_s);
    else if (!isTrustedWay(visit->peer.facts()))
        answer.error(needsTrustedWay());
    else
        return true;
    return false;
}

Deed HouseState::draftDeed(const Member &by, DeedKind what) const
{
    Deed deed;
    deed.at = clock.wallMs();
    deed.by = by.id();
    deed.byName = by.record.name;
    deed.what = what;
    return deed;
}

void HouseState::noteDeed(record::Deed deed, std::function<void(bool saved)> then)
{
    deed.deed.seq = deeds.number();
    houseLog.save(deed, [this, deed, then = std::move(then)](HouseLog::Outcome saved) {
        if (saved == HouseLog::Outcome::Saved)
            deeds.add(deed);
        else if (saved == HouseLog::Outcome::Unclear)
            houseLog.restore(deed);
        then(saved == HouseLog::Outcome::Saved);
    });
}

void HouseState::warnOfGuessing()
{
    const Guesses::Recent recent = doorkeeper.recentGuesses();
    const qint64 now = clock.steadyMs();
    if (recent.tries < houselimits::wrongTries
        || (warnedOfGuessing && now - *warnedOfGuessing < houselimits::guessingToldMs))
        return;
    warnedOfGuessing = now;
    const WireFrame frame = WireFrame::text(encodeLive(answer::Guessing{recent.tries, recent.addresses}));
    for (const Member *member : roster.all()) {
        for (Visit *visit : member->visits) {
            if (courtyard::mayModerate(*visit))
                visit->send(frame);
        }
    }
}

Room &HouseState::addRoom(const record::Room &record)
{
    Room &room = rooms.add(record);
    if (room.isDesk()) {
        room.log().startEmpty(); // nothing is ever said in it
        if (!desks.book().desk(room.id()))
            desks.book().putDesk({.room = room.id(),
                                  .name = record.name,
                                  .agents = {},
                                  .greeting = {},
                                  .away = {},
                                  .hours = {},
                                  .canned = {}});
    }
    QObject::connect(&room, &Room::topicChanged, &board, [this, &room] { board.roomChanged(room); });
    return room;
}

void HouseState::listRooms(const Member &member, std::function<void(const WireList *)> done)
{
    QList<Room *> unread;
    for (Room *room : roomsOf(member)) {
        if (!room->log().isLoaded())
            unread.append(room);
    }
    if (unread.isEmpty()) {
        done(&elementsFor(member));
        return;
    }
    struct Waiting {
        qsizetype rooms;
        std::function<void(const WireList *)> done;
        bool ok = true;
    };
    const auto waiting = std::make_shared<Waiting>(Waiting{unread.size(), std::move(done)});
    for (Room *room : unread) {
        room->log().whenLoaded([this, &member, waiting](bool ok) {
            waiting->ok = waiting->ok && ok;
            if (--waiting->rooms == 0)
                waiting->done(waiting->ok ? &elementsFor(member) : nullptr);
        });
    }
}

const WireList &HouseState::elementsFor(const Member &member)
{
    QList<Room *> listed = roomsOf(member);
    // What is not loaded appeared while we waited, and is told live.
    listed.removeIf([](const Room *room) { return !room->log().isLoaded(); });
    m_listed.clear();
    for (Room *room : std::as_const(listed))
        rooms.addTo(m_listed, *room, member, houselimits::listedTopicChars / listed.size());
    return m_listed;
}

// A visitor's is its conversation; agents have their desks as well.
QList<Room *> HouseState::roomsOf(const Member &member)
{
    if (member.isVisitor()) {
        const record::Ticket *ticket = desks.book().byVisitor(member.id());
        return ticket ? QList<Room *>{&desks.openConversation(*ticket)} : QList<Room *>();
    }
    QList<Room *> listed = rooms.listedTo(member);
    for (const record::Desk *desk : desks.servedBy(member)) {
        if (Room *room = rooms.byId(desk->room))
            listed.append(room);
    }
    return listed;
}

Room *HouseState::shownRoom(const RoomId &id, const Member &member)
{
    Room *room = rooms.byId(id);
    if (!room)
        room = desks.open(id);
    if (!room || ((room->isDesk() || room->isOfTicket()) && !desks.isShown(*room, member)))
        return nullptr;
    return member.isVisitor() && !room->isOfTicket() ? nullptr : room;
}

void HouseState::leaveUnlessHeld(Room &room, Member &member)
{
    const record::Ticket *ticket = desks.ticketOf(room);
    const bool listens = std::any_of(member.visits.cbegin(), member.visits.cend(),
                                     [&room](const Visit *visit) { return visit->rooms.contains(&room); });
    const bool holds = ticket && room.isConversation() && ticketmoves::isHeldBy(*ticket, member.id());
    if (!ticket || member.isVisitor() || listens || holds || !room.people().has(member.id()))
        return;
    rooms.takeOutOf(room, member);
    personChanged(room, member);
}

void HouseState::answersElsewhere(Member &member, const QList<const record::Desk *> &before)
{
    const QList<const record::Desk *> now = desks.servedBy(member);
    for (const record::Desk *desk : before + now) {
        if (before.contains(desk) != now.contains(desk)) {
            deskBoard.tellDesk(member, *desk);
            deskBoard.deskChanged(desk->room);
        }
    }
    const QSet<Room *> in = member.rooms;
    for (Room *room : in) {
        if (!room->isOfTicket() || desks.isShown(*room, member))
            continue;
        for (Visit *visit : std::as_const(member.visits))
            room->forget(*visit);
        rooms.takeOutOf(*room, member);
        personChanged(*room, member);
        tellRoom(member, *room);
    }
    for (Visit *visit : std::as_const(member.visits)) {
        const RoomId looked = desks.lookedAt(*visit);
        if (const Room *room = rooms.byId(looked); room && !desks.isShown(*room, member)) {
            desks.look(*visit, {});
            deskBoard.lookingChanged(looked);
        }
    }
}

void HouseState::whenLoaded(const Answer &answer, Room &room, std::function<void(Room &, Member &)> then)
{
    room.log().whenLoaded([answer, &room, then = std::move(then)](bool ok) {
        const auto asker = answer.visit();
        if (room.isClosed())
            answer.noRoom();
        else if (!ok)
            answer.unreadable();
        else if (asker)
            then(room, *asker->member);
    });
}

void HouseState::tellRoom(const Member &member, const Room &room, const Visit *except) const
{
    if (std::all_of(member.visits.cbegin(), member.visits.cend(),
                    [except](const Visit *visit) { return visit == except; }))
        return; // nearly always: whoever joined is here once
    const answer::RoomChanged change{rooms.infoFor(room, member), !room.isListedTo(member)};
    const WireFrame frame = WireFrame::text(encodeLive(change));
    for (Visit *visit : member.visits) {
        if (visit != except)
            visit->send(frame);
    }
}

void HouseState::tellSelf(const Member &member, const QString &reason)
{
    const WireFrame frame = WireFrame::text(encodeLive(answer::You{member.self(), reason}));
    for (Visit *visit : member.visits)
        visit->send(frame);
    personChangedEverywhere(member);
}

void HouseState::personChanged(Room &room, const Member &member)
{
    if (room.people().has(member.id()))
        room.people().put(member.id(), member.isHere());
    board.personChanged(room, member.id());
}

void HouseState::personChangedEverywhere(const Member &member)
{
    for (Room *room : member.rooms)
        personChanged(*room, member);
    changed();
}

} // namespace courtyard
