#include "tests/server/store/logprobe.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

append::Already alreadyOf(const AppendResult &result)
{
    const auto *already = std::get_if<append::Already>(&result);
    return already ? *already : append::Already{-1, -1, false};
}

LogEntry registerEntry(const QString &slot, const QString &key, const QString &text)
{
    LogEntry entry = message(u"house"_s, u"host"_s, key, text);
    entry.kind = u"member"_s;
    entry.slot = slot;
    return entry;
}

} // namespace

class EventLogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void entriesAreNumberedFromOneInTheOrderOfTheCalls();
    void everyLogCountsForItself();
    void whatWasStoredIsReadBackWhole();
    void theSameKeyIsTheSameEntry();
    void theSameKeyWithAnotherBodyIsNoticed_data();
    void theSameKeyWithAnotherBodyIsNoticed();
    void keysOfOtherAuthorsAndLogsAreOthers();
    void findTellsOfAKeyAndStoresNothing();
    void findCountsWhatIsStillBeingWritten();
    void theNewestEntryOfASlotReplacesTheOlderOnes();
    void aRegisterSentTwiceIsStoredOnce();
    void aKeyOfAnotherSlotReplacesNothing();
    void whatComesTogetherIsStoredAsIfOneByOne_data();
    void whatComesTogetherIsStoredAsIfOneByOne();
    void redactionTakesTextAndExtraOfTheMessageAndItsEdits();
    void aRedactedEntryStillKnowsItsBody();
    void aClosedRoomsEntriesAreRedactedRangeByRange();
    void reopeningKeepsEverything();
    void aCopyTakenWhileTheLogIsOpenHoldsAllThatWasAnswered();
    void rangesHoldWhatWasAskedFor_data();
    void rangesHoldWhatWasAskedFor();
    void aPageIsBoundedInBytes();
    void whatGrowsOnTheWireCountsAsItIsThere_data();
    void whatGrowsOnTheWireCountsAsItIsThere();
    void aLogThatIsNotThereIsEmpty();
    void entriesGivesOnlyThoseThatAreThere();
    void latestGivesTheNewestOfAKind_data();
    void latestGivesTheNewestOfAKind();
    void manyAppendsShareCommits();
    void aCommitOfManyRoomsComesBackWhole();
    void theWriteAheadLogIsFoldedWhileTheLogIsOpen();
    void answersOfOneLogComeInTheOrderOfTheCalls();
    void noCallbackRunsInsideTheCallNorAfterTheEnd();
    void aCallbackMayDestroyTheLog();
    void whatIsQueuedAtTheEndIsWritten();
};

void EventLogTest::entriesAreNumberedFromOneInTheOrderOfTheCalls()
{
    LogProbe probe;
    QList<qint64> seqs;
    for (int i = 0; i < 500; ++i) {
        probe.log().append(
            message(u"r"_s, u"a"_s, u"k%1"_s.arg(i), u"t%1"_s.arg(i)), {},
            [&seqs](const AppendResult &result) { seqs.append(std::get<append::Appended>(result).seq); });
    }
    QTRY_COMPARE(seqs.size(), 500);
    for (int i = 0; i < 500; ++i)
        QCOMPARE(seqs[i], i + 1);
    const ReadResult read = probe.read(u"r"_s, {.after = 0, .before = {}, .limit = 1000});
    QCOMPARE(read.entries.size(), 500);
    for (int i = 0; i < 500; ++i)
        QCOMPARE(read.entries[i].text, u"t%1"_s.arg(i));
}

void EventLogTest::everyLogCountsForItself()
{
    LogProbe probe;
    QCOMPARE(probe.seqOf(message(u"a"_s, u"m"_s, u"1"_s, u"x"_s)), 1);
    QCOMPARE(probe.seqOf(message(u"b"_s, u"m"_s, u"1"_s, u"x"_s)), 1);
    QCOMPARE(probe.seqOf(message(u"a"_s, u"m"_s, u"2"_s, u"x"_s)), 2);
    QCOMPARE(probe.head(u"a"_s).head, 2);
    QCOMPARE(probe.head(u"b"_s).head, 1);
}

