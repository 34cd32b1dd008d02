// The small parts of the rooms, each at its limit and one past it.
#include "protocol/limits.h"
#include "server/rooms/doorkeeper.h"
#include "server/rooms/entries.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/houserecords.h"
#include "server/rooms/newestevents.h"
#include "server/rooms/roompeople.h"
#include "server/rooms/secrets.h"
#include "server/rooms/tokenbucket.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

const QString here = u"192.0.2.1"_s;
const QString there = u"192.0.2.2"_s;
const QString typed = u"481502"_s;
const QString linkCode = u"AAAAAAAAAAAAAAAAAAAAAA"_s;

bool isOpen(const Doorkeeper::Verdict &verdict)
{
    return std::holds_alternative<Doorkeeper::Open>(verdict);
}
bool isWrong(const Doorkeeper::Verdict &verdict)
{
    return std::holds_alternative<Doorkeeper::WrongCode>(verdict);
}
qint64 waitOf(const Doorkeeper::Verdict &verdict)
{
    const auto *wait = std::get_if<Doorkeeper::Wait>(&verdict);
    return wait ? wait->ms : 0;
}

Event message(qint64 seq, const MemberId &from, const QString &text = u"text"_s)
{
    Event event;
    event.room = u"lobby"_s;
    event.seq = seq;
    event.from = from;
    event.text = text;
    return event;
}

} // namespace

class PartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBucketLetsABurstPassAndOneMoreWaits();
    void aBucketFillsAsTimeGoesBy();
    void aBucketIsNeverFullerThanFull();

    void withoutCodesEverybodyComesIn();
    void eachOfTheTwoCodesOpens();
    void aMissingCodeIsNotATry();
    void afterFiveWrongTriesEvenTheRightCodeWaits();
    void theLinkCodeIsNeverLockedOut();
    void eachFurtherWrongTryDoublesTheWait();
    void theWaitHasABound();
    void theRightCodeForgivesWhatWasTried();
    void guessingFromManyAddressesIsHeldUp();
    void guessingIsToldAndMistypingIsNot();

    void secretsAreComparedWhole_data();
    void secretsAreComparedWhole();

    void peopleComeOnlineFirstInPages();
    void aPageOfPeopleGoesOnAfterSomebodyWhoLeft();

    void newestEventsAreBoundedInNumber();
    void newestEventsAreBoundedInBytes();
    void redactionReachesTheMessageAndItsEditsInMemory();
    void unreadCountsMessagesOfOthersAfterTheMark();
    void unreadIsExactUpToItsBound();

    void eventsSurviveTheLog_data();
    void eventsSurviveTheLog();
    void recordsSurviveTheLog_data();
    void recordsSurviveTheLog();
    void anUnknownRecordIsSkipped();
};

void PartsTest::aBucketLetsABurstPassAndOneMoreWaits()
{
    QVERIFY(houselimits::requestBurst >= 200); // PROTOCOL §8
    QVERIFY(houselimits::requestsPerSecond >= 50);
    TokenBucket bucket(200, 50);
    for (int i = 0; i < 200; ++i)
        QVERIFY(!bucket.take(1000));
    const auto retry = bucket.take(1000);
    QVERIFY(retry);
    QVERIFY(*retry > 0 && *retry <= 21);
    QVERIFY(!bucket.take(1000 + *retry));
    QVERIFY(bucket.take(1000 + *retry));
}

