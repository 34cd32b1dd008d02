// An HTTP answer as a value, and its bytes. Every answer carries the headers that keep a page from another
// site, and a page of ours from loading anything from elsewhere (RELIABILITY, "The page"). Pure; any thread.
#pragma once

#include "server/http/request.h"

#include <QDateTime>

namespace courtyard::http {

/// What an answer may do in a browser. Page: our own page. File: what somebody uploaded, which may do
/// nothing.
enum class Guard { Page, File };
/// Whose pages may load an answer as a part of theirs.
enum class Embedding { OwnOrigin, AnyOrigin };

struct Response {
    int status = 200;
    QByteArray contentType; // empty: no body
    QByteArray body;
    QList<Header> headers = {}; // besides those that every answer carries
    Guard guard = Guard::Page;
    std::optional<qint64> length = {}; // of a body that is sent apart from this
    QByteArray framedBy = "'none'"; // of a page: by whom, as frame-ancestors says it
    Embedding embedding = Embedding::OwnOrigin;

    /// An answer of one line of text, for people with curl.
    static Response text(int status, const QByteArray &line);
    /// PROTOCOL §8: a 4xx answer closes the connection; so does a 5xx one.
    bool closesConnection() const { return status >= 400; }
};

enum class AfterAnswer { KeepAlive, Close };
enum class Body { Send, Omit }; // Omit: HEAD; the length is told all the same

QByteArray headBytes(const Response &response, AfterAnswer after, const QDateTime &utc);
QByteArray toBytes(const Response &response, Body body, AfterAnswer after, const QDateTime &utc);

} // namespace courtyard::http
