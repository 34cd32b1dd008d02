// What a participant keeps on disk, filed under the host's key (DESIGN §4): tokens, addresses, events,
// outbox. SQLite in WAL mode in the session's data folder; GUI thread, as old as its session.
//
// Events and read positions are gathered and written in one transaction per short interval (a power cut may
// lose the last ones, the host has them). Tokens and the outbox are in the file when the call returns, so
// that they outlive the process, and on the disk a moment later: a thread of its own carries them there
// (DiskKeeper), since a slow disk must not hold up the window.
//
// Where the file cannot be used, it goes on in memory and says so once, with what to do; tryAgain() comes
// back to the file. A damaged file is kept aside under a new name, and what can be read of its tokens and its
// outbox is taken over. A file that somebody else holds is waited for.
//
// Two processes may use one folder: SQLite's locks order their transactions. They are the same member; what
// both put into the outbox is sent by both with the same key, and so stored once. A range of events that one
// of them dropped and the other still believes in is found out when it is read: a read returns only what is
// contiguous.
#pragma once

#include "client/diskkeeper.h"
#include "client/hostkey.h"
#include "client/keptdraft.h"
#include "protocol/requests.h"
#include "protocol/types.h"

#include <QDeadlineTimer>
#include <QJsonObject>
#include <QObject>
#include <QSqlDatabase>
#include <QTimer>
#include <QVariant>

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

class QSqlError;

namespace courtyard {

/// One request that appends, as it waits.
struct OutboxEntry {
    ClientMessage message; // Post, Edit, Delete, React or SetTopic, with its key
    qint64 at = 0; // when it was typed, our clock
    QString refused; // words, where the host refused it; such an entry waits for the person
    QString place; // what the room was called, since it may be gone when the person asks

    RoomId room() const;
    QString key() const;
};

/// The events of a room that are there: all from `first` to `last`, of the log `log`. 0: none.
struct CachedRange {
    LogId log;
    qint64 first = 0;
    qint64 last = 0;
};

/// What waits for a host that one is not at just now.
struct WaitingElsewhere {
    HostKey host;
    QString name;
    QString address; // the newest
    int count = 0;
};

class Cache final : public QObject {
    Q_OBJECT
public:
    explicit Cache(const QString &folder, QObject *parent = nullptr);
    ~Cache() override;

    /// What is wrong with it, in words for people that say what to do; empty where all is well.
    const QString &trouble() const { return m_trouble; }
    /// Nothing is kept just now. tryAgain() may help.
    bool isInMemory() const { return m_inMemory; }
    /// Back to the file, with the tokens and the outbox that came meanwhile. False: it still cannot be used.
    bool tryAgain();
    const QString &folder() const { return m_folder; }
    /// Of the file, its log and what was put aside; 0 in memory.
    qint64 bytes() const;

    QString token(const HostKey &host);
    /// In the file at once, on the disk soon. The address is the newest one of a few.
    void saveHost(const HostKey &host, const QString &name, const QString &token, const QString &address,
                  qint64 now);
    QStringList addresses(const HostKey &host);
    /// The hosts that were met at an address, among the last ones of each. What is no fingerprint is the id
    /// of one that was met before hosts had keys.
    QList<HostKey> hostsAt(const QString &address);
    QString hostName(const HostKey &host);
    /// When its key was seen first; 0: not known.
    qint64 knownSince(const HostKey &host);
    /// All that is filed under `id`, from before hosts had keys, belongs to this key. Nothing where the key
    /// has a file of its own already.
    void adopt(const HostId &id, const HostKey &key);

    CachedRange range(const HostKey &host, const RoomId &room);
    /// Forgets the events of a room: its log is another one, or too much was missed.
    void restart(const HostKey &host, const RoomId &room, const LogId &log);
    /// Events that follow the last one without a gap (or the first ones of all).
    void append(const HostKey &host, const RoomId &room, const QList<Event> &events);
    /// Events that stand before the first one without a gap.
    void prepend(const HostKey &host, const RoomId &room, const QList<Event> &events);
    /// At most `limit` events before `before`, the nearest ones, oldest first, without gaps.
    QList<Event> before(const HostKey &host, const RoomId &room, qint64 before, int limit);
    /// The same after `after`.
    QList<Event> after(const HostKey &host, const RoomId &room, qint64 after, int limit);

