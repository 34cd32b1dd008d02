// What an entry's texts and its digest are in the file. A digest must be that of the versions before, or a
// message that is sent again after an update would be taken for another one.
#include "server/store/encodedentry.h"

#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

class EncodedEntryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDigestIsThatOfEarlierVersions_data();
    void theDigestIsThatOfEarlierVersions();
    void textsAreTheirUtf8_data();
    void textsAreTheirUtf8();
    void aPartThatWandersIsAnotherBody();
};

void EncodedEntryTest::theDigestIsThatOfEarlierVersions_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("target");
    QTest::addColumn<qint64>("reply");
    QTest::addColumn<QByteArray>("extra");
    QTest::addColumn<QByteArray>("digest");
    QTest::newRow("ASCII") << u"message"_s << u"hello"_s << qint64(0) << qint64(0) << QByteArray()
                           << QByteArray("eddba793acf4ecda35cc9db5a8f838fd");
    QTest::newRow("other letters") << u"message"_s << u"äö 😀 مرحبا"_s << qint64(0) << qint64(7)
                                   << QByteArray(R"({"files":[]})")
                                   << QByteArray("2d79664cbc94cab46b827f3a4d93a138");
    QTest::newRow("half a pair") << u"message"_s << u"a"_s + QChar(0xd800) + u'b' << qint64(0) << qint64(0)
                                 << QByteArray() << QByteArray("c66f19998dd8529885b176b40a2b31d9");
    QTest::newRow("no text, a large number")
        << u"reaction"_s << QString() << (qint64(1) << 40) - 1 << qint64(0) << QByteArray(R"({"emoji":"x"})")
        << QByteArray("c42782c141b616211a70f7c990234b63");
}

void EncodedEntryTest::theDigestIsThatOfEarlierVersions()
{
    QFETCH(const QByteArray, digest);
    QFETCH(const QString, kind);
    QFETCH(const QString, text);
    QFETCH(const qint64, target);
    QFETCH(const qint64, reply);
    QFETCH(const QByteArray, extra);
    LogEntry entry;
    entry.kind = kind;
    entry.text = text;
    entry.target = target;
    entry.reply = reply;
    entry.extra = extra;
    EncodedEntry encoded;
    for (int i = 0; i < 2; ++i) { // what it is used for again must not hang on what it was used for before
        encoded.take(entry);
        QCOMPARE(encoded.digest().toHex(), digest);
    }
}

void EncodedEntryTest::textsAreTheirUtf8_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << QString();
    QTest::newRow("the last of ASCII") << u"\u007f"_s;
    QTest::newRow("the first that is not") << u"\u0080"_s;
    QTest::newRow("at the end only") << QString(100, u'x') + u"ÿ"_s;
    QTest::newRow("beyond 16 bits") << u"a😀b"_s;
    QTest::newRow("a zero within") << u"a"_s + QChar(0) + u'b';
}

void EncodedEntryTest::textsAreTheirUtf8()
{
    QFETCH(const QString, text);
    LogEntry entry;
    entry.author = entry.name = entry.kind = entry.key = entry.text = text;
    EncodedEntry encoded;
    encoded.take(entry);
    for (const QByteArrayView view :
         {encoded.author(), encoded.name(), encoded.kind(), encoded.key(), encoded.text()}) {
        QCOMPARE(view.toByteArray(), text.toUtf8());
    }
}

void EncodedEntryTest::aPartThatWandersIsAnotherBody()
{
    LogEntry one, other;
    one.kind = u"messageh"_s;
    one.text = u"ello"_s;
    other.kind = u"message"_s;
    other.text = u"hello"_s;
    EncodedEntry encoded;
    encoded.take(one);
    const QByteArray first = encoded.digest();
    encoded.take(other);
    QVERIFY(encoded.digest() != first);
}

QTEST_GUILESS_MAIN(EncodedEntryTest)
#include "tst_encodedentry.moc"
