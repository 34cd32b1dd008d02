#include "server/network/timerqueue.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>
#include <bit>
#include <limits>

namespace courtyard {

namespace {

using Steady = std::chrono::steady_clock;

Steady::time_point roundUp(Steady::time_point moment, std::chrono::milliseconds grain)
{
    const auto since = std::chrono::ceil<std::chrono::milliseconds>(moment.time_since_epoch());
    const auto rest = since % grain;
    return Steady::time_point(rest.count() == 0 ? since : since + grain - rest);
}

int toMs(Steady::duration duration)
{
    const qint64 ms = std::chrono::ceil<std::chrono::milliseconds>(duration).count();
    return int(std::clamp<qint64>(ms, 0, std::numeric_limits<int>::max()));
}

} // namespace

void TimerQueue::add(int id, qint64 intervalMs, Qt::TimerType type, QObject *object)
{
    remove(id);
    Timer timer{object, intervalMs, type, {}, {}, ++m_lives, false};
    schedule(id, *m_timers.insert(id, timer), Steady::now() + Ms(intervalMs));
}

bool TimerQueue::remove(int id)
{
    const auto found = m_timers.constFind(id);
    if (found == m_timers.cend())
        return false;
    m_queue.erase({found->slot, id});
    m_timers.erase(found);
    return true;
}

bool TimerQueue::removeAll(QObject *object)
{
    QList<int> ids;
    for (auto it = m_timers.cbegin(); it != m_timers.cend(); ++it) {
        if (it->object == object)
            ids.append(it.key());
    }
    for (const int id : std::as_const(ids))
        remove(id);
    return !ids.isEmpty();
}

QList<QAbstractEventDispatcher::TimerInfo> TimerQueue::of(QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> infos;
    for (auto it = m_timers.cbegin(); it != m_timers.cend(); ++it) {
        if (it->object == object)
            infos.append({it.key(), int(it->intervalMs), it->type});
    }
    return infos;
}

int TimerQueue::remainingMs(int id) const
{
    const auto found = m_timers.constFind(id);
    return found == m_timers.cend() ? -1 : toMs(found->slot - Steady::now());
}

int TimerQueue::msUntilNext() const
{
    return m_queue.empty() ? -1 : toMs(m_queue.begin()->slot - Steady::now());
}

int TimerQueue::activateDue()
{
    const auto now = Steady::now();
    struct Due {
        int id;
        quint64 life;
    };
    // Listed first: a timer of 0 ms that is due again at once waits for the next turn, and starves nobody.
    QList<Due> due;
    for (auto it = m_queue.cbegin(); it != m_queue.cend() && it->slot <= now; ++it)
        due.append({it->id, m_timers.value(it->id).life});
    int fired = 0;
    for (const Due &one : std::as_const(due))
        fired += fire(one.id, one.life, now);
    return fired;
}

bool TimerQueue::fire(int id, quint64 life, Steady::time_point now)
{
    auto found = m_timers.find(id);
    if (found == m_timers.end() || found->life != life || found->firing)
        return false;
    m_queue.erase({found->slot, id});
    found->firing = true;
    // The next one counts from when this one was due, so that the rhythm holds; beats that were missed are
    // left out.
    auto next = found->due + Ms(found->intervalMs);
    if (next < now)
        next = now + Ms(found->intervalMs);
    QObject *object = found->object;
    QTimerEvent event(id);
    QCoreApplication::sendEvent(object, &event);

    found = m_timers.find(id);
    if (found != m_timers.end() && found->life == life) {
        found->firing = false;
        schedule(id, *found, next);
    }
    return true;
}

void TimerQueue::schedule(int id, Timer &timer, Steady::time_point due)
{
    timer.due = due;
    timer.slot = slotFor(timer);
    m_queue.insert({timer.slot, id});
}

Steady::time_point TimerQueue::slotFor(const Timer &timer)
{
    switch (timer.type) {
    case Qt::PreciseTimer:
        return timer.due;
    case Qt::VeryCoarseTimer:
        // To the nearest second.
        return timer.intervalMs < 1000 ? timer.due : roundUp(timer.due - Ms(500), Ms(1000));
    case Qt::CoarseTimer:
        break;
    }
    // Up to the next multiple of a power of two that lies within 5 % of the interval: then many timers share
    // a wake-up.
    const auto window = quint64(std::max<qint64>(timer.intervalMs / 20, 1));
    return window < 2 ? timer.due : roundUp(timer.due, Ms(qint64(std::bit_floor(window))));
}

} // namespace courtyard
