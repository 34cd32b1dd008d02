// The system's stream sockets, without QTcpSocket's buffers between: reading, writing several pieces in one
// call, closing. All calls return at once. Any thread.
#pragma once

#include <QByteArrayView>
#include <QHostAddress>

#include <span>

namespace courtyard::descriptor {

struct Moved {
    qint64 bytes = 0; // 0: nothing now
    bool isOver = false; // the peer ended it, or it failed
};
Moved receive(qintptr socket, char *into, qint64 size);
/// As much of the pieces, one after the other, as the system takes: of at most piecesAtOnce.
Moved send(qintptr socket, std::span<const QByteArrayView> pieces);
inline constexpr std::size_t piecesAtOnce = 64;

/// As this side wants it: never waits, sends at once (RELIABILITY 16), and a peer that is gone is an error,
/// not a signal.
void prepare(qintptr socket);
/// Ends our direction only; what the peer still says can be read and forgotten (RELIABILITY 24).
void shutDownSending(qintptr socket);
void close(qintptr socket);

struct Ends {
    QHostAddress peer, own;
};
Ends endsOf(qintptr socket);

} // namespace courtyard::descriptor