void EventLogTest::whatWasStoredIsReadBackWhole()
{
    LogProbe probe;
    LogEntry entry = message(u"r"_s, u"a"_s, u"k"_s, u"naïve 🌲 \0 text"_s);
    entry.kind = u"edit"_s;
    entry.target = 7;
    entry.reply = 5;
    entry.extra = QByteArray("\0\x01{}", 4);
    QCOMPARE(probe.seqOf(entry), 1);
    entry.seq = 1;
    QCOMPARE(probe.read(u"r"_s).entries, QList<LogEntry>{entry});
}

void EventLogTest::theSameKeyIsTheSameEntry()
{
    LogProbe probe;
    const LogEntry entry = message(u"r"_s, u"a"_s, u"k"_s, u"once"_s);
    QCOMPARE(probe.seqOf(entry), 1);
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, u"k2"_s, u"other"_s)), 2);
    LogEntry later = entry;
    later.at = 9999;
    later.name = u"RENAMED"_s;
    const append::Already again = alreadyOf(probe.append(later));
    QCOMPARE(again.seq, 1);
    QCOMPARE(again.at, 1000);
    QVERIFY(again.sameBody);
    QCOMPARE(probe.head(u"r"_s).head, 2);
}

void EventLogTest::theSameKeyWithAnotherBodyIsNoticed_data()
{
    QTest::addColumn<LogEntry>("other");
    const LogEntry entry = message(u"r"_s, u"a"_s, u"k"_s, u"text"_s);
    const auto row = [&entry](const char *name, auto change) {
        LogEntry other = entry;
        change(other);
        QTest::newRow(name) << other;
    };
    row("text", [](LogEntry &e) { e.text = u"texT"_s; });
    row("kind", [](LogEntry &e) { e.kind = u"edit"_s; });
    row("target", [](LogEntry &e) { e.target = 1; });
    row("reply", [](LogEntry &e) { e.reply = 1; });
    row("extra", [](LogEntry &e) { e.extra = "{}"; });
    row("text moved into kind", [](LogEntry &e) {
        e.kind = u"messaget"_s;
        e.text = u"ext"_s;
    });
}

void EventLogTest::theSameKeyWithAnotherBodyIsNoticed()
{
    QFETCH(LogEntry, other);
    LogProbe probe;
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, u"k"_s, u"text"_s)), 1);
    const append::Already again = alreadyOf(probe.append(other));
    QCOMPARE(again.seq, 1);
    QVERIFY(!again.sameBody);
    QCOMPARE(probe.head(u"r"_s).head, 1);
}

void EventLogTest::keysOfOtherAuthorsAndLogsAreOthers()
{
    LogProbe probe;
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, u"k"_s, u"1"_s)), 1);
    QCOMPARE(probe.seqOf(message(u"r"_s, u"b"_s, u"k"_s, u"2"_s)), 2);
    QCOMPARE(probe.seqOf(message(u"s"_s, u"a"_s, u"k"_s, u"3"_s)), 1);
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, u"K"_s, u"4"_s)), 3);
}

void EventLogTest::findTellsOfAKeyAndStoresNothing()
{
    LogProbe probe;
    const LogEntry entry = message(u"r"_s, u"a"_s, u"k"_s, u"text"_s);
    QVERIFY(!probe.find(entry).found);
    QVERIFY(!probe.find(entry).failed);
    QCOMPARE(probe.head(u"r"_s).head, 0);
    probe.append(entry);
    QCOMPARE(probe.find(entry).found.value_or(append::Already{}).seq, 1);
    QVERIFY(probe.find(entry).found->sameBody);
    QVERIFY(!probe.find(message(u"r"_s, u"a"_s, u"k"_s, u"other"_s)).found->sameBody);
    QVERIFY(!probe.find(message(u"r"_s, u"b"_s, u"k"_s, u"text"_s)).found);
}

