// What somebody has begun to write in a room, as it is kept on disk. A value.
#pragma once

#include <QString>

namespace courtyard {

struct KeptDraft {
    QString text;
    qint64 reply = 0, edit = 0; // the message that is replied to or edited; 0: none
    QString context; // words about that message

    bool isEmpty() const { return text.isEmpty() && reply == 0 && edit == 0; }
    bool operator==(const KeptDraft &) const = default;
};

} // namespace courtyard
