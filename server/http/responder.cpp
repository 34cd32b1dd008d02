#include "server/http/responder.h"

#include "protocol/fingerprint.h"
#include "protocol/limits.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace courtyard::http {

namespace {

// RFC 9110 §13.1.2: a list of tags, compared weakly, or an asterisk.
bool matches(const QByteArray &ifNoneMatch, const QByteArray &etag)
{
    const QList<QByteArray> tags = ifNoneMatch.split(',');
    for (const QByteArray &listed : tags) {
        QByteArray tag = listed.trimmed();
        if (tag.startsWith("W/"))
            tag = tag.mid(2);
        if (tag == etag || tag == "*")
            return true;
    }
    return false;
}

// RFC 9110 §12.5.3, of which we need to know only whether gzip is wanted at all.
bool takesGzip(const Request &request)
{
    for (const Header &header : request.headers) {
        if (header.name != "accept-encoding")
            continue;
        for (const QByteArray &listed : header.value.toLower().split(',')) {
            const QList<QByteArray> parts = listed.split(';');
            const QByteArray weight = parts.value(1).trimmed();
            const bool isRefused = weight.startsWith("q=") && weight.mid(2).toDouble() <= 0;
            if (parts[0].trimmed() == "gzip")
                return !isRefused;
        }
    }
    return false;
}

// What pages of other origins load: the help desk's launcher, and the page that it frames.
bool isForOthers(const QByteArray &path)
{
    return path == "/help" || path == "/help.html" || path == "/widget.js";
}

constexpr char cachedForGood[] = "public, max-age=31536000, immutable";

} // namespace

Response Responder::respond(const Request &request, Client client) const
{
    if (request.method != "GET" && request.method != "HEAD") {
        Response response = Response::text(405, "This host is only ever read by HTTP.");
        response.headers += {{"Allow", "GET, HEAD"}};
        return response;
    }
    if (request.path == "/about.json")
        return about();
    if (request.path == "/healthz")
        return {200, "text/plain; charset=utf-8", "ok", {{"Cache-Control", "no-store"}}};
    if (request.path == "/metrics")
        return metrics(client);
    if (request.path == "/desks.json" && m_desks)
        return {200, "application/json", m_desks().desks, {{"Cache-Control", "no-store"}}};
    if (const Asset *found = m_assets.find(request.path)) {
        const Response response = asset(request, *found);
        return isForOthers(request.path) ? help(response) : response;
    }
    return Response::text(404, "There is nothing here.");
}

// What the page names by its version never changes. The page itself carries no tag: at an address that was
// another host's before, a browser would ask with that one's, and that one could have chosen ours for a page
// of its own.
Response Responder::asset(const Request &request, const Asset &asset) const
{
    const bool gzip = !asset.gzip.isEmpty() && takesGzip(request);
    QList<Header> headers{{"Vary", "Accept-Encoding"}};
    if (!asset.contentType.startsWith("text/html")) {
        const bool isNamed = request.query == "v=" + asset.version;
        const QByteArray etag =
            '"' + asset.version + (gzip ? "-gzip\"" : "\""); // each form has its own (§8.8.3.3)
        headers += {{"Cache-Control", isNamed ? cachedForGood : "no-cache"}, {"ETag", etag}};
        if (matches(request.header("if-none-match").value_or(QByteArray()), etag))
            return {304, {}, {}, headers};
    } else {
        headers += {{"Cache-Control", "no-cache"}};
    }
    if (gzip)
        headers += {{"Content-Encoding", "gzip"}};
    return {200, asset.contentType, gzip ? asset.gzip : asset.body, headers};
}

Response Responder::help(Response page) const
{
    page.framedBy = "'self'";
    if (m_desks) {
        for (const QByteArray &origin : m_desks().origins)
            page.framedBy += ' ' + origin;
    }
    page.embedding = Embedding::AnyOrigin;
    return page;
}

Response Responder::about() const
{
    const SiteFacts facts = m_facts();
    QJsonObject about{
        {QStringLiteral("product"), QStringLiteral("courtyard")},
        {QStringLiteral("version"), facts.version},
        {QStringLiteral("protocol"), limits::protocolVersion},
        {QStringLiteral("host"),
         QJsonObject{{QStringLiteral("id"), facts.hostId}, {QStringLiteral("name"), facts.hostName}}},
        {QStringLiteral("people"), facts.people},
        {QStringLiteral("code"), facts.code},
        {QStringLiteral("fingerprint"),
         facts.fingerprint.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(facts.fingerprint)},
    };
    if (const QStringList words = fingerprintWords(facts.fingerprint); !words.isEmpty())
        about.insert(QLatin1StringView("words"), QJsonArray::fromStringList(words));
    return {200,
            "application/json",
            QJsonDocument(about).toJson(QJsonDocument::Compact),
            {{"Cache-Control", "no-store"}}};
}

Response Responder::metrics(Client client) const
{
    if (client != Client::Loopback)
        return Response::text(403, "Only programs on the host's own computer may ask for this.");
    return {200, "text/plain; version=0.0.4; charset=utf-8", m_metrics(), {{"Cache-Control", "no-store"}}};
}

} // namespace courtyard::http