void EventLogTest::findCountsWhatIsStillBeingWritten()
{
    LogProbe probe;
    const LogEntry entry = message(u"r"_s, u"a"_s, u"k"_s, u"text"_s);
    probe.log().append(entry, {}, [](const AppendResult &) {});
    QVERIFY(probe.find(entry).found);
}

void EventLogTest::theNewestEntryOfASlotReplacesTheOlderOnes()
{
    LogProbe probe;
    QCOMPARE(probe.seqOf(registerEntry(u"x"_s, u"1"_s, u"one"_s)), 1);
    QCOMPARE(probe.seqOf(registerEntry(u"y"_s, u"2"_s, u"two"_s)), 2);
    QCOMPARE(probe.seqOf(registerEntry(u"x"_s, u"3"_s, u"three"_s)), 3);
    QCOMPARE(LogProbe::texts(probe.read(u"house"_s).entries), QStringList({u"two"_s, u"three"_s}));
    QCOMPARE(LogProbe::seqs(probe.read(u"house"_s).entries), QList<qint64>({2, 3}));
    probe.reopen();
    QCOMPARE(probe.seqOf(registerEntry(u"y"_s, u"4"_s, u"four"_s)), 4);
    QCOMPARE(LogProbe::texts(probe.read(u"house"_s).entries), QStringList({u"three"_s, u"four"_s}));
}

void EventLogTest::aRegisterSentTwiceIsStoredOnce()
{
    LogProbe probe;
    QCOMPARE(probe.seqOf(registerEntry(u"x"_s, u"1"_s, u"one"_s)), 1);
    QCOMPARE(alreadyOf(probe.append(registerEntry(u"x"_s, u"1"_s, u"one"_s))).seq, 1);
    QCOMPARE(LogProbe::texts(probe.read(u"house"_s).entries), QStringList(u"one"_s));
}

void EventLogTest::aKeyOfAnotherSlotReplacesNothing()
{
    LogProbe probe;
    QCOMPARE(probe.seqOf(registerEntry(u"x"_s, u"1"_s, u"one"_s)), 1);
    QCOMPARE(probe.seqOf(registerEntry(u"y"_s, u"2"_s, u"two"_s)), 2);
    QCOMPARE(alreadyOf(probe.append(registerEntry(u"x"_s, u"2"_s, u"two"_s))).seq, 2);
    QCOMPARE(LogProbe::texts(probe.read(u"house"_s).entries), QStringList({u"one"_s, u"two"_s}));
    QCOMPARE(probe.seqOf(registerEntry(u"x"_s, u"3"_s, u"three"_s)), 3);
    QCOMPARE(LogProbe::texts(probe.read(u"house"_s).entries), QStringList({u"two"_s, u"three"_s}));
}

