#include "client/outbox.h"

#include "client/log.h"
#include "client/problems.h"
#include "client/transfers/uploadqueue.h"
#include "protocol/limits.h"

#include <algorithm>

namespace courtyard {

namespace {

/// Files that are not on the host yet.
QStringList missing(const OutboxEntry &entry)
{
    const auto *post = std::get_if<request::Post>(&entry.message);
    QStringList words;
    for (const QString &file : post ? post->files : QStringList()) {
        if (UploadQueue::isWord(file))
            words.append(file);
    }
    return words;
}

bool isTooLarge(const ClientMessage &message)
{
    return encode(Request{limits::safeInteger, message}).size() > limits::frameBytes;
}

} // namespace

Outbox::Outbox(Cache &cache, Requests &requests, const SessionTiming &timing, QObject *parent)
    : QObject(parent), m_cache(cache), m_requests(requests), m_timing(timing)
{
    m_saysWaiting.setSingleShot(true);
    m_saysWaiting.setInterval(0);
    connect(&m_saysWaiting, &QTimer::timeout, this, &Outbox::waitingChanged);
}

void Outbox::setHost(const HostKey &host)
{
    if (m_host == host)
        return;
    m_host = host;
    m_lanes.clear();
    m_givenUp.clear();
    takeUp();
}

void Outbox::takeUp()
{
    for (const OutboxEntry &entry : m_cache.outbox(m_host)) {
        Lane &lane = m_lanes[entry.room()];
        if (!find(lane, entry.key()))
            lane.entries.append(entry);
    }
    for (const RoomId &room : rooms())
        tellAll(room);
    sayWaiting();
}

void Outbox::put(const OutboxEntry &entry)
{
    const RoomId room = entry.room();
    m_cache.putOutbox(m_host, entry);
    Lane &lane = m_lanes[room];
    lane.entries.append(entry);
    qCDebug(logClient, "event=outbox_put room=%s key=%s", qPrintable(room), qPrintable(entry.key()));
    if (const std::optional<PendingMessage> message = shown(lane, entry))
        Q_EMIT changed(room, *message);
    if (!lane.isGoing())
        sayWaiting();
    sendNext(room);
}

void Outbox::openLane(const RoomId &room)
{
    m_lanes[room].open = true;
    tellAll(room);
    sayWaiting();
    sendNext(room);
}

void Outbox::closeLanes()
{
    for (const RoomId &room : rooms()) {
        Lane &lane = m_lanes[room];
        lane.open = false;
        lane.underWay.clear();
        lane.pause.reset();
        lane.backoff.reset();
        tellAll(room);
    }
    sayWaiting();
}

void Outbox::sendNext(const RoomId &room)
{
    Lane &lane = m_lanes[room];
    if (!lane.open || !lane.underWay.isEmpty() || lane.pause)
        return;
    const auto next = std::find_if(lane.entries.begin(), lane.entries.end(), [](const OutboxEntry &entry) {
        // Words do not wait behind a large file.
        return entry.refused.isEmpty() && missing(entry).isEmpty();
    });
    if (next == lane.entries.end())
        return;
    if (isTooLarge(next->message)) { // the host would cut the connection, again and again
        RequestFailure failure{RequestFailure::Why::Refused, {}};
        failure.error.code = ErrorCode::TooLarge;
        refused(room, next->key(), failure);
        return;
    }
    lane.underWay = next->key();
    const auto heard = [this, room, key = lane.underWay](const Outcome<reply::Stored> &outcome) {
        answered(room, key, outcome);
    };
    // Once: here it is said why one waits, and how long.
    m_requests.ask<reply::Stored>(next->message, heard, Persistence::Once);
}

void Outbox::answered(const RoomId &room, const QString &key, const Outcome<reply::Stored> &outcome)
{
    Lane &lane = m_lanes[room];
    if (lane.underWay == key)
        lane.underWay.clear();
    if (const auto *stored = std::get_if<reply::Stored>(&outcome)) {
        qCDebug(logClient, "event=outbox_stored room=%s key=%s seq=%lld", qPrintable(room), qPrintable(key),
                qlonglong(stored->seq));
        remove(room, key);
        Q_EMIT this->stored(room, key, stored->seq);
        Q_EMIT settled(key);
        goesWell(room);
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
        wait(room, failure);
    else
        refused(room, key, failure);
}

void Outbox::refused(const RoomId &room, const QString &key, const RequestFailure &failure)
{
    Lane &lane = m_lanes[room];
    OutboxEntry *entry = find(lane, key);
    const SessionProblem problem = problems::of(failure);
    qCInfo(logClient, "event=outbox_refused room=%s key=%s code=%s", qPrintable(room), qPrintable(key),
           toWire(failure.error.code).data());
    goesWell(room);
    const bool hasWords = std::holds_alternative<request::Post>(entry->message)
        || std::holds_alternative<request::Edit>(entry->message);
    if (hasWords) { // nobody types them twice: the person says what becomes of them
        entry->refused = problem.text;
        m_cache.putOutbox(m_host, *entry);
        tellAll(room);
    } else {
        const SessionProblem said{problem.code, problems::notDone(entry->message, problem.text), {}};
        remove(room, key);
        Q_EMIT failed(said);
    }
    sayWaiting();
    sendNext(room);
}

/// The host answers as it should (be it with a no): what made it wait is over.
void Outbox::goesWell(const RoomId &room)
{
    Lane &lane = m_lanes[room];
    if (!lane.backoff)
        return;
    lane.backoff.reset();
    tellAll(room);
    sayWaiting();
}

void Outbox::wait(const RoomId &room, const RequestFailure &failure)
{
    Lane &lane = m_lanes[room];
    lane.reason = problems::waitReason(failure);
    if (!lane.backoff)
        lane.backoff.emplace(m_timing.resend, m_timing.lastResend, QRandomGenerator::global()->generate());
    const std::chrono::milliseconds time =
        failure.error.retryMs ? std::chrono::milliseconds(*failure.error.retryMs) : lane.backoff->next();
    qCInfo(logClient, "event=outbox_pause room=%s code=%s ms=%lld", qPrintable(room),
           lane.reason == WaitReason::NoAnswer ? "none" : toWire(failure.error.code).data(),
           qlonglong(time.count()));
    lane.pause = std::make_unique<QTimer>();
    lane.pause->setSingleShot(true);
    connect(lane.pause.get(), &QTimer::timeout, this, [this, room] {
        m_lanes[room].pause.release()->deleteLater(); // we are in its signal
        sendNext(room);
    });
    lane.pause->start(time);
    tellAll(room);
    sayWaiting();
}

void Outbox::confirm(const RoomId &room, const QString &key)
{
    const auto lane = m_lanes.find(room);
    if (lane == m_lanes.end() || !find(lane->second, key))
        return;
    remove(room, key);
    if (lane->second.underWay == key)
        lane->second.underWay.clear();
    Q_EMIT settled(key);
    sayWaiting();
    sendNext(room);
}

void Outbox::retry(const RoomId &room, const QString &key)
{
    Lane &lane = m_lanes[room];
    OutboxEntry *entry = find(lane, key);
    if (!entry)
        return;
    lane.pause.reset();
    for (const QString &word : missing(*entry))
        Q_EMIT fileWanted(word);
    if (!entry->refused.isEmpty()) {
        entry->refused.clear();
        m_cache.putOutbox(m_host, *entry);
    }
    tellAll(room);
    sayWaiting();
    sendNext(room);
}

void Outbox::retryAll()
{
    for (const WaitingItem &item : waiting())
        retry(item.room, item.key);
}

void Outbox::discard(const RoomId &room, const QString &key)
{
    m_givenUp.clear();
    giveUp(room, key);
}

void Outbox::discardAll()
{
    m_givenUp.clear();
    for (const WaitingItem &item : waiting())
        giveUp(item.room, item.key);
}

void Outbox::giveUp(const RoomId &room, const QString &key)
{
    const OutboxEntry *entry = find(m_lanes[room], key);
    if (!entry)
        return;
    const qsizetype place = entry - m_lanes[room].entries.constData();
    m_givenUp.prepend({*entry, place}); // the last one goes back first, so that places hold
    remove(room, key);
    qCInfo(logClient, "event=outbox_discard room=%s key=%s", qPrintable(room), qPrintable(key));
    Q_EMIT discarded(room, key);
    sayWaiting();
}

void Outbox::takeBack()
{
    for (const auto &[entry, place] : std::exchange(m_givenUp, {})) {
        const RoomId room = entry.room();
        m_cache.putOutbox(m_host, entry);
        QList<OutboxEntry> &entries = m_lanes[room].entries;
        entries.insert(std::min(place, entries.size()), entry);
        Q_EMIT tookBack(room, entry.key());
        tellAll(room);
        sendNext(room);
    }
    sayWaiting();
}

void Outbox::remove(const RoomId &room, const QString &key)
{
    Lane &lane = m_lanes[room];
    if (lane.entries.removeIf([&](const OutboxEntry &entry) { return entry.key() == key; }) == 0)
        return;
    m_cache.takeOutbox(m_host, room, key);
}

OutboxEntry *Outbox::find(Lane &lane, const QString &key)
{
    const auto found = std::find_if(lane.entries.begin(), lane.entries.end(),
                                    [&](const OutboxEntry &entry) { return entry.key() == key; });
    return found == lane.entries.end() ? nullptr : &*found;
}

std::optional<PendingMessage> Outbox::shown(const Lane &lane, const OutboxEntry &entry) const
{
    const auto *post = std::get_if<request::Post>(&entry.message);
    if (!post)
        return std::nullopt;
    using Delivery = TimelineModel::Delivery;
    const bool isStopped = !entry.refused.isEmpty() || !fileProblem(entry).isEmpty();
    const Delivery delivery = isStopped ? Delivery::Refused
        : lane.isGoing()                ? Delivery::Sending
                                        : Delivery::Waiting;
    QList<FileInfo> files;
    for (const QString &file : post->files)
        files.append(m_files.info(file).value_or(FileInfo{file, {}, 0, {}, {}, {}, {}}));
    return PendingMessage{post->key,   entry.at, post->text,           files,
                          post->reply, delivery, whyWaits(lane, entry)};
}

WaitReason Outbox::reasonOf(const Lane &lane) const
{
    if (lane.open)
        return lane.reason;
    return m_requests.hasWay() ? WaitReason::Joining : WaitReason::Connection;
}

QString Outbox::whyWaits(const Lane &lane, const OutboxEntry &entry) const
{
    if (!entry.refused.isEmpty())
        return entry.refused;
    if (const QString problem = fileProblem(entry); !problem.isEmpty())
        return problem;
    return lane.isGoing() ? QString() : problems::waits(reasonOf(lane));
}

QList<WaitingItem> Outbox::waiting() const
{
    QList<WaitingItem> all;
    for (const auto &[room, lane] : m_lanes) {
        for (const OutboxEntry &entry : lane.entries) {
            const bool isStopped = !entry.refused.isEmpty() || !fileProblem(entry).isEmpty();
            if (!lane.isGoing() || isStopped)
                all.append({room, entry.place, entry.key(), entry.at, what(entry), whyWaits(lane, entry),
                            isStopped});
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const WaitingItem &a, const WaitingItem &b) { return a.at < b.at; });
    return all;
}

int Outbox::waitingIn(const RoomId &room) const
{
    const auto lane = m_lanes.find(room);
    if (lane == m_lanes.end())
        return 0;
    const QList<OutboxEntry> &entries = lane->second.entries;
    return lane->second.isGoing()
        ? int(std::count_if(entries.begin(), entries.end(),
                            [this](const OutboxEntry &entry) {
                                return !entry.refused.isEmpty() || !fileProblem(entry).isEmpty();
                            }))
        : int(entries.size());
}

/// The words that were typed, or the names of the files, or what it does.
QString Outbox::what(const OutboxEntry &entry) const
{
    const QString words = problems::what(entry.message);
    const auto *post = std::get_if<request::Post>(&entry.message);
    if (!words.isEmpty() || !post)
        return words;
    QStringList names;
    for (const QString &file : post->files)
        names.append(m_files.info(file).value_or(FileInfo()).name);
    return names.join(QStringLiteral(", "));
}

// ── Files

QString Outbox::fileProblem(const OutboxEntry &entry) const
{
    for (const QString &word : missing(entry)) {
        if (const QString problem = m_files.problem(word); !problem.isEmpty())
            return problem;
    }
    return {};
}

void Outbox::changeFile(const QString &word, const std::function<bool(request::Post &)> &change)
{
    for (const RoomId &room : rooms()) {
        for (OutboxEntry &entry : m_lanes[room].entries) {
            auto *post = std::get_if<request::Post>(&entry.message);
            if (!post || !post->files.contains(word))
                continue;
            if (change(*post))
                m_cache.putOutbox(m_host, entry);
            if (const auto message = shown(m_lanes[room], entry))
                Q_EMIT changed(room, *message);
            sayWaiting();
            sendNext(room);
            return; // a word is of one message
        }
    }
}

void Outbox::fileArrived(const QString &word, const QString &id)
{
    changeFile(word, [&](request::Post &post) {
        post.files.replace(post.files.indexOf(word), id);
        return true;
    });
}

void Outbox::fileChanged(const QString &word)
{
    changeFile(word, [](request::Post &) { return false; });
}

void Outbox::dropFile(const QString &word)
{
    std::optional<std::pair<RoomId, QString>> empty;
    changeFile(word, [&](request::Post &post) {
        if (post.files.size() == 1 && post.text.isEmpty()) {
            empty.emplace(post.room, post.key); // cannot be kept: it says nothing
            return false;
        }
        post.files.removeOne(word);
        return true;
    });
    if (!empty)
        return;
    remove(empty->first, empty->second);
    Q_EMIT discarded(empty->first, empty->second);
    Q_EMIT settled(empty->second);
    sayWaiting();
}

QStringList Outbox::keys() const
{
    QStringList all;
    for (const RoomId &room : rooms())
        all += keys(room);
    return all;
}

void Outbox::sayWaiting()
{
    m_saysWaiting.start();
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
