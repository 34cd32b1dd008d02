#include "server/http/request.h"

#include <algorithm>

namespace courtyard::http {

namespace {

// RFC 9110 §5.6.2
bool isTokenChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || (c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c));
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool isControl(char c)
{
    return uchar(c) < 0x20 || c == 0x7f;
}

// RFC 9110 §5.5: visible characters, obs-text, and white space between them.
bool isValueChar(char c)
{
    return c == '\t' || !isControl(c);
}

/// Without the optional white space around a value: spaces and tabs only (RFC 9110 §5.6.3).
QByteArrayView withoutSpaces(QByteArrayView text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text;
}

// What a request target may hold (RFC 3986 §3.3 and §3.4); browsers also send | ^ ` { } " as they are.
bool isTargetChar(char c)
{
    return c > 0x20 && c < 0x7f && c != '#' && c != '<' && c != '>' && c != '\\';
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// nullopt: a broken escape, or one of a control character or a slash, which nobody sends in good faith.
std::optional<QByteArray> percentDecoded(QByteArrayView text)
{
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexValue(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return std::nullopt;
        const char c = char(high * 16 + low);
        if (isControl(c) || c == '/' || c == '\\')
            return std::nullopt;
        decoded += c;
        i += 2;
    }
    return decoded;
}

bool hasDotSegment(const QByteArray &path)
{
    const QList<QByteArray> segments = path.split('/');
    return std::any_of(segments.begin(), segments.end(),
                       [](const QByteArray &segment) { return segment == "." || segment == ".."; });
}

std::optional<Malformed> readTarget(QByteArrayView target, Request &request)
{
    if (!target.startsWith(
            '/')) // absolute, authority and asterisk forms are for proxies and OPTIONS (RFC 9112 §3.2)
        return Malformed{400, "the target is not a path"};
    if (!std::all_of(target.begin(), target.end(), isTargetChar))
        return Malformed{400, "the target holds a character that it must not"};
    const qsizetype question = target.indexOf('?');
    const QByteArrayView path = question < 0 ? target : target.first(question);
    const auto decoded = percentDecoded(path);
    if (!decoded)
        return Malformed{400, "the path holds an escape that it must not"};
    if (hasDotSegment(*decoded))
        return Malformed{400, "the path holds dot segments"};
    request.path = *decoded;
    request.query = question < 0 ? QByteArray() : target.sliced(question + 1).toByteArray();
    return std::nullopt;
}

std::optional<Malformed> readRequestLine(QByteArrayView line, Request &request)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last == first)
        return Malformed{400, "the request line has not three parts"};
    const QByteArrayView method = line.first(first);
    const QByteArrayView version = line.sliced(last + 1);
    if (!isToken(method))
        return Malformed{400, "the method is not a token"};
    if (version.size() != 8 || !version.startsWith("HTTP/") || version[6] != '.' || version[5] < '0'
        || version[5] > '9' || version[7] < '0' || version[7] > '9')
        return Malformed{400, "the version is not one of HTTP"};
    if (version[5] != '1')
        return Malformed{505, "only HTTP/1.1 and HTTP/1.0 are spoken here"};
    request.method = method.toByteArray();
    request.minorVersion = version[7] - '0';
    return readTarget(line.sliced(first + 1, last - first - 1), request);
}

std::optional<Malformed> readHeaderLine(QByteArrayView line, Request &request)
{
    if (line.startsWith(' ') || line.startsWith('\t')) // obs-fold, RFC 9112 §5.2
        return Malformed{400, "a header line is folded"};
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return Malformed{400, "a header line has no colon"};
    const QByteArrayView name = line.first(colon);
    if (!isToken(name)) // also where white space stands before the colon, RFC 9112 §5.1
        return Malformed{400, "a header name is not a token"};
    const QByteArrayView value = withoutSpaces(line.sliced(colon + 1));
    if (!std::all_of(value.begin(), value.end(), isValueChar))
        return Malformed{400, "a header value holds a control character"};
    request.headers.append({name.toByteArray().toLower(), value.toByteArray()});
    return std::nullopt;
}

std::optional<Malformed> readLine(QByteArrayView line, bool isRequestLine, Request &request)
{
    if (isRequestLine)
        return readRequestLine(line, request);
    if (request.headers.size() == maxHeadLines)
        return Malformed{431, "too many header lines"};
    return readHeaderLine(line, request);
}

/// What can be said of a line before its end has come.
std::optional<Malformed> suspectUnfinished(QByteArrayView line)
{
    const QByteArrayView body = line.endsWith('\r') ? line.chopped(1) : line;
    if (!std::all_of(body.begin(), body.end(), isValueChar))
        return Malformed{400, "a control character"};
    return std::nullopt;
}

/// What only the whole head can tell.
std::optional<Malformed> checkWhole(const Request &request)
{
    if (request.count("host") > 1 || (request.minorVersion > 0 && request.count("host") == 0))
        return Malformed{400, "there must be one Host"};
    // We read no bodies: that of a GET would be taken for the next request. Other methods are refused anyway.
    const bool announcesBody = request.count("transfer-encoding") > 0
        || (request.count("content-length") > 0 && request.header("content-length") != QByteArray("0"));
    if (announcesBody && (request.method == "GET" || request.method == "HEAD"))
        return Malformed{400, "a body is not read here"};
    return std::nullopt;
}

} // namespace

std::optional<QByteArray> Request::header(QByteArrayView name) const
{
    std::optional<QByteArray> found;
    for (const Header &header : headers) {
        if (header.name != name)
            continue;
        if (found)
            return std::nullopt;
        found = header.value;
    }
    return found;
}

int Request::count(QByteArrayView name) const
{
    return int(std::count_if(headers.begin(), headers.end(),
                             [name](const Header &header) { return header.name == name; }));
}

std::variant<Request, Incomplete, Malformed> parseHead(QByteArrayView bytes)
{
    const bool full = bytes.size() >= maxHeadBytes;
    const QByteArrayView head = full ? bytes.first(maxHeadBytes) : bytes;
    Request request;
    for (qsizetype start = 0;;) {
        const qsizetype end = head.indexOf('\n', start);
        if (end < 0) {
            if (auto malformed = suspectUnfinished(head.sliced(start)))
                return *malformed;
            if (full)
                return Malformed{431, "the head is too large"};
            return Incomplete{};
        }
        if (end == start || head[end - 1] != '\r')
            return Malformed{400, "a line does not end with CRLF"};
        const QByteArrayView line = head.sliced(start, end - 1 - start);
        if (line.isEmpty() && start > 0) {
            request.headBytes = int(end + 1);
            if (auto malformed = checkWhole(request))
                return *malformed;
            return request;
        }
        if (auto malformed = readLine(line, start == 0, request))
            return *malformed;
        start = end + 1;
    }
}

} // namespace courtyard::http
