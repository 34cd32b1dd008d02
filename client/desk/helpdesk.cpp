#include "client/desk/helpdesk.h"

#include "client/problems.h"
#include "client/roomsmodel.h"

namespace courtyard {

HelpDesk::HelpDesk(Requests &requests, const RoomsModel &rooms) : m_requests(requests), m_rooms(rooms)
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(0);
    connect(&m_refresh, &QTimer::timeout, this, &HelpDesk::refreshed);
}

QList<RoomInfo> HelpDesk::topics() const
{
    QList<RoomInfo> topics;
    for (int row = 0; row < m_rooms.rowCount(); ++row) {
        const RoomInfo *room = m_rooms.find(m_rooms.index(row).data(RoomsModel::IdRole).toString());
        if (room->desk)
            topics.append(*room);
    }
    return topics;
}

const RoomInfo *HelpDesk::topic(const RoomId &desk) const
{
    const RoomInfo *room = m_rooms.find(desk);
    return room && room->desk ? room : nullptr;
}

// ── What agents do

/// Each of them is harmless when it is said twice, so it is said again after a loss.
void HelpDesk::ask(const ClientMessage &message, const RoomId &room, Done done)
{
    const auto answered = [this, room, done = std::move(done)](const Outcome<reply::TicketChanged> &outcome) {
        const auto *failure = std::get_if<RequestFailure>(&outcome);
        if (const RoomInfo *known = m_tickets.find(room); known && !failure) {
            RoomInfo changed = *known;
            changed.ticket = std::get<reply::TicketChanged>(outcome).ticket;
            put(changed);
        }
        if (failure)
            m_putBack.remove(room);
        if (done)
            done(failure ? std::optional(problems::of(*failure)) : std::nullopt);
    };
    m_requests.ask<reply::TicketChanged>(message, answered, Persistence::AcrossLoss);
}

void HelpDesk::claim(const RoomId &room, Done done)
{
    ask(request::Claim{room}, room, std::move(done));
}

void HelpDesk::handOver(const RoomId &room, const MemberId &agent, Done done)
{
    ask(request::Assign{room, agent}, room, std::move(done));
}

void HelpDesk::putBack(const RoomId &room, Done done)
{
    m_putBack.insert(room);
    ask(request::Assign{room, {}}, room, std::move(done));
}

void HelpDesk::resolve(const RoomId &room, Done done)
{
    ask(request::Resolve{room}, room, std::move(done));
}

void HelpDesk::reopen(const RoomId &room, Done done)
{
    ask(request::Reopen{room}, room, std::move(done));
}

void HelpDesk::look(const RoomId &room)
{
    if (m_looked == room)
        return;
    const RoomId before = std::exchange(m_looked, room);
    if (!before.isEmpty() && !isListenedTo(before))
        Q_EMIT leaveWanted(before);
    if (const RoomInfo *there = m_tickets.find(room))
        listen(*there);
    m_requests.tell(request::Look{room});
}

bool HelpDesk::isListenedTo(const RoomId &room) const
{
    const RoomInfo *known = m_tickets.find(room);
    return room == m_looked || (known && m_tickets.isMine(*known));
}

void HelpDesk::listen(const RoomInfo &room)
{
    if (!isListenedTo(room.id))
        return;
    Q_EMIT joinWanted(room.id);
    if (room.ticket && !room.ticket->notes.isEmpty())
        Q_EMIT joinWanted(room.ticket->notes);
}

// ── What the owner does

void HelpDesk::askRoom(const ClientMessage &message, Done done)
{
    const auto answered = [done = std::move(done)](const Outcome<reply::Room> &outcome) {
        const auto *failure = std::get_if<RequestFailure>(&outcome);
        done(failure ? std::optional(problems::of(*failure)) : std::nullopt);
    };
    m_requests.ask<reply::Room>(message, answered);
}

void HelpDesk::setTopic(const request::SetDesk &topic, Done done)
{
    askRoom(topic, std::move(done));
}

void HelpDesk::setCanned(const RoomId &desk, const QList<CannedReply> &replies, Done done)
{
    askRoom(request::SetCanned{desk, replies}, std::move(done));
}

void HelpDesk::askOrigins(OriginsDone done)
{
    askOrigins(request::Origins{}, std::move(done));
}

void HelpDesk::setOrigins(const QStringList &origins, OriginsDone done)
{
    askOrigins(request::Origins{origins}, std::move(done));
}

void HelpDesk::askOrigins(const request::Origins &request, OriginsDone done)
{
    m_requests.ask<reply::Origins>(request, [done = std::move(done)](const Outcome<reply::Origins> &outcome) {
        if (const auto *failure = std::get_if<RequestFailure>(&outcome))
            done({}, problems::of(*failure));
        else
            done(std::get<reply::Origins>(outcome), std::nullopt);
    });
}