void EventLogTest::whatComesTogetherIsStoredAsIfOneByOne_data()
{
    QTest::addColumn<QList<LogEntry>>("entries");
    const auto row = [](const char *name, auto entryOf) {
        QList<LogEntry> entries;
        for (int i = 0; i < 20; ++i)
            entries.append(entryOf(i));
        QTest::newRow(name) << entries;
    };
    const auto key = [](int i) { return QString::number(i); };
    row("messages of one room", [&](int i) { return message(u"r"_s, u"a"_s, key(i), u"t%1"_s.arg(i)); });
    row("of several rooms", [&](int i) { return message(u"r%1"_s.arg(i % 7), u"a"_s, key(i), u"t"_s); });
    row("some of them twice",
        [&](int i) { return message(u"r%1"_s.arg(i % 2), u"a"_s, key(i % 18), u"t%1"_s.arg(i % 18)); });
    row("some of them with another text",
        [&](int i) { return message(u"r"_s, u"a"_s, key(i % 13), u"t%1"_s.arg(i)); });
    row("with texts that the database encodes",
        [&](int i) { return message(u"ñ"_s, u"é"_s, key(i), u"🌲"_s); });
    row("registers", [&](int i) { return registerEntry(u"s%1"_s.arg(i), key(i), u"t"_s); });
    row("registers that replace each other",
        [&](int i) { return registerEntry(u"s%1"_s.arg(i % 5), key(i), u"t%1"_s.arg(i)); });
    row("registers, some of them twice",
        [&](int i) { return registerEntry(u"s%1"_s.arg(i % 11), key(i % 11), u"t%1"_s.arg(i % 11)); });
    row("registers, one twice just before it is replaced", [&](int i) {
        const bool again = i == 13; // the one of 4, which 14 replaces
        return registerEntry(u"s%1"_s.arg(again || i == 14 ? 4 : i), key(again ? 4 : i),
                             u"t%1"_s.arg(again ? 4 : i));
    });
    row("registers whose keys change their slots",
        [&](int i) { return registerEntry(u"s%1"_s.arg(i % 13), key(i % 7), u"t"_s); });
    row("messages with files among them", [&](int i) {
        LogEntry entry = message(u"r"_s, u"a"_s, key(i), u"t"_s);
        if (i % 9 == 2)
            entry.extra = R"({"files":[{"id":"f"}]})";
        return entry;
    });
    row("a mixture", [&](int i) {
        return i % 3 == 0 ? registerEntry(u"s%1"_s.arg(i % 6), key(i), u"t"_s)
                          : message(u"r"_s, u"b"_s, key(i / 2), u"t"_s);
    });
}

// Several of a kind go in by one statement; one alone does not.
void EventLogTest::whatComesTogetherIsStoredAsIfOneByOne()
{
    QFETCH(QList<LogEntry>, entries);
    const auto told = [](const AppendResult &result) {
        if (const auto *appended = std::get_if<append::Appended>(&result))
            return u"appended %1 at %2"_s.arg(appended->seq).arg(appended->at);
        const append::Already already = alreadyOf(result);
        return u"already %1 at %2 %3"_s.arg(already.seq).arg(already.at).arg(already.sameBody);
    };
    const auto inALogOfItsOwn = [](LogEntry entry) {
        entry.log += u" one by one"_s;
        return entry;
    };
    LogProbe probe;
    QStringList together;
    for (const LogEntry &entry : std::as_const(entries))
        probe.log().append(entry, {}, [&](const AppendResult &result) { together.append(told(result)); });
    QTRY_COMPARE(together.size(), entries.size());
    QStringList oneByOne;
    QSet<QString> logs;
    for (const LogEntry &entry : std::as_const(entries)) {
        oneByOne.append(told(probe.append(inALogOfItsOwn(entry))));
        logs.insert(entry.log);
    }
    QCOMPARE(together, oneByOne);
    for (const QString &log : std::as_const(logs)) {
        QList<LogEntry> expected = probe.read(log + u" one by one"_s).entries;
        for (LogEntry &entry : expected)
            entry.log = log;
        QVERIFY(!expected.isEmpty());
        QCOMPARE(probe.read(log).entries, expected);
        QCOMPARE(probe.head(log).head, probe.head(log + u" one by one"_s).head);
    }
}

void EventLogTest::redactionTakesTextAndExtraOfTheMessageAndItsEdits()
{
    LogProbe probe;
    LogEntry first = message(u"r"_s, u"a"_s, u"1"_s, u"secret"_s);
    first.extra = "{\"files\":[]}";
    probe.append(first);
    probe.append(message(u"r"_s, u"b"_s, u"2"_s, u"bystander"_s));
    probe.append(about(message(u"r"_s, u"a"_s, u"3"_s, u"secret, edited"_s), "edit", 1));
    probe.append(about(message(u"r"_s, u"a"_s, u"4"_s, u"bystander, edited"_s), "edit", 2));
    probe.append(about(message(u"r"_s, u"b"_s, u"5"_s, u"reacted"_s), "reaction", 1));
    QCOMPARE(probe.seqOf(about(message(u"r"_s, u"a"_s, u"6"_s, u""_s), "delete", 1), {.redactTarget = 1}), 6);

    const QList<LogEntry> entries = probe.read(u"r"_s).entries;
    QCOMPARE(LogProbe::texts(entries),
             QStringList({u""_s, u"bystander"_s, u""_s, u"bystander, edited"_s, u"reacted"_s, u""_s}));
    QVERIFY(entries[0].extra.isEmpty());
    QVERIFY(entries[0].redacted);
    QVERIFY(!entries[1].redacted);
    QVERIFY(entries[2].redacted);
    QVERIFY(!entries[4].redacted);
    QVERIFY(!entries[5].redacted);
}

