// Every request where it does not belong: before hello, by somebody who is not a member, for a room that is
// not there.
#include "protocol/codec.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

// One good example of each request; `room` is put in where the request has one.
QHash<QString, QJsonObject> goodRequests()
{
    const QJsonObject keyed{{u"key"_s, u"k"_s}};
    return {
        {u"ping"_s, {{u"t"_s, 1}}},
        {u"create"_s, {{u"name"_s, u"Room"_s}, {u"kind"_s, u"public"_s}}},
        {u"join"_s, {}},
        {u"leave"_s, {}},
        {u"rooms"_s, {}},
        {u"direct"_s, {{u"member"_s, u"m_nobody"_s}}},
        {u"post"_s, {{u"key"_s, u"k"_s}, {u"text"_s, u"x"_s}}},
        {u"edit"_s, {{u"key"_s, u"k"_s}, {u"text"_s, u"x"_s}, {u"target"_s, 1}}},
        {u"delete"_s, {{u"key"_s, u"k"_s}, {u"target"_s, 1}}},
        {u"react"_s, {{u"key"_s, u"k"_s}, {u"target"_s, 1}, {u"emoji"_s, u"👍"_s}, {u"on"_s, true}}},
        {u"topic"_s, {{u"key"_s, u"k"_s}, {u"text"_s, u"x"_s}}},
        {u"history"_s, {{u"before"_s, 5}}},
        {u"search"_s, {{u"query"_s, u"x"_s}}},
        {u"typing"_s, {}},
        {u"read"_s, {{u"seq"_s, 1}}},
        {u"rename"_s, {{u"name"_s, u"Other"_s}}},
        {u"people"_s, {}},
        {u"files"_s, {}},
        {u"link"_s, {}},
        {u"invite"_s, {{u"member"_s, u"m_nobody"_s}}},
        {u"kick"_s, {{u"member"_s, u"m_nobody"_s}}},
        {u"ban"_s, {{u"member"_s, u"m_nobody"_s}}},
        {u"unban"_s, {{u"member"_s, u"m_nobody"_s}}},
        {u"bans"_s, {}},
        {u"mute"_s, {{u"member"_s, u"m_nobody"_s}, {u"minutes"_s, 1}}},
        {u"role"_s, {{u"member"_s, u"m_nobody"_s}, {u"role"_s, u"moderator"_s}}},
        {u"close_room"_s, {}},
        {u"lock"_s, {{u"on"_s, true}}},
        {u"slow"_s, {{u"seconds"_s, 5}}},
        {u"moderation"_s, {}},
        {u"code"_s, {{u"code"_s, u"auto"_s}}},
    };
}

const QStringList withRoom{u"join"_s,  u"leave"_s,  u"post"_s,    u"edit"_s,   u"delete"_s,
                           u"react"_s, u"topic"_s,  u"history"_s, u"search"_s, u"typing"_s,
                           u"read"_s,  u"people"_s, u"files"_s,   u"invite"_s};
// Those that need the rights of a moderator.
const QStringList orders{u"close_room"_s, u"lock"_s, u"slow"_s};

QJsonObject requestOf(const QString &type, const QString &room = {})
{
    QJsonObject request = goodRequests().value(type);
    request.insert("type"_L1, type);
    if (withRoom.contains(type) || orders.contains(type))
        request.insert("room"_L1, room.isEmpty() ? QString(lobbyId) : room);
    return request;
}

void addRequests(const QStringList &types)
{
    QTest::addColumn<QString>("type");
    for (const QString &type : types)
        QTest::newRow(qPrintable(type)) << type;
}

QString newRoom(Caller &caller, const char *kind)
{
    return caller
        .ask({{u"type"_s, u"create"_s}, {u"name"_s, u"A room"_s}, {u"kind"_s, QString::fromLatin1(kind)}})
        .value("room"_L1)
        .toObject()
        .value("id"_L1)
        .toString();
}

} // namespace

class RefusalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beforeHelloNothingElseIsHeard_data();
    void beforeHelloNothingElseIsHeard();
    void aRoomThatIsNotThereIsNoRoom_data();
    void aRoomThatIsNotThereIsNoRoom();
    void aNonMemberIsNoMember_data();
    void aNonMemberIsNoMember();
    void theseAreAllRequests();
    void theOwnerKnowsNoHiddenRoomEither_data();
    void theOwnerKnowsNoHiddenRoomEither();
    void aHiddenRoomIsNoRoom_data();
    void aHiddenRoomIsNoRoom();
    void aStoreThatCannotBeReadIsToldAndNothingChanges_data();
    void aStoreThatCannotBeReadIsToldAndNothingChanges();
    void aDiskThatIsFullIsToldAndNobodyHears_data();
    void aDiskThatIsFullIsToldAndNobodyHears();
    void anAnswerToNobodyIsNoHarm_data();
    void anAnswerToNobodyIsNoHarm();
};

void RefusalsTest::beforeHelloNothingElseIsHeard_data()
{
    addRequests(goodRequests().keys());
}

void RefusalsTest::beforeHelloNothingElseIsHeard()
{
    QFETCH(QString, type);
    MemoryLog log;
    HouseProbe probe(log);
    const auto nobody = probe.caller();
    const auto ben = probe.listener(u"Ben"_s);
    QCOMPARE(nobody->codeOf(requestOf(type)), u"not_hello"_s);
    QCOMPARE(nobody->peer().closeCode, 0);
    QVERIFY(ben->heard("event").isEmpty());
}

void RefusalsTest::aRoomThatIsNotThereIsNoRoom_data()
{
    addRequests(withRoom);
}

void RefusalsTest::aRoomThatIsNotThereIsNoRoom()
{
    QFETCH(QString, type);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    for (const QString &room : {u"r_none"_s, u"house"_s, u"LOBBY"_s, u"../lobby"_s, u"lobby'--"_s})
        QCOMPARE(amina->codeOf(requestOf(type, room)), u"no_room"_s);
}

void RefusalsTest::aNonMemberIsNoMember_data()
{
    QStringList types = withRoom;
    types.removeOne(u"join"_s); // which makes a member
    addRequests(types);
}

void RefusalsTest::aNonMemberIsNoMember()
{
    QFETCH(QString, type);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString room = newRoom(*amina, "public");
    amina->ask(saying("join", room));
    amina->ask(posting(u"k"_s, u"x"_s, room));
    amina->forgetHeard();
    QCOMPARE(ben->codeOf(requestOf(type, room)), u"not_member"_s);
    QVERIFY(amina->peer().heard.isEmpty());
}

// All but hello, and upload and cancel, which are about no room.
void RefusalsTest::theseAreAllRequests()
{
    QCOMPARE(std::size_t(goodRequests().size()) + 3, std::variant_size_v<ClientMessage>);
    const QHash<QString, QJsonObject> all = goodRequests();
    for (auto one = all.cbegin(); one != all.cend(); ++one) {
        const auto decoded =
            decodeRequest(QJsonDocument(requestOf(one.key())).toJson(QJsonDocument::Compact));
        QVERIFY2(std::holds_alternative<Request>(decoded), qPrintable(one.key()));
        const bool namesRoom = std::visit(
            [](const auto &r) {
                return requires
                {
                    r.room;
                };
            },
            std::get<Request>(decoded).message);
        QCOMPARE(withRoom.contains(one.key()) || orders.contains(one.key()), namesRoom);
    }
}

void RefusalsTest::theOwnerKnowsNoHiddenRoomEither_data()
{
    addRequests(withRoom + orders);
}

void RefusalsTest::theOwnerKnowsNoHiddenRoomEither()
{
    QFETCH(QString, type);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s), owner = probe.owner();
    const QString hidden = newRoom(*amina, "private");
    amina->ask(posting(u"k"_s, u"a secret"_s, hidden));
    const QString direct = amina->ask({{u"type"_s, u"direct"_s}, {u"member"_s, ben->me}})
                               .value("room"_L1)
                               .toObject()
                               .value("id"_L1)
                               .toString();
    owner->forgetHeard();
    for (const QString &room : {hidden, direct}) {
        const QJsonObject reply = owner->ask(requestOf(type, room));
        QJsonObject none = owner->ask(requestOf(type, u"r_none"_s));
        none.insert("re"_L1, reply.value("re"_L1));
        QCOMPARE(reply, none);
        QCOMPARE(reply.value("code"_L1).toString(), u"no_room"_s);
    }
    for (const char *all : {"rooms", "search", "moderation"}) {
        const QByteArray reply =
            QJsonDocument(owner->ask(with({{u"type"_s, QString::fromLatin1(all)}}, "query", u"secret"_s)))
                .toJson();
        QVERIFY2(!reply.contains(hidden.toUtf8()) && !reply.contains(direct.toUtf8()), all);
        QVERIFY(!reply.contains("a secret"));
    }
    QVERIFY(owner->heard("room").isEmpty());
}

