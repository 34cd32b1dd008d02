#include "protocol/beacon.h"

#include "protocol/limits.h"

#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

class TestBeacon : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatItWrites();
    void takesWhatItNeeds_data();
    void takesWhatItNeeds();
    void refuses_data();
    void refuses();
    void fitsOneDatagram();
};

void TestBeacon::readsWhatItWrites()
{
    Beacon beacon{u"h_abc"_s, u"عيادة \"الميدان\""_s, 3100, 9, true, QString(64, u'a'), false};
    QCOMPARE(Beacon::parse(beacon.encode()), beacon);
    beacon.fingerprint.clear();
    beacon.gone = true;
    QCOMPARE(Beacon::parse(beacon.encode()), beacon);
}

static QByteArray with(const char *rest, const char *host = R"({"id":"h_a","name":"Clinic"})")
{
    return QByteArray(R"({"product":"courtyard","protocol":1,"host":)") + host + ',' + rest + '}';
}

static const char plain[] = R"("port":3000,"people":2,"code":false)";

void TestBeacon::takesWhatItNeeds_data()
{
    QTest::addColumn<QByteArray>("datagram");
    QTest::newRow("plain") << with(plain);
    QTest::newRow("no fingerprint yet") << with(R"("port":3000,"people":2,"code":false,"fingerprint":null)");
    QTest::newRow("fields of later versions") << with(R"("port":3000,"people":2,"code":false,"x":[{"y":1}])");
    QTest::newRow("another order") << QByteArray(
        R"({"code":false,"people":2,"port":3000,"host":{"name":"Clinic","id":"h_a"},)"
        R"("protocol":1,"product":"courtyard"})");
}

void TestBeacon::takesWhatItNeeds()
{
    QFETCH(QByteArray, datagram);
    const Beacon expected{u"h_a"_s, u"Clinic"_s, 3000, 2, false, QString(), false};
    QCOMPARE(Beacon::parse(datagram), expected);
}

void TestBeacon::refuses_data()
{
    QTest::addColumn<QByteArray>("datagram");
    const auto host = [](const QByteArray &id, const QByteArray &name) {
        return with(plain, QByteArray("{\"id\":\"" + id + "\",\"name\":\"" + name + "\"}").constData());
    };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("zeros") << QByteArray(64, '\0');
    QTest::newRow("not JSON") << QByteArray("M-SEARCH * HTTP/1.1\r\n\r\n");
    QTest::newRow("cut short") << with(plain).chopped(1);
    QTest::newRow("an array") << QByteArray("[1,2]");
    QTest::newRow("nothing but brackets") << QByteArray(limits::beaconBytes, '[');
    QTest::newRow("another product") << with(plain).replace("courtyard", "graveyard");
    QTest::newRow("another protocol") << with(plain).replace("\"protocol\":1", "\"protocol\":2");
    QTest::newRow("no port") << with(R"("people":2,"code":false)");
    QTest::newRow("port 0") << with(R"("port":0,"people":2,"code":false)");
    QTest::newRow("port 65536") << with(R"("port":65536,"people":2,"code":false)");
    QTest::newRow("port as text") << with(R"("port":"3000","people":2,"code":false)");
    QTest::newRow("fewer than nobody") << with(R"("port":3000,"people":-1,"code":false)");
    QTest::newRow("people past counting") << with(R"("port":3000,"people":1e300,"code":false)");
    QTest::newRow("code as text") << with(R"("port":3000,"people":2,"code":"481502")");
    QTest::newRow("half a fingerprint")
        << with(R"("port":3000,"people":2,"code":false,"fingerprint":"ab12")");
    QTest::newRow("fingerprint as number") << with(R"("port":3000,"people":2,"code":false,"fingerprint":7)");
    QTest::newRow("gone as text") << with(R"("port":3000,"people":2,"code":false,"gone":"yes")");
    QTest::newRow("host as text") << with(plain, R"("h_a")");
    QTest::newRow("no name") << with(plain, R"({"id":"h_a"})");
    QTest::newRow("empty name") << host("h_a", "");
    QTest::newRow("name of spaces") << host("h_a", "   ");
    QTest::newRow("name with a bidi control") << host("h_a", "Cli\\u202enic");
    QTest::newRow("name with a line feed") << host("h_a", "Cli\\nnic");
    QTest::newRow("name with half a surrogate pair") << host("h_a", "Cli\\ud800nic");
    QTest::newRow("name too long") << host("h_a", QByteArray(limits::nameChars + 1, 'n'));
    QTest::newRow("empty id") << host("", "Clinic");
    QTest::newRow("id with a space") << host("h a", "Clinic");
    QTest::newRow("id beyond ASCII") << host("h_é", "Clinic");
    QTest::newRow("id too long") << host(QByteArray(limits::idChars + 1, 'h'), "Clinic");
    QTest::newRow("17 levels deep") << with(R"("port":3000,"people":2,"code":false,"x":)"
                                            "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]");
    QTest::newRow("one byte too long")
        << with(plain) + QByteArray(limits::beaconBytes + 1 - with(plain).size(), ' ');
}

void TestBeacon::refuses()
{
    QFETCH(QByteArray, datagram);
    QVERIFY(!Beacon::parse(datagram));
}

void TestBeacon::fitsOneDatagram()
{
    // The largest that a host may have to say: each character of its name four bytes.
    Beacon beacon{QString(limits::idChars, u'h'), {}, 65535, 1'000'000, true, QString(64, u'f'), true};
    for (int n = 0; n < limits::nameChars; ++n)
        beacon.name += u"🏥"_s;
    const QByteArray datagram = beacon.encode();
    QVERIFY2(datagram.size() <= limits::beaconBytes, QByteArray::number(datagram.size()).constData());
    QCOMPARE(Beacon::parse(datagram), beacon);
    // At the limit itself it is still read.
    QVERIFY(Beacon::parse(datagram + QByteArray(limits::beaconBytes - datagram.size(), ' ')));
    beacon.host += u'h';
    QVERIFY(!Beacon::parse(beacon.encode()));
}

QTEST_APPLESS_MAIN(TestBeacon)
#include "tst_beacon.moc"
