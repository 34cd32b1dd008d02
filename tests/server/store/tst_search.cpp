#include "server/store/searchwords.h"
#include "tests/server/store/logprobe.h"

#include <QFile>
#include <QTest>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

class SearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesAreFoundByTheirWords_data();
    void messagesAreFoundByTheirWords();
    void whatWasJustAppendedIsFound();
    void onlyTheLogsAskedForAreSearched();
    void editedTextIsFoundAndShown();
    void anEditBySomebodyElseChangesNothing();
    void deletedMessagesAreNeverFound();
    void nothingOfAClosedRoomIsFound();
    void topicsAndReactionsAreNotMessages();
    void amongEqualsTheNewestComesFirst();
    void aLimitIsKept();
    void hitsAreBoundedInBytes();
    void theIndexIsMadeAnewWhereItIsMissingOrDamaged_data();
    void theIndexIsMadeAnewWhereItIsMissingOrDamaged();
    void theIndexOfAnotherStoreIsNotBelieved();
    void aLargeLogIsIndexedWhole();
};

void SearchTest::messagesAreFoundByTheirWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *name, const QString &text, const QString &query, bool found) {
        QTest::newRow(name) << text << query << found;
    };
    const QString text = u"The water pump stands behind the school"_s;
    row("a word", text, u"water"_s, true);
    row("its beginning", text, u"wat"_s, true);
    row("its middle", text, u"ater"_s, false);
    row("another case", text, u"WATER"_s, true);
    row("two words in any order", text, u"school water"_s, true);
    row("one of two is missing", text, u"water station"_s, false);
    row("diacritics in the text", u"La reunión empezará mañana"_s, u"reunion manana"_s, true);
    row("diacritics in the query", u"la reunion"_s, u"reunión"_s, true);
    row("Arabic", u"مرحبا بالجميع"_s, u"بالج"_s, true);
    row("Chinese, in the middle of a sentence", u"明天早上开会"_s, u"早上"_s, true);
    row("Chinese, not in this order", u"明天早上开会"_s, u"上早"_s, false);
    row("Thai, in the middle of a sentence", u"ประชุมพรุ่งนี้เช้า"_s, u"พรุ่งนี้"_s, true);
    row("Hindi", u"कल सुबह बैठक"_s, u"सुबह"_s, true);
    row("a compound", u"a well-known place"_s, u"well-known"_s, true);
    row("a quotation mark", text, u"\"water"_s, true);
    row("quoted phrase", text, u"\"water pump\""_s, true);
    row("syntax: AND", text, u"water AND pump"_s, false);
    row("syntax: OR", text, u"nothing OR water"_s, false);
    row("syntax: NOT", u"do NOT touch"_s, u"do NOT touch"_s, true);
    row("syntax: column filter", text, u"text:water"_s, false);
    row("syntax: other column", text, u"at:1"_s, false);
    row("syntax: star", text, u"*"_s, false);
    row("syntax: caret", text, u"^the"_s, true);
    row("syntax: brackets", text, u"(water)"_s, true);
    row("syntax: one bracket", text, u"water )"_s, true);
    row("syntax: NEAR", text, u"NEAR(water pump)"_s, false);
    row("syntax: quotes only", text, u"\"\"\" \""_s, false);
    row("syntax: minus and plus", text, u"-water +pump"_s, true);
    row("a NUL", text, u"water\0pump"_s, true);
    row("blank", text, u"  \t"_s, false);
    row("emoji only", text, u"🌲"_s, false);
    row("SQL", text, u"'; DROP TABLE messages; --"_s, false);
}

void SearchTest::messagesAreFoundByTheirWords()
{
    QFETCH(QString, text);
    QFETCH(QString, query);
    QFETCH(bool, found);
    LogProbe probe;
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, text));
    const SearchHits hits = probe.search(query, {u"r"_s});
    QVERIFY(!hits.failed);
    QCOMPARE(LogProbe::texts(hits.hits), found ? QStringList(text) : QStringList());
}

