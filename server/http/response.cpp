#include "server/http/response.h"

#include <QLocale>

namespace courtyard::http {

namespace {

QByteArray reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 206:
        return "Partial Content";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 400:
        return "Bad Request";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 416:
        return "Range Not Satisfiable";
    case 421:
        return "Misdirected Request";
    case 426:
        return "Upgrade Required";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Error";
    }
}

constexpr char everyHeaders[] = "X-Content-Type-Options: nosniff\r\n"
                                "Referrer-Policy: no-referrer\r\n";

// A file that is opened by itself runs nothing, and loads nothing but itself.
constexpr char fileHeaders[] =
    "Content-Security-Policy: default-src 'none'; img-src 'self'; media-src 'self'; "
    "style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox\r\n";

// No Cross-Origin-Opener-Policy: over plain http browsers ignore it and complain in their console.
constexpr char pageHeaders[] = "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src "
                               "'self'; img-src 'self' data: blob:; "
                               "media-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'; form-action "
                               "'none'; frame-ancestors ";

} // namespace

Response Response::text(int status, const QByteArray &line)
{
    return {status, "text/plain; charset=utf-8", line + '\n', {{"Cache-Control", "no-store"}}};
}

QByteArray headBytes(const Response &response, AfterAnswer after, const QDateTime &utc)
{
    QByteArray bytes =
        "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reason(response.status) + "\r\n";
    bytes += "Date: " + QLocale::c().toString(utc, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1()
        + " GMT\r\n";
    if (response.guard == Guard::File)
        bytes += fileHeaders;
    else
        bytes += pageHeaders + response.framedBy + "\r\n";
    bytes += everyHeaders;
    bytes += response.embedding == Embedding::OwnOrigin ? "Cross-Origin-Resource-Policy: same-origin\r\n"
                                                        : "Cross-Origin-Resource-Policy: cross-origin\r\n";
    if (response.status != 304) // it has the length of what it stands for, if any (RFC 9110 §15.4.5)
        bytes +=
            "Content-Length: " + QByteArray::number(response.length.value_or(response.body.size())) + "\r\n";
    if (!response.contentType.isEmpty())
        bytes += "Content-Type: " + response.contentType + "\r\n";
    for (const Header &header : response.headers)
        bytes += header.name + ": " + header.value + "\r\n";
    bytes += after == AfterAnswer::Close ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    return bytes;
}

QByteArray toBytes(const Response &response, Body body, AfterAnswer after, const QDateTime &utc)
{
    QByteArray bytes = headBytes(response, after, utc);
    if (body == Body::Send)
        bytes += response.body;
    return bytes;
}

} // namespace courtyard::http
