// A house with people in it, without sockets: what they say goes in as frames, what they hear is kept.
#pragma once

#include "server/rooms/house.h"
#include "server/rooms/participant.h"
#include "server/store/eventlog.h"
#include "tests/server/store/waitfor.h"
#include "tests/support/manualclock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace courtyard::test {

class FakePeer final : public Peer {
public:
    const PeerFacts &facts() const override { return known; }
    void send(const WireFrame &frame) override
    {
        if (closeCode != 0)
            return;
        for (const QByteArray &payload : frame.payloads())
            heard.append(QJsonDocument::fromJson(payload).object());
    }
    qint64 queuedBytes() const override { return queued; }
    void giveBack(qint64 bytes) override { givenBack += bytes; }
    void close(int code, const QString &) override { closeCode = code; }

    PeerFacts known{QStringLiteral("192.0.2.1"), false, false, {}};
    QList<QJsonObject> heard;
    int closeCode = 0;
    qint64 givenBack = 0;
    qint64 queued = 0; // as if the other end did not read
};

/// One connection.
class Caller {
public:
    explicit Caller(House &house, const QString &address = QStringLiteral("192.0.2.1"))
    {
        m_peer.known.address = address;
        m_house = &house;
    }

    FakePeer &peer() { return m_peer; }
    const FakePeer &peer() const { return m_peer; }
    Participant &participant()
    {
        if (!m_participant)
            m_participant = m_house->admit(m_peer);
        return *m_participant;
    }
    void hangUp() { m_participant.reset(); }

    void sayRaw(const QByteArray &frame) { participant().receive(frame); }
    /// Returns the id that the reply will carry.
    int say(QJsonObject request)
    {
        request.insert(QLatin1StringView("id"), ++m_lastId);
        sayRaw(QJsonDocument(request).toJson(QJsonDocument::Compact));
        return m_lastId;
    }
    QJsonObject ask(const QJsonObject &request) { return replyTo(say(request)); }
    /// Empty where none has come within a while.
    QJsonObject replyTo(int id)
    {
        QJsonObject reply;
        const bool came = waitFor([&] {
            reply = heardReply(id);
            return !reply.isEmpty();
        });
        return came ? reply : QJsonObject();
    }
    QJsonObject heardReply(int id) const
    {
        for (const QJsonObject &frame : m_peer.heard) {
            if (frame.value(QLatin1StringView("re")).toInt(-1) == id)
                return frame;
        }
        return {};
    }
    QString codeOf(const QJsonObject &request)
    {
        return ask(request).value(QLatin1StringView("code")).toString();
    }

    /// Frames of this type, in the order in which they came.
    QList<QJsonObject> heard(const char *type) const
    {
        endTurn();
        QList<QJsonObject> frames;
        for (const QJsonObject &frame : m_peer.heard) {
            if (frame.value(QLatin1StringView("type")).toString() == QLatin1StringView(type))
                frames.append(frame);
        }
        return frames;
    }
    QList<qint64> heardSeqs(const QString &room) const
    {
        QList<qint64> seqs;
        for (const QJsonObject &event : heard("event")) {
            if (event.value(QLatin1StringView("room")).toString() == room)
                seqs.append(event.value(QLatin1StringView("seq")).toInteger());
        }
        return seqs;
    }
    void forgetHeard()
    {
        endTurn();
        m_peer.heard.clear();
    }

    /// Comes in, with the member's token where it has one already.
    QJsonObject comeIn(const QString &name, QJsonObject more = {})
    {
        more.insert(QLatin1StringView("type"), QStringLiteral("hello"));
        more.insert(QLatin1StringView("protocol"), 1);
        more.insert(QLatin1StringView("name"), name);
        if (!token.isEmpty())
            more.insert(QLatin1StringView("token"), token);
        const QJsonObject welcome = ask(more);
        token = welcome.value(QLatin1StringView("token")).toString();
        me = welcome.value(QLatin1StringView("me")).toObject().value(QLatin1StringView("id")).toString();
        return welcome;
    }

    QString token, me;
    QString conversation; // of a visitor

private:
    /// What a room gathers for its listeners goes out with it.
    static void endTurn() { QCoreApplication::sendPostedEvents(); }

    House *m_house;
    FakePeer m_peer;
    std::unique_ptr<Participant> m_participant; // before the peer goes
    int m_lastId = 0;
};

