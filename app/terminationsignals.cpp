#include "app/terminationsignals.h"

#ifdef Q_OS_WIN
#include <QMetaObject>
#include <windows.h>
#else
#include <QSocketNotifier>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace courtyard {

// A signal handler has no context of its own, so what it needs stands here: the only globals of this program.
#ifdef Q_OS_WIN

namespace {
QObject *target = nullptr;

BOOL WINAPI onConsole(DWORD)
{
    if (target)
        QMetaObject::invokeMethod(static_cast<TerminationSignals *>(target), &TerminationSignals::asked,
                                  Qt::QueuedConnection);
    return TRUE;
}
} // namespace

TerminationSignals::TerminationSignals(QObject *parent) : QObject(parent)
{
    target = this;
    SetConsoleCtrlHandler(onConsole, TRUE);
}

TerminationSignals::~TerminationSignals()
{
    SetConsoleCtrlHandler(onConsole, FALSE);
    target = nullptr;
}

#else

namespace {
int ends[2] = {-1, -1}; // written to by the handler, read by the event loop

void onSignal(int)
{
    const char byte = 1;
    // Of what may be called in a handler, this is all that we need (signal-safety(7)).
    [[maybe_unused]] const ssize_t written = ::write(ends[0], &byte, 1);
}
} // namespace

TerminationSignals::TerminationSignals(QObject *parent) : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return; // the default stays: the process ends without an orderly close, and loses nothing that was
                // answered
    auto *notifier = new QSocketNotifier(ends[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const ssize_t got = ::read(ends[1], &byte, 1);
        Q_EMIT asked();
    });
    struct sigaction action { };
    action.sa_handler = onSignal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = int(SA_RESTART | SA_RESETHAND); // the second one kills
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

TerminationSignals::~TerminationSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    for (int &end : ends) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

#endif

} // namespace courtyard
