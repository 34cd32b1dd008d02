// What a host must survive (the table of RELIABILITY.md), with real sockets against a real host.
#include "clients.h"
#include "tests/support/patience.h"

#include <QTimer>

using namespace courtyard;
using namespace courtyard::test;
using namespace std::chrono_literals;

namespace {

Bounds impatient()
{
    Bounds bounds;
    bounds.arrival = isOverTls() ? 2s : 300ms; // with TLS that is said in it
    bounds.idleAfterAnswer = 300ms;
    bounds.stalledAnswer = 500ms;
    bounds.linger = 200ms;
    bounds.closing = 300ms;
    return bounds;
}

// For those who have something to say before it is over.
Bounds lessImpatient()
{
    Bounds bounds = impatient();
    bounds.arrival = 1s;
    return bounds;
}

} // namespace

class TestHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void silenceEndsAtTheDeadline_data();
    void silenceEndsAtTheDeadline();
    void aHeadThatDribblesEndsAtTheDeadline();
    void aConnectionWithoutHelloEndsWith1008();
    void aRefusedHelloMayBeTriedAgainLater();
    void refusedHellosDoNotHoldAPlaceForEver();
    void requestsDoNotHoldAPlaceForEver();
    void badHeadsAreAnswered_data();
    void badHeadsAreAnswered();
    void badFramesAreAnswered_data();
    void badFramesAreAnswered();
    void aTextOverTheLimitIsNamedOrCut();
    void aReceiverThatDoesNotReadIsCutAndNobodyElse();
    void pingsThatAreNeverReadAreCut();
    void aPeerMayLeaveAnywhere_data();
    void aPeerMayLeaveAnywhere();
    void manyMayLeaveAtOnce();
    void strangersAreCappedAndMembersAreNot();
    void whoHasManyPlacesMakesRoomForWhoHasNone_data();
    void whoHasManyPlacesMakesRoomForWhoHasNone();
    void aPeerThatStopsAnsweringIsGone();
};

void TestHostile::silenceEndsAtTheDeadline_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a head") << QByteArray("GET / HTTP/1.1\r\nHo");
    QTest::newRow("a head without end") << QByteArray("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n");
}

void TestHostile::silenceEndsAtTheDeadline()
{
    QFETCH(QByteArray, said);
    RunningHost host(impatient());
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(host.port()));
    peer.send(said);
    QVERIFY(peer.waitForClose());
    QCOMPARE(peer.received, QByteArray());
}

void TestHostile::aHeadThatDribblesEndsAtTheDeadline()
{
    RunningHost host(impatient());
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(host.port()));
    peer.send("GET / HTTP/1.1\r\nX: ");
    QTimer dribble; // bytes must not put the deadline off
    QObject::connect(&dribble, &QTimer::timeout, &peer.socket, [&peer] { peer.send("x"); });
    dribble.start(20ms);
    QVERIFY(peer.waitForClose());
}

void TestHostile::aConnectionWithoutHelloEndsWith1008()
{
    RunningHost host(lessImpatient());
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.upgrade(host.port(), textFrame("{\"type\":\"ping\",\"t\":1}")));
    QVERIFY(peer.waitForClose());
    QVERIFY(peer.received.contains("not_hello"));
    QCOMPARE(peer.closeCode(), 1008);
}

void TestHostile::aRefusedHelloMayBeTriedAgainLater()
{
    Bounds bounds = lessImpatient();
    bounds.anotherHello = 700ms;
    RunningHost host(bounds);
    QVERIFY(host.start());
    RawPeer peer;
    QElapsedTimer watch;
    watch.start();
    QVERIFY(peer.upgrade(host.port(), textFrame("{\"type\":\"hello\",\"protocol\":99,\"name\":\"Amina\"}")));
    QVERIFY(peer.waitFor("unsupported_protocol"));
    QVERIFY(peer.waitForClose()); // nobody tried again
    QVERIFY(watch.elapsed() >= 1600);
    QCOMPARE(peer.closeCode(), 1008);
}

