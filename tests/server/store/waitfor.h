// Waits for a condition without polling: each turn of the event loop that something woke is a chance to look.
#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

namespace courtyard::test {

template <typename Condition>
bool waitFor(Condition isTrue, int ms = 60'000)
{
    const QDeadlineTimer deadline(ms);
    QTimer wakeUp; // so that the wait ends
    wakeUp.setSingleShot(true);
    wakeUp.start(ms);
    while (!isTrue()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace courtyard::test
