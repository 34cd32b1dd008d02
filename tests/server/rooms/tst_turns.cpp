// Who asks for much waits for its turn, and every limit of a house holds at the limit and not before it.
#include "server/rooms/houselimits.h"
#include "server/rooms/links.h"
#include "server/rooms/newcomers.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/support/patience.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

QString codeIn(const QJsonObject &reply)
{
    return reply.value("code"_L1).toString();
}

QString typeIn(const QJsonObject &reply)
{
    return reply.value("type"_L1).toString();
}

QJsonObject history(qint64 after)
{
    return with(saying("history"), "after", after);
}

QJsonObject creating(const QString &name, const char *kind = "public")
{
    return {{u"type"_s, u"create"_s}, {u"name"_s, name}, {u"kind"_s, QString::fromLatin1(kind)}};
}

QString roomIn(const QJsonObject &reply)
{
    return reply.value("room"_L1).toObject().value("id"_L1).toString();
}

// A house whose lobby has more events than are kept in memory, so that reading them takes the store.
struct LongPast {
    explicit LongPast(HouseConfig config = openHouse()) : probe(log, std::move(config))
    {
        amina = probe.member(u"Amina"_s);
        for (int i = 1; i <= 250; ++i)
            amina->say(posting(QString::number(i), u"x"_s));
        if (!waitFor([this] { return log.isIdle(); }))
            qFatal("the past was not written");
        amina->forgetHeard();
        probe.clock().advance(60'000);
    }
    MemoryLog log;
    HouseProbe probe;
    std::unique_ptr<Caller> amina;
};

} // namespace

class TurnsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlySoManyLargeRequestsAreUnderWay();
    void allLargeRequestsAreAnsweredInTheirOrder();
    void nothingLargeBeginsWhileMuchIsQueued_data();
    void nothingLargeBeginsWhileMuchIsQueued();
    void smallRequestsDoNotWaitBehindLargeOnes();
    void nothingOvertakesAWaitingJoinOfItsRoom();
    void onlySoMuchWaits();
    void hangingUpWithRequestsInLineIsNoHarm();
    void dismissedWithRequestsInLineNothingFollows();
    void aLargeRequestThatIsRefusedGivesItsTurnBack();

    void bytesOfOneMemberAreThrottled();
    void refusedRequestsAreThrottledToo();
    void withoutRateLimitNothingIsThrottled();
    void oneAddressBringsOnlySoManyNewMembers();
    void membersComeInHoweverManyNewOnesCame();
    void whereTooManyAddressesAreWatchedTheRestShareOne();
    void oneMemberHasOnlySoManyDirectRooms();
    void secretsOfRoomsAreNotGuessed();
    void whoKnowsOneSecretMayNotGuessAnother();
};

void TurnsTest::onlySoManyLargeRequestsAreUnderWay()
{
    LongPast past;
    past.log.hold();
    for (int i = 0; i < houselimits::largeAtOnce; ++i)
        past.amina->say(history(i));
    QCOMPARE(past.log.waitingReads(), std::size_t(houselimits::largeAtOnce));
    past.amina->say(history(9));
    QCOMPARE(past.log.waitingReads(), std::size_t(houselimits::largeAtOnce)); // one past it waits
    past.log.readOne();
    past.log.answerOneRead();
    QTRY_COMPARE(past.log.waitingReads(), std::size_t(houselimits::largeAtOnce));
}

void TurnsTest::allLargeRequestsAreAnsweredInTheirOrder()
{
    LongPast past;
    QList<int> ids;
    for (int i = 0; i < 40; ++i)
        ids.append(past.amina->say(history(i)));
    for (const int id : ids)
        QCOMPARE(typeIn(past.amina->replyTo(id)), u"ok"_s);
    QList<int> heard;
    for (const QJsonObject &frame : past.amina->heard("ok"))
        heard.append(frame.value("re"_L1).toInt());
    QCOMPARE(heard, ids);
}

void TurnsTest::nothingLargeBeginsWhileMuchIsQueued_data()
{
    QTest::addColumn<QJsonObject>("request");
    QTest::newRow("join") << saying("join");
    QTest::newRow("history") << history(240);
    QTest::newRow("people") << saying("people");
    QTest::newRow("rooms") << QJsonObject{{u"type"_s, u"rooms"_s}};
    QTest::newRow("search") << QJsonObject{{u"type"_s, u"search"_s}, {u"query"_s, u"x"_s}};
}