void PartsTest::aBucketFillsAsTimeGoesBy()
{
    TokenBucket bucket(10, 50);
    for (int i = 0; i < 10; ++i)
        bucket.take(0);
    int passed = 0;
    for (int ms = 1; ms <= 10'000; ++ms)
        passed += bucket.take(ms) ? 0 : 1;
    QVERIFY2(passed >= 499 && passed <= 501, qPrintable(QString::number(passed)));
}

void PartsTest::aBucketIsNeverFullerThanFull()
{
    TokenBucket bucket(3, 50);
    QVERIFY(!bucket.take(0));
    for (int i = 0; i < 3; ++i)
        QVERIFY(!bucket.take(1'000'000));
    QVERIFY(bucket.take(1'000'000));
}

void PartsTest::withoutCodesEverybodyComesIn()
{
    const ManualClock clock;
    Doorkeeper door(clock);
    QVERIFY(isOpen(door.judge(here, {})));
    QVERIFY(isOpen(door.judge(here, u"anything"_s)));
}

void PartsTest::eachOfTheTwoCodesOpens()
{
    const ManualClock clock;
    Doorkeeper door(clock);
    door.setCodes(typed, linkCode);
    QVERIFY(isOpen(door.judge(here, typed)));
    QVERIFY(isOpen(door.judge(here, u" 481 502 "_s)));
    QVERIFY(isOpen(door.judge(here, linkCode)));
    QVERIFY(isWrong(door.judge(here, u"481503"_s)));
    QVERIFY(isWrong(door.judge(here, u"4815021"_s)));
    QVERIFY(isWrong(door.judge(here, linkCode.toLower())));
}

void PartsTest::aMissingCodeIsNotATry()
{
    const ManualClock clock;
    Doorkeeper door(clock);
    door.setCodes(typed, linkCode);
    for (int i = 0; i < 100; ++i)
        QVERIFY(isWrong(door.judge(here, i % 2 ? QString() : u"  "_s)));
    QVERIFY(isOpen(door.judge(here, typed)));
}

void PartsTest::afterFiveWrongTriesEvenTheRightCodeWaits()
{
    ManualClock clock;
    Doorkeeper door(clock);
    door.setCodes(typed, linkCode);
    for (int i = 0; i < houselimits::wrongTries - 1; ++i)
        QVERIFY(isWrong(door.judge(here, u"000000"_s)));
    QVERIFY(isWrong(door.judge(here, u"000000"_s)));
    const qint64 wait = waitOf(door.judge(here, typed));
    QCOMPARE(wait, houselimits::firstWaitMs);
    QVERIFY(isOpen(door.judge(there, typed)));
    clock.advance(wait - 1);
    QCOMPARE(waitOf(door.judge(here, typed)), 1);
    clock.advance(1);
    QVERIFY(isOpen(door.judge(here, typed)));
}

void PartsTest::theLinkCodeIsNeverLockedOut()
{
    ManualClock clock;
    Doorkeeper door(clock);
    door.setCodes(typed, linkCode);
    for (int i = 0; i < 30; ++i)
        door.judge(here, u"000000"_s);
    QVERIFY(waitOf(door.judge(here, typed)) > 0);
    QVERIFY(isOpen(door.judge(here, linkCode)));
}

void PartsTest::eachFurtherWrongTryDoublesTheWait()
{
    ManualClock clock;
    Doorkeeper door(clock);
    door.setCodes(typed, linkCode);
    for (int i = 0; i < houselimits::wrongTries; ++i)
        door.judge(here, u"000000"_s);
    clock.advance(houselimits::firstWaitMs);
    QVERIFY(isWrong(door.judge(here, u"000000"_s)));
    QCOMPARE(waitOf(door.judge(here, typed)), 2 * houselimits::firstWaitMs);
    clock.advance(2 * houselimits::firstWaitMs);
    QVERIFY(isWrong(door.judge(here, u"000000"_s)));
    QCOMPARE(waitOf(door.judge(here, typed)), 4 * houselimits::firstWaitMs);
}

void PartsTest::theWaitHasABound()
{
    ManualClock clock;
    Doorkeeper door(clock);
    door.setCodes(typed, linkCode);
    for (int i = 0; i < 100; ++i) {
        door.judge(here, u"000000"_s);
        clock.advance(houselimits::longestWaitMs);
    }
    door.judge(here, u"000000"_s);
    QCOMPARE(waitOf(door.judge(here, typed)), houselimits::longestWaitMs);
}

void PartsTest::theRightCodeForgivesWhatWasTried()
{
    ManualClock clock;
    Doorkeeper door(clock);
    door.setCodes(typed, linkCode);
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < houselimits::wrongTries - 1; ++i)
            QVERIFY(isWrong(door.judge(here, u"000000"_s)));
        QVERIFY(isOpen(door.judge(here, typed)));
    }
}

