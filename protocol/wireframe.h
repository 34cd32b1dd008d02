// A complete unmasked WebSocket text frame (RFC 6455 §5.2), or several one after the other. A host's frames
// are not masked, so one frame is the same bytes for every receiver: an event is encoded once, however large
// its room is. Implicitly shared; any thread.
#pragma once

#include <QByteArray>
#include <QList>

namespace courtyard {

class WireFrame {
public:
    /// In place, where the payload is nobody else's and leaves room in front (jsonwriter.h).
    static WireFrame text(QByteArray payload);

    /// Those of the other go out behind these.
    void append(const WireFrame &next);
    int count() const { return m_count; }
    /// Headers and payloads, as they go onto the socket.
    const QByteArray &bytes() const { return m_bytes; }
    /// The payloads alone; for tests and logs.
    QList<QByteArray> payloads() const;

private:
    explicit WireFrame(QByteArray bytes) : m_bytes(std::move(bytes)) { }
    QByteArray m_bytes;
    int m_count = 1;
};

} // namespace courtyard
