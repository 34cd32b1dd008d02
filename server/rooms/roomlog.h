// One room's log and the only writer of it: appends, and gives what is on disk to the room, each event once
// and in the order of the numbers, whatever order the answers come in. Loaded at first use. Network thread
// only; as long as its room.
#pragma once

#include "server/rooms/newestevents.h"
#include "server/store/eventlog.h"

#include <QHash>
#include <QTimer>

#include <functional>
#include <map>

namespace courtyard {

class RoomLog {
public:
    using Delivered = std::function<void(const Event &)>;
    RoomLog(EventLog &log, RoomId room, Delivered delivered);

    /// A room that was just made has nothing to load.
    void startEmpty() { m_phase = Phase::Loaded; }
    /// At once where it is loaded already; `ok` is false where the log could not be read.
    void whenLoaded(std::function<void(bool ok)> then);
    bool isLoaded() const { return m_phase == Phase::Loaded; }

    // All that follows: once it is loaded.

    /// The last number that was delivered.
    qint64 head() const { return m_head; }
    const QString &topic() const { return m_topic; }
    int unread(const MemberId &self, qint64 read) const { return m_newest.unread(self, read); }

    /// Delivered once it is on disk; `done` comes after that, or without it where nothing was stored. A
    /// delete redacts.
    void append(Event event, std::function<void(const AppendResult &)> done);
    /// What append would say of a key that is there already.
    void find(const Event &event, std::function<void(const FindResult &)> done);

    struct Found {
        std::optional<Event> event;
        bool failed = false;
    };
    /// The event with this number, after whatever delete of it is on its way has been settled. An append made
    /// inside `then` comes before any later delete of it. May answer at once.
    void withTarget(qint64 seq, std::function<void(const Found &)> then);

    struct Page {
        QList<Event> events; // oldest first
        bool more = false; // in the direction asked for
        bool failed = false;
    };
    /// Nothing past the present head. May answer at once.
    void pageAfter(qint64 after, int limit, std::function<void(const Page &)> done);
    void pageBefore(qint64 before, int limit, std::function<void(const Page &)> done);
    /// That is not deleted, of those in memory.
    std::optional<Event> newestMessage() const { return m_newest.newestMessage(); }
    /// The newest page, from memory.
    Page newestPage() const;

private:
    enum class Phase { Unloaded, Loading, Loaded };

    void load();
    void takeLoaded(const ReadResult &newest, const ReadResult &topic);
    void settle(Event event, const AppendResult &result);
    void deliverReady();
    void deliver(Event delivered);
    void catchUp();
    void releaseTarget(qint64 target);

    EventLog &m_log;
    const RoomId m_room;
    const Delivered m_delivered;
    Phase m_phase = Phase::Unloaded;
    QList<std::function<void(bool)>> m_waitingForLoad;
    qint64 m_head = 0;
    QString m_topic;
    NewestEvents m_newest;
    std::map<qint64, Event> m_ahead; // on disk, but what is before them has not come yet
    bool m_catchingUp = false;
    QTimer m_catchUpAgain; // after a read that failed
    QHash<qint64, QList<std::function<void()>>> m_deleting; // target → who waits for the outcome
    quint64 m_deletes = 0; // begun so far
};

} // namespace courtyard
