// Coming in (PROTOCOL §3 and §8).
#include "protocol/limits.h"
#include "server/rooms/houselimits.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/support/patience.h"

#include <QSignalSpy>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject hello(const QString &name, const QJsonObject &more = {})
{
    QJsonObject hello{{u"type"_s, u"hello"_s}, {u"protocol"_s, 1}, {u"name"_s, name}};
    for (auto field = more.begin(); field != more.end(); ++field)
        hello.insert(field.key(), field.value());
    return hello;
}

QString code(const QJsonObject &reply)
{
    return reply.value("code"_L1).toString();
}

QJsonObject meIn(const QJsonObject &welcome)
{
    return welcome.value("me"_L1).toObject();
}

HouseConfig withCode(HouseConfig::Code kind, const QString &fixed = {})
{
    HouseConfig config = openHouse();
    config.code = kind;
    config.fixedCode = fixed;
    return config;
}

} // namespace

class HelloTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStrangerIsWelcomedAsAMember();
    void theSameTokenIsTheSameMember();
    void anUnknownTokenIsNeverAdopted();
    void theOwnersTokenIsTheOwner();
    void theOwnerStaysTheOwnerWithAnotherToken();
    void firstHellosOfTheOwnerAtOnceMakeOneOwner_data();
    void firstHellosOfTheOwnerAtOnceMakeOneOwner();
    void membersSurviveARestart();
    void namesAreJudged_data();
    void namesAreJudged();
    void aTakenNameBringsAFreeOne_data();
    void aTakenNameBringsAFreeOne();
    void twoAtOnceCannotGetTheSameName();
    void aNameWhoseHelloFailedIsFreeAgain();
    void anotherProtocolIsRefusedWithTheOnesThatAreSpoken();
    void aRefusedHelloMayBeTriedAgain();
    void hellosWithoutEndAreThrottled();
    void whatWaitsForAHelloStaysBounded();
    void aSecondHelloIsABadRequest();
    void requestsThatComeMeanwhileWait();
    void onlySoManyRequestsWait();
    void theWelcomeComesAfterTheDisk();
    void aDiskThatRefusesIsToldAndTheNameIsFree();
    void whoIsGoneBeforeTheWelcomeLeavesNoName();
    void theCodeIsAskedForOnce();
    void theSixDigitsStayAcrossRestarts();
    void afterFiveWrongCodesMembersStillComeIn();
    void aFixedCodeIsTheCode();
    void theDeviceIsSaidOrGuessed_data();
    void theDeviceIsSaidOrGuessed();
    void tenBadFramesCloseTheConnection();
    void aGoodFrameSetsTheCountBack();
    void aBinaryFrameIsRefused();
    void pingIsAnsweredAtOnce();
    void beatsComeAsAskedFor();
    void factsSayWhatIsGoingOn();
    void aHouseThatStopsSaysGoodbye();
    void whoIsDismissedIsToldAndAnsweredNoMore();
    void aHouseMayGoWhileTheStoreIsStillBusy();
    void thePlaceKeepsItsName();
    void requestsBeyondTheLimitAreTurnedAway();
};

void HelloTest::aStrangerIsWelcomedAsAMember()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.caller();
    const QJsonObject welcome = amina->comeIn(u"  Amina "_s);
    QCOMPARE(welcome.value("type"_L1).toString(), u"welcome"_s);
    QCOMPARE(welcome.value("protocol"_L1).toInt(), 1);
    QCOMPARE(welcome.value("time"_L1).toInteger(), probe.clock().wallMs());
    QCOMPARE(welcome.value("token"_L1).toString().size(), 43);
    QVERIFY(welcome.value("host"_L1).toObject().value("id"_L1).toString().startsWith("h_"_L1));
    QCOMPARE(welcome.value("host"_L1).toObject().value("name"_L1).toString(), u"Field clinic"_s);
    QCOMPARE(meIn(welcome).value("name"_L1).toString(), u"Amina"_s);
    QCOMPARE(meIn(welcome).value("role"_L1).toString(), u"member"_s);
    QVERIFY(meIn(welcome).value("id"_L1).toString().startsWith("m_"_L1));
    const QJsonArray rooms = welcome.value("rooms"_L1).toArray();
    QCOMPARE(rooms.size(), 1);
    const QJsonObject lobby = rooms.first().toObject();
    QCOMPARE(lobby.value("id"_L1).toString(), u"lobby"_s);
    QCOMPARE(lobby.value("kind"_L1).toString(), u"public"_s);
    QVERIFY(lobby.value("member"_L1).toBool());
    QCOMPARE(lobby.value("people"_L1).toInt(), 1);
    QVERIFY(amina->participant().isPresent());
    QCOMPARE(amina->participant().person().name, u"Amina"_s);
}

