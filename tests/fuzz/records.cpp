// What the house and the rooms make of an entry of their logs: of an older or newer version, or of a copy
// that somebody has edited. The input is the entry's fields, one a line.
#include "protocol/codec.h"
#include "server/rooms/entries.h"
#include "server/rooms/houserecords.h"
#include "tests/fuzz/invariant.h"

#include <QJsonDocument>

using namespace courtyard;

namespace {

LogEntry entryFrom(const QByteArray &bytes)
{
    const QList<QByteArray> lines = bytes.split('\n');
    const auto field = [&](qsizetype i) { return lines.value(i); };
    LogEntry entry;
    entry.log = QStringLiteral("house");
    entry.kind = QString::fromUtf8(field(0));
    entry.seq = 1;
    entry.at = field(1).toLongLong();
    entry.author = QString::fromUtf8(field(2));
    entry.name = QString::fromUtf8(field(3));
    entry.key = QString::fromUtf8(field(4));
    entry.slot = QString::fromUtf8(field(5));
    entry.target = field(6).toLongLong();
    entry.reply = field(7).toLongLong();
    entry.redacted = field(8) == "1";
    entry.extra = field(9);
    entry.text = QString::fromUtf8(lines.mid(10).join('\n'));
    return entry;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const LogEntry entry = entryFrom(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    const Event event = toEvent(entry);
    mustHold(event.seq == entry.seq, "an event keeps its number");
    mustHold(QJsonDocument::fromJson(encodeLive(event)).isObject(), "an event is JSON");
    if (const auto known = record::fromEntry(entry)) {
        const LogEntry written = record::toEntry(*known);
        const auto again = record::fromEntry(written);
        mustHold(again.has_value(), "a record can be read again");
        const LogEntry second = record::toEntry(*again); // its key is new
        mustHold(second.extra == written.extra && second.slot == written.slot, "and means the same");
    }
    return 0;
}
