#include "server/http/responder.h"

#include "protocol/limits.h"

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
    if (const Asset *found = m_assets.find(request.path))
        return asset(request, *found);
    return Response::text(404, "There is nothing here.");
}

Response Responder::asset(const Request &request, const Asset &asset) const
{
    const QList<Header> headers = {{"Cache-Control", "no-cache"}, {"ETag", asset.etag}};
    if (matches(request.header("if-none-match").value_or(QByteArray()), asset.etag))
        return {304, {}, {}, headers};
    return {200, asset.contentType, asset.body, headers};
}

Response Responder::about() const
{
    const SiteFacts facts = m_facts();
    const QJsonObject about{
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
