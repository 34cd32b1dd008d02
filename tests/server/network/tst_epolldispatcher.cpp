// Qt's documented contract of an event dispatcher, point by point, in a thread that runs on ours. Each test
// body runs inside that thread; what it finds is checked in the main one.
#include "server/network/epolldispatcher.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSemaphore>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <functional>
#include <memory>

#include <sys/socket.h>
#include <unistd.h>

using namespace courtyard;

namespace {

constexpr int patience = 60'000; // ms: the machine may stand still for a while

/// A thread on an EpollDispatcher, and an object that lives in it.
class EpollThread {
public:
    EpollThread()
    {
        m_thread.setEventDispatcher(new EpollDispatcher);
        m_object.moveToThread(&m_thread);
        m_thread.start();
    }
    ~EpollThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    /// Runs it there and waits for it.
    void run(const std::function<void()> &body)
    {
        QMetaObject::invokeMethod(&m_object, body, Qt::BlockingQueuedConnection);
    }
    QThread &thread() { return m_thread; }
    QObject *object() { return &m_object; }

private:
    QThread m_thread;
    QObject m_object;
};

QAbstractEventDispatcher *dispatcher()
{
    return QAbstractEventDispatcher::instance();
}

/// Turns the loop until the condition holds; false after a minute without it.
bool turnUntil(const std::function<bool()> &holds)
{
    bool late = false;
    QTimer deadline;
    QObject::connect(&deadline, &QTimer::timeout, &deadline, [&late] { late = true; });
    deadline.setSingleShot(true);
    deadline.start(patience);
    while (!holds() && !late)
        dispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
    return !late;
}

/// Two connected sockets, closed at the end.
struct SocketPair {
    SocketPair() { open = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds) == 0; }
    ~SocketPair()
    {
        closeOne(0);
        closeOne(1);
    }
    void closeOne(int which)
    {
        if (fds[which] >= 0)
            ::close(fds[which]);
        fds[which] = -1;
    }
    bool say(char byte = 'x') { return ::write(fds[1], &byte, 1) == 1; }
    bool hear()
    {
        char byte;
        return ::read(fds[0], &byte, 1) == 1;
    }
    int fds[2]{-1, -1};
    bool open = false;
};

} // namespace