void RefusalsTest::aHiddenRoomIsNoRoom_data()
{
    addRequests(withRoom);
}

void RefusalsTest::aHiddenRoomIsNoRoom()
{
    QFETCH(QString, type);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s), carl = probe.member(u"Carl"_s);
    const QString hidden = newRoom(*amina, "private");
    const QString direct = amina->ask({{u"type"_s, u"direct"_s}, {u"member"_s, carl->me}})
                               .value("room"_L1)
                               .toObject()
                               .value("id"_L1)
                               .toString();
    for (const QString &room : {hidden, direct}) {
        const QJsonObject reply = ben->ask(requestOf(type, room));
        // In the very words that a room that is not there gets.
        QJsonObject none = ben->ask(requestOf(type, u"r_none"_s));
        none.insert("re"_L1, reply.value("re"_L1));
        QCOMPARE(reply, none);
        QCOMPARE(reply.value("code"_L1).toString(), u"no_room"_s);
    }
}

void RefusalsTest::aStoreThatCannotBeReadIsToldAndNothingChanges_data()
{
    addRequests({u"edit"_s, u"delete"_s, u"react"_s, u"history"_s, u"search"_s, u"join"_s});
}

void RefusalsTest::aStoreThatCannotBeReadIsToldAndNothingChanges()
{
    QFETCH(QString, type);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s);
    for (int i = 0; i < 250; ++i) // so that event 1 is not in memory
        amina->ask(posting(QString::number(i), u"x"_s));
    amina->forgetHeard();
    log.setReadsFail(true);
    QJsonObject request = requestOf(type);
    if (type == "join"_L1)
        request.insert("after"_L1, 1);
    QCOMPARE(amina->codeOf(request), u"internal"_s);
    log.setReadsFail(false);
    QCOMPARE(log.stored(QString(lobbyId)).size(), 250);
    QVERIFY(amina->heard("event").isEmpty());
    QVERIFY(amina->codeOf(request).isEmpty());
}

void RefusalsTest::aDiskThatIsFullIsToldAndNobodyHears_data()
{
    addRequests({u"post"_s, u"edit"_s, u"delete"_s, u"react"_s, u"topic"_s});
}

void RefusalsTest::aDiskThatIsFullIsToldAndNobodyHears()
{
    QFETCH(QString, type);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s), ben = probe.listener(u"Ben"_s);
    amina->ask(posting(u"first"_s, u"x"_s));
    ben->forgetHeard();
    const QJsonObject request = requestOf(type);
    for (const auto fault : {MemoryLog::Fault::Fail, MemoryLog::Fault::UnknownLost}) {
        log.plan(QString(lobbyId), {fault});
        QCOMPARE(amina->codeOf(request), u"storage"_s);
        QTRY_VERIFY(log.isIdle());
        QVERIFY(ben->heard("event").isEmpty());
    }
    QCOMPARE(amina->ask(request).value("seq"_L1).toInt(), 2);
    QCOMPARE(ben->heard("event").size(), 1);
}

void RefusalsTest::anAnswerToNobodyIsNoHarm_data()
{
    addRequests(goodRequests().keys());
}

// The connection is gone before the store answers.
void RefusalsTest::anAnswerToNobodyIsNoHarm()
{
    QFETCH(QString, type);
    MemoryLog log;
    HouseProbe probe(log);
    const auto ben = probe.listener(u"Ben"_s);
    auto amina = probe.member(u"Amina"_s);
    amina->ask(posting(u"first"_s, u"x"_s));
    log.hold();
    amina->say(requestOf(type));
    amina->say(requestOf(type));
    amina.reset();
    log.resume();
    QTRY_VERIFY(log.isIdle());
    QVERIFY(!ben->ask(posting(u"still here"_s, u"x"_s)).value("seq"_L1).isUndefined());
    QCOMPARE(probe.house().facts().people, 1);
}

QTEST_GUILESS_MAIN(RefusalsTest)
#include "tst_refusals.moc"
