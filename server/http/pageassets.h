// The browser page as it stands in the executable's resources (:/web/), read once. It was compressed when the
// program was built, and goes out as it is to whoever takes gzip. Any thread after construction.
#pragma once

#include <QByteArray>
#include <QHash>

namespace courtyard::http {

struct Asset {
    QByteArray body;
    QByteArray gzip; // the same, compressed; empty where that would not be shorter
    QByteArray contentType;
    QByteArray version; // of the content: the start of its SHA-256 as hex
};

class PageAssets {
public:
    PageAssets();
    /// nullptr: there is none. `/` is the page itself, `/help` the visitors' one.
    const Asset *find(const QByteArray &path) const;

private:
    QHash<QByteArray, Asset> m_assets;
};

/// The gzip form (RFC 1952) of `body`, from what qCompress or rcc made of it; empty: that was something else.
QByteArray gzipOf(const QByteArray &compressed, const QByteArray &body);

/// By the name's ending; "application/octet-stream" for what we do not know.
QByteArray contentTypeOf(const QByteArray &path);

} // namespace courtyard::http