void HelloTest::theSameTokenIsTheSameMember()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    const auto again = probe.caller();
    const QJsonObject welcome = again->ask(hello(u"Somebody else"_s, {{u"token"_s, amina->token}}));
    QCOMPARE(meIn(welcome).value("id"_L1).toString(), amina->me);
    QCOMPARE(meIn(welcome).value("name"_L1).toString(), u"Amina"_s);
    QCOMPARE(welcome.value("token"_L1).toString(), amina->token);
}

void HelloTest::anUnknownTokenIsNeverAdopted()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.caller();
    const QString mine(43, u'x');
    const QJsonObject welcome = amina->ask(hello(u"Amina"_s, {{u"token"_s, mine}}));
    QVERIFY(!welcome.value("token"_L1).toString().isEmpty());
    QVERIFY(welcome.value("token"_L1).toString() != mine);
}

void HelloTest::theOwnersTokenIsTheOwner()
{
    MemoryLog log;
    HouseProbe probe(log, withCode(HouseConfig::Code::Auto));
    const auto owner = probe.caller();
    const QJsonObject welcome = owner->ask(hello(u"Olga"_s, {{u"token"_s, u"the owner's secret"_s}}));
    QCOMPARE(meIn(welcome).value("role"_L1).toString(), u"owner"_s);
    QCOMPARE(welcome.value("token"_L1).toString(), u"the owner's secret"_s);
    const auto again = probe.caller();
    const QJsonObject second = again->ask(hello(u"Other"_s, {{u"token"_s, u"the owner's secret"_s}}));
    QCOMPARE(meIn(second), meIn(welcome));
}

void HelloTest::theOwnerStaysTheOwnerWithAnotherToken()
{
    MemoryLog log;
    QJsonObject first;
    {
        HouseProbe probe(log);
        first = probe.caller()->ask(hello(u"Olga"_s, {{u"token"_s, u"the owner's secret"_s}}));
    }
    HouseConfig config = openHouse();
    config.ownerToken = u"another secret"_s;
    HouseProbe probe(log, config);
    const QJsonObject again = probe.caller()->ask(hello(u"x"_s, {{u"token"_s, u"another secret"_s}}));
    QCOMPARE(meIn(again), meIn(first));
}

void HelloTest::firstHellosOfTheOwnerAtOnceMakeOneOwner_data()
{
    QTest::addColumn<bool>("firstLeaves");
    QTest::addColumn<bool>("firstFails");
    QTest::newRow("both stay") << false << false;
    QTest::newRow("the first leaves") << true << false;
    QTest::newRow("the first fails") << false << true;
}

void HelloTest::firstHellosOfTheOwnerAtOnceMakeOneOwner()
{
    QFETCH(bool, firstLeaves);
    QFETCH(bool, firstFails);
    MemoryLog log;
    HouseProbe probe(log);
    log.hold();
    if (firstFails)
        log.plan(u"house"_s, {MemoryLog::Fault::Fail});
    const QJsonObject secret{{u"token"_s, u"the owner's secret"_s}};
    const auto one = probe.caller(), other = probe.caller(), third = probe.caller();
    const int first = one->say(hello(u"Window"_s, secret));
    const int second = other->say(hello(u"Browser"_s, secret));
    const int last = third->say(hello(u"Browser"_s, secret));
    if (firstLeaves)
        one->hangUp();
    log.resume();
    const QJsonObject owner = meIn(other->replyTo(second));
    QCOMPARE(owner.value("role"_L1).toString(), u"owner"_s);
    QCOMPARE(meIn(third->replyTo(last)), owner);
    if (firstFails)
        QCOMPARE(code(one->replyTo(first)), u"storage"_s);
    else if (!firstLeaves)
        QCOMPARE(meIn(one->replyTo(first)), owner);
    QCOMPARE(meIn(probe.caller()->ask(hello(u"x"_s, secret))), owner);
}

