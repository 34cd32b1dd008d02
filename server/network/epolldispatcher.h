// An event dispatcher on epoll, for a thread with thousands of sockets (Linux). Qt's own ones pay for every
// socket on every turn (poll) or for every change of a write notifier (glib); here a turn costs what is ready
// (DESIGN §3.1). Give it to QThread::setEventDispatcher() before the thread starts; the thread owns it then.
// All functions are called in that thread, but wakeUp() and interrupt(), which any thread may call.
#pragma once

#include <QAbstractEventDispatcher>

#include <atomic>
#include <memory>

namespace courtyard {

class EpollNotifiers;
class TimerQueue;

class EpollDispatcher final : public QAbstractEventDispatcher {
    Q_OBJECT
public:
    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    /// Waits at most `timeoutMs` (-1: for ever), then activates the notifiers of what is ready. Returns how
    /// many.
    int waitForSockets(int timeoutMs, QEventLoop::ProcessEventsFlags flags);

    int m_epoll = -1;
    int m_wakeFd = -1;
    std::atomic<bool> m_awake{false}; // somebody called wakeUp() since the last look
    std::atomic<bool> m_interrupted{false};
    std::unique_ptr<TimerQueue> m_timers;
    std::unique_ptr<EpollNotifiers> m_notifiers;
};

} // namespace courtyard
