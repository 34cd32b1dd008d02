// The end of a room's log, in memory: its newest events without a gap, bounded in number and bytes, and who
// wrote the messages of a longer stretch, for counts of unread ones. A value; network thread only.
#pragma once

#include "protocol/types.h"

#include <QList>

#include <deque>
#include <optional>
#include <vector>

namespace courtyard {

class NewestEvents {
public:
    /// Each event's number is one more than that before. What is returned stays until many others came.
    const Event &append(Event event);
    void redact(qint64 target);

    /// The number of the first event that is here; one past the last where none is.
    qint64 first() const { return m_events.empty() ? m_next : m_events.front().seq; }
    bool has(qint64 seq) const { return seq >= first() && seq < m_next; }
    const Event &at(qint64 seq) const { return m_events[std::size_t(seq - first())]; }
    /// Those with after < seq < before, oldest first; at most `limit`, the ones next to `before`, or next to
    /// `after`.
    enum class NextTo { After, Before };
    QList<Event> between(qint64 after, qint64 before, int limit, NextTo end) const;

    /// That is not deleted.
    std::optional<Event> newestMessage() const;

    /// Messages after `read` by others.
    int unread(const MemberId &self, qint64 read) const;

private:
    struct Message {
        qint64 seq;
        std::size_t author; // hashed: this is long, and a wrong count is no harm
    };

    std::deque<Event> m_events;
    qint64 m_bytes = 0;
    qint64 m_next = 1;
    std::vector<Message> m_messages;
};

} // namespace courtyard
