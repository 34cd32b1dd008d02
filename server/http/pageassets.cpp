#include "server/http/pageassets.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QResource>
#include <QtEndian>

#include <array>

// Q_INIT_RESOURCE must stand outside of any namespace.
static void initPageResource()
{
    Q_INIT_RESOURCE(page);
}

namespace courtyard::http {

namespace {

// RFC 1952 §8.
quint32 crc32(const QByteArray &bytes)
{
    static const std::array<quint32, 256> table = [] {
        std::array<quint32, 256> made{};
        for (quint32 index = 0; index < made.size(); ++index) {
            made[index] = index;
            for (int bit = 0; bit < 8; ++bit)
                made[index] = (made[index] >> 1) ^ ((made[index] & 1) ? 0xedb88320U : 0U);
        }
        return made;
    }();
    quint32 crc = 0xffffffffU;
    for (const char byte : bytes)
        crc = table[(crc ^ quint8(byte)) & 0xff] ^ (crc >> 8);
    return ~crc;
}

QByteArray littleEndian(quint32 value)
{
    QByteArray bytes(sizeof value, Qt::Uninitialized);
    qToLittleEndian(value, bytes.data());
    return bytes;
}

Asset assetOf(const QResource &resource, const QByteArray &path)
{
    const QByteArray body = resource.uncompressedData();
    QByteArray gzip;
    if (resource.compressionAlgorithm() == QResource::ZlibCompression)
        gzip = gzipOf(QByteArray(reinterpret_cast<const char *>(resource.data()), resource.size()), body);
    const QByteArray version = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex().left(32);
    return {body, gzip.size() < body.size() ? gzip : QByteArray(), contentTypeOf(path), version};
}

} // namespace

QByteArray gzipOf(const QByteArray &compressed, const QByteArray &body)
{
    // The length in four bytes (Qt), then RFC 1950: two bytes, what deflate made, four bytes.
    constexpr qsizetype before = 4 + 2, behind = 4;
    if (compressed.size() < before + behind || qUncompress(compressed) != body)
        return {};
    const QByteArray header =
        QByteArray::fromHex("1f8b0800000000000203"); // no name, no time, deflate at its best
    const QByteArray deflated = compressed.mid(before, compressed.size() - before - behind);
    return header + deflated + littleEndian(crc32(body)) + littleEndian(quint32(body.size()));
}

QByteArray contentTypeOf(const QByteArray &path)
{
    static const QHash<QByteArray, QByteArray> types = {
        {"html", "text/html; charset=utf-8"},
        {"js", "text/javascript; charset=utf-8"},
        {"css", "text/css; charset=utf-8"},
        {"json", "application/json"},
        {"webmanifest", "application/manifest+json"},
        {"svg", "image/svg+xml"},
        {"png", "image/png"},
        {"webp", "image/webp"},
        {"ico", "image/x-icon"},
        {"wav", "audio/wav"},
        {"ogg", "audio/ogg"},
        {"mp3", "audio/mpeg"},
        {"woff2", "font/woff2"},
        {"txt", "text/plain; charset=utf-8"},
    };
    return types.value(path.mid(path.lastIndexOf('.') + 1).toLower(), "application/octet-stream");
}

PageAssets::PageAssets()
{
    initPageResource();
    const QString root = QStringLiteral(":/web");
    for (QDirIterator files(root, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        const QString name = files.next();
        const QByteArray path = name.mid(root.size()).toUtf8();
        m_assets.insert(path, assetOf(QResource(name), path));
    }
    if (const auto page = m_assets.constFind("/index.html"); page != m_assets.cend())
        m_assets.insert("/", *page);
    if (const auto help = m_assets.constFind("/help.html"); help != m_assets.cend())
        m_assets.insert("/help", *help);
}

const Asset *PageAssets::find(const QByteArray &path) const
{
    const auto it = m_assets.constFind(path);
    return it == m_assets.cend() ? nullptr : &*it;
}

} // namespace courtyard::http