void TestHostile::refusedHellosDoNotHoldAPlaceForEver()
{
    Bounds bounds = lessImpatient();
    bounds.stranger = 2s;
    RunningHost host(bounds);
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.upgrade(host.port()));
    QTimer again; // often enough for each deadline
    QObject::connect(&again, &QTimer::timeout, &peer.socket,
                     [&peer] { peer.send(textFrame("{\"type\":\"hello\",\"protocol\":99}")); });
    again.start(100ms);
    QVERIFY(peer.waitForClose());
    QCOMPARE(peer.closeCode(), 1008);
}

void TestHostile::requestsDoNotHoldAPlaceForEver()
{
    Bounds bounds = patientBounds();
    bounds.stranger = 2s;
    RunningHost host(bounds);
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(host.port()));
    const auto ask = [&] {
        peer.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(host.port()) + "\r\n\r\n");
    };
    ask();
    QTimer again;
    QObject::connect(&again, &QTimer::timeout, &peer.socket, ask);
    again.start(100ms);
    QVERIFY(peer.waitForClose());
    QVERIFY(peer.received.contains("Connection: keep-alive"));
    QVERIFY(peer.received.contains("Connection: close")); // said with the last answer
}

void TestHostile::badHeadsAreAnswered_data()
{
    QTest::addColumn<QByteArray>("head"); // @ stands for the port
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("holds");
    const auto row = [](const char *name, const QByteArray &head, const char *status,
                        const char *holds = "") {
        QTest::newRow(name) << head << QByteArray(status) << QByteArray(holds);
    };
    const QByteArray host = "Host: 127.0.0.1:@\r\n";
    const QByteArray upgrade =
        "GET /ws HTTP/1.1\r\n" + host + "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    const QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    QByteArray many;
    for (int i = 0; i < 64; ++i)
        many += "X: 1\r\n";
    row("20 KiB of header", "GET / HTTP/1.1\r\n" + host + "X: " + QByteArray(20 * 1024, 'x') + "\r\n\r\n",
        "431");
    row("65 lines", "GET / HTTP/1.1\r\n" + host + many + "\r\n", "431");
    row("bare LF", "GET / HTTP/1.1\nHost: 127.0.0.1\n\n", "400");
    row("NUL", "GET / HTTP/1.1\r\n" + host + QByteArray("X: \0\r\n\r\n", 8), "400");
    row("no colon", "GET / HTTP/1.1\r\n" + host + "abc\r\n\r\n", "400");
    row("two Hosts", "GET / HTTP/1.1\r\n" + host + host + "\r\n", "400");
    row("dot dot", "GET /../owner-token HTTP/1.1\r\n" + host + "\r\n", "400");
    row("absolute form", "GET http://127.0.0.1/ HTTP/1.1\r\n" + host + "\r\n", "400");
    row("no HTTP at all", "hello\r\n\r\n", "400");
    row("foreign Host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "421");
    row("foreign Host for a WebSocket",
        "GET /ws HTTP/1.1\r\nHost: evil.example\r\nUpgrade: websocket\r\n\r\n", "421");
    row("POST", "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc", "405", "Allow: GET, HEAD");
    row("no upgrade", "GET /ws HTTP/1.1\r\n" + host + "\r\n", "400");
    row("foreign Origin", upgrade + key + "Sec-WebSocket-Version: 13\r\nOrigin: http://evil.example\r\n\r\n",
        "403");
    row("null Origin", upgrade + key + "Sec-WebSocket-Version: 13\r\nOrigin: null\r\n\r\n", "403");
    row("version 8", upgrade + key + "Sec-WebSocket-Version: 8\r\n\r\n", "426", "Sec-WebSocket-Version: 13");
    row("bad key", upgrade + "Sec-WebSocket-Key: abc\r\nSec-WebSocket-Version: 13\r\n\r\n", "400");
    row("nothing there", "GET /nothing HTTP/1.1\r\n" + host + "\r\n", "404");
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505");
}

void TestHostile::badHeadsAreAnswered()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, holds);
    RunningHost host(patientBounds());
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(host.port()));
    peer.send(head.replace('@', QByteArray::number(host.port())));
    QVERIFY(peer.waitForClose()); // PROTOCOL §8: a 4xx answer closes
    const QByteArray beginning = "HTTP/1.1 " + status + ' ';
    QVERIFY2(peer.received.startsWith(beginning), peer.received.constData());
    QVERIFY(peer.received.contains(holds));
    QVERIFY(peer.received.contains("Connection: close\r\n"));
}

