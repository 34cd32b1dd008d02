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
    m_socket.setSslConfiguration(tlsToHosts());
    const auto closed = [this] { giveUp(lossNow()); };
    connect(&m_deadline, &QTimer::timeout, this, [this] { giveUp(Loss::NeverOpened); });
    connect(&m_beat, &QTimer::timeout, this, &HostConnection::tick);
    connect(&m_socket, &QWebSocket::sslErrors, this, &HostConnection::askForAdmission);
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        if (!m_admitted) { // never so far: without authorities every certificate is an error
            giveUp(Loss::Stranger);
            m_socket.abort();
            return;
        }
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

void HostConnection::open(const QUrl &url, Admits admits)
{
    m_admits = std::move(admits);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"courtyard.v1"_s});
    m_deadline.start(m_timing.handshake);
    m_socket.open(url, options);
    m_tls = m_socket.findChild<QSslSocket *>();
    if (!m_tls)
        return;
    m_reached = m_tls->state() == QAbstractSocket::ConnectedState;
    connect(m_tls, &QAbstractSocket::connected, this, [this] { m_reached = true; });
}

/// Of the certificates that came, only the first is one whose key the other side has shown to have; an error
/// may be about any of them.
void HostConnection::askForAdmission()
{
    const auto *tls = m_socket.findChild<QSslSocket *>();
    m_key = tls ? hostKeyOf(tls->peerCertificate()) : HostKey();
    m_admitted = !m_key.isEmpty() && m_admits(m_key);
    if (m_admitted)
        m_socket.ignoreSslErrors(); // the handshake ends well; else it ends here
}

HostConnection::Loss HostConnection::lossNow() const
{
    if (m_open)
        return Loss::Closed;
    if (m_admitted)
        return Loss::NotAHost;
    if (!m_key.isEmpty())
        return Loss::Stranger;
    return m_reached ? Loss::NotEncrypted : Loss::NeverOpened;
}

qint64 HostConnection::standing() const
{
    // What is encrypted already waits in another buffer (RELIABILITY 6).
    return m_tls ? m_tls->bytesToWrite() + m_tls->encryptedBytesToWrite() : 0;
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
    const int descriptor = m_tls ? int(m_tls->socketDescriptor()) : -1;
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