class TestEpollDispatcher : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void usesOurDispatcher()
    {
        EpollThread thread;
        bool ours = false;
        thread.run([&] { ours = qobject_cast<EpollDispatcher *>(dispatcher()) != nullptr; });
        QVERIFY(ours);
    }

    void queuedCallsFromAnotherThreadArriveInOrder()
    {
        EpollThread thread;
        QList<int> seen;
        for (int i = 0; i < 1000; ++i)
            QMetaObject::invokeMethod(
                thread.object(), [&seen, i] { seen.append(i); }, Qt::QueuedConnection);
        thread.run([] {});
        QCOMPARE(seen.size(), 1000);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    }

    void wakeUpEndsAWait()
    {
        EpollThread thread;
        QAbstractEventDispatcher *its = nullptr;
        thread.run([&] { its = dispatcher(); });
        QSemaphore waiting, woken;
        QMetaObject::invokeMethod(
            thread.object(),
            [&] {
                QObject::connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, thread.object(),
                                 [&] { waiting.release(); });
                dispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
                dispatcher()->disconnect(thread.object());
                woken.release();
            },
            Qt::QueuedConnection);
        QVERIFY(waiting.tryAcquire(1, patience));
        its->wakeUp();
        QVERIFY(woken.tryAcquire(1, patience));
    }

    void wakeUpBeforeAWaitIsNotLost()
    {
        EpollThread thread;
        bool returned = false;
        thread.run([&] {
            QObject::connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, thread.object(),
                             [] { dispatcher()->wakeUp(); });
            dispatcher()->processEvents(QEventLoop::WaitForMoreEvents); // would wait for ever
            dispatcher()->disconnect(thread.object());
            returned = true;
        });
        QVERIFY(returned);
    }

    void interruptEndsALoop()
    {
        EpollThread thread;
        QAbstractEventDispatcher *its = nullptr;
        QSemaphore waiting;
        bool result = true;
        thread.run([&] { its = dispatcher(); });
        QSemaphore done;
        QMetaObject::invokeMethod(
            thread.object(),
            [&] {
                QObject::connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, thread.object(),
                                 [&] { dispatcher()->interrupt(); });
                result = dispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
                dispatcher()->disconnect(thread.object());
                done.release();
            },
            Qt::QueuedConnection);
        QVERIFY(done.tryAcquire(1, patience));
        QCOMPARE(result, false);
    }

    void anInterruptFromAnotherThreadEndsAWait()
    {
        EpollThread thread;
        QAbstractEventDispatcher *its = nullptr;
        thread.run([&] { its = dispatcher(); });
        QSemaphore waiting, done;
        bool result = true;
        QMetaObject::invokeMethod(
            thread.object(),
            [&] {
                QObject::connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, thread.object(),
                                 [&] { waiting.release(); });
                result = dispatcher()->processEvents(QEventLoop::WaitForMoreEvents); // nothing else ends it
                dispatcher()->disconnect(thread.object());
                done.release();
            },
            Qt::QueuedConnection);
        QVERIFY(waiting.tryAcquire(1, patience));
        its->interrupt();
        QVERIFY(done.tryAcquire(1, patience));
        // What an interrupt ended is over: the next turn is an ordinary one.
        int fired = 0;
        thread.run([&] {
            QTimer::singleShot(0, thread.object(), [&] { ++fired; });
            turnUntil([&] { return fired == 1; });
        });
        QCOMPARE(fired, 1);
    }

    void aTimerThatIsStartedAnewCountsFromThen()
    {
        EpollThread thread;
        int remaining = 0, afterRestart = 0, due = -1;
        thread.run([&] {
            QTimer timer;
            timer.setTimerType(Qt::PreciseTimer);
            timer.start(5000);
            remaining = dispatcher()->remainingTime(timer.timerId());
            timer.start(60'000);
            afterRestart = dispatcher()->remainingTime(timer.timerId());
            timer.start(0);
            due = dispatcher()->remainingTime(timer.timerId());
        });
        QVERIFY(remaining > 0 && remaining <= 5000);
        QVERIFY(afterRestart > 50'000 && afterRestart <= 60'000);
        QCOMPARE(due, 0);
    }

    void saysAwakeAndAboutToBlock()
    {
        EpollThread thread;
        int awake = 0, block = 0;
        thread.run([&] {
            QObject::connect(dispatcher(), &QAbstractEventDispatcher::awake, thread.object(),
                             [&] { ++awake; });
            QObject::connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, thread.object(),
                             [&] { ++block; });
            dispatcher()->processEvents(QEventLoop::AllEvents); // does not wait
            const int blockedWithoutWaiting = block;
            QTimer::singleShot(100, thread.object(), [] {}); // not due before it waits
            dispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
            block -= blockedWithoutWaiting * 100; // shows, if it was said when it did not wait
            dispatcher()->disconnect(thread.object());
        });
        QVERIFY(awake >= 2);
        QCOMPARE(block, 1);
    }

    void nothingToDoIsSaidAsFalse()
    {
        EpollThread thread;
        bool result = true;
        thread.run([&] {
            dispatcher()->processEvents(QEventLoop::AllEvents); // whatever is left from the start
            result = dispatcher()->processEvents(QEventLoop::AllEvents);
        });
        QCOMPARE(result, false);
    }

    void nestedLoopsRunAndEnd()
    {
        EpollThread thread;
        QList<int> order;
        thread.run([&] {
            QEventLoop outer;
            QTimer::singleShot(0, &outer, [&] {
                QEventLoop inner;
                QTimer::singleShot(1, &inner, [&] {
                    order.append(1);
                    inner.quit();
                });
                inner.exec();
                order.append(2);
                outer.quit();
            });
            outer.exec();
            order.append(3);
        });
        QCOMPARE(order, (QList<int>{1, 2, 3}));
    }

    void deleteLaterDeletes()
    {
        EpollThread thread;
        QSemaphore deleted;
        QMetaObject::invokeMethod(
            thread.object(),
            [&] {
                auto *object = new QObject;
                QObject::connect(
                    object, &QObject::destroyed, object, [&] { deleted.release(); }, Qt::DirectConnection);
                object->deleteLater();
            },
            Qt::QueuedConnection);
        QVERIFY(deleted.tryAcquire(1, patience));
    }

    void timersFireInTheOrderInWhichTheyAreDue()
    {
        EpollThread thread;
        QList<int> order;
        bool ended = false;
        thread.run([&] {
            QObject context;
            for (const int ms : {300, 100, 200, 0}) { // further apart than one is started after the other
                QTimer::singleShot(ms, Qt::PreciseTimer, &context, [&order, ms] { order.append(ms); });
            }
            ended = turnUntil([&] { return order.size() == 4; });
        });
        QVERIFY(ended);
        QCOMPARE(order, (QList<int>{0, 100, 200, 300}));
    }

    void timersAreNeverEarlyBeyondTheirKind_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("interval");
        QTest::addColumn<int>("earliest");
        QTest::newRow("precise") << int(Qt::PreciseTimer) << 40 << 40;
        QTest::newRow("coarse, 5 %") << int(Qt::CoarseTimer) << 100 << 95;
        QTest::newRow("very coarse, half a second") << int(Qt::VeryCoarseTimer) << 1000 << 500;
    }
    void timersAreNeverEarlyBeyondTheirKind()
    {
        QFETCH(int, type);
        QFETCH(int, interval);
        QFETCH(int, earliest);
        EpollThread thread;
        qint64 took = -1;
        thread.run([&] {
            QElapsedTimer watch;
            watch.start();
            bool fired = false;
            QTimer timer;
            timer.setTimerType(Qt::TimerType(type));
            timer.setSingleShot(true);
            QObject::connect(&timer, &QTimer::timeout, &timer, [&] { fired = true; });
            timer.start(interval);
            if (turnUntil([&] { return fired; }))
                took = watch.elapsed();
        });
        QVERIFY2(took >= earliest, qPrintable(QString::number(took)));
    }

    void aZeroTimerFiresOnceATurnAndStarvesNobody()
    {
        EpollThread thread;
        int zeros = 0, afterOneTurn = 0;
        bool otherFired = false;
        thread.run([&] {
            QTimer zero;
            QObject::connect(&zero, &QTimer::timeout, &zero, [&] { ++zeros; });
            zero.start(0);
            dispatcher()->processEvents(QEventLoop::AllEvents);
            afterOneTurn = zeros;
            QTimer::singleShot(5, &zero, [&] { otherFired = true; });
            turnUntil([&] { return otherFired; });
        });
        QCOMPARE(afterOneTurn, 1);
        QVERIFY(otherFired);
    }

    void aTimerDoesNotFireInsideItsOwnHandler()
    {
        EpollThread thread;
        int depth = 0, deepest = 0, fired = 0;
        thread.run([&] {
            QTimer timer;
            QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
                deepest = std::max(deepest, ++depth);
                ++fired;
                QEventLoop inner;
                QTimer::singleShot(5, &inner, &QEventLoop::quit);
                inner.exec();
                --depth;
            });
            timer.start(1);
            turnUntil([&] { return fired == 3; });
        });
        QCOMPARE(deepest, 1);
        QCOMPARE(fired, 3);
    }

    void aTimerMayBeStoppedOrDeletedByAnyHandler()
    {
        EpollThread thread;
        int victimFired = 0, selfFired = 0;
        thread.run([&] {
            auto victim = std::make_unique<QTimer>();
            QObject::connect(victim.get(), &QTimer::timeout, victim.get(), [&] { ++victimFired; });
            QTimer killer;
            killer.setTimerType(Qt::PreciseTimer);
            victim->setTimerType(Qt::PreciseTimer);
            QObject::connect(&killer, &QTimer::timeout, &killer, [&] {
                victim.reset();
                ++selfFired;
                killer.stop();
            });
            killer.start(2);
            victim->start(2); // due in the same turn, after the killer
            bool done = false;
            QTimer::singleShot(20, Qt::PreciseTimer, &killer, [&] { done = true; });
            turnUntil([&] { return done; });
        });
        QCOMPARE(selfFired, 1);
        QCOMPARE(victimFired, 0);
    }

    void registeredTimersAndRemainingTimeTellTheTruth()
    {
        EpollThread thread;
        QList<QAbstractEventDispatcher::TimerInfo> infos;
        int remaining = 0, unknown = 0, afterKill = 0;
        bool killedTwice = true, killedAll = false, killedNone = true;
        thread.run([&] {
            QObject object;
            const int first = object.startTimer(5000, Qt::PreciseTimer);
            object.startTimer(7000, Qt::VeryCoarseTimer);
            infos = dispatcher()->registeredTimers(&object);
            remaining = dispatcher()->remainingTime(first);
            unknown = dispatcher()->remainingTime(999'999);
            object.killTimer(first);
            afterKill = int(dispatcher()->registeredTimers(&object).size());
            killedTwice = dispatcher()->unregisterTimer(first);
            killedAll = dispatcher()->unregisterTimers(&object);
            killedNone = dispatcher()->unregisterTimers(&object);
        });
        QCOMPARE(infos.size(), 2);
        std::sort(infos.begin(), infos.end(), [](auto &a, auto &b) { return a.interval < b.interval; });
        QCOMPARE(infos[0].interval, 5000);
        QCOMPARE(infos[0].timerType, Qt::PreciseTimer);
        QCOMPARE(infos[1].timerType, Qt::VeryCoarseTimer);
        QVERIFY(remaining > 0 && remaining <= 5000);
        QCOMPARE(unknown, -1);
        QCOMPARE(afterKill, 1);
        QCOMPARE(killedTwice, false);
        QCOMPARE(killedAll, true);
        QCOMPARE(killedNone, false);
    }

    void aReadNotifierFiresForAsLongAsThereIsSomethingToRead()
    {
        EpollThread thread;
        int fired = 0, afterReading = -1;
        thread.run([&] {
            SocketPair pair;
            QSocketNotifier reader(pair.fds[0], QSocketNotifier::Read);
            QObject::connect(&reader, &QSocketNotifier::activated, &reader, [&] { ++fired; });
            pair.say();
            turnUntil([&] { return fired == 3; }); // level-triggered: nobody read
            pair.hear();
            dispatcher()->processEvents(QEventLoop::AllEvents);
            afterReading = fired;
        });
        QCOMPARE(fired, 3);
        QCOMPARE(afterReading, 3);
    }

    void notifiersOfAllTypesOnOneDescriptor()
    {
        EpollThread thread;
        int reads = 0, writes = 0, writesWhileOff = -1;
        thread.run([&] {
            SocketPair pair;
            QSocketNotifier reader(pair.fds[0], QSocketNotifier::Read);
            QSocketNotifier writer(pair.fds[0], QSocketNotifier::Write);
            QSocketNotifier exception(pair.fds[0], QSocketNotifier::Exception);
            QObject::connect(&reader, &QSocketNotifier::activated, &reader, [&] {
                ++reads;
                pair.hear();
            });
            QObject::connect(&writer, &QSocketNotifier::activated, &writer, [&] { ++writes; });
            turnUntil([&] { return writes > 0; });
            writer.setEnabled(false);
            const int before = writes;
            pair.say();
            turnUntil([&] { return reads == 1; });
            writesWhileOff = writes - before;
            writer.setEnabled(true);
            turnUntil([&] { return writes > before; });
        });
        QCOMPARE(reads, 1);
        QCOMPARE(writesWhileOff, 0);
        QVERIFY(writes >= 2);
    }

    void aHangUpWakesTheReader()
    {
        EpollThread thread;
        int fired = 0;
        thread.run([&] {
            SocketPair pair;
            QSocketNotifier reader(pair.fds[0], QSocketNotifier::Read);
            QObject::connect(&reader, &QSocketNotifier::activated, &reader, [&] {
                ++fired;
                reader.setEnabled(false);
            });
            pair.closeOne(1);
            turnUntil([&] { return fired > 0; });
            dispatcher()->processEvents(QEventLoop::AllEvents);
        });
        QCOMPARE(fired, 1);
    }

    void aHandlerMayDeleteTheOtherNotifiersThatAreReady()
    {
        EpollThread thread;
        int fired = 0;
        thread.run([&] {
            std::vector<std::unique_ptr<SocketPair>> pairs;
            std::vector<std::unique_ptr<QSocketNotifier>> readers;
            for (int i = 0; i < 20; ++i) {
                pairs.push_back(std::make_unique<SocketPair>());
                readers.push_back(
                    std::make_unique<QSocketNotifier>(pairs.back()->fds[0], QSocketNotifier::Read));
                QSocketNotifier *self = readers.back().get();
                QObject::connect(self, &QSocketNotifier::activated, thread.object(), [&, self] {
                    ++fired;
                    for (auto &reader : readers) {
                        if (reader.get() != self)
                            reader.reset();
                    }
                    self->setEnabled(false);
                });
                pairs.back()->say();
            }
            dispatcher()->processEvents(QEventLoop::AllEvents);
            dispatcher()->processEvents(QEventLoop::AllEvents);
        });
        QCOMPARE(fired, 1);
    }

    void aDescriptorThatIsClosedAndReusedInOneTurnIsWatchedAnew()
    {
        EpollThread thread;
        bool sameNumber = false, heard = false;
        thread.run([&] {
            SocketPair first;
            const int number = first.fds[0];
            auto reader = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
            dispatcher()->processEvents(QEventLoop::AllEvents); // the kernel knows it now
            reader.reset();
            first.closeOne(0);
            SocketPair second; // takes the lowest free number
            sameNumber = second.fds[0] == number;
            QSocketNotifier again(second.fds[0], QSocketNotifier::Read);
            QObject::connect(&again, &QSocketNotifier::activated, &again, [&] { heard = second.hear(); });
            second.say();
            turnUntil([&] { return heard; });
        });
        QVERIFY(sameNumber);
        QVERIFY(heard);
    }

    void aRegularFileIsAlwaysReady()
    {
        EpollThread thread;
        int fired = 0;
        thread.run([&] {
            QTemporaryFile file;
            if (!file.open())
                return;
            QSocketNotifier reader(file.handle(), QSocketNotifier::Read);
            QObject::connect(&reader, &QSocketNotifier::activated, &reader, [&] { ++fired; });
            turnUntil([&] { return fired == 2; });
            reader.setEnabled(false);
            dispatcher()->processEvents(QEventLoop::AllEvents);
        });
        QCOMPARE(fired, 2);
    }

    void excludedSocketsStayQuietAndDoNotEndAWait()
    {
        EpollThread thread;
        int fired = 0, whileExcluded = -1, turns = 0;
        thread.run([&] {
            SocketPair pair;
            QSocketNotifier reader(pair.fds[0], QSocketNotifier::Read);
            QObject::connect(&reader, &QSocketNotifier::activated, &reader, [&] {
                ++fired;
                pair.hear();
            });
            pair.say();
            bool late = false;
            QTimer::singleShot(20, Qt::PreciseTimer, &reader, [&] { late = true; });
            while (!late) {
                dispatcher()->processEvents(QEventLoop::WaitForMoreEvents
                                            | QEventLoop::ExcludeSocketNotifiers);
                ++turns;
            }
            whileExcluded = fired;
            turnUntil([&] { return fired == 1; });
        });
        QCOMPARE(whileExcluded, 0);
        QCOMPARE(fired, 1);
        QVERIFY2(turns < 10, "it must wait, not spin");
    }

    void excludedTimersStayQuiet()
    {
        EpollThread thread;
        int fired = 0, whileExcluded = -1;
        thread.run([&] {
            QTimer timer;
            QObject::connect(&timer, &QTimer::timeout, &timer, [&] { ++fired; });
            timer.start(0);
            dispatcher()->processEvents(QEventLoop::X11ExcludeTimers);
            whileExcluded = fired;
            dispatcher()->processEvents(QEventLoop::AllEvents);
        });
        QCOMPARE(whileExcluded, 0);
        QCOMPARE(fired, 1);
    }

    void fiveHundredRealConnectionsEcho()
    {
        EpollThread thread;
        constexpr int connections = 500;
        int echoed = 0;
        thread.run([&] {
            QTcpServer server;
            QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
                while (QTcpSocket *peer = server.nextPendingConnection()) {
                    QObject::connect(peer, &QTcpSocket::readyRead, peer,
                                     [peer] { peer->write(peer->readAll()); });
                    QObject::connect(peer, &QTcpSocket::disconnected, peer, &QObject::deleteLater);
                }
            });
            if (!server.listen(QHostAddress::LocalHost))
                return;
            std::vector<std::unique_ptr<QTcpSocket>> clients;
            for (int i = 0; i < connections; ++i) {
                clients.push_back(std::make_unique<QTcpSocket>());
                QTcpSocket *client = clients.back().get();
                QObject::connect(client, &QTcpSocket::connected, client,
                                 [client] { client->write("hello"); });
                QObject::connect(client, &QTcpSocket::readyRead, client, [&, client] {
                    if (client->bytesAvailable() == 5)
                        ++echoed;
                });
                client->connectToHost(QHostAddress::LocalHost, server.serverPort());
                if (i % 20 == 19) // stay within the listen backlog
                    turnUntil([&] { return echoed == i + 1; });
            }
        });
        QCOMPARE(echoed, connections);
    }
};

QTEST_GUILESS_MAIN(TestEpollDispatcher)
#include "tst_epolldispatcher.moc"
