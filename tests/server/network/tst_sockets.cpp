// What a socket may hold back for a peer that does not read, plain and under TLS (RELIABILITY 5, 6).
#include "server/network/cappedsocket.h"

#include <QNetworkProxy>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

#include <memory>

using namespace courtyard;

namespace {

// Made for this test and used nowhere else: openssl req -x509 -newkey ec -pkeyopt
// ec_paramgen_curve:prime256v1
constexpr char testKey[] = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgB0aN/br7GE1oCvPH
dY2xwxQYdzIEkFisiX/xRaFvn4uhRANCAATGudE7nVetl+RSnTyDOOIsxf3eDqYb
Xs1jFlAxV++4okreaRJ26Tp7q2zpwfuhsqRs7/W+opNsvS5BBqA1c11a
-----END PRIVATE KEY-----
)";
constexpr char testCertificate[] = R"(-----BEGIN CERTIFICATE-----
MIIBdDCCARugAwIBAgIUPKGpGRVsecrm3hg/30tEN4BKDPUwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjExMzA2MTNaGA8yMTI2MTAyODEzMDYx
M1owDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMa5
0TudV62X5FKdPIM44izF/d4OphtezWMWUDFX77iiSt5pEnbpOnurbOnB+6GypGzv
9b6ik2y9LkEGoDVzXVqjUzBRMB0GA1UdDgQWBBRgfV89V8fndYbv7+QawxA3e5cx
NDAfBgNVHSMEGDAWgBRgfV89V8fndYbv7+QawxA3e5cxNDAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0cAMEQCIEfqahM+I1x/8UmHFVMIzOfoePVm56/Lgy3F
EtknTrxuAiBQMOXMbiJzdhegamiO95f+tjxGaTFCyyyZY6LANIdwUA==
-----END CERTIFICATE-----
)";

/// Accepts with the socket that it is given.
class OneSocketServer final : public QTcpServer {
public:
    explicit OneSocketServer(QTcpSocket &socket) : m_socket(socket) { listen(QHostAddress::LocalHost); }

protected:
    void incomingConnection(qintptr descriptor) override { m_socket.setSocketDescriptor(descriptor); }

private:
    QTcpSocket &m_socket;
};

} // namespace

class TestSockets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aQueueIsFilledToItsCapAndNotOneByteMore_data();
    void aQueueIsFilledToItsCapAndNotOneByteMore();
    void whatTlsHoldsBackIsCounted();
};

void TestSockets::aQueueIsFilledToItsCapAndNotOneByteMore_data()
{
    QTest::addColumn<int>("past");
    QTest::newRow("at the cap") << 0;
    QTest::newRow("one past it") << 1;
}

void TestSockets::aQueueIsFilledToItsCapAndNotOneByteMore()
{
    QFETCH(int, past);
    constexpr int cap = 100'000;
    Traffic traffic;
    CappedSocket socket(cap, traffic, nullptr);
    OneSocketServer server(socket);
    QTcpSocket peer;
    peer.setProxy(QNetworkProxy::NoProxy);
    peer.connectToHost(server.serverAddress(), server.serverPort());
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    QSignalSpy overflowed(&socket, &CappedSocket::overflowed);
    socket.write(QByteArray(cap, 'x')); // nothing goes out before the event loop runs
    QCOMPARE(socket.queued(), cap);
    QVERIFY(!socket.isOverfull());
    socket.write(QByteArray(past, 'x'));
    QCOMPARE(socket.isOverfull(), past > 0);
    QCOMPARE(socket.queued(), cap);
    QCOMPARE(overflowed.size(), 0); // told from the event loop
    QTRY_COMPARE(peer.bytesAvailable(), cap);
    QCOMPARE(overflowed.size(), past);
    QCOMPARE(traffic.bytesOut, quint64(cap));
}

void TestSockets::whatTlsHoldsBackIsCounted()
{
    QSslSocket socket;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(testCertificate));
    configuration.setPrivateKey(QSslKey(testKey, QSsl::Ec));
    socket.setSslConfiguration(configuration);
    OneSocketServer server(socket);
    QSslSocket peer;
    peer.setProxy(QNetworkProxy::NoProxy);
    peer.setPeerVerifyMode(QSslSocket::VerifyNone);
    peer.setReadBufferSize(1024);
    peer.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.serverPort());
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    socket.startServerEncryption();
    QTRY_VERIFY(peer.isEncrypted() && socket.isEncrypted());
    constexpr qint64 much = 32 * 1024 * 1024; // more than the system's buffers take
    socket.write(QByteArray(much, 'x'));
    QVERIFY(unsentBytes(socket) >= much);
    QTRY_COMPARE(socket.bytesToWrite(), 0); // which alone would say that all is well
    QVERIFY2(unsentBytes(socket) > much / 2, qPrintable(QString::number(unsentBytes(socket))));
    peer.setReadBufferSize(0);
    QObject::connect(&peer, &QSslSocket::readyRead, &peer, [&peer] { peer.skip(peer.bytesAvailable()); });
    peer.skip(peer.bytesAvailable());
    QTRY_COMPARE_WITH_TIMEOUT(unsentBytes(socket), 0, 30'000);
}

QTEST_GUILESS_MAIN(TestSockets)
#include "tst_sockets.moc"
