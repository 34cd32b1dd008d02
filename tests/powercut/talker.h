// A client that speaks PROTOCOL.md over a plain WebSocket, and knows which of its posts were answered.
#pragma once

#include "tests/support/patience.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUrl>
#include <QWebSocket>

namespace courtyard::test {

class Talker {
public:
    struct Post {
        QString room, key, text;
        qint64 seq = 0; // as confirmed; 0: not yet
    };

    /// Comes in (with the token of before, if there is one) and joins the lobby.
    bool connectTo(quint16 port)
    {
        m_socket = std::make_unique<QWebSocket>();
        QObject::connect(m_socket.get(), &QWebSocket::textMessageReceived, m_socket.get(),
                         [this](const QString &text) { take(text); });
        m_socket->open(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(port)));
        if (!QTest::qWaitFor([this] { return isConnected(); }, patience))
            return false;
        QJsonObject hello{{QStringLiteral("type"), QStringLiteral("hello")},
                          {QStringLiteral("protocol"), 1},
                          {QStringLiteral("name"), QStringLiteral("Talker")}};
        if (!m_token.isEmpty())
            hello[QStringLiteral("token")] = m_token;
        QJsonObject welcome = ask(hello);
        // A host that was killed may have taken us in without our hearing of it.
        if (welcome[QStringLiteral("code")] == QStringLiteral("name_taken")) {
            hello[QStringLiteral("name")] = welcome[QStringLiteral("free")];
            welcome = ask(hello);
        }
        if (welcome[QStringLiteral("type")] != QStringLiteral("welcome"))
            return false;
        m_token = welcome[QStringLiteral("token")].toString();
        return ask({{QStringLiteral("type"), QStringLiteral("join")},
                    {QStringLiteral("room"), QStringLiteral("lobby")}})[QStringLiteral("type")]
            == QStringLiteral("ok");
    }
    void disconnect() { m_socket.reset(); }
    bool isConnected() const { return m_socket && m_socket->state() == QAbstractSocket::ConnectedState; }

    /// Waits for the answer; empty where the host goes away.
    QJsonObject ask(const QJsonObject &request)
    {
        const int id = send(request);
        (void)QTest::qWaitFor([this, id] { return m_answers.contains(id) || !isConnected(); }, patience);
        return m_answers.value(id);
    }
    int post(const QString &room, const QString &key, const QString &text)
    {
        const int id = ++m_lastId;
        m_posts.insert(id, {room, key, text});
        sendAs(id,
               {{QStringLiteral("type"), QStringLiteral("post")},
                {QStringLiteral("room"), room},
                {QStringLiteral("key"), key},
                {QStringLiteral("text"), text}});
        return id;
    }
    /// Until every post is confirmed, or the host goes away.
    bool waitForAll()
    {
        (void)QTest::qWaitFor([this] { return open() == 0 || !isConnected(); }, patience);
        return open() == 0;
    }
    int open() const
    {
        return int(
            std::count_if(m_posts.cbegin(), m_posts.cend(), [](const Post &post) { return post.seq == 0; }));
    }
    /// What is not confirmed yet, once more with the same keys.
    void repost()
    {
        const auto posts = m_posts;
        QList<int> ids = posts.keys();
        std::sort(ids.begin(), ids.end());
        for (const int id : std::as_const(ids)) {
            if (const Post &before = posts[id]; before.seq == 0) {
                m_posts.remove(id);
                post(before.room, before.key, before.text);
            }
        }
    }
    const QHash<int, Post> &posts() const { return m_posts; }
    QJsonObject answerTo(int id) const { return m_answers.value(id); }

    /// The whole log of a room, oldest first.
    QList<QJsonObject> history(const QString &room)
    {
        QList<QJsonObject> events;
        for (bool more = true; more;) {
            const double after = events.isEmpty() ? 0 : events.constLast()[QStringLiteral("seq")].toDouble();
            const QJsonObject page = ask({{QStringLiteral("type"), QStringLiteral("history")},
                                          {QStringLiteral("room"), room},
                                          {QStringLiteral("after"), after}});
            const QJsonArray part = page[QStringLiteral("events")].toArray();
            for (const QJsonValue &event : part)
                events.append(event.toObject());
            more = page[QStringLiteral("more")].toBool() && !part.isEmpty();
        }
        return events;
    }

private:
    static constexpr int patience = 60'000; // ms

    int send(const QJsonObject &request)
    {
        const int id = ++m_lastId;
        sendAs(id, request);
        return id;
    }
    void sendAs(int id, QJsonObject request)
    {
        request[QStringLiteral("id")] = id;
        m_socket->sendTextMessage(QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact)));
    }
    void take(const QString &text)
    {
        const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
        if (!message.contains(QStringLiteral("re")))
            return;
        const int id = message[QStringLiteral("re")].toInt();
        m_answers.insert(id, message);
        if (const auto post = m_posts.find(id); post != m_posts.end())
            post->seq = message[QStringLiteral("seq")].toInteger();
    }

    std::unique_ptr<QWebSocket> m_socket;
    QString m_token;
    int m_lastId = 0;
    QHash<int, QJsonObject> m_answers;
    QHash<int, Post> m_posts;
};

} // namespace courtyard::test
