// The head of a request, row by row: what is read, what is refused, what is waited for (RFC 9112, RELIABILITY
// 2, 3).
#include "server/http/request.h"

#include <QTest>

using namespace courtyard::http;

namespace {

QByteArray headOf(const QByteArray &requestLine, const QByteArray &headers = "Host: a\r\n")
{
    return requestLine + "\r\n" + headers + "\r\n";
}

QByteArray lines(int count)
{
    QByteArray headers = "Host: a\r\n";
    for (int i = 1; i < count; ++i)
        headers += "X" + QByteArray::number(i) + ": 1\r\n";
    return headers;
}

QByteArray ofSize(int bytes)
{
    const QByteArray empty = headOf("GET / HTTP/1.1", "Host: a\r\nX: \r\n");
    return headOf("GET / HTTP/1.1", "Host: a\r\nX: " + QByteArray(bytes - empty.size(), 'x') + "\r\n");
}

constexpr int whole = 200; // stands for: read without complaint
constexpr int more = 100; // stands for: incomplete

int verdict(const QByteArray &bytes)
{
    const auto head = parseHead(bytes);
    if (std::holds_alternative<Incomplete>(head))
        return more;
    if (const auto *malformed = std::get_if<Malformed>(&head))
        return malformed->status;
    return whole;
}

} // namespace

class TestRequest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headsAreJudged_data();
    void headsAreJudged();
    void theSameIsSaidHoweverTheBytesCome_data() { headsAreJudged_data(); }
    void theSameIsSaidHoweverTheBytesCome();
    void partsAreRead();
    void pathsAreDecoded_data();
    void pathsAreDecoded();
    void aHeaderThatStandsTwiceHasNoValue();
    void whatFollowsTheHeadIsLeftAlone();
};

