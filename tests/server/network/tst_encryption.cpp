// One port, told apart by the first byte: what is encrypted is the same host, with the key that it tells
// everybody about.
#include "tests/server/network/clients.h"
#include "tests/support/patience.h"

#include <QCryptographicHash>
#include <QDir>
#include <QSslKey>
#include <QTcpServer>
#include <QTest>

using namespace courtyard;
using namespace courtyard::test;

namespace {

QString fingerprintOf(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.publicKey().toDer();
    return QString::fromLatin1(QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex());
}

QByteArray get(quint16 port, const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
        + "\r\nConnection: close\r\n\r\n";
}

/// A ClientHello as Qt says it, taken from the wire.
QByteArray clientHello()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    QSslSocket client;
    client.setProxy(QNetworkProxy::NoProxy);
    client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.serverPort());
    QByteArray hello;
    QTcpSocket *peer = nullptr;
    (void)QTest::qWaitFor(
        [&] {
            if (!peer)
                peer = server.nextPendingConnection();
            if (peer)
                hello += peer->readAll();
            return hello.size() > 100;
        },
        patience);
    return hello;
}

} // namespace

class TestEncryption : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theKeyIsTheOneThatIsTold();
    void theSameKeyIsShownAfterARestart();
    void aDamagedKeyKeepsTheHostFromStarting();
    void plainAndEncryptedTalkInOneRoom();
    void oldVersionsAreRefused_data();
    void oldVersionsAreRefused();
    void whatStallsIsClosedAtTheDeadline_data();
    void whatStallsIsClosedAtTheDeadline();
    void junkIsClosedAtOnce_data();
    void junkIsClosedAtOnce();
    void aHelloInPiecesIsUnderstood();
    void tlsIsTheFirstThingOrNothing();
    void filesComeOverItAndTheConnectionGoesOn();
    void manyDownloadsDoNotStandBeforeTalk();
    void whoLeavesWithoutAWordIsGone();
    void requiredItIsAllThatIsTaken();
    void whoIsInByThePlainWayIsSentToTheOther();
};

void TestEncryption::theKeyIsTheOneThatIsTold()
{
    RunningHost host;
    QVERIFY(host.start());
    RawPeer peer;
    peer.isEncrypted = true;
    QVERIFY(peer.connectTo(host.port()));
    QCOMPARE(fingerprintOf(peer.socket.peerCertificate()), host->snapshot().fingerprint);
    peer.send(get(host.port(), "/about.json"));
    QVERIFY(peer.waitForClose());
    QVERIFY(peer.received.startsWith("HTTP/1.1 200 "));
    QVERIFY(peer.received.contains(
        QByteArray("\"fingerprint\":\"" + host->snapshot().fingerprint.toLatin1() + '"')));
    QVERIFY(!peer.received.toLower().contains("strict-transport-security")); // addresses are shared
}

void TestEncryption::theSameKeyIsShownAfterARestart()
{
    RunningHost host;
    QVERIFY(host.start());
    const QString fingerprint = host->snapshot().fingerprint;
    host.stop();
    QVERIFY(host.start());
    QCOMPARE(host->snapshot().fingerprint, fingerprint);
}

void TestEncryption::aDamagedKeyKeepsTheHostFromStarting()
{
    RunningHost host;
    QVERIFY(host.start());
    host.stop();
    QFile key(host.folder() + QStringLiteral("/host-key.pem"));
    QVERIFY(key.resize(key.size() / 2));
    QVERIFY(!host.start());
    QVERIFY(host.failure());
    QCOMPARE(host.failure()->kind, HostFailure::Kind::KeyDamaged);
    QVERIFY(host.failure()->text.contains(QStringLiteral("host-key.pem")));
}

void TestEncryption::plainAndEncryptedTalkInOneRoom()
{
    RunningHost host;
    QVERIFY(host.start());
    Member plain, encrypted;
    encrypted.isEncrypted = true;
    QVERIFY(plain.join(host.port(), QStringLiteral("Amina")));
    QVERIFY(encrypted.join(host.port(), QStringLiteral("Badr")));
    const QString large(16'000, u'x');
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(plain.post(large)[QLatin1StringView("type")].toString(), QStringLiteral("ok"));
        QCOMPARE(encrypted.post(large)[QLatin1StringView("type")].toString(), QStringLiteral("ok"));
    }
    QTRY_COMPARE(plain.texts().size(), 40);
    QTRY_COMPARE(encrypted.texts().size(), 40);
    QCOMPARE(encrypted.texts(), plain.texts());
}

void TestEncryption::oldVersionsAreRefused_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<bool>("taken");
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    QTest::newRow("TLS 1.0") << int(QSsl::TlsV1_0) << false;
    QTest::newRow("TLS 1.1") << int(QSsl::TlsV1_1) << false;
    QT_WARNING_POP
    QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2) << true;
    QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3) << true;
}

