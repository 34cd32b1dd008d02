// Which addresses a search asks, and how many at most.
#include "client/nearby.h"

#include <QSet>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(QList<courtyard::Subnet>)

static Subnet at(const char *address, int prefix)
{
    return {QHostAddress(QLatin1StringView(address)), prefix};
}

class TestNearby : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksAround_data();
    void asksAround();
    void asksTheNearestFirst();
    void networksTakeTurns();
    void asksEachAddressOnce();
};

void TestNearby::asksAround_data()
{
    QTest::addColumn<QList<Subnet>>("own");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("lowest");
    QTest::addColumn<QString>("highest");
    const QList<Subnet> none;
    QTest::newRow("no network") << none << 0 << QString() << QString();
    QTest::newRow("a /24") << QList{at("192.168.1.7", 24)} << 253 << u"192.168.1.1"_s << u"192.168.1.254"_s;
    QTest::newRow("a /28") << QList{at("172.20.10.2", 28)} << 13 << u"172.20.10.1"_s << u"172.20.10.14"_s;
    QTest::newRow("a /30") << QList{at("10.0.0.1", 30)} << 1 << u"10.0.0.2"_s << u"10.0.0.2"_s;
    QTest::newRow("a /31 is a line to elsewhere") << QList{at("10.0.0.1", 31)} << 0 << QString() << QString();
    QTest::newRow("an address alone") << QList{at("10.0.0.1", 32)} << 0 << QString() << QString();
    QTest::newRow("a /22") << QList{at("192.168.41.7", 22)} << 1021 << u"192.168.40.1"_s
                           << u"192.168.43.254"_s;
    QTest::newRow("of a /16 a /22") << QList{at("10.1.6.9", 16)} << 1021 << u"10.1.4.1"_s << u"10.1.7.254"_s;
    QTest::newRow("of a /8 a /22") << QList{at("10.255.255.1", 8)} << 1021 << u"10.255.252.1"_s
                                   << u"10.255.255.254"_s;
    QTest::newRow("the prefix is not known") << QList{at("10.0.0.1", -1)} << 0 << QString() << QString();
    QTest::newRow("IPv6 is not searched") << QList{at("fd00::5", 64)} << 0 << QString() << QString();
    QTest::newRow("a /22 of all together")
        << QList{at("10.1.0.1", 22), at("10.2.0.1", 22), at("10.3.0.1", 22)} << 1024 << u"10.1.0.2"_s
        << QString();
}

void TestNearby::asksAround()
{
    QFETCH(QList<Subnet>, own);
    QFETCH(int, count);
    QFETCH(QString, lowest);
    QFETCH(QString, highest);
    QList<quint32> addresses;
    const QList<QHostAddress> asked = nearbyAddresses(own);
    for (const QHostAddress &address : asked)
        addresses.append(address.toIPv4Address());
    std::sort(addresses.begin(), addresses.end());
    QCOMPARE(addresses.size(), count);
    if (!lowest.isEmpty())
        QCOMPARE(QHostAddress(addresses.constFirst()).toString(), lowest);
    if (!highest.isEmpty())
        QCOMPARE(QHostAddress(addresses.constLast()).toString(), highest);
    for (const Subnet &subnet : own)
        QVERIFY(!asked.contains(subnet.own));
}

void TestNearby::asksTheNearestFirst()
{
    const QList<QHostAddress> asked = nearbyAddresses({at("192.168.1.100", 24)});
    QStringList first;
    for (const QHostAddress &address : asked.first(4))
        first.append(address.toString());
    // Whoever shares its connection, then those who came in before and after us.
    QCOMPARE(first,
             QStringList({u"192.168.1.1"_s, u"192.168.1.99"_s, u"192.168.1.101"_s, u"192.168.1.98"_s}));
}

void TestNearby::networksTakeTurns()
{
    const QList<QHostAddress> asked = nearbyAddresses({at("10.1.0.9", 16), at("192.168.43.7", 24)});
    QCOMPARE(asked[0].toString(), u"10.1.0.1"_s);
    QCOMPARE(asked[1].toString(), u"192.168.43.1"_s);
    QCOMPARE(asked[2].toString(), u"10.1.0.8"_s);
    QCOMPARE(asked[3].toString(), u"192.168.43.6"_s);
}

void TestNearby::asksEachAddressOnce()
{
    const QList<QHostAddress> asked = nearbyAddresses({at("10.1.0.9", 24), at("10.1.0.10", 24)});
    QCOMPARE(asked.size(), 252);
    QCOMPARE(QSet<QHostAddress>(asked.cbegin(), asked.cend()).size(), 252);
}

QTEST_APPLESS_MAIN(TestNearby)
#include "tst_nearby.moc"
