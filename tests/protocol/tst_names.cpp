// Which names are accepted, in which form, and which look alike.
#include "protocol/names.h"

#include "protocol/limits.h"

#include <QSet>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

class TestNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptedNamesAreKeptInOneForm_data();
    void acceptedNamesAreKeptInOneForm();
    void refusedNames_data();
    void refusedNames();
    void namesHoldAtTheLimitAndNotPastIt_data();
    void namesHoldAtTheLimitAndNotPastIt();
    void whatIsAcceptedStaysAsItIs();
    void lookAlikesHaveOneSkeleton_data();
    void lookAlikesHaveOneSkeleton();
    void differentNamesHaveDifferentSkeletons_data();
    void differentNamesHaveDifferentSkeletons();
    void aSkeletonIsItsOwnSkeleton();
    void freeNamesCountUpwards();
    void freeNamesKeepWithinTheLimit_data();
    void freeNamesKeepWithinTheLimit();
};

void TestNames::acceptedNamesAreKeptInOneForm_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("kept");
    const auto same = [](const char *what, const QString &name) { QTest::newRow(what) << name << name; };
    same("plain", u"Amina"_s);
    same("two words", u"Amina B."_s);
    same("apostrophe and hyphen", u"O'Neill-Strauß"_s);
    same("Arabic", u"محمد بن سلمان"_s);
    same("Arabic with vowels", u"مُحَمَّد"_s);
    same("Hebrew", u"יעקב"_s);
    same("Chinese", u"陈伟"_s);
    same("Korean", u"김민준"_s);
    same("Thai", u"สมชาย"_s);
    same("Devanagari with virama", u"क्षितिज"_s);
    same("Persian with ZWNJ", u"می\u200cخواهم"_s);
    same("Persian with ZWNJ after a vowel sign", u"هُ\u200cما"_s);
    same("Devanagari with ZWJ", u"क्\u200dष"_s);
    same("Devanagari with ZWNJ", u"क्\u200cष"_s);
    same("Sinhala with ZWJ", u"ශ්\u200dරී"_s);
    same("emoji", u"🦊 Fox"_s);
    same("emoji alone", u"🦊"_s);
    same("emoji of a skin tone", u"👍🏽"_s);
    same("a flag", u"🇸🇾 Amina"_s);
    same("heart in colour", u"❤\ufe0f Amina"_s);
    same("keycap", u"1\ufe0f\u20e3"_s);
    same("markup", u"<b>Amina</b>"_s);
    same("digits", u"12345"_s);
    QTest::newRow("spaces around") << u"  Amina \t\n"_s << u"Amina"_s;
    QTest::newRow("spaces between") << u"Amina   B."_s << u"Amina B."_s;
    QTest::newRow("no-break and wide spaces") << u"Amina\u00a0\u3000B."_s << u"Amina B."_s;
    QTest::newRow("wide letters") << u"Ａｍｉｎａ"_s << u"Amina"_s;
    QTest::newRow("a ligature") << u"ﬁona"_s << u"fiona"_s;
    QTest::newRow("a letter and its accent") << u"Jose\u0301"_s << u"José"_s;
}

void TestNames::acceptedNamesAreKeptInOneForm()
{
    QFETCH(QString, typed);
    QFETCH(QString, kept);
    QCOMPARE(acceptableName(typed), kept);
}

