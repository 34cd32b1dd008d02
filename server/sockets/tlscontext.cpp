#include "server/sockets/tlscontext.h"

#include "server/identity/openssl.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <QtEndian>

namespace courtyard {

namespace {

constexpr qsizetype recordHead = 5, messageHead = 4; // RFC 8446 §5.1, §4
constexpr int longestRecord = 16 * 1024; // what is larger is no hello, whatever it announces
constexpr char clientHello = 1;

// For TLS 1.2; those of 1.3 are all of this kind.
constexpr char ciphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr char groups[] = "X25519:P-256";

bool setUp(SSL_CTX *context, const QByteArray &keyPem, const QByteArray &certificatePem)
{
    const openssl::Key key(
        PEM_read_bio_PrivateKey(openssl::reading(keyPem).get(), nullptr, nullptr, nullptr));
    const openssl::Certificate certificate(
        PEM_read_bio_X509(openssl::reading(certificatePem).get(), nullptr, nullptr, nullptr));
    // Sessions are not resumed: a handshake is a fraction of a millisecond, and what is not kept takes no
    // memory and gives no early data that could be said twice.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context,
                        SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                            | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_mode(context,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                         | SSL_MODE_RELEASE_BUFFERS);
    return key && certificate && SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1
        && SSL_CTX_set_num_tickets(context, 0) == 1 && SSL_CTX_set_cipher_list(context, ciphers) == 1
        && SSL_CTX_set1_groups_list(context, groups) == 1
        && SSL_CTX_use_certificate(context, certificate.get()) == 1
        && SSL_CTX_use_PrivateKey(context, key.get()) == 1 && SSL_CTX_check_private_key(context) == 1;
}

} // namespace

std::unique_ptr<const TlsContext> TlsContext::make(const QByteArray &key, const QByteArray &certificate)
{
    SSL_CTX *handle = SSL_CTX_new(TLS_server_method());
    if (!handle)
        return nullptr;
    std::unique_ptr<const TlsContext> context(new TlsContext(handle));
    const bool ok = setUp(handle, key, certificate);
    ERR_clear_error();
    return ok ? std::move(context) : nullptr;
}

TlsContext::~TlsContext()
{
    SSL_CTX_free(m_context);
}

FirstRecord lookAtFirstRecord(QByteArrayView bytes)
{
    if (bytes.size() < recordHead)
        return bytes.size() > 1 && bytes[1] != 3 ? FirstRecord::Junk : FirstRecord::Incomplete;
    const int length = qFromBigEndian<quint16>(bytes.data() + 3);
    if (bytes[0] != tlsHandshake || bytes[1] != 3 || length < messageHead || length > longestRecord)
        return FirstRecord::Junk;
    if (bytes.size() < recordHead + messageHead)
        return FirstRecord::Incomplete;
    // A message may go on in the next record, but then it is longer than any client's.
    const int message = int(qFromBigEndian<quint32>(bytes.data() + recordHead) & 0xffffff);
    if (bytes[recordHead] != clientHello || messageHead + message > length)
        return FirstRecord::Junk;
    return bytes.size() < recordHead + length ? FirstRecord::Incomplete : FirstRecord::ClientHello;
}

} // namespace courtyard
