// The parser of HTTP request heads: it never says anything of a beginning that it takes back later, and what
// it lets through is what the rest of the host relies upon.
#include "server/http/gate.h"
#include "server/http/request.h"
#include "tests/fuzz/invariant.h"

#include <algorithm>

using namespace courtyard;
using namespace courtyard::http;

namespace {

void checkRequest(const Request &request, QByteArrayView bytes)
{
    mustHold(request.headBytes > 0 && request.headBytes <= std::min<qsizetype>(bytes.size(), maxHeadBytes),
             "the head lies within the bytes");
    mustHold(bytes.first(request.headBytes).endsWith("\r\n\r\n"), "a head ends with an empty line");
    mustHold(request.headers.size() <= maxHeadLines, "no more lines than allowed");
    mustHold(request.path.startsWith('/'), "a path is absolute");
    const QList<QByteArray> segments = request.path.split('/');
    mustHold(!segments.contains("..") && !segments.contains("."), "a path has no dot segments");
    mustHold(!request.path.contains('\0') && !request.path.contains('\n'),
             "a path has no control characters");
    for (const Header &header : request.headers) {
        mustHold(header.name == header.name.toLower(), "names are in lower case");
        mustHold(!header.value.contains('\r') && !header.value.contains('\n') && !header.value.contains('\0'),
                 "a value cannot begin another line");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Gate gate(QStringLiteral("boat.local"), {QStringLiteral("http://desk.example:8080")});
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto whole = parseHead(bytes);
    if (const auto *request = std::get_if<Request>(&whole)) {
        checkRequest(*request, bytes);
        const auto again = parseHead(bytes.first(request->headBytes));
        const auto *same = std::get_if<Request>(&again);
        mustHold(same && same->path == request->path && same->headers.size() == request->headers.size(),
                 "what stands behind the head has no effect");
        (void)gate.refuseHost(*request, QHostAddress(QHostAddress::LocalHost));
        (void)gate.refuseUpgrade(*request);
    }
    if (size > 0) {
        // The verdict over a beginning stands.
        const auto begun = parseHead(bytes.first(bytes.size() * qsizetype(data[0]) / 256));
        if (const auto *malformed = std::get_if<Malformed>(&begun)) {
            const auto *later = std::get_if<Malformed>(&whole);
            mustHold(later && malformed->status >= 400, "a malformed beginning stays malformed");
        }
        if (std::holds_alternative<Request>(begun))
            mustHold(std::holds_alternative<Request>(whole), "a whole head stays whole");
    }
    return 0;
}