void HelloTest::membersSurviveARestart()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto amina = probe.member(u"Amina"_s);
    const QString token = amina->token, id = amina->me;
    const HostId host = probe.house().facts().id;
    amina.reset();
    probe.reopen();
    QCOMPARE(probe.house().facts().id, host);
    QCOMPARE(code(probe.caller()->ask(hello(u"Amina"_s))), u"name_taken"_s);
    const QJsonObject welcome = probe.caller()->ask(hello(u"x"_s, {{u"token"_s, token}}));
    QCOMPARE(meIn(welcome).value("id"_L1).toString(), id);
    QVERIFY(welcome.value("rooms"_L1).toArray().first().toObject().value("member"_L1).toBool());
    for (const LogEntry &entry : log.stored(u"house"_s))
        QVERIFY2(!entry.extra.contains(token.toLatin1()), "a token is on disk");
}

void HelloTest::namesAreJudged_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::newRow("longest") << QString(limits::nameChars, u'x') << true;
    QTest::newRow("one longer") << QString(limits::nameChars + 1, u'x') << false;
    QTest::newRow("empty") << u""_s << false;
    QTest::newRow("blank") << u"  "_s << false;
    QTest::newRow("bidi") << u"Amina\u202e"_s << false;
    QTest::newRow("zero width") << u"Am\u200bina"_s << false;
    QTest::newRow("control") << u"Am\u0007ina"_s << false;
    QTest::newRow("markup") << u"<img src=x onerror=alert(1)>"_s << true;
    QTest::newRow("Arabic") << u"أمينة"_s << true;
}

void HelloTest::namesAreJudged()
{
    QFETCH(QString, name);
    QFETCH(bool, good);
    MemoryLog log;
    HouseProbe probe(log);
    const QJsonObject reply = probe.caller()->ask(hello(name));
    QCOMPARE(code(reply), good ? QString() : u"bad_request"_s);
    QCOMPARE(reply.value("type"_L1).toString(), good ? u"welcome"_s : u"error"_s);
}

void HelloTest::aTakenNameBringsAFreeOne_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("same") << u"Amina"_s;
    QTest::newRow("another case") << u"AMINA"_s;
    QTest::newRow("Cyrillic look-alikes") << u"Аmіnа"_s;
    QTest::newRow("wide letters") << u"Ａｍｉｎａ"_s;
}

void HelloTest::aTakenNameBringsAFreeOne()
{
    QFETCH(QString, name);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    const auto other = probe.caller();
    const QJsonObject reply = other->ask(hello(name));
    QCOMPARE(code(reply), u"name_taken"_s);
    const QString free = reply.value("free"_L1).toString();
    QVERIFY(!free.isEmpty());
    QCOMPARE(other->ask(hello(free)).value("type"_L1).toString(), u"welcome"_s);
}

void HelloTest::twoAtOnceCannotGetTheSameName()
{
    MemoryLog log;
    HouseProbe probe(log);
    log.hold();
    const auto one = probe.caller(), other = probe.caller();
    const int first = one->say(hello(u"Amina"_s)), second = other->say(hello(u"amina"_s));
    log.resume();
    QCOMPARE(one->replyTo(first).value("type"_L1).toString(), u"welcome"_s);
    QCOMPARE(code(other->replyTo(second)), u"name_taken"_s);
}

