// The timers of an event dispatcher, by the moment at which they are due. Kinds as Qt documents them
// (Qt::TimerType): precise to the millisecond, coarse within 5 %, very coarse to the second. One thread.
#pragma once

#include <QAbstractEventDispatcher>
#include <QHash>
#include <QList>

#include <chrono>
#include <set>

namespace courtyard {

class TimerQueue {
public:
    using Ms = std::chrono::milliseconds;

    void add(int id, qint64 intervalMs, Qt::TimerType type, QObject *object);
    bool remove(int id);
    bool removeAll(QObject *object);
    QList<QAbstractEventDispatcher::TimerInfo> of(QObject *object) const;
    /// -1 where there is no such timer.
    int remainingMs(int id) const;

    /// Milliseconds until the next is due, rounded up, so that nothing fires early; -1 where there is none.
    int msUntilNext() const;
    /// Fires each timer that is due now once, in the order in which they became due. A timer whose handler is
    /// running (in an outer event loop) is left out. Handlers may add and remove any timer. Returns how many
    /// fired.
    int activateDue();

private:
    using Steady = std::chrono::steady_clock;

    struct Timer {
        QObject *object = nullptr;
        qint64 intervalMs = 0;
        Qt::TimerType type = Qt::CoarseTimer;
        Steady::time_point due; // as asked for
        Steady::time_point slot; // when it fires: `due`, moved to coincide with others where the type allows
        quint64 life = 0; // tells a timer from a later one with the same id
        bool firing = false;
    };
    struct Entry {
        Steady::time_point slot;
        int id;
        auto operator<=>(const Entry &) const = default;
    };

    void schedule(int id, Timer &timer, Steady::time_point due);
    bool fire(int id, quint64 life, Steady::time_point now);
    static Steady::time_point slotFor(const Timer &timer);

    QHash<int, Timer> m_timers;
    std::set<Entry> m_queue; // of those that are not firing
    quint64 m_lives = 0;
};

} // namespace courtyard
