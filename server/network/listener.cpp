#include "server/network/listener.h"

#include "server/network/log.h"

#include <utility>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#elif defined(Q_OS_WIN)
#include <winsock2.h>
#endif

namespace courtyard {

Listener::Listener(const Bounds &bounds, QObject *parent) : QTcpServer(parent)
{
    setListenBacklogSize(bounds.backlog);
    m_retry.setSingleShot(true);
    m_retry.setInterval(bounds.acceptRetry);
    connect(&m_retry, &QTimer::timeout, this, &QTcpServer::resumeAccepting);
    // QTcpServer has paused itself when this comes, and would stay so.
    connect(this, &QTcpServer::acceptError, this, [this] {
        if (m_retry.isActive())
            return;
        if (!std::exchange(m_exhausted, true))
            qCWarning(logNetwork, "exhausted port=%d why=\"%s\"", serverPort(), qPrintable(errorString()));
        m_retry.start();
    });
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
    return true;
}

void Listener::incomingConnection(qintptr descriptor)
{
    m_exhausted = false;
    Q_EMIT accepted(descriptor);
}

void closeDescriptor(qintptr descriptor)
{
#ifdef Q_OS_WIN
    ::closesocket(SOCKET(descriptor));
#else
    ::close(int(descriptor));
#endif
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