    /// In the order in which they were put.
    QList<OutboxEntry> outbox(const HostKey &host);
    /// In the file at once, on the disk soon.
    void putOutbox(const HostKey &host, const OutboxEntry &entry);
    void takeOutbox(const HostKey &host, const RoomId &room, const QString &key);

    /// UploadQueue and downloads, in the order in which they were put first; as durable as the outbox.
    QList<QJsonObject> transfers(const HostKey &host);
    void putTransfer(const HostKey &host, const QString &key, const QJsonObject &body);
    void takeTransfer(const HostKey &host, const QString &key);

    KeptDraft draft(const HostKey &host, const RoomId &room);
    /// In the file soon. An empty one is forgotten.
    void putDraft(const HostKey &host, const RoomId &room, const KeptDraft &draft);

    QList<WaitingElsewhere> waitingBut(const HostKey &host);

    /// Writes what was gathered.
    void flush();

Q_SIGNALS:
    /// trouble() or isInMemory() is another than before.
    void troubleChanged();

private:
    struct Room {
        qint64 id = 0;
        CachedRange range;
    };
    struct Write {
        std::function<bool()> run;
        bool isOurs = false; // the host cannot give it again: tokens, the outbox
    };
    enum class Written { Yes, Busy, No };
    /// What must not be lost with a file.
    struct Belongings {
        struct Host {
            QString key, name, token, addresses;
            qint64 since = 0;
        };
        QList<Host> hosts;
        QList<std::pair<HostKey, OutboxEntry>> outbox;
        QList<std::pair<HostKey, QJsonObject>> transfers;
    };

    bool openIn(const QString &folder);
    bool openFile(const QString &file);
    bool prepare();
    bool migrate();
    bool setAside(const QString &file);
    Belongings belongings();
    bool takeOver(const Belongings &belongings);
    void goOnInMemory(const QString &trouble);
    void setTrouble(const QString &trouble);
    QString why() const;
    bool run(const QString &sql, const QVariantList &values = {});
    QVariant value(const QString &sql, const QVariantList &values = {});
    void note(const QSqlError &error);
    Written inOneTransaction(const std::vector<Write> &writes);
    void failed(const std::vector<Write> &writes);
    void waitForOthers(std::vector<Write> writes);
    void now(Write write);
    void later(Write write);
    bool writeRange(const Room &room);
    bool writeEvents(qint64 room, const QList<Event> &events);
    bool writeHost(const Belongings::Host &host);
    QList<OutboxEntry> readOutbox(const HostKey &host);
    bool writeOutbox(const HostKey &host, const OutboxEntry &entry);
    QList<QJsonObject> readTransfers(const HostKey &host);
    bool writeTransfer(const HostKey &host, const QString &key, const QJsonObject &body);
    bool redact(qint64 room, qint64 target);
    QList<Event> readEvents(const QString &sql, const QVariantList &values, qint64 wanted, int step);
    Room &roomOf(const HostKey &host, const RoomId &room);

    const QString m_folder;
    QString m_name; // of the connection
    QSqlDatabase m_db;
    QString m_trouble;
    QString m_error; // of the last statement that failed, as SQLite says it
    int m_code = 0; // and its number
    bool m_inMemory = false;
    QList<std::pair<HostKey, OutboxEntry>> m_leftInFile; // when it went on in memory
    std::unordered_map<QString, Room> m_rooms; // host and room
    std::vector<Write> m_waiting;
    QTimer m_timer;
    QDeadlineTimer m_othersUntil{QDeadlineTimer::Forever}; // how long somebody else may hold the file
    std::unique_ptr<DiskKeeper> m_keeper;
};

} // namespace courtyard
