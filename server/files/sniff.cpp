#include "server/files/sniff.h"

#include "server/files/filelimits.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

struct Magic {
    qsizetype at;
    QByteArrayView bytes;
    QByteArrayView mime;
};

// Marks that stand alone; containers are looked into below.
constexpr std::array magics{
    Magic{0, {"\x89PNG\r\n\x1a\n", 8}, "image/png"},
    Magic{0, {"\xff\xd8\xff", 3}, "image/jpeg"},
    Magic{0, {"GIF87a", 6}, "image/gif"},
    Magic{0, {"GIF89a", 6}, "image/gif"},
    Magic{0, {"fLaC", 4}, "audio/flac"},
    Magic{0, {"ID3", 3}, "audio/mpeg"},
    Magic{0, {"\xff\xfb", 2}, "audio/mpeg"},
    Magic{0, {"\xff\xf3", 2}, "audio/mpeg"},
    Magic{0, {"\xff\xf1", 2}, "audio/aac"},
    Magic{0, {"\xff\xf9", 2}, "audio/aac"},
    Magic{0, {"%PDF-", 5}, "application/pdf"},
    Magic{0, {"PK\x03\x04", 4}, "application/zip"},
    Magic{0, {"PK\x05\x06", 4}, "application/zip"},
    Magic{0, {"\x1f\x8b", 2}, "application/gzip"},
    Magic{0, {"7z\xbc\xaf\x27\x1c", 6}, "application/x-7z-compressed"},
    Magic{0, {"II*\0", 4}, "image/tiff"},
    Magic{0, {"MM\0*", 4}, "image/tiff"},
};

bool has(QByteArrayView bytes, qsizetype at, QByteArrayView what)
{
    return bytes.size() >= at + what.size() && bytes.sliced(at, what.size()) == what;
}

bool contains(QByteArrayView bytes, QByteArrayView what)
{
    return bytes.indexOf(what) >= 0;
}

// ISO/IEC 14496-12: the brand says which of the many formats in this container it is.
QByteArray mimeOfBrand(QByteArrayView brand)
{
    if (brand == "avif" || brand == "avis")
        return "image/avif";
    for (const QByteArrayView heic : {"heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"}) {
        if (brand == heic)
            return "image/heic";
    }
    if (brand == "M4A " || brand == "M4B ")
        return "audio/mp4";
    return brand == "qt  " ? "video/quicktime" : "video/mp4";
}

QByteArray mimeOfMatroska(QByteArrayView start)
{
    if (!contains(start.first(std::min<qsizetype>(start.size(), 64)), "webm"))
        return "video/x-matroska";
    const bool hasVideo = contains(start, "V_VP") || contains(start, "V_AV1");
    return !hasVideo && (contains(start, "A_OPUS") || contains(start, "A_VORBIS")) ? "audio/webm"
                                                                                   : "video/webm";
}

QByteArray mimeOfRiff(QByteArrayView start)
{
    if (has(start, 8, "WEBP"))
        return "image/webp";
    if (has(start, 8, "WAVE"))
        return "audio/wav";
    return has(start, 8, "AVI ") ? "video/x-msvideo" : QByteArray();
}

bool isText(QByteArrayView start)
{
    const auto isForbidden = [](char c) {
        return uchar(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1b';
    };
    if (start.isEmpty() || std::any_of(start.begin(), start.end(), isForbidden))
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8); // a character that is cut off at the end is no error to it
    [[maybe_unused]] const QString text = decoder.decode(start);
    return !decoder.hasError();
}

// Markup is named by what it is in, not by what it draws: nobody shall take an SVG for a picture to load.
QByteArray mimeOfText(QByteArrayView start)
{
    const QByteArray text =
        start.first(std::min<qsizetype>(start.size(), 1024)).toByteArray().toLower().trimmed();
    if (text.startsWith("<?xml") || text.startsWith("<svg"))
        return "text/xml";
    if (text.contains("<!doctype html") || text.contains("<html") || text.contains("<script"))
        return "text/html";
    return text.contains("<svg") ? "text/xml" : "text/plain";
}

bool isSafeInName(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        // Bidi controls (UAX #9): "gpj.exe" must not be read as "exe.jpg".
        return !(c >= u'\u202a' && c <= u'\u202e') && !(c >= u'\u2066' && c <= u'\u2069') && c != u'\u200e'
            && c != u'\u200f' && c != u'\u061c';
    }
}

} // namespace

QByteArray sniffMime(QByteArrayView start)
{
    for (const Magic &magic : magics) {
        if (has(start, magic.at, magic.bytes))
            return magic.mime.toByteArray();
    }
    if (has(start, 0, "RIFF")) {
        if (const QByteArray mime = mimeOfRiff(start); !mime.isEmpty())
            return mime;
    }
    if (has(start, 4, "ftyp") && start.size() >= 12)
        return mimeOfBrand(start.sliced(8, 4));
    if (has(start, 0, "\x1a\x45\xdf\xa3"))
        return mimeOfMatroska(start);
    if (has(start, 0, "OggS"))
        return contains(start, "theora") ? "video/ogg" : "audio/ogg";
    if (has(start, 0, "BM") && has(start, 6, QByteArrayView("\0\0\0\0", 4)))
        return "image/bmp";
    return isText(start) ? mimeOfText(start) : QByteArray("application/octet-stream");
}

bool isShownInline(QByteArrayView mime)
{
    if (mime.startsWith("image/"))
        return mime == "image/png" || mime == "image/jpeg" || mime == "image/gif" || mime == "image/webp"
            || mime == "image/avif" || mime == "image/bmp";
    return mime.startsWith("audio/") || mime.startsWith("video/");
}

QByteArray pictureFormat(QByteArrayView mime)
{
    for (const QByteArrayView format : {"png", "jpeg", "gif", "webp", "bmp"}) {
        if (mime.startsWith("image/") && mime.sliced(6) == format)
            return format.toByteArray();
    }
    return {};
}

QString displayName(const QString &name)
{
    QString clean = name.mid(std::max(name.lastIndexOf(u'/'), name.lastIndexOf(u'\\')) + 1);
    QString kept;
    for (qsizetype i = 0; i < clean.size(); ++i) {
        const bool isPair =
            clean[i].isHighSurrogate() && i + 1 < clean.size() && clean[i + 1].isLowSurrogate();
        if (isPair)
            kept += clean[i++];
        if (isPair || isSafeInName(clean[i]))
            kept += clean[i];
    }
    kept = kept.trimmed();
    if (kept.isEmpty() || kept == "."_L1 || kept == ".."_L1)
        return u"file"_s;
    // The ending says what it is: it stays.
    const qsizetype dot = kept.lastIndexOf(u'.');
    const QString ending = dot > 0 && kept.size() - dot <= 16 ? kept.mid(dot) : QString();
    QString stem = kept.chopped(ending.size());
    while ((stem + ending).toUtf8().size() > filelimits::fileNameBytes)
        stem.chop(stem.size() > 1 && stem.back().isLowSurrogate() ? 2 : 1);
    return stem + ending;
}

} // namespace courtyard
