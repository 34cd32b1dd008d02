#include "server/rooms/greeter.h"

#include "protocol/limits.h"
#include "protocol/names.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/secrets.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

// What the client says that it runs on, or what can be guessed.
Device deviceOf(const request::Hello &hello, const QString &userAgent)
{
    if (hello.device)
        return *hello.device;
    if (hello.client.startsWith("courtyard-desktop"_L1))
        return Device::Desktop;
    if (userAgent.contains("Mobile"_L1))
        return Device::Phone;
    return userAgent.startsWith("Mozilla"_L1) ? Device::Browser : Device::Bot;
}

// Where it is nobody who is known.
bool comesAsVisitor(const request::Hello &hello)
{
    return !hello.desk.isEmpty() && hello.link.isEmpty();
}

} // namespace

void Greeter::hello(const Answer &answer, const request::Hello &hello, std::function<void()> settled)
{
    const Caller caller{answer, hello, std::move(settled)};
    if (hello.protocol != limits::protocolVersion) {
        answer.error({.code = ErrorCode::UnsupportedProtocol,
                      .text = u"this host speaks version %1"_s.arg(limits::protocolVersion),
                      .retryMs = {},
                      .free = {},
                      .protocols = {limits::protocolVersion}});
        caller.settled();
    } else {
        begin(caller);
    }
}

void Greeter::begin(const Caller &caller)
{
    const auto visit = caller.answer.visit();
    if (!visit)
        return;
    const bool isForeign = visit->peer.facts().foreignPage;
    Member *known = caller.hello.link.isEmpty() ? recognise(caller.hello) : nullptr;
    const bool isVisitor =
        known ? known->isVisitor() : comesAsVisitor(caller.hello) && !isOwner(caller.hello);
    if (isForeign && !isVisitor) {
        caller.answer.error(ErrorCode::Forbidden, u"a page of another origin brings visitors only"_s);
        caller.settled();
    } else if (!caller.hello.link.isEmpty()) {
        comeByLink(caller, *visit);
    } else if (known) {
        admit(caller, *known, caller.hello.token);
    } else if (isVisitor) {
        enrolVisitor(caller);
    } else if (m_enrollingOwner && isOwner(caller.hello)) {
        m_waitingOwners.append(caller); // there is one owner, on however many devices at once
    } else if (mayComeIn(caller)) {
        enrol(caller);
    } else {
        caller.settled();
    }
}

bool Greeter::isOwner(const request::Hello &hello) const
{
    return !hello.token.isEmpty() && !m_state.config.ownerToken.isEmpty()
        && isSameSecret(hashOfSecret(hello.token), hashOfSecret(m_state.config.ownerToken));
}

Member *Greeter::recognise(const request::Hello &hello) const
{
    if (hello.token.isEmpty())
        return nullptr;
    // The owner's secret may have been made anew; whoever has it is the owner that there was.
    return isOwner(hello) ? m_state.roster.owner() : m_state.roster.byToken(hashOfSecret(hello.token));
}

bool Greeter::isBannedHere(const Caller &caller, const Visit &visit) const
{
    const PeerFacts &peer = visit.peer.facts();
    if (peer.loopback || !m_state.roster.isBannedFrom(peer.address, m_state.clock.wallMs()))
        return false;
    caller.answer.error(ErrorCode::Forbidden,
                        u"somebody was banned at your address: ask whoever hosts this place to lift it"_s);
    return true;
}

bool Greeter::mayComeIn(const Caller &caller)
{
    const auto visit = caller.answer.visit();
    if (!visit)
        return false;
    if (isOwner(caller.hello))
        return true;
    const PeerFacts &peer = visit->peer.facts();
    if (isBannedHere(caller, *visit))
        return false;
    const Doorkeeper::Verdict verdict = m_state.doorkeeper.judge(peer.address, caller.hello.code);
    if (const auto *wait = std::get_if<Doorkeeper::Wait>(&verdict)) {
        caller.answer.waitFor(wait->ms, u"too many wrong join codes; wait a while"_s);
        return false;
    }
    if (std::holds_alternative<Doorkeeper::WrongCode>(verdict)) {
        caller.answer.error(ErrorCode::WrongCode, u"the join code is missing or wrong"_s);
        if (!caller.hello.code.isEmpty())
            m_state.warnOfGuessing();
        return false;
    }
    return true;
}

