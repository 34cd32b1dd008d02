// A complete unmasked WebSocket text frame (RFC 6455 §5.2). A host's frames are not masked, so one frame is
// the same bytes for every receiver: an event is encoded once, however large its room is. Implicitly shared;
// any thread.
#pragma once

#include <QByteArray>

namespace courtyard {

class WireFrame {
public:
    static WireFrame text(const QByteArray &payload);

    /// Header and payload, as they go onto the socket.
    const QByteArray &bytes() const { return m_bytes; }
    /// The payload alone; for tests and logs.
    QByteArray payload() const { return m_bytes.mid(m_headerSize); }

private:
    WireFrame(QByteArray bytes, int headerSize) : m_bytes(std::move(bytes)), m_headerSize(headerSize) { }
    QByteArray m_bytes;
    int m_headerSize;
};

} // namespace courtyard