void TestRequest::headsAreJudged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, int expected) {
        QTest::newRow(name) << bytes << expected;
    };
    // Good ones
    row("plain GET", headOf("GET / HTTP/1.1"), whole);
    row("HEAD", headOf("HEAD / HTTP/1.1"), whole);
    row("any token is a method", headOf("M-SEARCH /x HTTP/1.1"), whole);
    row("HTTP/1.0 without Host", headOf("GET / HTTP/1.0", ""), whole);
    row("a later minor version", headOf("GET / HTTP/1.2"), whole);
    row("query", headOf("GET /a?b=c&d=%20e HTTP/1.1"), whole);
    row("empty query", headOf("GET /? HTTP/1.1"), whole);
    row("question mark in the query", headOf("GET /?a?b HTTP/1.1"), whole);
    row("dots in the query", headOf("GET /?../.. HTTP/1.1"), whole);
    row("three dots are a name", headOf("GET /... HTTP/1.1"), whole);
    row("empty header value", headOf("GET / HTTP/1.1", "Host: a\r\nX:\r\n"), whole);
    row("empty Host", headOf("GET / HTTP/1.1", "Host:\r\n"), whole);
    row("no space after the colon", headOf("GET / HTTP/1.1", "Host:a\r\n"), whole);
    row("tab within a value", headOf("GET / HTTP/1.1", "Host: a\r\nX: b\tc\r\n"), whole);
    row("Latin-1 in a value", headOf("GET / HTTP/1.1", "Host: a\r\nX: caf\xe9\r\n"), whole);
    row("other headers twice", headOf("GET / HTTP/1.1", "Host: a\r\nX: 1\r\nX: 2\r\n"), whole);
    row("body of no bytes", headOf("GET / HTTP/1.1", "Host: a\r\nContent-Length: 0\r\n"), whole);
    row("body of another method", headOf("POST / HTTP/1.1", "Host: a\r\nContent-Length: 5\r\n"), whole);
    row("64 lines", headOf("GET / HTTP/1.1", lines(64)), whole);
    row("16 KiB", ofSize(maxHeadBytes), whole);
    // Unfinished ones
    row("nothing", "", more);
    row("one letter", "G", more);
    row("half a request line", "GET / HT", more);
    row("CR without its LF yet", "GET / HTTP/1.1\r", more);
    row("no empty line yet", "GET / HTTP/1.1\r\nHost: a\r\n", more);
    row("half an empty line", "GET / HTTP/1.1\r\nHost: a\r\n\r", more);
    row("half a header", "GET / HTTP/1.1\r\nHo", more);
    row("64 lines and no end", "GET / HTTP/1.1\r\n" + lines(64), more);
    // Request lines
    row("empty line first", "\r\n" + headOf("GET / HTTP/1.1"), 400);
    row("bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400);
    row("bare LF in the headers", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400);
    row("lone LF", "\n", 400);
    row("bare CR", headOf("GET / HTTP/1.1", "Host: a\r\nX: b\rc\r\n"), 400);
    row("bare CR before a value", headOf("GET / HTTP/1.1", "Host: a\r\nX: \rb\r\n"), 400);
    row("bare CR behind a value", headOf("GET / HTTP/1.1", "Host: a\r\nX: b\r\r\n"), 400);
    row("form feed before a value", headOf("GET / HTTP/1.1", "Host: \fa\r\n"), 400);
    row("CR CR LF", "GET / HTTP/1.1\r\r\n", 400);
    row("no version", headOf("GET /"), 400);
    row("one word", headOf("GET"), 400);
    row("leading space", headOf(" GET / HTTP/1.1"), 400);
    row("two spaces", headOf("GET  / HTTP/1.1"), 400);
    row("trailing space", headOf("GET / HTTP/1.1 "), 400);
    row("space in the target", headOf("GET /a b HTTP/1.1"), 400);
    row("method with a colon", headOf("GE:T / HTTP/1.1"), 400);
    row("lowercase protocol", headOf("GET / http/1.1"), 400);
    row("version of two digits", headOf("GET / HTTP/1.10"), 400);
    row("no digits in the version", headOf("GET / HTTP/x.y"), 400);
    row("another protocol", headOf("SSH-2.0-OpenSSH_9.2"), 400);
    row("HTTP/2", headOf("GET / HTTP/2.0"), 505);
    row("HTTP/0.9", headOf("GET / HTTP/0.9"), 505);
    row("preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    // Targets
    row("absolute form", headOf("GET http://a/ HTTP/1.1"), 400);
    row("authority form", headOf("CONNECT a:80 HTTP/1.1"), 400);
    row("asterisk form", headOf("OPTIONS * HTTP/1.1"), 400);
    row("relative", headOf("GET a HTTP/1.1"), 400);
    row("fragment", headOf("GET /#a HTTP/1.1"), 400);
    row("backslash", headOf("GET /a\\b HTTP/1.1"), 400);
    row("raw UTF-8", headOf("GET /\xc3\xa9 HTTP/1.1"), 400);
    row("dot dot", headOf("GET /../etc/passwd HTTP/1.1"), 400);
    row("dot dot at the end", headOf("GET /a/.. HTTP/1.1"), 400);
    row("escaped dot dot", headOf("GET /%2e%2E/x HTTP/1.1"), 400);
    row("single dot", headOf("GET /./a HTTP/1.1"), 400);
    row("escaped slash", headOf("GET /a%2fb HTTP/1.1"), 400);
    row("escaped NUL", headOf("GET /a%00 HTTP/1.1"), 400);
    row("escaped line feed", headOf("GET /a%0A HTTP/1.1"), 400);
    row("broken escape", headOf("GET /a%4 HTTP/1.1"), 400);
    row("escape of no hex", headOf("GET /a%zz HTTP/1.1"), 400);
    row("percent at the end", headOf("GET /a% HTTP/1.1"), 400);
    // Headers
    row("NUL", headOf("GET / HTTP/1.1", QByteArray("Host: a\r\nX: b\0c\r\n", 17)), 400);
    row("NUL in an unfinished line", QByteArray("GET / HTTP/1.1\r\nX: \0", 20), 400);
    row("NUL first", QByteArray("\0\0\0", 3), 400);
    row("escape character", headOf("GET / HTTP/1.1", "Host: a\r\nX: \x1b[31m\r\n"), 400);
    row("DEL", headOf("GET / HTTP/1.1", "Host: a\r\nX: \x7f\r\n"), 400);
    row("no colon", headOf("GET / HTTP/1.1", "Host: a\r\nabc\r\n"), 400);
    row("no name", headOf("GET / HTTP/1.1", "Host: a\r\n: b\r\n"), 400);
    row("space before the colon", headOf("GET / HTTP/1.1", "Host : a\r\n"), 400);
    row("space in a name", headOf("GET / HTTP/1.1", "Host: a\r\nX Y: b\r\n"), 400);
    row("UTF-8 in a name", headOf("GET / HTTP/1.1", "Host: a\r\nX\xc3\xa9: b\r\n"), 400);
    row("folded line", headOf("GET / HTTP/1.1", "Host: a\r\nX: b\r\n c\r\n"), 400);
    row("folded first line", headOf("GET / HTTP/1.1", "\tHost: a\r\n"), 400);
    row("no Host", headOf("GET / HTTP/1.1", ""), 400);
    row("two Hosts", headOf("GET / HTTP/1.1", "Host: a\r\nHost: b\r\n"), 400);
    row("two Hosts in two cases", headOf("GET / HTTP/1.1", "Host: a\r\nhOST: a\r\n"), 400);
    row("two Hosts in HTTP/1.0", headOf("GET / HTTP/1.0", "Host: a\r\nHost: a\r\n"), 400);
    row("body", headOf("GET / HTTP/1.1", "Host: a\r\nContent-Length: 5\r\n"), 400);
    row("negative body", headOf("GET / HTTP/1.1", "Host: a\r\nContent-Length: -1\r\n"), 400);
    row("two lengths", headOf("GET / HTTP/1.1", "Host: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n"),
        400);
    row("chunked body", headOf("GET / HTTP/1.1", "Host: a\r\nTransfer-Encoding: chunked\r\n"), 400);
    // Bounds
    row("65 lines", headOf("GET / HTTP/1.1", lines(65)), 431);
    row("200 lines", headOf("GET / HTTP/1.1", lines(200)), 431);
    row("16 KiB and one", ofSize(maxHeadBytes + 1), 431);
    row("20 KiB", ofSize(20 * 1024), 431);
    row("a target without end", "GET /" + QByteArray(maxHeadBytes, 'a'), 431);
}

void TestRequest::headsAreJudged()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, expected);
    QCOMPARE(verdict(bytes), expected);
}

