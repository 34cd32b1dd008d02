// What becomes of a file before it is sent: smaller photos, nothing of people and places, fit names.
#include "client/timing.h"
#include "client/transfers/attachment.h"
#include "client/transfers/filenames.h"
#include "client/transfers/imagemetadata.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QImageReader>
#include <QTemporaryDir>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray cleaned(const QByteArray &file)
{
    QByteArray all;
    const auto pieces = withoutMetadata(file);
    for (const QByteArray &piece : pieces.value_or(QList<QByteArray>()))
        all += piece;
    return all;
}

const QString golden = QStringLiteral(COURTYARD_TEST_DATA "/metadata");

} // namespace

class TestAttachments : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatSaysMoreThanThePictureGoes_data();
    void whatSaysMoreThanThePictureGoes();
    void aCutFileIsNoPicture_data() { whatSaysMoreThanThePictureGoes_data(); }
    void aCutFileIsNoPicture();
    void otherFilesAreLeftAlone();
    void theNotesOfHeicBecomeZeros_data();
    void theNotesOfHeicBecomeZeros();
    void aLargePhotoIsMadeSmaller();
    void aLargePhotoIsSentAsItIsWhereTheSenderWantsIt();
    void aTurnedPhotoStandsUpright();
    void aPictureOfAScreenKeepsItsPixels();
    void aPastedPictureIsTakenOver();
    void aFileThatIsGoneIsSaid();
    void namesFitEverySystem_data();
    void namesFitEverySystem();
    void nothingIsOverwritten();
    void onlyWhatShowsIsOpened_data();
    void onlyWhatShowsIsOpened();

private:
    QTemporaryDir m_folder;
    Attachment photo(const QString &name, QSize size, const QByteArray &exif = {});
    PreparedFile prepared(const Attachment &attachment)
    {
        return prepare(attachment, m_folder.filePath(u"out"_s), u"k"_s);
    }
};

void TestAttachments::whatSaysMoreThanThePictureGoes_data()
{
    QTest::addColumn<QString>("file");
    const QDir folder(golden);
    for (const QString &name : folder.entryList({u"*.jpg"_s, u"*.png"_s, u"*.webp"_s})) {
        if (!name.contains(u".clean."_s))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
}

void TestAttachments::whatSaysMoreThanThePictureGoes()
{
    QFETCH(const QString, file);
    const qsizetype dot = file.lastIndexOf(u'.');
    const QByteArray dirty = read(file), clean = read(file.left(dot) + u".clean"_s + file.mid(dot));
    QVERIFY(!clean.isEmpty());
    QCOMPARE(cleaned(dirty).toHex(), clean.toHex());
    QCOMPARE(cleaned(clean), clean); // once is enough
    for (const char *word : {"GPS", "home", "Paris", "Cam"})
        QVERIFY2(!clean.contains(word), word);
    const QImage before = QImage::fromData(dirty), after = QImage::fromData(clean);
    QVERIFY(!after.isNull());
    QCOMPARE(after, before);
}

void TestAttachments::aCutFileIsNoPicture()
{
    QFETCH(const QString, file);
    const QByteArray whole = read(file);
    for (qsizetype size = 0; size < whole.size(); ++size)
        withoutMetadata(QByteArrayView(whole).first(size)); // reads nothing past the end (address sanitizer)
}

void TestAttachments::otherFilesAreLeftAlone()
{
    for (const QByteArray &bytes :
         {""_ba, "GIF89a"_ba, "%PDF-1.7"_ba, "<svg/>"_ba, "\xff\xd8"_ba, "RIFF1234WAVEfmt "_ba})
        QVERIFY(!withoutMetadata(bytes));
}

void TestAttachments::theNotesOfHeicBecomeZeros_data()
{
    QTest::addColumn<int>("version"); // of the box that tells where items stand
    QTest::newRow("as phones write it") << 0;
    QTest::newRow("as AVIF's encoders do") << 1;
}

void TestAttachments::theNotesOfHeicBecomeZeros()
{
    QFETCH(const int, version);
    const auto number = [](quint32 value, int bytes) {
        QByteArray all;
        while (bytes-- > 0)
            all += char(value >> (8 * bytes));
        return all;
    };
    const auto box = [&](const char *type, const QByteArray &content) {
        return QByteArray(number(quint32(8 + content.size()), 4) + type + content);
    };
    const auto full = [&](int of) { return QByteArray(number(quint32(of), 1) + number(0, 3)); };
    const auto infe = [&](int item, const char *type) {
        return box("infe", full(2) + number(quint32(item), 2) + number(0, 2) + type + '\0');
    };
    const QByteArray iinf =
        box("iinf", full(0) + number(3, 2) + infe(1, "hvc1") + infe(2, "Exif") + infe(3, "mime"));
    const auto fileOf = [&](quint32 start) { // where the data begins
        const auto place = [&](int item, quint32 offset, quint32 length) {
            return QByteArray(number(quint32(item), 2) + (version > 0 ? number(0, 2) : QByteArray())
                              + number(0, 2) + number(1, 2) + number(start + offset, 4) + number(length, 4));
        };
        const QByteArray iloc = box("iloc",
                                    full(version) + number(0x4400, 2) + number(3, 2) + place(1, 0, 6)
                                        + place(2, 6, 10) + place(3, 16, 4));
        return QByteArray(box("ftyp", "heic" + number(0, 4)) + box("meta", full(0) + iinf + iloc));
    };
    const auto start = quint32(fileOf(0).size() + 8);
    const QByteArray head = fileOf(start);
    const QByteArray dirty = head + box("mdat", "pixelsGPS48N2.3E<x/>"), clean = cleaned(dirty);
    QCOMPARE(clean, QByteArray(head + box("mdat", "pixels" + QByteArray(14, '\0'))));
    for (qsizetype size = 0; size < dirty.size(); ++size)
        withoutMetadata(QByteArrayView(dirty).first(size));
}

Attachment TestAttachments::photo(const QString &name, QSize size, const QByteArray &exif)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    for (int x = 0; x < size.width() / 4; ++x) {
        for (int y = 0; y < size.height() / 4; ++y)
            image.setPixel(x, y, qRgb(250, 20, 20));
    }
    const QString path = m_folder.filePath(name);
    image.save(path);
    if (!exif.isEmpty()) {
        QByteArray bytes = read(path);
        bytes.insert(2, "\xff\xe1" + QByteArray(1, '\0') + char(exif.size() + 2) + exif);
        QFile file(path);
        if (file.open(QFile::WriteOnly))
            file.write(bytes);
    }
    return *attachmentOf(path);
}