void TurnsTest::nothingLargeBeginsWhileMuchIsQueued()
{
    QFETCH(QJsonObject, request);
    LongPast past;
    past.amina->peer().queued = houselimits::largeQueue + 1;
    const int late = past.amina->say(request);
    past.amina->participant().drained(); // but not enough
    QCOMPARE(typeIn(past.amina->ask({{u"type"_s, u"ping"_s}, {u"t"_s, 1}})), u"pong"_s);
    QTRY_VERIFY(past.log.isIdle());
    QVERIFY(past.amina->heardReply(late).isEmpty());
    past.amina->peer().queued = houselimits::largeQueue;
    past.amina->participant().drained();
    QCOMPARE(typeIn(past.amina->replyTo(late)), u"ok"_s);
}

void TurnsTest::smallRequestsDoNotWaitBehindLargeOnes()
{
    LongPast past;
    past.amina->peer().queued = houselimits::largeQueue + 1;
    const int page = past.amina->say(history(0));
    QCOMPARE(past.amina->ask(posting(u"new"_s, u"x"_s)).value("seq"_L1).toInt(), 251);
    QCOMPARE(typeIn(past.amina->ask(with(saying("read"), "seq", 251))), u"ok"_s);
    QVERIFY(past.amina->heardReply(page).isEmpty());
}

void TurnsTest::nothingOvertakesAWaitingJoinOfItsRoom()
{
    LongPast past;
    const QString room = roomIn(past.amina->ask(creating(u"Kitchen"_s)));
    const auto ben = past.probe.member(u"Ben"_s);
    ben->peer().queued = houselimits::largeQueue + 1;
    ben->say(saying("join", room));
    const int post = ben->say(posting(u"in"_s, u"x"_s, room)); // before the join it would be refused
    const int leave = ben->say(saying("leave", room));
    QCOMPARE(ben->ask(posting(u"elsewhere"_s, u"x"_s)).value("seq"_L1).toInt(), 251);
    QVERIFY(ben->heardReply(post).isEmpty());
    ben->peer().queued = 0;
    ben->participant().drained();
    QVERIFY(!ben->replyTo(leave).isEmpty());
    QVERIFY(!ben->replyTo(post).isEmpty());
    QVERIFY(!ben->heard("ok").isEmpty());
}

void TurnsTest::onlySoMuchWaits()
{
    LongPast past;
    past.amina->peer().queued = houselimits::largeQueue + 1;
    QList<int> ids;
    for (int i = 0; i < houselimits::waitingFrames; ++i)
        ids.append(past.amina->say(history(i)));
    for (const int id : ids)
        QVERIFY(past.amina->heardReply(id).isEmpty());
    const QJsonObject past1 = past.amina->heardReply(past.amina->say(history(0)));
    QCOMPARE(codeIn(past1), u"rate_limited"_s);
    QVERIFY(past1.value("retry"_L1).toInt() > 0);
    past.amina->peer().queued = 0;
    past.amina->participant().drained();
    for (const int id : ids)
        QCOMPARE(typeIn(past.amina->replyTo(id)), u"ok"_s);
}

void TurnsTest::hangingUpWithRequestsInLineIsNoHarm()
{
    LongPast past;
    const auto ben = past.probe.member(u"Ben"_s);
    past.log.hold();
    for (int i = 0; i < 20; ++i)
        ben->say(i % 2 == 0 ? history(i) : with(saying("join"), "after", i));
    past.log.readOne();
    past.log.answerOneRead(); // the next one's turn is on its way
    ben->hangUp();
    past.log.resume();
    QTRY_VERIFY(past.log.isIdle());
    QCOMPARE(typeIn(past.amina->ask(history(0))), u"ok"_s);
}

void TurnsTest::dismissedWithRequestsInLineNothingFollows()
{
    LongPast past;
    past.log.hold();
    for (int i = 0; i < 20; ++i)
        past.amina->say(history(i));
    past.amina->participant().dismiss(answer::ByeCode::Kicked, u"out"_s);
    past.log.resume();
    QTRY_VERIFY(past.log.isIdle());
    QVERIFY(past.amina->heard("ok").isEmpty());
}

