// TLS on a descriptor, from the first record of the handshake on. It keeps nothing of what is to be sent: a
// record that the system does not take whole is said again, and is one record at most. So whoever sends knows
// what is queued, and whoever does not read is not read for. One thread at a time; the descriptor is somebody
// else's.
#pragma once

#include "server/sockets/descriptor.h"

#include <QByteArray>

using SSL = struct ssl_st;
using BIO = struct bio_st;
using BIO_METHOD = struct bio_method_st;

namespace courtyard {

class TlsContext;

class TlsStream {
public:
    /// `heard`: what has come in already, before it was clear what this is.
    TlsStream(const TlsContext &context, qintptr descriptor, QByteArray heard);
    ~TlsStream();
    TlsStream(const TlsStream &) = delete;
    TlsStream &operator=(const TlsStream &) = delete;

    /// As those of descriptor.h. The handshake is a part of receiving.
    descriptor::Moved receive(char *into, qint64 size);
    descriptor::Moved send(std::span<const QByteArrayView> pieces);
    /// receive() has something to say that the system will not announce.
    bool hasMore() const { return m_hasMore || m_isOver; }
    /// receive() goes on once the peer takes bytes.
    bool waitsForRoom() const { return m_waitsForRoom; }
    /// Says that nothing follows; the descriptor is shut down by its owner.
    void sayEnd();

private:
    static BIO_METHOD *way();
    static int readWay(BIO *bio, char *into, int size);
    static int writeWay(BIO *bio, const char *bytes, int size);
    static long controlWay(BIO *bio, int command, long number, void *pointer);

    qint64 hear(char *into, qint64 size);
    bool isWorthReading(qint64 content);

    const qintptr m_descriptor;
    SSL *const m_ssl;
    QByteArray m_heard;
    qint64 m_budget = 0; // bytes that may still be read off the system in this turn
    qint64 m_heardInTurn = 0;
    qint64 m_overhead = 0; // bytes that came beyond what their content is worth
    bool m_hasMore = true;
    bool m_waitsForRoom = false;
    bool m_peerEnded = false; // the descriptor's end
    bool m_isOver = false;
};

} // namespace courtyard
