// All rooms, and who is in which. What it is told is on disk already. Network thread only; as long as the
// house.
#pragma once

#include "protocol/wirelist.h"
#include "server/rooms/room.h"
#include "server/rooms/roster.h"

#include <QMultiHash>

#include <vector>

namespace courtyard {

class RoomRegistry {
public:
    RoomRegistry(EventLog &log, const Roster &roster, const QString &epoch,
                 std::chrono::milliseconds busyGather)
        : m_log(log), m_roster(roster), m_epoch(epoch), m_busyGather(busyGather)
    { }

    /// Its creator, and both of a direct room, are in it from now on.
    Room &add(const record::Room &record);
    /// One of a ticket: it stands in no list and counts in no limit, and nobody is in it so far.
    Room &addOfTicket(const record::Room &record, Room::Purpose purpose);
    /// Gone for everybody. What is still under way in it finds it closed.
    void close(Room &room);
    Room *byId(const RoomId &id) const { return m_byId.value(id); }
    Room *lobby() const { return byId(lobbyId); }
    Room *directOf(const MemberId &one, const MemberId &other) const;
    Room *madeWith(const MemberId &creator, const QString &key) const;
    const std::vector<std::unique_ptr<Room>> &all() const { return m_rooms; }
    /// Without desks and rooms of tickets.
    QList<Room *> listedTo(const Member &member) const;
    /// Without direct ones.
    int count() const { return m_count; }
    int countBy(const MemberId &creator) const { return m_countBy.value(creator); }
    int directCount() const { return int(m_byPair.size()); }
    int directCountOf(const MemberId &one) const { return m_directCountOf.value(one); }

    /// Whether a room listed to this member, or one that is being made, has a name that looks like this one.
    bool isTaken(const QString &name, const Member &by) const;
    void reserve(const QString &name);
    void release(const QString &name);

    void putInto(Room &room, Member &member);
    void takeOutOf(Room &room, Member &member);

    RoomInfo infoFor(const Room &room, const Member &member) const;
    /// The same in a list of rooms, its topic cut to so many characters.
    void addTo(WireList &list, Room &room, const Member &member, qsizetype topicChars) const;
    /// Adds to infos what is known of desks and tickets.
    void describeBy(std::function<void(const Room &, const Member &, RoomInfo &)> describe)
    {
        m_describe = std::move(describe);
    }
    Person personOf(const MemberId &id) const;

private:
    static QString pairKey(const MemberId &one, const MemberId &other);

    EventLog &m_log;
    const Roster &m_roster;
    const QString m_epoch;
    const std::chrono::milliseconds m_busyGather;
    std::vector<std::unique_ptr<Room>> m_rooms; // in the order in which they were made
    std::vector<std::unique_ptr<Room>> m_ofTickets; // that were needed since the start
    std::vector<std::unique_ptr<Room>> m_closed; // since the start
    std::function<void(const Room &, const Member &, RoomInfo &)> m_describe;
    QHash<RoomId, Room *> m_byId;
    QHash<QString, Room *> m_byPair;
    QHash<QString, Room *> m_byKey;
    QMultiHash<QString, Room *> m_bySkeleton; // private rooms may look alike; none of the direct ones
    QHash<MemberId, int> m_countBy, m_directCountOf;
    QSet<QString> m_reserved; // skeletons
    int m_count = 0;
};

} // namespace courtyard