void TurnsTest::aLargeRequestThatIsRefusedGivesItsTurnBack()
{
    LongPast past;
    for (int i = 0; i < 3 * houselimits::largeAtOnce; ++i)
        QCOMPARE(past.amina->codeOf(saying("history", u"r_nowhere"_s)), u"bad_request"_s);
    for (int i = 0; i < 3 * houselimits::largeAtOnce; ++i)
        QCOMPARE(past.amina->codeOf(saying("join", u"r_nowhere"_s)), u"no_room"_s);
    past.log.setReadsFail(true);
    for (int i = 0; i < 3 * houselimits::largeAtOnce; ++i)
        QCOMPARE(past.amina->codeOf(history(0)), u"internal"_s);
    past.log.setReadsFail(false);
    QCOMPARE(typeIn(past.amina->ask(history(0))), u"ok"_s);
}

// Requests alone would let more pass.
void TurnsTest::bytesOfOneMemberAreThrottled()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    QByteArray frame = R"({"type":"ping","id":1,"t":1,"x":""})";
    frame.insert(frame.size() - 2, QByteArray(limits::frameBytes - frame.size(), 'x'));
    const int atOnce = houselimits::byteBurst / limits::frameBytes;
    for (int i = 0; i < atOnce; ++i)
        amina->sayRaw(frame);
    QCOMPARE(amina->heard("pong").size(), qsizetype(atOnce));
    amina->sayRaw(frame);
    QCOMPARE(amina->heard("pong").size(), qsizetype(atOnce));
    const QJsonObject refused = amina->heard("error").value(0);
    QCOMPARE(codeIn(refused), u"rate_limited"_s);
    ben->sayRaw(frame);
    QCOMPARE(ben->heard("pong").size(), 1); // others are not concerned
    probe.clock().advance(refused.value("retry"_L1).toInteger());
    amina->sayRaw(frame);
    QCOMPARE(amina->heard("pong").size(), qsizetype(atOnce + 1));
}

void TurnsTest::refusedRequestsAreThrottledToo()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    for (int i = 0; i < houselimits::requestBurst; ++i)
        amina->say(saying("post")); // without a key
    for (const QJsonObject &error : amina->heard("error"))
        QCOMPARE(codeIn(error), u"bad_request"_s);
    QCOMPARE(codeIn(amina->heardReply(amina->say(saying("post")))), u"rate_limited"_s);
    QCOMPARE(amina->peer().closeCode, 0);
}

void TurnsTest::withoutRateLimitNothingIsThrottled()
{
    MemoryLog log;
    HouseConfig config = openHouse();
    config.rateLimit = false;
    HouseProbe probe(log, config);
    const auto amina = probe.member(u"Amina"_s);
    for (int i = 0; i < 3 * houselimits::requestBurst; ++i)
        amina->say({{u"type"_s, u"ping"_s}, {u"t"_s, 1}});
    QCOMPARE(amina->heard("pong").size(), qsizetype(3 * houselimits::requestBurst));
    for (int i = 0; i <= houselimits::newcomerBurst; ++i)
        QVERIFY(!probe.member(u"Guest %1"_s.arg(i))->me.isEmpty());
}

void TurnsTest::oneAddressBringsOnlySoManyNewMembers()
{
    MemoryLog log;
    HouseProbe probe(log);
    for (int i = 0; i < houselimits::newcomerBurst; ++i)
        QVERIFY(!probe.member(u"Guest %1"_s.arg(i))->me.isEmpty());
    const auto late = probe.caller();
    const QJsonObject refused = late->comeIn(u"Late"_s);
    QCOMPARE(codeIn(refused), u"rate_limited"_s);
    const auto elsewhere = probe.caller(u"192.0.2.2"_s);
    QVERIFY(!elsewhere->comeIn(u"Elsewhere"_s).isEmpty());
    QVERIFY(!elsewhere->me.isEmpty());
    probe.clock().advance(refused.value("retry"_L1).toInteger());
    late->token.clear();
    late->comeIn(u"Late"_s);
    QVERIFY(!late->me.isEmpty());
}

