// Tells agents and visitors what became of tickets and desks: a ticket's own changes at once, places in the
// queue, excerpts and who is there gathered, once a second at most (README §9 "The help desk"). Network
// thread only; as long as the house.
#pragma once

#include "server/rooms/desks.h"

#include <QObject>
#include <QTimer>

namespace courtyard {

class DeskBoard final : public QObject {
    Q_OBJECT
public:
    DeskBoard(Desks &desks, const Roster &roster, const RoomRegistry &rooms, const Clock &clock);

    /// Its state or agent is another one. The conversation is loaded.
    void ticketChanged(const record::Ticket &ticket);
    /// Something was said in it, or its visitor came or went.
    void conversationMoved(const RoomId &conversation);
    /// A desk is not as it was: its agents and visitors are told what is new, in a moment.
    void deskChanged(const RoomId &desk);
    /// A desk appeared, or went, for this member.
    void tellDesk(const Member &member, const record::Desk &desk) const;
    /// Somebody of this place came or went.
    void memberMoved(Member &member);
    void lookingChanged(const RoomId &conversation) const;

private:
    void schedule();
    void tick();
    void lookAtHours();
    void tellPlaces(const RoomId &desk);
    void tellFaces(const record::Desk &desk);
    void tellConversation(const RoomId &conversation);
    void tellTicket(const Member &member, const Room &room) const;

    Desks &m_desks;
    const Roster &m_roster;
    const RoomRegistry &m_rooms;
    const Clock &m_clock;
    QSet<RoomId> m_queuesMoved, m_desksChanged, m_conversationsMoved;
    QHash<RoomId, int> m_toldPlaces; // by conversation; of visitors that are here
    QHash<RoomId, DeskFace> m_toldFaces; // by desk
    QHash<RoomId, DeskInfo> m_toldInfos;
    QHash<RoomId, QSet<Member *>> m_visitorsHere; // by desk
    QTimer m_timer, m_hoursTimer;
    qint64 m_lastTick = 0; // steady ms
};

} // namespace courtyard