void TestEncryption::oldVersionsAreRefused()
{
    QFETCH(int, version);
    QFETCH(bool, taken);
    RunningHost host;
    QVERIFY(host.start());
    RawPeer peer;
    peer.isEncrypted = true;
    peer.socket.setProtocol(QSsl::SslProtocol(version));
    QCOMPARE(peer.connectTo(host.port()), taken);
}

void TestEncryption::whatStallsIsClosedAtTheDeadline_data()
{
    QTest::addColumn<QByteArray>("said");
    const QByteArray hello = clientHello();
    QVERIFY(hello.size() > 100);
    QTest::newRow("a byte") << hello.left(1);
    QTest::newRow("half a hello") << hello.left(hello.size() / 2);
    QTest::newRow("a hello, and then nothing") << hello;
}

void TestEncryption::whatStallsIsClosedAtTheDeadline()
{
    QFETCH(QByteArray, said);
    Bounds bounds;
    bounds.arrival = std::chrono::milliseconds(300);
    RunningHost host(bounds);
    QVERIFY(host.start());
    RawPeer peer;
    peer.isEncrypted = false;
    QVERIFY(peer.connectTo(host.port()));
    peer.send(said);
    QVERIFY(peer.waitForClose());
}

void TestEncryption::junkIsClosedAtOnce_data()
{
    QTest::addColumn<QByteArray>("said");
    QByteArray hello = clientHello();
    QTest::newRow("no TLS") << QByteArray("\x16 is all that looks like it");
    QTest::newRow("a hello of 128 KiB") << QByteArray("\x16\x03\x01\x40\x00\x01\x02\x00\x00", 9);
    hello.replace(hello.size() / 2, hello.size() / 2, QByteArray(hello.size() / 2, '\xff'));
    QTest::newRow("a garbled hello") << hello;
    QTest::newRow("junk behind a hello") << clientHello() + QByteArray(100, 'x');
}

void TestEncryption::junkIsClosedAtOnce()
{
    QFETCH(QByteArray, said);
    Bounds bounds;
    bounds.arrival = std::chrono::hours(1);
    RunningHost host(bounds);
    QVERIFY(host.start());
    RawPeer peer;
    peer.isEncrypted = false;
    QVERIFY(peer.connectTo(host.port()));
    peer.send(said);
    QVERIFY(peer.waitForClose());
    QCOMPARE(metric(host.port(), "courtyard_refused_total{reason=\"tls\"}"), 1.0);
}

void TestEncryption::aHelloInPiecesIsUnderstood()
{
    RunningHost host;
    QVERIFY(host.start());
    const QByteArray hello = clientHello();
    RawPeer peer;
    peer.isEncrypted = false;
    QVERIFY(peer.connectTo(host.port()));
    for (const char byte : hello) {
        peer.send(QByteArray(1, byte));
        peer.socket.flush();
        QCoreApplication::processEvents();
    }
    QVERIFY(peer.waitFor("\x16\x03\x03")); // a ServerHello
}

// Neither behind a request, nor inside itself.
void TestEncryption::tlsIsTheFirstThingOrNothing()
{
    RunningHost host;
    QVERIFY(host.start());
    const QByteArray hello = clientHello();
    RawPeer plain;
    plain.isEncrypted = false;
    QVERIFY(plain.connectTo(host.port()));
    plain.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    QVERIFY(plain.waitFor("ok"));
    plain.send(hello);
    QVERIFY(plain.waitForClose());
    QVERIFY(plain.received.contains("HTTP/1.1 400 "));
    RawPeer encrypted;
    encrypted.isEncrypted = true;
    QVERIFY(encrypted.connectTo(host.port()));
    encrypted.send(hello);
    QVERIFY(encrypted.waitForClose());
    QCOMPARE(encrypted.received, "");
}

