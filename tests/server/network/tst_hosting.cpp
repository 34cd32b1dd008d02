// A whole host in this process: starting, being asked, talking, stopping, starting again.
#include "clients.h"
#include "server/hostcore.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QFileInfo>
#include <QTcpServer>

using namespace courtyard;
using namespace courtyard::test;
using namespace std::chrono_literals;

namespace {

QByteArray getRequest(const QByteArray &path, quint16 port, const QByteArray &more = {},
                      const QByteArray &method = "GET")
{
    return method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n" + more
        + "\r\n";
}

} // namespace

class TestHosting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHostSaysWhereItIs();
    void theOwnersTokenIsForItsOwnerOnly();
    void aTakenPortIsNamed();
    void aFolderInUseIsNamed();
    void aFolderThatCannotBeIsNamed();
    void requestsAreAnsweredInTheirOrder();
    void aConnectionIsKeptThenClosedWhenIdle();
    void anAnswerIsNotSentTwice();
    void headSendsNoBody();
    void http10Closes();
    void theSubprotocolIsAcceptedWhereOffered();
    void whatComesBehindTheHeadIsNotLost();
    void twoMembersTalk();
    void aLargeReplyArrivesWhole();
    void oneDeviceCanBeRemoved();
    void aStopIsSaidToEverybody();
    void aSecondStartKeepsEverything();
    void snapshotsComeAtMostTenTimesASecond();
    void aHostMayBeStoppedAtAnyMoment();
    void aStopThatComesBeforeTheStartIsAnswered();
    void aHostMayGoWithoutBeingStopped_data();
    void aHostMayGoWithoutBeingStopped();
};

void TestHosting::aHostSaysWhereItIs()
{
    RunningHost host;
    QVERIFY(host.start());
    const HostSnapshot &snapshot = host->snapshot();
    QVERIFY(snapshot.id.startsWith(QStringLiteral("h_")));
    QCOMPARE(snapshot.name, QStringLiteral("Test place"));
    QVERIFY(snapshot.port != 0);
    QCOMPARE(snapshot.addresses.size(), 1); // bound to loopback, so nothing else reaches it
    QCOMPARE(snapshot.addresses.constFirst().url, QStringLiteral("http://127.0.0.1:%1/").arg(snapshot.port));
    QCOMPARE(snapshot.code, QString());
    QCOMPARE(snapshot.people, 0);
}

void TestHosting::theOwnersTokenIsForItsOwnerOnly()
{
    RunningHost host;
    QVERIFY(host.start());
    const QString path = host.folder() + QStringLiteral("/owner-token");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromLatin1(file.readAll()).trimmed(), host->ownerToken());
#ifdef Q_OS_UNIX
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(path).permissions() & others));
#endif
    Member owner;
    QVERIFY(owner.join(host.port(), QStringLiteral("Owner"), host->ownerToken()));
    QCOMPARE(owner.messages.constFirst()[QLatin1StringView("me")][QLatin1StringView("role")].toString(),
             QStringLiteral("owner"));
}

void TestHosting::aTakenPortIsNamed()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const quint16 taken = other.serverPort();
    RunningHost host({}, [taken](HostConfig &config) { config.port = taken; });
    QVERIFY(!host.start());
    QVERIFY(host.failure());
    QCOMPARE(host.failure()->kind, HostFailure::Kind::PortTaken);
    QVERIFY(host.failure()->text.contains(QString::number(taken)));
    other.close();
    QVERIFY(host.start()); // and once it is free
}

void TestHosting::aFolderInUseIsNamed()
{
    RunningHost first;
    QVERIFY(first.start());
    RunningHost second({}, [&first](HostConfig &config) { config.dataFolder = first.folder(); });
    QVERIFY(!second.start());
    QVERIFY(second.failure());
    QCOMPARE(second.failure()->kind, HostFailure::Kind::FolderInUse);
    first.stop();
    QVERIFY(second.start());
}

void TestHosting::aFolderThatCannotBeIsNamed()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    RunningHost host(
        {}, [&](HostConfig &config) { config.dataFolder = file.fileName() + QStringLiteral("/data"); });
    QVERIFY(!host.start());
    QVERIFY(host.failure());
    QCOMPARE(host.failure()->kind, HostFailure::Kind::FolderNotWritable);
}

