#include "server/rooms/roomlog.h"

#include "protocol/limits.h"
#include "server/rooms/entries.h"
#include "server/rooms/houselimits.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

RoomLog::RoomLog(EventLog &log, RoomId room, Delivered delivered)
    : m_log(log), m_room(std::move(room)), m_delivered(std::move(delivered))
{
    m_catchUpAgain.setSingleShot(true);
    m_catchUpAgain.setInterval(houselimits::retryMs);
    QObject::connect(&m_catchUpAgain, &QTimer::timeout, &m_catchUpAgain, [this] { catchUp(); });
}

void RoomLog::whenLoaded(std::function<void(bool ok)> then)
{
    if (m_phase == Phase::Loaded) {
        then(true);
        return;
    }
    m_waitingForLoad.append(std::move(then));
    if (m_phase == Phase::Unloaded)
        load();
}

void RoomLog::load()
{
    m_phase = Phase::Loading;
    m_log.latest(m_room, toWire(EventKind::Topic), [this](const ReadResult &topic) {
        const ReadRange range{.after = {}, .before = {}, .limit = houselimits::unreadCounted};
        m_log.read(m_room, range, [this, topic](const ReadResult &newest) { takeLoaded(newest, topic); });
    });
}

void RoomLog::takeLoaded(const ReadResult &newest, const ReadResult &topic)
{
    const bool ok = !newest.failed && !topic.failed;
    m_phase = ok ? Phase::Loaded : Phase::Unloaded;
    if (ok) {
        for (const LogEntry &entry : newest.entries)
            m_newest.append(toEvent(entry));
        m_head = newest.entries.isEmpty() ? 0 : newest.entries.last().seq;
        m_topic = topic.entries.isEmpty() ? QString() : topic.entries.first().text;
    }
    const auto waiting = std::exchange(m_waitingForLoad, {});
    for (const auto &then : waiting)
        then(ok);
}

void RoomLog::append(Event event, std::function<void(const AppendResult &)> done)
{
    AppendOptions options;
    if (event.kind == EventKind::Delete) {
        options.redactTarget = event.target.value_or(0);
        m_deleting.insert(options.redactTarget, {});
        ++m_deletes;
    }
    LogEntry entry = toEntry(event);
    m_log.append(
        std::move(entry), options,
        [this, event = std::move(event), done = std::move(done)](const AppendResult &result) mutable {
            const bool isDelete = event.kind == EventKind::Delete;
            const qint64 target = event.target.value_or(0);
            settle(std::move(event), result);
            done(result);
            if (isDelete)
                releaseTarget(target);
        });
}

void RoomLog::find(const Event &event, std::function<void(const FindResult &)> done)
{
    m_log.find(toEntry(event), std::move(done));
}

void RoomLog::settle(Event event, const AppendResult &result)
{
    if (const auto *appended = std::get_if<append::Appended>(&result)) {
        if (appended->seq <= m_head)
            return; // it came while we caught up
        event.seq = appended->seq;
        if (m_ahead.empty() && event.seq == m_head + 1) { // nearly always
            deliver(std::move(event));
            return;
        }
        m_ahead.insert_or_assign(event.seq, std::move(event));
        deliverReady();
    } else if (const auto *already = std::get_if<append::Already>(&result)) {
        if (already->seq > m_head && !m_ahead.contains(already->seq))
            catchUp(); // stored by an append that was answered Unknown
    } else if (std::holds_alternative<append::Unknown>(result)) {
        catchUp(); // if it is there, everybody shall see it
    }
}

void RoomLog::deliverReady()
{
    while (!m_ahead.empty() && m_ahead.begin()->first <= m_head + 1) {
        Event event = std::move(m_ahead.extract(m_ahead.begin()).mapped());
        if (event.seq == m_head + 1)
            deliver(std::move(event));
    }
    if (!m_ahead.empty())
        catchUp();
}

