// A host that does what a test says: one room, the lobby, kept in memory, and a hook before every answer, so
// that a test can leave out, double, delay or spoil what a real host never would. Speaks JSON by hand and not
// by the codec, inside TLS with a key of its own.
#pragma once

#include "tests/support/testidentity.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>

namespace courtyard::test {

/// Hands over descriptors, so that the host makes the sockets that it wants.
class Door final : public QTcpServer {
    Q_OBJECT
public:
    using QTcpServer::QTcpServer;
Q_SIGNALS:
    void knocked(qintptr descriptor);

private:
    void incomingConnection(qintptr descriptor) override { Q_EMIT knocked(descriptor); }
};

class FakeHost final : public QObject {
    Q_OBJECT
public:
    using Hook = std::function<bool(const QJsonObject &request)>; // true: the test has answered

    explicit FakeHost(const QString &id = QStringLiteral("h_fake"),
                      const TestIdentity &own = TestIdentity::make())
        : hostId(id), identity(own), m_sockets(QStringLiteral("fake"), QWebSocketServer::NonSecureMode)
    {
        connect(&m_tcp, &Door::knocked, this, &FakeHost::accept);
        connect(&m_sockets, &QWebSocketServer::newConnection, this, &FakeHost::enter);
    }
    ~FakeHost() override { stop(); }

    bool start(quint16 port = 0) { return m_tcp.listen(QHostAddress::LocalHost, port); }
    /// Closes everything at once, as a crash does. start(port) brings it back with its log: until then the
    /// port is bound, so that no other test gets it.
    void stop()
    {
        const quint16 port = m_tcp.serverPort();
        m_tcp.close();
        cut();
        if (port == 0)
            return;
        m_kept.abort();
        m_kept.bind(QHostAddress::LocalHost, port, QAbstractSocket::ReuseAddressHint);
    }
    void cut()
    {
        const auto all = std::exchange(m_peers, {});
        for (const QPointer<QWebSocket> &peer : all) {
            if (peer)
                peer->abort();
        }
        const auto unheard = findChildren<QSslSocket *>(Qt::FindDirectChildrenOnly); // in their handshakes
        for (QSslSocket *socket : unheard)
            socket->abort();
    }
    quint16 port() const { return m_tcp.serverPort(); }

    QString hostId;
    TestIdentity identity;
    qint64 bytesInside = 0; // that came after a handshake
    QSsl::SslProtocol newestTls = QSsl::TlsV1_2OrLater; // TlsV1_2: not later
    QString log = QStringLiteral("l_1");
    QString token = QStringLiteral("secret");
    QString role = QStringLiteral("member"); // mine
    QJsonObject roomFields; // beside the usual ones of the lobby
    Hook hook;
    std::function<void(const QByteArray &frame)> binary; // pieces of uploads
    std::function<void(const QByteArray &head, QTcpSocket *socket)> http; // GET of anything but /ws
    QList<QJsonObject> events;
    QList<QJsonObject> requests; // all that came but ping
    bool silent = false; // takes, and says nothing
    bool upgrades = true; // what is asked for /ws becomes a WebSocket

    qint64 head() const { return events.isEmpty() ? 0 : events.last()[u"seq"].toInteger(); }

    QList<QJsonObject> asked(const QString &type) const
    {
        QList<QJsonObject> found;
        for (const QJsonObject &request : requests) {
            if (request[u"type"].toString() == type)
                found.append(request);
        }
        return found;
    }