void TestNames::refusedNames_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("empty") << QString();
    QTest::newRow("blank") << u" \t\n\u00a0\u3000"_s;
    QTest::newRow("NUL") << QString(u"A"_s + QChar(0) + u"B");
    QTest::newRow("tab inside") << u"A\tB"_s;
    QTest::newRow("line end inside") << u"A\nB"_s;
    QTest::newRow("delete") << u"A\x7f"_s;
    QTest::newRow("C1 control") << u"A\u0090"_s;
    QTest::newRow("line separator") << u"A\u2028B"_s;
    const QList<char16_t> invisible{0x200b, 0x200e, 0x200f, 0x061c, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
                                    0x2060, 0x2061, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff, 0x00ad,
                                    0x034f, 0x115f, 0x1160, 0x3164, 0xffa0, 0x17b4, 0x180e, 0x2800, 0xfff9};
    for (const char16_t c : invisible)
        QTest::addRow("U+%04x", uint(c)) << QString(u"A"_s + QChar(c) + u"B");
    QTest::newRow("invisible alone") << u"\u3164"_s;
    QTest::newRow("a tag") << u"A\U000e0041"_s;
    QTest::newRow("ZWJ between Latin letters") << u"A\u200dB"_s;
    QTest::newRow("ZWNJ between Latin letters") << u"A\u200cB"_s;
    QTest::newRow("ZWNJ between Cyrillic letters") << u"А\u200cБ"_s;
    QTest::newRow("ZWNJ at the start") << u"\u200cمی"_s;
    QTest::newRow("ZWNJ at the end") << u"می\u200c"_s;
    QTest::newRow("ZWNJ twice") << u"می\u200c\u200cخ"_s;
    QTest::newRow("ZWNJ between a letter and a space") << u"می\u200c خ"_s;
    QTest::newRow("ZWNJ between Persian and Latin") << u"می\u200ca"_s;
    QTest::newRow("ZWJ between shared marks alone") << u"a\u0301\u200d\u0301"_s;
    QTest::newRow("variation selector after a letter") << u"A\ufe0fB"_s;
    QTest::newRow("variation selector of no use") << u"A\ufe00"_s;
    QTest::newRow("first half of a pair") << QString(u"A"_s + QChar(0xd83d));
    QTest::newRow("second half of a pair") << QString(QChar(0xde00) + u"A"_s);
    QTest::newRow("no character") << u"A\uffff"_s;
    QTest::newRow("not assigned") << u"A\u0378"_s;
    QTest::newRow("not assigned, past 16 bits") << u"A\U000effff"_s;
}

void TestNames::refusedNames()
{
    QFETCH(QString, typed);
    QCOMPARE(acceptableName(typed), std::nullopt);
}

void TestNames::namesHoldAtTheLimitAndNotPastIt_data()
{
    QTest::addColumn<QString>("character");
    QTest::newRow("Latin") << u"x"_s;
    QTest::newRow("Chinese") << u"陈"_s;
    QTest::newRow("emoji, two UTF-16 units each") << u"🦊"_s;
}

void TestNames::namesHoldAtTheLimitAndNotPastIt()
{
    QFETCH(QString, character);
    const QString most = character.repeated(limits::nameChars);
    QCOMPARE(acceptableName(most), most);
    QCOMPARE(acceptableName(u"  "_s + most + u' '), most);
    QCOMPARE(acceptableName(most + character), std::nullopt);
    QCOMPARE(acceptableName(most + u" x"), std::nullopt);
}

void TestNames::whatIsAcceptedStaysAsItIs()
{
    for (const QString &typed :
         {u"  Ａ  ﬁ ¨ x"_s, u"Jose\u0301"_s, u"می\u200cخواهم"_s, u"½ ㎏"_s, u"\u00a8"_s}) {
        const auto once = acceptableName(typed);
        QVERIFY2(once.has_value(), qPrintable(typed));
        QCOMPARE(acceptableName(*once), *once);
    }
}

void TestNames::lookAlikesHaveOneSkeleton_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("case") << u"AMINA"_s << u"amina"_s;
    QTest::newRow("sharp s") << u"Strauß"_s << u"STRAUSS"_s;
    QTest::newRow("final sigma") << u"Νίκος"_s << u"ΝΊΚΟΣ"_s;
    QTest::newRow("Cyrillic A") << u"Аmina"_s << u"Amina"_s;
    QTest::newRow("Cyrillic all through") << u"Еса"_s << u"Eca"_s;
    QTest::newRow("Cyrillic capital Ve") << u"Вen"_s << u"Ben"_s;
    QTest::newRow("Cyrillic capital En") << u"Нelen"_s << u"Helen"_s;
    QTest::newRow("Greek Alpha") << u"Αmina"_s << u"Amina"_s;
    QTest::newRow("Greek omicron") << u"Bοb"_s << u"Bob"_s;
    QTest::newRow("Greek Nu") << u"Νina"_s << u"Nina"_s;
    QTest::newRow("Greek and Cyrillic") << u"ο"_s << u"о"_s;
    QTest::newRow("Armenian oh") << u"Bօb"_s << u"Bob"_s;
    QTest::newRow("zero and o") << u"B0b"_s << u"Bob"_s;
    QTest::newRow("one and l") << u"A1ice"_s << u"Alice"_s;
    QTest::newRow("bar and l") << u"A|ice"_s << u"Alice"_s;
    QTest::newRow("rn and m") << u"Arnina"_s << u"Amina"_s;
    QTest::newRow("dotless i") << u"Amına"_s << u"Amina"_s;
    QTest::newRow("accent as a mark") << u"Jose\u0301"_s << u"José"_s;
    QTest::newRow("Cyrillic io and e with dots") << u"Zo\u0451"_s << u"Zoë"_s;
    QTest::newRow("wide letters") << u"Ａmina"_s << u"Amina"_s;
    QTest::newRow("apostrophes") << u"O\u2019Neill"_s << u"O'Neill"_s;
    QTest::newRow("dashes") << u"Ana\u2013Maria"_s << u"Ana-Maria"_s;
    QTest::newRow("with and without ZWNJ") << u"می\u200cخواهم"_s << u"میخواهم"_s;
    QTest::newRow("with and without a selector") << u"❤\ufe0f"_s << u"❤"_s;
    QTest::newRow("small capitals") << u"ʙᴏʙ"_s << u"Bob"_s;
}

