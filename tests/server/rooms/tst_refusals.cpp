// Every request where it does not belong: before hello, by somebody who is not a member, for a room that is
// not there.
#include "protocol/codec.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/support/patience.h"

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
        {u"upload"_s, {{u"key"_s, u"k"_s}, {u"name"_s, u"x.txt"_s}, {u"size"_s, 1}}},
        {u"cancel"_s, {{u"upload"_s, 1}}},
        {u"tickets"_s, {}},
        {u"claim"_s, {}},
        {u"assign"_s, {}},
        {u"resolve"_s, {}},
        {u"reopen"_s, {}},
        {u"look"_s, {}},
        {u"desk"_s, {{u"greeting"_s, u"x"_s}}},
        {u"canned"_s, {{u"replies"_s, QJsonArray()}}},
        {u"origins"_s, {}},
        {u"figures"_s, {{u"from"_s, 0}, {u"to"_s, 1}}},
    };
}

const QStringList withRoom{u"join"_s,  u"leave"_s,  u"post"_s,    u"edit"_s,   u"delete"_s,
                           u"react"_s, u"topic"_s,  u"history"_s, u"search"_s, u"typing"_s,
                           u"read"_s,  u"people"_s, u"files"_s,   u"invite"_s};
// Those that need the rights of a moderator.
const QStringList orders{u"close_room"_s, u"lock"_s, u"slow"_s};
// Those about conversations of the help desk, and about a desk.
const QStringList ofDesks{u"claim"_s, u"assign"_s, u"resolve"_s, u"reopen"_s,
                          u"look"_s,  u"desk"_s,   u"canned"_s};

// What visitors may say, in their own conversation.
const QStringList ofVisitors{u"ping"_s,   u"join"_s,   u"history"_s, u"read"_s,  u"typing"_s,
                             u"post"_s,   u"edit"_s,   u"delete"_s,  u"react"_s, u"files"_s,
                             u"people"_s, u"upload"_s, u"cancel"_s};
// Of these, those that agents may say.
const QStringList conversational{u"claim"_s, u"assign"_s, u"resolve"_s, u"reopen"_s, u"look"_s, u"canned"_s};

bool namesRoom(const QString &type)
{
    return withRoom.contains(type) || orders.contains(type) || ofDesks.contains(type);
}

QJsonObject requestOf(const QString &type, const QString &room = {})
{
    QJsonObject request = goodRequests().value(type);
    request.insert("type"_L1, type);
    if (namesRoom(type))
        request.insert("room"_L1, room.isEmpty() ? QString(lobbyId) : room);
    return request;
}

void addRequests(const QStringList &types)
{
    QTest::addColumn<QString>("type");
    for (const QString &type : types)
        QTest::newRow(qPrintable(type)) << type;
}

QString roomOf(const QJsonObject &reply)
{
    return reply["room"_L1]["id"_L1].toString();
}

