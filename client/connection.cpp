#include "client/connection.h"

#include <QNetworkProxy>
#include <QWebSocketHandshakeOptions>

namespace courtyard {

using namespace Qt::StringLiterals;

Connection::Connection(const SessionTiming &timing, QObject *parent) : QObject(parent), m_timing(timing)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setMaxAllowedIncomingFrameSize(bounds::frameBytes);
    m_socket.setMaxAllowedIncomingMessageSize(bounds::frameBytes);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &Connection::giveUp);
    connect(&m_beat, &QTimer::timeout, this, &Connection::tick);
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_deadline.stop();
        m_open = true;
        Q_EMIT opened();
    });
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        m_silent = 0;
        Q_EMIT received(text.toUtf8());
    });
    connect(&m_socket, &QWebSocket::disconnected, this, &Connection::giveUp);
    // A failed handshake says so and leaves the socket open (RELIABILITY 18).
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&m_socket, &QWebSocket::errorOccurred, this, &Connection::giveUp);
#else
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &Connection::giveUp);
#endif
}

Connection::~Connection()
{
    hangUp();
}

void Connection::hangUp()
{
    m_over = true;
    m_open = false;
    m_deadline.stop();
    m_beat.stop();
    disconnect(&m_socket, nullptr, this, nullptr);
    m_socket.abort();
}

void Connection::open(const QUrl &url)
{
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"courtyard.v1"_s});
    m_deadline.start(m_timing.handshake);
    m_socket.open(url, options);
}

void Connection::send(const QByteArray &text)
{
    if (m_open && !m_over)
        m_socket.sendTextMessage(QString::fromUtf8(text));
}

void Connection::watch()
{
    m_silent = 0;
    m_beat.start(m_timing.ping);
    Q_EMIT pingWanted();
}

void Connection::tick()
{
    if (++m_silent >= 2) {
        giveUp();
        return;
    }
    Q_EMIT pingWanted();
}

void Connection::giveUp()
{
    if (m_over)
        return;
    m_over = true;
    m_open = false;
    m_deadline.stop();
    m_beat.stop();
    Q_EMIT lost();
}

} // namespace courtyard
