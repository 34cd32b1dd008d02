#include "protocol/origins.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace courtyard {

std::optional<QString> acceptableOrigin(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const bool isHttp = url.scheme() == "http"_L1, isHttps = url.scheme() == "https"_L1;
    const bool hasMore = (!url.path().isEmpty() && url.path() != "/"_L1) || url.hasQuery()
        || url.hasFragment() || !url.userInfo().isEmpty();
    if (!url.isValid() || !(isHttp || isHttps) || url.host().isEmpty() || hasMore)
        return std::nullopt;
    QString host = url.host(QUrl::FullyEncoded).toLower();
    // In a Content-Security-Policy these would end the origin, or the whole list.
    for (const QChar c : host) {
        if (c.isSpace() || c == u';' || c == u',' || c == u'*' || c == u'\'' || c.unicode() > 126)
            return std::nullopt;
    }
    if (host.contains(u':'))
        host = u'[' + host + u']';
    const int port = url.port();
    const bool isOwnPort = port < 0 || port == (isHttps ? 443 : 80);
    return url.scheme() % "://"_L1 % host % (isOwnPort ? QString() : u':' + QString::number(port));
}

} // namespace courtyard