void RoomLog::deliver(Event delivered)
{
    m_head = delivered.seq;
    const Event &event = m_newest.append(std::move(delivered));
    if (event.kind == EventKind::Delete)
        m_newest.redact(event.target.value_or(0));
    if (event.kind == EventKind::Topic)
        m_topic = event.text;
    m_delivered(event);
}

// Reads what is on disk and was not delivered. Whatever has been appended by then comes with it.
void RoomLog::catchUp()
{
    if (std::exchange(m_catchingUp, true))
        return;
    const ReadRange range{.after = m_head, .before = {}, .limit = limits::pageEvents};
    m_log.read(m_room, range, [this](const ReadResult &read) {
        m_catchingUp = false;
        if (read.failed) {
            m_catchUpAgain.start(); // else what is stored would be heard with the next event, or never
            return;
        }
        const qint64 before = m_head;
        for (const LogEntry &entry : read.entries) {
            if (entry.seq == m_head + 1)
                deliver(toEvent(entry));
        }
        if (m_head > before)
            deliverReady(); // and goes on where something is still missing
    });
}

void RoomLog::withTarget(qint64 seq, std::function<void(const Found &)> then)
{
    if (const auto waiting = m_deleting.find(seq); waiting != m_deleting.end()) {
        waiting->append([this, seq, then = std::move(then)] { withTarget(seq, then); });
    } else if (seq < 1 || seq > m_head) {
        then({});
    } else if (m_newest.has(seq)) {
        then({m_newest.at(seq), false});
    } else {
        const quint64 deletes = m_deletes;
        m_log.entries(m_room, {seq}, [this, seq, deletes, then = std::move(then)](const ReadResult &read) {
            if (read.failed)
                then({{}, true});
            else if (deletes != m_deletes)
                withTarget(seq, then); // it may have been this one
            else
                then({read.entries.isEmpty() ? std::nullopt : std::optional(toEvent(read.entries.first())),
                      false});
        });
    }
}

void RoomLog::releaseTarget(qint64 target)
{
    const auto waiting = m_deleting.take(target);
    for (const auto &retry : waiting)
        retry();
}

RoomLog::Page RoomLog::newestPage() const
{
    return {m_newest.between(0, m_head + 1, limits::pageEvents, NewestEvents::NextTo::Before),
            m_newest.first() > 1, false};
}

void RoomLog::pageAfter(qint64 after, int limit, std::function<void(const Page &)> done)
{
    const qint64 head = m_head;
    if (after >= head || limit <= 0) {
        done({});
    } else if (after + 1 >= m_newest.first()) {
        const QList<Event> events = m_newest.between(after, head + 1, limit, NewestEvents::NextTo::After);
        done({events, events.last().seq < head, false});
    } else {
        const ReadRange range{.after = after, .before = {}, .limit = limit, .maxBytes = limits::pageBytes};
        m_log.read(m_room, range, [head, done = std::move(done)](const ReadResult &read) {
            Page page{toEvents(read.entries), read.more, read.failed};
            // What is on disk, but was not delivered yet, comes live.
            while (!page.events.isEmpty() && page.events.last().seq > head)
                page.events.removeLast();
            page.more = !page.events.isEmpty() && page.events.last().seq < head;
            done(page);
        });
    }
}

void RoomLog::pageBefore(qint64 before, int limit, std::function<void(const Page &)> done)
{
    before = std::min(before, m_head + 1);
    if (before <= 1 || limit <= 0) {
        done({});
    } else if (before - limit >= m_newest.first() || m_newest.first() == 1) {
        const QList<Event> events = m_newest.between(0, before, limit, NewestEvents::NextTo::Before);
        done({events, events.first().seq > 1, false});
    } else {
        const ReadRange range{.after = {}, .before = before, .limit = limit, .maxBytes = limits::pageBytes};
        m_log.read(m_room, range, [done = std::move(done)](const ReadResult &read) {
            done({toEvents(read.entries), read.more, read.failed});
        });
    }
}

} // namespace courtyard
