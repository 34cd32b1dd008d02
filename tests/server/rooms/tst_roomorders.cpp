// Rooms that are locked, slow, or closed (PROTOCOL §4, README §9).
#include "server/rooms/houselimits.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/support/patience.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

QString code(const QJsonObject &reply)
{
    return reply.value("code"_L1).toString();
}

bool isOk(const QJsonObject &reply)
{
    return reply.value("type"_L1).toString() == "ok"_L1;
}

QString newRoom(Caller &caller, const char *kind, const QString &name = u"Night shift"_s)
{
    const QJsonObject made =
        caller.ask({{u"type"_s, u"create"_s}, {u"name"_s, name}, {u"kind"_s, QString::fromLatin1(kind)}});
    return made.value("room"_L1).toObject().value("id"_L1).toString();
}

QJsonObject locking(const QString &room, bool on = true)
{
    return with(saying("lock", room), "on", on);
}

QJsonObject slowing(const QString &room, int seconds)
{
    return with(saying("slow", room), "seconds", seconds);
}

} // namespace

class RoomOrdersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inALockedRoomModeratorsAloneWrite();
    void aLockOutlivesARestart();
    void inASlowRoomOneWaits();
    void aClosedRoomIsGoneForEverybody();
    void nothingOfAClosedRoomStays();
    void aClosingThatWasInterruptedIsFinished();
    void whatIsUnderWayFindsItClosed();
    void roomsThatCannotBePutInOrder();
};

void RoomOrdersTest::inALockedRoomModeratorsAloneWrite()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto mo = probe.moderator(*owner, u"Mo"_s);
    const auto ben = probe.listener(u"Ben"_s);
    const qint64 first = ben->ask(posting(u"first"_s, u"x"_s)).value("seq"_L1).toInteger();
    ben->forgetHeard();
    QVERIFY(isOk(mo->ask(locking(lobbyId))));
    QTRY_COMPARE(ben->heard("room").size(), 1);
    QVERIFY(ben->heard("room").constFirst().value("room"_L1).toObject().value("locked"_L1).toBool());
    QCOMPARE(ben->codeOf(posting(u"n"_s, u"x"_s)), u"forbidden"_s);
    QCOMPARE(ben->codeOf(with(acting("edit", u"e"_s, first), "text", u"y"_s)), u"forbidden"_s);
    QCOMPARE(ben->codeOf(with(with(acting("react", u"r"_s, first), "emoji", u"👍"_s), "on", true)),
             u"forbidden"_s);
    QCOMPARE(ben->codeOf(with(with(saying("topic"), "key", u"t"_s), "text", u"y"_s)), u"forbidden"_s);
    QCOMPARE(ben->ask(posting(u"first"_s, u"x"_s)).value("seq"_L1).toInteger(), first);
    QCOMPARE(mo->codeOf(posting(u"n"_s, u"x"_s)), QString());
    mo->peer().known.encrypted = false;
    QVERIFY(mo->ask(posting(u"o"_s, u"x"_s)).value("text"_L1).toString().contains("encrypted"_L1));
    mo->peer().known.encrypted = true;
    QVERIFY(isOk(mo->ask(locking(lobbyId, false))));
    QCOMPARE(ben->codeOf(posting(u"n"_s, u"x"_s)), QString());
}

void RoomOrdersTest::aLockOutlivesARestart()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto owner = probe.owner();
    owner->ask(locking(lobbyId));
    owner->ask(slowing(lobbyId, 30));
    owner.reset();
    probe.reopen();
    const auto ben = probe.caller();
    const QJsonObject room = ben->comeIn(u"Ben"_s).value("rooms"_L1).toArray().first().toObject();
    QVERIFY(room.value("locked"_L1).toBool());
    QCOMPARE(room.value("slow"_L1).toInt(), 30);
}