    /// Appends to the log without telling anybody.
    QJsonObject store(const QString &from, const QString &text, const QString &key = {})
    {
        const qint64 seq = head() + 1;
        const QJsonObject event{
            {QStringLiteral("type"), QStringLiteral("event")},
            {QStringLiteral("room"), QStringLiteral("lobby")},
            {QStringLiteral("seq"), seq},
            {QStringLiteral("at"), 1'763'700'000'000 + seq * 1000},
            {QStringLiteral("from"), from},
            {QStringLiteral("name"), from == me ? QStringLiteral("Amina") : QStringLiteral("Ben")},
            {QStringLiteral("kind"), QStringLiteral("message")},
            {QStringLiteral("key"), key.isEmpty() ? QStringLiteral("key%1").arg(seq) : key},
            {QStringLiteral("text"), text}};
        events.append(event);
        return event;
    }
    void say(const QString &text) { send(store(ben, text)); }
    void send(const QJsonObject &message) { sendRaw(QJsonDocument(message).toJson(QJsonDocument::Compact)); }
    void sendRaw(const QByteArray &text)
    {
        for (const QPointer<QWebSocket> &peer : std::as_const(m_peers)) {
            if (peer)
                peer->sendTextMessage(QString::fromUtf8(text));
        }
    }
    void reply(const QJsonObject &request, QJsonObject fields)
    {
        fields[QStringLiteral("type")] = QStringLiteral("ok");
        fields[QStringLiteral("re")] = request[u"id"];
        send(fields);
    }
    void refuse(const QJsonObject &request, const QString &code, QJsonObject fields = {})
    {
        fields[QStringLiteral("type")] = QStringLiteral("error");
        fields[QStringLiteral("re")] = request[u"id"];
        fields[QStringLiteral("code")] = code;
        fields[QStringLiteral("text")] = code;
        send(fields);
    }
    void bye(const QString &code, QJsonObject fields = {})
    {
        fields[QStringLiteral("type")] = QStringLiteral("bye");
        fields[QStringLiteral("code")] = code;
        fields[QStringLiteral("text")] = code;
        send(fields);
        for (const QPointer<QWebSocket> &peer : std::exchange(m_peers, {})) {
            if (peer)
                peer->close();
        }
    }
    QJsonArray between(qint64 after, qint64 before, bool newest) const
    {
        QJsonArray page;
        for (const QJsonObject &event : events) {
            const qint64 seq = event[u"seq"].toInteger();
            if (seq > after && seq < before && (newest || page.size() < pageSize))
                page.append(event);
        }
        while (page.size() > pageSize)
            page.removeFirst();
        return page;
    }
    QJsonObject room() const
    {
        QJsonObject lobby{{QStringLiteral("id"), QStringLiteral("lobby")},
                          {QStringLiteral("name"), QStringLiteral("lobby")},
                          {QStringLiteral("kind"), QStringLiteral("public")},
                          {QStringLiteral("topic"), QString()},
                          {QStringLiteral("head"), head()},
                          {QStringLiteral("log"), log},
                          {QStringLiteral("people"), 2},
                          {QStringLiteral("member"), true},
                          {QStringLiteral("read"), readTo},
                          {QStringLiteral("unread"), unread}};
        for (auto field = roomFields.begin(); field != roomFields.end(); ++field)
            lobby[field.key()] = *field;
        return lobby;
    }

    static inline const QString me = QStringLiteral("m_me");
    static inline const QString ben = QStringLiteral("m_ben");
    int pageSize = 200;
    qint64 readTo = 0;
    int unread = 0;