void HelloTest::aNameWhoseHelloFailedIsFreeAgain()
{
    MemoryLog log;
    HouseProbe probe(log);
    log.plan(u"house"_s, {MemoryLog::Fault::Fail});
    const auto amina = probe.caller();
    QCOMPARE(code(amina->ask(hello(u"Amina"_s))), u"storage"_s);
    QVERIFY(!amina->participant().isPresent());
    QCOMPARE(amina->ask(hello(u"Amina"_s)).value("type"_L1).toString(), u"welcome"_s);
}

void HelloTest::anotherProtocolIsRefusedWithTheOnesThatAreSpoken()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.caller();
    const QJsonObject reply = amina->ask({{u"type"_s, u"hello"_s}, {u"protocol"_s, 2}});
    QCOMPARE(code(reply), u"unsupported_protocol"_s);
    QCOMPARE(reply.value("protocols"_L1).toArray(), QJsonArray{1});
}

void HelloTest::aRefusedHelloMayBeTriedAgain()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto taken = probe.member(u"Ben"_s);
    const auto amina = probe.caller();
    QCOMPARE(amina->codeOf(saying("rooms")), u"not_hello"_s);
    QCOMPARE(code(amina->ask(hello(u"Ben"_s))), u"name_taken"_s);
    QCOMPARE(amina->codeOf(saying("rooms")), u"not_hello"_s);
    QCOMPARE(amina->ask(hello(u"Amina"_s)).value("type"_L1).toString(), u"welcome"_s);
}

void HelloTest::aSecondHelloIsABadRequest()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    QCOMPARE(code(amina->ask(hello(u"Amina"_s))), u"bad_request"_s);
    QCOMPARE(amina->ask(saying("rooms")).value("type"_L1).toString(), u"ok"_s);
}

void HelloTest::requestsThatComeMeanwhileWait()
{
    MemoryLog log;
    HouseProbe probe(log);
    log.hold();
    const auto amina = probe.caller();
    const int helloId = amina->say(hello(u"Amina"_s));
    const int joinId = amina->say(saying("join"));
    const int postId = amina->say(posting(u"k"_s, u"at once"_s));
    QVERIFY(amina->peer().heard.isEmpty());
    log.resume();
    QCOMPARE(amina->replyTo(postId).value("type"_L1).toString(), u"ok"_s);
    QCOMPARE(amina->heardReply(helloId).value("type"_L1).toString(), u"welcome"_s);
    QCOMPARE(amina->heardReply(joinId).value("type"_L1).toString(), u"ok"_s);
    QCOMPARE(amina->peer().heard.first(), amina->heardReply(helloId));
}

void HelloTest::onlySoManyRequestsWait()
{
    MemoryLog log;
    HouseProbe probe(log);
    log.hold();
    const auto amina = probe.caller();
    amina->say(hello(u"Amina"_s));
    for (int i = 0; i < houselimits::waitingFrames; ++i)
        amina->say(saying("rooms"));
    QVERIFY(amina->peer().heard.isEmpty());
    const int oneMore = amina->say(saying("rooms"));
    QCOMPARE(code(amina->heardReply(oneMore)), u"rate_limited"_s);
    QVERIFY(amina->heardReply(oneMore).value("retry"_L1).toInt() > 0);
    QVERIFY(amina->heardReply(oneMore - 1).isEmpty());
    log.resume();
    QCOMPARE(amina->replyTo(oneMore - 1).value("type"_L1).toString(), u"ok"_s);
}

void HelloTest::theWelcomeComesAfterTheDisk()
{
    MemoryLog log;
    HouseProbe probe(log);
    log.hold();
    const auto amina = probe.caller();
    amina->say(hello(u"Amina"_s));
    log.commitOne();
    QVERIFY(amina->peer().heard.isEmpty());
    QVERIFY(!amina->participant().isPresent());
    log.answerOneWrite();
    log.answerReads();
    QVERIFY(amina->participant().isPresent());
}

