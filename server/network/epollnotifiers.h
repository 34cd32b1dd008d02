// The socket notifiers of an EpollDispatcher: which descriptors the kernel watches, for what, and whom to
// tell. Changes reach the kernel once a turn (commit), so that a notifier which is switched on and off within
// one costs nothing. One thread.
#pragma once

#include <QHash>
#include <QList>

#include <array>
#include <cstdint>
#include <span>

struct epoll_event;
class QSocketNotifier;

namespace courtyard {

class EpollNotifiers {
public:
    /// What marks the dispatcher's own wake-up descriptor in epoll_event::data.u64. No descriptor has it.
    static constexpr uint64_t wakeTag = ~uint64_t(0);

    explicit EpollNotifiers(int epoll) : m_epoll(epoll) { }

    void add(QSocketNotifier *notifier);
    void remove(QSocketNotifier *notifier);

    /// Tells the kernel what changed since the last call.
    void commit();
    /// Tells the notifiers of what is ready. They may add, remove and delete any notifier meanwhile. Returns
    /// how many.
    int activate(std::span<const epoll_event> ready);
    /// Descriptors that epoll does not take (regular files): always ready, as with poll().
    bool hasAlwaysReady() const { return !m_alwaysReady.isEmpty(); }

private:
    static constexpr int types = 3; // QSocketNotifier::Read, Write, Exception

    struct Watch {
        std::array<QSocketNotifier *, types> notifiers{};
        uint32_t generation = 0; // tells this life of the descriptor from the one before
        uint32_t wanted = 0; // epoll events
        uint32_t watched = 0; // those that the kernel knows; 0: it does not know the descriptor
        bool dirty = false;
    };

    void want(int fd, Watch &watch, uint32_t events);
    void tellKernel(int fd, Watch &watch);
    int tell(int fd, uint32_t generation, uint32_t events);
    Watch *find(int fd, uint32_t generation);

    int m_epoll;
    uint32_t m_nextGeneration = 1;
    QHash<int, Watch> m_watches;
    QList<int> m_dirty;
    QList<int> m_alwaysReady;
};

} // namespace courtyard