void TestEncryption::filesComeOverItAndTheConnectionGoesOn()
{
    RunningHost host;
    QVERIFY(host.start());
    QByteArray content(3'000'000, '\0');
    for (qsizetype i = 0; i < content.size(); ++i)
        content[i] = char(i * 7 >> 5);
    const QByteArray id = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    const QString shelf = host.folder() + QStringLiteral("/files/") + QString::fromLatin1(id.left(2));
    QVERIFY(QDir().mkpath(shelf));
    QFile file(shelf + u'/' + QString::fromLatin1(id));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    RawPeer peer;
    peer.isEncrypted = true;
    QVERIFY(peer.connectTo(host.port()));
    for (int time = 0; time < 3; ++time) {
        peer.received.clear();
        peer.send("GET /files/" + id + "/x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        QTRY_VERIFY(peer.received.endsWith(content));
        QVERIFY(peer.received.startsWith("HTTP/1.1 200 "));
    }
    peer.received.clear();
    peer.send("GET /files/" + id + "/x HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=1000000-1000009\r\n\r\n"
              + get(host.port(), "/healthz")); // right behind it: then it is the last one
    QVERIFY(peer.waitForClose());
    QVERIFY(peer.received.startsWith("HTTP/1.1 206 "));
    QVERIFY(peer.received.endsWith(content.mid(1'000'000, 10)));
}

void TestEncryption::manyDownloadsDoNotStandBeforeTalk()
{
    RunningHost host;
    QVERIFY(host.start());
    const QByteArray id(64, 'a');
    QVERIFY(QDir().mkpath(host.folder() + QStringLiteral("/files/aa")));
    QFile file(host.folder() + QStringLiteral("/files/aa/") + QString::fromLatin1(id));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(1LL << 32));
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < 20; ++i) {
        peers.push_back(std::make_unique<RawPeer>());
        peers.back()->isEncrypted = true;
        QVERIFY(peers.back()->connectTo(host.port()));
        peers.back()->socket.setReadBufferSize(64 * 1024);
        peers.back()->reading = false;
        peers.back()->send("GET /files/" + id + "/x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    }
    Member member;
    member.isEncrypted = true;
    QVERIFY(member.join(host.port(), QStringLiteral("Amina")));
    for (int i = 0; i < 20; ++i)
        QCOMPARE(member.post(QStringLiteral("on"))[QLatin1StringView("type")].toString(),
                 QStringLiteral("ok"));
    for (const auto &peer : peers)
        QTRY_VERIFY(peer->socket.bytesAvailable() > 0);
}

// Without the record that says so: the system's end of the connection is enough (RFC 6455 frames end by
// themselves).
void TestEncryption::whoLeavesWithoutAWordIsGone()
{
    RunningHost host;
    QVERIFY(host.start());
    Member stays;
    QVERIFY(stays.join(host.port(), QStringLiteral("Amina")));
    RawPeer leaves;
    leaves.isEncrypted = true;
    QVERIFY(leaves.comeIn(host.port(), "Badr"));
    QTRY_COMPARE(host->snapshot().people, 2);
    leaves.socket.abort();
    QTRY_COMPARE(host->snapshot().people, 1);
}

void TestEncryption::requiredItIsAllThatIsTaken()
{
    RunningHost host({}, [](HostConfig &config) { config.requireEncryption = true; });
    QVERIFY(host.start());
    QVERIFY(host->snapshot().encryptionRequired);
    const QByteArray port = QByteArray::number(host.port());
    for (const QByteArray &path :
         QList<QByteArray>{"/", "/about.json", "/healthz", "/metrics", "/files/x", "/nothing"}) {
        RawPeer peer;
        peer.isEncrypted = false;
        QVERIFY(peer.connectTo(host.port()));
        peer.send(get(host.port(), path));
        QVERIFY(peer.waitForClose());
        QVERIFY(peer.received.startsWith("HTTP/1.1 307 "));
        QVERIFY(peer.received.contains(QByteArray("Location: https://127.0.0.1:" + port + path + "\r\n")));
        QVERIFY(!peer.received.contains("courtyard_"));
    }
    RawPeer plain;
    plain.isEncrypted = false;
    QVERIFY(!plain.upgrade(host.port()));
    QVERIFY(plain.received.startsWith("HTTP/1.1 403 "));
    Member encrypted;
    encrypted.isEncrypted = true;
    QVERIFY(encrypted.join(host.port(), QStringLiteral("Amina")));
}

void TestEncryption::whoIsInByThePlainWayIsSentToTheOther()
{
    RunningHost host;
    QVERIFY(host.start());
    Member plain, encrypted;
    encrypted.isEncrypted = true;
    QVERIFY(plain.join(host.port(), QStringLiteral("Amina")));
    QVERIFY(encrypted.join(host.port(), QStringLiteral("Badr")));
    host->requireEncryption(true);
    const QJsonObject bye = plain.waitFor([](const QJsonObject &message) {
        return message[QLatin1StringView("type")].toString() == QStringLiteral("bye");
    });
    QCOMPARE(bye[QLatin1StringView("code")].toString(), QStringLiteral("moved"));
    QCOMPARE(bye[QLatin1StringView("urls")].toArray().at(0).toString(),
             QStringLiteral("https://127.0.0.1:%1/").arg(host.port()));
    QTRY_VERIFY(plain.isClosed);
    QTRY_VERIFY(host->snapshot().encryptionRequired);
    QCOMPARE(encrypted.post(QStringLiteral("on"))[QLatin1StringView("type")].toString(),
             QStringLiteral("ok"));
    host->requireEncryption(false);
    QTRY_VERIFY(!host->snapshot().encryptionRequired);
    Member again;
    QVERIFY(again.join(host.port(), QStringLiteral("Amina"), plain.token));
}

QTEST_GUILESS_MAIN(TestEncryption)
#include "tst_encryption.moc"
