#include "client/transfers/records.h"

#include "protocol/codec.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

QJsonObject fileJson(const FileInfo &file)
{
    return file.id.isEmpty() ? QJsonObject() : toJson(QList<FileInfo>{file}).first().toObject();
}

} // namespace

QJsonObject UploadRecord::toJson() const
{
    return {{u"kind"_s, u"upload"_s},
            {u"key"_s, key},
            {u"room"_s, room},
            {u"message"_s, message},
            {u"source"_s, chosen.path},
            {u"name"_s, chosen.name},
            {u"chosenSize"_s, chosen.size},
            {u"photo"_s, chosen.isPhoto},
            {u"original"_s, chosen.original},
            {u"keepLocation"_s, chosen.keepLocation},
            {u"ours"_s, chosen.ours},
            {u"path"_s, ready.path},
            {u"sentName"_s, ready.name},
            {u"mime"_s, ready.mime},
            {u"size"_s, ready.size},
            {u"modified"_s, ready.modified},
            {u"width"_s, ready.width},
            {u"height"_s, ready.height},
            {u"made"_s, ready.ours},
            {u"attempt"_s, attempt},
            {u"paused"_s, paused},
            {u"problem"_s, problem},
            {u"file"_s, fileJson(file)}};
}

std::optional<UploadRecord> UploadRecord::fromJson(const QJsonObject &object)
{
    if (object[u"kind"].toString() != "upload"_L1)
        return std::nullopt;
    UploadRecord record;
    record.key = object[u"key"].toString();
    record.room = object[u"room"].toString();
    record.message = object[u"message"].toString();
    record.chosen.path = object[u"source"].toString();
    record.chosen.name = object[u"name"].toString();
    record.chosen.size = object[u"chosenSize"].toInteger();
    record.chosen.isPhoto = object[u"photo"].toBool();
    record.chosen.original = object[u"original"].toBool();
    record.chosen.keepLocation = object[u"keepLocation"].toBool();
    record.chosen.ours = object[u"ours"].toBool();
    record.ready.path = object[u"path"].toString();
    record.ready.name = object[u"sentName"].toString();
    record.ready.mime = object[u"mime"].toString();
    record.ready.size = object[u"size"].toInteger();
    record.ready.modified = object[u"modified"].toInteger();
    record.ready.width = object[u"width"].toInt();
    record.ready.height = object[u"height"].toInt();
    record.ready.ours = object[u"made"].toBool();
    record.attempt = object[u"attempt"].toInt();
    record.paused = object[u"paused"].toBool();
    record.problem = object[u"problem"].toString();
    record.file = fileFromJson(object[u"file"].toObject()).value_or(FileInfo());
    return record.key.isEmpty() ? std::nullopt : std::optional(record);
}

QJsonObject DownloadRecord::toJson() const
{
    return {{u"kind"_s, u"download"_s}, {u"key"_s, key},         {u"file"_s, fileJson(file)},
            {u"folder"_s, folder},      {u"partial"_s, partial}, {u"paused"_s, paused},
            {u"problem"_s, problem}};
}

std::optional<DownloadRecord> DownloadRecord::fromJson(const QJsonObject &object)
{
    if (object[u"kind"].toString() != "download"_L1)
        return std::nullopt;
    DownloadRecord record;
    record.key = object[u"key"].toString();
    record.file = fileFromJson(object[u"file"].toObject()).value_or(FileInfo());
    record.folder = object[u"folder"].toString();
    record.partial = object[u"partial"].toString();
    record.paused = object[u"paused"].toBool();
    record.problem = object[u"problem"].toString();
    return record.key.isEmpty() || record.file.id.isEmpty() ? std::nullopt : std::optional(record);
}

} // namespace courtyard
