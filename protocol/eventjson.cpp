#include "protocol/codec.h"
#include "protocol/hostreaders.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

QJsonObject fileToJson(const FileInfo &file)
{
    QJsonObject object{
        {u"id"_s, file.id}, {u"name"_s, file.name}, {u"size"_s, file.size}, {u"mime"_s, file.mime}};
    if (file.width)
        object.insert("width"_L1, *file.width);
    if (file.height)
        object.insert("height"_L1, *file.height);
    if (!file.thumb.isEmpty())
        object.insert("thumb"_L1, file.thumb);
    return object;
}

} // namespace

std::optional<FileInfo> fileFromJson(const QJsonObject &object)
{
    constexpr qint64 mostPixels = std::numeric_limits<int>::max();
    JsonReader in(object);
    FileInfo file{.id = in.word("id"_L1),
                  .name = in.string("name"_L1),
                  .size = in.integer("size"_L1, 0),
                  .mime = in.string("mime"_L1),
                  .width = {},
                  .height = {},
                  .thumb = in.optionalString("thumb"_L1)};
    if (const auto width = in.optionalInteger("width"_L1, 0, mostPixels))
        file.width = int(*width);
    if (const auto height = in.optionalInteger("height"_L1, 0, mostPixels))
        file.height = int(*height);
    return in.ok() ? std::optional(file) : std::nullopt;
}

QJsonArray toJson(const QList<FileInfo> &files)
{
    QJsonArray array;
    for (const FileInfo &file : files)
        array.append(fileToJson(file));
    return array;
}

std::optional<QList<FileInfo>> filesFromJson(const QJsonArray &array)
{
    return readList<FileInfo>(array, fileFromJson);
}

QJsonObject toJson(const Event &event)
{
    QJsonObject object{{u"room"_s, event.room}, {u"seq"_s, event.seq},
                       {u"at"_s, event.at},     {u"from"_s, event.from},
                       {u"name"_s, event.name}, {u"kind"_s, QString(toWire(event.kind))},
                       {u"key"_s, event.key}};
    if (event.target)
        object.insert("target"_L1, *event.target);
    if (!event.text.isEmpty())
        object.insert("text"_L1, event.text);
    if (!event.files.isEmpty())
        object.insert("files"_L1, toJson(event.files));
    if (event.reply)
        object.insert("reply"_L1, *event.reply);
    if (event.kind == EventKind::Reaction) {
        object.insert("emoji"_L1, event.emoji);
        object.insert("on"_L1, event.on);
    }
    if (event.deleted)
        object.insert("deleted"_L1, true);
    return object;
}

std::optional<Event> eventFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Event event{.room = in.optionalString("room"_L1),
                .seq = in.integer("seq"_L1, 1),
                .at = in.integer("at"_L1, 0),
                .from = in.string("from"_L1),
                .name = in.string("name"_L1),
                .kind = in.oneOf("kind"_L1, eventKindFromWire),
                .key = in.optionalString("key"_L1),
                .text = in.optionalString("text"_L1),
                .files = {},
                .reply = in.optionalInteger("reply"_L1, 1),
                .target = in.optionalInteger("target"_L1, 1),
                .emoji = in.optionalString("emoji"_L1),
                .on = !in.has("on"_L1) || in.boolean("on"_L1),
                .deleted = in.optionalBoolean("deleted"_L1)};
    if (in.has("files"_L1)) {
        if (const auto files = filesFromJson(in.array("files"_L1)))
            event.files = *files;
        else
            in.fail("files"_L1, "holds what is not a file");
    }
    const bool needsTarget =
        event.kind == EventKind::Edit || event.kind == EventKind::Delete || event.kind == EventKind::Reaction;
    if (needsTarget && !event.target)
        in.fail("target"_L1, "is missing");
    if (event.kind == EventKind::Reaction && event.emoji.isEmpty())
        in.fail("emoji"_L1, "is missing");
    return in.ok() ? std::optional(event) : std::nullopt;
}

} // namespace courtyard
