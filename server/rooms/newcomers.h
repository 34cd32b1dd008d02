// How many become members from one address: a host without a join code must not be filled up by one of them.
// Network thread only; as long as the house.
#pragma once

#include "protocol/clock.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/tokenbucket.h"

#include <QHash>
#include <QString>

namespace courtyard {

class Newcomers {
public:
    explicit Newcomers(const Clock &clock) : m_clock(clock) { }

    /// One more from there. nullopt: let them in. Otherwise: wait so many ms.
    std::optional<qint64> take(const QString &address)
    {
        const qint64 now = m_clock.steadyMs();
        if (m_buckets.size() >= houselimits::watchedAddresses)
            m_buckets.removeIf([now](auto bucket) { return bucket.value().isFull(now); });
        const bool known = m_buckets.contains(address);
        // Where there are too many to watch, the rest share one.
        const QString key = known || m_buckets.size() < houselimits::watchedAddresses ? address : QString();
        auto bucket = m_buckets.find(key);
        if (bucket == m_buckets.end())
            bucket = m_buckets.insert(
                key, TokenBucket(houselimits::newcomerBurst, houselimits::newcomersPerMinute / 60.0));
        return bucket->take(now);
    }

private:
    const Clock &m_clock;
    QHash<QString, TokenBucket> m_buckets; // by address
};

} // namespace courtyard