void PartsTest::guessingFromManyAddressesIsHeldUp()
{
    ManualClock clock;
    Doorkeeper door(clock);
    door.setCodes(typed, linkCode);
    for (int i = 0; i < houselimits::wrongTriesPerMinute; ++i)
        QVERIFY(isWrong(door.judge(u"10.0.0.%1"_s.arg(i), u"000000"_s)));
    QCOMPARE(waitOf(door.judge(here, typed)), 60'000);
    QVERIFY(isOpen(door.judge(here, linkCode)));
    clock.advance(60'000);
    QVERIFY(isOpen(door.judge(here, typed)));
}

void PartsTest::guessingIsToldAndMistypingIsNot()
{
    ManualClock clock;
    Doorkeeper door(clock);
    door.setCodes(typed, linkCode);
    for (int i = 0; i < houselimits::wrongTries - 1; ++i)
        door.judge(here, u"000000"_s);
    QVERIFY(!door.isBeingGuessed());
    door.judge(here, u"000000"_s);
    QVERIFY(door.isBeingGuessed());
    clock.advance(houselimits::guessingShownMs - 1);
    QVERIFY(door.isBeingGuessed());
    clock.advance(1);
    QVERIFY(!door.isBeingGuessed());
    for (int i = 0; i < houselimits::wrongTriesPerMinute; ++i) // one try each
        door.judge(u"10.0.0.%1"_s.arg(i), u"000000"_s);
    QVERIFY(door.isBeingGuessed());
}

void PartsTest::secretsAreComparedWhole_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("same");
    QTest::newRow("same") << "abc"_ba
                          << "abc"_ba << true;
    QTest::newRow("first differs") << "abc"_ba
                                   << "xbc"_ba << false;
    QTest::newRow("last differs") << "abc"_ba
                                  << "abd"_ba << false;
    QTest::newRow("longer") << "abc"_ba
                            << "abcd"_ba << false;
    QTest::newRow("two differ and cancel out") << QByteArray("\x01\x02") << QByteArray("\x02\x01") << false;
    QTest::newRow("high bytes") << QByteArray("\xff\x80") << QByteArray("\xff\x00", 2) << false;
}

void PartsTest::secretsAreComparedWhole()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, same);
    QCOMPARE(isSameSecret(one, other), same);
}

void PartsTest::peopleComeOnlineFirstInPages()
{
    RoomPeople people;
    for (const QString &id : {u"m_d"_s, u"m_b"_s, u"m_e"_s})
        people.put(id, false);
    for (const QString &id : {u"m_c"_s, u"m_a"_s})
        people.put(id, true);
    people.put(u"m_b"_s, true);
    bool more = true;
    QCOMPARE(people.page({}, 5, more), QList<MemberId>({u"m_b"_s, u"m_c"_s, u"m_a"_s, u"m_d"_s, u"m_e"_s}));
    QVERIFY(!more);
    QCOMPARE(people.page({}, 2, more), QList<MemberId>({u"m_b"_s, u"m_c"_s}));
    QVERIFY(more);
    QCOMPARE(people.page(u"m_c"_s, 2, more), QList<MemberId>({u"m_a"_s, u"m_d"_s}));
    QVERIFY(more);
    QCOMPARE(people.page(u"m_d"_s, 2, more), QList<MemberId>({u"m_e"_s}));
    QVERIFY(!more);
    people.put(u"m_e"_s, true); // in its own place again
    people.put(u"m_e"_s, true);
    QCOMPARE(people.all(), QList<MemberId>({u"m_b"_s, u"m_e"_s, u"m_c"_s, u"m_a"_s, u"m_d"_s}));
    QCOMPARE(people.size(), 5);
}

void PartsTest::aPageOfPeopleGoesOnAfterSomebodyWhoLeft()
{
    RoomPeople people;
    for (const QString &id : {u"m_a"_s, u"m_c"_s})
        people.put(id, true);
    people.put(u"m_d"_s, false);
    people.remove(u"m_a"_s);
    people.remove(u"m_nobody"_s);
    bool more = true;
    QCOMPARE(people.page(u"m_a"_s, 5, more),
             QList<MemberId>({u"m_d"_s})); // and from the start again for the rest
    QVERIFY(!more);
    people.remove(u"m_d"_s);
    QCOMPARE(people.page(u"m_a"_s, 5, more), QList<MemberId>());
    QCOMPARE(people.size(), 1);
}

void PartsTest::newestEventsAreBoundedInNumber()
{
    NewestEvents newest;
    QCOMPARE(newest.first(), 1);
    for (int seq = 1; seq <= houselimits::cachedEvents; ++seq)
        newest.append(message(seq, u"m"_s));
    QCOMPARE(newest.first(), 1);
    newest.append(message(houselimits::cachedEvents + 1, u"m"_s));
    QCOMPARE(newest.first(), 2);
    QVERIFY(!newest.has(1));
    QCOMPARE(newest.at(2).seq, 2);
    QVERIFY(!newest.has(houselimits::cachedEvents + 2));
}

void PartsTest::newestEventsAreBoundedInBytes()
{
    NewestEvents newest;
    const QString large(limits::textBytes, u'x');
    for (int seq = 1; seq <= 100; ++seq)
        newest.append(message(seq, u"m"_s, large));
    QVERIFY(newest.has(100));
    const qint64 kept = 101 - newest.first();
    QVERIFY(kept >= 1 && kept * 2 * large.size() <= houselimits::cachedBytes);
}