void RoomOrdersTest::inASlowRoomOneWaits()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto ben = probe.member(u"Ben"_s), cora = probe.member(u"Cora"_s);
    QVERIFY(isOk(owner->ask(slowing(lobbyId, 30))));
    const QJsonObject first = ben->ask(posting(u"1"_s, u"x"_s));
    QVERIFY(isOk(first));
    const QJsonObject refused = ben->ask(posting(u"2"_s, u"x"_s));
    QCOMPARE(code(refused), u"rate_limited"_s);
    QCOMPARE(refused.value("retry"_L1).toInteger(), 30'000);
    QCOMPARE(ben->ask(posting(u"1"_s, u"x"_s)).value("seq"_L1), first.value("seq"_L1));
    QVERIFY(isOk(cora->ask(posting(u"1"_s, u"x"_s))));
    QVERIFY(isOk(owner->ask(posting(u"1"_s, u"x"_s))));
    QVERIFY(isOk(owner->ask(posting(u"2"_s, u"x"_s))));
    probe.clock().advance(29'999);
    QCOMPARE(ben->ask(posting(u"2"_s, u"x"_s)).value("retry"_L1).toInteger(), 1);
    probe.clock().advance(1);
    QVERIFY(isOk(ben->ask(posting(u"2"_s, u"x"_s))));
    QVERIFY(isOk(owner->ask(slowing(lobbyId, 0))));
    QVERIFY(isOk(ben->ask(posting(u"3"_s, u"x"_s))));
}

void RoomOrdersTest::aClosedRoomIsGoneForEverybody()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s), cora = probe.member(u"Cora"_s);
    const QString room = newRoom(*amina, "public");
    ben->ask(saying("join", room));
    ben->ask(posting(u"k"_s, u"x"_s, room));
    for (Caller *one : {amina.get(), ben.get(), cora.get()})
        one->forgetHeard();
    QVERIFY(isOk(owner->ask(saying("close_room", room))));
    for (const Caller *one : {amina.get(), ben.get(), cora.get()}) {
        QCOMPARE(one->heard("room").size(), 1);
        QVERIFY(one->heard("room").constFirst().value("gone"_L1).toBool());
    }
    for (Caller *one : {amina.get(), owner.get()}) {
        QCOMPARE(one->codeOf(saying("join", room)), u"no_room"_s);
        QCOMPARE(one->codeOf(with(saying("history", room), "before", 5)), u"no_room"_s);
        QCOMPARE(one->codeOf(posting(u"n"_s, u"x"_s, room)), u"no_room"_s);
        QCOMPARE(one->ask({{u"type"_s, u"rooms"_s}}).value("rooms"_L1).toArray().size(), 1);
    }
    QCOMPARE(owner->codeOf(saying("close_room", room)), u"no_room"_s);
    QVERIFY(!newRoom(*ben, "public").isEmpty()); // its name is free
}

void RoomOrdersTest::nothingOfAClosedRoomStays()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto owner = probe.owner();
    const QString room = newRoom(*owner, "private");
    for (int i = 0; i < 5; ++i)
        owner->ask(posting(QString::number(i), u"a secret"_s, room));
    QVERIFY(isOk(owner->ask(saying("close_room", room))));
    QTRY_VERIFY(log.isIdle());
    for (const LogEntry &entry : log.stored(room))
        QVERIFY2(entry.text.isEmpty() && entry.extra.isEmpty(), qPrintable(entry.kind));
    QVERIFY(log.stored(room).size() >= 5);
    owner.reset();
    probe.reopen();
    const auto boss = probe.owner();
    QCOMPARE(boss->codeOf(saying("join", room)), u"no_room"_s);
}

void RoomOrdersTest::aClosingThatWasInterruptedIsFinished()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto owner = probe.owner();
    const QString room = newRoom(*owner, "public");
    owner->ask(posting(u"k"_s, u"a secret"_s, room));
    log.plan(room, {MemoryLog::Fault::Fail}); // the disk is full just now
    QVERIFY(isOk(owner->ask(saying("close_room", room))));
    QTRY_VERIFY(log.isIdle());
    QCOMPARE(log.stored(room).constFirst().text, u"a secret"_s);
    owner.reset();
    probe.reopen();
    QTRY_VERIFY(log.stored(room).constFirst().text.isEmpty());
    QCOMPARE(probe.owner()->codeOf(saying("join", room)), u"no_room"_s);
}

void RoomOrdersTest::whatIsUnderWayFindsItClosed()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto ben = probe.member(u"Ben"_s);
    const QString room = newRoom(*owner, "public");
    log.hold();
    const int closing = owner->say(saying("close_room", room));
    const int joining = ben->say(saying("join", room));
    const int posting1 = owner->say(posting(u"k"_s, u"x"_s, room));
    log.resume();
    QVERIFY(isOk(owner->replyTo(closing)));
    QCOMPARE(code(ben->replyTo(joining)), u"no_room"_s);
    QVERIFY(!owner->replyTo(posting1).isEmpty()); // stored before, or refused
    QTRY_VERIFY(log.isIdle());
    for (const LogEntry &entry : log.stored(room))
        QVERIFY(entry.text.isEmpty());
    QVERIFY(isOk(ben->ask(posting(u"n"_s, u"still here"_s))));
}

void RoomOrdersTest::roomsThatCannotBePutInOrder()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto ben = probe.member(u"Ben"_s);
    QCOMPARE(owner->codeOf(saying("close_room")), u"forbidden"_s);
    const QString direct = owner->ask({{u"type"_s, u"direct"_s}, {u"member"_s, ben->me}})
                               .value("room"_L1)
                               .toObject()
                               .value("id"_L1)
                               .toString();
    for (const QJsonObject &request : {saying("close_room", direct), locking(direct), slowing(direct, 5)})
        QCOMPARE(owner->codeOf(request), u"forbidden"_s);
    QVERIFY(isOk(ben->ask(posting(u"n"_s, u"still here"_s, direct))));
}

QTEST_GUILESS_MAIN(RoomOrdersTest)
#include "tst_roomorders.moc"
