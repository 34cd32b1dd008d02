// Two clients for tests: one that sends the very bytes that it is given, and one that speaks the protocol.
// With COURTYARD_TEST_TLS in the environment both do so over TLS: what a host must survive, it must survive
// there as well.
#pragma once

#include "server/host.h"
#include "server/network/bounds.h"
#include "tests/support/patience.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWebSocket>
#include <QtEndian>

#include <memory>
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace courtyard::test {

inline bool isOverTls()
{
    return qEnvironmentVariableIsSet("COURTYARD_TEST_TLS");
}

/// For what comes true by itself: the machine may be busy, and may stand still for a while. Less than patient
/// bounds allow, so that these are never what ended a wait.
inline constexpr int patience = 50'000; // ms

/// Bounds under which nothing ends but by what is being tried.
inline Bounds patientBounds()
{
    Bounds bounds;
    bounds.arrival = bounds.idleAfterAnswer = std::chrono::minutes(1);
    bounds.pingEvery = std::chrono::minutes(10);
    return bounds;
}

/// Of a host on a free port of this machine alone, without a code.
inline HostConfig localHost(const QString &folder)
{
    HostConfig config;
    config.name = QStringLiteral("Test place");
    config.port = 0;
    config.bind = {QHostAddress::LocalHost};
    config.code.kind = CodePolicy::Kind::None;
    config.dataFolder = folder;
    return config;
}

/// A host on a free port, in a folder of its own, that tests start and stop.
class RunningHost {
public:
    explicit RunningHost(Bounds bounds = {}, std::function<void(HostConfig &)> change = {})
        : m_bounds(bounds), m_change(std::move(change))
    { }

    /// False where it did not listen in time; failure() says why.
    bool start()
    {
        HostConfig config = localHost(m_folder.path());
        if (m_change)
            m_change(config);
        m_host = std::make_unique<Host>(config, m_bounds);
        m_failure.reset();
        QObject::connect(m_host.get(), &Host::failed, m_host.get(),
                         [this](const HostFailure &failure) { m_failure = failure; });
        QSignalSpy listening(m_host.get(), &Host::listening);
        m_host->start();
        return QTest::qWaitFor([&] { return !listening.isEmpty() || m_failure; }, patience) && !m_failure;
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
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] {
            if (reading)
                received += socket.readAll();
        });
        const auto note = [this] { m_wasThere = !isEncrypted || socket.isEncrypted(); };
        QObject::connect(&socket, &QTcpSocket::connected, &socket, note);
        QObject::connect(&socket, &QSslSocket::encrypted, &socket, note);
    }
    bool connectTo(quint16 port)
    {
        const QString address = QHostAddress(QHostAddress::LocalHost).toString();
        m_wasThere = false;
        if (isEncrypted)
            socket.connectToHostEncrypted(address, port);
        else
            socket.connectToHost(address, port);
        // It may have been there and closed again, where this thread stood still meanwhile.
        return QTest::qWaitFor([&] { return m_wasThere || isClosed(); }, patience) && m_wasThere;
    }
    void send(const QByteArray &bytes) { socket.write(bytes); }
    bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    bool waitForClose()
    {
        return QTest::qWaitFor([this] { return isClosed(); }, patience);
    }
    bool waitFor(const QByteArray &part)
    {
        return QTest::qWaitFor([&] { return received.contains(part); }, patience);
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
    /// As a member of the lobby.
    bool comeIn(quint16 port, const QByteArray &name)
    {
        if (!upgrade(port))
            return false;
        send(textFrame("{\"type\":\"hello\",\"protocol\":1,\"beat\":0,\"id\":1,\"name\":\"" + name + "\"}"));
        send(textFrame("{\"type\":\"join\",\"room\":\"lobby\",\"id\":2}"));
        return waitFor("\"welcome\"") && waitFor("\"re\":2");
    }
    /// What came in text frames since the upgrade, as far as they are whole.
    QList<QJsonObject> messages() const
    {
        QList<QJsonObject> messages;
        for (const Frame &frame : frames()) {
            if (frame.opcode == 1)
                messages.append(QJsonDocument::fromJson(frame.payload).object());
        }
        return messages;
    }
    struct Frame {
        int opcode = 0;
        QByteArray payload;
    };
    QList<Frame> frames() const
    {
        QList<Frame> frames;
        for (qsizetype at = 0; at + 2 <= received.size();) {
            quint64 size = quint64(received[at + 1] & 0x7f);
            qsizetype payload = at + 2 + (size == 126 ? 2 : size == 127 ? 8 : 0);
            if (payload > received.size())
                break;
            if (size == 126)
                size = qFromBigEndian<quint16>(received.constData() + at + 2);
            else if (size == 127)
                size = qFromBigEndian<quint64>(received.constData() + at + 2);
            if (payload + qsizetype(size) > received.size())
                break;
            frames.append({received[at] & 0x0f, received.mid(payload, qsizetype(size))});
            at = payload + qsizetype(size);
        }
        return frames;
    }
    /// The code of the close frame that was received; 0: none came.
    int closeCode() const
    {
        for (const Frame &frame : frames()) {
            if (frame.opcode == 8 && frame.payload.size() >= 2)
                return qFromBigEndian<quint16>(frame.payload.constData());
        }
        return 0;
    }

    QSslSocket socket;
    QByteArray received;
    bool reading = true;
    bool isEncrypted = isOverTls();

private:
    bool m_wasThere = false; // since connectTo()
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
        QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
        trusting.setPeerVerifyMode(QSslSocket::VerifyNone);
        web.setSslConfiguration(trusting);
        const QString scheme = isEncrypted ? QStringLiteral("wss") : QStringLiteral("ws");
        web.open(QUrl(QStringLiteral("%1://127.0.0.1:%2/ws").arg(scheme).arg(port)));
        (void)QTest::qWaitFor(
            [this] {
                return web.state() == QAbstractSocket::ConnectedState || isClosed
                    || web.error() != QAbstractSocket::UnknownSocketError;
            },
            patience);
        return web.state() == QAbstractSocket::ConnectedState;
    }
    void send(const QJsonObject &message)
    {
        web.sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
    }
    /// Sends it with a number of its own; the reply, or an empty object where none comes.
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
            patience);
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
    QJsonObject post(const QString &text) { return ask(messageOf(text)); }
    /// The answer to the last of them; the others are not waited for.
    QJsonObject postMany(const QString &text, int count)
    {
        for (int i = 1; i < count; ++i) {
            QJsonObject message = messageOf(text);
            message[QLatin1StringView("id")] = ++m_lastId;
            send(message);
        }
        return post(text);
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
    bool isEncrypted = isOverTls();
    QString token;
    QJsonObject lobby; // the reply to `join`
    bool isClosed = false;

private:
    QJsonObject messageOf(const QString &text) const
    {
        return {{QStringLiteral("type"), QStringLiteral("post")},
                {QStringLiteral("room"), QStringLiteral("lobby")},
                {QStringLiteral("key"), QStringLiteral("k%1").arg(m_lastId)},
                {QStringLiteral("text"), text}};
    }

    int m_lastId = 0;
};

