#include "server/rooms/deskbook.h"

#include "protocol/names.h"

#include <algorithm>

namespace courtyard {

void DeskBook::putDesk(const record::Desk &desk)
{
    if (record::Desk *known = m_deskById.value(desk.room)) {
        *known = desk;
        return;
    }
    m_desks.push_back(std::make_unique<record::Desk>(desk));
    m_deskById.insert(desk.room, m_desks.back().get());
}

const record::Desk *DeskBook::desk(const RoomId &id) const
{
    return m_deskById.value(id);
}

const record::Desk *DeskBook::openDesk(const QString &nameOrId) const
{
    const QString skeleton = nameSkeleton(nameOrId);
    for (const auto &desk : m_desks) {
        if (!desk->closed && (desk->room == nameOrId || nameSkeleton(desk->name) == skeleton))
            return desk.get();
    }
    return nullptr;
}

DeskBook::Place DeskBook::placeOf(const record::Ticket &ticket)
{
    switch (ticket.state) {
    case TicketState::Waiting:
        return {0, ticket.queued, ticket.number};
    case TicketState::Claimed:
        return {1, ticket.since, ticket.number};
    case TicketState::Resolved:
        break;
    }
    return {2, -ticket.since, -ticket.number};
}

void DeskBook::insert(const record::Ticket &ticket)
{
    m_byNotes.insert(ticket.notes, &ticket);
    m_byVisitor.insert(ticket.visitor, &ticket);
    m_byNumber.insert(ticket.number, &ticket);
    const Place place = placeOf(ticket);
    m_order.emplace(place, &ticket);
    m_claimed += ticket.state == TicketState::Claimed ? 1 : 0;
    m_unresolved[ticket.desk] += ticket.state == TicketState::Resolved ? 0 : 1;
    if (ticket.state != TicketState::Waiting)
        return;
    Queue &queue = m_queues[ticket.desk];
    queue.insert(std::lower_bound(queue.begin(), queue.end(), Queue::value_type(place, {})),
                 {place, ticket.room});
    ++m_waiting;
}

void DeskBook::take(const record::Ticket &ticket)
{
    const Place place = placeOf(ticket);
    m_order.erase(place);
    m_claimed -= ticket.state == TicketState::Claimed ? 1 : 0;
    m_unresolved[ticket.desk] -= ticket.state == TicketState::Resolved ? 0 : 1;
    if (ticket.state != TicketState::Waiting)
        return;
    Queue &queue = m_queues[ticket.desk];
    queue.erase(std::lower_bound(queue.begin(), queue.end(), Queue::value_type(place, {})));
    --m_waiting;
}

void DeskBook::put(const record::Ticket &ticket)
{
    noteNumber(ticket.number);
    std::unique_ptr<record::Ticket> &known = m_tickets[ticket.room];
    if (known) {
        take(*known);
        *known = ticket;
    } else {
        known = std::make_unique<record::Ticket>(ticket);
    }
    insert(*known);
}

void DeskBook::remove(const RoomId &conversation)
{
    const auto found = m_tickets.find(conversation);
    if (found == m_tickets.end())
        return;
    const record::Ticket &ticket = *found->second;
    take(ticket);
    m_byNotes.remove(ticket.notes);
    m_byVisitor.remove(ticket.visitor);
    m_byNumber.remove(ticket.number);
    m_tickets.erase(found);
}

const record::Ticket *DeskBook::ticket(const RoomId &conversation) const
{
    const auto found = m_tickets.find(conversation);
    return found == m_tickets.end() ? nullptr : found->second.get();
}

int DeskBook::position(const record::Ticket &ticket) const
{
    if (ticket.state != TicketState::Waiting)
        return 0;
    const auto queue = m_queues.constFind(ticket.desk);
    if (queue == m_queues.cend())
        return 0;
    const auto place = std::lower_bound(queue->begin(), queue->end(), Queue::value_type(placeOf(ticket), {}));
    return int(place - queue->begin()) + 1;
}

QList<RoomId> DeskBook::queue(const RoomId &desk) const
{
    QList<RoomId> rooms;
    for (const auto &[place, room] : m_queues.value(desk))
        rooms.append(room);
    return rooms;
}

int DeskBook::waiting(const RoomId &desk) const
{
    const auto queue = m_queues.constFind(desk);
    return queue == m_queues.cend() ? 0 : int(queue->size());
}

QList<const record::Ticket *> DeskBook::page(const Filter &isWanted, std::optional<qint64> before, int limit,
                                             bool &more) const
{
    QList<const record::Ticket *> page;
    more = false;
    const record::Ticket *last = before ? m_byNumber.value(*before) : nullptr;
    for (auto one = last ? m_order.upper_bound(placeOf(*last)) : m_order.begin();
         one != m_order.end() && !more; ++one) {
        if (!isWanted(*one->second))
            continue;
        if (page.size() < limit)
            page.append(one->second);
        else
            more = true;
    }
    return page;
}

const record::Ticket *DeskBook::oldestUnasked(const Filter &mayGo) const
{
    const record::Ticket *oldest = nullptr;
    for (const auto &[id, ticket] : m_tickets) {
        if (ticket->asked == 0 && (!oldest || ticket->number < oldest->number) && mayGo(*ticket))
            oldest = ticket.get();
    }
    return oldest;
}

void DeskBook::each(const std::function<void(const record::Ticket &)> &visit) const
{
    for (const auto &[id, ticket] : m_tickets)
        visit(*ticket);
}

} // namespace courtyard