void TestAttachments::aLargePhotoIsMadeSmaller()
{
    const PreparedFile file = prepared(photo(u"p.jpg"_s, {3000, 1500}));
    QVERIFY2(file.problem.isEmpty(), qPrintable(file.problem));
    QCOMPARE(QSize(file.width, file.height), QSize(bounds::photoSide, bounds::photoSide / 2));
    QCOMPARE(file.name, u"p.jpg"_s);
    QCOMPARE(file.mime, u"image/jpeg"_s);
    QVERIFY(file.ours);
    QCOMPARE(QImageReader(file.path).size(), QSize(2048, 1024));
}

void TestAttachments::aLargePhotoIsSentAsItIsWhereTheSenderWantsIt()
{
    Attachment chosen = photo(u"p.jpg"_s, {3000, 1500}, "Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"_ba);
    chosen.original = true;
    const PreparedFile clean = prepared(chosen);
    QCOMPARE(QSize(clean.width, clean.height), QSize(3000, 1500));
    QVERIFY(!read(clean.path).contains("Exif"));
    chosen.keepLocation = true;
    const PreparedFile whole = prepared(chosen);
    QCOMPARE(whole.path, chosen.path);
    QVERIFY(!whole.ours);
}

void TestAttachments::aTurnedPhotoStandsUpright()
{
    const QByteArray turned =
        "Exif\0\0"_ba + QByteArray::fromHex("4d4d002a00000008000101120003000000010006000000000000");
    const PreparedFile small = prepared(photo(u"turned.jpg"_s, {3000, 1500}, turned));
    QCOMPARE(QSize(small.width, small.height), QSize(1024, 2048));
    Attachment original = photo(u"turned.jpg"_s, {300, 150}, turned);
    const PreparedFile kept = prepared(original); // small enough as it is
    QCOMPARE(QSize(kept.width, kept.height), QSize(150, 300));
    QImageReader reader(kept.path);
    reader.setAutoTransform(true);
    const QImage image = reader.read();
    QVERIFY(qRed(image.pixel(149, 0)) > 200); // the red corner is at the right now
}

