#include "client/transfers/filenames.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr qsizetype longestName = 200; // bytes; file systems take 255, and something may be put behind it

bool isReserved(const QString &stem)
{
    static const QSet<QString> words{u"con"_s,  u"prn"_s,  u"aux"_s,  u"nul"_s,  u"com1"_s, u"com2"_s,
                                     u"com3"_s, u"com4"_s, u"com5"_s, u"com6"_s, u"com7"_s, u"com8"_s,
                                     u"com9"_s, u"lpt1"_s, u"lpt2"_s, u"lpt3"_s, u"lpt4"_s, u"lpt5"_s,
                                     u"lpt6"_s, u"lpt7"_s, u"lpt8"_s, u"lpt9"_s};
    return words.contains(stem.toLower());
}

bool isBad(char32_t c)
{
    static const QString forbidden = u"<>:\"/\\|?*"_s;
    const auto category = QChar::category(c);
    return category == QChar::Other_Control || category == QChar::Other_Format
        || category == QChar::Other_Surrogate || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph || (c < 0x80 && forbidden.contains(QChar(char16_t(c))));
}

QString ending(const QString &name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    return dot > 0 && name.size() - dot <= 12 ? name.mid(dot) : QString();
}

// By the ending, for that is what the system goes by; what is not here is not opened.
const QHash<QString, FileKind> &kinds()
{
    static const QHash<QString, FileKind> all = [] {
        QHash<QString, FileKind> made;
        const auto add = [&made](FileKind kind, const char *endings) {
            for (const QString &each : QString::fromLatin1(endings).split(u' '))
                made.insert(each, kind);
        };
        add(FileKind::Picture, "jpg jpeg png gif webp bmp tif tiff heic heif avif");
        add(FileKind::Video, "mp4 m4v mov webm mkv avi mpg mpeg ogv 3gp");
        add(FileKind::Audio, "mp3 m4a aac ogg oga opus wav flac wma amr");
        add(FileKind::Text, "txt md log csv tsv srt");
        add(FileKind::Document, "pdf odt doc docx rtf epub");
        add(FileKind::Table, "ods xls xlsx");
        add(FileKind::Slides, "odp ppt pptx");
        add(FileKind::Archive, "zip 7z rar tar gz bz2 xz zst tgz iso");
        add(FileKind::Program,
            "exe msi bat cmd com scr ps1 vbs js jar app dmg pkg deb rpm appimage flatpak sh bash py pl rb "
            "desktop "
            "apk lnk url reg html htm xhtml svg xml");
        return made;
    }();
    return all;
}

} // namespace

QString safeFileName(const QString &name)
{
    QString clean;
    for (const char32_t c : name.toUcs4())
        clean += isBad(c) ? u"_"_s : QString::fromUcs4(&c, 1);
    clean = clean.simplified();
    while (clean.startsWith(u'.') || clean.startsWith(u'-')) // hidden, or an option to a program
        clean.remove(0, 1);
    while (clean.endsWith(u'.') || clean.endsWith(u' '))
        clean.chop(1);
    if (isReserved(clean.section(u'.', 0, 0)))
        clean.prepend(u'_');
    const QString end = ending(clean);
    QString stem = clean.chopped(end.size());
    while (stem.toUtf8().size() + end.toUtf8().size() > longestName)
        stem.chop(stem.back().isLowSurrogate() ? 2 : 1);
    clean = stem + end;
    return clean.isEmpty() ? u"file"_s : clean;
}

QString uniquePath(const QString &folder, const QString &name)
{
    const QDir dir(folder);
    const QString end = ending(name), stem = name.chopped(end.size());
    QString path = dir.filePath(name);
    for (int n = 2; QFileInfo(path).isSymLink() || QFileInfo::exists(path); ++n)
        path = dir.filePath(u"%1 (%2)%3"_s.arg(stem).arg(n).arg(end));
    return path;
}

FileKind kindOf(const QString &name, const QString &mime)
{
    const auto known = kinds().constFind(ending(name).mid(1).toLower());
    if (known != kinds().cend())
        return *known;
    if (mime.startsWith("image/"_L1))
        return FileKind::Picture;
    if (mime.startsWith("video/"_L1))
        return FileKind::Video;
    if (mime.startsWith("audio/"_L1))
        return FileKind::Audio;
    return FileKind::Other;
}

bool mayBeOpened(const QString &name)
{
    const auto known = kinds().constFind(ending(name).mid(1).toLower());
    // Old Office files carry macros, but their programs ask; archives and programs are for the person to
    // judge.
    return known != kinds().cend() && *known != FileKind::Program && *known != FileKind::Archive;
}

bool isShownAsPicture(const QString &mime)
{
    return mime == "image/jpeg"_L1 || mime == "image/png"_L1 || mime == "image/gif"_L1
        || mime == "image/webp"_L1 || mime == "image/bmp"_L1;
}

} // namespace courtyard
