// What a participant keeps on disk, filed under the host's id (DESIGN §4): tokens, addresses, events, outbox.
// SQLite in WAL mode in the session's data folder; GUI thread, as old as its session.
//
// Events and read positions are gathered and written in one transaction per short interval
// (synchronous=NORMAL: a power cut may lose the last ones, the host has them). Tokens and the outbox are
// durable when the call returns (FULL). Where the file cannot be used, it goes on in memory and says so once;
// a damaged file is kept aside under a new name.
//
// Two processes may use one folder: SQLite's locks order their transactions, each waits up to 2 s for the
// other. They are the same member; what both put into the outbox is sent by both with the same key, and so
// stored once. A range of events that one of them dropped and the other still believes in is found out when
// it is read: a read returns only what is contiguous.
#pragma once

#include "protocol/requests.h"
#include "protocol/types.h"

#include <QObject>
#include <QSqlDatabase>
#include <QTimer>
#include <QVariant>

#include <functional>
#include <unordered_map>
#include <vector>

class QSqlError;

namespace courtyard {

/// One request that appends, as it waits.
struct OutboxEntry {
    ClientMessage message; // Post, Edit, Delete, React or SetTopic, with its key
    qint64 at = 0; // when it was typed, our clock
    QString refused; // words, where the host refused it; such an entry waits for the person

    RoomId room() const;
    QString key() const;
};

/// The events of a room that are there: all from `first` to `last`, of the log `log`. 0: none.
struct CachedRange {
    LogId log;
    qint64 first = 0;
    qint64 last = 0;
};

class Cache final : public QObject {
    Q_OBJECT
public:
    explicit Cache(const QString &folder, QObject *parent = nullptr);
    ~Cache() override;

    /// Why it does not keep anything, in words for people; empty where all is well. Said by degraded() too,
    /// once.
    const QString &trouble() const { return m_trouble; }

    QString token(const HostId &host);
    /// Durable; the address is the newest one of a few.
    void saveHost(const HostId &host, const QString &name, const QString &token, const QString &address);
    QStringList addresses(const HostId &host);

    CachedRange range(const HostId &host, const RoomId &room);
    /// Forgets the events of a room: its log is another one, or too much was missed.
    void restart(const HostId &host, const RoomId &room, const LogId &log);
    /// Events that follow the last one without a gap (or the first ones of all).
    void append(const HostId &host, const RoomId &room, const QList<Event> &events);
    /// Events that stand before the first one without a gap.
    void prepend(const HostId &host, const RoomId &room, const QList<Event> &events);
    /// At most `limit` events before `before`, the nearest ones, oldest first, without gaps.
    QList<Event> before(const HostId &host, const RoomId &room, qint64 before, int limit);

    /// In the order in which they were put.
    QList<OutboxEntry> outbox(const HostId &host);
    /// Durable.
    void putOutbox(const HostId &host, const OutboxEntry &entry);
    void takeOutbox(const HostId &host, const RoomId &room, const QString &key);

    /// Writes what was gathered.
    void flush();

Q_SIGNALS:
    void degraded(const QString &trouble);

private:
    struct Room {
        qint64 id = 0;
        CachedRange range;
    };
    using Write = std::function<bool()>;

    void openIn(const QString &folder);
    bool openFile(const QString &file);
    bool prepare();
    bool migrate();
    bool setAside(const QString &file);
    void goOnInMemory(const QString &trouble);
    bool run(const QString &sql, const QVariantList &values = {});
    QVariant value(const QString &sql, const QVariantList &values = {});
    void note(const QSqlError &error);
    bool durably(const Write &write);
    void later(Write write);
    bool writeRange(const Room &room);
    bool writeEvents(qint64 room, const QList<Event> &events);
    bool redact(qint64 room, qint64 target);
    Room &roomOf(const HostId &host, const RoomId &room);

    QString m_name; // of the connection
    QSqlDatabase m_db;
    QString m_trouble;
    QString m_error; // of the last statement that failed
    bool m_damaged = false;
    bool m_inMemory = false;
    std::unordered_map<QString, Room> m_rooms; // host and room
    std::vector<Write> m_waiting;
    QTimer m_timer;
};

} // namespace courtyard
