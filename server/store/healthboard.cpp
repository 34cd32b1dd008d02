#include "server/store/healthboard.h"

#include "server/store/database.h"
#include "server/store/deliveries.h"
#include "server/store/storelog.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

Q_LOGGING_CATEGORY(logStore, "courtyard.store")

namespace {

quint64 microseconds(std::chrono::steady_clock::duration time)
{
    return quint64(std::chrono::duration_cast<std::chrono::microseconds>(time).count());
}

} // namespace

void HealthBoard::onChanged(std::function<void(const StoreHealth &)> changed)
{
    m_changed = std::move(changed);
}

void HealthBoard::onDamage(std::function<void()> damaged)
{
    const std::lock_guard lock(m_mutex);
    m_damaged = std::move(damaged);
}

void HealthBoard::noteStored(quint64 entries, std::chrono::steady_clock::duration took,
                             std::chrono::steady_clock::duration syncs)
{
    const quint64 us = microseconds(took);
    const auto longer = std::find_if(StoreStats::commitMs.begin(), StoreStats::commitMs.end(),
                                     [took](int ms) { return took <= std::chrono::milliseconds(ms); });
    {
        const std::lock_guard lock(m_mutex);
        ++m_stats.commits;
        m_stats.appended += entries;
        m_stats.commitMicroseconds += us;
        m_stats.syncMicroseconds += microseconds(syncs);
        m_stats.longestCommitMicroseconds = std::max(m_stats.longestCommitMicroseconds, us);
        ++m_stats.commitTimes[std::size_t(longer - StoreStats::commitMs.begin())];
    }
    setFault(StoreFault::None, {});
}

void HealthBoard::noteRefused(quint64 appends, StoreFault fault, const QString &why)
{
    if (fault == StoreFault::Damaged)
        noteDamage(why);
    else
        setFault(fault, why);
    const std::lock_guard lock(m_mutex);
    m_stats.refused[std::size_t(fault)] += appends;
}

void HealthBoard::noteReading(const SqlProblem &problem)
{
    if (problem.isDamage())
        noteDamage(problem.text);
}

void HealthBoard::noteDamage(const QString &why)
{
    if (isDamaged())
        return;
    setFault(StoreFault::Damaged, why);
    const std::lock_guard lock(m_mutex); // so that nobody takes it away meanwhile
    if (m_damaged)
        m_damaged();
}

void HealthBoard::noteIntegrity(Integrity integrity)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stats.health.integrity == integrity)
            return;
        m_stats.health.integrity = integrity;
    }
    qCInfo(logStore).noquote().nospace() << "integrity state=" << nameOf(integrity);
    tell();
}

void HealthBoard::noteSetAside(const QString &keptAs, qint64 takenOver)
{
    {
        const std::lock_guard lock(m_mutex);
        m_stats.health.keptAs = keptAs;
        m_stats.health.takenOver = takenOver;
    }
    tell();
}

bool HealthBoard::isDamaged() const
{
    const std::lock_guard lock(m_mutex);
    return m_stats.health.fault == StoreFault::Damaged;
}

StoreStats HealthBoard::stats() const
{
    const std::lock_guard lock(m_mutex);
    return m_stats;
}

// One line a change, however many appends meet it: the log may be on the same disk.
void HealthBoard::setFault(StoreFault fault, const QString &why)
{
    {
        const std::lock_guard lock(m_mutex);
        StoreHealth &health = m_stats.health;
        if (health.fault == fault || health.fault == StoreFault::Damaged)
            return;
        health.fault = fault;
        health.why = why;
    }
    if (fault == StoreFault::None)
        qCInfo(logStore) << "recovered";
    else
        qCWarning(logStore).noquote().nospace() << "fault kind=" << nameOf(fault) << " why=" << why;
    tell();
}

void HealthBoard::tell()
{
    m_deliveries.add([this] {
        if (m_changed)
            m_changed(stats().health);
    });
}

} // namespace courtyard
