#include "server/http/fileanswer.h"

#include "server/http/ranges.h"

#include <QUuid>

namespace courtyard::http {

namespace {

constexpr QByteArrayView prefix = "/files/";
constexpr qsizetype idChars = 64;

bool isHex(QByteArrayView id)
{
    return std::all_of(id.begin(), id.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// RFC 8187: what is no attr-char is escaped.
QByteArray extendedValue(const QByteArray &utf8)
{
    return "UTF-8''" + utf8.toPercentEncoding("!#$&+^`|", "*'()~");
}

// RFC 6266: a name in ASCII for whoever knows no other, then the real one.
QByteArray disposition(const FileAsk &ask, const FileFacts &facts)
{
    QByteArray value = facts.shownInline ? "inline" : "attachment";
    if (ask.name.isEmpty())
        return value;
    QByteArray ascii;
    for (const char c : ask.name)
        ascii += uchar(c) < 0x20 || uchar(c) >= 0x7f || c == '"' || c == '\\' || c == '%' ? '_' : c;
    value += "; filename=\"" + ascii + '"';
    if (ascii != ask.name)
        value += "; filename*=" + extendedValue(ask.name);
    return value;
}

QByteArray etagOf(const FileAsk &ask)
{
    return '"' + ask.id + '"';
}

Response fileResponse(int status, const FileAsk &ask, const FileFacts &facts)
{
    Response response;
    response.status = status;
    response.guard = Guard::File;
    // Never what its sender calls it: markup that is called a picture is saved, not run.
    response.contentType = facts.shownInline ? facts.mime : QByteArray("application/octet-stream");
    response.headers = {{"ETag", etagOf(ask)},
                        {"Accept-Ranges", "bytes"},
                        {"Cache-Control", "private, max-age=31536000, immutable"},
                        {"Content-Disposition", disposition(ask, facts)}};
    return response;
}

QByteArray contentRange(const ByteRange &range, qint64 size)
{
    return "bytes " + QByteArray::number(range.first) + '-' + QByteArray::number(range.last) + '/'
        + QByteArray::number(size);
}

FileAnswer one(const FileAsk &ask, const FileFacts &facts, std::optional<ByteRange> part,
               const QDateTime &utc)
{
    Response response = fileResponse(part ? 206 : 200, ask, facts);
    const ByteRange sent = part.value_or(ByteRange{0, facts.size - 1});
    if (part)
        response.headers.append({"Content-Range", contentRange(*part, facts.size)});
    response.length = sent.size();
    const bool omits = ask.body == Body::Omit;
    return {{{headBytes(response, ask.after, utc), sent.first, omits ? 0 : sent.size()}}, ask.after};
}

// RFC 9110 §14.6
FileAnswer several(const FileAsk &ask, const FileFacts &facts, const ByteRanges &ranges, const QDateTime &utc)
{
    const QByteArray boundary = QUuid::createUuid().toByteArray(QUuid::Id128);
    Response response = fileResponse(206, ask, facts);
    const QByteArray partType = response.contentType;
    response.contentType = "multipart/byteranges; boundary=" + boundary;
    FileAnswer answer{{{}}, ask.after};
    qint64 length = 0;
    for (const ByteRange &range : ranges) {
        const QByteArray head = "\r\n--" + boundary + "\r\nContent-Type: " + partType
            + "\r\nContent-Range: " + contentRange(range, facts.size) + "\r\n\r\n";
        answer.pieces.append({head, range.first, range.size()});
        length += head.size() + range.size();
    }
    const QByteArray end = "\r\n--" + boundary + "--\r\n";
    answer.pieces.append({end, 0, 0});
    response.length = length + end.size();
    answer.pieces.first().bytes = headBytes(response, ask.after, utc);
    return answer;
}

} // namespace

std::optional<FileAsk> readFileAsk(const Request &request)
{
    const QByteArrayView path = request.path;
    const bool asks = request.method == "GET" || request.method == "HEAD";
    if (!asks || !path.startsWith(prefix) || path.size() < prefix.size() + idChars)
        return std::nullopt;
    const QByteArrayView id = path.sliced(prefix.size(), idChars);
    const QByteArrayView rest = path.sliced(prefix.size() + idChars);
    if (!isHex(id) || (!rest.isEmpty() && rest.front() != '/') || rest.lastIndexOf('/') > 0)
        return std::nullopt;
    FileAsk ask;
    ask.id = id.toByteArray();
    ask.name = rest.isEmpty() ? QByteArray() : rest.sliced(1).toByteArray();
    ask.ifNoneMatch = request.header("if-none-match").value_or(QByteArray());
    if (request.method == "HEAD") { // ranges are for GET alone (RFC 9110 §14.2)
        ask.body = Body::Omit;
        return ask;
    }
    ask.range = request.header("range").value_or(QByteArray());
    ask.ifRange = request.header("if-range").value_or(QByteArray());
    return ask;
}

bool listsEtag(const QByteArray &ifNoneMatch, const QByteArray &etag)
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

FileAnswer answerFile(const FileAsk &ask, const FileFacts &facts, int mostRanges, const QDateTime &utc)
{
    if (listsEtag(ask.ifNoneMatch, etagOf(ask))) {
        Response response = fileResponse(304, ask, facts);
        response.contentType.clear();
        return answerWithout(ask, response, utc);
    }
    // A date says nothing about what is named by its hash (RFC 9110 §13.1.5).
    const bool rangeHolds = !ask.range.isEmpty() && (ask.ifRange.isEmpty() || ask.ifRange == etagOf(ask));
    if (!rangeHolds)
        return one(ask, facts, std::nullopt, utc);
    const auto ranges = readRanges(ask.range, facts.size, mostRanges);
    if (std::holds_alternative<NoSuchRange>(ranges)) {
        Response response = Response::text(416, "There is nothing of this file there.");
        response.guard = Guard::File;
        response.headers += {{"Content-Range", "bytes */" + QByteArray::number(facts.size)}};
        return answerWithout(ask, response, utc);
    }
    const auto *parts = std::get_if<ByteRanges>(&ranges);
    if (!parts)
        return one(ask, facts, std::nullopt, utc);
    return parts->size() == 1 ? one(ask, facts, parts->first(), utc) : several(ask, facts, *parts, utc);
}

FileAnswer answerWithout(const FileAsk &ask, const Response &response, const QDateTime &utc)
{
    const AfterAnswer after = response.closesConnection() ? AfterAnswer::Close : ask.after;
    return {{{toBytes(response, ask.body, after, utc), 0, 0}}, after};
}

} // namespace courtyard::http
