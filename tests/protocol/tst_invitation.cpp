// Every form in which somebody may say where a host is; and what is no address.
#include "protocol/invitation.h"

#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

const QString fingerprint = u"0123456789abcdef"_s.repeated(4);

}

class TestInvitation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesAreRead_data();
    void addressesAreRead();
    void fragmentsAreRead_data();
    void fragmentsAreRead();
    void junkIsRefused_data();
    void junkIsRefused();
    void addressesAreWritten();
    void linksAreWritten();
    void linksReadBack_data();
    void linksReadBack();
};

void TestInvitation::addressesAreRead_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    const auto row = [](const char *typed, const char *host, int port) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(host) << port;
    };
    row("192.168.1.5", "192.168.1.5", 3000);
    row("192.168.1.5:3100", "192.168.1.5", 3100);
    row("  192.168.1.5:3100\n", "192.168.1.5", 3100);
    row(":3100", "127.0.0.1", 3100);
    row("0.0.0.0:1", "0.0.0.0", 1);
    row("255.255.255.255:65535", "255.255.255.255", 65535);
    row("localhost", "localhost", 3000);
    row("Field.Local", "field.local", 3000);
    row("field.local.", "field.local", 3000);
    row("field.local:80", "field.local", 80);
    row("my_phone", "my_phone", 3000);
    row("phone-2", "phone-2", 3000);
    row("clínica.local", "xn--clnica-4va.local", 3000);
    row("CLÍNICA.local", "xn--clnica-4va.local", 3000);
    row("xn--clnica-4va.local", "xn--clnica-4va.local", 3000);
    row("fe80::1", "fe80::1", 3000);
    row("FE80::1", "fe80::1", 3000);
    row("::1", "::1", 3000);
    row("2001:db8:0:0:0:0:0:1", "2001:db8::1", 3000);
    row("::ffff:192.168.1.5", "::ffff:192.168.1.5", 3000);
    row("fe80::1%eth0", "fe80::1%eth0", 3000);
    row("[fe80::1]", "fe80::1", 3000);
    row("[fe80::1]:3100", "fe80::1", 3100);
    row("[fe80::1%eth0]:3100", "fe80::1%eth0", 3100);
    row("[fe80::1%25eth0]:3100", "fe80::1%eth0", 3100);
    row("http://192.168.1.5:3100", "192.168.1.5", 3100);
    row("http://192.168.1.5:3100/", "192.168.1.5", 3100);
    row("HTTP://192.168.1.5:3100/", "192.168.1.5", 3100);
    row("http://192.168.1.5/", "192.168.1.5", 3000);
    row("http://[fe80::1]:3100/", "fe80::1", 3100);
    row("https://field.local:3100/", "field.local", 3100);
    row("ws://field.local:3100", "field.local", 3100);
    row("wss://field.local:3100", "field.local", 3100);
    row("courtyard:field.local:3100", "field.local", 3100);
    row("courtyard://field.local:3100/", "field.local", 3100);
    row("http://field.local:3100/?lang=ar", "field.local", 3100);
    row("field.local/", "field.local", 3000);
    row("192.168.1.5.", "192.168.1.5", 3000);
    row("http://192.168.1.5.:3100/", "192.168.1.5", 3100);
    row("192.168.1.5 : 3100", "192.168.1.5", 3100);
    row("\u2066192.168.1.5:3100\u2069", "192.168.1.5", 3100); // copied out of Arabic words
    row("\u0661\u0669\u0662.\u0661\u0666\u0668.\u0661.\u0665:\u0663\u0661\u0660\u0660", "192.168.1.5", 3100);
    row("field.local#", "field.local", 3000);
}

void TestInvitation::addressesAreRead()
{
    QFETCH(QString, typed);
    QFETCH(QString, host);
    QFETCH(int, port);
    const auto invitation = Invitation::parse(typed);
    QVERIFY(invitation.has_value());
    QCOMPARE(*invitation,
             (Invitation{.host = host, .port = quint16(port), .room = {}, .code = {}, .fingerprint = {}}));
}

void TestInvitation::fragmentsAreRead_data()
{
    QTest::addColumn<QString>("fragment");
    QTest::addColumn<QString>("room");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("print");
    QTest::newRow("all") << QString(u"room=lobby&code=481502&fp="_s + fingerprint) << u"lobby"_s
                         << u"481502"_s << fingerprint;
    QTest::newRow("in another order")
        << u"code=481502&room=lobby"_s << u"lobby"_s << u"481502"_s << QString();
    QTest::newRow("room alone") << u"room=lobby"_s << u"lobby"_s << QString() << QString();
    QTest::newRow("escaped room") << u"room=Night%20shift%20%26%20more%3D1"_s << u"Night shift & more=1"_s
                                  << QString() << QString();
    QTest::newRow("escaped letters") << u"room=%D8%B3%D9%84%D8%A7%D9%85"_s << u"سلام"_s << QString()
                                     << QString();
    QTest::newRow("plain letters") << u"room=سلام"_s << u"سلام"_s << QString() << QString();
    QTest::newRow("plus for a space") << u"room=Night+shift"_s << u"Night shift"_s << QString() << QString();
    QTest::newRow("escaped plus") << u"room=a%2Bb"_s << u"a+b"_s << QString() << QString();
    QTest::newRow("no values") << u"room=&code=&fp="_s << QString() << QString() << QString();
    QTest::newRow("unknown fields") << u"site=x&room=lobby&new"_s << u"lobby"_s << QString() << QString();
    QTest::newRow("capital fingerprint")
        << QString(u"fp="_s + fingerprint.toUpper()) << QString() << QString() << fingerprint;
}

