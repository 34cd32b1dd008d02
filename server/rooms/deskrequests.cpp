#include "server/rooms/deskrequests.h"

#include "protocol/limits.h"
#include "protocol/origins.h"
#include "server/rooms/deskfigures.h"
#include "server/rooms/rights.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

NamedMember named(const Member &member)
{
    return {member.id(), member.record.name};
}

} // namespace

bool DeskRequests::isOwner(const Answer &answer) const
{
    const auto visit = answer.visit();
    if (visit->member->record.role != Role::Owner)
        answer.error(ErrorCode::Forbidden, u"only the owner may do this"_s);
    else if (!isTrustedWay(visit->peer.facts()))
        answer.error(needsTrustedWay());
    else
        return true;
    return false;
}

const record::Desk *DeskRequests::deskFor(const Answer &answer, const RoomId &room) const
{
    const Room *found = m_state.shownRoom(room, *answer.visit()->member);
    if (found && found->isDesk())
        return m_state.desks.book().desk(room);
    answer.noRoom();
    return nullptr;
}

void DeskRequests::changeDesk(const Answer &answer, const record::Desk &desk,
                              std::function<void(record::Desk &)> change)
{
    const auto before = std::make_shared<QHash<Member *, QList<const record::Desk *>>>();
    const auto changeNow = [this, before, change = std::move(change)](record::Desk &record) {
        for (Member *member : m_state.roster.staff())
            before->insert(member, m_state.desks.servedBy(*member));
        change(record);
    };
    m_state.desks.changeDesk(desk, changeNow,
                             [this, answer, before, id = desk.room](HouseLog::Outcome saved) {
                                 if (saved != HouseLog::Outcome::Saved) {
                                     answer.storage();
                                     return;
                                 }
                                 for (auto one = before->cbegin(); one != before->cend(); ++one)
                                     m_state.answersElsewhere(*one.key(), one.value());
                                 m_state.deskBoard.deskChanged(id);
                                 const auto visit = answer.visit();
                                 if (const Room *room = m_state.rooms.byId(id); room && visit)
                                     answer.ok(reply::Room{m_state.rooms.infoFor(*room, *visit->member)});
                             });
}

void DeskRequests::handle(const Answer &answer, const request::SetDesk &asked)
{
    if (!isOwner(answer))
        return;
    const record::Desk *desk = deskFor(answer, asked.room);
    if (!desk)
        return;
    const auto isNobody = [this](const MemberId &id) {
        const Member *member = m_state.roster.byId(id);
        return !member || member->isVisitor();
    };
    if (asked.agents && std::any_of(asked.agents->cbegin(), asked.agents->cend(), isNobody)) {
        answer.error(ErrorCode::BadRequest, u"agents names somebody who is nobody of this place"_s);
        return;
    }
    changeDesk(answer, *desk, [asked](record::Desk &record) {
        record.greeting = asked.greeting.value_or(record.greeting);
        record.away = asked.away.value_or(record.away);
        record.hours = asked.hours.value_or(record.hours);
        if (asked.agents)
            record.agents = *asked.agents;
        record.agents.removeDuplicates();
    });
}

void DeskRequests::handle(const Answer &answer, const request::SetCanned &canned)
{
    if (const record::Desk *desk = deskFor(answer, canned.room))
        changeDesk(answer, *desk,
                   [replies = canned.replies](record::Desk &record) { record.canned = replies; });
}

