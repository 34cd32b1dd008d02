// What a person chose to send along with a message, and what became of it. Plain values.
#pragma once

#include "protocol/types.h"

#include <QDateTime>
#include <QString>

namespace courtyard {

struct Attachment {
    QString path;
    QString name;
    qint64 size = 0;
    bool isPhoto = false; // may be made smaller
    bool original = false; // as it is, where it could be made smaller
    bool keepLocation = false; // with all that it says of people and places
    bool ours = false; // a file of our own making (a screenshot that was pasted): removed when it is sent
};

/// The file whose bytes are sent: what was chosen, or what was made of it.
struct PreparedFile {
    QString path;
    QString name;
    QString mime;
    qint64 size = 0;
    qint64 modified = 0; // ms, of the file when it was prepared
    int width = 0, height = 0; // of pictures
    bool ours = false;
    QString problem; // a sentence; empty: all is well
};

/// Reads, and writes into `folder` where something else than the file itself is sent. Takes as long as a disk
/// and a picture take: for a worker thread. `stem` names what is written.
PreparedFile prepare(const Attachment &attachment, const QString &folder, const QString &stem);

/// What can be told of a file at a glance, without reading it: a size, whether it is a photo. nullopt: it
/// cannot be read.
std::optional<Attachment> attachmentOf(const QString &path);

} // namespace courtyard