void HelloTest::aDiskThatRefusesIsToldAndTheNameIsFree()
{
    using Fault = MemoryLog::Fault;
    MemoryLog log;
    HouseProbe probe(log);
    auto amina = probe.caller();
    // In doubt for good: what may have been stored is taken back, so that a restart does not find it.
    log.plan(u"house"_s, {Fault::UnknownStored, Fault::UnknownLost, Fault::UnknownLost});
    QCOMPARE(code(amina->ask(hello(u"Amina"_s))), u"storage"_s);
    QTRY_VERIFY(log.isIdle());
    amina.reset();
    probe.reopen();
    amina = probe.caller();
    // In doubt once: asked again with the same key.
    log.plan(u"house"_s, {Fault::UnknownStored});
    QCOMPARE(amina->ask(hello(u"Amina"_s)).value("type"_L1).toString(), u"welcome"_s);
}

void HelloTest::whoIsGoneBeforeTheWelcomeLeavesNoName()
{
    MemoryLog log;
    HouseProbe probe(log);
    log.hold();
    auto amina = probe.caller();
    amina->say(hello(u"Amina"_s));
    log.commitOne();
    amina.reset();
    log.resume();
    QTRY_VERIFY(log.isIdle());
    probe.reopen(); // nor is it on disk
    QCOMPARE(probe.caller()->ask(hello(u"Amina"_s)).value("type"_L1).toString(), u"welcome"_s);
    QCOMPARE(code(probe.caller()->ask(hello(u"Amina"_s))), u"name_taken"_s);
    QCOMPARE(probe.house().facts().people, 0);
}

void HelloTest::theCodeIsAskedForOnce()
{
    MemoryLog log;
    HouseProbe probe(log, withCode(HouseConfig::Code::Auto));
    const HouseFacts facts = probe.house().facts();
    QCOMPARE(facts.code.size(), 6);
    QCOMPARE(facts.linkCode.size(), 22);
    const auto amina = probe.caller();
    QCOMPARE(code(amina->ask(hello(u"Amina"_s))), u"wrong_code"_s);
    QCOMPARE(code(amina->ask(hello(u"Amina"_s, {{u"code"_s, u"wrong"_s}}))), u"wrong_code"_s);
    QCOMPARE(code(amina->ask(hello(u"Amina"_s, {{u"code"_s, facts.code}}))), QString());
    const auto ben = probe.caller();
    QCOMPARE(code(ben->ask(hello(u"Ben"_s, {{u"code"_s, facts.linkCode}}))), QString());
    const QString token = amina->heard("welcome").first().value("token"_L1).toString();
    QCOMPARE(code(probe.caller()->ask(hello(u"x"_s, {{u"token"_s, token}}))), QString());
}

void HelloTest::theSixDigitsStayAcrossRestarts()
{
    MemoryLog log;
    HouseProbe probe(log, withCode(HouseConfig::Code::Auto));
    const HouseFacts facts = probe.house().facts();
    probe.reopen();
    QCOMPARE(probe.house().facts().code, facts.code);
    QCOMPARE(probe.house().facts().linkCode, facts.linkCode);
}

void HelloTest::afterFiveWrongCodesMembersStillComeIn()
{
    MemoryLog log;
    HouseProbe probe(log, withCode(HouseConfig::Code::Auto));
    const QString right = probe.house().facts().code;
    const auto amina = probe.caller();
    const QJsonObject welcome = amina->ask(hello(u"Amina"_s, {{u"code"_s, right}}));
    const auto guesser = probe.caller();
    for (int i = 0; i < 5; ++i)
        QCOMPARE(code(guesser->ask(hello(u"Ben"_s, {{u"code"_s, u"guess"_s}}))), u"wrong_code"_s);
    const QJsonObject refused = guesser->ask(hello(u"Ben"_s, {{u"code"_s, right}}));
    QCOMPARE(code(refused), u"rate_limited"_s);
    QVERIFY(refused.value("retry"_L1).toInt() > 0);
    const QJsonObject byToken = probe.caller()->ask(hello(u"x"_s, {{u"token"_s, welcome.value("token"_L1)}}));
    QCOMPARE(meIn(byToken), meIn(welcome));
    QCOMPARE(code(probe.caller(u"192.0.2.9"_s)->ask(hello(u"Ben"_s, {{u"code"_s, right}}))), QString());
}

