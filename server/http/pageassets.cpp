#include "server/http/pageassets.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>

// Q_INIT_RESOURCE must stand outside of any namespace.
static void initPageResource()
{
    Q_INIT_RESOURCE(page);
}

namespace courtyard::http {

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
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray path = file.fileName().mid(root.size()).toUtf8();
        const QByteArray body = file.readAll();
        const QByteArray hash = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex().left(32);
        m_assets.insert(path, {body, contentTypeOf(path), '"' + hash + '"'});
    }
    if (const auto page = m_assets.constFind("/index.html"); page != m_assets.cend())
        m_assets.insert("/", *page);
}

const Asset *PageAssets::find(const QByteArray &path) const
{
    const auto it = m_assets.constFind(path);
    return it == m_assets.cend() ? nullptr : &*it;
}

} // namespace courtyard::http