bool Greeter::isKeptOut(const Caller &caller, const Member &member) const
{
    const record::Ban *ban = member.ban(m_state.clock.wallMs());
    if (!ban)
        return false;
    answer::Error error{.code = ErrorCode::Forbidden,
                        .text = u"%1 keeps you out of this place"_s.arg(ban->byName),
                        .retryMs = {},
                        .free = {},
                        .protocols = {}};
    if (ban->until != 0)
        error.until = ban->until;
    error.reason = ban->reason;
    caller.answer.error(error);
    caller.settled();
    return true;
}

bool Greeter::mayBeOneMore(const Caller &caller)
{
    const auto visit = caller.answer.visit();
    if (!visit)
        return false;
    if (!m_state.config.rateLimit || isOwner(caller.hello))
        return true;
    if (m_state.roster.size() - m_state.desks.book().size() >= houselimits::members) {
        caller.answer.error(ErrorCode::Busy, u"the host has no room for more people"_s);
        return false;
    }
    if (const auto retry = m_state.newcomers.take(visit->peer.facts().address)) {
        caller.answer.waitFor(*retry, u"too many people came from this address; wait a while"_s);
        return false;
    }
    return true;
}

bool Greeter::mayBeCalled(const Caller &caller, const std::optional<QString> &name)
{
    if (!name) {
        caller.answer.error(ErrorCode::BadRequest,
                            u"name must be 1 to %1 visible characters"_s.arg(limits::nameChars));
        return false;
    }
    if (!m_state.roster.isTaken(*name))
        return true;
    const auto isTaken = [this](const QString &other) { return m_state.roster.isTaken(other); };
    caller.answer.error({.code = ErrorCode::NameTaken,
                         .text = u"this name belongs to somebody else"_s,
                         .retryMs = {},
                         .free = freeNameLike(*name, isTaken),
                         .protocols = {}});
    return false;
}

// Somebody new: on disk before the welcome, and the name is kept for them until then.
void Greeter::enrol(const Caller &caller)
{
    const std::optional<QString> name = acceptableName(caller.hello.name);
    if (!mayBeCalled(caller, name) || !mayBeOneMore(caller)) {
        caller.settled();
        return;
    }
    const bool owner = isOwner(caller.hello);
    const QString token = owner ? caller.hello.token : makeToken();
    const record::Member record{.id = makeId('m'),
                                .name = *name,
                                .role = owner ? Role::Owner : Role::Member,
                                .tokens = {hashOfSecret(token)},
                                .gone = false};
    m_state.roster.reserve(record.name);
    m_enrollingOwner = m_enrollingOwner || owner;
    m_state.houseLog.save(record, [this, caller, record, token](HouseLog::Outcome outcome) {
        m_state.roster.release(record.name);
        if (outcome == HouseLog::Outcome::Saved && caller.answer.visit()) {
            Member &member = m_state.roster.add(record);
            m_state.rooms.putInto(*m_state.rooms.lobby(), member);
            admit(caller, member, token);
        } else {
            if (outcome != HouseLog::Outcome::NotSaved)
                retract(record);
            caller.answer.storage();
            caller.settled();
        }
        if (record.role == Role::Owner)
            ownerEnrolled();
    });
}

// Those who waited are the same member now; where it failed, the first of them tries.
void Greeter::ownerEnrolled()
{
    m_enrollingOwner = false;
    const QList<Caller> waiting = std::exchange(m_waitingOwners, {});
    for (const Caller &caller : waiting)
        begin(caller);
}

// Nobody has learnt its token, so nobody could ever be it, and its name would be lost.
void Greeter::retract(record::Member member)
{
    member.gone = true;
    m_state.houseLog.restore(member);
}

void Greeter::link(const Answer &answer)
{
    const auto visit = answer.visit();
    if (visit->member->record.tokens.size() >= houselimits::tokensPerMember) {
        answer.error(ErrorCode::Forbidden, u"you are on as many devices as one person may be"_s);
        return;
    }
    answer.ok(
        reply::Link{m_state.links.make(visit->member->id()), m_state.clock.wallMs() + houselimits::linkMs});
}

