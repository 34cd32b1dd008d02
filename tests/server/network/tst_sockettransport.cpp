// A transport on a real socket, plain and encrypted: what is sent arrives whole and in order, what the peer
// does not take is queued and counted, and the end is told.
#include "server/identity/certificate.h"
#include "server/network/handshake.h"
#include "server/network/sockettransport.h"

#include "server/sockets/tlscontext.h"
#include "tests/support/patience.h"

#include <QTest>

#include <openssl/ssl.h>

#include <algorithm>
#include <csignal>

#include <sys/socket.h>
#include <unistd.h>

using namespace courtyard;

namespace {

const TlsContext &tls()
{
    static const auto context = [] {
        const QByteArray key = certificate::makeKey();
        return TlsContext::make(key, certificate::make(key, {QStringLiteral("localhost")}));
    }();
    return *context;
}

/// Both ends of a connection: ours behind a transport, the peer's as a bare descriptor, with TLS on it where
/// that is what is tried.
class Line final : public Talker {
public:
    Line()
    {
        QFETCH_GLOBAL(bool, encrypted);
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0)
            qFatal("no pair of sockets");
        peer = ends[0];
        transport = std::make_unique<SocketTransport>(Socket(ends[1]), traffic);
        transport->setTalker(this);
        if (encrypted)
            encrypt();
    }
    ~Line() override
    {
        hangUp();
        SSL_free(ssl);
    }
    void encrypt()
    {
        std::signal(SIGPIPE, SIG_IGN); // the peer's library writes as it likes
        SSL_CTX *context = SSL_CTX_new(TLS_client_method());
        ssl = SSL_new(context);
        SSL_CTX_free(context);
        SSL_set_fd(ssl, peer);
        transport->encrypt(tls(), {});
        const bool shook = QTest::qWaitFor([this] { return SSL_connect(ssl) == 1; }, 60'000);
        QVERIFY(shook);
    }
    void readable() override
    {
        char bytes[4096];
        const qint64 got = transport->receive(bytes, sizeof bytes);
        if (got == Transport::over)
            isOver = true;
        else
            heard.append(bytes, got);
        if (isOver)
            transport->abort();
    }
    void drained() override { ++drains; }
    void send(const QByteArray &bytes)
    {
        Pieces pieces;
        pieces.add(bytes);
        transport->send(pieces);
    }
    void say(const QByteArray &bytes)
    {
        if (ssl)
            QCOMPARE(SSL_write(ssl, bytes.constData(), int(bytes.size())), bytes.size());
        else
            QCOMPARE(::write(peer, bytes.constData(), size_t(bytes.size())), bytes.size());
    }
    ssize_t read(char *into, size_t size)
    {
        return ssl ? SSL_read(ssl, into, int(size)) : ::read(peer, into, size);
    }
    /// Our end was said, not only seen.
    bool isToldTheEnd()
    {
        char byte;
        const ssize_t got = read(&byte, 1);
        return got == 0 && (!ssl || SSL_get_error(ssl, 0) == SSL_ERROR_ZERO_RETURN);
    }
    /// What has come at the peer's end.
    QByteArray &taken()
    {
        char bytes[64 * 1024];
        ssize_t got = 0;
        while ((got = read(bytes, sizeof bytes)) > 0)
            m_taken.append(bytes, got);
        return m_taken;
    }
    void hangUp()
    {
        if (peer >= 0)
            ::close(std::exchange(peer, -1));
    }

    Traffic traffic;
    std::unique_ptr<SocketTransport> transport;
    int peer = -1;
    SSL *ssl = nullptr; // the peer's
    QByteArray heard;
    bool isOver = false;
    int drains = 0;

private:
    QByteArray m_taken;
};

} // namespace

class TestSocketTransport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void whatIsSentIsWithTheSystemAtOnce();
    void whatThePeerDoesNotTakeIsQueuedAndCounted();
    void manyPiecesArriveInOrder();
    void whatThePeerSaysIsTold();
    void aPauseKeepsWhatIsSaidForLater();
    void theEndIsTold_data();
    void theEndIsTold();
    void oursEndsAloneAndTheirsGoesOn();
    void nothingIsTakenAfterTheEnd();
    void aSocketCanBeGivenAway();
    void whatGoesOnWithoutContentIsEnded();
    void junkEndsIt();
    void anUpgradeIsAnsweredAsTheRfcSays();
};

void TestSocketTransport::initTestCase_data()
{
    QTest::addColumn<bool>("encrypted");
    QTest::newRow("plain") << false;
    QTest::newRow("encrypted") << true;
}

void TestSocketTransport::whatIsSentIsWithTheSystemAtOnce()
{
    Line line;
    line.send("hello");
    QCOMPARE(line.transport->queued(), 0);
    QCOMPARE(line.taken(), "hello"); // no event loop has run
    QCOMPARE(line.traffic.bytesOut, 5u);
}

