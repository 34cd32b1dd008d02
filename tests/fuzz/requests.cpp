// The codec, host side: any frame is a request or an error that can be said; a request survives encoding.
#include "protocol/codec.h"
#include "protocol/limits.h"
#include "protocol/plainrequest.h"
#include "tests/fuzz/invariant.h"

#include <QJsonDocument>

using namespace courtyard;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray frame(reinterpret_cast<const char *>(data), qsizetype(size));
    if (!QByteArrayView(frame).isValidUtf8())
        return 0; // the frame reader has cut such a peer with 1007
    const auto decoded = decodeRequest(frame);
    if (const auto *error = std::get_if<DecodeError>(&decoded)) {
        mustHold(!error->text.isEmpty(), "an error says what is wrong");
        const QByteArray said = encodeError(error->id, {.code = error->code, .text = error->text});
        mustHold(QJsonDocument::fromJson(said).isObject(), "an error is JSON");
        mustHold(said.size() < limits::frameBytes, "an error is small, whatever was asked");
        return 0;
    }
    const auto anyway = decodeAnyRequest(frame);
    mustHold(std::holds_alternative<Request>(anyway), "the long way takes whatever the short one does");
    const QByteArray once = encode(std::get<Request>(decoded));
    mustHold(encode(std::get<Request>(anyway)) == once, "both ways mean the same");
    const auto again = decodeRequest(once);
    mustHold(std::holds_alternative<Request>(again), "a request can be said again");
    mustHold(encode(std::get<Request>(again)) == once, "and means the same");
    return 0;
}
