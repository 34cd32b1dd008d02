// A connected socket, plain or encrypted, without Qt's buffers between: what is sent and received is with the
// system when a call returns, or it has not been taken. It may be handed from thread to thread, with all that
// belongs to it. Owns its descriptor; movable; one thread at a time.
#pragma once

#include "server/sockets/descriptor.h"
#include "server/sockets/tlsstream.h"

#include <memory>
#include <utility>

namespace courtyard {

class Socket {
public:
    Socket() = default;
    /// Takes the descriptor, which never waits.
    explicit Socket(qintptr descriptor) : m_descriptor(descriptor) { }
    Socket(Socket &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, none)), m_tls(std::move(other.m_tls))
    { }
    Socket &operator=(Socket &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        std::swap(m_tls, other.m_tls);
        return *this;
    }
    ~Socket() { close(); }

    bool isOpen() const { return m_descriptor != none; }
    qintptr descriptor() const { return m_descriptor; }

    /// From now on it speaks TLS, as the host. `heard`: what came in already, the first record of it.
    void encrypt(const TlsContext &context, QByteArray heard);
    bool isEncrypted() const { return m_tls != nullptr; }

    descriptor::Moved receive(char *into, qint64 size)
    {
        return m_tls ? m_tls->receive(into, size) : descriptor::receive(m_descriptor, into, size);
    }
    /// Where not all of it was taken, the next call must begin with what is left.
    descriptor::Moved send(std::span<const QByteArrayView> pieces)
    {
        return m_tls ? m_tls->send(pieces) : descriptor::send(m_descriptor, pieces);
    }
    /// receive() has something to say that the system will not announce.
    bool hasMore() const { return m_tls && m_tls->hasMore(); }
    /// receive() goes on once the peer takes bytes.
    bool waitsForRoom() const { return m_tls && m_tls->waitsForRoom(); }
    /// Ends our direction only (RELIABILITY 24).
    void shutDownSending();
    void close();

private:
    static constexpr qintptr none = -1;

    qintptr m_descriptor = none;
    std::unique_ptr<TlsStream> m_tls; // once it is encrypted
};

} // namespace courtyard