void DeskRequests::handle(const Answer &answer, const request::Tickets &tickets)
{
    const auto visit = answer.visit();
    QSet<RoomId> wanted;
    for (const auto &desk : m_state.desks.book().desks()) {
        if (m_state.desks.serves(*visit->member, *desk))
            wanted.insert(desk->room);
    }
    const Role role = visit->member->record.role;
    if (wanted.isEmpty() && role != Role::Owner && role != Role::Agent) {
        answer.error(ErrorCode::Forbidden, u"only agents of the help desk may do this"_s);
        return;
    }
    if (!tickets.desk.isEmpty()) {
        const record::Desk *desk = m_state.desks.book().openDesk(tickets.desk);
        desk = desk ? desk : m_state.desks.book().desk(tickets.desk);
        if (!desk || !wanted.contains(desk->room)) {
            answer.noRoom();
            return;
        }
        wanted = {desk->room};
    }
    bool more = false;
    QList<RoomId> conversations;
    const auto isWanted = [&wanted, &tickets](const record::Ticket &ticket) {
        return wanted.contains(ticket.desk) && (!tickets.state || ticket.state == *tickets.state);
    };
    const int limit = tickets.limit > 0 ? tickets.limit : limits::pageEvents;
    for (const record::Ticket *ticket : m_state.desks.book().page(isWanted, tickets.before, limit, more))
        conversations.append(ticket->room);
    answerPage(answer, conversations, more);
}

// Their logs are read when somebody asks for them, and not before.
void DeskRequests::answerPage(const Answer &answer, const QList<RoomId> &conversations, bool more)
{
    const auto finish = [this, answer, conversations, more] {
        const auto visit = answer.visit();
        if (!visit)
            return;
        reply::Tickets reply{.tickets = {}, .more = more};
        for (const RoomId &id : conversations) {
            const Room *room = m_state.shownRoom(id, *visit->member);
            if (room && room->log().isLoaded())
                reply.tickets.append(m_state.rooms.infoFor(*room, *visit->member));
        }
        answer.ok(reply);
    };
    struct Waiting {
        qsizetype rooms;
        bool ok = true;
    };
    const auto waiting = std::make_shared<Waiting>(Waiting{conversations.size()});
    if (conversations.isEmpty())
        finish();
    for (const RoomId &id : conversations) {
        m_state.desks.open(id)->log().whenLoaded([answer, waiting, finish](bool ok) {
            waiting->ok = waiting->ok && ok;
            if (--waiting->rooms > 0)
                return;
            if (waiting->ok)
                finish();
            else
                answer.unreadable();
        });
    }
}

void DeskRequests::move(const Answer &answer, const RoomId &conversation, Decide decide)
{
    m_state.withRoom(answer, conversation, [this, answer, decide](Room &room, Member &member) {
        if (!room.isConversation()) {
            answer.noRoom();
            return;
        }
        const MemberId heldBefore = m_state.desks.ticketOf(room)->agent.id;
        m_state.desks.change(
            room.id(),
            [this, &member, decide](record::Ticket &ticket) { return judge(ticket, member, decide); },
            [this, answer, &room, heldBefore](HouseLog::Outcome saved,
                                              const ticketmoves::Objection &objection) {
                if (objection)
                    answer.error(*objection);
                else if (saved != HouseLog::Outcome::Saved)
                    answer.storage();
                else
                    moved(answer, room, heldBefore);
            });
    });
}

// By how things stand when it is its turn.
ticketmoves::Objection DeskRequests::judge(record::Ticket &ticket, const Member &member,
                                           const Decide &decide) const
{
    const record::Desk *desk = m_state.desks.book().desk(ticket.desk);
    if (!desk || !m_state.desks.serves(member, *desk))
        return answer::Error{ErrorCode::NoRoom, u"there is no such room"_s, {}, {}, {}};
    const Member *holder = m_state.roster.byId(ticket.agent.id);
    return decide(ticket,
                  {.who = named(member),
                   .isOwner = member.record.role == Role::Owner,
                   .isOrphaned = !holder || !m_state.desks.serves(*holder, *desk)});
}

