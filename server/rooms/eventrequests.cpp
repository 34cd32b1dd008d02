#include "server/rooms/eventrequests.h"

#include "protocol/limits.h"
#include "server/rooms/entries.h"
#include "server/rooms/rights.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

answer::Error problem(ErrorCode code, const QString &text)
{
    return {code, text, {}, {}, {}};
}

answer::Error otherBody()
{
    return problem(ErrorCode::BadRequest, u"key was used for something else"_s);
}

bool isMessage(const std::optional<Event> &event)
{
    return event && event->kind == EventKind::Message;
}

bool isLivingMessage(const std::optional<Event> &event)
{
    return isMessage(event) && !event->deleted;
}

answer::Error noMessage()
{
    return problem(ErrorCode::NoEvent, u"there is no such message"_s);
}

struct StoredAnswer {
    const Answer &answer;

    void operator()(const append::Appended &stored) const { answer.ok(reply::Stored{stored.seq, stored.at}); }
    void operator()(const append::Already &stored) const
    {
        if (stored.sameBody)
            answer.ok(reply::Stored{stored.seq, stored.at});
        else
            answer.error(otherBody());
    }
    void operator()(const append::Failed &) const { answer.storage(); }
    void operator()(const append::Unknown &) const { answer.storage(); }
    void operator()(const append::LostLease &) const { answer.storage(); }
};

void answerPage(const Answer &answer, const RoomLog::Page &page)
{
    if (page.failed)
        answer.unreadable();
    else
        answer.ok(reply::History{page.events, page.more});
}

} // namespace

Event EventRequests::draft(const Member &member, const Room &room, EventKind kind, const QString &key) const
{
    Event event;
    event.room = room.id(); // one string for all, as are the others here
    event.at = m_state.clock.wallMs();
    event.from = member.id();
    event.name = member.record.name;
    event.kind = kind;
    event.key = key;
    return event;
}

void EventRequests::append(const Answer &answer, Room &room, Event event, Stored stored)
{
    if (room.isClosed()) {
        answer.noRoom();
        return;
    }
    room.log().append(std::move(event), [answer, stored = std::move(stored)](const AppendResult &result) {
        std::visit(StoredAnswer{answer}, result);
        if (stored && std::holds_alternative<append::Appended>(result))
            stored();
    });
}

void EventRequests::appendInTurn(const Answer &answer, Room &room, Event event)
{
    if (room.order().isFree(event.from)) {
        append(answer, room, std::move(event));
        return;
    }
    room.order().add(event.from, [this, answer, &room, event](const SpeakingOrder::Over &over) {
        append(answer, room, event);
        over();
    });
}

void EventRequests::appendAbout(const Answer &answer, Room &room, const Event &event, qint64 target,
                                Judge judge, Stored stored)
{
    const auto decide = [this, answer, &room, event, judge, stored](const RoomLog::Found &found) {
        if (found.failed)
            answer.unreadable();
        else if (const Objection objection = judge(found.event))
            refuse(answer, room, event, *objection);
        else
            append(answer, room, event, stored);
    };
    room.order().add(event.from, [&room, target, decide](const SpeakingOrder::Over &over) {
        room.log().withTarget(target, [decide, over](const RoomLog::Found &found) {
            decide(found);
            over();
        });
    });
}

// A repetition of what was done is no new request, though it could not be done now: a delete sent twice, say.
void EventRequests::refuse(const Answer &answer, Room &room, const Event &event, const answer::Error &error)
{
    room.log().find(event, [answer, error](const FindResult &result) {
        if (result.failed)
            answer.storage();
        else if (result.found)
            StoredAnswer{answer}(*result.found);
        else
            answer.error(error);
    });
}

EventRequests::Objection EventRequests::objectionTo(const Answer &answer, const Room &room,
                                                    const Member &member) const
{
    if (member.isMuted(m_state.clock)) {
        answer::Error muted = problem(ErrorCode::Forbidden, u"you are muted for now"_s);
        muted.until = member.record.mutedUntil;
        return muted;
    }
    if (room.record().locked && !mayModerate(*answer.visit()))
        return isModerator(member) ? needsTrustedWay()
                                   : problem(ErrorCode::Forbidden, u"this room is locked"_s);
    if (const record::Ticket *ticket = member.isVisitor() ? m_state.desks.ticketOf(room) : nullptr) {
        const record::Desk *desk = m_state.desks.book().desk(ticket->desk);
        if (!desk || desk->closed)
            return problem(ErrorCode::Forbidden, u"this desk is closed"_s);
    }
    return {};
}

EventRequests::Objection EventRequests::objectionToPost(const Answer &answer, Room &room,
                                                        const Member &member) const
{
    if (const Objection objection = objectionTo(answer, room, member))
        return objection;
    if (room.record().slow == 0 || mayModerate(*answer.visit()))
        return {};
    const qint64 wait = room.takeTurn(member.id(), m_state.clock.steadyMs());
    if (wait == 0)
        return {};
    return answer::Error{ErrorCode::RateLimited, u"this room is slow; wait a while"_s, wait, {}, {}};
}

