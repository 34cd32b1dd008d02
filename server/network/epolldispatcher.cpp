#include "server/network/epolldispatcher.h"

#include "server/network/epollnotifiers.h"
#include "server/network/timerqueue.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <algorithm>
#include <array>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace courtyard {

namespace {

/// Waits for the wake-up alone: sockets that are excluded must not end the wait, ready as they may be.
int waitForWakeUp(int wakeFd, int timeoutMs)
{
    pollfd only{wakeFd, POLLIN, 0};
    return std::max(::poll(&only, 1, timeoutMs), 0);
}

void swallowWakeUp(int wakeFd)
{
    eventfd_t ignored;
    eventfd_read(wakeFd, &ignored);
}

} // namespace

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent), m_epoll(epoll_create1(EPOLL_CLOEXEC)),
      m_wakeFd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_timers(std::make_unique<TimerQueue>()),
      m_notifiers(std::make_unique<EpollNotifiers>(m_epoll))
{
    if (m_epoll < 0 || m_wakeFd < 0)
        qFatal("EpollDispatcher: no file descriptors left");
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = EpollNotifiers::wakeTag;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeFd, &event);
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_wakeFd);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted.store(false);
    // Cleared before the posted events are sent: whatever is posted from here on wakes the wait below.
    m_awake.store(false);
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();

    const bool withTimers = !(flags & QEventLoop::X11ExcludeTimers);
    int timeoutMs = 0;
    if ((flags & QEventLoop::WaitForMoreEvents) && !m_interrupted.load() && !m_awake.load()) {
        timeoutMs = withTimers ? m_timers->msUntilNext() : -1;
        if (m_notifiers->hasAlwaysReady() && !(flags & QEventLoop::ExcludeSocketNotifiers))
            timeoutMs = 0;
        Q_EMIT aboutToBlock();
        // A slot of aboutToBlock() may have posted, or may have called interrupt().
        if (m_awake.load())
            timeoutMs = 0;
    }
    if (m_interrupted.load())
        return false;

    int activated = waitForSockets(timeoutMs, flags);
    if (withTimers)
        activated += m_timers->activateDue();
    return activated > 0;
}

int EpollDispatcher::waitForSockets(int timeoutMs, QEventLoop::ProcessEventsFlags flags)
{
    if (flags & QEventLoop::ExcludeSocketNotifiers) {
        const int woken = waitForWakeUp(m_wakeFd, timeoutMs);
        if (woken > 0)
            swallowWakeUp(m_wakeFd);
        return woken;
    }

    m_notifiers->commit();
    std::array<epoll_event, 256> ready;
    // EINTR (-1) is an ordinary wake-up: the caller's loop comes round again.
    const int count = std::max(epoll_wait(m_epoll, ready.data(), int(ready.size()), timeoutMs), 0);
    const auto end = std::remove_if(ready.begin(), ready.begin() + count, [](const epoll_event &event) {
        return event.data.u64 == EpollNotifiers::wakeTag;
    });
    const int sockets = int(end - ready.begin());
    if (sockets < count)
        swallowWakeUp(m_wakeFd);
    return (count - sockets) + m_notifiers->activate({ready.data(), size_t(sockets)});
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    Q_ASSERT(notifier && notifier->thread() == thread() && thread() == QThread::currentThread());
    m_notifiers->add(notifier);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    Q_ASSERT(notifier && thread() == QThread::currentThread());
    m_notifiers->remove(notifier);
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    Q_ASSERT(timerId > 0 && interval >= 0 && object);
    m_timers->add(timerId, interval, timerType, object);
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    return m_timers->remove(timerId);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return m_timers->removeAll(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    return m_timers->of(object);
}

int EpollDispatcher::remainingTime(int timerId)
{
    return m_timers->remainingMs(timerId);
}

void EpollDispatcher::wakeUp()
{
    // Once is enough until the dispatcher has looked; and in its own thread the flag alone is seen before it
    // waits.
    if (!m_awake.exchange(true) && QThread::currentThread() != thread())
        eventfd_write(m_wakeFd, 1);
}

void EpollDispatcher::interrupt()
{
    m_interrupted.store(true);
    wakeUp();
}

} // namespace courtyard
