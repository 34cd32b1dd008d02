// A connection as the rooms see it: something that frames are sent to. Implemented by network/connection.h,
// and by tests in a few lines. Network thread only.
#pragma once

#include "protocol/answers.h"
#include "protocol/wireframe.h"

#include <QString>

namespace courtyard {

/// What is known of the other end before it says anything.
struct PeerFacts {
    QString address; // normalised: IPv4 without ::ffff:, IPv6 by its /64 for counting; see network/
    bool loopback = false;
    bool encrypted = false;
    QString userAgent; // of the HTTP upgrade; may be empty
    bool foreignPage =
        false; // of another origin, that the owner allowed: it may bring visitors, and nobody else
};

class Peer {
public:
    virtual ~Peer() = default;
    virtual const PeerFacts &facts() const = 0;
    /// Queues one frame. Never calls back into the rooms, whatever becomes of the connection.
    virtual void send(const WireFrame &frame) = 0;
    /// What was sent and is not out yet. Who has asked is told by Participant::drained() when it has grown
    /// less.
    virtual qint64 queuedBytes() const = 0;
    /// So many bytes that came were asked for: they do not count against what a member may send.
    virtual void giveBack(qint64 bytes) = 0;
    /// Sends what is queued, then closes with this WebSocket close code (RFC 6455 §7.4). Participant::gone()
    /// follows later, from the event loop.
    virtual void close(int closeCode, const QString &reason) = 0;
};

} // namespace courtyard