// As refuse(); of a post with files it is not known here what they are called, so their keys alone are
// compared.
void EventRequests::refusePost(const Answer &answer, Room &room, const Event &event,
                               const answer::Error &error)
{
    room.log().find(event, [answer, error](const FindResult &result) {
        if (result.failed)
            answer.storage();
        else if (result.found)
            answer.ok(reply::Stored{result.found->seq, result.found->at});
        else
            answer.error(error);
    });
}

void EventRequests::handle(const Answer &answer, const request::Post &post)
{
    m_state.withOwnRoom(answer, post.room, [this, answer, post](Room &room, Member &member) {
        if (const auto asking = room.isConversation() ? m_asking.find(room.id()) : m_asking.end();
            asking != m_asking.end()) {
            asking->append([this, answer, post] {
                if (answer.visit())
                    handle(answer, post);
            });
            return;
        }
        Event event = draft(member, room, EventKind::Message, post.key);
        event.text = post.text;
        event.reply = post.reply;
        if (const Objection objection = objectionToPost(answer, room, member)) {
            if (post.files.isEmpty())
                refuse(answer, room, event, *objection);
            else
                refusePost(answer, room, event, *objection);
        } else if (bringsQuestion(room, member)) {
            ask(answer, room, event, post);
        } else {
            this->post(answer, room, std::move(event), post);
        }
    });
}

void EventRequests::post(const Answer &answer, Room &room, Event event, const request::Post &post)
{
    if (!post.files.isEmpty()) {
        appendWithFiles(answer, room, event, post.files);
    } else if (post.reply) {
        appendAbout(answer, room, event, *post.reply, [](const std::optional<Event> &target) {
            return isMessage(target) ? Objection() : noMessage();
        });
    } else {
        appendInTurn(answer, room, std::move(event));
    }
}

bool EventRequests::bringsQuestion(const Room &room, const Member &member) const
{
    const record::Ticket *ticket = member.isVisitor() ? m_state.desks.ticketOf(room) : nullptr;
    return ticket && ticketmoves::isMovedByAsking(*ticket);
}

// The ticket is in the queue, on disk, before the message is: whatever happens between them, nobody waits
// unseen. What is only said again, after a lost connection, opens nothing.
void EventRequests::ask(const Answer &answer, Room &room, const Event &event, const request::Post &post)
{
    m_asking.insert(room.id(), {});
    room.log().find(event, [this, answer, &room, post](const FindResult &result) {
        if (!result.failed && !result.found && answer.visit()) {
            askNow(answer, room, post);
            return;
        }
        if (result.failed)
            answer.storage();
        else if (result.found)
            answer.ok(reply::Stored{result.found->seq, result.found->at});
        askingOver(room.id());
    });
}

void EventRequests::askNow(const Answer &answer, Room &room, const request::Post &post)
{
    const auto decide = [this](record::Ticket &ticket) {
        ticketmoves::ask(ticket, m_state.clock.wallMs());
        return Objection();
    };
    m_state.desks.change(room.id(), decide,
                         [this, answer, &room, post](HouseLog::Outcome saved, const Objection &objection) {
                             const auto visit = answer.visit();
                             if (objection) {
                                 answer.error(*objection);
                             } else if (saved != HouseLog::Outcome::Saved) {
                                 answer.storage();
                             } else if (visit) {
                                 Event event = draft(*visit->member, room, EventKind::Message, post.key);
                                 event.text = post.text;
                                 event.reply = post.reply;
                                 this->post(answer, room, std::move(event), post);
                             }
                             if (const record::Ticket *ticket = m_state.desks.ticketOf(room);
                                 ticket && saved == HouseLog::Outcome::Saved)
                                 m_state.deskBoard.ticketChanged(*ticket);
                             askingOver(room.id());
                         });
}

void EventRequests::askingOver(const RoomId &conversation)
{
    const auto waiting = m_asking.take(conversation);
    for (const auto &again : waiting)
        again();
}

void EventRequests::appendWithFiles(const Answer &answer, Room &room, const Event &event,
                                    const QStringList &ids)
{
    const auto appendNow = [this, answer, &room](const Event &whole, const FileStore::Hold &hold) {
        if (room.isClosed()) {
            answer.noRoom();
            return;
        }
        room.log().append(whole, [this, answer, &room, whole, hold](const AppendResult &result) {
            m_files.stored(answer, room, whole, result);
        });
    };
    room.order().add(
        event.from, [this, answer, &room, event, ids, appendNow](const SpeakingOrder::Over &over) {
            const auto named = [answer, &room, appendNow, over](const Event &whole,
                                                                const FileStore::Hold &hold) {
                if (!whole.reply) {
                    appendNow(whole, hold);
                    over();
                    return;
                }
                room.log().withTarget(*whole.reply,
                                      [answer, appendNow, whole, hold, over](const RoomLog::Found &found) {
                                          if (found.failed)
                                              answer.unreadable();
                                          else if (!isMessage(found.event))
                                              answer.error(noMessage());
                                          else
                                              appendNow(whole, hold);
                                          over();
                                      });
            };
            m_files.name(answer, room, event, ids, named, over);
        });
}

