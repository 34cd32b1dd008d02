// One order for all, nothing twice, nothing missing (PROTOCOL §4), whatever the disk does and whenever it
// does it.
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/support/patience.h"

#include <QRandomGenerator>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;
using Fault = MemoryLog::Fault;

namespace {

const QString lobby = QString(lobbyId);

QString code(const QJsonObject &reply)
{
    return reply.value("code"_L1).toString();
}

// What a connection knows of a room: its join's events and what came live after it, in the order of the
// frames.
struct Seen {
    QList<qint64> seqs;
    bool inOrder = true; // each is one more than that before
};

Seen seenBy(const Caller &caller)
{
    Seen seen;
    qint64 next = -1; // what must come live; -1: has not joined
    const auto take = [&seen, &next](qint64 seq) {
        seen.inOrder = seen.inOrder && seq == next;
        seen.seqs.append(seq);
        next = seq + 1;
    };
    for (const QJsonObject &frame : caller.peer().heard) {
        if (frame.contains("events"_L1) && frame.contains("people"_L1)) {
            const QJsonArray events = frame.value("events"_L1).toArray();
            if (!events.isEmpty())
                next = events.first().toObject().value("seq"_L1).toInteger();
            for (const QJsonValue &event : events)
                take(event.toObject().value("seq"_L1).toInteger());
            const qint64 head = frame.value("room"_L1).toObject().value("head"_L1).toInteger();
            // The rest, up to the head, is for `history`.
            seen.inOrder =
                seen.inOrder && (events.isEmpty() || frame.value("more"_L1).toBool() == (next != head + 1));
            next = head + 1;
        } else if (frame.value("type"_L1).toString() == "event"_L1) {
            take(frame.value("seq"_L1).toInteger());
        }
    }
    return seen;
}

} // namespace

class OrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nobodyHearsBeforeTheDisk();
    void whatCouldNotBeStoredNobodyHears();
    void whatIsInDoubtIsHeardOnceAndInOrder_data();
    void whatIsInDoubtIsHeardOnceAndInOrder();
    void aDoubtfulEventDoesNotHoldUpTheNext();
    void liveEventsWaitForTheReplyOfJoin();
    void nothingOvertakesWhatIsStillLookedUp_data();
    void nothingOvertakesWhatIsStillLookedUp();
    void joiningTwiceAtOnceGivesNothingTwice();
    void leavingWhileJoiningEndsIt();
    void hangingUpWhileJoiningIsNoHarm();
    void aJoinThatCannotBeReadMayBeTriedAgain();
    void everyInterleavingGivesOneOrder_data();
    void everyInterleavingGivesOneOrder();
};

void OrderTest::nobodyHearsBeforeTheDisk()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s), ben = probe.listener(u"Ben"_s);
    log.hold();
    const int id = amina->say(posting(u"k"_s, u"x"_s));
    log.commitOne();
    QVERIFY(amina->heardReply(id).isEmpty());
    QVERIFY(ben->heard("event").isEmpty());
    log.answerOneWrite();
    QCOMPARE(amina->heardReply(id).value("seq"_L1).toInt(), 1);
    QCOMPARE(ben->heard("event").size(), 1);
}

void OrderTest::whatCouldNotBeStoredNobodyHears()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s), ben = probe.listener(u"Ben"_s);
    log.plan(lobby, {Fault::Fail});
    QCOMPARE(amina->codeOf(posting(u"k"_s, u"x"_s)), u"storage"_s);
    QVERIFY(ben->heard("event").isEmpty());
    QCOMPARE(amina->ask(posting(u"k"_s, u"x"_s)).value("seq"_L1).toInt(), 1);
    QCOMPARE(ben->heardSeqs(lobby), QList<qint64>{1});
}

void OrderTest::whatIsInDoubtIsHeardOnceAndInOrder_data()
{
    QTest::addColumn<bool>("stored");
    QTest::newRow("it was stored") << true;
    QTest::newRow("it was lost") << false;
}

