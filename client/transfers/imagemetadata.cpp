#include "client/transfers/imagemetadata.h"

#include "client/transfers/heifmetadata.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <utility>

namespace courtyard {

namespace {

using Pieces = QList<QByteArray>;

constexpr QByteArrayView exifHeader("Exif\0\0", 6);
constexpr QByteArrayView pngSignature("\x89PNG\r\n\x1a\n", 8);

template <typename T>
T big(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<T>(bytes.data() + at);
}

void keep(Pieces &pieces, QByteArrayView bytes)
{
    pieces.append(QByteArray::fromRawData(bytes.data(), bytes.size()));
}

/// A TIFF structure that says nothing but which side is up.
QByteArray tiffOf(int orientation)
{
    QByteArray tiff = QByteArray::fromHex("4d4d002a00000008"
                                          "0001"
                                          "0112000300000001"
                                          "00000000"
                                          "00000000");
    tiff[19] = char(orientation);
    return tiff;
}

template <typename T>
QByteArray bigEndian(T value)
{
    QByteArray bytes(sizeof value, Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}

// ── JPEG: ITU T.81, annex B

/// What shows the picture: JFIF, ICC profiles, and Adobe's note of the colour space. Everything else that an
/// application may put there (Exif, XMP, IPTC, the second pictures of some phones) can tell of people and
/// places.
bool isForShowing(quint8 marker, QByteArrayView content)
{
    constexpr quint8 app0 = 0xe0, app2 = 0xe2, app14 = 0xee, app15 = 0xef, comment = 0xfe;
    if (marker == app2)
        return content.startsWith("ICC_PROFILE");
    const bool isNote = (marker >= app0 && marker <= app15) || marker == comment;
    return !isNote || marker == app0 || marker == app14;
}

/// The end of the entropy-coded bytes that begin at `at`: where the next marker stands.
qsizetype endOfScan(QByteArrayView file, qsizetype at)
{
    for (; at + 1 < file.size(); ++at) {
        const auto next = quint8(file[at + 1]);
        const bool isRestart = next >= 0xd0 && next <= 0xd7;
        if (quint8(file[at]) == 0xff && next != 0 && next != 0xff && !isRestart)
            return at;
    }
    return file.size();
}

std::optional<Pieces> cleanJpeg(QByteArrayView file)
{
    constexpr quint8 startOfScan = 0xda, endOfImage = 0xd9, app1 = 0xe1;
    Pieces pieces;
    int orientation = 1;
    qsizetype orientationGoes = 1; // behind the start of the picture, and behind JFIF
    keep(pieces, file.first(2));
    qsizetype at = 2;
    while (at + 4 <= file.size()) {
        if (quint8(file[at]) != 0xff)
            return std::nullopt;
        const auto marker = quint8(file[at + 1]);
        if (marker == 0xff) { // fill bytes may stand before any marker
            ++at;
            continue;
        }
        if (marker == endOfImage)
            break;
        const qsizetype length = big<quint16>(file, at + 2);
        if (length < 2 || at + 2 + length > file.size())
            return std::nullopt;
        const QByteArrayView segment = file.sliced(at, 2 + length), content = segment.sliced(4);
        at += segment.size();
        if (marker == app1 && content.startsWith(exifHeader))
            orientation = orientationOf(content.sliced(exifHeader.size()));
        if (!isForShowing(marker, content))
            continue;
        keep(pieces, segment);
        if (marker == 0xe0 && orientationGoes == pieces.size() - 1)
            orientationGoes = pieces.size();
        if (marker != startOfScan)
            continue;
        const qsizetype end = endOfScan(file, at);
        keep(pieces, file.sliced(at, end - at));
        at = end;
    }
    // What stands behind the end may be another picture with notes of its own: it is left out.
    pieces.append(QByteArray("\xff\xd9", 2));
    if (orientation != 1) {
        const QByteArray exif = exifHeader.toByteArray() + tiffOf(orientation);
        pieces.insert(orientationGoes,
                      QByteArray("\xff\xe1", 2) + bigEndian(quint16(exif.size() + 2)) + exif);
    }
    return pieces;
}

// ── PNG: W3C, third edition

quint32 crcOf(QByteArrayView bytes)
{
    quint32 crc = 0xffffffffU;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) ? 0xedb88320U : 0U);
    }
    return ~crc;
}

bool isForShowing(QByteArrayView pngType)
{
    static constexpr std::array<QByteArrayView, 18> kept{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM",
                                                         "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD",
                                                         "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"};
    return std::any_of(kept.begin(), kept.end(), [pngType](QByteArrayView type) { return type == pngType; });
}

QByteArray pngChunk(const QByteArray &type, const QByteArray &content)
{
    const QByteArray counted = type + content;
    return bigEndian(quint32(content.size())) + counted + bigEndian(crcOf(counted));
}