void HelpDesk::askFigures(qint64 from, qint64 to, FiguresDone done)
{
    m_requests.ask<reply::Figures>(request::Figures{from, to},
                                   [done = std::move(done)](const Outcome<reply::Figures> &outcome) {
                                       if (const auto *failure = std::get_if<RequestFailure>(&outcome))
                                           done({}, problems::of(*failure));
                                       else
                                           done(std::get<reply::Figures>(outcome).figures, std::nullopt);
                                   });
}

// ── What the host tells

void HelpDesk::welcomed(const MemberId &me)
{
    m_tickets.setMe(me);
    for (int row = 0; row < m_tickets.rowCount(); ++row) {
        const RoomInfo known = *m_tickets.find(m_tickets.index(row).data(TicketsModel::IdRole).toString());
        listen(known);
    }
    if (!m_looked.isEmpty())
        m_requests.tell(request::Look{m_looked});
    refresh();
}

void HelpDesk::lost()
{
    m_fetchingOlder = false;
    ++m_epoch;
}

void HelpDesk::forget()
{
    lost();
    m_looked.clear();
    m_conversationOf.clear();
    m_notes.clear();
    m_putBack.clear();
    m_filled = false;
    m_hasOlder = false;
    m_tickets.clear();
}

void HelpDesk::refresh()
{
    m_refresh.start();
}

void HelpDesk::refreshed()
{
    if (!m_requests.hasWay())
        return;
    ++m_epoch;
    m_tickets.beginRefresh();
    if (topics().isEmpty())
        m_tickets.endRefresh({});
    else
        fetch(TicketState::Waiting, std::nullopt);
}

void HelpDesk::fetch(TicketState state, std::optional<qint64> before)
{
    m_requests.ask<reply::Tickets>(request::Tickets{{}, state, before, 0},
                                   [this, state, epoch = m_epoch](const Outcome<reply::Tickets> &outcome) {
                                       if (epoch == m_epoch)
                                           fetched(state, outcome);
                                   });
}

void HelpDesk::fetched(TicketState state, const Outcome<reply::Tickets> &outcome)
{
    const auto *page = std::get_if<reply::Tickets>(&outcome);
    if (!page) // the next welcome, or the next topic, asks anew
        return;
    for (const RoomInfo &room : page->tickets) {
        if (room.ticket)
            put(room);
    }
    const bool goesOn = page->more && !page->tickets.isEmpty() && page->tickets.last().ticket;
    if (state != TicketState::Resolved) {
        m_filled = m_filled || !goesOn; // from here on one that waits is news
        if (goesOn)
            fetch(state, page->tickets.last().ticket->number);
        else
            fetch(state == TicketState::Waiting ? TicketState::Claimed : TicketState::Resolved, std::nullopt);
        return;
    }
    m_hasOlder = goesOn;
    if (!std::exchange(m_fetchingOlder, false))
        m_tickets.endRefresh(m_looked);
    Q_EMIT olderChanged();
}

void HelpDesk::fetchOlder()
{
    const RoomInfo *last = m_tickets.lastOf(TicketState::Resolved);
    if (!m_hasOlder || m_fetchingOlder || !last)
        return;
    m_fetchingOlder = true;
    fetch(TicketState::Resolved, last->ticket->number);
}

bool HelpDesk::take(const RoomInfo &room)
{
    if (room.ticket) {
        put(room);
        return true;
    }
    if (!m_conversationOf.contains(room.id))
        return false;
    m_notes.insert(room.id, room);
    return true;
}

void HelpDesk::put(const RoomInfo &room)
{
    const Ticket &ticket = *room.ticket;
    const RoomInfo *known = m_tickets.find(room.id);
    const bool waited = known && known->ticket->state == TicketState::Waiting;
    const bool wasMine = known && m_tickets.isMine(*known);
    if (!ticket.notes.isEmpty())
        m_conversationOf.insert(ticket.notes, room.id);
    m_tickets.put(room);
    listen(room);
    if (wasMine && !isListenedTo(room.id))
        Q_EMIT leaveWanted(room.id);
    if (ticket.state != TicketState::Waiting)
        return;
    if (!m_putBack.remove(room.id) && m_filled && !waited)
        Q_EMIT questionArrived(room.id);
}

bool HelpDesk::drop(const RoomId &room)
{
    if (m_tickets.rowOf(room) < 0)
        return m_notes.remove(room) > 0;
    m_tickets.drop(room);
    return true;
}

const RoomInfo *HelpDesk::find(const RoomId &room) const
{
    if (const RoomInfo *conversation = m_tickets.find(room))
        return conversation;
    const auto notes = m_notes.constFind(room);
    return notes == m_notes.cend() ? nullptr : &*notes;
}

bool HelpDesk::setUnread(const RoomId &room, int unread)
{
    m_tickets.setUnread(room, unread);
    return m_tickets.rowOf(room) >= 0 || m_conversationOf.contains(room);
}

} // namespace courtyard