void TestAttachments::aPictureOfAScreenKeepsItsPixels()
{
    const PreparedFile file = prepared(photo(u"screen.png"_s, {3000, 40}));
    QCOMPARE(QSize(file.width, file.height), QSize(3000, 40));
    QCOMPARE(file.mime, u"image/png"_s);
}

void TestAttachments::aPastedPictureIsTakenOver()
{
    Attachment pasted = photo(u"pasted.png"_s, {30, 40});
    pasted.ours = true;
    const PreparedFile file = prepared(pasted);
    QVERIFY(file.ours);
    QVERIFY(file.path != pasted.path);
    QVERIFY(!QFile::exists(pasted.path));
    QCOMPARE(file.name, u"pasted.png"_s);
}

void TestAttachments::aFileThatIsGoneIsSaid()
{
    Attachment gone = photo(u"gone.jpg"_s, {30, 40});
    QFile::remove(gone.path);
    QVERIFY(prepared(gone).problem.contains(u"gone.jpg"_s));
}

void TestAttachments::namesFitEverySystem_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("fit");
    const auto row = [](const char *what, const QString &given, const QString &fit) {
        QTest::newRow(what) << given << fit;
    };
    row("plain", u"photo.jpg"_s, u"photo.jpg"_s);
    row("two folders up", u"../../etc/passwd"_s, u"_.._etc_passwd"_s);
    row("a Windows path", u"C:\\a\\b.txt"_s, u"C__a_b.txt"_s);
    row("hidden", u".bashrc"_s, u"bashrc"_s);
    row("an option", u"-rf"_s, u"rf"_s);
    row("a reserved word", u"CON"_s, u"_CON"_s);
    row("a reserved word with an ending", u"nul.txt"_s, u"_nul.txt"_s);
    row("NUL", QString(u"a\0b.txt"_s), u"a_b.txt"_s);
    row("turned around", u"a\u202Egpj.exe"_s, u"a_gpj.exe"_s);
    row("dots at the end", u"a.."_s, u"a"_s);
    row("nothing", u""_s, u"file"_s);
    row("dots alone", u".."_s, u"file"_s);
    row("Arabic", u"تقرير.pdf"_s, u"تقرير.pdf"_s);
    row("too long", QString(300, u'a') + u".pdf"_s, QString(196, u'a') + u".pdf"_s);
    row("too long, of two units each", u"😀"_s.repeated(80) + u".pdf"_s, u"😀"_s.repeated(49) + u".pdf"_s);
}

void TestAttachments::namesFitEverySystem()
{
    QFETCH(const QString, given);
    QTEST(safeFileName(given), "fit");
}

void TestAttachments::nothingIsOverwritten()
{
    const QTemporaryDir folder;
    const auto make = [](const QString &path) { return QFile(path).open(QFile::WriteOnly); };
    QVERIFY(make(uniquePath(folder.path(), u"a.tar"_s)));
    QVERIFY(make(uniquePath(folder.path(), u"a.tar"_s)));
    QCOMPARE(uniquePath(folder.path(), u"a.tar"_s), folder.filePath(u"a (3).tar"_s));
    QVERIFY(QFile::link(u"/nowhere"_s, folder.filePath(u"l"_s)));
    QCOMPARE(uniquePath(folder.path(), u"l"_s), folder.filePath(u"l (2)"_s));
}

void TestAttachments::onlyWhatShowsIsOpened_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("opened");
    for (const QString &name : {u"a.pdf"_s, u"a.JPG"_s, u"a.mp4"_s, u"a.mp3"_s, u"a.txt"_s, u"a.odt"_s})
        QTest::newRow(qPrintable(name)) << name << true;
    for (const QString &name :
         {u"a.exe"_s, u"a.sh"_s, u"a.desktop"_s, u"a.jar"_s, u"a.html"_s, u"a.svg"_s, u"a.lnk"_s, u"a.zip"_s,
          u"a"_s, u"pdf"_s, u"a.pdf.exe"_s, u"a.unknown"_s, u"a.pdf "_s})
        QTest::newRow(qPrintable(name)) << name << false;
}

void TestAttachments::onlyWhatShowsIsOpened()
{
    QFETCH(const QString, name);
    QTEST(mayBeOpened(name), "opened");
}

QTEST_GUILESS_MAIN(TestAttachments)
#include "tst_attachments.moc"