std::optional<Pieces> cleanPng(QByteArrayView file)
{
    Pieces pieces;
    int orientation = 1;
    keep(pieces, pngSignature);
    qsizetype at = pngSignature.size();
    while (at + 12 <= file.size()) {
        const qsizetype length = big<quint32>(file, at);
        if (length > file.size() - at - 12)
            return std::nullopt;
        const QByteArrayView chunk = file.sliced(at, 12 + length), type = chunk.sliced(4, 4);
        at += chunk.size();
        if (type == QByteArrayView("eXIf"))
            orientation = orientationOf(chunk.sliced(8, length));
        if (isForShowing(type))
            keep(pieces, chunk);
        if (type == QByteArrayView("IEND")) {
            if (orientation != 1) // anywhere between the first chunk and the last
                pieces.insert(2, pngChunk("eXIf", tiffOf(orientation)));
            return pieces;
        }
    }
    return std::nullopt;
}

// ── WebP: RFC 9649

std::optional<Pieces> cleanWebp(QByteArrayView file)
{
    constexpr char exifFlag = 0x08, xmpFlag = 0x04;
    static constexpr std::array<QByteArrayView, 7> kept{"VP8 ", "VP8L", "VP8X", "ALPH",
                                                        "ANIM", "ANMF", "ICCP"};
    const qsizetype end = std::min<qsizetype>(file.size(), 8 + qFromLittleEndian<quint32>(file.data() + 4));
    Pieces pieces;
    int orientation = 1;
    qsizetype features = -1; // the piece that lists what the file holds
    qsizetype at = 12;
    while (at + 8 <= end) {
        const qsizetype length = qFromLittleEndian<quint32>(file.data() + at + 4);
        if (length > end - at - 8)
            return std::nullopt;
        const QByteArrayView type = file.sliced(at, 4), content = file.sliced(at + 8, length);
        const qsizetype whole = std::min(8 + length + (length & 1), end - at);
        if (type == QByteArrayView("EXIF")) // some writers put JPEG's header before it
            orientation = orientationOf(content.startsWith(exifHeader) ? content.sliced(6) : content);
        if (type == QByteArrayView("VP8X"))
            features = pieces.size();
        if (std::find(kept.begin(), kept.end(), type) != kept.end())
            keep(pieces, file.sliced(at, whole));
        at += whole;
    }
    if (pieces.isEmpty())
        return std::nullopt;
    if (features >= 0 && pieces[features].size() >= 18) {
        QByteArray own(pieces[features].constData(), pieces[features].size());
        own[8] = char((own[8] & ~(exifFlag | xmpFlag)) | (orientation != 1 ? exifFlag : 0));
        pieces[features] = own;
        if (orientation != 1)
            pieces.append(QByteArray("EXIF\x1a\0\0\0", 8) + tiffOf(orientation));
    }
    quint32 size = 4;
    for (const QByteArray &piece : std::as_const(pieces))
        size += quint32(piece.size());
    QByteArray head("RIFF\0\0\0\0WEBP", 12);
    qToLittleEndian(size, head.data() + 4);
    pieces.prepend(head);
    return pieces;
}

} // namespace

int orientationOf(QByteArrayView tiff)
{
    constexpr quint16 orientationTag = 0x0112;
    if (tiff.size() < 8)
        return 1;
    const bool little = tiff.startsWith("II");
    if (!little && !tiff.startsWith("MM"))
        return 1;
    const auto u16 = [&](qsizetype at) {
        return little ? qFromLittleEndian<quint16>(tiff.data() + at) : big<quint16>(tiff, at);
    };
    const qsizetype list = little ? qFromLittleEndian<quint32>(tiff.data() + 4) : big<quint32>(tiff, 4);
    if (list + 2 > tiff.size())
        return 1;
    const int entries = u16(list);
    for (int n = 0; n < entries; ++n) {
        const qsizetype entry = list + 2 + 12 * n;
        if (entry + 12 > tiff.size())
            break;
        if (u16(entry) == orientationTag) {
            const int value = u16(entry + 8);
            return value >= 1 && value <= 8 ? value : 1;
        }
    }
    return 1;
}

std::optional<QList<QByteArray>> withoutMetadata(QByteArrayView file)
{
    if (file.startsWith("\xff\xd8\xff"))
        return cleanJpeg(file);
    if (file.startsWith(pngSignature))
        return cleanPng(file);
    if (file.size() >= 16 && file.startsWith("RIFF") && file.sliced(8, 4) == QByteArrayView("WEBP"))
        return cleanWebp(file);
    if (isHeif(file))
        return heifWithoutMetadata(file);
    return std::nullopt;
}

} // namespace courtyard
