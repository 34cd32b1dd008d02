// The same member on another device (PROTOCOL §3), and what becomes of the owner's older tokens.
#include "server/rooms/houselimits.h"
#include "server/rooms/links.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/support/patience.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;
using Fault = MemoryLog::Fault;

namespace {

const QString house = u"house"_s;

QString codeIn(const QJsonObject &reply)
{
    return reply.value("code"_L1).toString();
}

QString meIn(const QJsonObject &welcome)
{
    return welcome.value("me"_L1).toObject().value("id"_L1).toString();
}

QString tokenIn(const QJsonObject &welcome)
{
    return welcome.value("token"_L1).toString();
}

QJsonObject hello(QJsonObject more)
{
    more.insert("type"_L1, u"hello"_s);
    more.insert("protocol"_L1, 1);
    return more;
}

QJsonObject linking(const QString &link)
{
    return hello({{u"link"_s, link}});
}

QJsonObject byToken(const QString &token)
{
    return hello({{u"token"_s, token}});
}

QString linkOf(Caller &caller)
{
    return caller.ask({{u"type"_s, u"link"_s}}).value("link"_L1).toString();
}

HouseConfig withCode()
{
    HouseConfig config = openHouse();
    config.code = HouseConfig::Code::Fixed;
    config.fixedCode = u"481502"_s;
    return config;
}

} // namespace

class LinksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLinkIsTheSameMemberWithAnotherToken();
    void itNeedsNoJoinCode();
    void itWinsOverATokenOfSomebodyElse();
    void itIsGoodOnce();
    void itIsGoodForTwoMinutes_data();
    void itIsGoodForTwoMinutes();
    void ofTwoAtOnceOneComesIn();
    void aWrongLinkMakesNoMember();
    void guessesAreBoundedAndTheRightOneIsNotLockedOut();
    void ofOneMemberOnlySoManyHoldAtOnce();
    void aMemberHasOnlySoManyTokens();
    void theTokenIsOnDiskBeforeTheWelcome();
    void whatCouldNotBeStoredIsGoodAgain_data();
    void whatCouldNotBeStoredIsGoodAgain();
    void whoHungUpMayTryAgain();
    void aRenameMeanwhileIsNotLost();
    void aLinkEndsWithTheHouse();

    void theNewestOwnerTokenIsTheOnlyOne();
    void theOwnersDevicesStayWhileTheTokenDoes();
    void aHouseThatCannotRevokeDoesNotOpen();
};

void LinksTest::aLinkIsTheSameMemberWithAnotherToken()
{
    MemoryLog log;
    QString me, first, second;
    {
        HouseProbe probe(log);
        const auto amina = probe.member(u"Amina"_s);
        me = amina->me;
        first = amina->token;
        const QJsonObject reply = amina->ask({{u"type"_s, u"link"_s}});
        QCOMPARE(reply.value("expires"_L1).toInteger(), probe.clock().wallMs() + houselimits::linkMs);
        QVERIFY(reply.value("link"_L1).toString().size() >= 22); // 128 bits
        const QJsonObject welcome = probe.caller()->ask(linking(reply.value("link"_L1).toString()));
        QCOMPARE(meIn(welcome), me);
        second = tokenIn(welcome);
        QVERIFY(second != first);
        QCOMPARE(meIn(probe.caller()->ask(byToken(first))), me);
    }
    HouseProbe again(log); // both are durable
    QCOMPARE(meIn(again.caller()->ask(byToken(first))), me);
    QCOMPARE(meIn(again.caller()->ask(byToken(second))), me);
    for (const LogEntry &entry : log.stored(house))
        QVERIFY(!entry.extra.contains(second.toUtf8())); // hashed
}

void LinksTest::itNeedsNoJoinCode()
{
    MemoryLog log;
    HouseProbe probe(log, withCode());
    const auto amina = probe.caller();
    amina->comeIn(u"Amina"_s, {{u"code"_s, u"481502"_s}});
    QCOMPARE(meIn(probe.caller()->ask(linking(linkOf(*amina)))), amina->me);
}

void LinksTest::itWinsOverATokenOfSomebodyElse()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QJsonObject both = with(linking(linkOf(*amina)), "token", ben->token);
    QCOMPARE(meIn(probe.caller()->ask(both)), amina->me);
}

void LinksTest::itIsGoodOnce()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    const QString link = linkOf(*amina);
    QCOMPARE(meIn(probe.caller()->ask(linking(link))), amina->me);
    QCOMPARE(codeIn(probe.caller()->ask(linking(link))), u"wrong_code"_s);
}