void TestHosting::requestsAreAnsweredInTheirOrder()
{
    RunningHost host;
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(host.port()));
    QByteArray requests;
    for (int i = 0; i < 20; ++i)
        requests += getRequest(i % 2 ? "/healthz" : "/about.json", host.port());
    peer.send(requests + getRequest("/nothing", host.port()) + getRequest("/healthz", host.port()));
    QVERIFY(peer.waitForClose()); // by the 404
    QCOMPARE(peer.received.count("HTTP/1.1 200 OK\r\n"), 20);
    QCOMPARE(peer.received.count("HTTP/1.1 404 "), 1);
    qsizetype at = 0;
    for (int i = 0; i < 20; ++i) {
        at = peer.received.indexOf(i % 2 ? "\r\n\r\nok" : "{\"code\"", at);
        QVERIFY2(at > 0, qPrintable(QString::number(i)));
    }
}

void TestHosting::aConnectionIsKeptThenClosedWhenIdle()
{
    Bounds bounds;
    bounds.idleAfterAnswer = 1500ms; // so long may this test take to ask again
    bounds.arrival = 60s;
    RunningHost host(bounds);
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(host.port()));
    for (int i = 1; i <= 2; ++i) {
        peer.send(getRequest("/healthz", host.port()));
        QTRY_COMPARE(peer.received.count("\r\n\r\nok"), i);
    }
    QVERIFY(peer.received.contains("Connection: keep-alive\r\n"));
    QVERIFY(peer.waitForClose());
    QCOMPARE(peer.socket.error(), QAbstractSocket::RemoteHostClosedError); // not reset
}

void TestHosting::anAnswerIsNotSentTwice()
{
    RunningHost host;
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(host.port()));
    peer.send(getRequest("/icons/courtyard.svg", host.port()));
    QVERIFY(peer.waitFor("</svg>"));
    const qsizetype start = peer.received.indexOf("ETag: ") + 6;
    const QByteArray etag = peer.received.mid(start, peer.received.indexOf('\r', start) - start);
    peer.received.clear();
    peer.send(getRequest("/icons/courtyard.svg", host.port(), "If-None-Match: " + etag + "\r\n"));
    QVERIFY(peer.waitFor("\r\n\r\n"));
    QVERIFY(peer.received.startsWith("HTTP/1.1 304 "));
    QVERIFY(!peer.received.contains("<svg"));
    const QByteArray header = "ETag: " + etag;
    QVERIFY(peer.received.contains(header));
}

void TestHosting::headSendsNoBody()
{
    RunningHost host;
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(host.port()));
    peer.send(getRequest("/healthz", host.port(), "Connection: close\r\n", "HEAD"));
    QVERIFY(peer.waitForClose());
    QVERIFY(peer.received.contains("Content-Length: 2\r\n"));
    QVERIFY(peer.received.endsWith("\r\n\r\n"));
}

void TestHosting::http10Closes()
{
    RunningHost host;
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(host.port()));
    peer.send("GET /healthz HTTP/1.0\r\n\r\n");
    QVERIFY(peer.waitForClose());
    QVERIFY(peer.received.endsWith("\r\n\r\nok"));
}

