#include "server/rooms/ticketmoves.h"

#include "server/rooms/houselimits.h"

using namespace Qt::StringLiterals;

namespace courtyard::ticketmoves {

namespace {

using Kind = record::TicketMark::Kind;

void mark(record::Ticket &ticket, Kind kind, qint64 now, qint64 ms = 0)
{
    ticket.marks.append({kind, now, std::max<qint64>(ms, 0)});
    if (ticket.marks.size() > houselimits::marksPerTicket)
        ticket.marks.removeFirst();
}

void enter(record::Ticket &ticket, TicketState state, qint64 now)
{
    ticket.state = state;
    ticket.since = now;
}

void take(record::Ticket &ticket, const NamedMember &by, qint64 now)
{
    if (ticket.state == TicketState::Waiting)
        mark(ticket, Kind::Waited, now, now - ticket.queued);
    else if (ticket.state == TicketState::Resolved)
        mark(ticket, Kind::Reopened, now);
    if (ticket.state != TicketState::Claimed)
        ticket.claimed = now;
    ticket.agent = by;
    enter(ticket, TicketState::Claimed, now);
}

// What is somebody else's is theirs, but for the owner.
Objection notYours(const record::Ticket &ticket, const Asker &asker)
{
    if (ticket.state == TicketState::Waiting || asker.isOwner || asker.isOrphaned
        || ticket.agent.id == asker.who.id)
        return {};
    return answer::Error{
        ErrorCode::Forbidden, u"%1 has this conversation"_s.arg(ticket.agent.name), {}, {}, {}};
}

} // namespace

bool isHeldBy(const record::Ticket &ticket, const MemberId &id)
{
    return ticket.state == TicketState::Claimed && ticket.agent.id == id;
}

void open(record::Ticket &ticket, qint64 now)
{
    mark(ticket, Kind::Opened, now);
    ticket.opened = ticket.queued = now;
    enter(ticket, TicketState::Waiting, now);
}

bool isMovedByAsking(const record::Ticket &ticket)
{
    return ticket.asked == 0 || ticket.state == TicketState::Resolved;
}

void ask(record::Ticket &ticket, qint64 now)
{
    if (ticket.asked == 0)
        ticket.asked = now;
    if (ticket.state != TicketState::Resolved)
        return;
    mark(ticket, Kind::Reopened, now);
    ticket.queued = now;
    ticket.claimed = 0;
    ticket.agent = {};
    enter(ticket, TicketState::Waiting, now);
}

Objection claim(record::Ticket &ticket, const Asker &asker, qint64 now)
{
    if (isHeldBy(ticket, asker.who.id))
        return {};
    if (ticket.state == TicketState::Claimed && !asker.isOrphaned)
        return answer::Error{
            ErrorCode::Forbidden, u"%1 has this conversation"_s.arg(ticket.agent.name), {}, {}, {}};
    take(ticket, asker.who, now);
    return {};
}

Objection assign(record::Ticket &ticket, const Asker &asker, const NamedMember &to, qint64 now)
{
    if (isHeldBy(ticket, to.id))
        return {};
    if (Objection objection = notYours(ticket, asker))
        return objection;
    take(ticket, to, now);
    return {};
}

Objection putBack(record::Ticket &ticket, const Asker &asker, qint64 now)
{
    if (ticket.state == TicketState::Waiting)
        return {};
    if (Objection objection = notYours(ticket, asker))
        return objection;
    if (ticket.state == TicketState::Resolved)
        mark(ticket, Kind::Reopened, now);
    else if (!ticket.marks.isEmpty() && ticket.marks.constLast().kind == Kind::Waited)
        ticket.marks.removeLast(); // that wait goes on
    ticket.claimed = 0;
    ticket.agent = {};
    ticket.state = TicketState::Waiting;
    ticket.since = ticket.queued;
    return {};
}

Objection resolve(record::Ticket &ticket, const Asker &asker, qint64 now)
{
    if (ticket.state == TicketState::Resolved)
        return {};
    if (Objection objection = notYours(ticket, asker))
        return objection;
    if (ticket.claimed != 0)
        mark(ticket, Kind::Handled, now, now - ticket.claimed);
    else
        mark(ticket, Kind::Dropped, now);
    ticket.agent = asker.who;
    ticket.claimed = 0;
    ticket.resolved = now;
    enter(ticket, TicketState::Resolved, now);
    return {};
}

} // namespace courtyard::ticketmoves
