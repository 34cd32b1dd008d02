#include "server/network/epollnotifiers.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSocketNotifier>

#include <cerrno>

#include <sys/epoll.h>

namespace courtyard {

namespace {

/// By QSocketNotifier::Type: what is asked of epoll …
constexpr std::array<uint32_t, 3> askedFor{EPOLLIN, EPOLLOUT, EPOLLPRI};
/// … and what wakes the notifier: an error or a hang-up wakes all of them, as in Qt's own dispatchers.
constexpr uint32_t trouble = EPOLLHUP | EPOLLERR;

uint64_t tagOf(int fd, uint32_t generation)
{
    return uint64_t(generation) << 32 | uint32_t(fd);
}

} // namespace

void EpollNotifiers::add(QSocketNotifier *notifier)
{
    const int fd = int(notifier->socket());
    Watch &watch = m_watches[fd];
    if (watch.generation == 0)
        watch.generation = m_nextGeneration++;
    QSocketNotifier *&place = watch.notifiers[size_t(notifier->type())];
    if (place && place != notifier)
        qWarning("EpollDispatcher: several notifiers of one type for descriptor %d", fd);
    place = notifier;
    want(fd, watch, watch.wanted | askedFor[size_t(notifier->type())]);
}

void EpollNotifiers::remove(QSocketNotifier *notifier)
{
    const int fd = int(notifier->socket());
    const auto found = m_watches.find(fd);
    if (found == m_watches.end() || found->notifiers[size_t(notifier->type())] != notifier)
        return;
    found->notifiers[size_t(notifier->type())] = nullptr;
    want(fd, *found, found->wanted & ~askedFor[size_t(notifier->type())]);
    if (found->wanted != 0)
        return;
    // At once, not at the next commit: the descriptor may be closed next, and its number come back as another
    // socket.
    tellKernel(fd, *found);
    m_alwaysReady.removeOne(fd);
    m_watches.erase(found);
}

void EpollNotifiers::want(int fd, Watch &watch, uint32_t events)
{
    watch.wanted = events;
    if (watch.dirty || watch.wanted == watch.watched)
        return;
    watch.dirty = true;
    m_dirty.append(fd);
}

void EpollNotifiers::commit()
{
    for (const int fd : std::as_const(m_dirty)) {
        const auto found = m_watches.find(fd);
        if (found == m_watches.end() || !found->dirty)
            continue;
        found->dirty = false;
        tellKernel(fd, *found);
    }
    m_dirty.clear();
}

void EpollNotifiers::tellKernel(int fd, Watch &watch)
{
    if (watch.wanted == watch.watched)
        return;
    epoll_event event{};
    event.events = watch.wanted;
    event.data.u64 = tagOf(fd, watch.generation);
    const int operation = watch.wanted == 0 ? EPOLL_CTL_DEL
        : watch.watched == 0                ? EPOLL_CTL_ADD
                                            : EPOLL_CTL_MOD;
    if (epoll_ctl(m_epoll, operation, fd, &event) == 0) {
        watch.watched = watch.wanted;
    } else if (errno == EPERM && operation == EPOLL_CTL_ADD) {
        if (!m_alwaysReady.contains(fd))
            m_alwaysReady.append(fd);
    } else if (operation != EPOLL_CTL_DEL) { // gone already is as good as deleted
        qWarning("EpollDispatcher: descriptor %d cannot be watched, error %d", fd, errno);
    }
}

int EpollNotifiers::activate(std::span<const epoll_event> ready)
{
    int told = 0;
    for (const epoll_event &event : ready)
        told += tell(int(uint32_t(event.data.u64)), uint32_t(event.data.u64 >> 32), event.events);
    const QList<int> always = m_alwaysReady;
    for (const int fd : always) {
        if (const auto found = m_watches.constFind(fd); found != m_watches.cend())
            told += tell(fd, found->generation, EPOLLIN | EPOLLOUT);
    }
    return told;
}

int EpollNotifiers::tell(int fd, uint32_t generation, uint32_t events)
{
    int told = 0;
    for (size_t type = 0; type < types; ++type) {
        if (!(events & (askedFor[type] | trouble)))
            continue;
        // Looked up anew each time: the one before may have removed this one, or closed the descriptor.
        const Watch *watch = find(fd, generation);
        if (!watch)
            return told;
        if (QSocketNotifier *notifier = watch->notifiers[type]) {
            QEvent activation(QEvent::SockAct);
            QCoreApplication::sendEvent(notifier, &activation);
            ++told;
        }
    }
    return told;
}

EpollNotifiers::Watch *EpollNotifiers::find(int fd, uint32_t generation)
{
    const auto found = m_watches.find(fd);
    return found != m_watches.end() && found->generation == generation ? &*found : nullptr;
}

} // namespace courtyard
