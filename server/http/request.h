// The head of an HTTP/1.1 request, read by ourselves before anything is handed to Qt (RELIABILITY 2 and 3;
// RFC 9112). Pure; any thread.
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>
#include <variant>

namespace courtyard::http {

inline constexpr int maxHeadBytes = 16 * 1024;
inline constexpr int maxHeadLines = 64;

struct Header {
    QByteArray name; // lowercase
    QByteArray value; // without white space around it
};

struct Request {
    QByteArray method; // any token
    QByteArray path; // decoded, absolute, without dot segments
    QByteArray query; // undecoded, without '?'
    QList<Header> headers;
    int minorVersion = 1; // HTTP/1.x
    int headBytes = 0; // with the empty line

    /// The value of the only header of this (lowercase) name; nullopt where there is none or more than one.
    std::optional<QByteArray> header(QByteArrayView name) const;
    int count(QByteArrayView name) const;
};

/// The head is not whole yet; read on.
struct Incomplete { };
/// An answer that ends the connection: 400, 431, 505 …
struct Malformed {
    int status = 400;
    QByteArray why;
};

/// Reads the head from the first bytes of a connection. CRLF only, no folding, no control characters; exactly
/// one Host in HTTP/1.1. The bounds are the two constants above: one more is 431.
std::variant<Request, Incomplete, Malformed> parseHead(QByteArrayView bytes);

} // namespace courtyard::http
