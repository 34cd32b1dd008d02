// Who is a member of this house, by id, token and name, and who of them is here. Network thread only; as long
// as the house.
#pragma once

#include "protocol/clock.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/houserecords.h"
#include "server/rooms/tokenbucket.h"
#include "server/rooms/visit.h"

#include <QHash>

#include <functional>
#include <memory>
#include <unordered_map>

namespace courtyard {

struct Member {
    record::Member record;
    QList<Visit *> visits; // open connections, the newest last
    QSet<Room *> rooms; // it is a member of
    TokenBucket requests{houselimits::requestBurst, houselimits::requestsPerSecond};
    TokenBucket bytes{houselimits::byteBurst, houselimits::bytesPerSecond};
    QList<std::function<void()>> changes; // of its record: the one under way, then those that wait
    mutable QByteArray element; // of lists of people, as it goes out; empty: to be made anew
    QString lastAddress; // that it came from, since the start; empty: none but loopback

    const MemberId &id() const { return record.id; }
    bool isHere() const { return !visits.isEmpty(); }
    /// Cheaper than to look among the people of the room: a welcome asks it of every room.
    bool isIn(const Room &room) const { return rooms.contains(const_cast<Room *>(&room)); }
    Person person() const;
    const QByteArray &personElement() const;
    Self self() const { return {record.id, record.name, record.role, record.mutedUntil}; }
    bool isVisitor() const { return record.role == Role::Visitor; }
    bool isMuted(const Clock &clock) const
    {
        return record.mutedUntil != 0 && clock.wallMs() < record.mutedUntil;
    }
    /// nullptr: none that holds.
    const record::Ban *ban(qint64 now) const
    {
        return record.ban && record.ban->holds(now) ? &*record.ban : nullptr;
    }
};

class Roster {
public:
    Member &add(const record::Member &record);
    /// What is on disk of it from now on.
    void replace(Member &member, const record::Member &record);

    Member *byId(const MemberId &id) const;
    Member *byToken(const QByteArray &hash) const { return m_byToken.value(hash); }
    Member *owner() const { return m_owner; }
    std::size_t size() const { return m_members.size(); }
    QList<Member *> all() const;
    /// Owner, moderators and agents.
    const QSet<Member *> &staff() const { return m_staff; }
    /// Of those that nobody remembers: never came in, or asked nothing. It is not here.
    void remove(Member &member);
    QList<const Member *> banned(qint64 now) const;
    /// Whether newcomers from there are kept out.
    bool isBannedFrom(const QString &address, qint64 now) const;
    /// Connected ones, each once.
    int present() const { return m_present; }

    /// Whether a name that looks like this one belongs to a member other than `except`, or was reserved.
    /// Visitors take no names.
    bool isTaken(const QString &name, const Member *except = nullptr) const;
    /// Nobody else gets the name while its record is on its way to disk.
    void reserve(const QString &name);
    void release(const QString &name);

    /// True: it was not here before.
    bool arrive(Member &member, Visit &visit);
    /// True: it is not here any more.
    bool depart(Member &member, Visit &visit);

private:
    void noteBan(const Member &member);
    void enter(Member &member);
    void strike(Member &member);

    std::unordered_map<MemberId, std::unique_ptr<Member>> m_members;
    QHash<QByteArray, Member *> m_byToken;
    QHash<QString, Member *> m_bySkeleton;
    QSet<QString> m_reserved; // skeletons
    QSet<Member *> m_staff;
    QSet<const Member *> m_banned; // some of these bans may be over
    Member *m_owner = nullptr;
    int m_present = 0;
};

} // namespace courtyard
