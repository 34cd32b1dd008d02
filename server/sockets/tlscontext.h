// What all encrypted connections of a host share: its key and certificate, and which forms of TLS it speaks.
// Made once; used from any thread after that, and may go before the connections that it began.
#pragma once

#include <QByteArray>

#include <memory>

using SSL_CTX = struct ssl_ctx_st;

namespace courtyard {

class TlsContext {
public:
    /// Both in PEM. nullptr: they are no pair, or the system's library refuses them.
    static std::unique_ptr<const TlsContext> make(const QByteArray &key, const QByteArray &certificate);
    ~TlsContext();
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

    SSL_CTX *handle() const { return m_context; }

private:
    explicit TlsContext(SSL_CTX *context) : m_context(context) { }

    SSL_CTX *m_context;
};

/// What the first bytes of a connection are, when the very first one is that of a TLS record.
enum class FirstRecord { Incomplete, ClientHello, Junk };
/// Nothing is kept for a connection before its first record is whole and is what it should be: one that
/// stalls costs its bytes and nothing else.
FirstRecord lookAtFirstRecord(QByteArrayView bytes);
inline constexpr char tlsHandshake = 0x16; // RFC 8446 §5.1

} // namespace courtyard