void EventLogTest::aRedactedEntryStillKnowsItsBody()
{
    LogProbe probe;
    const LogEntry entry = message(u"r"_s, u"a"_s, u"1"_s, u"secret"_s);
    probe.append(entry);
    probe.append(about(message(u"r"_s, u"a"_s, u"2"_s, u""_s), "delete", 1), {.redactTarget = 1});
    QVERIFY(alreadyOf(probe.append(entry)).sameBody);
    QVERIFY(!alreadyOf(probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"guess"_s))).sameBody);
}

void EventLogTest::aClosedRoomsEntriesAreRedactedRangeByRange()
{
    LogProbe probe;
    for (int i = 1; i <= 4; ++i) {
        LogEntry entry = message(u"r"_s, u"a"_s, QString::number(i), u"secret %1"_s.arg(i));
        entry.extra = "{\"files\":[]}";
        probe.append(entry);
    }
    probe.append(message(u"s"_s, u"a"_s, u"1"_s, u"bystander"_s));
    const auto closing = [](const QString &key) {
        return about(message(u"r"_s, u"host"_s, key, u""_s), "closed", 0);
    };
    QCOMPARE(probe.seqOf(closing(u"c1"_s), {.redactTarget = 0, .redactFrom = 3, .redactTo = 4}), 5);
    QCOMPARE(LogProbe::texts(probe.read(u"r"_s).entries),
             QStringList({u"secret 1"_s, u"secret 2"_s, u""_s, u""_s, u""_s}));
    QCOMPARE(probe.seqOf(closing(u"c2"_s), {.redactTarget = 0, .redactFrom = 1, .redactTo = 2}), 6);
    for (const LogEntry &entry : probe.read(u"r"_s).entries)
        QVERIFY(entry.text.isEmpty() && entry.extra.isEmpty());
    QCOMPARE(LogProbe::texts(probe.read(u"s"_s).entries), QStringList(u"bystander"_s));
}

void EventLogTest::reopeningKeepsEverything()
{
    LogProbe probe;
    const LogEntry entry = message(u"r"_s, u"a"_s, u"1"_s, u"kept"_s);
    probe.append(entry);
    probe.reopen();
    QCOMPARE(alreadyOf(probe.append(entry)).seq, 1);
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, u"2"_s, u"new"_s)), 2);
    QCOMPARE(LogProbe::texts(probe.read(u"r"_s).entries), QStringList({u"kept"_s, u"new"_s}));
}

// What kill -9 leaves: the files as they are, with nobody having closed them.
void EventLogTest::aCopyTakenWhileTheLogIsOpenHoldsAllThatWasAnswered()
{
    LogProbe probe;
    for (int i = 0; i < 50; ++i)
        QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, QString::number(i), u"text"_s)), i + 1);
    const QTemporaryDir copy;
    for (const QString &name : QDir(probe.path()).entryList(QDir::Files))
        QVERIFY(QFile::copy(probe.path() + u'/' + name, copy.filePath(name)));
    LogProbe survivor(copy.path());
    QCOMPARE(survivor.head(u"r"_s).head, 50);
    QCOMPARE(survivor.seqOf(message(u"r"_s, u"a"_s, u"next"_s, u"text"_s)), 51);
}