void SearchTest::whatWasJustAppendedIsFound()
{
    LogProbe probe;
    for (int i = 0; i < 20; ++i) {
        // Not waited for: the search takes its turn after it.
        probe.log().append(message(u"r%1"_s.arg(i % 3), u"a"_s, QString::number(i), u"needle %1"_s.arg(i)),
                           {}, [](const AppendResult &) {});
        QCOMPARE(probe.search(u"needle"_s, {u"r0"_s, u"r1"_s, u"r2"_s}).hits.size(), i + 1);
    }
}

void SearchTest::onlyTheLogsAskedForAreSearched()
{
    LogProbe probe;
    for (const QString &log : {u"a"_s, u"b"_s, u"c"_s})
        probe.append(message(log, u"m"_s, u"1"_s, u"tea in "_s + log));
    QCOMPARE(LogProbe::texts(probe.search(u"tea"_s, {u"b"_s}).hits), QStringList(u"tea in b"_s));
    QCOMPARE(probe.search(u"tea"_s, {u"c"_s, u"a"_s}).hits.size(), 2);
    QCOMPARE(probe.search(u"tea"_s, {u"none"_s}).hits.size(), 0);
    QCOMPARE(probe.search(u"tea"_s, {}).hits.size(), 0);
    QCOMPARE(probe.search(u"tea"_s, {u"b"_s}).hits.first().log, u"b"_s);
}

void SearchTest::editedTextIsFoundAndShown()
{
    LogProbe probe;
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"meet at noon"_s));
    QCOMPARE(probe.search(u"noon"_s, {u"r"_s}).hits.size(), 1); // indexed before the edits
    probe.append(about(message(u"r"_s, u"a"_s, u"2"_s, u"meet at three"_s), "edit", 1));
    probe.append(about(message(u"r"_s, u"a"_s, u"3"_s, u"meet at four"_s), "edit", 1));
    QVERIFY(probe.search(u"noon"_s, {u"r"_s}).hits.isEmpty());
    QVERIFY(probe.search(u"three"_s, {u"r"_s}).hits.isEmpty());
    const SearchHits hits = probe.search(u"meet four"_s, {u"r"_s});
    QCOMPARE(LogProbe::texts(hits.hits), QStringList(u"meet at four"_s));
    QCOMPARE(hits.hits.first().seq, 1);
    QCOMPARE(hits.hits.first().kind, u"message"_s);
}

void SearchTest::anEditBySomebodyElseChangesNothing()
{
    LogProbe probe;
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"original"_s));
    probe.append(about(message(u"r"_s, u"b"_s, u"2"_s, u"forged"_s), "edit", 1));
    QVERIFY(probe.search(u"forged"_s, {u"r"_s}).hits.isEmpty());
    QCOMPARE(LogProbe::texts(probe.search(u"original"_s, {u"r"_s}).hits), QStringList(u"original"_s));
}

void SearchTest::deletedMessagesAreNeverFound()
{
    LogProbe probe;
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"indexed before"_s));
    QCOMPARE(probe.search(u"indexed"_s, {u"r"_s}).hits.size(), 1);
    probe.append(message(u"r"_s, u"a"_s, u"2"_s, u"not indexed before"_s));
    probe.append(about(message(u"r"_s, u"a"_s, u"3"_s, u"indexed and edited"_s), "edit", 1));
    for (const qint64 target : {1, 2}) {
        probe.append(about(message(u"r"_s, u"a"_s, u"d%1"_s.arg(target), u""_s), "delete", target),
                     {.redactTarget = target});
    }
    QVERIFY(probe.search(u"indexed"_s, {u"r"_s}).hits.isEmpty());
    QVERIFY(probe.search(u"edited"_s, {u"r"_s}).hits.isEmpty());
}

void SearchTest::nothingOfAClosedRoomIsFound()
{
    LogProbe probe;
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"needle"_s));
    probe.append(message(u"s"_s, u"a"_s, u"1"_s, u"needle"_s));
    QCOMPARE(probe.search(u"needle"_s, {u"r"_s, u"s"_s}).hits.size(), 2);
    probe.append(about(message(u"r"_s, u"host"_s, u"c"_s, u""_s), "closed", 0),
                 {.redactTarget = 0, .redactFrom = 1, .redactTo = 1});
    QCOMPARE(probe.search(u"needle"_s, {u"r"_s, u"s"_s}).hits.size(), 1);
}