void TurnsTest::membersComeInHoweverManyNewOnesCame()
{
    MemoryLog log;
    HouseProbe probe(log);
    const QString token = probe.member(u"Amina"_s)->token;
    for (int i = 1; i < houselimits::newcomerBurst; ++i)
        probe.member(u"Guest %1"_s.arg(i));
    const auto again = probe.caller();
    again->token = token;
    again->comeIn(u"Amina"_s);
    QVERIFY(!again->me.isEmpty());
}

void TurnsTest::whereTooManyAddressesAreWatchedTheRestShareOne()
{
    ManualClock clock;
    Newcomers newcomers(clock);
    for (int i = 0; i < houselimits::watchedAddresses; ++i)
        QVERIFY(!newcomers.take(QString::number(i)));
    for (int i = 0; i < houselimits::newcomerBurst; ++i)
        QVERIFY(!newcomers.take(u"x%1"_s.arg(i)));
    QVERIFY(newcomers.take(u"y"_s));
    QVERIFY(!newcomers.take(u"7"_s)); // known ones keep their own
    clock.advance(60'000);
    QVERIFY(!newcomers.take(u"y"_s)); // those who were quiet are forgotten
}

void TurnsTest::oneMemberHasOnlySoManyDirectRooms()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    QStringList others;
    for (int i = 0; i <= houselimits::directRoomsPerMember; ++i)
        others.append(probe.member(u"Guest %1"_s.arg(i))->me);
    const auto direct = [](const QString &member) {
        return QJsonObject{{u"type"_s, u"direct"_s}, {u"member"_s, member}};
    };
    for (int i = 0; i < houselimits::directRoomsPerMember; ++i) {
        QCOMPARE(typeIn(amina->ask(direct(others[i]))), u"ok"_s);
        probe.clock().advance(1000);
        amina->forgetHeard();
    }
    QCOMPARE(amina->codeOf(direct(others.last())), u"forbidden"_s);
    QCOMPARE(typeIn(amina->ask(direct(others.first()))), u"ok"_s); // that one there is
    const auto ben = probe.member(u"Ben"_s);
    QCOMPARE(ben->codeOf(direct(amina->me)), u"forbidden"_s);
    QCOMPARE(typeIn(ben->ask(direct(others.last()))), u"ok"_s);
}

void TurnsTest::secretsOfRoomsAreNotGuessed()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    const QString room =
        roomIn(amina->ask(with(creating(u"Plans"_s, "private"), "secret", u"open sesame"_s)));
    const auto mallory = probe.member(u"Mallory"_s);
    const auto guess = [&room](const char *secret) {
        return with(saying("join", room), "secret", QString::fromLatin1(secret));
    };
    QCOMPARE(mallory->codeOf(saying("join", room)), u"no_room"_s); // no secret is no try
    for (int i = 0; i < houselimits::wrongTries; ++i)
        QCOMPARE(mallory->codeOf(guess("wrong")), u"no_room"_s);
    const QJsonObject refused = mallory->ask(guess("open sesame"));
    QCOMPARE(codeIn(refused), u"rate_limited"_s);
    const auto ben = probe.caller(u"192.0.2.2"_s);
    ben->comeIn(u"Ben"_s);
    QCOMPARE(typeIn(ben->ask(guess("open sesame"))), u"ok"_s);
    QCOMPARE(typeIn(amina->ask(saying("join", room))), u"ok"_s); // members need none
    probe.clock().advance(refused.value("retry"_L1).toInteger());
    QCOMPARE(typeIn(mallory->ask(guess("open sesame"))), u"ok"_s);
}

void TurnsTest::whoKnowsOneSecretMayNotGuessAnother()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), mallory = probe.member(u"Mallory"_s),
               eve = probe.member(u"Eve"_s);
    const QString room = roomIn(amina->ask(with(creating(u"Plans"_s, "private"), "secret", u"sesame"_s)));
    const QString own = roomIn(eve->ask(with(creating(u"Own"_s, "private"), "secret", u"known"_s)));
    QString last;
    for (int i = 0; i < houselimits::wrongTries + 1; ++i) {
        last = mallory->codeOf(with(saying("join", room), "secret", u"wrong"_s));
        mallory->ask(with(saying("join", own), "secret", u"known"_s));
        mallory->ask(saying("leave", own));
    }
    QCOMPARE(last, u"rate_limited"_s);
}

QTEST_GUILESS_MAIN(TurnsTest)
#include "tst_turns.moc"
