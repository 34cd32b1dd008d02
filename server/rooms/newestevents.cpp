#include "server/rooms/newestevents.h"

#include "server/rooms/houselimits.h"

#include <algorithm>

namespace courtyard {

namespace {

qint64 sizeOf(const Event &event)
{
    constexpr qint64 fixed = 256;
    return fixed + 2 * event.text.size() + fixed * event.files.size();
}

} // namespace

const Event &NewestEvents::append(Event appended)
{
    m_events.push_back(std::move(appended));
    const Event &event = m_events.back();
    m_bytes += sizeOf(event);
    m_next = event.seq + 1;
    while (m_events.size() > houselimits::cachedEvents
           || (m_bytes > houselimits::cachedBytes && m_events.size() > 1)) {
        m_bytes -= sizeOf(m_events.front());
        m_events.pop_front();
    }
    if (event.kind != EventKind::Message)
        return event;
    m_messages.push_back({event.seq, qHash(event.from)});
    if (m_messages.size() >= 2 * houselimits::unreadCounted)
        m_messages.erase(m_messages.begin(), m_messages.end() - houselimits::unreadCounted);
    return event;
}

void NewestEvents::redact(qint64 target)
{
    for (Event &event : m_events) {
        const bool isEditOfIt = event.kind == EventKind::Edit && event.target == target;
        if (event.seq != target && !isEditOfIt)
            continue;
        m_bytes -= sizeOf(event);
        event.text.clear();
        event.files.clear();
        event.deleted = true;
        m_bytes += sizeOf(event);
    }
}

QList<Event> NewestEvents::between(qint64 after, qint64 before, int limit, NextTo end) const
{
    qint64 from = std::max(after + 1, first());
    qint64 to = std::min(before, m_next); // exclusive
    if (end == NextTo::After)
        to = std::min<qint64>(to, from + limit);
    else
        from = std::max<qint64>(from, to - limit);
    QList<Event> events;
    for (qint64 seq = from; seq < to; ++seq)
        events.append(at(seq));
    return events;
}

std::optional<Event> NewestEvents::newestMessage() const
{
    const auto newest = std::find_if(m_events.crbegin(), m_events.crend(), [](const Event &event) {
        return event.kind == EventKind::Message && !event.deleted;
    });
    return newest == m_events.crend() ? std::nullopt : std::optional(*newest);
}

int NewestEvents::unread(const MemberId &self, qint64 read) const
{
    if (m_messages.empty() || m_messages.back().seq <= read)
        return 0; // nearly always
    const std::size_t author = qHash(self);
    int count = 0;
    for (auto message = m_messages.crbegin(); message != m_messages.crend() && message->seq > read; ++message)
        count += message->author != author ? 1 : 0;
    return count;
}

} // namespace courtyard