void LinksTest::itIsGoodForTwoMinutes_data()
{
    QTest::addColumn<qint64>("after");
    QTest::addColumn<bool>("good");
    QTest::newRow("just before") << houselimits::linkMs - 1 << true;
    QTest::newRow("just then") << houselimits::linkMs << false;
}

void LinksTest::itIsGoodForTwoMinutes()
{
    QFETCH(qint64, after);
    QFETCH(bool, good);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    const QString link = linkOf(*amina);
    probe.clock().advance(after);
    probe.clock().jumpWall(-86'400'000); // the wall clock has no say
    QCOMPARE(meIn(probe.caller()->ask(linking(link))), good ? amina->me : QString());
}

void LinksTest::ofTwoAtOnceOneComesIn()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    const QString link = linkOf(*amina);
    const auto phone = probe.caller(), thief = probe.caller();
    log.hold();
    const int first = phone->say(linking(link)), second = thief->say(linking(link));
    log.resume();
    QCOMPARE(meIn(phone->replyTo(first)), amina->me);
    QCOMPARE(codeIn(thief->replyTo(second)), u"wrong_code"_s);
}

// Neither with a name nor with a right join code beside it.
void LinksTest::aWrongLinkMakesNoMember()
{
    MemoryLog log;
    HouseProbe probe(log, withCode());
    const auto mallory = probe.caller();
    const QJsonObject all{{u"link"_s, u"x"_s}, {u"name"_s, u"Mallory"_s}, {u"code"_s, u"481502"_s}};
    QCOMPARE(codeIn(mallory->ask(hello(all))), u"wrong_code"_s);
    QCOMPARE(probe.house().facts().people, 0);
    mallory->comeIn(u"Mallory"_s, {{u"code"_s, u"481502"_s}}); // on the same connection
    QVERIFY(!mallory->me.isEmpty());
}

void LinksTest::guessesAreBoundedAndTheRightOneIsNotLockedOut()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    const auto mallory = probe.caller();
    for (int i = 0; i < houselimits::wrongTries; ++i)
        QCOMPARE(codeIn(mallory->ask(linking(u"wrong"_s))), u"wrong_code"_s);
    const QJsonObject refused = mallory->ask(linking(u"wrong"_s));
    QCOMPARE(codeIn(refused), u"rate_limited"_s);
    QVERIFY(refused.value("retry"_L1).toInt() > 0);
    QCOMPARE(meIn(probe.caller()->ask(linking(linkOf(*amina)))), amina->me); // same address
}

void LinksTest::ofOneMemberOnlySoManyHoldAtOnce()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString bens = linkOf(*ben);
    QStringList links;
    for (int i = 0; i <= houselimits::linksPerMember; ++i) {
        links.append(linkOf(*amina));
        probe.clock().advance(1000);
    }
    QCOMPARE(codeIn(probe.caller()->ask(linking(links.takeFirst()))), u"wrong_code"_s);
    for (const QString &link : links)
        QCOMPARE(meIn(probe.caller()->ask(linking(link))), amina->me);
    QCOMPARE(meIn(probe.caller()->ask(linking(bens))), ben->me);
}

void LinksTest::aMemberHasOnlySoManyTokens()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    for (int i = 1; i < houselimits::tokensPerMember; ++i)
        QCOMPARE(meIn(probe.caller()->ask(linking(linkOf(*amina)))), amina->me);
    QCOMPARE(amina->codeOf({{u"type"_s, u"link"_s}}), u"forbidden"_s);
}

void LinksTest::theTokenIsOnDiskBeforeTheWelcome()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    const QString link = linkOf(*amina);
    const auto phone = probe.caller();
    log.hold();
    const int id = phone->say(linking(link));
    log.commitOne();
    QVERIFY(phone->heardReply(id).isEmpty());
    log.answerOneWrite();
    log.resume();
    QCOMPARE(meIn(phone->replyTo(id)), amina->me);
}

void LinksTest::whatCouldNotBeStoredIsGoodAgain_data()
{
    QTest::addColumn<QList<Fault>>("faults");
    QTest::newRow("it was not stored") << QList<Fault>{Fault::Fail};
    QTest::newRow("it is in doubt, and was")
        << QList<Fault>{Fault::UnknownStored, Fault::UnknownLost, Fault::UnknownLost};
    QTest::newRow("it is in doubt, and was not") << QList<Fault>(3, Fault::UnknownLost);
}

void LinksTest::whatCouldNotBeStoredIsGoodAgain()
{
    QFETCH(QList<Fault>, faults);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), phone = probe.caller();
    const QString link = linkOf(*amina);
    log.plan(house, faults);
    QCOMPARE(codeIn(phone->ask(linking(link))), u"storage"_s);
    log.plan(house, {});
    QCOMPARE(meIn(phone->ask(linking(link))), amina->me);
}