void OrderTest::whatIsInDoubtIsHeardOnceAndInOrder()
{
    QFETCH(bool, stored);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s), ben = probe.listener(u"Ben"_s);
    log.plan(lobby, {stored ? Fault::UnknownStored : Fault::UnknownLost});
    QCOMPARE(amina->codeOf(posting(u"k"_s, u"x"_s)), u"storage"_s);
    QTRY_VERIFY(log.isIdle());
    QCOMPARE(ben->heardSeqs(lobby), stored ? QList<qint64>{1} : QList<qint64>{});
    QCOMPARE(amina->ask(posting(u"k"_s, u"x"_s)).value("seq"_L1).toInt(), 1); // the same key settles it
    QTRY_VERIFY(log.isIdle());
    QCOMPARE(ben->heardSeqs(lobby), QList<qint64>{1});
    amina->ask(posting(u"k2"_s, u"x"_s));
    QCOMPARE(ben->heardSeqs(lobby), QList<qint64>({1, 2}));
}

void OrderTest::aDoubtfulEventDoesNotHoldUpTheNext()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s), ben = probe.listener(u"Ben"_s);
    log.plan(lobby, {Fault::None, Fault::UnknownStored});
    log.hold();
    for (int i = 1; i <= 4; ++i)
        amina->say(posting(QString::number(i), u"x"_s));
    log.answerWrites(); // 3 and 4 are answered before 2 could be read
    QCOMPARE(ben->heardSeqs(lobby), QList<qint64>{1});
    log.answerReads();
    QCOMPARE(ben->heardSeqs(lobby), QList<qint64>({1, 2, 3, 4}));
}

void OrderTest::liveEventsWaitForTheReplyOfJoin()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s);
    for (int i = 1; i <= 250; ++i)
        amina->ask(posting(QString::number(i), u"x"_s));
    const auto ben = probe.member(u"Ben"_s);
    log.hold();
    const int join = ben->say(with(saying("join"), "after", 40)); // not in memory: the store is asked
    log.readOne();
    amina->say(posting(u"during"_s, u"x"_s));
    log.answerWrites();
    amina->say(saying("typing"));
    QVERIFY(ben->heardReply(join).isEmpty());
    QVERIFY(ben->heard("event").isEmpty());
    QVERIFY(ben->heard("typing").isEmpty());
    log.answerReads();
    QCOMPARE(ben->heardReply(join).value("room"_L1).toObject().value("head"_L1).toInt(), 250);
    QCOMPARE(ben->heardSeqs(lobby), QList<qint64>{251});
    QCOMPARE(ben->heard("typing").size(), 1);
}

void OrderTest::nothingOvertakesWhatIsStillLookedUp_data()
{
    QTest::addColumn<QJsonObject>("first");
    QTest::addColumn<bool>("readFails");
    const QList<std::pair<const char *, QJsonObject>> firsts{
        {"reply", with(posting(u"first"_s, u"x"_s), "reply", 1)},
        {"edit", with(acting("edit", u"first"_s, 1), "text", u"y"_s)},
        {"delete", acting("delete", u"first"_s, 1)},
        {"react", with(with(acting("react", u"first"_s, 1), "emoji", u"👍"_s), "on", true)},
    };
    for (const auto &[name, first] : firsts) {
        QTest::addRow("%s", name) << first << false;
        QTest::addRow("%s that cannot be judged", name) << first << true;
    }
}