void EventLogTest::rangesHoldWhatWasAskedFor_data()
{
    using Number = std::optional<qint64>;
    QTest::addColumn<Number>("after");
    QTest::addColumn<Number>("before");
    QTest::addColumn<int>("limit");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    QTest::addColumn<bool>("more");
    const auto row = [](const char *name, Number after, Number before, int limit, qint64 first, qint64 last,
                        bool more) {
        QTest::newRow(name) << after << before << limit << first << last << more;
    };
    row("newest", {}, {}, 3, 8, 10, true);
    row("all of them", {}, {}, 10, 1, 10, false);
    row("one less than all", {}, {}, 9, 2, 10, true);
    row("after", 4, {}, 3, 5, 7, true);
    row("after, up to the end", 7, {}, 3, 8, 10, false);
    row("after the start", 0, {}, 200, 1, 10, false);
    row("after the last", 10, {}, 3, 0, 0, false);
    row("after what is not there yet", 99, {}, 3, 0, 0, false);
    row("before", {}, 5, 3, 2, 4, true);
    row("before, down to the start", {}, 4, 3, 1, 3, false);
    row("before the first", {}, 1, 3, 0, 0, false);
    row("before nothing", {}, 0, 3, 0, 0, false);
    row("before what is not there yet", {}, 99, 2, 9, 10, true);
    row("before the largest number", {}, std::numeric_limits<qint64>::max(), 2, 9, 10, true);
    row("after the largest number", std::numeric_limits<qint64>::max(), {}, 2, 0, 0, false);
}

void EventLogTest::rangesHoldWhatWasAskedFor()
{
    using Number = std::optional<qint64>;
    QFETCH(Number, after);
    QFETCH(Number, before);
    QFETCH(int, limit);
    QFETCH(qint64, first);
    QFETCH(qint64, last);
    QFETCH(bool, more);
    LogProbe probe;
    probe.append(message(u"before"_s, u"a"_s, u"k"_s, u"another log's"_s));
    for (int i = 1; i <= 10; ++i)
        probe.log().append(message(u"r"_s, u"a"_s, QString::number(i), u"t"_s), {},
                           [](const AppendResult &) {});
    probe.append(message(u"after"_s, u"a"_s, u"k"_s, u"another log's"_s));

    const ReadResult read = probe.read(u"r"_s, {.after = after, .before = before, .limit = limit});
    QVERIFY(!read.failed);
    QCOMPARE(read.more, more);
    QList<qint64> expected;
    for (qint64 seq = first; seq <= last && seq > 0; ++seq)
        expected.append(seq);
    QCOMPARE(LogProbe::seqs(read.entries), expected);
}

void EventLogTest::aPageIsBoundedInBytes()
{
    LogProbe probe;
    for (int i = 1; i <= 10; ++i)
        probe.append(message(u"r"_s, u"a"_s, QString::number(i), QString(100, u'x')));
    const auto page = [&probe](ReadRange range) { return probe.read(u"r"_s, range); };
    QCOMPARE(LogProbe::seqs(page({.after = 2, .before = {}, .limit = 200, .maxBytes = 300}).entries),
             QList<qint64>({3, 4, 5}));
    QVERIFY(page({.after = 2, .before = {}, .limit = 200, .maxBytes = 300}).more);
    QCOMPARE(LogProbe::seqs(page({.after = {}, .before = 9, .limit = 200, .maxBytes = 299}).entries),
             QList<qint64>({7, 8}));
    QVERIFY(page({.after = {}, .before = 9, .limit = 200, .maxBytes = 299}).more);
    QVERIFY(!page({.after = {}, .before = 4, .limit = 200, .maxBytes = 300}).more);
    // One is always given, or nobody would ever get past it.
    QCOMPARE(LogProbe::seqs(page({.after = 0, .before = {}, .limit = 200, .maxBytes = 10}).entries),
             QList<qint64>({1}));
}

