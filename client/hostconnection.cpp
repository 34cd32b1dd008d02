#include "client/hostconnection.h"

#include <QNetworkProxy>
#include <QWebSocketHandshakeOptions>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace courtyard {

using namespace Qt::StringLiterals;

HostConnection::HostConnection(const SessionTiming &timing, QObject *parent)
    : QObject(parent), m_timing(timing)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setMaxAllowedIncomingFrameSize(bounds::frameBytes);
    m_socket.setMaxAllowedIncomingMessageSize(bounds::frameBytes);
    m_deadline.setSingleShot(true);
    const auto closed = [this] { giveUp(m_open ? Loss::Closed : Loss::NeverOpened); };
    connect(&m_deadline, &QTimer::timeout, this, closed);
    connect(&m_beat, &QTimer::timeout, this, &HostConnection::tick);
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_deadline.stop();
        m_open = true;
        boundSystemQueue();
        Q_EMIT opened();
    });
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        m_silent = 0;
        Q_EMIT received(text.toUtf8());
    });
    connect(&m_socket, &QWebSocket::bytesWritten, this, &HostConnection::written);
    connect(&m_socket, &QWebSocket::disconnected, this, closed);
    // A failed handshake says so and leaves the socket open (RELIABILITY 18).
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&m_socket, &QWebSocket::errorOccurred, this, closed);
#else
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, closed);
#endif
}

HostConnection::~HostConnection()
{
    hangUp();
}

void HostConnection::hangUp()
{
    m_over = true;
    m_open = false;
    m_deadline.stop();
    m_beat.stop();
    disconnect(&m_socket, nullptr, this, nullptr);
    m_socket.abort();
}

void HostConnection::open(const QUrl &url)
{
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"courtyard.v1"_s});
    m_deadline.start(m_timing.handshake);
    m_socket.open(url, options);
}

void HostConnection::send(const QByteArray &text)
{
    if (m_open && !m_over)
        m_socket.sendTextMessage(QString::fromUtf8(text));
}

void HostConnection::sendBinary(const QByteArray &frame)
{
    if (m_open && !m_over)
        m_socket.sendBinaryMessage(frame);
}

/// A system may queue megabytes of an upload, and a message would stand behind them all. What is under way on
/// the network does not count, so this costs no speed (tcp(7), TCP_NOTSENT_LOWAT).
void HostConnection::boundSystemQueue()
{
#ifdef TCP_NOTSENT_LOWAT
    const auto *socket = m_socket.findChild<QAbstractSocket *>();
    const int descriptor = socket ? int(socket->socketDescriptor()) : -1;
    const int bytes = int(bounds::uploadStanding / 4);
    if (descriptor >= 0)
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &bytes, sizeof bytes);
#endif
}

void HostConnection::watch()
{
    m_silent = 0;
    m_beat.start(m_timing.ping);
    Q_EMIT pingWanted();
}

void HostConnection::tick()
{
    if (++m_silent >= 2) {
        giveUp(Loss::Silent);
        return;
    }
    Q_EMIT pingWanted();
}

void HostConnection::giveUp(Loss why)
{
    if (m_over)
        return;
    m_over = true;
    m_open = false;
    m_deadline.stop();
    m_beat.stop();
    Q_EMIT lost(why);
}

} // namespace courtyard
