// UploadQueue and downloads as the journal on disk keeps them, so that they go on after a restart. Plain
// values and their JSON.
#pragma once

#include "client/transfers/attachment.h"
#include "protocol/types.h"

#include <QJsonObject>

namespace courtyard {

struct UploadRecord {
    QString key;
    RoomId room;
    QString message; // key of the message that it belongs to
    Attachment chosen;
    PreparedFile ready; // path empty: not prepared yet
    int attempt = 0; // grows where the file became another one: the host gets it as a new upload
    bool paused = false;
    QString problem; // a sentence: it waits for the person
    FileInfo file; // id empty: not on the host yet

    QJsonObject toJson() const;
    static std::optional<UploadRecord> fromJson(const QJsonObject &object);
};

struct DownloadRecord {
    QString key;
    FileInfo file;
    QString folder; // where it goes
    QString partial; // path of what is there so far
    bool paused = false;
    QString problem;

    QJsonObject toJson() const;
    static std::optional<DownloadRecord> fromJson(const QJsonObject &object);
};

} // namespace courtyard