void HelloTest::aFixedCodeIsTheCode()
{
    MemoryLog log;
    HouseProbe probe(log, withCode(HouseConfig::Code::Fixed, u"open sesame"_s));
    QCOMPARE(probe.house().facts().code, u"open sesame"_s);
    QCOMPARE(code(probe.caller()->ask(hello(u"A"_s, {{u"code"_s, u"open sesame"_s}}))), QString());
    QCOMPARE(code(probe.caller()->ask(hello(u"B"_s, {{u"code"_s, u"close sesame"_s}}))), u"wrong_code"_s);
}

void HelloTest::theDeviceIsSaidOrGuessed_data()
{
    QTest::addColumn<QJsonObject>("more");
    QTest::addColumn<QString>("userAgent");
    QTest::addColumn<Device>("device");
    const QString phone = u"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile Safari/537.36"_s;
    QTest::newRow("said") << QJsonObject{{u"device"_s, u"bot"_s}} << phone << Device::Bot;
    QTest::newRow("our desktop") << QJsonObject{{u"client"_s, u"courtyard-desktop/0.1"_s}} << u""_s
                                 << Device::Desktop;
    QTest::newRow("a phone's browser") << QJsonObject{} << phone << Device::Phone;
    QTest::newRow("a browser") << QJsonObject{} << u"Mozilla/5.0 (X11; Linux x86_64)"_s << Device::Browser;
    QTest::newRow("nothing") << QJsonObject{} << u""_s << Device::Bot;
    QTest::newRow("a library") << QJsonObject{{u"client"_s, u"my-bot/1"_s}} << u"Python/3 websockets"_s
                               << Device::Bot;
}

void HelloTest::theDeviceIsSaidOrGuessed()
{
    QFETCH(QJsonObject, more);
    QFETCH(QString, userAgent);
    QFETCH(Device, device);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.caller();
    amina->peer().known.userAgent = userAgent;
    amina->comeIn(u"Amina"_s, more);
    QCOMPARE(amina->participant().person().device, device);
}

void HelloTest::tenBadFramesCloseTheConnection()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    for (int i = 0; i < limits::badFramesInARow - 1; ++i)
        amina->sayRaw(i % 2 ? "rubbish" : R"({"type":"dance"})");
    QCOMPARE(amina->peer().closeCode, 0);
    QCOMPARE(amina->ask(saying("rooms")).value("type"_L1).toString(), u"ok"_s);
    for (int i = 0; i < limits::badFramesInARow; ++i)
        amina->sayRaw("{");
    QCOMPARE(amina->peer().closeCode, 1008);
    QCOMPARE(amina->heard("error").size(), 2 * limits::badFramesInARow - 1);
    QCOMPARE(probe.house().facts().people, 0);
}

void HelloTest::aGoodFrameSetsTheCountBack()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.caller();
    for (int round = 0; round < 5; ++round) {
        for (int i = 0; i < limits::badFramesInARow - 1; ++i)
            amina->sayRaw("[]");
        amina->sayRaw(R"({"type":"join"})"); // a field is missing: refused, but not a bad frame
    }
    QCOMPARE(amina->peer().closeCode, 0);
}

void HelloTest::aBinaryFrameIsRefused()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.caller();
    amina->participant().receiveBinary("x");
    QCOMPARE(code(amina->peer().heard.last()), u"not_hello"_s);
    amina->comeIn(u"Amina"_s);
    amina->participant().receiveBinary("x");
    QCOMPARE(code(amina->peer().heard.last()), u"bad_request"_s);
    QCOMPARE(amina->peer().closeCode, 0);
}

void HelloTest::pingIsAnsweredAtOnce()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    log.hold();
    const int id = amina->say({{u"type"_s, u"ping"_s}, {u"t"_s, 123.25}});
    const QJsonObject pong = amina->heardReply(id);
    QCOMPARE(pong.value("type"_L1).toString(), u"pong"_s);
    QCOMPARE(pong.value("t"_L1).toDouble(), 123.25);
    QCOMPARE(pong.value("time"_L1).toInteger(), probe.clock().wallMs());
}

