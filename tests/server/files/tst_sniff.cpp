// What a file is, its bytes say; and what it is called is for eyes alone.
#include "server/files/sniff.h"

#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

class TestSniff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesTellWhatTheyAre_data();
    void bytesTellWhatTheyAre();
    void namesAreMadeFitToBeShown_data();
    void namesAreMadeFitToBeShown();
    void longNamesKeepTheirEnding();
};

void TestSniff::bytesTellWhatTheyAre_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("mime");
    QTest::addColumn<bool>("shown");
    const auto row = [](const char *what, const QByteArray &start, const char *mime, bool shown) {
        QTest::newRow(what) << start << QByteArray(mime) << shown;
    };
    row("png", "\x89PNG\r\n\x1a\n"_ba, "image/png", true);
    row("jpeg", "\xff\xd8\xff\xe0"_ba, "image/jpeg", true);
    row("gif", "GIF89a.."_ba, "image/gif", true);
    row("webp", "RIFF....WEBPVP8 "_ba, "image/webp", true);
    row("wav", "RIFF....WAVEfmt "_ba, "audio/wav", true);
    row("riff of another kind", "RIFF....\x01\x02\x03\x04"_ba, "application/octet-stream", false);
    row("heic", QByteArray("\0\0\0\x18", 4) + "ftypheic", "image/heic", false);
    row("avif", QByteArray("\0\0\0\x18", 4) + "ftypavif", "image/avif", true);
    row("mp4", QByteArray("\0\0\0\x18", 4) + "ftypisom", "video/mp4", true);
    row("m4a", QByteArray("\0\0\0\x18", 4) + "ftypM4A ", "audio/mp4", true);
    row("webm", "\x1a\x45\xdf\xa3...webm...V_VP9"_ba, "video/webm", true);
    row("a voice in webm", "\x1a\x45\xdf\xa3...webm...A_OPUS"_ba, "audio/webm", true);
    row("ogg", "OggS....OpusHead"_ba, "audio/ogg", true);
    row("mp3", "ID3\x04"_ba, "audio/mpeg", true);
    row("pdf", "%PDF-1.7"_ba, "application/pdf", false);
    row("zip", "PK\x03\x04"_ba, "application/zip", false);
    row("text", "hello, wörld\n"_ba, "text/plain", false);
    row("text whose last character is cut", "hello, w\xc3"_ba, "text/plain", false);
    row("latin-1", "w\xf6rld"_ba, "application/octet-stream", false);
    row("html", " \n<!DOCTYPE html>"_ba, "text/html", false);
    row("html after text", "x<ScRiPt>alert(1)</script>"_ba, "text/html", false);
    row("svg with a script", "<svg><script>alert(1)</script></svg>"_ba, "text/xml", false);
    row("svg behind a comment", "<!-- a --><svg onload='x'/>"_ba, "text/xml", false);
    row("nothing", ""_ba, "application/octet-stream", false);
    row("a zero", QByteArray("a\0b", 3), "application/octet-stream", false);
    row("half a head", "\x89PNG"_ba, "application/octet-stream", false);
}

void TestSniff::bytesTellWhatTheyAre()
{
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, mime);
    QFETCH(bool, shown);
    QCOMPARE(sniffMime(start), mime);
    QCOMPARE(isShownInline(mime), shown);
}

void TestSniff::namesAreMadeFitToBeShown_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *what, const QString &name, const QString &shown) {
        QTest::newRow(what) << name << shown;
    };
    row("as it is", u"photo 1.jpg"_s, u"photo 1.jpg"_s);
    row("a path", u"../../x"_s, u"x"_s);
    row("a path of Windows", u"C:\\a\\b.txt"_s, u"b.txt"_s);
    row("dots", u".."_s, u"file"_s);
    row("a folder", u"a/"_s, u"file"_s);
    row("blank", u" \t"_s, u"file"_s);
    row("controls", u"a\0b\u001b[31m\u2028c"_s, u"ab[31mc"_s);
    row("turned around", u"gpj\u202eexe"_s, u"gpjexe"_s);
    row("half a pair", QString(u'a') + QChar(0xd800), u"a"_s);
    row("an emoji", u"\U0001f600.png"_s, u"\U0001f600.png"_s);
}

void TestSniff::namesAreMadeFitToBeShown()
{
    QFETCH(QString, name);
    QFETCH(QString, shown);
    QCOMPARE(displayName(name), shown);
}

void TestSniff::longNamesKeepTheirEnding()
{
    const QString name = displayName(QString(200, u'ä') + u".tar.gz"_s);
    QCOMPARE(name.toUtf8().size(), 255);
    QVERIFY(name.endsWith(u".gz"));
    QVERIFY(displayName(QString(120, u'.') + u"\U0001f600"_s.repeated(100)).toUtf8().size() <= 255);
}

QTEST_APPLESS_MAIN(TestSniff)
#include "tst_sniff.moc"