inline HouseConfig openHouse()
{
    HouseConfig config;
    config.name = QStringLiteral("Field clinic");
    config.version = QStringLiteral("0.1.0");
    config.ownerToken = QStringLiteral("the owner's secret");
    config.code = HouseConfig::Code::None;
    config.busyGather = {}; // a test is always busy
    return config;
}

inline HouseConfig withDesks(const QStringList &names)
{
    HouseConfig config = openHouse();
    config.desks = names;
    return config;
}

class HouseProbe {
public:
    explicit HouseProbe(EventLog &log, HouseConfig config = openHouse(), FileStore *files = nullptr)
        : m_log(log), m_config(std::move(config)), m_files(files)
    {
        reopen();
    }
    House &house() { return *m_house; }
    ManualClock &clock() { return m_clock; }
    /// Another house on the same log, as after a restart. Its callers must be gone.
    void reopen()
    {
        m_house.reset();
        m_house = std::make_unique<House>(m_config, m_log, m_clock, m_files);
        std::optional<QString> problem;
        m_house->open([&problem](const QString &words) { problem = words; });
        if (!waitFor([&problem] { return problem.has_value(); }) || !problem->isEmpty())
            qFatal("the house does not open");
    }
    std::unique_ptr<Caller> caller(const QString &address = QStringLiteral("192.0.2.1"))
    {
        return std::make_unique<Caller>(*m_house, address);
    }
    /// A member that has come in.
    std::unique_ptr<Caller> member(const QString &name)
    {
        auto one = caller();
        one->comeIn(name);
        if (one->me.isEmpty())
            qFatal("%s was not let in", qPrintable(name));
        return one;
    }
    /// The owner, on the computer that hosts.
    std::unique_ptr<Caller> owner()
    {
        auto one = caller(QStringLiteral("127.0.0.1"));
        one->peer().known.loopback = true;
        one->token = m_config.ownerToken;
        one->comeIn(QStringLiteral("Olga"));
        return one;
    }
    /// A visitor of the help desk; with a token, the one that it was.
    std::unique_ptr<Caller> visitor(const QString &name, const QString &desk, const QString &token = {})
    {
        auto one = caller();
        one->token = token;
        const QJsonObject welcome = one->comeIn(name, {{QStringLiteral("desk"), desk}});
        one->conversation = welcome[QLatin1StringView("rooms")][0][QLatin1StringView("id")].toString();
        if (one->conversation.isEmpty())
            qFatal("%s was not let in", qPrintable(name));
        return one;
    }
    std::unique_ptr<Caller> agent(Caller &owner, const QString &name)
    {
        auto one = member(name);
        owner.ask({{QStringLiteral("type"), QStringLiteral("role")},
                   {QStringLiteral("member"), one->me},
                   {QStringLiteral("role"), QStringLiteral("agent")}});
        return one;
    }
    /// A moderator over TLS.
    std::unique_ptr<Caller> moderator(Caller &owner, const QString &name)
    {
        auto one = caller();
        one->peer().known.encrypted = true;
        one->comeIn(name);
        owner.ask({{QStringLiteral("type"), QStringLiteral("role")},
                   {QStringLiteral("member"), one->me},
                   {QStringLiteral("role"), QStringLiteral("moderator")}});
        return one;
    }
    /// A member that listens to the lobby.
    std::unique_ptr<Caller> listener(const QString &name)
    {
        auto one = member(name);
        one->ask(
            {{QStringLiteral("type"), QStringLiteral("join")}, {QStringLiteral("room"), QString(lobbyId)}});
        return one;
    }

private:
    EventLog &m_log;
    HouseConfig m_config;
    FileStore *m_files;
    ManualClock m_clock;
    std::unique_ptr<House> m_house;
};

// What people say.
inline QJsonObject saying(const char *type, const QString &room = QString(lobbyId))
{
    return {{QStringLiteral("type"), QString::fromLatin1(type)}, {QStringLiteral("room"), room}};
}
inline QJsonObject with(QJsonObject request, const char *field, const QJsonValue &value)
{
    request.insert(QLatin1StringView(field), value);
    return request;
}
inline QJsonObject posting(const QString &key, const QString &text, const QString &room = QString(lobbyId))
{
    return with(with(saying("post", room), "key", key), "text", text);
}
inline QJsonObject acting(const char *type, const QString &key, qint64 target,
                          const QString &room = QString(lobbyId))
{
    return with(with(saying(type, room), "key", key), "target", target);
}

} // namespace courtyard::test
