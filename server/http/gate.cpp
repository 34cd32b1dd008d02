#include "server/http/gate.h"

#include "protocol/origins.h"

#include <QUrl>

#include <algorithm>

namespace courtyard::http {

namespace {

// RFC 6455 §4.2.1: 16 bytes in base64.
bool isWebSocketKey(const QByteArray &key)
{
    const auto decoded = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    return key.size() == 24 && decoded && decoded.decoded.size() == 16;
}

quint16 defaultPort(QByteArrayView scheme)
{
    return scheme == "https" ? 443 : 80;
}

} // namespace

std::optional<Authority> Authority::parse(QByteArrayView text)
{
    qsizetype end = text.size();
    Authority authority;
    if (text.startsWith('[')) {
        end = text.indexOf(']') + 1;
        if (end < 3)
            return std::nullopt;
        authority.host = text.sliced(1, end - 2).toByteArray().toLower();
    } else {
        const qsizetype colon = text.indexOf(':');
        end = colon < 0 ? text.size() : colon;
        authority.host = text.first(end).toByteArray().toLower();
    }
    const QByteArrayView rest = text.sliced(end);
    if (!rest.isEmpty()) {
        bool ok = false;
        const quint16 port = rest.sliced(1).toByteArray().toUShort(&ok);
        if (!rest.startsWith(':') || !ok || rest[1] == '+' || rest[1] == '-')
            return std::nullopt;
        authority.port = port;
    }
    if (authority.host.endsWith('.')) // the root, spelled out
        authority.host.chop(1);
    return authority.host.isEmpty() ? std::nullopt : std::optional(authority);
}

bool listsToken(const Request &request, QByteArrayView name, const QByteArray &token,
                Qt::CaseSensitivity sensitivity)
{
    for (const Header &header : request.headers) {
        if (header.name != name)
            continue;
        const QList<QByteArray> items = header.value.split(',');
        for (const QByteArray &item : items) {
            if (item.trimmed().compare(token, sensitivity) == 0)
                return true;
        }
    }
    return false;
}

QString urlOf(Scheme scheme, const QHostAddress &address, quint16 port)
{
    return urlOf(scheme, plain(address).toString(), port);
}

QString urlOf(Scheme scheme, const QString &hostName, quint16 port)
{
    QUrl url;
    url.setScheme(scheme == Scheme::Https ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(hostName);
    url.setPort(port);
    url.setPath(QStringLiteral("/"));
    return url.toString();
}

QHostAddress plain(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4 && address.protocol() == QAbstractSocket::IPv6Protocol)
        return QHostAddress(ipv4);
    QHostAddress copy = address;
    copy.setScopeId({});
    return copy;
}

Gate::Gate(const QString &machineName, const QStringList &allowedOrigins)
{
    const QByteArray bare = machineName.section(QLatin1Char('.'), 0, 0).toLower().toUtf8();
    m_names = {"localhost"};
    if (!bare.isEmpty())
        m_names += {bare, bare + ".local"};
    for (const QString &text : allowedOrigins) {
        if (const auto origin = acceptableOrigin(text))
            m_allowedOrigins += origin->toLatin1();
    }
}

void Gate::setOwnersOrigins(const QStringList &origins)
{
    m_ownersOrigins.clear();
    for (const QString &origin : origins)
        m_ownersOrigins += origin.toLatin1();
}

QByteArrayList Gate::embeddingOrigins() const
{
    QByteArrayList origins = (m_allowedOrigins + m_ownersOrigins).values();
    std::sort(origins.begin(), origins.end());
    return origins;
}

bool Gate::isForeign(const Request &request) const
{
    const auto origin = request.header("origin");
    return origin && !isOwn(*origin, request);
}

bool Gate::isAllowed(const QByteArray &origin) const
{
    const QByteArray lower = origin.toLower();
    return m_allowedOrigins.contains(lower) || m_ownersOrigins.contains(lower);
}

void Gate::setAddresses(const QList<QHostAddress> &addresses)
{
    m_addresses.clear();
    for (const QHostAddress &address : addresses)
        m_addresses += plain(address);
}

bool Gate::isOwnName(const QByteArray &host, const QHostAddress &reachedAt) const
{
    if (m_names.contains(host) || (!m_localName.isEmpty() && host == m_localName))
        return true;
    QHostAddress address;
    if (!address.setAddress(QString::fromLatin1(host)))
        return false;
    address = plain(address);
    return address.isLoopback() || m_addresses.contains(address) || address == plain(reachedAt);
}

std::optional<Response> Gate::refuseHost(const Request &request, const QHostAddress &reachedAt) const
{
    const auto host = request.header("host");
    if (!host) // parseHead has seen to it that this is HTTP/1.0, which no browser speaks
        return std::nullopt;
    const auto authority = Authority::parse(*host);
    if (!authority)
        return Response::text(400, "The Host header is not a name and a port.");
    if (!isOwnName(authority->host, reachedAt))
        return Response::text(421, "This host has no such name or address.");
    return std::nullopt;
}

// Temporary, and forgotten at once: at another time this address may be another host, or this one may not
// mind.
std::optional<Response> Gate::refusePlain(const Request &request) const
{
    if (!m_requiresEncryption)
        return std::nullopt;
    const auto host = request.header("host");
    const bool isRead = request.method == "GET" || request.method == "HEAD";
    if (!host || !isRead || request.header("upgrade"))
        return Response::text(403, "Only encrypted connections are taken here: https and wss.");
    QByteArray target = "https://" + *host;
    if (const auto authority = Authority::parse(*host); authority && !authority->port)
        target += ":80"; // which http leaves out, and https would not mean
    target += request.path.toPercentEncoding("/:@!$&'()*+,;=");
    if (!request.query.isEmpty())
        target += '?' + request.query;
    Response response = Response::text(307, "Only encrypted connections are taken here.");
    response.headers += {{"Location", target}};
    return response;
}

bool Gate::isOwn(const QByteArray &origin, const Request &request) const
{
    const QByteArray lower = origin.toLower();
    const qsizetype colon = lower.indexOf("://");
    const QByteArray scheme = lower.left(qMax<qsizetype>(colon, 0));
    if (scheme != "http" && scheme != "https")
        return false;
    const auto page = Authority::parse(QByteArrayView(lower).sliced(colon + 3));
    const auto self = Authority::parse(request.header("host").value_or(QByteArray()));
    return page && self && page->host == self->host
        && page->port.value_or(defaultPort(scheme)) == self->port.value_or(defaultPort(scheme));
}

std::optional<Response> Gate::refuseUpgrade(const Request &request) const
{
    if (request.method != "GET" || request.minorVersion < 1 || !listsToken(request, "upgrade", "websocket")
        || !listsToken(request, "connection", "upgrade"))
        return Response::text(400, "Only a WebSocket is to be had here.");
    if (request.count("origin") > 1)
        return Response::text(400, "There must be at most one Origin.");
    const auto origin = request.header("origin");
    if (origin && !isOwn(*origin, request) && !isAllowed(*origin)) // "null" is nobody's own
        return Response::text(403, "Pages of this origin may not come in.");
    if (request.header("sec-websocket-version") != QByteArray("13")) {
        Response response = Response::text(426, "Only version 13 of the WebSocket protocol is spoken here.");
        response.headers += {{"Sec-WebSocket-Version", "13"}, {"Upgrade", "websocket"}};
        return response;
    }
    if (!isWebSocketKey(request.header("sec-websocket-key").value_or(QByteArray())))
        return Response::text(400, "Sec-WebSocket-Key is not 16 bytes in base64.");
    return std::nullopt;
}

} // namespace courtyard::http
