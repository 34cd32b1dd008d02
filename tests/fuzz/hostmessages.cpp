// The codec, participant's side: whatever a host says, a message is understood or not, and an event that was
// understood is the same after it has been written to the cache and read again.
#include "protocol/codec.h"
#include "tests/fuzz/invariant.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace courtyard;

namespace {

void checkEvent(const Event &event)
{
    const QByteArray said = encodeLive(event);
    const QJsonDocument document = QJsonDocument::fromJson(said);
    mustHold(document.isObject(), "an event is JSON");
    const auto heard = eventFromJson(document.object());
    mustHold(heard.has_value(), "an event can be said again");
    mustHold(encodeLive(*heard) == said, "and means the same");
    const auto kept = eventFromJson(toJson(event));
    mustHold(kept.has_value() && encodeLive(*kept) == said, "an event can be kept");
}

void readAsEveryReply(const QJsonObject &body)
{
    (void)readReply<reply::Done>(body);
    (void)readReply<reply::Room>(body);
    (void)readReply<reply::Rooms>(body);
    (void)readReply<reply::Stored>(body);
    (void)readReply<reply::Renamed>(body);
    (void)readReply<reply::People>(body);
    if (const auto joined = readReply<reply::Joined>(body)) {
        for (const Event &event : joined->events)
            checkEvent(event);
    }
    if (const auto history = readReply<reply::History>(body)) {
        for (const Event &event : history->events)
            checkEvent(event);
    }
    if (const auto hits = readReply<reply::Hits>(body)) {
        for (const Event &event : hits->hits)
            checkEvent(event);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray frame(reinterpret_cast<const char *>(data), qsizetype(size));
    if (!QByteArrayView(frame).isValidUtf8())
        return 0;
    const auto message = decodeHostMessage(frame);
    if (!message)
        return 0;
    if (const auto *event = std::get_if<Event>(&*message))
        checkEvent(*event);
    if (const auto *ok = std::get_if<OkReply>(&*message))
        readAsEveryReply(ok->body);
    return 0;
}