void TestHosting::theSubprotocolIsAcceptedWhereOffered()
{
    RunningHost host;
    QVERIFY(host.start());
    for (const QByteArray &offer :
         {QByteArray(), QByteArray("Sec-WebSocket-Protocol: other, courtyard.v1\r\n")}) {
        RawPeer peer;
        QVERIFY(peer.connectTo(host.port()));
        peer.send(RawPeer::upgradeHead(host.port(), offer));
        QVERIFY(peer.waitFor("\r\n\r\n"));
        QVERIFY(peer.received.startsWith("HTTP/1.1 101 "));
        QCOMPARE(peer.received.contains("Sec-WebSocket-Protocol: courtyard.v1\r\n"), !offer.isEmpty());
        QVERIFY(peer.received.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")); // RFC 6455 §1.3
    }
}

void TestHosting::whatComesBehindTheHeadIsNotLost()
{
    RunningHost host;
    QVERIFY(host.start());
    RawPeer peer;
    QVERIFY(peer.upgrade(host.port(),
                         textFrame("{\"type\":\"hello\",\"protocol\":1,\"name\":\"Hasty\",\"id\":1}")));
    QVERIFY(peer.waitFor("\"welcome\""));
}

void TestHosting::twoMembersTalk()
{
    RunningHost host;
    QVERIFY(host.start());
    Member amina, jorge;
    QVERIFY(amina.join(host.port(), QStringLiteral("Amina")));
    QVERIFY(jorge.join(host.port(), QStringLiteral("Jorge")));
    QTRY_COMPARE(host->snapshot().people, 2);
    QStringList said;
    for (int i = 0; i < 10; ++i) {
        said.append(QStringLiteral("message %1").arg(i));
        QCOMPARE((i % 2 ? amina : jorge).post(said.constLast())[QLatin1StringView("seq")].toInt(), i + 1);
    }
    QTRY_COMPARE(amina.texts(), said);
    QTRY_COMPARE(jorge.texts(), said);
}

void TestHosting::aLargeReplyArrivesWhole()
{
    RunningHost host({}, [](HostConfig &config) { config.rateLimit = false; });
    QVERIFY(host.start());
    Member amina;
    QVERIFY(amina.join(host.port(), QStringLiteral("Amina")));
    const QString text(16'000, QLatin1Char('x'));
    for (int i = 0; i < 80; ++i)
        amina.post(text);
    const QJsonObject history = amina.ask({{QStringLiteral("type"), QStringLiteral("history")},
                                           {QStringLiteral("room"), QStringLiteral("lobby")},
                                           {QStringLiteral("after"), 0}});
    const QJsonArray events = history[QLatin1StringView("events")].toArray();
    QVERIFY(events.size() > 50); // about 1 MiB of them
    for (const QJsonValue &event : events)
        QCOMPARE(event[QLatin1StringView("text")].toString(), text);
}

void TestHosting::oneDeviceCanBeRemoved()
{
    RunningHost host;
    QVERIFY(host.start());
    Member amina, jorge;
    QVERIFY(amina.join(host.port(), QStringLiteral("Amina")));
    QVERIFY(jorge.join(host.port(), QStringLiteral("Jorge")));
    QTRY_COMPARE(host->snapshot().devices.size(), 2);
    const HostDevice first = host->snapshot().devices.constFirst();
    QCOMPARE(first.name, QStringLiteral("Amina"));
    QCOMPARE(first.address, QStringLiteral("127.0.0.1"));
    QTRY_VERIFY(host->snapshot().devices.constFirst().latencyMs.has_value());
    host->removeDevice(first.connection);
    QTRY_COMPARE(amina.web.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(amina.messages.constLast()[QLatin1StringView("type")].toString(), QStringLiteral("bye"));
    QCOMPARE(amina.messages.constLast()[QLatin1StringView("code")].toString(), QStringLiteral("kicked"));
    QTRY_COMPARE(host->snapshot().devices.size(), 1);
    QCOMPARE(jorge.web.state(), QAbstractSocket::ConnectedState);
}

void TestHosting::aStopIsSaidToEverybody()
{
    RunningHost host;
    QVERIFY(host.start());
    Member amina;
    QVERIFY(amina.join(host.port(), QStringLiteral("Amina")));
    RawPeer silent;
    QVERIFY(silent.connectTo(host.port()));
    QSignalSpy stopped(&*host, &Host::stopped);
    host->stop();
    QTRY_COMPARE(stopped.size(), 1);
    QTRY_COMPARE(amina.web.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(amina.messages.constLast()[QLatin1StringView("code")].toString(), QStringLiteral("stopping"));
    QCOMPARE(amina.web.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    QTRY_VERIFY(silent.isClosed());
}

void TestHosting::aSecondStartKeepsEverything()
{
    RunningHost host;
    QVERIFY(host.start());
    const QString id = host->snapshot().id;
    QString token;
    {
        Member amina;
        QVERIFY(amina.join(host.port(), QStringLiteral("Amina")));
        token = amina.token;
        QCOMPARE(amina.post(QStringLiteral("kept"))[QLatin1StringView("seq")].toInt(), 1);
    }
    host.stop();
    QVERIFY(host.start());
    QCOMPARE(host->snapshot().id, id);
    Member amina;
    QVERIFY(amina.join(host.port(), QStringLiteral("ignored"), token));
    QCOMPARE(amina.messages.constFirst()[QLatin1StringView("me")][QLatin1StringView("name")].toString(),
             QStringLiteral("Amina"));
    const QJsonArray events = amina.lobby[QLatin1StringView("events")].toArray();
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first()[QLatin1StringView("text")].toString(), QStringLiteral("kept"));
}

void TestHosting::snapshotsComeAtMostTenTimesASecond()
{
    RunningHost host({}, [](HostConfig &config) { config.rateLimit = false; });
    QVERIFY(host.start());
    QSignalSpy changed(&*host, &Host::changed);
    QElapsedTimer watch;
    watch.start();
    for (int i = 0; i < 40; ++i) {
        Member member;
        QVERIFY(member.join(host.port(), QStringLiteral("Member %1").arg(i)));
    }
    QTRY_COMPARE(host->snapshot().devices.size(), 0);
    QVERIFY(changed.size() >= 1);
    QVERIFY2(changed.size() <= 2 + watch.elapsed() / 100, qPrintable(QString::number(changed.size())));
}

void TestHosting::aHostMayBeStoppedAtAnyMoment()
{
    for (int spins = 0; spins < 12; ++spins) {
        RunningHost host;
        if (spins % 3 == 0) {
            QVERIFY(host.start());
            continue; // the destructor stops it
        }
        QTemporaryDir folder;
        HostConfig config;
        config.port = 0;
        config.dataFolder = folder.path();
        Host early(config);
        early.start();
        for (int i = 0; i < spins; ++i)
            QCoreApplication::processEvents();
        early.stop();
    }
}

void TestHosting::aStopThatComesBeforeTheStartIsAnswered()
{
    QTemporaryDir folder;
    HostConfig config;
    config.port = 0;
    config.dataFolder = folder.path();
    HostCore core(config, {});
    QSignalSpy stopped(&core, &HostCore::stopped), listening(&core, &HostCore::listening);
    core.stop(); // the owner was faster than the network thread
    core.start();
    QTRY_COMPARE(stopped.size(), 1);
    QVERIFY(QDir(folder.path()).isEmpty());
    core.stop();
    QCOMPARE(stopped.size(), 1);
    QCOMPARE(listening.size(), 0);
}

void TestHosting::aHostMayGoWithoutBeingStopped_data()
{
    QTest::addColumn<bool>("spin");
    QTest::newRow("while they come in") << false;
    QTest::newRow("when all are in") << true;
}

// Whatever a connection is just then: the address sanitizer finds who outlives whom.
void TestHosting::aHostMayGoWithoutBeingStopped()
{
    QFETCH(bool, spin);
    QTemporaryDir folder;
    auto core = std::make_unique<HostCore>(localHost(folder.path()), Bounds());
    QSignalSpy listening(core.get(), &HostCore::listening);
    core->start();
    QTRY_COMPARE(listening.size(), 1);
    const quint16 port = listening.constFirst().constFirst().value<HostSnapshot>().port;
    const QByteArray hello = textFrame("{\"type\":\"hello\",\"protocol\":1,\"name\":\"Amina\"}");
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (const QByteArray &said :
         {QByteArray(), QByteArray("GET / HT"), getRequest("/healthz", port), getRequest("/nothing", port),
          RawPeer::upgradeHead(port), QByteArray(RawPeer::upgradeHead(port) + hello.first(10)),
          QByteArray(RawPeer::upgradeHead(port) + hello)}) {
        peers.push_back(std::make_unique<RawPeer>());
        QVERIFY(peers.back()->connectTo(port));
        peers.back()->send(said);
        peers.back()->socket.flush();
    }
    if (spin)
        QVERIFY(peers.back()->waitFor("\"welcome\""));
    core.reset();
    for (const auto &peer : peers)
        QVERIFY(peer->waitForClose());
}

QTEST_GUILESS_MAIN(TestHosting)
#include "tst_hosting.moc"
