// Who may ask here, and which pages may open the WebSocket (RELIABILITY 3 and "Trust").
#include "server/http/gate.h"

#include <QTest>

using namespace courtyard::http;

namespace {

const QHostAddress reachedAt(QStringLiteral("172.17.0.2"));

Gate gate()
{
    Gate gate(QStringLiteral("Clinic.example.org"),
              {QStringLiteral("https://Shop.example/"), QStringLiteral("http://b:81")});
    gate.setAddresses({QHostAddress(QStringLiteral("192.168.1.5")), QHostAddress(QStringLiteral("fd00::5")),
                       QHostAddress(QStringLiteral("fe80::1%eth0")), QHostAddress(QHostAddress::LocalHost)});
    return gate;
}

Request requestWith(const QList<Header> &headers, const QByteArray &method = "GET")
{
    return {method, "/ws", {}, headers, 1, 0};
}

QList<Header> upgradeHeaders()
{
    return {{"host", "192.168.1.5:3000"},
            {"upgrade", "websocket"},
            {"connection", "Upgrade"},
            {"sec-websocket-version", "13"},
            {"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="}};
}

int statusOf(const std::optional<Response> &refusal)
{
    return refusal ? refusal->status : 0;
}

} // namespace

class TestGate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hostsAreJudged_data();
    void hostsAreJudged();
    void aRequestWithoutHostPasses();
    void originsAreJudged_data();
    void originsAreJudged();
    void upgradesAreJudged_data();
    void upgradesAreJudged();
    void theOldVersionIsToldTheNewOne();
    void twoOriginsAreRefused();
    void inTheClearTheWayIsToldAndNothingElse_data();
    void inTheClearTheWayIsToldAndNothingElse();
};

void TestGate::hostsAreJudged_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    const auto row = [](const char *host, int status) { QTest::newRow(host) << QByteArray(host) << status; };
    row("192.168.1.5", 0);
    row("192.168.1.5:3000", 0);
    row("192.168.1.5:8080", 0); // a forwarded port
    row("172.17.0.2:3000", 0); // what the connection came in by
    row("127.0.0.1:3000", 0);
    row("127.0.0.2", 0);
    row("[::1]:3000", 0);
    row("[0:0:0:0:0:0:0:1]", 0);
    row("[fd00::5]", 0);
    row("[FD00:0::5]:3000", 0);
    row("[fe80::1]:3000", 0);
    row("[::ffff:192.168.1.5]", 0);
    row("localhost", 0);
    row("LOCALHOST:3000", 0);
    row("localhost.", 0);
    row("clinic", 0);
    row("Clinic:3000", 0);
    row("clinic.local", 0);
    row("192.168.1.6:3000", 421);
    row("[fd00::6]", 421);
    row("clinic.example.org", 421); // a name that somebody else's DNS may answer for
    row("localhost.evil.example", 421);
    row("evil.example:3000", 421);
    row("xclinic", 421);
    row("0.0.0.0", 421);
    row("", 400);
    row(":3000", 400);
    row("192.168.1.5:", 400);
    row("192.168.1.5:x", 400);
    row("192.168.1.5:+80", 400);
    row("192.168.1.5:99999", 400);
    row("[::1", 400);
    row("[]", 400);
    row("[::1]3000", 400);
    row("a@localhost", 421);
}

void TestGate::hostsAreJudged()
{
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    QCOMPARE(statusOf(gate().refuseHost(requestWith({{"host", host}}), reachedAt)), status);
}

void TestGate::aRequestWithoutHostPasses()
{
    QCOMPARE(statusOf(gate().refuseHost(requestWith({}), reachedAt)),
             0); // HTTP/1.0: parseHead refuses it in 1.1
}

void TestGate::originsAreJudged_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("status");
    const auto row = [](const char *host, const char *origin, int status) {
        QTest::newRow(
            qPrintable(QStringLiteral("%1 at %2").arg(QLatin1StringView(origin), QLatin1StringView(host))))
            << QByteArray(host) << QByteArray(origin) << status;
    };
    row("192.168.1.5:3000", "http://192.168.1.5:3000", 0);
    row("192.168.1.5:3000", "HTTP://192.168.1.5:3000", 0);
    row("192.168.1.5:3000", "https://192.168.1.5:3000", 0);
    row("Clinic.local:3000", "http://clinic.local:3000", 0);
    row("localhost", "http://localhost", 0);
    row("localhost:80", "http://localhost", 0);
    row("localhost", "https://localhost:443", 0);
    row("[::1]:3000", "http://[::1]:3000", 0);
    row("192.168.1.5:3000", "https://shop.example", 0);
    row("192.168.1.5:3000", "http://b:81", 0);
    row("192.168.1.5:3000", "http://192.168.1.5:3001", 403);
    row("192.168.1.5:3000", "http://192.168.1.5", 403);
    row("192.168.1.5:3000", "http://192.168.1.6:3000", 403);
    row("192.168.1.5:3000", "http://evil.example", 403);
    row("192.168.1.5:3000", "http://shop.example", 403);
    row("192.168.1.5:3000", "https://shop.example.evil.example", 403);
    row("192.168.1.5:3000", "null", 403);
    row("192.168.1.5:3000", "", 403);
    row("192.168.1.5:3000", "file://", 403);
    row("192.168.1.5:3000", "chrome-extension://192.168.1.5:3000", 403);
    row("192.168.1.5:3000", "://192.168.1.5:3000", 403);
    row("192.168.1.5:3000", "192.168.1.5:3000", 403);
}