void EventLogTest::whatGrowsOnTheWireCountsAsItIsThere_data()
{
    QTest::addColumn<QChar>("letter");
    QTest::addColumn<int>("bytes"); // of JSON in UTF-8
    QTest::newRow("ASCII") << QChar(u'x') << 1;
    QTest::newRow("Arabic") << QChar(u'م') << 2;
    QTest::newRow("Chinese") << QChar(u'早') << 3;
    QTest::newRow("quotation mark") << QChar(u'"') << 2;
    QTest::newRow("control character") << QChar(u'\x01') << 6;
    QTest::newRow("delete") << QChar(u'\x7f') << 6;
}

void EventLogTest::whatGrowsOnTheWireCountsAsItIsThere()
{
    QFETCH(QChar, letter);
    QFETCH(int, bytes);
    LogProbe probe;
    for (int i = 1; i <= 5; ++i)
        probe.append(message(u"r"_s, u"a"_s, QString::number(i), QString(100, letter)));
    const qint64 three = 300 * bytes;
    QCOMPARE(probe.read(u"r"_s, {.after = 0, .before = {}, .limit = 200, .maxBytes = three}).entries.size(),
             3);
    QCOMPARE(
        probe.read(u"r"_s, {.after = 0, .before = {}, .limit = 200, .maxBytes = three - 1}).entries.size(),
        2);
}

void EventLogTest::aLogThatIsNotThereIsEmpty()
{
    LogProbe probe;
    QCOMPARE(probe.head(u"none"_s).head, 0);
    QVERIFY(!probe.head(u"none"_s).failed);
    QVERIFY(probe.read(u"none"_s).entries.isEmpty());
    QVERIFY(!probe.read(u"none"_s).failed);
    QVERIFY(probe.entries(u"none"_s, {1}).entries.isEmpty());
    QVERIFY(probe.latest(u"none"_s, u"topic"_s).entries.isEmpty());
    QVERIFY(probe.search(u"x"_s, {u"none"_s}).hits.isEmpty());
}

void EventLogTest::entriesGivesOnlyThoseThatAreThere()
{
    LogProbe probe;
    for (int i = 1; i <= 5; ++i)
        probe.append(message(u"r"_s, u"a"_s, QString::number(i), u"t"_s));
    QCOMPARE(LogProbe::seqs(probe.entries(u"r"_s, {4, 99, 2, 4, 0, -1}).entries), QList<qint64>({2, 4}));
}

void EventLogTest::latestGivesTheNewestOfAKind_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<qint64>("seq");
    QTest::newRow("message") << u"message"_s << qint64(5);
    QTest::newRow("topic") << u"topic"_s << qint64(4);
    QTest::newRow("reaction") << u"reaction"_s << qint64(3);
    QTest::newRow("notice") << u"notice"_s << qint64(0);
}

void EventLogTest::latestGivesTheNewestOfAKind()
{
    QFETCH(QString, kind);
    QFETCH(qint64, seq);
    LogProbe probe;
    const char *const kinds[] = {"message", "topic", "reaction", "topic", "message"};
    for (int i = 0; i < 5; ++i)
        probe.append(about(message(u"r"_s, u"a"_s, QString::number(i), u"t"_s), kinds[i], 0));
    probe.append(about(message(u"s"_s, u"a"_s, u"k"_s, u"t"_s), "notice", 0));
    const QList<qint64> expected = seq > 0 ? QList<qint64>{seq} : QList<qint64>{};
    QCOMPARE(LogProbe::seqs(probe.latest(u"r"_s, kind).entries), expected);
}

void EventLogTest::manyAppendsShareCommits()
{
    LogProbe probe;
    int answered = 0;
    for (int i = 0; i < 1000; ++i) {
        probe.log().append(message(u"r"_s, u"a"_s, QString::number(i), u"text"_s), {},
                           [&answered](const AppendResult &) { ++answered; });
    }
    QTRY_COMPARE(answered, 1000);
    QCOMPARE(probe.log().stats().appended, 1000u);
    QVERIFY(probe.log().stats().commits >= 1);
    QVERIFY2(probe.log().stats().commits <= 250, qPrintable(QString::number(probe.log().stats().commits)));
}