    void answer(const QJsonObject &request)
    {
        const QString type = request[u"type"].toString();
        if (type == u"hello")
            welcome(request);
        else if (type == u"join")
            join(request);
        else if (type == u"history")
            history(request);
        else if (type == u"post")
            post(request);
        else if (type == u"ping")
            send({{QStringLiteral("type"), QStringLiteral("pong")},
                  {QStringLiteral("re"), request[u"id"]},
                  {QStringLiteral("t"), request[u"t"]},
                  {QStringLiteral("time"), qint64(1'763'700'000'000)}});
        else
            reply(request, {});
    }

private:
    void accept(qintptr descriptor)
    {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        tls.setProtocol(newestTls);
        tls.setLocalCertificateChain(identity.chain);
        tls.setPrivateKey(identity.key);
        socket->setSslConfiguration(tls);
        connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QSslSocket::readyRead, this, [this, socket] {
            bytesInside = std::max(bytesInside, socket->bytesAvailable());
            if (!socket->peek(64 * 1024).contains("\r\n\r\n"))
                return;
            disconnect(socket, &QSslSocket::readyRead, this, nullptr);
            if (socket->peek(8).startsWith("GET /ws") && upgrades)
                m_sockets.handleConnection(socket);
            else if (http)
                http(socket->readAll(), socket);
            else
                socket->close();
        });
        socket->startServerEncryption();
    }
    void enter()
    {
        while (QWebSocket *peer = m_sockets.nextPendingConnection()) {
            peer->setParent(this);
            m_peers.append(peer);
            connect(peer, &QWebSocket::disconnected, peer, &QObject::deleteLater);
            connect(peer, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &frame) {
                if (binary && !silent)
                    binary(frame);
            });
            connect(peer, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
                const QJsonObject request = QJsonDocument::fromJson(text.toUtf8()).object();
                if (request[u"type"].toString() != u"ping")
                    requests.append(request);
                if (!silent && (!hook || !hook(request)))
                    answer(request);
            });
        }
    }
    void welcome(const QJsonObject &request)
    {
        send({{QStringLiteral("type"), QStringLiteral("welcome")},
              {QStringLiteral("re"), request[u"id"]},
              {QStringLiteral("protocol"), 1},
              {QStringLiteral("time"), qint64(1'763'700'000'000)},
              {QStringLiteral("token"), token},
              {QStringLiteral("host"),
               QJsonObject{{QStringLiteral("id"), hostId},
                           {QStringLiteral("name"), QStringLiteral("Clinic")},
                           {QStringLiteral("version"), QStringLiteral("0.1.0")}}},
              {QStringLiteral("me"),
               QJsonObject{{QStringLiteral("id"), me},
                           {QStringLiteral("name"), QStringLiteral("Amina")},
                           {QStringLiteral("role"), role}}},
              {QStringLiteral("rooms"), QJsonArray{room()}}});
    }
    void join(const QJsonObject &request)
    {
        const bool reset = request.contains(u"log") && request[u"log"].toString() != log;
        const bool resumes = request.contains(u"after") && !reset && request[u"after"].toInteger() <= head();
        const QJsonArray page = between(resumes ? request[u"after"].toInteger() : 0, head() + 1, !resumes);
        QJsonObject fields{
            {QStringLiteral("room"), room()},
            {QStringLiteral("people"),
             QJsonArray{QJsonObject{{QStringLiteral("id"), ben},
                                    {QStringLiteral("name"), QStringLiteral("Ben")},
                                    {QStringLiteral("role"), QStringLiteral("member")},
                                    {QStringLiteral("online"), true}}}},
            {QStringLiteral("events"), page},
            {QStringLiteral("more"),
             !page.isEmpty() && (resumes ? page.last()[u"seq"].toInteger() < head() : page.size() < head())}};
        if (reset)
            fields[QStringLiteral("reset")] = true;
        reply(request, fields);
    }
    void history(const QJsonObject &request)
    {
        const QJsonArray page = request.contains(u"before")
            ? between(0, request[u"before"].toInteger(), true)
            : between(request[u"after"].toInteger(), head() + 1, false);
        reply(request, {{QStringLiteral("events"), page}, {QStringLiteral("more"), false}});
    }
    void post(const QJsonObject &request)
    {
        for (const QJsonObject &event : std::as_const(events)) { // once only
            if (event[u"key"] == request[u"key"]) {
                reply(request,
                      {{QStringLiteral("seq"), event[u"seq"]}, {QStringLiteral("at"), event[u"at"]}});
                return;
            }
        }
        const QJsonObject event = store(me, request[u"text"].toString(), request[u"key"].toString());
        reply(request, {{QStringLiteral("seq"), event[u"seq"]}, {QStringLiteral("at"), event[u"at"]}});
        send(event);
    }

    Door m_tcp;
    QTcpSocket m_kept; // never listens: who connects is refused
    QWebSocketServer m_sockets;
    QList<QPointer<QWebSocket>> m_peers;
};

} // namespace courtyard::test