void TestHostile::badFramesAreAnswered_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<int>("code");
    QTest::newRow("reserved bit") << maskedFrame(0xc1, "{}") << 1002;
    QTest::newRow("reserved opcode") << maskedFrame(0x83, "{}") << 1002;
    QTest::newRow("reserved control opcode") << maskedFrame(0x8b, "") << 1002;
    QTest::newRow("ping of 126 bytes") << maskedFrame(0x89, QByteArray(126, 'x')) << 1002;
    QTest::newRow("fragmented ping") << maskedFrame(0x09, "x") << 1002;
    QTest::newRow("orphan continuation") << maskedFrame(0x80, "x") << 1002;
    QTest::newRow("no mask") << QByteArray("\x81\x02{}") << 1002;
    QTest::newRow("text within a fragmented text")
        << QByteArray(maskedFrame(0x01, "a") + maskedFrame(0x81, "b")) << 1002;
    QTest::newRow("1 TiB") << maskedFrame(0x82, "x", 1ULL << 40) << 1009;
    QTest::newRow("2^63") << maskedFrame(0x82, "x", 1ULL << 63) << 1002;
    QTest::newRow("binary past 256 KiB") << maskedFrame(0x82, QByteArray(256 * 1024 + 1, 'x')) << 1009;
    QTest::newRow("overlong UTF-8") << textFrame("\"\xc0\xaf\"") << 1007;
    QTest::newRow("lone surrogate") << textFrame("\"\xed\xa0\x80\"") << 1007;
    QTest::newRow("cut UTF-8") << textFrame("\"\xe2\x82") << 1007;
}

void TestHostile::badFramesAreAnswered()
{
    QFETCH(QByteArray, frame);
    QFETCH(int, code);
    RunningHost host(patientBounds());
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.upgrade(host.port()));
    peer.send(frame);
    QVERIFY(peer.waitForClose());
    QCOMPARE(peer.closeCode(), code);
    Member bystander;
    QVERIFY(bystander.join(host.port(), QStringLiteral("Bystander")));
}

