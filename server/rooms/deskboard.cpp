#include "server/rooms/deskboard.h"

#include "protocol/codec.h"
#include "server/rooms/houselimits.h"

#include <algorithm>

namespace courtyard {

DeskBoard::DeskBoard(Desks &desks, const Roster &roster, const RoomRegistry &rooms, const Clock &clock)
    : m_desks(desks), m_roster(roster), m_rooms(rooms), m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DeskBoard::tick);
    m_hoursTimer.setInterval(houselimits::hoursLookedAtMs);
    connect(&m_hoursTimer, &QTimer::timeout, this, &DeskBoard::lookAtHours);
    m_hoursTimer.start();
}

// The first notice after a quiet second goes out at the end of this turn.
void DeskBoard::schedule()
{
    if (m_timer.isActive())
        return;
    const int waiting = m_desks.book().waiting();
    const qint64 pause = houselimits::deskNoticeMs * (1 + waiting / houselimits::deskNoticeEach);
    const qint64 since = m_clock.steadyMs() - m_lastTick;
    m_timer.start(m_lastTick == 0 ? 0 : int(std::clamp<qint64>(pause - since, 0, pause)));
}

void DeskBoard::ticketChanged(const record::Ticket &ticket)
{
    const Room *room = m_rooms.byId(ticket.room);
    if (!room)
        return;
    if (const Member *visitor = m_roster.byId(ticket.visitor); visitor && visitor->isHere()) {
        tellTicket(*visitor, *room);
        m_toldPlaces.insert(ticket.room, m_desks.book().position(ticket));
    }
    tellConversation(ticket.room);
    m_queuesMoved.insert(ticket.desk);
    deskChanged(ticket.desk);
}

void DeskBoard::conversationMoved(const RoomId &conversation)
{
    m_conversationsMoved.insert(conversation);
    schedule();
}

void DeskBoard::deskChanged(const RoomId &desk)
{
    m_desksChanged.insert(desk);
    schedule();
}

void DeskBoard::memberMoved(Member &member)
{
    if (!member.isVisitor()) {
        for (const record::Desk *desk : m_desks.servedBy(member))
            deskChanged(desk->room);
        return;
    }
    const record::Ticket *ticket = m_desks.book().byVisitor(member.id());
    if (!ticket)
        return;
    if (member.isHere()) {
        m_visitorsHere[ticket->desk].insert(&member);
        m_toldPlaces.insert(ticket->room, m_desks.book().position(*ticket)); // by its welcome
    } else {
        m_visitorsHere[ticket->desk].remove(&member);
        m_toldPlaces.remove(ticket->room);
    }
    if (ticket->state != TicketState::Resolved)
        conversationMoved(ticket->room);
}

void DeskBoard::tick()
{
    m_lastTick = m_clock.steadyMs();
    for (const RoomId &desk : std::exchange(m_queuesMoved, {}))
        tellPlaces(desk);
    for (const RoomId &id : std::exchange(m_desksChanged, {})) {
        if (const record::Desk *desk = m_desks.book().desk(id))
            tellFaces(*desk);
    }
    for (const RoomId &conversation : std::exchange(m_conversationsMoved, {}))
        tellConversation(conversation);
}

void DeskBoard::lookAtHours()
{
    for (const auto &desk : m_desks.book().desks()) {
        if (!desk->hours.isEmpty() && !desk->closed)
            deskChanged(desk->room);
    }
}

void DeskBoard::tellPlaces(const RoomId &desk)
{
    int place = 0;
    for (const RoomId &conversation : m_desks.book().queue(desk)) {
        const auto told = m_toldPlaces.find(conversation);
        if (++place; told == m_toldPlaces.end() || *told == place)
            continue;
        *told = place;
        const Member *visitor = m_roster.byId(m_desks.book().ticket(conversation)->visitor);
        if (const Room *room = m_rooms.byId(conversation); room && visitor)
            tellTicket(*visitor, *room);
    }
}

void DeskBoard::tellFaces(const record::Desk &desk)
{
    const DeskInfo info = m_desks.infoOf(desk);
    if (const auto told = m_toldInfos.constFind(desk.room); told == m_toldInfos.cend() || *told != info) {
        m_toldInfos.insert(desk.room, info);
        for (const Member *member : m_desks.presentAt(desk))
            tellDesk(*member, desk);
    }
    const DeskFace face = m_desks.faceOf(desk);
    if (const auto told = m_toldFaces.constFind(desk.room); told != m_toldFaces.cend() && *told == face)
        return;
    m_toldFaces.insert(desk.room, face);
    const WireFrame frame = WireFrame::text(encodeLive(answer::DeskChanged{face}));
    for (const Member *visitor : m_visitorsHere.value(desk.room)) {
        for (Visit *visit : visitor->visits)
            visit->send(frame);
    }
}

void DeskBoard::tellDesk(const Member &member, const record::Desk &desk) const
{
    const Room *room = m_rooms.byId(desk.room);
    if (!room)
        return;
    const bool isGone = desk.closed || !m_desks.serves(member, desk);
    const WireFrame frame =
        WireFrame::text(encodeLive(answer::RoomChanged{m_rooms.infoFor(*room, member), isGone}));
    for (Visit *visit : member.visits)
        visit->send(frame);
}

void DeskBoard::tellConversation(const RoomId &conversation)
{
    const Room *room = m_rooms.byId(conversation);
    const record::Ticket *ticket = m_desks.book().ticket(conversation);
    const record::Desk *desk = ticket ? m_desks.book().desk(ticket->desk) : nullptr;
    if (!room || !room->log().isLoaded() || !desk)
        return;
    for (const Member *agent : m_desks.presentAt(*desk))
        tellTicket(*agent, *room);
}

void DeskBoard::tellTicket(const Member &member, const Room &room) const
{
    const WireFrame frame =
        WireFrame::text(encodeLive(answer::RoomChanged{m_rooms.infoFor(room, member), false}));
    for (Visit *visit : member.visits)
        visit->send(frame);
}

void DeskBoard::lookingChanged(const RoomId &conversation) const
{
    const record::Ticket *ticket = m_desks.book().ticket(conversation);
    const record::Desk *desk = ticket ? m_desks.book().desk(ticket->desk) : nullptr;
    if (!desk)
        return;
    const WireFrame frame =
        WireFrame::text(encodeLive(answer::Looking{conversation, m_desks.lookingAt(conversation)}));
    for (const Member *agent : m_desks.presentAt(*desk)) {
        for (Visit *visit : agent->visits)
            visit->send(frame);
    }
}

} // namespace courtyard
