#include "server/sockets/tlsstream.h"

#include "server/sockets/tlscontext.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <QVarLengthArray>

#include <algorithm>
#include <cstring>
#include <new>

namespace courtyard {

namespace {

constexpr qint64 record = 16 * 1024; // RFC 8446 §5.1: content of one record, at most
// Records that carry nothing (a flood of key updates, say) cost as much to read as others, and nobody above
// would see them. Even a content of one byte is worth its record.
constexpr qint64 worthOfByte = 32;
constexpr qint64 mostOverhead = 64 * 1024;

/// What comes next of these pieces, as one record: larger ones as they lie, smaller ones put together.
class Gathering {
public:
    explicit Gathering(std::span<const QByteArrayView> pieces) : m_pieces(pieces) { skipEmpty(); }

    QByteArrayView next()
    {
        if (m_pieces.empty())
            return {};
        const QByteArrayView first = m_pieces.front().sliced(m_offset);
        if (first.size() >= record || m_pieces.size() == 1)
            return first.first(std::min(first.size(), record));
        m_scratch.resize(0);
        m_scratch.append(first.data(), first.size());
        for (std::size_t i = 1; i < m_pieces.size() && m_scratch.size() < record; ++i) {
            const qsizetype more = std::min(m_pieces[i].size(), record - m_scratch.size());
            m_scratch.append(m_pieces[i].data(), more);
        }
        return {m_scratch.constData(), m_scratch.size()};
    }
    void drop(qsizetype bytes)
    {
        m_offset += bytes;
        skipEmpty();
    }

private:
    void skipEmpty()
    {
        while (!m_pieces.empty() && m_offset >= m_pieces.front().size()) {
            m_offset -= m_pieces.front().size();
            m_pieces = m_pieces.subspan(1);
        }
    }

    std::span<const QByteArrayView> m_pieces;
    qsizetype m_offset = 0;
    QVarLengthArray<char, record> m_scratch;
};

} // namespace

TlsStream::TlsStream(const TlsContext &context, qintptr descriptor, QByteArray heard)
    : m_descriptor(descriptor), m_ssl(SSL_new(context.handle())), m_heard(std::move(heard))
{
    BIO *bio = m_ssl ? BIO_new(way()) : nullptr;
    if (!bio)
        throw std::bad_alloc();
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(m_ssl, bio, bio);
    SSL_set_accept_state(m_ssl);
}

TlsStream::~TlsStream()
{
    SSL_set_quiet_shutdown(m_ssl, 1);
    SSL_free(m_ssl);
}

descriptor::Moved TlsStream::receive(char *into, qint64 size)
{
    if (m_isOver)
        return {0, true};
    ERR_clear_error(); // the library looks at what others left there, in any thread
    m_hasMore = false;
    m_waitsForRoom = false;
    m_budget = size + 2 * record;
    m_heardInTurn = 0;
    qint64 got = 0;
    while (got < size) {
        std::size_t bytes = 0;
        if (SSL_read_ex(m_ssl, into + got, std::size_t(size - got), &bytes) == 1) {
            got += qint64(bytes);
            continue;
        }
        const int why = SSL_get_error(m_ssl, 0);
        m_waitsForRoom = why == SSL_ERROR_WANT_WRITE;
        m_isOver = why != SSL_ERROR_WANT_READ && !m_waitsForRoom;
        break;
    }
    m_hasMore = m_hasMore || got == size;
    if (!isWorthReading(got))
        m_isOver = true;
    return {got, m_isOver && got == 0};
}

bool TlsStream::isWorthReading(qint64 content)
{
    m_overhead = std::max<qint64>(0, m_overhead + m_heardInTurn - content * worthOfByte);
    return m_overhead <= mostOverhead;
}

// Where a record was not taken whole, the next call brings its content again, and maybe more behind it.
descriptor::Moved TlsStream::send(std::span<const QByteArrayView> pieces)
{
    ERR_clear_error();
    Gathering gathering(pieces);
    qint64 sent = 0;
    while (!m_isOver) {
        const QByteArrayView next = gathering.next();
        if (next.isEmpty())
            return {sent, false};
        std::size_t bytes = 0;
        if (SSL_write_ex(m_ssl, next.data(), std::size_t(next.size()), &bytes) != 1) {
            const int why = SSL_get_error(m_ssl, 0);
            if (why == SSL_ERROR_WANT_WRITE)
                return {sent, false};
            m_isOver = true; // also where it wants to read: nobody here speaks before the handshake is over
            break;
        }
        gathering.drop(qsizetype(bytes));
        sent += qint64(bytes);
    }
    return {sent, true};
}

void TlsStream::sayEnd()
{
    ERR_clear_error();
    if (!m_isOver && SSL_is_init_finished(m_ssl))
        SSL_shutdown(m_ssl); // what the system does not take of it is lost, and missed by nobody
}

qint64 TlsStream::hear(char *into, qint64 size)
{
    if (!m_heard.isEmpty()) {
        const qsizetype bytes = std::min<qsizetype>(size, m_heard.size());
        std::memcpy(into, m_heard.constData(), std::size_t(bytes));
        m_heard.remove(0, bytes);
        return bytes;
    }
    if (m_budget <= 0) {
        m_hasMore = true; // others get their turn first
        return 0;
    }
    const descriptor::Moved moved = descriptor::receive(m_descriptor, into, size);
    m_peerEnded = moved.isOver;
    m_budget -= moved.bytes;
    m_heardInTurn += moved.bytes;
    return moved.bytes;
}

int TlsStream::readWay(BIO *bio, char *into, int size)
{
    auto *self = static_cast<TlsStream *>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    const qint64 got = self->hear(into, size);
    if (got > 0)
        return int(got);
    if (!self->m_peerEnded)
        BIO_set_retry_read(bio);
    return self->m_peerEnded ? 0 : -1;
}

int TlsStream::writeWay(BIO *bio, const char *bytes, int size)
{
    auto *self = static_cast<TlsStream *>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    const QByteArrayView piece(bytes, size);
    const descriptor::Moved moved = descriptor::send(self->m_descriptor, {&piece, 1});
    if (moved.bytes > 0)
        return int(moved.bytes);
    if (!moved.isOver)
        BIO_set_retry_write(bio);
    return -1;
}

long TlsStream::controlWay(BIO *bio, int command, long, void *)
{
    switch (command) {
    case BIO_CTRL_FLUSH:
        return 1;
    case BIO_CTRL_EOF:
        return static_cast<TlsStream *>(BIO_get_data(bio))->m_peerEnded;
    default:
        return 0;
    }
}

// The library's own way on a descriptor raises SIGPIPE, and cannot begin with bytes that somebody else read.
BIO_METHOD *TlsStream::way()
{
    static BIO_METHOD *const method = [] {
        BIO_METHOD *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "courtyard");
        BIO_meth_set_read(made, &TlsStream::readWay);
        BIO_meth_set_write(made, &TlsStream::writeWay);
        BIO_meth_set_ctrl(made, &TlsStream::controlWay);
        return made;
    }();
    return method;
}

} // namespace courtyard