void TestHostile::aTextOverTheLimitIsNamedOrCut()
{
    RunningHost host(patientBounds());
    QVERIFY(host.start());
    Member member;
    QVERIFY(member.join(host.port(), QStringLiteral("Amina")));
    member.send({{QStringLiteral("type"), QStringLiteral("ping")},
                 {QStringLiteral("t"), 1},
                 {QStringLiteral("x"), QString(70'000, QLatin1Char('x'))}});
    const QJsonObject refusal = member.waitFor([](const QJsonObject &message) {
        return message[QLatin1StringView("type")].toString() == QStringLiteral("error");
    });
    QCOMPARE(refusal[QLatin1StringView("code")].toString(), QStringLiteral("too_large"));
    QCOMPARE(member.web.state(), QAbstractSocket::ConnectedState);
}

void TestHostile::aReceiverThatDoesNotReadIsCutAndNobodyElse()
{
    Bounds bounds = patientBounds();
    bounds.queuedBytes = 256 * 1024;
    bounds.closing = 200ms;
    RunningHost host(bounds, [](HostConfig &config) { config.rateLimit = false; });
    QVERIFY(host.start());
    Member sender, bystander;
    QVERIFY(sender.join(host.port(), QStringLiteral("Sender")));
    QVERIFY(bystander.join(host.port(), QStringLiteral("Bystander")));
    RawPeer deaf;
    deaf.socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
    QVERIFY(deaf.upgrade(host.port()));
    deaf.send(textFrame("{\"type\":\"hello\",\"protocol\":1,\"name\":\"Deaf\",\"beat\":0,\"id\":1}"));
    QVERIFY(deaf.waitFor("\"welcome\""));
    deaf.send(textFrame("{\"type\":\"join\",\"room\":\"lobby\",\"id\":2}"));
    QVERIFY(deaf.waitFor("\"re\":2"));
    deaf.reading = false;
    deaf.socket.setReadBufferSize(1);
    QTRY_COMPARE(host->snapshot().devices.size(), 3);
    const QString text(16'000, QLatin1Char('x'));
    int posted = 0;
    for (; posted < 1000 && host->snapshot().devices.size() == 3; ++posted)
        QCOMPARE(sender.post(text)[QLatin1StringView("type")].toString(), QStringLiteral("ok"));
    QTRY_COMPARE(host->snapshot().devices.size(), 2);
    QCOMPARE(sender.post(QStringLiteral("still here"))[QLatin1StringView("type")].toString(),
             QStringLiteral("ok"));
    QTRY_COMPARE(bystander.texts().size(), posted + 1);
    QCOMPARE(bystander.texts().constLast(), QStringLiteral("still here"));
}

void TestHostile::pingsThatAreNeverReadAreCut()
{
    Bounds bounds = patientBounds();
    bounds.queuedBytes = 256 * 1024;
    RunningHost host(bounds);
    QVERIFY(host.start());
    RawPeer flood;
    flood.socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
    QVERIFY(flood.upgrade(host.port()));
    flood.reading = false;
    flood.socket.setReadBufferSize(1);
    const QByteArray pings = maskedFrame(0x89, QByteArray(125, 'p')).repeated(2000);
    const auto isCut = [&flood, &pings] {
        if (flood.socket.bytesToWrite() < pings.size())
            flood.send(pings);
        return flood.isClosed();
    };
    QVERIFY(QTest::qWaitFor(isCut, patience));
    Member bystander;
    QVERIFY(bystander.join(host.port(), QStringLiteral("Bystander")));
}

void TestHostile::aPeerMayLeaveAnywhere_data()
{
    QTest::addColumn<QByteArray>("said"); // after the upgrade; "-": instead of it
    QTest::newRow("before the first byte") << QByteArray("-");
    QTest::newRow("in the head") << QByteArray("-GET /ws HTTP/1.1\r\nHo");
    QTest::newRow("right after the head") << QByteArray("-@");
    QTest::newRow("after the upgrade") << QByteArray();
    QTest::newRow("in a frame") << textFrame("{\"type\":\"hello\"").first(9);
    QTest::newRow("between fragments") << maskedFrame(0x01, "{\"type\"");
    QTest::newRow("right after hello") << textFrame("{\"type\":\"hello\",\"protocol\":1,\"name\":\"Gone\"}");
    QTest::newRow("right after hello and join") << QByteArray(
        textFrame("{\"type\":\"hello\",\"protocol\":1,\"name\":\"Gone\"}")
        + textFrame("{\"type\":\"join\",\"room\":\"lobby\"}")
        + textFrame("{\"type\":\"post\",\"room\":\"lobby\",\"key\":\"k\",\"text\":\"last words\"}"));
    QTest::newRow("with a close frame") << maskedFrame(0x88, "\x03\xe8");
}

void TestHostile::aPeerMayLeaveAnywhere()
{
    QFETCH(QByteArray, said);
    RunningHost host(patientBounds());
    QVERIFY(host.start());
    for (const bool orderly : {true, false}) {
        RawPeer peer;
        if (said.startsWith('-')) {
            QVERIFY(peer.connectTo(host.port()));
            peer.send(said == "-@" ? RawPeer::upgradeHead(host.port()) : said.mid(1));
        } else {
            QVERIFY(peer.upgrade(host.port()));
            peer.send(said);
        }
        peer.socket.flush();
        orderly ? peer.socket.disconnectFromHost() : peer.socket.abort();
    }
    Member bystander;
    QVERIFY(bystander.join(host.port(), QStringLiteral("Bystander")));
    QTRY_COMPARE(host->snapshot().devices.size(), 1);
}

void TestHostile::manyMayLeaveAtOnce()
{
    RunningHost host(patientBounds(), [](HostConfig &config) { config.rateLimit = false; });
    QVERIFY(host.start());
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < 300; ++i) {
        peers.push_back(std::make_unique<RawPeer>());
        peers.back()->socket.connectToHost(QHostAddress(QHostAddress::LocalHost), host.port());
        peers.back()->send(RawPeer::upgradeHead(host.port())
                           + textFrame("{\"type\":\"hello\",\"protocol\":1,\"beat\":0,\"name\":\"Peer "
                                       + QByteArray::number(i) + "\"}"));
    }
    QTRY_COMPARE_WITH_TIMEOUT(host->snapshot().devices.size(), 300, patience);
    for (const auto &peer : peers)
        peer->socket.abort();
    QTRY_COMPARE_WITH_TIMEOUT(host->snapshot().devices.size(), 0, patience);
    QCOMPARE(host->snapshot().people, 0);
}

void TestHostile::strangersAreCappedAndMembersAreNot()
{
    Bounds bounds = patientBounds();
    bounds.strangersPerAddress = 5;
    RunningHost host(bounds);
    QVERIFY(host.start());
    std::vector<std::unique_ptr<Member>> members; // more of them than strangers may be
    for (int i = 0; i < 8; ++i) {
        members.push_back(std::make_unique<Member>());
        QVERIFY(members.back()->join(host.port(), QStringLiteral("Member %1").arg(i)));
    }
    std::vector<std::unique_ptr<RawPeer>> strangers;
    for (int i = 0; i < 6; ++i) {
        strangers.push_back(std::make_unique<RawPeer>());
        QVERIFY(strangers.back()->connectTo(host.port()));
    }
    QVERIFY(strangers.back()->waitForClose());
    QVERIFY(!strangers.front()->isClosed());
    strangers.front()->socket.abort(); // which makes room
    std::unique_ptr<Member> late;
    const auto isLetIn = [&] { // not at once: the host must have noticed. A name can be tried only once
        late = std::make_unique<Member>();
        return late->connectTo(host.port());
    };
    QVERIFY(QTest::qWaitFor(isLetIn, patience));
    QVERIFY(late->comeIn(QStringLiteral("Late")));
}

void TestHostile::whoHasManyPlacesMakesRoomForWhoHasNone_data()
{
    QTest::addColumn<bool>("upgraded");
    QTest::newRow("silent") << false;
    QTest::newRow("without a hello") << true;
}

void TestHostile::whoHasManyPlacesMakesRoomForWhoHasNone()
{
#ifndef Q_OS_LINUX
    QSKIP("only there all of 127.0.0.0/8 is this machine");
#endif
    QFETCH(bool, upgraded);
    Bounds bounds = patientBounds();
    bounds.strangers = bounds.strangersPerAddress = 6;
    RunningHost host(bounds);
    QVERIFY(host.start());
    std::vector<std::unique_ptr<RawPeer>> many;
    for (int i = 0; i < 6; ++i) {
        many.push_back(std::make_unique<RawPeer>());
        QVERIFY(upgraded ? many.back()->upgrade(host.port()) : many.back()->connectTo(host.port()));
    }
    RawPeer other;
    QVERIFY(other.socket.bind(QHostAddress(QStringLiteral("127.0.0.2"))));
    QVERIFY(other.comeIn(host.port(), "Amina"));
    QVERIFY(many.front()->waitForClose()); // the oldest
    for (std::size_t i = 1; i < many.size(); ++i)
        QVERIFY(!many[i]->isClosed());
}

void TestHostile::aPeerThatStopsAnsweringIsGone()
{
    Bounds bounds = patientBounds();
    bounds.pingEvery = 1s; // so long may this test take to answer
    RunningHost host(bounds);
    QVERIFY(host.start());
    Member member; // answers pings by itself
    QVERIFY(member.join(host.port(), QStringLiteral("Amina")));
    RawPeer mute; // does not
    QVERIFY(mute.upgrade(host.port()));
    mute.send(textFrame("{\"type\":\"hello\",\"protocol\":1,\"name\":\"Mute\"}"));
    QVERIFY(mute.waitFor("\"welcome\""));
    QVERIFY(mute.waitForClose());
    QTRY_COMPARE(host->snapshot().devices.size(), 1);
    QTRY_VERIFY(host->snapshot().devices.constFirst().latencies.size() >= 3);
    QCOMPARE(member.web.state(), QAbstractSocket::ConnectedState);
}

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
