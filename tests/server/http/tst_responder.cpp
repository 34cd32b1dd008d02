// What a GET is answered (PROTOCOL §1), and what every answer carries (RELIABILITY, "The page").
#include "server/http/responder.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace courtyard::http;

namespace {

SiteFacts facts()
{
    SiteFacts facts;
    facts.version = QStringLiteral("0.1.0");
    facts.hostId = QStringLiteral("h_1");
    facts.hostName = QStringLiteral("Field \"clinic\"");
    facts.people = 3;
    facts.code = true;
    return facts;
}

Request get(const QByteArray &path, const QList<Header> &headers = {}, const QByteArray &method = "GET")
{
    return {method, path, {}, headers, 1, 0};
}

Response answerTo(const Request &request, Responder::Client client = Responder::Client::Loopback)
{
    return Responder(facts, [] { return QByteArray("courtyard_people 3\n"); }).respond(request, client);
}

QByteArray value(const Response &response, const QByteArray &name)
{
    for (const Header &header : response.headers) {
        if (header.name == name)
            return header.value;
    }
    return {};
}

} // namespace

class TestResponder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pathsAreAnswered_data();
    void pathsAreAnswered();
    void methodsOtherThanReadingAreRefused_data();
    void methodsOtherThanReadingAreRefused();
    void aboutSaysWhatTheProtocolAsks();
    void metricsAreForThisComputerOnly();
    void metricsTellTheFacts();
    void thePageIsNotSentTwice_data();
    void thePageIsNotSentTwice();
    void everyAnswerGuardsThePage_data();
    void everyAnswerGuardsThePage();
    void headTellsTheLengthAndSendsNothing();
};

void TestResponder::pathsAreAnswered_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char *path, int status, const char *type) {
        QTest::newRow(path) << QByteArray(path) << status << QByteArray(type);
    };
    row("/", 200, "text/html; charset=utf-8");
    row("/index.html", 200, "text/html; charset=utf-8");
    row("/protocol.js", 200, "text/javascript; charset=utf-8");
    row("/about.json", 200, "application/json");
    row("/healthz", 200, "text/plain; charset=utf-8");
    row("/metrics", 200, "text/plain; version=0.0.4; charset=utf-8");
    row("/nothing", 404, "text/plain; charset=utf-8");
    row("/web/index.html", 404, "text/plain; charset=utf-8");
    row("//index.html", 404, "text/plain; charset=utf-8");
    row("/index.html/", 404, "text/plain; charset=utf-8");
    row("/files/abc/x.png", 404, "text/plain; charset=utf-8");
    row("/help", 404, "text/plain; charset=utf-8");
    row("/widget.js", 404, "text/plain; charset=utf-8");
}

void TestResponder::pathsAreAnswered()
{
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    const Response response = answerTo(get(path));
    QCOMPARE(response.status, status);
    QCOMPARE(response.contentType, type);
    QVERIFY(!response.body.isEmpty());
}