void LinksTest::whoHungUpMayTryAgain()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    const QString link = linkOf(*amina);
    auto phone = probe.caller();
    log.hold();
    phone->say(linking(link));
    phone.reset();
    log.resume();
    QTRY_VERIFY(log.isIdle());
    QCOMPARE(meIn(probe.caller()->ask(linking(link))), amina->me);
    // The token that nobody learnt is gone: there are the first one and this one.
    QTRY_VERIFY(log.isIdle());
    for (const LogEntry &entry : log.stored(house)) {
        if (entry.kind == u"member"_s)
            QCOMPARE(QJsonDocument::fromJson(entry.extra).object().value("tokens"_L1).toArray().size(), 2);
    }
}

void LinksTest::aRenameMeanwhileIsNotLost()
{
    MemoryLog log;
    QString token;
    {
        HouseProbe probe(log);
        const auto amina = probe.member(u"Amina"_s), phone = probe.caller();
        const QString link = linkOf(*amina);
        log.hold();
        const int linked = phone->say(linking(link));
        const int renamed = amina->say({{u"type"_s, u"rename"_s}, {u"name"_s, u"Amina B."_s}});
        log.resume();
        token = tokenIn(phone->replyTo(linked));
        QVERIFY(!amina->replyTo(renamed).isEmpty());
    }
    HouseProbe again(log);
    const QJsonObject welcome = again.caller()->ask(byToken(token));
    QCOMPARE(welcome.value("me"_L1).toObject().value("name"_L1).toString(), u"Amina B."_s);
}

void LinksTest::aLinkEndsWithTheHouse()
{
    MemoryLog log;
    HouseProbe probe(log);
    QString link;
    link = linkOf(*probe.member(u"Amina"_s));
    probe.reopen();
    QCOMPARE(codeIn(probe.caller()->ask(linking(link))), u"wrong_code"_s);
}

void LinksTest::theNewestOwnerTokenIsTheOnlyOne()
{
    MemoryLog log;
    HouseConfig config = openHouse();
    QString me, phone;
    {
        HouseProbe probe(log, config);
        const auto owner = probe.caller();
        owner->token = config.ownerToken;
        owner->comeIn(u"Olga"_s);
        me = owner->me;
        phone = tokenIn(probe.caller()->ask(linking(linkOf(*owner))));
    }
    const QString old = config.ownerToken;
    config.ownerToken = u"made anew"_s;
    HouseProbe probe(log, config);
    for (const QString &token : {old, phone}) {
        QCOMPARE(probe.caller()->codeOf(byToken(token)), u"bad_request"_s); // a stranger, and without a name
        const QJsonObject welcome = probe.caller()->ask(with(byToken(token), "name", makeKey()));
        QVERIFY(!meIn(welcome).isEmpty() && meIn(welcome) != me);
        QVERIFY(tokenIn(welcome) != token); // never adopted
    }
    const QJsonObject owner = probe.caller()->ask(byToken(config.ownerToken));
    QCOMPARE(meIn(owner), me);
    QCOMPARE(owner.value("me"_L1).toObject().value("role"_L1).toString(), u"owner"_s);
}

void LinksTest::theOwnersDevicesStayWhileTheTokenDoes()
{
    MemoryLog log;
    HouseProbe probe(log);
    QString me, phone;
    {
        const auto owner = probe.caller();
        owner->token = openHouse().ownerToken;
        owner->comeIn(u"Olga"_s);
        me = owner->me;
        phone = tokenIn(probe.caller()->ask(linking(linkOf(*owner))));
    }
    probe.reopen();
    QCOMPARE(meIn(probe.caller()->ask(byToken(phone))), me);
}

void LinksTest::aHouseThatCannotRevokeDoesNotOpen()
{
    MemoryLog log;
    ManualClock clock;
    HouseConfig config = openHouse();
    {
        HouseProbe probe(log, config);
        const auto owner = probe.caller();
        owner->token = config.ownerToken;
        owner->comeIn(u"Olga"_s);
    }
    config.ownerToken = u"made anew"_s;
    log.plan(house, {Fault::Fail});
    House next(config, log, clock);
    std::optional<QString> problem;
    next.open([&problem](const QString &words) { problem = words; });
    QTRY_VERIFY(problem.has_value());
    QVERIFY(!problem->isEmpty());
}

QTEST_GUILESS_MAIN(LinksTest)
#include "tst_links.moc"
