#include "client/hosttable.h"

#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

QByteArray said(const QString &id, quint16 port = 3000, const QString &name = u"Clinic"_s, bool gone = false)
{
    Beacon beacon;
    beacon.host = id;
    beacon.name = name;
    beacon.port = port;
    beacon.gone = gone;
    return beacon.encode();
}

QHostAddress at(const char *address)
{
    return QHostAddress(QString::fromLatin1(address));
}

QHostAddress at(int n)
{
    return QHostAddress(quint32((10 << 24) + n));
}

QStringList waysTo(const HostTable &table, const QString &id)
{
    QStringList ways;
    for (const Invitation &way : table.waysTo(id))
        ways.append(way.address());
    return ways;
}

} // namespace

class TestHostTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aHostAppearsOnceWithAllItsAddresses();
    void aHostThatComesBackOnAnotherPortIsFoundThere();
    void silenceEndsIt();
    void goodbyeEndsItAtOnce();
    void goodbyeOfAnotherMachineDoesNothing();
    void addressesStandInTheOrderOfTheirUse();
    void sameAgainChangesNothing();
    void hostsAreBounded();
    void hostsOfOneSourceAreBounded();
    void waysAreBounded();
    void floodIsNotRead();
    void manyFloodersAreNotRead();
    void sourcesThatNobodyHasAreIgnored_data();
    void sourcesThatNobodyHasAreIgnored();

private:
    HostTable::Bounds m_bounds;
};

void TestHostTable::aHostAppearsOnceWithAllItsAddresses()
{
    HostTable table(m_bounds);
    const auto first = table.hear(said(u"h_a"_s), at("192.168.1.20"), 0);
    QVERIFY(first.changed && first.wayFound);
    QCOMPARE(first.host, u"h_a"_s);
    const auto second = table.hear(said(u"h_a"_s), at("10.0.0.7"), 5);
    QVERIFY(second.changed && second.wayFound);
    QCOMPARE(table.hosts().size(), 1);
    QCOMPARE(waysTo(table, u"h_a"_s), QStringList({u"10.0.0.7:3000"_s, u"192.168.1.20:3000"_s}));
    QVERIFY(table.waysTo(u"h_b"_s).isEmpty());
}

void TestHostTable::aHostThatComesBackOnAnotherPortIsFoundThere()
{
    HostTable table(m_bounds);
    table.hear(said(u"h_a"_s, 3000), at("192.168.1.20"), 0);
    QVERIFY(table.hear(said(u"h_a"_s, 3107), at("192.168.1.20"), 900).wayFound);
    QCOMPARE(waysTo(table, u"h_a"_s), QStringList(u"192.168.1.20:3107"_s)); // not the old port, too
}

void TestHostTable::silenceEndsIt()
{
    HostTable table(m_bounds);
    table.hear(said(u"h_a"_s), at("192.168.1.20"), 0);
    table.hear(said(u"h_a"_s), at("10.0.0.7"), 2000);
    QVERIFY(!table.dropSilent(m_bounds.silenceMs));
    QVERIFY(table.dropSilent(m_bounds.silenceMs + 1));
    QCOMPARE(waysTo(table, u"h_a"_s), QStringList(u"10.0.0.7:3000"_s));
    QVERIFY(table.dropSilent(2000 + m_bounds.silenceMs + 1));
    QVERIFY(table.hosts().isEmpty());
}

void TestHostTable::goodbyeEndsItAtOnce()
{
    HostTable table(m_bounds);
    table.hear(said(u"h_a"_s), at("192.168.1.20"), 0);
    table.hear(said(u"h_a"_s), at("10.0.0.7"), 0);
    QVERIFY(table.hear(said(u"h_a"_s, 3000, u"Clinic"_s, true), at("10.0.0.7"), 10).changed);
    QCOMPARE(table.hosts().size(), 1);
    QVERIFY(table.hear(said(u"h_a"_s, 3000, u"Clinic"_s, true), at("192.168.1.20"), 10).changed);
    QVERIFY(table.hosts().isEmpty());
    QVERIFY(!table.hear(said(u"h_a"_s, 3000, u"Clinic"_s, true), at("192.168.1.20"), 10).changed);
}

void TestHostTable::goodbyeOfAnotherMachineDoesNothing()
{
    HostTable table(m_bounds);
    table.hear(said(u"h_a"_s), at("192.168.1.20"), 0);
    QVERIFY(!table.hear(said(u"h_a"_s, 3000, u"Clinic"_s, true), at("192.168.1.66"), 10).changed);
    QCOMPARE(table.hosts().size(), 1);
}

