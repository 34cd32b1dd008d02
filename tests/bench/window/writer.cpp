#include "tests/bench/window/writer.h"

#include "tests/bench/window/words.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace courtyard::bench {

namespace {

constexpr qint64 outstandingAtMost = 256;
constexpr int tick = 10; // ms

qint64 steadyMs()
{
    return QDeadlineTimer::current(Qt::PreciseTimer).deadlineNSecs() / 1'000'000;
}

} // namespace

Writer::Writer(const Task &task) : m_task(task)
{
    m_ticks.setTimerType(Qt::PreciseTimer);
    m_ticks.setInterval(tick);
    connect(&m_ticks, &QTimer::timeout, this, &Writer::sayWhatMay);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &Writer::heard);
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        ask(u"hello"_s,
            {{u"protocol"_s, 1},
             {u"name"_s, u"Writer %1"_s.arg(QUuid::createUuid().toString(QUuid::Id128).left(6))}});
    });
    connect(&m_socket, &QWebSocket::disconnected, this, [] {
        std::fputs("the writer was cut off\n", stderr);
        std::exit(1);
    });
    m_socket.open(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(m_task.port)));
}

void Writer::ask(const QString &type, QJsonObject request)
{
    request[u"type"] = type;
    request[u"id"] = ++m_id;
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact)));
}

void Writer::heard(const QString &text)
{
    // Its own events come back to it, too, and are of no interest.
    if (text.startsWith(u"{\"type\":\"event\""))
        return;
    const QJsonObject said = QJsonDocument::fromJson(text.toUtf8()).object();
    const QString type = said[u"type"].toString();
    if (type == u"welcome") {
        enter(said);
    } else if (type == u"error") {
        std::fprintf(stderr, "%s\n", qPrintable(text));
        std::exit(1);
    } else if (type != u"ok") {
        return;
    } else if (said.contains(u"seq")) {
        ++m_stored;
        const qint64 seq = said[u"seq"].toInteger();
        m_last = std::max(m_last, seq);
        if (!m_reactions.remove(said[u"re"].toInteger()))
            m_message = std::max(m_message, seq);
        if (m_stored == m_task.count) {
            m_socket.disconnect(this);
            Q_EMIT done(m_last);
        } else if (m_task.rate == 0) {
            sayWhatMay();
        }
    } else if (m_room.isEmpty()) {
        joined(said[u"room"].toObject()[u"id"].toString());
    }
}

void Writer::enter(const QJsonObject &welcome)
{
    QString id = m_task.room;
    bool there = id == u"lobby";
    for (const QJsonValue &room : welcome[u"rooms"].toArray()) {
        if (room[u"name"].toString() == m_task.room) {
            id = room[u"id"].toString();
            there = true;
        }
    }
    if (there)
        ask(u"join"_s, {{u"room"_s, id}});
    else
        ask(u"create"_s, {{u"name"_s, m_task.room}, {u"kind"_s, u"public"_s}, {u"key"_s, m_task.room}});
}

void Writer::joined(const QString &room)
{
    m_room = room;
    m_begun = steadyMs();
    if (m_task.rate > 0)
        m_ticks.start();
    sayWhatMay();
}

void Writer::sayWhatMay()
{
    const qint64 due = m_task.rate > 0 ? (steadyMs() - m_begun) * m_task.rate / 1000 + 1 : m_task.count;
    while (m_said < std::min(due, m_task.count) && m_said - m_stored < outstandingAtMost)
        sayOne();
}

void Writer::sayOne()
{
    const QString key = QUuid::createUuid().toString(QUuid::Id128);
    ++m_said;
    if (m_said % 11 == 0 && m_message > 0) {
        m_reactions.insert(m_id + 1);
        ask(u"react"_s,
            {{u"room"_s, m_room},
             {u"key"_s, key},
             {u"target"_s, m_message},
             {u"emoji"_s, u"👍"_s},
             {u"on"_s, true}});
    } else {
        ask(u"post"_s, {{u"room"_s, m_room}, {u"key"_s, key}, {u"text"_s, words(m_said)}});
    }
}

} // namespace courtyard::bench