QString deskOf(Caller &owner)
{
    for (const QJsonValue &room : owner.ask({{u"type"_s, u"rooms"_s}})["rooms"_L1].toArray()) {
        if (room["kind"_L1] == u"desk"_s)
            return room["id"_L1].toString();
    }
    return {};
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
    void aVisitorKnowsNoRoomButItsOwn_data();
    void aVisitorKnowsNoRoomButItsOwn();
    void aConversationIsThereForItsVisitorAndAgentsAlone_data();
    void aConversationIsThereForItsVisitorAndAgentsAlone();
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
    addRequests(withRoom + conversational);
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

void RefusalsTest::theseAreAllRequests()
{
    QCOMPARE(std::size_t(goodRequests().size()) + 1, std::variant_size_v<ClientMessage>); // but for hello
    const QHash<QString, QJsonObject> all = goodRequests();
    for (auto one = all.cbegin(); one != all.cend(); ++one) {
        const auto decoded =
            decodeRequest(QJsonDocument(requestOf(one.key())).toJson(QJsonDocument::Compact));
        QVERIFY2(std::holds_alternative<Request>(decoded), qPrintable(one.key()));
        const bool hasRoom = std::visit(
            [](const auto &r) {
                return requires
                {
                    r.room;
                };
            },
            std::get<Request>(decoded).message);
        QCOMPARE(namesRoom(one.key()), hasRoom);
    }
}

void RefusalsTest::theOwnerKnowsNoHiddenRoomEither_data()
{
    addRequests(withRoom + orders + ofDesks);
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
    addRequests(withRoom + conversational);
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

void RefusalsTest::aVisitorKnowsNoRoomButItsOwn_data()
{
    addRequests(goodRequests().keys());
}

// Every request there is, about every kind of room there is: what a visitor may say is no_room elsewhere,
// everything else forbidden, and nobody hears of it.
void RefusalsTest::aVisitorKnowsNoRoomButItsOwn()
{
    QFETCH(QString, type);
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto owner = probe.owner(), amina = probe.listener(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const auto vera = probe.visitor(u"Vera"_s, u"support"_s), carl = probe.visitor(u"Carl"_s, u"support"_s);
    const QString hidden = newRoom(*amina, "private");
    const QString direct = roomOf(amina->ask({{u"type"_s, u"direct"_s}, {u"member"_s, ben->me}}));
    const QJsonObject ticket = owner->ask({{u"type"_s, u"tickets"_s}})["tickets"_L1][0].toObject();
    const QString notes = ticket["ticket"_L1]["notes"_L1].toString();
    QCOMPARE(ticket["id"_L1].toString(), vera->conversation);
    const QString desk = deskOf(*owner);
    for (const QString &room : {QString(lobbyId), hidden, direct, desk, carl->conversation, notes})
        owner->ask(posting(u"secret"_s, u"x"_s, room));
    for (Caller *other : {owner.get(), amina.get(), ben.get(), carl.get()})
        other->forgetHeard();

    const bool isMine = ofVisitors.contains(type);
    const QStringList strange = namesRoom(type)
        ? QStringList{QString(lobbyId), hidden, direct, desk, carl->conversation, notes, u"r_none"_s}
        : QStringList{QString()};
    for (const QString &room : strange) {
        if (!isMine)
            QCOMPARE(vera->codeOf(requestOf(type, room)), u"forbidden"_s);
        else if (namesRoom(type))
            QCOMPARE(vera->codeOf(requestOf(type, room)), u"no_room"_s);
    }
    if (!isMine && namesRoom(type))
        QCOMPARE(vera->codeOf(requestOf(type, vera->conversation)), u"forbidden"_s);
    for (const Caller *other : {owner.get(), amina.get(), ben.get(), carl.get()}) {
        for (const char *live : {"event", "typing", "read", "presence", "error", "uploaded"})
            QVERIFY2(other->heard(live).isEmpty(), live);
    }
}

void RefusalsTest::aConversationIsThereForItsVisitorAndAgentsAlone_data()
{
    addRequests(withRoom + orders + conversational);
}

void RefusalsTest::aConversationIsThereForItsVisitorAndAgentsAlone()
{
    QFETCH(QString, type);
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto owner = probe.owner();
    const auto here = probe.agent(*owner, u"Ada"_s), elsewhere = probe.agent(*owner, u"Ella"_s);
    const auto moderator = probe.moderator(*owner, u"Mona"_s);
    const auto member = probe.member(u"Ben"_s);
    const auto vera = probe.visitor(u"Vera"_s, u"support"_s);
    owner->ask(with(saying("desk", deskOf(*owner)), "agents", QJsonArray{here->me}));
    vera->ask(posting(u"k"_s, u"a question"_s, vera->conversation));
    const QString notes =
        here->ask({{u"type"_s, u"tickets"_s}})["tickets"_L1][0]["ticket"_L1]["notes"_L1].toString();
    QVERIFY(!notes.isEmpty());
    vera->forgetHeard();
    for (Caller *stranger : {elsewhere.get(), moderator.get(), member.get()}) {
        for (const QString &room : {vera->conversation, notes}) {
            const QJsonObject reply = stranger->ask(requestOf(type, room));
            QJsonObject none = stranger->ask(requestOf(type, u"r_none"_s));
            none.insert("re"_L1, reply.value("re"_L1));
            QCOMPARE(reply, none);
            QVERIFY(reply["code"_L1] == u"no_room"_s
                    || (orders.contains(type) && reply["code"_L1] == u"forbidden"_s));
        }
        const QString code = stranger->codeOf(requestOf(type, deskOf(*owner)));
        QVERIFY(code == u"no_room"_s || (orders.contains(type) && code == u"forbidden"_s));
    }
    QVERIFY(vera->peer().heard.isEmpty());
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