void EventRequests::handle(const Answer &answer, const request::Edit &edit)
{
    m_state.withOwnRoom(answer, edit.room, [this, answer, edit](Room &room, Member &member) {
        Event event = draft(member, room, EventKind::Edit, edit.key);
        event.target = edit.target;
        event.text = edit.text;
        if (const Objection objection = objectionTo(answer, room, member)) {
            refuse(answer, room, event, *objection);
            return;
        }
        const MemberId me = member.id();
        appendAbout(answer, room, event, edit.target, [me](const std::optional<Event> &target) -> Objection {
            if (!isLivingMessage(target))
                return noMessage();
            if (target->from != me)
                return problem(ErrorCode::Forbidden, u"only its sender may edit a message"_s);
            return {};
        });
    });
}

void EventRequests::handle(const Answer &answer, const request::Delete &remove)
{
    m_state.withOwnRoom(answer, remove.room, [this, answer, remove](Room &room, Member &member) {
        Event event = draft(member, room, EventKind::Delete, remove.key);
        event.target = remove.target;
        const bool mayUseRights = mayModerate(*answer.visit());
        const auto deleted = std::make_shared<Event>();
        const auto judge = [me = member.id(), mayUseRights, moderates = isModerator(member),
                            deleted](const std::optional<Event> &target) -> Objection {
            if (!isLivingMessage(target))
                return noMessage();
            *deleted = *target;
            if (target->from == me || mayUseRights)
                return {};
            return moderates
                ? needsTrustedWay()
                : problem(ErrorCode::Forbidden, u"only its sender or a moderator may delete a message"_s);
        };
        appendAbout(answer, room, event, remove.target, judge, [this, &room, &member, deleted] {
            m_files.release(deleted->files);
            if (deleted->from != member.id())
                noteDeletion(room, member, *deleted);
        });
    });
}

// The log of the room holds it already: nobody waits for this.
void EventRequests::noteDeletion(const Room &room, const Member &by, const Event &target)
{
    Deed deed = m_state.draftDeed(by, DeedKind::Delete);
    deed.member = target.from;
    deed.name = target.name;
    deed.room = room.id();
    deed.roomName = room.isDirect() ? QString() : room.record().name;
    deed.target = target.seq;
    m_state.noteDeed({deed, room.record().kind != RoomKind::Public}, [](bool) {});
}

void EventRequests::handle(const Answer &answer, const request::React &react)
{
    m_state.withOwnRoom(answer, react.room, [this, answer, react](Room &room, Member &member) {
        Event event = draft(member, room, EventKind::Reaction, react.key);
        event.target = react.target;
        event.emoji = react.emoji;
        event.on = react.on;
        if (const Objection objection = objectionTo(answer, room, member)) {
            refuse(answer, room, event, *objection);
            return;
        }
        appendAbout(answer, room, event, react.target, [](const std::optional<Event> &target) {
            return isLivingMessage(target) ? Objection() : noMessage();
        });
    });
}

void EventRequests::handle(const Answer &answer, const request::SetTopic &topic)
{
    m_state.withOwnRoom(answer, topic.room, [this, answer, topic](Room &room, Member &member) {
        Event event = draft(member, room, EventKind::Topic, topic.key);
        event.text = topic.text;
        if (const Objection objection = objectionTo(answer, room, member))
            refuse(answer, room, event, *objection);
        else
            appendInTurn(answer, room, std::move(event));
    });
}

void EventRequests::handle(const Answer &answer, const request::History &history)
{
    m_state.withOwnRoom(answer, history.room, [answer, history](Room &room, Member &) {
        const int limit =
            history.limit > 0 ? std::min(history.limit, limits::pageEvents) : limits::pageEvents;
        const auto done = [answer](const RoomLog::Page &page) { answerPage(answer, page); };
        room.tellGathered();
        if (history.after)
            room.log().pageAfter(*history.after, limit, done);
        else
            room.log().pageBefore(history.before.value_or(0), limit, done);
    });
}

void EventRequests::handle(const Answer &answer, const request::Search &search)
{
    const auto ask = [this, answer, search](const QStringList &rooms) {
        const int limit = search.limit > 0 ? std::min(search.limit, limits::pageEvents) : SearchQuery().limit;
        m_state.log.search({search.query, rooms, limit}, [answer](const SearchHits &found) {
            if (found.failed)
                answer.unreadable();
            else
                answer.ok(reply::Hits{toEvents(found.hits)});
        });
    };
    if (!search.room.isEmpty()) {
        m_state.withOwnRoom(answer, search.room, [ask](Room &room, Member &) { ask({room.id()}); });
        return;
    }
    QStringList rooms;
    for (const Room *room : std::as_const(answer.visit()->member->rooms)) {
        if (!room->isOfTicket())
            rooms.append(room->id());
    }
    ask(rooms);
}

} // namespace courtyard