void OrderTest::nothingOvertakesWhatIsStillLookedUp()
{
    QFETCH(QJsonObject, first);
    QFETCH(bool, readFails);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s), ben = probe.listener(u"Ben"_s);
    for (int i = 1; i <= 250; ++i)
        amina->ask(posting(QString::number(i), u"x"_s));
    log.hold();
    log.setReadsFail(readFails);
    const int about = amina->say(first);
    const int second = amina->say(posting(u"second"_s, u"x"_s));
    const int third = amina->say(with(with(saying("topic"), "key", u"third"_s), "text", u"x"_s));
    const int others = ben->say(posting(u"other"_s, u"x"_s)); // who has nothing to wait for
    log.answerWrites();
    QCOMPARE(ben->heardReply(others).value("seq"_L1).toInt(), 251);
    QVERIFY(amina->heardReply(second).isEmpty());
    log.resume();
    QTRY_VERIFY(log.isIdle());
    const int next = readFails ? 252 : 253;
    QCOMPARE(amina->heardReply(about).value("seq"_L1).toInt(), readFails ? 0 : 252);
    QCOMPARE(amina->heardReply(second).value("seq"_L1).toInt(), next);
    QCOMPARE(amina->heardReply(third).value("seq"_L1).toInt(), next + 1);
}

void OrderTest::joiningTwiceAtOnceGivesNothingTwice()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s);
    for (int i = 1; i <= 250; ++i)
        amina->ask(posting(QString::number(i), u"x"_s));
    const auto ben = probe.member(u"Ben"_s);
    log.hold();
    const int first = ben->say(with(saying("join"), "after", 49));
    const int second = ben->say(with(saying("join"), "after", 40));
    amina->say(posting(u"during"_s, u"x"_s));
    log.answerWrites();
    log.resume();
    QCOMPARE(ben->replyTo(first).value("room"_L1).toObject().value("head"_L1).toInt(), 250);
    QCOMPARE(ben->replyTo(second).value("room"_L1).toObject().value("head"_L1).toInt(), 251);
    amina->ask(posting(u"after"_s, u"x"_s));
    QCOMPARE(ben->heardSeqs(lobby), QList<qint64>({251, 252}));
}

void OrderTest::leavingWhileJoiningEndsIt()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s);
    for (int i = 1; i <= 250; ++i)
        amina->ask(posting(QString::number(i), u"x"_s));
    const auto ben = probe.member(u"Ben"_s);
    log.hold();
    const int join = ben->say(with(saying("join"), "after", 1));
    const int queued = ben->say(with(saying("join"), "after", 2));
    const int leave = ben->say(saying("leave"));
    log.answerWrites();
    QCOMPARE(ben->heardReply(leave).value("type"_L1).toString(), u"ok"_s);
    log.resume();
    QCOMPARE(code(ben->replyTo(join)), u"not_member"_s);
    QCOMPARE(code(ben->replyTo(queued)), u"not_member"_s);
    amina->ask(posting(u"after"_s, u"x"_s));
    QVERIFY(ben->heard("event").isEmpty());
}

void OrderTest::hangingUpWhileJoiningIsNoHarm()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s);
    for (int i = 1; i <= 250; ++i)
        amina->ask(posting(QString::number(i), u"x"_s));
    auto ben = probe.member(u"Ben"_s);
    log.hold();
    ben->say(with(saying("join"), "after", 1));
    ben->say(with(saying("join"), "after", 2));
    ben->say(posting(u"last words"_s, u"x"_s));
    ben.reset();
    log.resume();
    QTRY_COMPARE(amina->heardSeqs(lobby).last(), 251); // it was said
    amina->ask(posting(u"after"_s, u"x"_s));
    QCOMPARE(amina->heardSeqs(lobby).last(), 252);
}

void OrderTest::aJoinThatCannotBeReadMayBeTriedAgain()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s);
    for (int i = 1; i <= 250; ++i)
        amina->ask(posting(QString::number(i), u"x"_s));
    const auto ben = probe.member(u"Ben"_s);
    log.setReadsFail(true);
    QCOMPARE(ben->codeOf(with(saying("join"), "after", 1)), u"internal"_s);
    amina->ask(posting(u"during"_s, u"x"_s));
    QVERIFY(ben->heard("event").isEmpty());
    log.setReadsFail(false);
    QCOMPARE(ben->ask(with(saying("join"), "after", 240)).value("events"_L1).toArray().size(), 11);
    amina->ask(posting(u"after"_s, u"x"_s));
    QCOMPARE(ben->heardSeqs(lobby), QList<qint64>{252});
}

