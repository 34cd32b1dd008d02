// Which entries name which files is known from the transaction that appends them to the one that redacts
// them, and after a restart, a migration and a salvage as well.
#include "tests/server/store/logprobe.h"

#include "server/store/salvage.h"

#include <algorithm>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

LogEntry naming(const QString &log, const QString &key, const QByteArray &files)
{
    LogEntry entry = message(log, u"a"_s, key, u"look"_s);
    entry.extra = "{\"files\":[" + files + "]}";
    return entry;
}

QStringList places(const NamingResult &result)
{
    QStringList places;
    for (const Naming &one : result.namings)
        places.append(u"%1 %2 %3"_s.arg(one.file, one.log).arg(one.seq));
    std::sort(places.begin(), places.end());
    return places;
}

} // namespace

class NamingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesAndTheirThumbsAreNamedByTheNewestEntryOfEachLog();
    void whatIsRedactedNamesNothing();
    void whatWasNotStoredNamesNothing();
    void extraThatIsNoListOfFilesNamesNothing();
    void entriesWithFilesComeInPages();
    void aSalvagedLogNamesWhatItHolds();
};

void NamingTest::filesAndTheirThumbsAreNamedByTheNewestEntryOfEachLog()
{
    LogProbe probe;
    QCOMPARE(probe.seqOf(naming(u"lobby"_s, u"1"_s, R"({"id":"f1","thumb":"t1"},{"id":"f2"})")), 1);
    QCOMPARE(probe.seqOf(naming(u"lobby"_s, u"2"_s, R"({"id":"f1","thumb":"t1"})")), 2);
    QCOMPARE(probe.seqOf(naming(u"other"_s, u"3"_s, R"({"id":"f1"})")), 1);
    probe.reopen();
    QCOMPARE(places(probe.naming({u"f1"_s, u"f2"_s, u"f3"_s, u"t1"_s})),
             QStringList({u"f1 lobby 2"_s, u"f1 other 1"_s, u"f2 lobby 1"_s, u"t1 lobby 2"_s}));
}

void NamingTest::whatIsRedactedNamesNothing()
{
    LogProbe probe;
    probe.seqOf(naming(u"lobby"_s, u"1"_s, R"({"id":"f1"})"));
    probe.seqOf(naming(u"lobby"_s, u"2"_s, R"({"id":"f1"})"));
    probe.append(about(message(u"lobby"_s, u"a"_s, u"3"_s, {}), "delete", 2), {.redactTarget = 2});
    QCOMPARE(places(probe.naming({u"f1"_s})), QStringList(u"f1 lobby 1"_s));
    probe.append(about(message(u"lobby"_s, u"a"_s, u"4"_s, {}), "delete", 1), {.redactTarget = 1});
    QCOMPARE(places(probe.naming({u"f1"_s})), QStringList());
}

void NamingTest::whatWasNotStoredNamesNothing()
{
    LogProbe probe;
    probe.seqOf(naming(u"lobby"_s, u"1"_s, R"({"id":"f1"})"));
    probe.append(naming(u"lobby"_s, u"1"_s, R"({"id":"f2"})")); // the key was there
    QCOMPARE(places(probe.naming({u"f1"_s, u"f2"_s})), QStringList(u"f1 lobby 1"_s));
}

void NamingTest::extraThatIsNoListOfFilesNamesNothing()
{
    LogProbe probe;
    for (const QByteArray &extra :
         {"not JSON"_ba, "{}"_ba, R"({"files":7})"_ba, R"({"files":[{"size":1}]})"_ba, "\xff"_ba}) {
        LogEntry entry = message(u"lobby"_s, u"a"_s, QString::fromLatin1(extra.toHex()), u"t"_s);
        entry.extra = extra;
        QVERIFY2(probe.seqOf(entry) > 0, extra.constData());
    }
    QCOMPARE(probe.withFiles(u"lobby"_s, 0, 10).entries.size(), 0);
}

void NamingTest::entriesWithFilesComeInPages()
{
    LogProbe probe;
    for (int i = 1; i <= 6; ++i) {
        const QString key = QString::number(i);
        probe.seqOf(i % 2 ? naming(u"lobby"_s, key, R"({"id":"f","thumb":"t"},{"id":"g"})")
                          : message(u"lobby"_s, u"a"_s, key, u"t"_s));
    }
    const ReadResult all = probe.withFiles(u"lobby"_s, 0, 10);
    QCOMPARE(LogProbe::seqs(all.entries), QList<qint64>({1, 3, 5}));
    QVERIFY(!all.more);
    const ReadResult newest = probe.withFiles(u"lobby"_s, 0, 2);
    QCOMPARE(LogProbe::seqs(newest.entries), QList<qint64>({3, 5}));
    QVERIFY(newest.more);
    QCOMPARE(LogProbe::seqs(probe.withFiles(u"lobby"_s, 3, 2).entries), QList<qint64>({1}));
    QCOMPARE(probe.withFiles(u"nowhere"_s, 0, 2).entries.size(), 0);
}

void NamingTest::aSalvagedLogNamesWhatItHolds()
{
    LogProbe probe;
    probe.seqOf(naming(u"lobby"_s, u"1"_s, R"({"id":"f1"})"));
    probe.seqOf(naming(u"lobby"_s, u"2"_s, R"({"id":"f2"})"));
    probe.append(about(message(u"lobby"_s, u"a"_s, u"3"_s, {}), "delete", 1), {.redactTarget = 1});
    probe.close();
    const QTemporaryDir other;
    QCOMPARE(salvage(probe.path() + u"/events.sqlite"_s, other.filePath(u"events.sqlite"_s)).code, 0);
    LogProbe saved(other.path());
    QCOMPARE(places(saved.naming({u"f1"_s, u"f2"_s})), QStringList(u"f2 lobby 2"_s));
}

QTEST_GUILESS_MAIN(NamingTest)
#include "tst_naming.moc"