void TestGate::originsAreJudged()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, origin);
    QFETCH(int, status);
    QList<Header> headers = upgradeHeaders();
    headers[0].value = host;
    headers.append(Header{"origin", origin});
    QCOMPARE(statusOf(gate().refuseUpgrade(requestWith(headers))), status);
}

void TestGate::upgradesAreJudged_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value"); // "-": the header is left out
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *value, int status) {
        QTest::newRow(
            qPrintable(QStringLiteral("%1: %2").arg(QLatin1StringView(name), QLatin1StringView(value))))
            << QByteArray(name) << QByteArray(value) << status;
    };
    row("upgrade", "websocket", 0);
    row("upgrade", "WebSocket", 0);
    row("upgrade", "h2c, websocket", 0);
    row("upgrade", "-", 400);
    row("upgrade", "h2c", 400);
    row("upgrade", "websockets", 400);
    row("connection", "keep-alive, Upgrade", 0);
    row("connection", "-", 400);
    row("connection", "keep-alive", 400);
    row("sec-websocket-version", "8", 426);
    row("sec-websocket-version", "14", 426);
    row("sec-websocket-version", "13, 8", 426);
    row("sec-websocket-version", "-", 426);
    row("sec-websocket-key", "-", 400);
    row("sec-websocket-key", "", 400);
    row("sec-websocket-key", "dGhlIHNhbXBsZQ==", 400);
    row("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ", 400);
    row("sec-websocket-key", "!!hlIHNhbXBsZSBub25jZQ==", 400);
    row("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZXh4", 400);
}

void TestGate::upgradesAreJudged()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    QList<Header> headers = upgradeHeaders();
    headers.removeIf([&name](const Header &header) { return header.name == name; });
    if (value != "-")
        headers.append(Header{name, value});
    QCOMPARE(statusOf(gate().refuseUpgrade(requestWith(headers))), status);
}

void TestGate::theOldVersionIsToldTheNewOne()
{
    QList<Header> headers = upgradeHeaders();
    headers[3].value = "8";
    const auto refusal = gate().refuseUpgrade(requestWith(headers));
    QVERIFY(refusal);
    const QByteArray bytes =
        toBytes(*refusal, Body::Send, AfterAnswer::Close, QDateTime::currentDateTimeUtc());
    QVERIFY(bytes.startsWith("HTTP/1.1 426 "));
    QVERIFY(bytes.contains("\r\nSec-WebSocket-Version: 13\r\n"));
}

void TestGate::twoOriginsAreRefused()
{
    QList<Header> headers = upgradeHeaders();
    headers += {{"origin", "http://192.168.1.5:3000"}, {"origin", "http://evil.example"}};
    QCOMPARE(statusOf(gate().refuseUpgrade(requestWith(headers))), 400);
}

void TestGate::inTheClearTheWayIsToldAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QList<Header>>("headers");
    QTest::addColumn<QByteArray>("location"); // empty: refused
    const QList<Header> host{{"host", "192.168.1.5:3000"}};
    const QByteArray there = "https://192.168.1.5:3000";
    QTest::newRow("page") << QByteArray("GET") << QByteArray("/") << QByteArray() << host << there + '/';
    QTest::newRow("head") << QByteArray("HEAD") << QByteArray("/about.json") << QByteArray() << host
                          << there + "/about.json";
    QTest::newRow("query") << QByteArray("GET") << QByteArray("/help") << QByteArray("desk=a%20b") << host
                           << there + "/help?desk=a%20b";
    QTest::newRow("what would break the line") << QByteArray("GET") << QByteArray("/a\r\nX: y z")
                                               << QByteArray() << host << there + "/a%0D%0AX:%20y%20z";
    QTest::newRow("what would be another host") << QByteArray("GET") << QByteArray("//evil.example/")
                                                << QByteArray() << host << there + "//evil.example/";
    QTest::newRow("port 80, unsaid") << QByteArray("GET") << QByteArray("/") << QByteArray()
                                     << QList<Header>{{"host", "[fd00::5]"}}
                                     << QByteArray("https://[fd00::5]:80/");
    QTest::newRow("post") << QByteArray("POST") << QByteArray("/") << QByteArray() << host << QByteArray();
    QTest::newRow("ws") << QByteArray("GET") << QByteArray("/ws") << QByteArray() << upgradeHeaders()
                        << QByteArray();
    QTest::newRow("no host") << QByteArray("GET") << QByteArray("/") << QByteArray() << QList<Header>()
                             << QByteArray();
}

void TestGate::inTheClearTheWayIsToldAndNothingElse()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, query);
    QFETCH(QList<Header>, headers);
    QFETCH(QByteArray, location);
    Gate strict = gate();
    const Request request{method, path, query, headers, 1, 0};
    QVERIFY(!strict.refusePlain(request));
    strict.requireEncryption(true);
    const auto answer = strict.refusePlain(request);
    QVERIFY(answer);
    QCOMPARE(answer->status, location.isEmpty() ? 403 : 307);
    QByteArray told;
    for (const Header &header : answer->headers)
        told = header.name == "Location" ? header.value : told;
    QCOMPARE(told, location);
}

QTEST_APPLESS_MAIN(TestGate)
#include "tst_gate.moc"