void TestNames::lookAlikesHaveOneSkeleton()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QCOMPARE(nameSkeleton(one), nameSkeleton(other));
}

void TestNames::differentNamesHaveDifferentSkeletons_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("other letters") << u"Amina"_s << u"Amira"_s;
    QTest::newRow("accent") << u"Jose"_s << u"José"_s;
    QTest::newRow("Ian and Lan") << u"Ian"_s << u"Lan"_s;
    QTest::newRow("numbers") << u"Amina 2"_s << u"Amina 3"_s;
    QTest::newRow("space") << u"Ana Maria"_s << u"Anamaria"_s;
    QTest::newRow("Arabic") << u"محمد"_s << u"محمود"_s;
    QTest::newRow("emoji") << u"🦊"_s << u"🐻"_s;
    QTest::newRow("one and more") << u"B"_s << u"BB"_s;
}

void TestNames::differentNamesHaveDifferentSkeletons()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QVERIFY(nameSkeleton(one) != nameSkeleton(other));
}

// A mapping that led to another mapped character would miss pairs.
void TestNames::aSkeletonIsItsOwnSkeleton()
{
    for (char32_t c = 0x20; c < 0x30000; ++c) {
        if (QChar::isSurrogate(c))
            continue;
        const QString skeleton = nameSkeleton(QString::fromUcs4(&c, 1));
        // "m" is written "rn", and "rn" stays "rn".
        QVERIFY2(nameSkeleton(skeleton) == skeleton, qPrintable(QString::number(c, 16)));
    }
}

void TestNames::freeNamesCountUpwards()
{
    QSet<QString> taken;
    const auto isTaken = [&taken](const QString &name) { return taken.contains(name); };
    for (const QString &expected : {u"Amina 2"_s, u"Amina 3"_s, u"Amina 4"_s}) {
        QCOMPARE(freeNameLike(u"Amina"_s, isTaken), expected);
        taken.insert(expected);
    }
}

void TestNames::freeNamesKeepWithinTheLimit_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("Latin") << u"x"_s.repeated(limits::nameChars);
    QTest::newRow("emoji") << u"🦊"_s.repeated(limits::nameChars);
    QTest::newRow("emoji, off by one") << QString(u"x"_s + u"🦊"_s.repeated(limits::nameChars - 1));
    QTest::newRow("a space where it is cut") << QString(u"x"_s.repeated(limits::nameChars - 3) + u" yz");
    QTest::newRow("a joiner where it is cut")
        << QString(u"ک"_s.repeated(limits::nameChars - 3) + u"\u200cمی");
    QTest::newRow("short") << u"🦊"_s;
}

void TestNames::freeNamesKeepWithinTheLimit()
{
    QFETCH(QString, name);
    for (const int last : {2, 10, 12345}) {
        int asked = 1;
        const QString free = freeNameLike(name, [&asked, last](const QString &) { return ++asked < last; });
        QVERIFY(free.endsWith(QString(u' ' + QString::number(last))));
        QCOMPARE(acceptableName(free), free);
    }
}

QTEST_APPLESS_MAIN(TestNames)
#include "tst_names.moc"
