#include "client/desk/ticketsmodel.h"

#include "client/timing.h"

#include <algorithm>

namespace courtyard {

int TicketsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant TicketsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    const Ticket &ticket = ticketOf(row);
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return row.info.name;
    case IdRole:
        return row.info.id;
    case VisitorRole:
        return ticket.visitor.id;
    case OnlineRole:
        return ticket.visitorOnline;
    case DeskRole:
        return ticket.desk;
    case DeskIdRole:
        return ticket.deskId;
    case NumberRole:
        return ticket.number;
    case StateRole:
        return int(ticket.state);
    case AgentRole:
        return ticket.agent.name;
    case MineRole:
        return isMine(row.info);
    case SinceRole:
        return ticket.since;
    case ExcerptRole:
        return ticket.excerpt;
    case LookingRole:
        return looking(ticket);
    case UnreadRole:
        return isMine(row.info) ? row.unread : 0;
    default:
        return {};
    }
}

QStringList TicketsModel::looking(const Ticket &ticket) const
{
    QStringList names;
    for (const NamedMember &agent : ticket.looking) {
        if (agent.id != m_me)
            names.append(agent.name);
    }
    return names;
}

const RoomInfo *TicketsModel::find(const RoomId &room) const
{
    const int row = rowOf(room);
    return row < 0 ? nullptr : &m_rows[row].info;
}

int TicketsModel::rowOf(const RoomId &room) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.info.id == room; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

bool TicketsModel::isMine(const RoomInfo &room) const
{
    return room.ticket && room.ticket->state == TicketState::Claimed && room.ticket->agent.id == m_me;
}

int TicketsModel::waiting() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(),
                             [](const Row &row) { return ticketOf(row).state == TicketState::Waiting; }));
}

int TicketsModel::unread() const
{
    int unread = 0;
    for (const Row &row : m_rows)
        unread += isMine(row.info) ? row.unread : 0;
    return unread;
}

const RoomInfo *TicketsModel::lastOf(TicketState state) const
{
    const auto last = std::find_if(m_rows.rbegin(), m_rows.rend(),
                                   [&](const Row &row) { return ticketOf(row).state == state; });
    return last == m_rows.rend() ? nullptr : &last->info;
}

void TicketsModel::setMe(const MemberId &me)
{
    m_me = me;
}

void TicketsModel::put(const RoomInfo &room)
{
    m_stale.remove(room.id);
    const int known = rowOf(room.id);
    if (known >= 0 && m_rows[known].info == room)
        return;
    Row row{room, known < 0 ? 0 : m_rows[known].unread};
    QList<Row> others = m_rows;
    if (known >= 0)
        others.removeAt(known);
    const int place = int(std::lower_bound(others.begin(), others.end(), row, comesBefore) - others.begin());
    if (known < 0) {
        beginInsertRows({}, place, place);
        m_rows.insert(place, row);
        endInsertRows();
        dropOldest();
        return;
    }
    if (place != known) { // a move, so that a selection goes with it
        beginMoveRows({}, known, known, {}, place > known ? place + 1 : place);
        m_rows.move(known, place);
        endMoveRows();
    }
    m_rows[place] = row;
    Q_EMIT dataChanged(index(place), index(place));
}

/// Of a long day; the host has them.
void TicketsModel::dropOldest()
{
    if (m_rows.size() > bounds::ticketsKnown && ticketOf(m_rows.last()).state == TicketState::Resolved)
        removeAt(int(m_rows.size()) - 1);
}

void TicketsModel::drop(const RoomId &room)
{
    if (const int row = rowOf(room); row >= 0)
        removeAt(row);
}

void TicketsModel::removeAt(int row)
{
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
}

void TicketsModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_stale.clear();
    endResetModel();
}

void TicketsModel::setUnread(const RoomId &room, int unread)
{
    const int row = rowOf(room);
    if (row < 0 || m_rows[row].unread == unread)
        return;
    m_rows[row].unread = unread;
    Q_EMIT dataChanged(index(row), index(row), {UnreadRole});
}

void TicketsModel::setLooking(const RoomId &room, const QList<NamedMember> &people)
{
    const int row = rowOf(room);
    if (row < 0 || ticketOf(m_rows[row]).looking == people)
        return;
    m_rows[row].info.ticket->looking = people;
    Q_EMIT dataChanged(index(row), index(row), {LookingRole});
}

void TicketsModel::beginRefresh()
{
    for (const Row &row : m_rows)
        m_stale.insert(row.info.id);
}

void TicketsModel::endRefresh(const RoomId &keep)
{
    m_stale.remove(keep);
    for (const RoomId &room : std::exchange(m_stale, {}))
        drop(room);
}

bool TicketsModel::comesBefore(const Row &a, const Row &b)
{
    const Ticket &one = ticketOf(a), &other = ticketOf(b);
    if (one.state != other.state)
        return one.state < other.state;
    if (one.since != other.since)
        return one.state == TicketState::Resolved ? one.since > other.since : one.since < other.since;
    return one.number < other.number;
}

} // namespace courtyard
