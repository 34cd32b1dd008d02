// All desks and tickets of a house, as they are on disk, and the queues that follow from them. Plain values
// and their order; knows neither rooms nor connections. Network thread only; as long as the house.
#pragma once

#include "server/rooms/houserecords.h"

#include <QHash>

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace courtyard {

class DeskBook {
public:
    /// One that is on disk; in the place of what was.
    void putDesk(const record::Desk &desk);
    /// nullptr: there is none. Closed ones too.
    const record::Desk *desk(const RoomId &id) const;
    /// By its name, as names are compared, or its id; none that is closed.
    const record::Desk *openDesk(const QString &nameOrId) const;
    /// In the order in which they were made, closed ones too.
    const std::vector<std::unique_ptr<record::Desk>> &desks() const { return m_desks; }

    /// One that is on disk; in the place of what was.
    void put(const record::Ticket &ticket);
    void remove(const RoomId &conversation);
    const record::Ticket *ticket(const RoomId &conversation) const;
    const record::Ticket *byNotes(const RoomId &notes) const { return m_byNotes.value(notes); }
    const record::Ticket *byVisitor(const MemberId &visitor) const { return m_byVisitor.value(visitor); }
    std::size_t size() const { return m_tickets.size(); }
    /// The next one's. Numbers of what is gone are not given again.
    qint64 takeNumber() { return ++m_lastNumber; }
    void noteNumber(qint64 number) { m_lastNumber = std::max(m_lastNumber, number); }

    /// From 1, in its desk's queue; 0: it is in none.
    int position(const record::Ticket &ticket) const;
    /// Conversations that wait at this desk, the longest waiting first.
    QList<RoomId> queue(const RoomId &desk) const;
    int waiting(const RoomId &desk) const;
    int unresolved(const RoomId &desk) const { return m_unresolved.value(desk); }
    int waiting() const { return m_waiting; }
    int claimed() const { return m_claimed; }

    using Filter = std::function<bool(const record::Ticket &)>;
    /// The longest waiting first, then those that somebody has, then resolved ones, the newest
    /// first; at most `limit` of them, of those behind the ticket with the number `before`.
    QList<const record::Ticket *> page(const Filter &isWanted, std::optional<qint64> before, int limit,
                                       bool &more) const;
    /// Of whoever came first and has said nothing; nullptr: none that may go.
    const record::Ticket *oldestUnasked(const Filter &mayGo) const;
    /// Every ticket, in no order.
    void each(const std::function<void(const record::Ticket &)> &visit) const;

private:
    struct Place {
        int group = 0; // waiting, claimed, resolved
        qint64 when = 0;
        qint64 number = 0;
        auto operator<=>(const Place &) const = default;
    };
    using Queue = std::vector<std::pair<Place, RoomId>>;
    static Place placeOf(const record::Ticket &ticket);
    void insert(const record::Ticket &ticket);
    void take(const record::Ticket &ticket);

    std::vector<std::unique_ptr<record::Desk>> m_desks;
    QHash<RoomId, record::Desk *> m_deskById;
    std::unordered_map<RoomId, std::unique_ptr<record::Ticket>> m_tickets;
    QHash<RoomId, const record::Ticket *> m_byNotes;
    QHash<MemberId, const record::Ticket *> m_byVisitor;
    QHash<qint64, const record::Ticket *> m_byNumber;
    std::map<Place, const record::Ticket *> m_order;
    QHash<RoomId, Queue> m_queues; // by desk, in order
    QHash<RoomId, int> m_unresolved; // by desk
    qint64 m_lastNumber = 0;
    int m_waiting = 0, m_claimed = 0;
};

} // namespace courtyard