void PartsTest::redactionReachesTheMessageAndItsEditsInMemory()
{
    NewestEvents newest;
    newest.append(message(1, u"m"_s));
    newest.append(message(2, u"m"_s));
    Event edit = message(3, u"m"_s);
    edit.kind = EventKind::Edit;
    edit.target = 1;
    newest.append(edit);
    newest.redact(1);
    QVERIFY(newest.at(1).deleted && newest.at(1).text.isEmpty());
    QVERIFY(!newest.at(2).deleted);
    QVERIFY(newest.at(3).deleted && newest.at(3).text.isEmpty());
}

void PartsTest::unreadCountsMessagesOfOthersAfterTheMark()
{
    NewestEvents newest;
    newest.append(message(1, u"a"_s));
    newest.append(message(2, u"b"_s));
    Event reaction = message(3, u"b"_s);
    reaction.kind = EventKind::Reaction;
    newest.append(reaction);
    newest.append(message(4, u"b"_s));
    QCOMPARE(newest.unread(u"a"_s, 0), 2);
    QCOMPARE(newest.unread(u"a"_s, 2), 1);
    QCOMPARE(newest.unread(u"a"_s, 4), 0);
    QCOMPARE(newest.unread(u"b"_s, 0), 1);
    QCOMPARE(newest.unread(u"c"_s, 0), 3);
}

void PartsTest::unreadIsExactUpToItsBound()
{
    NewestEvents newest;
    constexpr int many = 5 * houselimits::unreadCounted;
    for (int seq = 1; seq <= many; ++seq)
        newest.append(message(seq, u"a"_s));
    QCOMPARE(newest.unread(u"b"_s, many - houselimits::unreadCounted), houselimits::unreadCounted);
    QVERIFY(newest.unread(u"b"_s, 0) >= houselimits::unreadCounted);
}

void PartsTest::eventsSurviveTheLog_data()
{
    QTest::addColumn<Event>("event");
    Event event = message(7, u"m_a"_s, u"naïve 🌲"_s);
    event.at = 5;
    event.name = u"Amina"_s;
    event.key = u"k"_s;
    QTest::newRow("message") << event;
    event.reply = 3;
    event.files = {{u"f"_s, u"photo.jpg"_s, 12, u"image/jpeg"_s, 4, 3, u"t"_s}};
    QTest::newRow("message with all") << event;
    event.files.clear();
    event.reply.reset();
    event.text.clear();
    event.deleted = true;
    QTest::newRow("deleted") << event;
    event.deleted = false;
    event.kind = EventKind::Reaction;
    event.target = 2;
    event.emoji = u"🌲"_s;
    event.on = false;
    QTest::newRow("reaction") << event;
}

void PartsTest::eventsSurviveTheLog()
{
    QFETCH(Event, event);
    QCOMPARE(toEvent(toEntry(event)), event);
}

void PartsTest::recordsSurviveTheLog_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"house", "member", "room", "membership", "read"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void PartsTest::recordsSurviveTheLog()
{
    QFETCH(QString, name);
    const QHash<QString, record::Any> all{
        {u"house"_s, record::House{u"h_1"_s, u"Clinic"_s, u"000042"_s, linkCode}},
        {u"member"_s, record::Member{u"m_1"_s, u"Amina"_s, Role::Moderator, {"a", "b"}, false}},
        {u"room"_s,
         record::Room{u"r_1"_s, u"Plans"_s, RoomKind::Private, u"l_1"_s, 1'763'700'000'123, u"m_1"_s,
                      u"m_2"_s, u"k"_s, "hash"}},
        {u"membership"_s, record::Membership{u"r_1"_s, u"m_1"_s, false}},
        {u"read"_s, record::ReadMark{u"r_1"_s, u"m_1"_s, limits::safeInteger}},
    };
    const LogEntry entry = record::toEntry(all[name]);
    QCOMPARE(entry.kind, name);
    QVERIFY(entry.slot.startsWith(name));
    const auto back = record::fromEntry(entry);
    QVERIFY(back);
    // Records are written the same when they are the same.
    QCOMPARE(record::toEntry(*back).extra, entry.extra);
    QCOMPARE(record::toEntry(*back).slot, entry.slot);
}

void PartsTest::anUnknownRecordIsSkipped()
{
    LogEntry entry = record::toEntry(record::House{});
    entry.kind = u"ticket"_s;
    QVERIFY(!record::fromEntry(entry));
    entry.kind = u"member"_s;
    entry.extra = "not JSON";
    QVERIFY(!record::fromEntry(entry));
}

QTEST_GUILESS_MAIN(PartsTest)
#include "tst_parts.moc"
