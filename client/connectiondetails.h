// What "Connection details" tells about a session: values of one moment. Never holds a token, a code, the
// name of a room or anything that was said.
#pragma once

#include "client/hostkey.h"
#include "protocol/types.h"

#include <QList>
#include <QString>

#include <optional>

namespace courtyard {

/// A connection that was lost.
struct ConnectionLoss {
    qint64 at = 0; // ms since the epoch, our clock
    QString why;
    std::optional<qint64> awayMs; // nothing: not back yet
};

struct ConnectionDetails {
    qint64 since = 0; // when the state became what it is
    QString address;
    HostKey key; // whom one is or was at
    qint64 keySince = 0; // when it was seen first; 0: not known
    int lossesInAll = 0;
    QList<ConnectionLoss> losses; // the last ones, newest first
    struct Room {
        RoomId id;
        RoomKind kind = RoomKind::Public;
        qint64 last = 0; // everything up to here is on this device
        qint64 head = 0; // the newest number that the host named
    };
    QList<Room> rooms;
    int waiting = 0; // in the outbox
    QString cacheFolder;
    qint64 cacheBytes = 0;
    bool cacheInMemory = false;
    struct Problem {
        qint64 at = 0;
        QString text;
    };
    QList<Problem> problems; // newest first
};

} // namespace courtyard
