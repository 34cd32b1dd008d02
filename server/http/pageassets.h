// The browser page as it stands in the executable's resources (:/web/), read once. Any thread after
// construction.
#pragma once

#include <QByteArray>
#include <QHash>

namespace courtyard::http {

struct Asset {
    QByteArray body;
    QByteArray contentType;
    QByteArray etag; // with its quotes
};

class PageAssets {
public:
    PageAssets();
    /// nullptr: there is none. `/` is the page itself.
    const Asset *find(const QByteArray &path) const;

private:
    QHash<QByteArray, Asset> m_assets;
};

/// By the name's ending; "application/octet-stream" for what we do not know.
QByteArray contentTypeOf(const QByteArray &path);

} // namespace courtyard::http
