// The help desk's part of a house: who answers at which desk, the rooms of tickets (made when they are first
// needed), and how all of it looks to whom. Network thread only; as long as the house.
#pragma once

#include "protocol/clock.h"
#include "server/rooms/deskbook.h"
#include "server/rooms/houselog.h"
#include "server/rooms/roomregistry.h"
#include "server/rooms/ticketmoves.h"

namespace courtyard {

class Desks {
public:
    Desks(const Roster &roster, RoomRegistry &rooms, HouseLog &log, const Clock &clock)
        : m_roster(roster), m_rooms(rooms), m_log(log), m_clock(clock)
    { }

    /// Called with each room of a ticket that was made.
    void whenMade(std::function<void(Room &)> made) { m_made = std::move(made); }

    DeskBook &book() { return m_book; }
    const DeskBook &book() const { return m_book; }

    /// Whether this member answers there. The owner answers everywhere.
    bool serves(const Member &member, const record::Desk &desk) const;
    bool serves(const Member &member, const RoomId &desk) const;
    /// Open desks where this member answers.
    QList<const record::Desk *> servedBy(const Member &member) const;
    /// Who answers there and is connected.
    QList<Member *> presentAt(const record::Desk &desk) const;

    // Rooms of tickets.
    const record::Ticket *ticketOf(const Room &room) const;
    /// The conversation or the notes with this id; nullptr: there is none.
    Room *open(const RoomId &id);
    Room &openConversation(const record::Ticket &ticket);
    /// Whether a desk, a conversation or notes are there for this member.
    bool isShown(const Room &room, const Member &member) const;
    /// Marks of rooms that were not opened yet.
    void keepMark(const record::ReadMark &mark);

    // How it looks.
    DeskFace faceOf(const record::Desk &desk) const;
    DeskInfo infoOf(const record::Desk &desk) const;
    Ticket ticketFor(const record::Ticket &ticket, const Member &viewer) const;
    void describe(const Room &room, const Member &member, RoomInfo &info) const;

    // Looking at conversations.
    void look(Visit &visit, const RoomId &conversation);
    RoomId lookedAt(Visit &visit) const { return m_lookedAt.value(&visit); }
    QList<NamedMember> lookingAt(const RoomId &conversation) const;

    using Decide = std::function<ticketmoves::Objection(record::Ticket &)>;
    using Done = std::function<void(HouseLog::Outcome, const ticketmoves::Objection &)>;
    /// Changes of one ticket come one after the other: `decide` sees what the one before has left. What
    /// changes nothing is saved already.
    void change(const RoomId &conversation, Decide decide, Done done);
    void changeDesk(const record::Desk &desk, std::function<void(record::Desk &)> change,
                    std::function<void(HouseLog::Outcome)> done);

private:
    int presentCount(const record::Desk &desk) const;
    Room &make(const record::Ticket &ticket, Room::Purpose purpose);
    void changeNow(const RoomId &conversation, const Decide &decide, const Done &done);
    void inTurn(const QString &what, std::function<void()> change);
    void over(const QString &what);
    QString excerptOf(const record::Ticket &ticket) const;

    const Roster &m_roster;
    RoomRegistry &m_rooms;
    HouseLog &m_log;
    const Clock &m_clock;
    DeskBook m_book;
    std::function<void(Room &)> m_made;
    QHash<RoomId, QList<record::ReadMark>> m_marks;
    QHash<Visit *, RoomId> m_lookedAt;
    QHash<RoomId, QList<Visit *>> m_looking;
    QHash<QString, QList<std::function<void()>>>
        m_changes; // by conversation or desk: under way, then waiting
};

} // namespace courtyard