// Who has it is in the room, whoever had it only while it listens.
void DeskRequests::moved(const Answer &answer, Room &room, const MemberId &heldBefore)
{
    const record::Ticket *ticket = m_state.desks.ticketOf(room);
    if (!ticket)
        return;
    Member *holder = ticket->state == TicketState::Claimed ? m_state.roster.byId(ticket->agent.id) : nullptr;
    if (holder && !room.people().has(holder->id())) {
        m_state.rooms.putInto(room, *holder);
        m_state.personChanged(room, *holder);
    }
    if (Member *before = m_state.roster.byId(heldBefore); before && before != holder)
        m_state.leaveUnlessHeld(room, *before);
    if (const auto visit = answer.visit())
        answer.ok(reply::TicketChanged{m_state.desks.ticketFor(*ticket, *visit->member)});
    m_state.deskBoard.ticketChanged(*ticket);
}

void DeskRequests::handle(const Answer &answer, const request::Claim &claim)
{
    move(answer, claim.room, [this](record::Ticket &ticket, const ticketmoves::Asker &asker) {
        return ticketmoves::claim(ticket, asker, m_state.clock.wallMs());
    });
}

void DeskRequests::handle(const Answer &answer, const request::Reopen &reopen)
{
    handle(answer, request::Claim{reopen.room});
}

void DeskRequests::handle(const Answer &answer, const request::Resolve &resolve)
{
    move(answer, resolve.room, [this](record::Ticket &ticket, const ticketmoves::Asker &asker) {
        return ticketmoves::resolve(ticket, asker, m_state.clock.wallMs());
    });
}

void DeskRequests::handle(const Answer &answer, const request::Assign &assign)
{
    move(answer, assign.room, [this, assign](record::Ticket &ticket, const ticketmoves::Asker &asker) {
        const qint64 now = m_state.clock.wallMs();
        if (assign.member.isEmpty())
            return ticketmoves::putBack(ticket, asker, now);
        const Member *to = m_state.roster.byId(assign.member);
        if (!to || !m_state.desks.serves(*to, ticket.desk))
            return ticketmoves::Objection(
                answer::Error{ErrorCode::Forbidden, u"member is no agent of this desk"_s, {}, {}, {}});
        return ticketmoves::assign(ticket, asker, named(*to), now);
    });
}

void DeskRequests::handle(const Answer &answer, const request::Look &look)
{
    const auto visit = answer.visit();
    if (!look.room.isEmpty()) {
        const Room *room = m_state.shownRoom(look.room, *visit->member);
        if (!room || !room->isConversation()) {
            answer.noRoom();
            return;
        }
    }
    const RoomId before = m_state.desks.lookedAt(*visit);
    answer.ok();
    if (before == look.room)
        return;
    m_state.desks.look(*visit, look.room);
    for (const RoomId &conversation : {before, look.room}) {
        if (!conversation.isEmpty())
            m_state.deskBoard.lookingChanged(conversation);
    }
}

void DeskRequests::handle(const Answer &answer, const request::Origins &asked)
{
    if (!isOwner(answer))
        return;
    const auto reply = [this, answer] {
        answer.ok(reply::Origins{m_state.origins, m_state.config.fixedOrigins});
    };
    if (!asked.origins) {
        reply();
        return;
    }
    record::Origins record;
    for (const QString &text : *asked.origins) {
        const std::optional<QString> origin = acceptableOrigin(text);
        if (!origin) {
            answer.error(ErrorCode::BadRequest, u"origins are such as https://example.org, without a path"_s);
            return;
        }
        record.origins.append(*origin);
    }
    record.origins.removeDuplicates();
    m_state.houseLog.save(record, [this, answer, record, reply](HouseLog::Outcome saved) {
        if (saved == HouseLog::Outcome::Unclear)
            m_state.houseLog.restore(record::Origins{m_state.origins});
        if (saved != HouseLog::Outcome::Saved) {
            answer.storage();
            return;
        }
        m_state.origins = record.origins;
        m_state.changed();
        reply();
    });
}

void DeskRequests::handle(const Answer &answer, const request::Figures &figures)
{
    if (isOwner(answer))
        answer.ok(reply::Figures{figuresOf(m_state.desks.book(), figures.from, figures.to)});
}

} // namespace courtyard
