// What a participant keeps on disk, filed under the host's key (DESIGN §4): tokens, addresses, events,
// outbox. SQLite in WAL mode in the session's data folder; GUI thread, as old as its session.
//
// Events, drafts and what is taken out of the outbox are gathered and written in one transaction per short
// interval, by a thread of their own (CacheWriter): a power cut may lose the last ones. Tokens and the outbox
// are in the file when the call returns, so that they outlive the process, and on the disk a moment later:
// another thread carries them there (DiskKeeper), since a slow disk must not hold up the window. Where
// somebody writes just then, they follow as soon as the file is free.
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

#include "client/cachefile.h"
#include "client/cachewriter.h"
#include "client/diskkeeper.h"
#include "client/hostkey.h"
#include "client/keptdraft.h"
#include "protocol/requests.h"
#include "protocol/types.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <memory>
#include <unordered_map>
#include <vector>

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

    /// Writes what was gathered, and waits for it; not for long, where the disk or somebody else is slow.
    void flush();

Q_SIGNALS:
    /// trouble() or isInMemory() is another than before.
    void troubleChanged();

private:
    using File = CacheFile;
    /// For others that hold the file: at the start; and to write, after which CacheWriter is asked to.
    static constexpr std::chrono::milliseconds openingMayWait{500}, writingMayWait{8};
    using Write = CacheWrite;
    struct Room {
        qint64 id = 0; // 0: not in the file yet
        CachedRange range;
        struct Unwritten {
            quint64 number = 0;
            qint64 first = 0, last = 0;
            QList<Event> events;
        };
        QList<Unwritten> unwritten;
    };
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
    bool openInMemory();
    void closeFile();
    bool prepare();
    bool migrate();
    bool setAside(const QString &file);
    Belongings belongings();
    bool takeOver(const Belongings &belongings);
    void goOnInMemory(const QString &trouble);
    void setTrouble(const QString &trouble);
    QString why() const;
    void failed(std::vector<Write> writes);
    void writerFailed();
    void now(Write write);
    /// What isWritten() knows it by.
    quint64 later(Write write);
    bool isWritten(quint64 number);
    void handOver();
    QList<OutboxEntry> readOutbox(const HostKey &host);
    QList<QJsonObject> readTransfers(const HostKey &host);
    static bool writeHost(File &file, const Belongings::Host &host);
    static bool writeOutbox(File &file, const HostKey &host, const OutboxEntry &entry);
    static bool writeTransfer(File &file, const HostKey &host, const QString &key, const QJsonObject &body);
    QList<Event> readEvents(const QString &sql, const QVariantList &values, qint64 wanted, int step);
    Room &roomOf(const HostKey &host, const RoomId &room);
    static const Event *unwritten(const Room &room, qint64 seq);
    qint64 readableId(const HostKey &host, const RoomId &room, qint64 first, qint64 last);
    void writeLater(const HostKey &host, const RoomId &room, Room &known, const QList<Event> &events);

    const QString m_folder;
    File m_file;
    QString m_trouble;
    bool m_inMemory = false;
    QList<std::pair<HostKey, OutboxEntry>> m_leftInFile; // when it went on in memory
    std::unordered_map<QString, Room> m_rooms; // host and room
    std::vector<Write> m_waiting; // gathered
    QTimer m_timer;
    quint64 m_given = 0, m_owed = 0,
            m_draft = 0; // to the writer: the last, the last of now(), the last draft
    std::unique_ptr<DiskKeeper> m_keeper;
    std::unique_ptr<CacheWriter> m_writer; // none in memory
};

} // namespace courtyard
