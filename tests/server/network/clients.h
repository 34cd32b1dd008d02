// Two clients for tests: one that sends the very bytes that it is given, and one that speaks the protocol.
#pragma once

#include "server/host.h"
#include "server/network/bounds.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>
#include <QtEndian>

#include <memory>

namespace courtyard::test {

/// A host on a free port, in a folder of its own, that tests start and stop.
class RunningHost {
public:
    explicit RunningHost(Bounds bounds = {}, std::function<void(HostConfig &)> change = {})
        : m_bounds(bounds), m_change(std::move(change))
    { }

    /// False where it did not listen in time; failure() says why.
    bool start()
    {
        HostConfig config;
        config.name = QStringLiteral("Test place");
        config.port = 0;
        config.bind = {QHostAddress::LocalHost};
        config.code.kind = CodePolicy::Kind::None;
        config.dataFolder = m_folder.path();
        if (m_change)
            m_change(config);
        m_host = std::make_unique<Host>(config, m_bounds);
        m_failure.reset();
        QObject::connect(m_host.get(), &Host::failed, m_host.get(),
                         [this](const HostFailure &failure) { m_failure = failure; });
        QSignalSpy listening(m_host.get(), &Host::listening);
        m_host->start();
        return QTest::qWaitFor([&] { return !listening.isEmpty() || m_failure; }, 10'000) && !m_failure;
    }
    /// In order, and gone when this returns.
    void stop() { m_host.reset(); }

    Host &operator*() { return *m_host; }
    Host *operator->() { return m_host.get(); }
    quint16 port() const { return m_host->snapshot().port; }
    QString folder() const { return m_folder.path(); }
    const std::optional<HostFailure> &failure() const { return m_failure; }

private:
    QTemporaryDir m_folder;
    Bounds m_bounds;
    std::function<void(HostConfig &)> m_change;
    std::optional<HostFailure> m_failure;
    std::unique_ptr<Host> m_host;
};

/// RFC 6455 §5.2, from a client: masked. `length` announces another length than that of the payload.
inline QByteArray maskedFrame(int firstByte, const QByteArray &payload, std::optional<quint64> length = {})
{
    const quint64 size = length.value_or(quint64(payload.size()));
    QByteArray frame(1, char(firstByte));
    if (size < 126) {
        frame += char(0x80 | int(size));
    } else if (size < 65536) {
        frame += char(0x80 | 126);
        frame.resize(4);
        qToBigEndian(quint16(size), frame.data() + 2);
    } else {
        frame += char(0x80 | 127);
        frame.resize(10);
        qToBigEndian(size, frame.data() + 2);
    }
    const QByteArray mask = QByteArrayLiteral("\x12\x34\x56\x78");
    frame += mask;
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame += char(payload[i] ^ mask[i % 4]);
    return frame;
}

inline QByteArray textFrame(const QByteArray &payload)
{
    return maskedFrame(0x81, payload);
}

/// Sends what it is told and keeps what it gets.
class RawPeer {
public:
    RawPeer()
    {
        socket.setProxy(QNetworkProxy::NoProxy);
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] {
            if (reading)
                received += socket.readAll();
        });
    }
    bool connectTo(quint16 port)
    {
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        return QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::ConnectedState; });
    }
    void send(const QByteArray &bytes) { socket.write(bytes); }
    bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    bool waitForClose()
    {
        return QTest::qWaitFor([this] { return isClosed(); }, 10'000);
    }
    bool waitFor(const QByteArray &part)
    {
        return QTest::qWaitFor([&] { return received.contains(part); }, 10'000);
    }
    /// Up to the head of the 101, which it takes away.
    bool upgrade(quint16 port, const QByteArray &behindIt = {})
    {
        if (!connectTo(port))
            return false;
        send(upgradeHead(port) + behindIt);
        if (!waitFor("\r\n\r\n") || !received.startsWith("HTTP/1.1 101 "))
            return false;
        received = received.mid(received.indexOf("\r\n\r\n") + 4);
        return true;
    }
    static QByteArray upgradeHead(quint16 port, const QByteArray &more = {})
    {
        return "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + more + "\r\n";
    }
    /// The code of the close frame that was received; 0: none came.
    int closeCode() const
    {
        for (qsizetype at = 0; at + 2 <= received.size();) {
            const int opcode = received[at] & 0x0f;
            quint64 size = quint64(received[at + 1] & 0x7f);
            qsizetype payload = at + 2;
            if (size == 126) {
                size = qFromBigEndian<quint16>(received.constData() + at + 2);
                payload += 2;
            } else if (size == 127) {
                size = qFromBigEndian<quint64>(received.constData() + at + 2);
                payload += 8;
            }
            if (opcode == 8 && payload + 2 <= received.size())
                return qFromBigEndian<quint16>(received.constData() + payload);
            at = payload + qsizetype(size);
        }
        return 0;
    }

    QTcpSocket socket;
    QByteArray received;
    bool reading = true;
};

/// A member, in the words of PROTOCOL.md and without the project's own codec.
class Member {
public:
    Member()
    {
        QObject::connect(&web, &QWebSocket::textMessageReceived, &web, [this](const QString &text) {
            messages.append(QJsonDocument::fromJson(text.toUtf8()).object());
        });
        // Not every connection that is refused ends with an error.
        QObject::connect(&web, &QWebSocket::disconnected, &web, [this] { isClosed = true; });
    }
    bool connectTo(quint16 port)
    {
        QNetworkProxy none(QNetworkProxy::NoProxy);
        web.setProxy(none);
        web.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(port)));
        (void)QTest::qWaitFor(
            [this] {
                return web.state() == QAbstractSocket::ConnectedState || isClosed
                    || web.error() != QAbstractSocket::UnknownSocketError;
            },
            10'000);
        return web.state() == QAbstractSocket::ConnectedState;
    }
    void send(const QJsonObject &message)
    {
        web.sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
    }
    /// Sends it with a number of its own; the reply, or an empty object after 10 s.
    QJsonObject ask(QJsonObject message)
    {
        const int id = ++m_lastId;
        message[QLatin1StringView("id")] = id;
        send(message);
        return waitFor(
            [id](const QJsonObject &reply) { return reply[QLatin1StringView("re")].toInt() == id; });
    }
    template <typename Predicate>
    QJsonObject waitFor(Predicate wanted)
    {
        QJsonObject found;
        (void)QTest::qWaitFor(
            [&] {
                for (const QJsonObject &message : messages) {
                    if (wanted(message)) {
                        found = message;
                        return true;
                    }
                }
                return false;
            },
            10'000);
        return found;
    }
    bool join(quint16 port, const QString &name, const QString &withToken = {})
    {
        return connectTo(port) && comeIn(name, withToken);
    }
    /// Once it is connected.
    bool comeIn(const QString &name, const QString &withToken = {})
    {
        QJsonObject hello{{QStringLiteral("type"), QStringLiteral("hello")},
                          {QStringLiteral("protocol"), 1},
                          {QStringLiteral("name"), name},
                          {QStringLiteral("beat"), 0}};
        if (!withToken.isEmpty())
            hello[QLatin1StringView("token")] = withToken;
        const QJsonObject welcome = ask(hello);
        token = welcome[QLatin1StringView("token")].toString();
        lobby = ask({{QStringLiteral("type"), QStringLiteral("join")},
                     {QStringLiteral("room"), QStringLiteral("lobby")}});
        return welcome[QLatin1StringView("type")].toString() == QStringLiteral("welcome")
            && lobby[QLatin1StringView("type")].toString() == QStringLiteral("ok");
    }
    QJsonObject post(const QString &text)
    {
        return ask({{QStringLiteral("type"), QStringLiteral("post")},
                    {QStringLiteral("room"), QStringLiteral("lobby")},
                    {QStringLiteral("key"), QStringLiteral("k%1").arg(m_lastId)},
                    {QStringLiteral("text"), text}});
    }
    /// The texts of the live events so far, in the order in which they came.
    QStringList texts() const
    {
        QStringList texts;
        for (const QJsonObject &message : messages) {
            if (message[QLatin1StringView("type")].toString() == QStringLiteral("event"))
                texts.append(message[QLatin1StringView("text")].toString());
        }
        return texts;
    }

    QWebSocket web;
    QList<QJsonObject> messages;
    QString token;
    QJsonObject lobby; // the reply to `join`
    bool isClosed = false;

private:
    int m_lastId = 0;
};

} // namespace courtyard::test