void TestRequest::theSameIsSaidHoweverTheBytesCome()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, expected);
    // Byte by byte, as a slow peer sends it: nothing may be said too early, and nothing be taken back.
    const int step = bytes.size() > 2048 ? 61 : 1;
    int said = more;
    for (qsizetype size = 0; said == more; size += step) {
        said = verdict(bytes.first(qMin(size, bytes.size())));
        if (size >= bytes.size())
            break;
    }
    QCOMPARE(said, expected);
}

void TestRequest::partsAreRead()
{
    const QByteArray bytes =
        headOf("GET /a/b.js?q=1%20 HTTP/1.1",
               "Host: field.local:3000\r\nX-Some-THING: \t two words \t\r\nX-Empty:\r\n");
    const auto head = parseHead(bytes);
    QVERIFY(std::holds_alternative<Request>(head));
    const Request &request = std::get<Request>(head);
    QCOMPARE(request.method, "GET");
    QCOMPARE(request.path, "/a/b.js");
    QCOMPARE(request.query, "q=1%20");
    QCOMPARE(request.minorVersion, 1);
    QCOMPARE(request.headBytes, int(bytes.size()));
    QCOMPARE(request.headers.size(), 3);
    QCOMPARE(request.header("host").value_or("none"), "field.local:3000");
    QCOMPARE(request.header("x-some-thing").value_or("none"), "two words");
    QCOMPARE(request.header("x-empty").value_or("none"), "");
    QVERIFY(!request.header("x-absent"));
}

void TestRequest::pathsAreDecoded_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("root") << QByteArray("/") << QByteArray("/");
    QTest::newRow("space") << QByteArray("/a%20b") << QByteArray("/a b");
    QTest::newRow("UTF-8") << QByteArray("/%D8%B3%D9%84%D8%A7%D9%85")
                           << QByteArray("/\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85");
    QTest::newRow("percent itself") << QByteArray("/100%25") << QByteArray("/100%");
    QTest::newRow("escaped question mark") << QByteArray("/a%3Fb?c") << QByteArray("/a?b");
    QTest::newRow("plus stays") << QByteArray("/a+b") << QByteArray("/a+b");
    QTest::newRow("escape at the very end") << QByteArray("/a%41") << QByteArray("/aA");
}

void TestRequest::pathsAreDecoded()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, path);
    const auto head = parseHead(QByteArray(headOf("GET " + target + " HTTP/1.1")));
    QVERIFY(std::holds_alternative<Request>(head));
    QCOMPARE(std::get<Request>(head).path, path);
}

void TestRequest::aHeaderThatStandsTwiceHasNoValue()
{
    const auto head = parseHead(QByteArray(headOf("GET / HTTP/1.1", "Host: a\r\nX: 1\r\nx: 2\r\n")));
    QVERIFY(std::holds_alternative<Request>(head));
    QVERIFY(!std::get<Request>(head).header("x"));
    QCOMPARE(std::get<Request>(head).count("x"), 2);
}

void TestRequest::whatFollowsTheHeadIsLeftAlone()
{
    const QByteArray first = headOf("GET /1 HTTP/1.1");
    const QByteArray bytes = first + headOf("GET /2 HTTP/1.1") + QByteArray("\0\n", 2);
    const auto head = parseHead(bytes);
    QVERIFY(std::holds_alternative<Request>(head));
    QCOMPARE(std::get<Request>(head).path, "/1");
    QCOMPARE(std::get<Request>(head).headBytes, int(first.size()));
}

QTEST_APPLESS_MAIN(TestRequest)
#include "tst_request.moc"