// More pages than are gathered for one write, and than SQLite keeps in memory.
void EventLogTest::aCommitOfManyRoomsComesBackWhole()
{
    LogProbe probe;
    constexpr int rooms = 1500;
    const QString text(6'000, u'x');
    int stored = 0;
    for (int i = 0; i < rooms; ++i) {
        probe.log().append(message(u"room%1"_s.arg(i), u"a"_s, u"key"_s, text), {},
                           [&stored](const AppendResult &result) {
                               stored += std::holds_alternative<append::Appended>(result) ? 1 : 0;
                           });
    }
    QTRY_COMPARE_WITH_TIMEOUT(stored, rooms, 30'000);
    QCOMPARE(probe.log().stats().commits, 1);
    probe.reopen();
    for (int i = 0; i < rooms; i += 100)
        QCOMPARE(LogProbe::texts(probe.read(u"room%1"_s.arg(i)).entries), QStringList{text});
}

void EventLogTest::theWriteAheadLogIsFoldedWhileTheLogIsOpen()
{
    LogProbe probe;
    const QString path = probe.path() + u"/events.sqlite"_s;
    const QString text(1'000'000, u'x');
    constexpr int times = 60;
    for (int i = 0; i < times; ++i)
        QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, QString::number(i), text)), i + 1);
    QTRY_VERIFY(QFileInfo(path).size() > times / 2 * text.size());
    // And begun anew: not each time, as the searcher may be reading just then.
    QVERIFY(QFileInfo(path + u"-wal"_s).size() < times * 3 / 4 * text.size());
}

void EventLogTest::answersOfOneLogComeInTheOrderOfTheCalls()
{
    LogProbe probe;
    QStringList order;
    for (int i = 0; i < 100; ++i) {
        // Every third one is a repetition, which takes another way through the writer.
        const QString key = QString::number(i % 3 == 2 ? i - 1 : i);
        probe.log().append(message(u"r"_s, u"a"_s, key, u"t"_s), {},
                           [&order, i](const AppendResult &) { order.append(QString::number(i)); });
    }
    QTRY_COMPARE(order.size(), 100);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(order[i], QString::number(i));
}

void EventLogTest::noCallbackRunsInsideTheCallNorAfterTheEnd()
{
    LogProbe probe;
    int calls = 0;
    const auto count = [&calls](const auto &) { ++calls; };
    for (int i = 0; i < 50; ++i) {
        probe.log().append(message(u"r"_s, u"a"_s, QString::number(i), u"t"_s), {}, count);
        probe.log().read(u"r"_s, {}, count);
        probe.log().search({u"t"_s, {u"r"_s}, 5}, count);
    }
    QCOMPARE(calls, 0);
    probe.close();
    QCoreApplication::processEvents();
    QCOMPARE(calls, 0);
}

void EventLogTest::aCallbackMayDestroyTheLog()
{
    LogProbe probe;
    int calls = 0;
    for (int i = 0; i < 20; ++i) {
        probe.log().append(message(u"r"_s, u"a"_s, QString::number(i), u"t"_s), {},
                           [&](const AppendResult &) {
                               ++calls;
                               probe.close();
                           });
    }
    QTRY_COMPARE(calls, 1);
    QCoreApplication::processEvents();
    QCOMPARE(calls, 1);
}

void EventLogTest::whatIsQueuedAtTheEndIsWritten()
{
    LogProbe probe;
    for (int i = 0; i < 300; ++i)
        probe.log().append(message(u"r"_s, u"a"_s, QString::number(i), u"t"_s), {},
                           [](const AppendResult &) {});
    probe.reopen();
    QCOMPARE(probe.head(u"r"_s).head, 300);
}

QTEST_GUILESS_MAIN(EventLogTest)
#include "tst_eventlog.moc"
