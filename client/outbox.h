// What was typed and is not confirmed yet: a queue for each room, sent in the order in which it was typed,
// one at a time, so that the log has it in that order whatever the host refuses or delays in between. An
// entry goes when the host said `ok` or its event came; until then it is sent again after each loss, with the
// same key. On disk before it is sent. As old as its Session; GUI thread.
#pragma once

#include "client/cache.h"
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
    void setHost(const HostId &host);
    void put(const OutboxEntry &entry);
    /// The room may be sent to (it is joined on this connection).
    void openLane(const RoomId &room);
    /// None may: the connection is gone.
    void closeLanes();
    /// Its event is there, whether the host said `ok` or not.
    void confirm(const RoomId &room, const QString &key);
    void retry(const RoomId &room, const QString &key);
    void discard(const RoomId &room, const QString &key);

    /// The messages that wait in a room, in their order. Edits and the like are not shown.
    QList<PendingMessage> messages(const RoomId &room) const;
    QStringList keys(const RoomId &room) const;

Q_SIGNALS:
    void changed(const courtyard::RoomId &room, const courtyard::PendingMessage &message);
    /// The host has it as number `seq`.
    void stored(const courtyard::RoomId &room, const QString &key, qint64 seq);
    void discarded(const courtyard::RoomId &room, const QString &key);
    /// Something that is not shown (an edit, say) was refused, and is given up.
    void failed(const courtyard::SessionProblem &problem);

private:
    struct Lane {
        QList<OutboxEntry> entries;
        bool open = false;
        QString underWay; // key of the one that was sent
        std::unique_ptr<QTimer> pause; // where the host asked for one
    };

    void sendNext(const RoomId &room);
    void answered(const RoomId &room, const QString &key, const Outcome<reply::Stored> &outcome);
    void refused(const RoomId &room, const QString &key, const RequestFailure &failure);
    void wait(const RoomId &room, std::chrono::milliseconds time);
    void tellAll(const RoomId &room);
    QStringList rooms() const;
    static OutboxEntry *find(Lane &lane, const QString &key);
    static std::optional<PendingMessage> shown(const Lane &lane, const OutboxEntry &entry);
    void remove(const RoomId &room, const QString &key);

    Cache &m_cache;
    Requests &m_requests;
    const SessionTiming m_timing;
    HostId m_host;
    std::unordered_map<RoomId, Lane> m_lanes;
};

} // namespace courtyard
