// The way to one peer, as those who talk with it see it: bytes in, bytes out, and how much is still on its
// way out. Whoever talks does not know whether it is encrypted (sockettransport.h).
// Network thread. Owned by its Incoming, then by its Connection, and never deleted while it calls.
#pragma once

#include "server/network/pieces.h"
#include "server/sockets/socket.h"

#include <QHostAddress>

namespace courtyard {

/// Who talks over a transport. Called from the event loop only, never from inside of a call to the transport.
class Talker {
public:
    virtual ~Talker() = default;
    /// receive() has something to say, were it the end.
    virtual void readable() = 0;
    /// Less is queued than before.
    virtual void drained() = 0;
};

class Transport {
public:
    virtual ~Transport() = default;

    /// Nobody is told anything before, or by nullptr.
    void setTalker(Talker *talker) { m_talker = talker; }

    static constexpr qint64 over = -1;
    /// At most `size` bytes; 0: no more now; over: the peer ended it, or it failed.
    virtual qint64 receive(char *into, qint64 size) = 0;
    /// Whether what comes in is told, at first it is. Meanwhile it waits with the system, and slows its
    /// sender down.
    virtual void setReading(bool on) = 0;
    /// Gives to the system as much as that takes, and queues the rest. `pieces` is empty then.
    virtual void send(Pieces &pieces) = 0;
    /// All that was sent and is not with the system yet, in whatever form (RELIABILITY 6).
    virtual qint64 queued() const = 0;
    /// Ends our direction only; what the peer still says can be read and forgotten (RELIABILITY 24).
    virtual void shutDownSending() = 0;
    /// Ends it at once; what is queued is lost. Nobody is told anything after.
    virtual void abort() = 0;
    virtual bool isOpen() const = 0;
    /// Gives the socket away, open, for somebody else to send on; as abort() for everything else. Nothing
    /// must be queued.
    virtual Socket takeSocket() = 0;

    /// From now on it is TLS. `heard`: what was received so far, which is the first record of it.
    virtual void encrypt(const TlsContext &context, const QByteArray &heard) = 0;
    virtual bool isEncrypted() const = 0;

    virtual const QHostAddress &peerAddress() const = 0;
    virtual const QHostAddress &ownAddress() const = 0;

protected:
    Talker *talker() const { return m_talker; }

private:
    Talker *m_talker = nullptr;
};

} // namespace courtyard
