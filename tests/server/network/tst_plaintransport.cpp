// A transport on a real socket: what is sent arrives whole and in order, what the peer does not take is
// queued and counted, and the end is told.
#include "server/network/handshake.h"
#include "server/network/plaintransport.h"

#include <QTest>

#include <algorithm>

#include <sys/socket.h>
#include <unistd.h>

using namespace courtyard;

namespace {

/// Both ends of a connection: ours behind a transport, the peer's as a bare descriptor.
class Line final : public Talker {
public:
    Line()
    {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0)
            qFatal("no pair of sockets");
        peer = ends[0];
        transport = std::make_unique<PlainTransport>(ends[1], traffic);
        transport->setTalker(this);
    }
    ~Line() override { hangUp(); }
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
        QCOMPARE(::write(peer, bytes.constData(), size_t(bytes.size())), bytes.size());
    }
    /// What has come at the peer's end.
    QByteArray &taken()
    {
        char bytes[64 * 1024];
        ssize_t got = 0;
        while ((got = ::read(peer, bytes, sizeof bytes)) > 0)
            m_taken.append(bytes, got);
        return m_taken;
    }
    void hangUp()
    {
        if (peer >= 0)
            ::close(std::exchange(peer, -1));
    }

    Traffic traffic;
    std::unique_ptr<PlainTransport> transport;
    int peer = -1;
    QByteArray heard;
    bool isOver = false;
    int drains = 0;

private:
    QByteArray m_taken;
};

} // namespace

class TestPlainTransport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSentIsWithTheSystemAtOnce();
    void whatThePeerDoesNotTakeIsQueuedAndCounted();
    void manyPiecesArriveInOrder();
    void whatThePeerSaysIsTold();
    void aPauseKeepsWhatIsSaidForLater();
    void theEndIsTold_data();
    void theEndIsTold();
    void oursEndsAloneAndTheirsGoesOn();
    void nothingIsTakenAfterTheEnd();
    void aDescriptorCanBeGivenAway();
    void anUpgradeIsAnsweredAsTheRfcSays();
};

void TestPlainTransport::whatIsSentIsWithTheSystemAtOnce()
{
    Line line;
    line.send("hello");
    QCOMPARE(line.transport->queued(), 0);
    QCOMPARE(line.taken(), "hello"); // no event loop has run
    QCOMPARE(line.traffic.bytesOut, 5u);
}

void TestPlainTransport::whatThePeerDoesNotTakeIsQueuedAndCounted()
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

void TestPlainTransport::manyPiecesArriveInOrder()
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

void TestPlainTransport::whatThePeerSaysIsTold()
{
    Line line;
    line.say(QByteArray(10'000, 'x'));
    QTRY_COMPARE(line.heard, QByteArray(10'000, 'x'));
    QCOMPARE(line.traffic.bytesIn, 10'000u);
    char none;
    QCOMPARE(line.transport->receive(&none, 1), 0);
}

void TestPlainTransport::aPauseKeepsWhatIsSaidForLater()
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

void TestPlainTransport::theEndIsTold_data()
{
    QTest::addColumn<bool>("orderly");
    QTest::newRow("closed") << true;
    QTest::newRow("reset, with our words unread") << false;
}

void TestPlainTransport::theEndIsTold()
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

void TestPlainTransport::oursEndsAloneAndTheirsGoesOn()
{
    Line line;
    line.send("bye");
    line.transport->shutDownSending();
    QCOMPARE(line.taken(), "bye");
    char byte;
    QCOMPARE(::read(line.peer, &byte, 1), 0); // the end
    line.say("still here");
    QTRY_COMPARE(line.heard, "still here");
    QVERIFY(!line.isOver);
}

void TestPlainTransport::nothingIsTakenAfterTheEnd()
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

void TestPlainTransport::aDescriptorCanBeGivenAway()
{
    Line line;
    const int given = int(line.transport->takeDescriptor());
    QVERIFY(!line.transport->isOpen());
    line.transport.reset();
    QCOMPARE(::write(given, "by another", 10), 10);
    QCOMPARE(line.taken(), "by another");
    ::close(given);
}

void TestPlainTransport::anUpgradeIsAnsweredAsTheRfcSays()
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

QTEST_GUILESS_MAIN(TestPlainTransport)
#include "tst_plaintransport.moc"
