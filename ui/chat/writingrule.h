// Whether one may write in a room just now, and if not, why and until when. Pure; any thread.
#pragma once

#include "protocol/types.h"

namespace courtyard {

struct WritingRule {
    enum class May {
        Write,
        Prepare, // type, and send a little later
        NotWrite
    } may = May::Write;
    QString why; // empty: there is nothing to say
    qint64 until = 0; // by the host's clock; 0: until something else changes
    bool operator==(const WritingRule &) const = default;
};

/// `lastPost`: when one posted here last, by the host's clock; 0: not lately.
WritingRule writingRule(const RoomInfo &room, const Self &me, qint64 lastPost, qint64 hostNow);

} // namespace courtyard
