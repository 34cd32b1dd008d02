// Four words of a key: the same words for the same key on every device and in every release.
#include "protocol/fingerprint.h"
#include "protocol/wordlist.h"

#include <QCryptographicHash>
#include <QSet>

#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

class TestFingerprint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theListHas2048WordsThatTheirFirstFourLettersTell();
    void theListIsTheOneThatWasPublished();
    void aKeyIsToldInFourWords_data();
    void aKeyIsToldInFourWords();
    void whatIsNoFingerprintHasNoWords_data();
    void whatIsNoFingerprintHasNoWords();
    void hexIsReadInGroups();
};

void TestFingerprint::theListHas2048WordsThatTheirFirstFourLettersTell()
{
    const QList<QByteArray> words = QByteArray(wordList).simplified().split(' ');
    QCOMPARE(words.size(), 2048);
    QVERIFY(std::is_sorted(words.cbegin(), words.cend()));
    QSet<QByteArray> beginnings;
    for (const QByteArray &word : words) {
        QVERIFY2(word.size() >= 3 && word.size() <= 8, word.constData());
        QVERIFY2(std::all_of(word.cbegin(), word.cend(), [](char c) { return c >= 'a' && c <= 'z'; }),
                 word.constData());
        beginnings.insert(word.left(4));
    }
    QCOMPARE(beginnings.size(), 2048);
}

// One word changed, and two devices of different releases no longer say the same of one key.
void TestFingerprint::theListIsTheOneThatWasPublished()
{
    const QByteArray plain = QByteArray(wordList).simplified().replace(' ', '\n') + '\n';
    QCOMPARE(QCryptographicHash::hash(plain, QCryptographicHash::Sha256).toHex(),
             QByteArray("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"));
}

void TestFingerprint::aKeyIsToldInFourWords_data()
{
    QTest::addColumn<QString>("fingerprint");
    QTest::addColumn<QString>("words");
    QTest::newRow("the first word") << QString(64, u'0') << u"abandon abandon abandon abandon"_s;
    QTest::newRow("the last word") << QString(64, u'f') << u"zoo zoo zoo zoo"_s;
    // 11 bits each: 1, 2, 3, 4
    QTest::newRow("each at its place")
        << u"00200801804"_s + QString(53, u'0') << u"ability able about above"_s;
    QTest::newRow("sha256 of courtyard")
        << u"953ff581e859b90bbcf5773d64136e3ae7a7a367606c0a5725b7ab6b3cd012d2"_s
        << u"news zero gather spawn"_s;
    QTest::newRow("sha256 of another")
        << u"ae448ac86c4e8e4dec645729708ef41873ae79c6dff84eff73360989487f08e5"_s
        << u"purity cattle rare sudden"_s;
}

void TestFingerprint::aKeyIsToldInFourWords()
{
    QFETCH(QString, fingerprint);
    QVERIFY(isFingerprint(fingerprint));
    QTEST(fingerprintWords(fingerprint).join(u' '), "words");
}

void TestFingerprint::whatIsNoFingerprintHasNoWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("a digit short") << QString(63, u'a');
    QTest::newRow("a digit long") << QString(65, u'a');
    QTest::newRow("capitals") << QString(64, u'A');
    QTest::newRow("no hex") << QString(64, u'g');
    QTest::newRow("digits of another script") << QString(64, QChar(0x0661));
}

void TestFingerprint::whatIsNoFingerprintHasNoWords()
{
    QFETCH(QString, text);
    QVERIFY(!isFingerprint(text));
    QCOMPARE(fingerprintWords(text), QStringList());
}

void TestFingerprint::hexIsReadInGroups()
{
    QCOMPARE(groupedFingerprint(u"0011223344"_s), u"0011 2233 44"_s);
    QCOMPARE(groupedFingerprint({}), QString());
}

QTEST_APPLESS_MAIN(TestFingerprint)
#include "tst_fingerprint.moc"