void HelloTest::beatsComeAsAskedFor()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto often = probe.member(u"Often"_s);
    const auto seldom = probe.caller();
    seldom->comeIn(u"Seldom"_s, {{u"beat"_s, 2}});
    const auto never = probe.caller();
    never->comeIn(u"Never"_s, {{u"beat"_s, 0}});
    QTRY_VERIFY(!seldom->heard("beat").isEmpty());
    QVERIFY(often->heard("beat").size() >= 2);
    QCOMPARE(often->heard("beat").first().value("time"_L1).toInteger(), probe.clock().wallMs());
    QVERIFY(never->heard("beat").isEmpty());
}

void HelloTest::factsSayWhatIsGoingOn()
{
    MemoryLog log;
    HouseProbe probe(log);
    QSignalSpy changed(&probe.house(), &House::changed);
    QCOMPARE(probe.house().facts().people, 0);
    QVERIFY(probe.house().facts().code.isEmpty());
    QVERIFY(probe.house().facts().linkCode.isEmpty());
    const auto amina = probe.member(u"Amina"_s);
    auto phone = probe.caller();
    phone->token = amina->token;
    phone->comeIn(u"x"_s);
    const auto ben = probe.member(u"Ben"_s);
    QCOMPARE(probe.house().facts().people, 2);
    QTRY_VERIFY(!changed.isEmpty());
    phone.reset();
    QCOMPARE(probe.house().facts().people, 2);
    changed.clear();
    ben->hangUp();
    QCOMPARE(probe.house().facts().people, 1);
    QTRY_COMPARE(changed.size(), 1);
}

void HelloTest::aHouseThatStopsSaysGoodbye()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s);
    const auto atTheDoor = probe.caller();
    atTheDoor->participant();
    log.hold();
    const int pending = amina->say(posting(u"k"_s, u"too late"_s));
    probe.house().stop();
    QCOMPARE(amina->heard("bye").first().value("code"_L1).toString(), u"stopping"_s);
    QCOMPARE(amina->peer().closeCode, 1001);
    QCOMPARE(atTheDoor->peer().closeCode, 1001);
    log.resume();
    QTRY_VERIFY(log.isIdle());
    QVERIFY(amina->heardReply(pending).isEmpty());
    const auto late = probe.caller();
    QCOMPARE(code(late->ask(hello(u"Late"_s))), u"busy"_s);
}

void HelloTest::whoIsDismissedIsToldAndAnsweredNoMore()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s);
    const auto ben = probe.listener(u"Ben"_s);
    amina->participant().dismiss(answer::ByeCode::Kicked, u"Bye."_s);
    QCOMPARE(amina->heard("bye").first().value("code"_L1).toString(), u"kicked"_s);
    QVERIFY(amina->peer().closeCode != 0);
    QVERIFY(!amina->participant().isPresent());
    const auto sawAminaGo = [&ben, &amina] {
        for (const QJsonObject &frame : ben->heard("presence")) {
            if (frame.value("member"_L1).toObject().value("id"_L1).toString() == amina->me
                && !frame.value("online"_L1).toBool())
                return true;
        }
        return false;
    };
    QTRY_VERIFY(sawAminaGo());
    const qsizetype heard = amina->peer().heard.size();
    amina->say(saying("rooms"));
    ben->ask(posting(u"k"_s, u"hello"_s));
    QCOMPARE(amina->peer().heard.size(), heard);
    amina->participant().dismiss(answer::ByeCode::Kicked, u"Again."_s);
    QCOMPARE(amina->heard("bye").size(), 1);
}

void HelloTest::aHouseMayGoWhileTheStoreIsStillBusy()
{
    MemoryLog log;
    auto probe = std::make_unique<HouseProbe>(log);
    auto amina = probe->listener(u"Amina"_s);
    log.hold();
    amina->say(posting(u"k"_s, u"text"_s));
    amina->say(saying("history"));
    amina->say(with(saying("create"), "name", u"Room"_s));
    amina.reset();
    probe.reset();
    log.resume();
    QTRY_VERIFY(log.isIdle());
}

