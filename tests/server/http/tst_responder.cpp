// What a GET is answered (PROTOCOL §1), and what every answer carries (RELIABILITY, "The page").
#include "server/http/responder.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>
#include <QtEndian>

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

/// By a program that was not written here.
QByteArray gunzip(const QByteArray &gzip)
{
    QProcess process;
    process.start(QStringLiteral("gzip"), {QStringLiteral("-dc")});
    process.write(gzip);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished();
    return ended && process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
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
    void whatThePageNeedsIsNotSentTwice_data();
    void whatThePageNeedsIsNotSentTwice();
    void thePageItselfIsAlwaysOurs();
    void whatIsNamedByItsVersionIsKeptForGood_data();
    void whatIsNamedByItsVersionIsKeptForGood();
    void gzipIsForWhoTakesIt_data();
    void gzipIsForWhoTakesIt();
    void gzipIsTheSameContent_data();
    void gzipIsTheSameContent();
    void whatIsNoCompressionIsNotSentAsOne();
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
    row("/page.js", 200, "text/javascript; charset=utf-8");
    row("/about.json", 200, "application/json");
    row("/healthz", 200, "text/plain; charset=utf-8");
    row("/metrics", 200, "text/plain; version=0.0.4; charset=utf-8");
    row("/page.css", 200, "text/css; charset=utf-8");
    row("/protocol.js", 404, "text/plain; charset=utf-8"); // it is in page.js
    row("/nothing", 404, "text/plain; charset=utf-8");
    row("/web/index.html", 404, "text/plain; charset=utf-8");
    row("//index.html", 404, "text/plain; charset=utf-8");
    row("/index.html/", 404, "text/plain; charset=utf-8");
    row("/files/abc/x.png", 404, "text/plain; charset=utf-8");
    row("/help", 200, "text/html; charset=utf-8");
    row("/widget.js", 200, "text/javascript; charset=utf-8");
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

void TestResponder::whatThePageNeedsIsNotSentTwice_data()
{
    QTest::addColumn<QByteArray>("tags"); // @ stands for its tag
    QTest::addColumn<int>("status");
    QTest::newRow("the same") << QByteArray("@") << 304;
    QTest::newRow("weakly the same") << QByteArray("W/@") << 304;
    QTest::newRow("one of several") << QByteArray("\"old\", @") << 304;
    QTest::newRow("anything") << QByteArray("*") << 304;
    QTest::newRow("an old one") << QByteArray("\"old\"") << 200;
    QTest::newRow("nothing") << QByteArray("") << 200;
}

void TestResponder::whatThePageNeedsIsNotSentTwice()
{
    QFETCH(QByteArray, tags);
    QFETCH(int, status);
    for (const QByteArray accepted : {"identity", "gzip"}) {
        const QByteArray etag = value(answerTo(get("/page.js", {{"accept-encoding", accepted}})), "ETag");
        QVERIFY(etag.size() > 10 && etag.startsWith('"') && etag.endsWith('"'));
        const QByteArray asked = QByteArray(tags).replace("@", etag);
        const Response response =
            answerTo(get("/page.js", {{"accept-encoding", accepted}, {"if-none-match", asked}}));
        QCOMPARE(response.status, status);
        QCOMPARE(value(response, "ETag"), etag);
        QCOMPARE(value(response, "Vary"), "Accept-Encoding");
        QCOMPARE(value(response, "Cache-Control"), "no-cache");
        QCOMPARE(response.body.isEmpty(), status == 304);
    }
}

void TestResponder::thePageItselfIsAlwaysOurs()
{
    const Response response = answerTo(get("/", {{"if-none-match", "*"}}));
    QCOMPARE(response.status, 200);
    QCOMPARE(value(response, "ETag"), QByteArray());
    QCOMPARE(value(response, "Cache-Control"), "no-cache");
}

void TestResponder::whatIsNamedByItsVersionIsKeptForGood_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/page.js", "/page.css"})
        QTest::newRow(path) << QByteArray(path);
}

void TestResponder::whatIsNamedByItsVersionIsKeptForGood()
{
    QFETCH(QByteArray, path);
    const QByteArray html = answerTo(get("/")).body;
    const qsizetype start = html.indexOf(QByteArray(path + '?')) + path.size() + 1;
    Request request = get(path);
    request.query = html.mid(start, html.indexOf('"', start) - start);
    QVERIFY(request.query.startsWith("v="));
    QCOMPARE(value(answerTo(request), "Cache-Control"), "public, max-age=31536000, immutable");
    request.query = "v=another";
    QCOMPARE(answerTo(request).status, 200);
    QCOMPARE(value(answerTo(request), "Cache-Control"), "no-cache");
}

void TestResponder::gzipIsForWhoTakesIt_data()
{
    QTest::addColumn<QByteArray>("accepted");
    QTest::addColumn<bool>("gzip");
    QTest::newRow("a browser") << QByteArray("gzip, deflate, br") << true;
    QTest::newRow("in capitals, behind others") << QByteArray("br;q=1.0, GZIP;q=0.8") << true;
    QTest::newRow("nothing else") << QByteArray("identity") << false;
    QTest::newRow("refused") << QByteArray("gzip;q=0, deflate") << false;
    QTest::newRow("refused, with decimals") << QByteArray("gzip; q=0.000") << false;
    QTest::newRow("something like it") << QByteArray("x-gzipped") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestResponder::gzipIsForWhoTakesIt()
{
    QFETCH(QByteArray, accepted);
    QFETCH(bool, gzip);
    const Response plain = answerTo(get("/page.js"));
    const Response response = answerTo(get("/page.js", {{"accept-encoding", accepted}}));
    QCOMPARE(value(response, "Content-Encoding"), gzip ? QByteArray("gzip") : QByteArray());
    QCOMPARE(value(response, "Vary"), "Accept-Encoding");
    QCOMPARE(response.body.size() < plain.body.size(), gzip);
    QCOMPARE(value(response, "ETag") != value(plain, "ETag"), gzip);
    QCOMPARE(response.contentType, plain.contentType);
}

void TestResponder::gzipIsTheSameContent_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/", "/page.js", "/page.css", "/icons/courtyard.svg"})
        QTest::newRow(path) << QByteArray(path);
}

// RFC 1952: a header of ten bytes, what deflate made, CRC-32 and length. A browser checks the CRC (e2e_page).
void TestResponder::gzipIsTheSameContent()
{
    QFETCH(QByteArray, path);
    const QByteArray plain = answerTo(get(path)).body;
    const QByteArray gzip = answerTo(get(path, {{"accept-encoding", "gzip"}})).body;
    QCOMPARE(gzip.left(4), QByteArray::fromHex("1f8b0800"));
    QCOMPARE(qFromLittleEndian<quint32>(gzip.right(4).constData()), quint32(plain.size()));
    QCOMPARE(gunzip(gzip), plain);
}

void TestResponder::whatIsNoCompressionIsNotSentAsOne()
{
    const QByteArray body(1000, 'x');
    QCOMPARE(gzipOf(qCompress(body, 9), body).left(2), QByteArray::fromHex("1f8b"));
    QTest::ignoreMessage(QtWarningMsg, "qUncompress: Input data is corrupted");
    QCOMPARE(gzipOf(QByteArray(100, 'y'), body), QByteArray());
    QCOMPARE(gzipOf(qCompress("another"), body), QByteArray());
    QCOMPARE(gzipOf({}, body), QByteArray());
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
