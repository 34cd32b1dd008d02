#include "client/outbox.h"

#include "client/problems.h"
#include "protocol/limits.h"

#include <algorithm>

namespace courtyard {

namespace {

bool isTooLarge(const ClientMessage &message)
{
    return encode(Request{limits::safeInteger, message}).size() > limits::frameBytes;
}

} // namespace

Outbox::Outbox(Cache &cache, Requests &requests, const SessionTiming &timing, QObject *parent)
    : QObject(parent), m_cache(cache), m_requests(requests), m_timing(timing)
{ }

void Outbox::setHost(const HostId &host)
{
    if (m_host == host)
        return;
    m_host = host;
    m_lanes.clear();
    for (const OutboxEntry &entry : m_cache.outbox(host))
        m_lanes[entry.room()].entries.append(entry);
    for (const RoomId &room : rooms())
        tellAll(room);
}

void Outbox::put(const OutboxEntry &entry)
{
    const RoomId room = entry.room();
    m_cache.putOutbox(m_host, entry);
    Lane &lane = m_lanes[room];
    lane.entries.append(entry);
    if (const std::optional<PendingMessage> message = shown(lane, entry))
        Q_EMIT changed(room, *message);
    sendNext(room);
}

void Outbox::openLane(const RoomId &room)
{
    m_lanes[room].open = true;
    tellAll(room);
    sendNext(room);
}

void Outbox::closeLanes()
{
    for (const RoomId &room : rooms()) {
        Lane &lane = m_lanes[room];
        lane.open = false;
        lane.underWay.clear();
        lane.pause.reset();
        tellAll(room);
    }
}

void Outbox::sendNext(const RoomId &room)
{
    Lane &lane = m_lanes[room];
    if (!lane.open || !lane.underWay.isEmpty() || lane.pause)
        return;
    const auto next = std::find_if(lane.entries.begin(), lane.entries.end(),
                                   [](const OutboxEntry &entry) { return entry.refused.isEmpty(); });
    if (next == lane.entries.end())
        return;
    if (isTooLarge(next->message)) { // the host would cut the connection, again and again
        RequestFailure failure{RequestFailure::Why::Refused, {}};
        failure.error.code = ErrorCode::TooLarge;
        refused(room, next->key(), failure);
        return;
    }
    lane.underWay = next->key();
    m_requests.ask<reply::Stored>(next->message,
                                  [this, room, key = lane.underWay](const Outcome<reply::Stored> &outcome) {
                                      answered(room, key, outcome);
                                  });
}

void Outbox::answered(const RoomId &room, const QString &key, const Outcome<reply::Stored> &outcome)
{
    Lane &lane = m_lanes[room];
    if (lane.underWay == key)
        lane.underWay.clear();
    if (const auto *stored = std::get_if<reply::Stored>(&outcome)) {
        remove(room, key);
        Q_EMIT this->stored(room, key, stored->seq);
        sendNext(room);
        return;
    }
    const auto &failure = std::get<RequestFailure>(outcome);
    if (failure.why == RequestFailure::Why::Lost || !find(lane, key)) {
        // On the way back it goes out again; or its event came before this answer did.
        if (lane.open)
            sendNext(room);
        return;
    }
    if (failure.passes())
        wait(room,
             failure.error.retryMs ? std::chrono::milliseconds(*failure.error.retryMs) : m_timing.resend);
    else
        refused(room, key, failure);
}

void Outbox::refused(const RoomId &room, const QString &key, const RequestFailure &failure)
{
    Lane &lane = m_lanes[room];
    OutboxEntry *entry = find(lane, key);
    const SessionProblem problem = problems::of(failure);
    if (std::holds_alternative<request::Post>(entry->message)) {
        entry->refused = problem.text;
        m_cache.putOutbox(m_host, *entry);
        Q_EMIT changed(room, *shown(lane, *entry));
    } else {
        remove(room, key);
        Q_EMIT failed(problem);
    }
    sendNext(room);
}

void Outbox::wait(const RoomId &room, std::chrono::milliseconds time)
{
    Lane &lane = m_lanes[room];
    lane.pause = std::make_unique<QTimer>();
    lane.pause->setSingleShot(true);
    connect(lane.pause.get(), &QTimer::timeout, this, [this, room] {
        m_lanes[room].pause.release()->deleteLater(); // we are in its signal
        tellAll(room);
        sendNext(room);
    });
    lane.pause->start(time);
    tellAll(room);
}

void Outbox::confirm(const RoomId &room, const QString &key)
{
    const auto lane = m_lanes.find(room);
    if (lane == m_lanes.end() || !find(lane->second, key))
        return;
    remove(room, key);
    if (lane->second.underWay == key)
        lane->second.underWay.clear();
    sendNext(room);
}

void Outbox::retry(const RoomId &room, const QString &key)
{
    Lane &lane = m_lanes[room];
    OutboxEntry *entry = find(lane, key);
    if (!entry)
        return;
    lane.pause.reset();
    if (!entry->refused.isEmpty()) {
        entry->refused.clear();
        m_cache.putOutbox(m_host, *entry);
    }
    tellAll(room);
    sendNext(room);
}

void Outbox::discard(const RoomId &room, const QString &key)
{
    if (!find(m_lanes[room], key))
        return;
    remove(room, key);
    Q_EMIT discarded(room, key);
}

void Outbox::remove(const RoomId &room, const QString &key)
{
    Lane &lane = m_lanes[room];
    if (lane.entries.removeIf([&](const OutboxEntry &entry) { return entry.key() == key; }) > 0)
        m_cache.takeOutbox(m_host, room, key);
}

OutboxEntry *Outbox::find(Lane &lane, const QString &key)
{
    const auto found = std::find_if(lane.entries.begin(), lane.entries.end(),
                                    [&](const OutboxEntry &entry) { return entry.key() == key; });
    return found == lane.entries.end() ? nullptr : &*found;
}

std::optional<PendingMessage> Outbox::shown(const Lane &lane, const OutboxEntry &entry)
{
    const auto *post = std::get_if<request::Post>(&entry.message);
    if (!post)
        return std::nullopt;
    using Delivery = TimelineModel::Delivery;
    const Delivery delivery = !entry.refused.isEmpty() ? Delivery::Refused
        : lane.open && !lane.pause                     ? Delivery::Sending
                                                       : Delivery::Waiting;
    return PendingMessage{post->key, entry.at, post->text, post->reply, delivery, entry.refused};
}

void Outbox::tellAll(const RoomId &room)
{
    for (const PendingMessage &message : messages(room))
        Q_EMIT changed(room, message);
}

QList<PendingMessage> Outbox::messages(const RoomId &room) const
{
    QList<PendingMessage> all;
    const auto lane = m_lanes.find(room);
    if (lane == m_lanes.end())
        return all;
    for (const OutboxEntry &entry : lane->second.entries) {
        if (const std::optional<PendingMessage> message = shown(lane->second, entry))
            all.append(*message);
    }
    return all;
}

QStringList Outbox::rooms() const
{
    QStringList all;
    for (const auto &[room, lane] : m_lanes)
        all.append(room);
    return all;
}

QStringList Outbox::keys(const RoomId &room) const
{
    QStringList all;
    for (const PendingMessage &message : messages(room))
        all.append(message.key);
    return all;
}

} // namespace courtyard