void SearchTest::topicsAndReactionsAreNotMessages()
{
    LogProbe probe;
    for (const char *kind : {"topic", "notice", "reaction", "member"})
        probe.append(about(message(u"r"_s, u"a"_s, QString::fromLatin1(kind), u"needle"_s), kind, 0));
    QVERIFY(probe.search(u"needle"_s, {u"r"_s}).hits.isEmpty());
}

void SearchTest::amongEqualsTheNewestComesFirst()
{
    LogProbe probe;
    for (int i = 1; i <= 3; ++i) {
        LogEntry entry = message(i == 2 ? u"s"_s : u"r"_s, u"a"_s, QString::number(i), u"same words"_s);
        entry.at = 1000 * i;
        probe.append(entry);
    }
    QList<qint64> times;
    for (const LogEntry &hit : probe.search(u"words"_s, {u"r"_s, u"s"_s}).hits)
        times.append(hit.at);
    QCOMPARE(times, QList<qint64>({3000, 2000, 1000}));
}

void SearchTest::aLimitIsKept()
{
    LogProbe probe;
    for (int i = 0; i < 10; ++i)
        probe.append(message(u"r"_s, u"a"_s, QString::number(i), u"needle"_s));
    QCOMPARE(probe.search(u"needle"_s, {u"r"_s}, 4).hits.size(), 4);
    QCOMPARE(probe.search(u"needle"_s, {u"r"_s}, 10).hits.size(), 10);
}

void SearchTest::hitsAreBoundedInBytes()
{
    LogProbe probe;
    for (int i = 1; i <= 5; ++i)
        probe.append(
            message(u"r"_s, u"a"_s, QString::number(i), QString(u"needle"_s + QString(94, u'\x01'))));
    const qint64 one = 6 + 94 * 6;
    const SearchHits hits = probe.search(u"needle"_s, {u"r"_s}, 50, 2 * one);
    QVERIFY(!hits.failed);
    QCOMPARE(hits.hits.size(), 2);
}

void SearchTest::theIndexIsMadeAnewWhereItIsMissingOrDamaged_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("missing") << QByteArray();
    QTest::newRow("rubbish") << QByteArray(20'000, 'x');
    QTest::newRow("cut off") << QByteArray("SQLite format 3\0", 16);
}

void SearchTest::theIndexIsMadeAnewWhereItIsMissingOrDamaged()
{
    QFETCH(QByteArray, content);
    LogProbe probe;
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"needle"_s));
    QCOMPARE(probe.search(u"needle"_s, {u"r"_s}).hits.size(), 1);
    probe.close();
    const QString path = probe.path() + u"/search.sqlite"_s;
    QVERIFY(QFile::remove(path));
    if (!content.isEmpty()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    probe.reopen();
    QCOMPARE(probe.search(u"needle"_s, {u"r"_s}).hits.size(), 1);
}

void SearchTest::theIndexOfAnotherStoreIsNotBelieved()
{
    LogProbe other;
    other.append(message(u"r"_s, u"a"_s, u"1"_s, u"foreign"_s));
    QCOMPARE(other.search(u"foreign"_s, {u"r"_s}).hits.size(), 1);
    other.close();
    LogProbe probe;
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"ours"_s));
    probe.close();
    QFile::remove(probe.path() + u"/search.sqlite"_s);
    QVERIFY(QFile::copy(other.path() + u"/search.sqlite"_s, probe.path() + u"/search.sqlite"_s));
    probe.reopen();
    QVERIFY(probe.search(u"foreign"_s, {u"r"_s}).hits.isEmpty());
    QCOMPARE(probe.search(u"ours"_s, {u"r"_s}).hits.size(), 1);
}

void SearchTest::aLargeLogIsIndexedWhole()
{
    LogProbe probe;
    constexpr int count = 5000; // more than two batches
    for (int i = 0; i < count; ++i) {
        probe.log().append(message(u"r"_s, u"a"_s, QString::number(i), u"word%1 common"_s.arg(i)), {},
                           [](const AppendResult &) {});
    }
    QCOMPARE(probe.search(u"common"_s, {u"r"_s}, count + 1).hits.size(), count);
    QCOMPARE(probe.search(u"word4999"_s, {u"r"_s}).hits.size(), 1);
}

QTEST_GUILESS_MAIN(SearchTest)
#include "tst_search.moc"
