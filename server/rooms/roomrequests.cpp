#include "server/rooms/roomrequests.h"

#include "protocol/limits.h"
#include "protocol/names.h"

using namespace Qt::StringLiterals;

namespace courtyard {

void RoomRequests::handle(const Answer &answer, const request::Join &join)
{
    m_state.withRoom(answer, join.room, [this, answer, join](Room &room, Member &member) {
        if (room.isDesk())
            answer.error(ErrorCode::Forbidden, u"nobody talks in a desk itself"_s);
        else if (room.isOfTicket())
            listenIn(answer, room, member, join);
        else if (room.people().has(member.id()))
            resume(answer, room, join);
        else if (mayEnter(answer, room, join.secret))
            enter(answer, room, [this, answer, join, &room] { resume(answer, room, join); });
    });
}

// Agents are in a conversation, or its notes, while they listen: nothing of it has to be kept.
void RoomRequests::listenIn(const Answer &answer, Room &room, Member &member, const request::Join &join)
{
    if (!room.people().has(member.id())) {
        m_state.rooms.putInto(room, member);
        m_state.personChanged(room, member);
    }
    resume(answer, room, join);
}

bool RoomRequests::mayEnter(const Answer &answer, const Room &room, const QString &secret)
{
    const auto visit = answer.visit();
    const QString &address = visit->peer.facts().address;
    const bool isGuess = room.wantsSecret() && !secret.isEmpty();
    if (isGuess) {
        if (const qint64 ms = m_state.secretGuesses.waitFor(address); ms > 0) {
            answer.waitFor(ms, u"too many wrong secrets; wait a while"_s);
            return false;
        }
    }
    if (room.admits(visit->member->id(), secret))
        return true; // and nothing is forgiven: who guesses may have a room of its own to open in between
    if (isGuess)
        m_state.secretGuesses.noteWrongTry(address);
    answer.noRoom();
    return false;
}

// Makes the asker a member of the room, durably.
void RoomRequests::enter(const Answer &answer, Room &room, std::function<void()> then)
{
    const auto asker = answer.visit();
    if (!asker)
        return;
    Member &member = *asker->member;
    saveMembership(answer, room, member, true, [this, answer, &room, &member, then = std::move(then)] {
        if (room.isClosed()) {
            answer.noRoom();
            return;
        }
        if (!room.people().has(member.id())) {
            room.setInviter(member.id(), {});
            m_state.rooms.putInto(room, member);
            m_state.personChanged(room, member);
            m_state.tellRoom(member, room, answer.visit().get());
        }
        then();
    });
}

void RoomRequests::saveMembership(const Answer &answer, const Room &room, const Member &member, bool in,
                                  std::function<void()> then)
{
    const record::Membership membership{room.id(), member.id(), in};
    m_state.houseLog.save(
        membership, [this, answer, &room, membership, then = std::move(then)](HouseLog::Outcome saved) {
            if (saved == HouseLog::Outcome::Saved) {
                then();
                return;
            }
            if (saved == HouseLog::Outcome::Unclear) {
                const bool isIn = room.people().has(membership.member);
                m_state.houseLog.restore(record::Membership{membership.room, membership.member, isIn});
            }
            answer.storage();
        });
}

// `join` is atomic with the log: what is in the reply ends where what comes live begins.
void RoomRequests::resume(const Answer &answer, Room &room, const request::Join &join)
{
    const auto visit = answer.visit();
    if (!visit)
        return;
    if (room.isJoining(*visit)) {
        room.afterJoining(*visit, [this, answer, &room, join] { resume(answer, room, join); });
        return;
    }
    if (!room.people().has(visit->member->id())) { // it left while it waited
        if (room.isClosed())
            answer.noRoom();
        else
            answer.notMember();
        return;
    }
    room.beginJoining(*visit);
    reply::Joined joined;
    joined.room = m_state.rooms.infoFor(room, *visit->member);
    const bool isAhead = join.after && *join.after > joined.room.head;
    joined.reset = (!join.log.isEmpty() && join.log != room.logId())
        || (isAhead && !join.afterKey.isEmpty()); // what the client has there, this log does not have
    if (join.after && !isAhead && !joined.reset)
        resumeAfter(answer, room, join, joined);
    else
        finishJoin(answer, room, joined, room.log().newestPage());
}

// Where the client says what the event `after` is, that one is read along and compared.
void RoomRequests::resumeAfter(const Answer &answer, Room &room, const request::Join &join,
                               reply::Joined joined)
{
    const int known = *join.after > 0 && !join.afterKey.isEmpty() ? 1 : 0;
    const auto compare = [this, answer, &room, joined, known,
                          key = join.afterKey](const RoomLog::Page &page) mutable {
        RoomLog::Page rest = page;
        joined.reset = known > 0 && !page.failed && (page.events.isEmpty() || page.events.first().key != key);
        if (joined.reset) {
            // Not the newest ones by now: what came since is on its way to this client already.
            room.log().pageBefore(joined.room.head + 1, limits::pageEvents,
                                  [this, answer, &room, joined](const RoomLog::Page &newest) {
                                      finishJoin(answer, room, joined, newest);
                                  });
            return;
        }
        if (known > 0 && !page.failed)
            rest.events.removeFirst();
        finishJoin(answer, room, joined, rest);
    };
    room.log().pageAfter(*join.after - known, limits::pageEvents + known, compare);
}

void RoomRequests::finishJoin(const Answer &answer, Room &room, reply::Joined joined,
                              const RoomLog::Page &page)
{
    const auto visit = answer.visit();
    if (!visit)
        return;
    if (!room.isJoining(*visit)) { // it left meanwhile
        if (room.isClosed())
            answer.noRoom();
        else
            answer.notMember();
        return;
    }
    if (page.failed) {
        answer.unreadable();
        room.forget(*visit);
        return;
    }
    bool morePeople = false;
    const WireList people = peopleOf(room, {}, limits::pagePeople, morePeople);
    joined.events = page.events;
    joined.more = page.more;
    answer.joined(joined, people);
    room.finishJoining(*visit);
}

void RoomRequests::handle(const Answer &answer, const request::Leave &leave)
{
    const auto leaveNow = [this, answer](Room &room, Member &member) {
        saveMembership(answer, room, member, false, [this, answer, &room, &member] {
            if (room.people().has(member.id())) {
                m_state.rooms.takeOutOf(room, member);
                for (Visit *visit : std::as_const(member.visits))
                    room.forget(*visit);
                m_state.personChanged(room, member);
                m_state.tellRoom(member, room, answer.visit().get());
            }
            answer.ok();
        });
    };
    m_state.withRoom(answer, leave.room, [this, answer, leaveNow](Room &room, Member &member) {
        if (room.isDesk()) {
            answer.error(ErrorCode::Forbidden, u"nobody is in a desk itself"_s);
        } else if (room.isOfTicket()) {
            room.forget(*answer.visit());
            m_state.leaveUnlessHeld(room, member);
            answer.ok();
        } else if (room.isInvited(member.id()))
            saveInvitation(answer, room, member, {}); // it declines
        else if (room.people().has(member.id()))
            leaveNow(room, member);
        else if (room.isListedTo(member))
            answer.notMember();
        else
            answer.noRoom();
    });
}

void RoomRequests::handle(const Answer &answer, const request::Rooms &)
{
    const auto visit = answer.visit();
    m_state.listRooms(*visit->member, [answer](const WireList *rooms) {
        if (rooms)
            answer.rooms(*rooms);
        else
            answer.unreadable();
    });
}

void RoomRequests::handle(const Answer &answer, const request::Typing &typing)
{
    m_state.withOwnRoom(answer, typing.room, [this, answer](Room &room, Member &member) {
        if (!member.isMuted(m_state.clock) && m_state.board.mayTellTyping(room)) {
            const WireFrame frame = WireFrame::text(encodeLive(answer::Typing{room.id(), member.id()}));
            room.tellOthers(frame, member);
        }
        answer.ok();
    });
}

void RoomRequests::handle(const Answer &answer, const request::Read &read)
{
    m_state.withOwnRoom(answer, read.room, [this, answer, read](Room &room, Member &member) {
        const qint64 seq = std::min(read.seq, room.log().head());
        if (seq <= room.readMark(member.id())) {
            answer.ok(); // it never goes back
            return;
        }
        // Never less than what is on its way: the newest record is the one that counts.
        const record::ReadMark mark{room.id(), member.id(), room.raiseAskedMark(member.id(), seq)};
        m_state.houseLog.save(mark, [answer, &room, &member, mark](HouseLog::Outcome saved) {
            if (saved != HouseLog::Outcome::Saved) {
                answer.storage();
                return;
            }
            const bool moved = mark.seq > room.readMark(member.id());
            room.setReadMark(member.id(), mark.seq);
            answer.ok();
            if (moved && !NoticeBoard::isCrowd(room)) {
                const answer::ReadMark live{room.id(), member.id(), mark.seq};
                room.tell(WireFrame::text(encodeLive(live)), answer.visit().get());
            }
        });
    });
}

void RoomRequests::handle(const Answer &answer, const request::People &people)
{
    m_state.withOwnRoom(answer, people.room, [this, answer, people](Room &room, Member &) {
        const int limit = people.limit > 0 ? std::min(people.limit, limits::pagePeople) : limits::pagePeople;
        bool more = false;
        const WireList page = peopleOf(room, people.from, limit, more);
        answer.people(page, more);
    });
}

bool RoomRequests::maySpeak(const Answer &answer, const Member &member) const
{
    if (!member.isMuted(m_state.clock))
        return true;
    answer::Error muted{.code = ErrorCode::Forbidden,
                        .text = u"you are muted for now"_s,
                        .retryMs = {},
                        .free = {},
                        .protocols = {}};
    muted.until = member.record.mutedUntil;
    answer.error(muted);
    return false;
}

WireList RoomRequests::peopleOf(const Room &room, const MemberId &from, int limit, bool &more) const
{
    constexpr qsizetype usualBytes = 112;
    const QList<MemberId> page = room.people().page(from, limit, more);
    WireList people;
    people.reserve(usualBytes * page.size());
    for (const MemberId &id : page) {
        if (const Member *member = m_state.roster.byId(id))
            people.add(member->personElement());
    }
    return people;
}

void RoomRequests::handle(const Answer &answer, const request::Rename &rename)
{
    const auto visit = answer.visit();
    Member &member = *visit->member;
    if (!maySpeak(answer, member))
        return;
    const std::optional<QString> name = acceptableName(rename.name);
    if (!name) {
        answer.error(ErrorCode::BadRequest,
                     u"name must be 1 to %1 visible characters"_s.arg(limits::nameChars));
        return;
    }
    const auto isTaken = [this, &member](const QString &other) {
        return m_state.roster.isTaken(other, &member);
    };
    if (isTaken(*name)) {
        answer.error({.code = ErrorCode::NameTaken,
                      .text = u"this name belongs to somebody else"_s,
                      .retryMs = {},
                      .free = freeNameLike(*name, isTaken),
                      .protocols = {}});
        return;
    }
    m_state.roster.reserve(*name);
    const auto change = [name = *name](record::Member &record) { record.name = name; };
    m_state.changeMember(member, change, [this, answer, &member, name = *name](HouseLog::Outcome saved) {
        m_state.roster.release(name);
        if (saved != HouseLog::Outcome::Saved) {
            answer.storage();
            return;
        }
        tellRename(member);
        answer.ok(reply::Renamed{member.self()});
    });
}

void RoomRequests::tellRename(const Member &member)
{
    m_state.tellSelf(member);
    // A direct room is called like the other one.
    for (Room *room : std::as_const(member.rooms)) {
        if (room->isDirect() && room->log().isLoaded())
            m_state.board.roomChanged(*room);
    }
}

} // namespace courtyard