void TestInvitation::fragmentsAreRead()
{
    QFETCH(QString, fragment);
    QFETCH(QString, room);
    QFETCH(QString, code);
    QFETCH(QString, print);
    for (const QString &address :
         {u"http://192.168.1.5:3100/"_s, u"192.168.1.5:3100"_s, u"courtyard:192.168.1.5:3100"_s}) {
        const auto invitation = Invitation::parse(address + u'#' + fragment);
        QVERIFY2(invitation.has_value(), qPrintable(address));
        QCOMPARE(
            *invitation,
            (Invitation{
                .host = u"192.168.1.5"_s, .port = 3100, .room = room, .code = code, .fingerprint = print}));
    }
}

void TestInvitation::junkIsRefused_data()
{
    QTest::addColumn<QString>("typed");
    const auto row = [](const char *typed) { QTest::newRow(typed) << QString::fromUtf8(typed); };
    for (const char *typed : {"",
                              "   ",
                              ":",
                              ":0",
                              ":65536",
                              ":x",
                              ":-1",
                              ":+80",
                              ":3 0",
                              "192.168.1",
                              "192.168.1.256",
                              "1.2.3.4.5",
                              "12345",
                              "192.168.1.5:",
                              "192.168.1.5:0",
                              "192.168.1.5:65536",
                              "192.168.1.5:99999999999",
                              "192.168.1.5:3000x",
                              "192.168.1.5/24",
                              "0x7f.1",
                              "1.2.3.4 5",
                              "two words",
                              "-field",
                              "field-",
                              "field..local",
                              ".field",
                              "a,b",
                              "a;b",
                              "user@field.local",
                              "http://user:pw@field.local/",
                              "ftp://field.local/",
                              "file:///etc/passwd",
                              "javascript:alert(1)",
                              "http://",
                              "http://:3100x",
                              "//field.local",
                              "/",
                              "#room=lobby",
                              "?",
                              "field.local/other",
                              "http://field.local:3000/help?desk=x",
                              "[fe80::1",
                              "fe80::1]",
                              "[fe80::1]x",
                              "[fe80::1]:",
                              "[192.168.1.5]",
                              "[]",
                              "[::1]:0",
                              ":::",
                              "1::2::3",
                              "fe80:::1",
                              "12345::1",
                              "g::1",
                              "1:2:3:4:5:6:7:8:9",
                              "fe80::1%",
                              "fe80::1%a b",
                              "field.local#fp=abc",
                              "field.local#room=%zz",
                              "field.local#room=%",
                              "field.local#room=a%00b",
                              "field.local#room=%ff",
                              "field.local#code=a%0Ab",
                              "<script>",
                              "a\\b"})
        row(typed);
    QTest::newRow("fingerprint of one digit too many") << QString(u"field.local#fp="_s + fingerprint + u'0');
    QTest::newRow("a label of 64") << QString(64, u'x');
    QTest::newRow("a name of 254") << QString(u"a."_s.repeated(126) + u"aa");
    QTest::newRow("very long") << QString(u"field.local#room="_s + QString(3000, u'x'));
}

void TestInvitation::junkIsRefused()
{
    QFETCH(QString, typed);
    QVERIFY(!Invitation::parse(typed).has_value());
}

void TestInvitation::addressesAreWritten()
{
    const auto address = [](const QString &host, quint16 port) {
        return Invitation{.host = host, .port = port, .room = {}, .code = {}, .fingerprint = {}}.address();
    };
    QCOMPARE(address(u"192.168.1.5"_s, 3000), u"192.168.1.5:3000");
    QCOMPARE(address(u"field.local"_s, 80), u"field.local:80");
    QCOMPARE(address(u"fe80::1"_s, 3000), u"[fe80::1]:3000");
}

void TestInvitation::linksAreWritten()
{
    const Invitation bare{.host = u"192.168.1.5"_s, .port = 80, .room = {}, .code = {}, .fingerprint = {}};
    QCOMPARE(bare.link().toString(QUrl::FullyEncoded), u"http://192.168.1.5:80/");
    const Invitation whole{.host = u"fe80::1"_s,
                           .port = 3000,
                           .room = u"Night shift & a+b=c#d%20"_s,
                           .code = u"481502"_s,
                           .fingerprint = fingerprint};
    QCOMPARE(whole.link().toString(QUrl::FullyEncoded),
             QString(u"http://[fe80::1]:3000/#room=Night%20shift%20%26%20a%2Bb%3Dc%23d%2520&code=481502&fp="_s
                     + fingerprint));
}

void TestInvitation::linksReadBack_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("room");
    for (const char *host :
         {"192.168.1.5", "field.local", "fe80::1", "fe80::1%eth0", "xn--clnica-4va.local"}) {
        for (const char *room :
             {"", "lobby", "Night shift", "a&b=c#d%+/?\"<>", "سلام 你好 🦊", "r_-_0"})
            QTest::addRow("%s %s", host, room) << QString::fromUtf8(host) << QString::fromUtf8(room);
    }
}

void TestInvitation::linksReadBack()
{
    QFETCH(QString, host);
    QFETCH(QString, room);
    const Invitation invitation{
        .host = host, .port = 3100, .room = room, .code = u"a+b/c=d"_s, .fingerprint = fingerprint};
    QVERIFY(invitation.link().isValid());
    QCOMPARE(Invitation::parse(invitation.link().toString(QUrl::FullyEncoded)), invitation);
    QCOMPARE(Invitation::parse(invitation.link().toString()), invitation);
    QCOMPARE(Invitation::parse(invitation.address())->host, host);
}

QTEST_APPLESS_MAIN(TestInvitation)
#include "tst_invitation.moc"
