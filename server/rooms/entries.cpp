#include "server/rooms/entries.h"

#include "protocol/codec.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

QByteArray extraOf(const Event &event)
{
    QJsonObject extra;
    if (!event.files.isEmpty())
        extra.insert("files"_L1, toJson(event.files));
    if (event.kind == EventKind::Reaction) {
        extra.insert("emoji"_L1, event.emoji);
        extra.insert("on"_L1, event.on);
    }
    return extra.isEmpty() ? QByteArray() : QJsonDocument(extra).toJson(QJsonDocument::Compact);
}

void readExtra(const QByteArray &bytes, Event &event)
{
    if (bytes.isEmpty())
        return;
    const QJsonObject extra = QJsonDocument::fromJson(bytes).object();
    event.files = filesFromJson(extra.value("files"_L1).toArray()).value_or(QList<FileInfo>());
    event.emoji = extra.value("emoji"_L1).toString();
    event.on = extra.value("on"_L1).toBool(true);
}

// One string of each for all entries.
const QString &kindWord(EventKind kind)
{
    static const QStringList words = [] {
        QStringList all;
        for (int i = 0; i <= int(EventKind::Notice); ++i)
            all.append(toWire(EventKind(i)));
        return all;
    }();
    return words[int(kind)];
}

std::optional<qint64> present(qint64 seq)
{
    return seq > 0 ? std::optional(seq) : std::nullopt;
}

} // namespace

LogEntry toEntry(const Event &event)
{
    return {.log = event.room,
            .seq = event.seq,
            .at = event.at,
            .author = event.from,
            .name = event.name,
            .kind = kindWord(event.kind),
            .key = event.key,
            .text = event.text,
            .target = event.target.value_or(0),
            .reply = event.reply.value_or(0),
            .extra = extraOf(event),
            .slot = {},
            .redacted = event.deleted};
}

Event toEvent(const LogEntry &entry)
{
    Event event;
    event.room = entry.log;
    event.seq = entry.seq;
    event.at = entry.at;
    event.from = entry.author;
    event.name = entry.name;
    event.kind = eventKindFromWire(entry.kind).value_or(EventKind::Notice);
    event.key = entry.key;
    event.text = entry.text;
    event.reply = present(entry.reply);
    event.target = present(entry.target);
    event.deleted = entry.redacted;
    readExtra(entry.extra, event);
    return event;
}

QList<Event> toEvents(const QList<LogEntry> &entries)
{
    QList<Event> events;
    events.reserve(entries.size());
    for (const LogEntry &entry : entries)
        events.append(toEvent(entry));
    return events;
}

} // namespace courtyard