void HelloTest::thePlaceKeepsItsName()
{
    MemoryLog log;
    HouseConfig config = openHouse();
    config.name.clear();
    config.fallbackName = u"laptop"_s;
    {
        HouseProbe probe(log, config);
        QCOMPARE(probe.house().facts().name, u"laptop"_s);
    }
    {
        HouseProbe probe(log); // with a name
        QCOMPARE(probe.house().facts().name, u"Field clinic"_s);
    }
    HouseProbe probe(log, config);
    QCOMPARE(probe.house().facts().name, u"Field clinic"_s);
}

void HelloTest::requestsBeyondTheLimitAreTurnedAway()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    auto second = probe.caller();
    second->token = amina->token;
    second->comeIn(u"x"_s);
    const auto typing = saying("typing");
    int last = 0;
    for (int i = 0; i < houselimits::requestBurst; ++i)
        last = (i % 2 ? amina : second)->say(typing);
    QCOMPARE(amina->heardReply(last).value("type"_L1).toString(), u"ok"_s);
    const QJsonObject refused = second->ask(typing);
    QCOMPARE(code(refused), u"rate_limited"_s);
    const int retry = refused.value("retry"_L1).toInt();
    QVERIFY(retry > 0);
    const auto ben = probe.member(u"Ben"_s);
    QCOMPARE(ben->ask(typing).value("type"_L1).toString(), u"ok"_s);
    probe.clock().advance(retry);
    QCOMPARE(second->ask(typing).value("type"_L1).toString(), u"ok"_s);

    HouseConfig unlimited = openHouse();
    unlimited.rateLimit = false;
    MemoryLog otherLog;
    HouseProbe free(otherLog, unlimited);
    const auto carl = free.member(u"Carl"_s);
    for (int i = 0; i < 2 * houselimits::requestBurst; ++i)
        last = carl->say(typing);
    QCOMPARE(carl->heardReply(last).value("type"_L1).toString(), u"ok"_s);
}

void HelloTest::hellosWithoutEndAreThrottled()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.caller();
    const QJsonObject wrong{{u"type"_s, u"hello"_s}, {u"protocol"_s, 2}, {u"name"_s, u"Amina"_s}};
    for (int i = 0; i < houselimits::helloBurst; ++i)
        QCOMPARE(code(amina->ask(wrong)), u"unsupported_protocol"_s);
    const QJsonObject reply = amina->ask(wrong);
    QCOMPARE(code(reply), u"rate_limited"_s);
    probe.clock().advance(reply.value("retry"_L1).toInt());
    QCOMPARE(amina->ask(hello(u"Amina"_s)).value("type"_L1).toString(), u"welcome"_s);
}

// Each hello that fails late lets the rest wait again: no way to make them more.
void HelloTest::whatWaitsForAHelloStaysBounded()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.caller();
    log.hold();
    log.plan(u"house"_s, {MemoryLog::Fault::Fail, MemoryLog::Fault::None});
    (void)amina->say(hello(u"Amina"_s));
    const int second = amina->say(hello(u"Amina"_s));
    constexpr int parts = 17; // which fill what may wait, but for the hello
    const QString text(houselimits::waitingBytes / parts - 200, u'x');
    for (int i = 0; i < parts; ++i)
        QVERIFY(amina->heardReply(amina->say(posting(u"k%1"_s.arg(i), text))).isEmpty());
    log.answerWrites(); // the first is refused, the second is asked
    const QJsonObject over = amina->heardReply(amina->say(posting(u"over"_s, text)));
    QCOMPARE(code(over), u"rate_limited"_s);
    log.resume();
    QCOMPARE(amina->replyTo(second).value("type"_L1).toString(), u"welcome"_s);
}

QTEST_GUILESS_MAIN(HelloTest)
#include "tst_hello.moc"