void TestHostTable::addressesStandInTheOrderOfTheirUse()
{
    HostTable table(m_bounds);
    for (const char *source : {"127.0.0.1", "fe80::1%eth0", "169.254.3.4", "::ffff:192.168.1.20"})
        table.hear(said(u"h_a"_s), at(source), 0);
    QCOMPARE(waysTo(table, u"h_a"_s),
             QStringList({u"192.168.1.20:3000"_s, u"169.254.3.4:3000"_s, u"[fe80::1%eth0]:3000"_s,
                          u"127.0.0.1:3000"_s}));
}

void TestHostTable::sameAgainChangesNothing()
{
    HostTable table(m_bounds);
    table.hear(said(u"h_a"_s), at("192.168.1.20"), 0);
    const auto again = table.hear(said(u"h_a"_s), at("192.168.1.20"), 2000);
    QVERIFY(!again.changed && !again.wayFound);
    const auto renamed = table.hear(said(u"h_a"_s, 3000, u"Clinic 2"_s), at("192.168.1.20"), 4000);
    QVERIFY(renamed.changed && !renamed.wayFound);
    QCOMPARE(table.hosts().constFirst().name, u"Clinic 2"_s);
}

void TestHostTable::hostsAreBounded()
{
    HostTable table(m_bounds);
    for (int n = 0; n < m_bounds.hosts; ++n)
        QVERIFY(table.hear(said(u"h_%1"_s.arg(n)), at(n + 1), 0).changed);
    QVERIFY(!table.hear(said(u"h_more"_s), at("192.168.1.20"), 0).changed);
    QCOMPARE(table.hosts().size(), m_bounds.hosts);
    // Those that are there stay, and there is room again once one goes.
    QVERIFY(table.hear(said(u"h_0"_s, 3100), at(1), 0).wayFound);
    table.hear(said(u"h_0"_s, 3100, u"Clinic"_s, true), at(1), 0);
    QVERIFY(table.hear(said(u"h_more"_s), at("192.168.1.20"), 0).changed);
}

void TestHostTable::hostsOfOneSourceAreBounded()
{
    HostTable table(m_bounds);
    for (int n = 0; n < m_bounds.hostsPerSource; ++n)
        QVERIFY(table.hear(said(u"h_%1"_s.arg(n)), at("192.168.1.66"), 0).changed);
    QVERIFY(!table.hear(said(u"h_more"_s), at("192.168.1.66"), 0).changed);
    QVERIFY(table.hear(said(u"h_more"_s), at("192.168.1.20"), 0).changed);
}

void TestHostTable::waysAreBounded()
{
    HostTable table(m_bounds);
    for (int n = 0; n < m_bounds.waysPerHost; ++n)
        QVERIFY(table.hear(said(u"h_a"_s), at(n + 1), 0).wayFound);
    QVERIFY(!table.hear(said(u"h_a"_s), at("192.168.1.66"), 0).wayFound);
    QCOMPARE(table.waysTo(u"h_a"_s).size(), m_bounds.waysPerHost);
}

void TestHostTable::floodIsNotRead()
{
    HostTable table(m_bounds);
    table.hear(said(u"h_a"_s), at("192.168.1.20"), 0);
    for (int n = 0; n < m_bounds.datagramsPerSource; ++n)
        table.hear("junk", at("192.168.1.66"), 10);
    QVERIFY(!table.hear(said(u"h_b"_s), at("192.168.1.66"), 20).changed);
    QVERIFY(table.hear(said(u"h_a"_s, 3100), at("192.168.1.20"), 20).wayFound); // others are still heard
    QVERIFY(table.hear(said(u"h_b"_s), at("192.168.1.66"), 1020).changed); // and so is it, when it is done
}

void TestHostTable::manyFloodersAreNotRead()
{
    HostTable table(m_bounds);
    for (int n = 0; n < m_bounds.sources; ++n)
        table.hear("junk", at(n + 1), 0);
    QVERIFY(!table.hear(said(u"h_b"_s), at("192.168.1.20"), 10).changed);
    QVERIFY(table.hear(said(u"h_b"_s), at("192.168.1.20"), 1010).changed);
}

void TestHostTable::sourcesThatNobodyHasAreIgnored_data()
{
    QTest::addColumn<QHostAddress>("source");
    QTest::newRow("none") << QHostAddress();
    QTest::newRow("any") << QHostAddress(QHostAddress::AnyIPv4);
    QTest::newRow("any, IPv6") << QHostAddress(QHostAddress::AnyIPv6);
    QTest::newRow("broadcast") << QHostAddress(QHostAddress::Broadcast);
    QTest::newRow("a group") << QHostAddress(Beacon::groupIpv4);
}

void TestHostTable::sourcesThatNobodyHasAreIgnored()
{
    QFETCH(QHostAddress, source);
    HostTable table(m_bounds);
    QVERIFY(!table.hear(said(u"h_a"_s), source, 0).changed);
    QVERIFY(table.hosts().isEmpty());
}

QTEST_APPLESS_MAIN(TestHostTable)
#include "tst_hosttable.moc"