void TestSocketTransport::whatThePeerDoesNotTakeIsQueuedAndCounted()
{
    Line line;
    QByteArray large(4'000'000, '\0');
    for (qsizetype i = 0; i < large.size(); ++i)
        large[i] = char(i * 31 >> 3);
    line.send(large);
    const qint64 queued = line.transport->queued();
    QVERIFY(queued > 0 && queued < large.size());
    QCOMPARE(line.traffic.bytesOut, quint64(large.size() - queued));
    line.send("and more"); // behind it, though the system might take that
    QCOMPARE(line.transport->queued(), queued + 8);
    QCOMPARE(line.drains, 0);
    QTRY_COMPARE(line.taken().size(), large.size() + 8);
    QVERIFY(line.taken() == large + "and more");
    QTRY_COMPARE(line.transport->queued(), 0);
    QVERIFY(line.drains > 0);
}

void TestSocketTransport::manyPiecesArriveInOrder()
{
    Line line;
    Pieces pieces;
    QByteArray all;
    for (int i = 0; i < 500; ++i) { // more than one call takes, and than the system does
        const QByteArray piece(3000, char('a' + i % 26));
        pieces.add(piece);
        all += piece;
    }
    line.transport->send(pieces);
    QVERIFY(pieces.isEmpty());
    QTRY_COMPARE(line.taken().size(), all.size());
    QVERIFY(line.taken() == all);
}

void TestSocketTransport::whatThePeerSaysIsTold()
{
    Line line;
    line.say(QByteArray(10'000, 'x'));
    QTRY_COMPARE(line.heard, QByteArray(10'000, 'x'));
    QCOMPARE(line.traffic.bytesIn, 10'000u);
    char none;
    QCOMPARE(line.transport->receive(&none, 1), 0);
}

void TestSocketTransport::aPauseKeepsWhatIsSaidForLater()
{
    Line line;
    line.transport->setReading(false);
    line.say("later");
    for (int i = 0; i < 10; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(line.heard, "");
    line.transport->setReading(true);
    QTRY_COMPARE(line.heard, "later");
}

void TestSocketTransport::theEndIsTold_data()
{
    QTest::addColumn<bool>("orderly");
    QTest::newRow("closed") << true;
    QTest::newRow("reset, with our words unread") << false;
}

void TestSocketTransport::theEndIsTold()
{
    QFETCH(bool, orderly);
    Line line;
    if (!orderly)
        line.send("never read");
    line.say("last words");
    line.hangUp();
    QTRY_VERIFY(line.isOver);
    if (orderly)
        QCOMPARE(line.heard, "last words");
    QVERIFY(!line.transport->isOpen());
}

void TestSocketTransport::oursEndsAloneAndTheirsGoesOn()
{
    Line line;
    line.send("bye");
    line.transport->shutDownSending();
    QCOMPARE(line.taken(), "bye");
    QVERIFY(line.isToldTheEnd());
    line.say("still here");
    QTRY_COMPARE(line.heard, "still here");
    QVERIFY(!line.isOver);
}

void TestSocketTransport::nothingIsTakenAfterTheEnd()
{
    Line line;
    line.send(QByteArray(4'000'000, 'x'));
    line.transport->abort();
    QCOMPARE(line.transport->queued(), 0);
    line.send("into nothing");
    QCOMPARE(line.transport->queued(), 0);
    char byte;
    QCOMPARE(line.transport->receive(&byte, 1), Transport::over);
}

void TestSocketTransport::aSocketCanBeGivenAway()
{
    Line line;
    Socket given = line.transport->takeSocket();
    QVERIFY(!line.transport->isOpen());
    line.transport.reset();
    const QByteArrayView words("by another");
    QCOMPARE(given.send({&words, 1}).bytes, 10);
    QCOMPARE(line.taken(), "by another");
}

// A record that says nothing costs as much as one that does, and nobody above sees it.
void TestSocketTransport::whatGoesOnWithoutContentIsEnded()
{
    Line line;
    if (!line.ssl)
        return;
    line.say("as usual");
    QTRY_COMPARE(line.heard, "as usual");
    const auto isEnded = [&line] {
        for (int i = 0; i < 200; ++i) { // about what a pair of sockets holds
            SSL_key_update(line.ssl, SSL_KEY_UPDATE_NOT_REQUESTED);
            SSL_do_handshake(line.ssl);
        }
        return line.isOver;
    };
    QVERIFY(QTest::qWaitFor(isEnded, 60'000));
}

void TestSocketTransport::junkEndsIt()
{
    Line line;
    if (!line.ssl)
        return;
    const QByteArray junk = QByteArray::fromHex("1703030020") + QByteArray(32, 'x');
    QCOMPARE(::write(line.peer, junk.constData(), size_t(junk.size())), junk.size());
    QTRY_VERIFY(line.isOver);
    QCOMPARE(line.heard, "");
}

void TestSocketTransport::anUpgradeIsAnsweredAsTheRfcSays()
{
    const auto parsed =
        http::parseHead("GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        "Sec-WebSocket-Protocol: other, courtyard.v1\r\n\r\n");
    const QByteArray answer = switchingProtocols(std::get<http::Request>(parsed));
    QVERIFY(answer.startsWith("HTTP/1.1 101 "));
    QVERIFY(answer.endsWith("\r\n\r\n"));
    QVERIFY(answer.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")); // RFC 6455 §1.3
    QVERIFY(answer.contains("\r\nSec-WebSocket-Protocol: courtyard.v1\r\n"));
}

QTEST_GUILESS_MAIN(TestSocketTransport)
#include "tst_sockettransport.moc"