void OrderTest::everyInterleavingGivesOneOrder_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 60; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// Some post, some join, resume, leave and hang up, while the disk commits, fails, and answers at random.
void OrderTest::everyInterleavingGivesOneOrder()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    MemoryLog log;
    HouseConfig config = openHouse();
    config.rateLimit = false;
    HouseProbe probe(log, config);
    constexpr int people = 6;
    std::vector<std::unique_ptr<Caller>> callers;
    for (int i = 0; i < people; ++i)
        callers.push_back(probe.member(u"Member %1"_s.arg(i)));
    // A past that is longer than what is kept in memory.
    for (int i = 0; i < 230; ++i)
        callers[0]->say(posting(u"past %1"_s.arg(i), u"x"_s));
    QTRY_VERIFY(log.isIdle());
    const qint64 past = 230;
    for (auto &caller : callers)
        caller->forgetHeard();

    log.hold();
    QHash<QString, int> asked; // key → who and the newest reply's id
    QList<bool> joined(people, false);
    for (int step = 0; step < 1200; ++step) {
        const int who = random.bounded(people);
        Caller &caller = *callers[std::size_t(who)];
        switch (random.bounded(8)) {
        case 0: {
            const QString key = u"%1-%2"_s.arg(who).arg(random.bounded(200));
            asked.insert(key, caller.say(posting(key, u"x"_s)));
            break;
        }
        case 1:
            if (!joined[who]) {
                // From inside the past or near its end: from disk, or from memory.
                caller.say(with(saying("join"), "after", past - random.bounded(230)));
                joined[who] = true;
            }
            break;
        case 2:
            if (random.bounded(20) == 0)
                log.plan(lobby, {Fault(random.bounded(4)), Fault(random.bounded(4))});
            break;
        default:
            log.moveAtRandom(random);
        }
    }
    log.plan(lobby, {});
    log.resume();
    QTRY_VERIFY(log.isIdle());
    callers[0]->ask(posting(u"the end"_s, u"x"_s)); // whatever was in doubt comes before it
    QTRY_VERIFY(log.isIdle());
    QCoreApplication::sendPostedEvents(); // what was gathered goes out

    const qint64 head = log.stored(lobby).last().seq;
    QCOMPARE(qint64(log.stored(lobby).size()), head);
    for (int who = 0; who < people; ++who) {
        const Caller &caller = *callers[std::size_t(who)];
        if (!joined[who]) {
            QVERIFY(caller.heard("event").isEmpty());
            continue;
        }
        const Seen seen = seenBy(caller);
        QVERIFY2(seen.inOrder, qPrintable(u"member %1"_s.arg(who)));
        QCOMPARE(seen.seqs.last(), head);
    }
    // What was answered is there, under the number that was answered, and once.
    QHash<QString, qint64> bySender;
    for (const LogEntry &entry : log.stored(lobby)) {
        const QString name = entry.author % u'/' % entry.key;
        QVERIFY2(!bySender.contains(name), qPrintable(name));
        bySender.insert(name, entry.seq);
    }
    for (auto one = asked.cbegin(); one != asked.cend(); ++one) {
        const Caller &caller = *callers[std::size_t(one.key().section(u'-', 0, 0).toInt())];
        const QJsonObject reply = caller.heardReply(one.value());
        QVERIFY(!reply.isEmpty());
        if (reply.contains("seq"_L1))
            QCOMPARE(bySender.value(QString(caller.me % u'/' % one.key())),
                     reply.value("seq"_L1).toInteger());
        else
            QCOMPARE(code(reply), u"storage"_s);
    }
}

QTEST_GUILESS_MAIN(OrderTest)
#include "tst_order.moc"