// The same member with a token of its own, so that none has to leave the device that it was made for. The
// code holds 128 bits: other people's wrong tries do not lock it out.
void Greeter::comeByLink(const Caller &caller, const Visit &visit)
{
    const auto link = m_state.links.take(caller.hello.link);
    Member *member = link ? m_state.roster.byId(link->member) : nullptr;
    if (!member) {
        refuseLink(caller, visit);
        caller.settled();
        return;
    }
    if (isKeptOut(caller, *member))
        return;
    const QString token = makeToken();
    const auto change = [token](record::Member &record) { record.tokens.append(hashOfSecret(token)); };
    m_state.changeMember(*member, change,
                         [this, caller, member, link = *link, token](HouseLog::Outcome saved) {
                             if (saved == HouseLog::Outcome::Saved) {
                                 finishLink(caller, *member, link, token);
                             } else {
                                 m_state.links.giveBack(caller.hello.link, link);
                                 caller.answer.storage();
                                 caller.settled();
                             }
                         });
}

void Greeter::refuseLink(const Caller &caller, const Visit &visit)
{
    const QString &address = visit.peer.facts().address;
    if (const qint64 ms = m_state.linkGuesses.waitFor(address); ms > 0) {
        caller.answer.waitFor(ms, u"too many wrong links; wait a while"_s);
        return;
    }
    m_state.linkGuesses.noteWrongTry(address);
    caller.answer.error(ErrorCode::WrongCode, u"link is wrong, was used already, or has expired"_s);
}

void Greeter::finishLink(const Caller &caller, Member &member, const Links::Link &link, const QString &token)
{
    if (caller.answer.visit()) {
        admit(caller, member, token);
        return;
    }
    // It hung up, so nobody has learnt this token; the link may be tried again.
    m_state.links.giveBack(caller.hello.link, link);
    m_state.changeMember(
        member, [token](record::Member &record) { record.tokens.removeOne(hashOfSecret(token)); },
        [](HouseLog::Outcome) {});
}

std::optional<DeskFace> Greeter::deskOf(const Member &member) const
{
    const record::Ticket *ticket = m_state.desks.book().byVisitor(member.id());
    const record::Desk *desk = ticket ? m_state.desks.book().desk(ticket->desk) : nullptr;
    return desk ? std::optional(m_state.desks.faceOf(*desk)) : std::nullopt;
}

void Greeter::admit(const Caller &caller, Member &member, const QString &token)
{
    m_state.listRooms(member, [this, caller, &member, token](const WireList *rooms) {
        const auto visit = caller.answer.visit();
        if (!visit || isKeptOut(caller, member))
            return;
        if (rooms)
            welcome(caller, *visit, member, token, *rooms);
        else
            caller.answer.unreadable();
        caller.settled();
    });
}

void Greeter::welcome(const Caller &caller, Visit &visit, Member &member, const QString &token,
                      const WireList &rooms)
{
    visit.device = deviceOf(caller.hello, visit.peer.facts().userAgent);
    visit.beatEvery = caller.hello.beat;
    visit.member = &member;
    if (!visit.peer.facts().loopback)
        member.lastAddress = visit.peer.facts().address;
    caller.answer.welcome({.time = m_state.clock.wallMs(),
                           .token = token,
                           .host = {m_state.house.id, m_state.house.name, m_state.config.version},
                           .me = member.self(),
                           .rooms = {},
                           .fileLimit = m_state.files ? m_state.files->largestFile() : limits::fileBytes,
                           .desk = deskOf(member)},
                          rooms);
    const Person before = member.person();
    if (m_state.roster.arrive(member, visit))
        m_state.deskBoard.memberMoved(member);
    if (member.person() != before)
        m_state.personChangedEverywhere(member);
}

void Greeter::farewell(Visit &visit)
{
    visit.over = true; // first: what waits for the end of a joining must not begin another
    const QSet<Room *> joined = visit.rooms;
    for (Room *room : joined)
        room->forget(visit);
    if (!visit.member)
        return;
    Member &member = *visit.member;
    const RoomId looked = m_state.desks.lookedAt(visit);
    m_state.desks.look(visit, {});
    const Person before = member.person();
    const bool isLast = m_state.roster.depart(member, visit);
    visit.member = nullptr;
    if (member.person() != before)
        m_state.personChangedEverywhere(member);
    for (Room *room : joined)
        m_state.leaveUnlessHeld(*room, member);
    if (isLast)
        m_state.deskBoard.memberMoved(member);
    if (!looked.isEmpty())
        m_state.deskBoard.lookingChanged(looked);
}

} // namespace courtyard