void TestResponder::methodsOtherThanReadingAreRefused_data()
{
    QTest::addColumn<QByteArray>("method");
    for (const char *method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"})
        QTest::newRow(method) << QByteArray(method);
}

void TestResponder::methodsOtherThanReadingAreRefused()
{
    QFETCH(QByteArray, method);
    const Response response = answerTo(get("/", {}, method));
    QCOMPARE(response.status, 405);
    QCOMPARE(value(response, "Allow"), "GET, HEAD");
    QVERIFY(response.closesConnection());
}

void TestResponder::aboutSaysWhatTheProtocolAsks()
{
    const QJsonObject about = QJsonDocument::fromJson(answerTo(get("/about.json")).body).object();
    QCOMPARE(about[QLatin1StringView("product")].toString(), QStringLiteral("courtyard"));
    QCOMPARE(about[QLatin1StringView("version")].toString(), QStringLiteral("0.1.0"));
    QCOMPARE(about[QLatin1StringView("protocol")].toInt(), 1);
    QCOMPARE(about[QLatin1StringView("host")][QLatin1StringView("id")].toString(), QStringLiteral("h_1"));
    QCOMPARE(about[QLatin1StringView("host")][QLatin1StringView("name")].toString(),
             QStringLiteral("Field \"clinic\""));
    QCOMPARE(about[QLatin1StringView("people")].toInt(), 3);
    QCOMPARE(about[QLatin1StringView("code")].toBool(), true);
    QVERIFY(about[QLatin1StringView("fingerprint")].isNull());
}

void TestResponder::metricsAreForThisComputerOnly()
{
    QCOMPARE(answerTo(get("/metrics"), Responder::Client::Remote).status, 403);
    QCOMPARE(answerTo(get("/metrics"), Responder::Client::Loopback).status, 200);
    QCOMPARE(answerTo(get("/healthz"), Responder::Client::Remote).status, 200);
}

void TestResponder::metricsTellTheFacts()
{
    QCOMPARE(answerTo(get("/metrics")).body, "courtyard_people 3\n"); // tst_metrics reads what a host gives
}

void TestResponder::thePageIsNotSentTwice_data()
{
    QTest::addColumn<QByteArray>("tags"); // @ stands for the tag of the page
    QTest::addColumn<int>("status");
    QTest::newRow("the same") << QByteArray("@") << 304;
    QTest::newRow("weakly the same") << QByteArray("W/@") << 304;
    QTest::newRow("one of several") << QByteArray("\"old\", @") << 304;
    QTest::newRow("anything") << QByteArray("*") << 304;
    QTest::newRow("an old one") << QByteArray("\"old\"") << 200;
    QTest::newRow("nothing") << QByteArray("") << 200;
}

void TestResponder::thePageIsNotSentTwice()
{
    QFETCH(QByteArray, tags);
    QFETCH(int, status);
    const QByteArray etag = value(answerTo(get("/")), "ETag");
    QVERIFY(etag.size() > 10 && etag.startsWith('"') && etag.endsWith('"'));
    const Response response = answerTo(get("/", {{"if-none-match", tags.replace("@", etag)}}));
    QCOMPARE(response.status, status);
    QCOMPARE(value(response, "ETag"), etag);
    QCOMPARE(value(response, "Cache-Control"), "no-cache");
    QCOMPARE(response.body.isEmpty(), status == 304);
}

void TestResponder::everyAnswerGuardsThePage_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/", "/about.json", "/healthz", "/nothing"})
        QTest::newRow(path) << QByteArray(path);
}

void TestResponder::everyAnswerGuardsThePage()
{
    QFETCH(QByteArray, path);
    const QByteArray bytes =
        toBytes(answerTo(get(path)), Body::Send, AfterAnswer::KeepAlive, QDateTime::currentDateTimeUtc());
    for (const char *header : {"Content-Security-Policy: default-src 'none'; script-src 'self'; style-src "
                               "'self'; img-src 'self' data: blob:; "
                               "media-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'; form-action "
                               "'none'; frame-ancestors 'none'\r\n",
                               "X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n",
                               "Cross-Origin-Resource-Policy: same-origin\r\n", "Connection: keep-alive\r\n"})
        QVERIFY2(bytes.contains(header), header);
}

void TestResponder::headTellsTheLengthAndSendsNothing()
{
    const Response response = answerTo(get("/", {}, "HEAD"));
    const QDateTime time(QDate(2026, 11, 21), QTime(9, 8, 7), Qt::UTC);
    const QByteArray bytes = toBytes(response, Body::Omit, AfterAnswer::Close, time);
    const QByteArray length = "\r\nContent-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    QVERIFY(bytes.contains(length));
    QVERIFY(bytes.contains("\r\nDate: Sat, 21 Nov 2026 09:08:07 GMT\r\n"));
    QVERIFY(bytes.contains("\r\nConnection: close\r\n"));
    QVERIFY(bytes.endsWith("\r\n\r\n"));
}

QTEST_APPLESS_MAIN(TestResponder)
#include "tst_responder.moc"