/// Somebody who only wants to talk, and notices when that does not go as always. A ping every few ms; each
/// must be answered, and not only when an attack is over.
class Bystander {
public:
    explicit Bystander(quint16 port)
    {
        m_isThere = member.join(port, QStringLiteral("Bystander"));
        QObject::connect(&m_timer, &QTimer::timeout, &member.web, [this] {
            if (m_asked > m_answered)
                return; // one at a time
            ++m_asked;
            m_watch.start();
            member.send({{QStringLiteral("type"), QStringLiteral("ping")},
                         {QStringLiteral("id"), firstId + m_asked},
                         {QStringLiteral("t"), 1}});
        });
        QObject::connect(&member.web, &QWebSocket::textMessageReceived, &member.web,
                         [this](const QString &text) {
                             if (!text.contains(QStringLiteral("\"re\":%1,").arg(firstId + m_asked)))
                                 return;
                             m_answered = m_asked;
                             m_slowest = qMax(m_slowest, m_watch.elapsed());
                         });
        m_timer.start(10);
    }
    /// Still there, still answered, and never held up for long.
    bool isUndisturbed()
    {
        const int asked = m_asked;
        return m_isThere && QTest::qWaitFor([&] { return m_answered > asked; }, patience)
            && m_slowest <= heldUpMs && !member.isClosed;
    }
    /// Says nothing more.
    void rest() { m_timer.stop(); }
    qint64 slowestMs() const { return m_slowest; }

    Member member;

private:
    static constexpr int heldUpMs = 20'000; // longer than a busy machine stands still
    static constexpr int firstId = 1'000'000; // beside those of Member::ask
    QTimer m_timer;
    QElapsedTimer m_watch;
    bool m_isThere = false;
    int m_asked = 0, m_answered = 0;
    qint64 m_slowest = 0;
};

inline qint64 cpuMs()
{
#ifdef Q_OS_UNIX
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
        + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
#else
    return 0;
#endif
}

/// Of this process, the host in it: some stretch of time in which it did next to nothing.
inline bool comesToRest()
{
    QElapsedTimer stretch;
    stretch.start();
    qint64 cpu = cpuMs();
    return QTest::qWaitFor(
        [&] {
            if (stretch.elapsed() < 200)
                return false;
            const bool isIdle = cpuMs() - cpu <= 40;
            stretch.restart();
            cpu = cpuMs();
            return isIdle;
        },
        patience);
}

/// One sample of GET /metrics, by its name with labels; -1: there is none.
inline double metric(quint16 port, const QByteArray &sample)
{
    RawPeer peer;
    if (!peer.connectTo(port))
        return -1;
    peer.send("GET /metrics HTTP/1.0\r\n\r\n");
    if (!peer.waitForClose())
        return -1;
    const qsizetype at = peer.received.indexOf(QByteArray('\n' + sample + ' '));
    if (at < 0)
        return -1;
    const qsizetype start = at + sample.size() + 2;
    return peer.received.mid(start, peer.received.indexOf('\n', start) - start).toDouble();
}

inline double cuts(quint16 port, const QByteArray &reason)
{
    return metric(port, "courtyard_cut_total{reason=\"" + reason + "\"}");
}

} // namespace courtyard::test
