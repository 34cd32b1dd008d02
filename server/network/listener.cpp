#include "server/network/listener.h"

#include "server/network/log.h"

#include <QSocketNotifier>

#include <utility>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#elif defined(Q_OS_WIN)
#include <winsock2.h>
#endif

namespace courtyard {

#ifdef Q_OS_UNIX
namespace {

constexpr int acceptsInOneTurn = 256; // those who are here already get their turn as well

int acceptOne(int listening)
{
#ifdef Q_OS_LINUX
    return ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
#else
    const int descriptor = ::accept(listening, nullptr, nullptr);
    if (descriptor >= 0)
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return descriptor;
#endif
}

} // namespace
#endif

Listener::Listener(const Bounds &bounds, QObject *parent) : QTcpServer(parent)
{
    setListenBacklogSize(bounds.backlog);
    m_retry.setSingleShot(true);
    m_retry.setInterval(bounds.acceptRetry);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        if (m_ready)
            m_ready->setEnabled(true);
        else
            resumeAccepting();
    });
    // QTcpServer has paused itself when this comes, and would stay so.
    connect(this, &QTcpServer::acceptError, this, &Listener::pause);
}

bool Listener::open(const QHostAddress &address, quint16 port)
{
    if (!listen(address, port))
        return false;
#ifdef Q_OS_LINUX
    // Linux hands the option on to what is accepted: one system call less for each connection.
    const int on = 1;
    setsockopt(int(socketDescriptor()), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#endif
#ifdef Q_OS_UNIX
    // Qt 6.4 remembers the first error of a socket, which here is "nothing more to accept". Running out of
    // descriptors then looks the same, and it tries again at once and for ever. So we accept ourselves.
    pauseAccepting();
    m_ready = new QSocketNotifier(socketDescriptor(), QSocketNotifier::Read, this);
    connect(m_ready, &QSocketNotifier::activated, this, &Listener::acceptAll);
#endif
    return true;
}

void Listener::acceptAll()
{
#ifdef Q_OS_UNIX
    for (int i = 0; i < acceptsInOneTurn; ++i) {
        const int descriptor = acceptOne(int(socketDescriptor()));
        if (descriptor >= 0) {
            incomingConnection(descriptor);
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            pause();
        return; // anything else is nothing to accept, or one that left again
    }
#endif
}

void Listener::pause()
{
    if (m_retry.isActive())
        return;
    if (m_ready)
        m_ready->setEnabled(false);
    if (!std::exchange(m_exhausted, true))
        qCWarning(logNetwork, "exhausted port=%d", serverPort());
    m_retry.start();
}

void Listener::incomingConnection(qintptr descriptor)
{
    m_exhausted = false;
    Q_EMIT accepted(descriptor);
}

void raiseDescriptorLimit()
{
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
        return;
    rlimit raised = limit;
    raised.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
        return;
#ifdef Q_OS_MACOS
    raised.rlim_cur = qMin<rlim_t>(OPEN_MAX, limit.rlim_max); // more is refused there
    setrlimit(RLIMIT_NOFILE, &raised);
#endif
#endif
}

} // namespace courtyard
