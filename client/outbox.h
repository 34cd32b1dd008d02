// What was typed and is not confirmed yet: a queue for each room, sent in the order in which it was typed,
// one at a time, so that the log has it in that order whatever the host refuses or delays in between. An
// entry goes when the host said `ok` or its event came; until then it is sent again after each loss, with the
// same key. On disk before it is sent. As old as its Session; GUI thread.
#pragma once

#include "client/backoff.h"
#include "client/cache.h"
#include "client/problems.h"
#include "client/requests.h"
#include "client/session.h"
#include "client/timelinefeed.h"

#include <unordered_map>

namespace courtyard {

class Outbox final : public QObject {
    Q_OBJECT
public:
    Outbox(Cache &cache, Requests &requests, const SessionTiming &timing, QObject *parent);

    /// Takes up what waits for this host. Nothing is said about what waited for another one.
    void setHost(const HostKey &host);
    const HostKey &host() const { return m_host; }
    /// The cache has another file: what waits there and is not known yet is taken up.
    void takeUp();
    void put(const OutboxEntry &entry);
    /// The room may be sent to (it is joined on this connection).
    void openLane(const RoomId &room);
    /// None may: the connection is gone.
    void closeLanes();
    /// Its event is there, whether the host said `ok` or not.
    void confirm(const RoomId &room, const QString &key);
    void retry(const RoomId &room, const QString &key);
    void discard(const RoomId &room, const QString &key);
    void retryAll();
    void discardAll();
    /// What the last discard() or discardAll() gave up waits again, with the same keys: what the host had of
    /// it already is not said twice.
    void takeBack();

    // Files of messages (PROTOCOL §5): a message waits until all of them are on the host.
    /// What a message shows of a file by its word or id, and why a file is not sent (empty: it is).
    struct Files {
        std::function<std::optional<FileInfo>(const QString &file)> info = [](const QString &) {
            return std::optional<FileInfo>();
        };
        std::function<QString(const QString &file)> problem = [](const QString &) { return QString(); };
    };
    void setFiles(Files files) { m_files = std::move(files); }
    /// The file that `word` stands for is there.
    void fileArrived(const QString &word, const QString &id);
    /// What is shown of it is something else.
    void fileChanged(const QString &word);
    /// It is not to be sent. A message of nothing else is given up.
    void dropFile(const QString &word);
    /// Keys of all messages that wait.
    QStringList keys() const;

    /// Everything that does not go out just now, refused ones too.
    QList<WaitingItem> waiting() const;
    int waitingIn(const RoomId &room) const;
    /// The messages that wait in a room, in their order. Edits and the like are not shown.
    QList<PendingMessage> messages(const RoomId &room) const;
    QStringList keys(const RoomId &room) const;

Q_SIGNALS:
    void changed(const courtyard::RoomId &room, const courtyard::PendingMessage &message);
    /// The host has it as number `seq`.
    void stored(const courtyard::RoomId &room, const QString &key, qint64 seq);
    void discarded(const courtyard::RoomId &room, const QString &key);
    void tookBack(const courtyard::RoomId &room, const QString &key);
    /// It is in the log, or will never be.
    void settled(const QString &key);
    /// The person wants it to be tried again.
    void fileWanted(const QString &word);
    /// waiting() is another list than before.
    void waitingChanged();
    /// Something of which no words would be lost (a reaction, say) was refused, and is given up.
    void failed(const courtyard::SessionProblem &problem);

private:
    struct Lane {
        QList<OutboxEntry> entries;
        bool open = false;
        QString underWay; // key of the one that was sent
        std::unique_ptr<QTimer> pause; // where the host asked for one
        WaitReason reason = WaitReason::Connection; // of the pause
        std::optional<Backoff> backoff; // of pauses; there from the first one until something goes well
        bool isGoing() const { return open && !backoff; }
    };

    void sendNext(const RoomId &room);
    void answered(const RoomId &room, const QString &key, const Outcome<reply::Stored> &outcome);
    void refused(const RoomId &room, const QString &key, const RequestFailure &failure);
    void wait(const RoomId &room, const RequestFailure &failure);
    void goesWell(const RoomId &room);
    void tellAll(const RoomId &room);
    WaitReason reasonOf(const Lane &lane) const;
    QString what(const OutboxEntry &entry) const;
    QString whyWaits(const Lane &lane, const OutboxEntry &entry) const;
    void giveUp(const RoomId &room, const QString &key);
    void sayWaiting();
    QStringList rooms() const;
    static OutboxEntry *find(Lane &lane, const QString &key);
    std::optional<PendingMessage> shown(const Lane &lane, const OutboxEntry &entry) const;
    void remove(const RoomId &room, const QString &key);
    QString fileProblem(const OutboxEntry &entry) const;
    /// Each message that names it: `change` says whether it is another one then.
    void changeFile(const QString &word, const std::function<bool(request::Post &)> &change);

    Cache &m_cache;
    Requests &m_requests;
    const SessionTiming m_timing;
    Files m_files;
    HostKey m_host;
    std::unordered_map<RoomId, Lane> m_lanes;
    struct GivenUp {
        OutboxEntry entry;
        qsizetype place = 0; // in its queue
    };
    QList<GivenUp> m_givenUp; // by the last discard
    QTimer m_saysWaiting; // once a turn of the event loop
};

} // namespace courtyard
