// Which address of a machine is shown first (DESIGN §5).
#include "server/discovery/addresses.h"

#include <QTest>

using namespace courtyard;
using Hardware = InterfaceAddress::Hardware;

Q_DECLARE_METATYPE(QList<courtyard::InterfaceAddress>)

namespace {

InterfaceAddress at(const char *name, Hardware hardware, const char *address, int prefix = 24)
{
    return {QString::fromLatin1(name), hardware, QHostAddress(QString::fromLatin1(address)), prefix};
}

} // namespace

class TestAddresses : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesAreRanked_data();
    void addressesAreRanked();
    void kindsAreTold_data();
    void kindsAreTold();
    void everyKindHasAName();
    void thisMachineHasAnAddress();
};

void TestAddresses::addressesAreRanked_data()
{
    QTest::addColumn<QList<InterfaceAddress>>("addresses");
    QTest::addColumn<QStringList>("ranked");
    const auto lo = at("lo", Hardware::Loopback, "127.0.0.1", 8);
    const auto lo6 = at("lo", Hardware::Loopback, "::1", 128);
    const auto row = [](const char *name, const QList<InterfaceAddress> &addresses,
                        const QStringList &ranked) { QTest::newRow(name) << addresses << ranked; };
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    row("nothing", {}, {});
    row("loopback alone", {lo, lo6}, {s("127.0.0.1"), s("::1")});
    row("loopback goes where there is more", {lo, at("eth0", Hardware::Wired, "192.168.1.5")},
        {s("192.168.1.5")});
    row("Wi-Fi before Ethernet",
        {at("eth0", Hardware::Wired, "192.168.1.5"), at("wlan0", Hardware::Wireless, "192.168.2.7")},
        {s("192.168.2.7"), s("192.168.1.5")});
    row("the hotspot before Wi-Fi",
        {at("wlan0", Hardware::Wireless, "192.168.2.7"), at("wlan1", Hardware::Wireless, "10.42.0.1"),
         at("eth0", Hardware::Wired, "10.0.0.2")},
        {s("10.42.0.1"), s("192.168.2.7"), s("10.0.0.2")});
    row("virtual ones last",
        {at("docker0", Hardware::Wired, "172.17.0.1", 16), at("tun0", Hardware::PointToPoint, "10.8.0.2"),
         at("usb0", Hardware::Unknown, "192.168.42.10"), at("eth0", Hardware::Wired, "192.168.1.5")},
        {s("192.168.1.5"), s("192.168.42.10"), s("10.8.0.2"), s("172.17.0.1")});
    row("virtual alone is better than loopback", {lo, at("docker0", Hardware::Wired, "172.17.0.1", 16)},
        {s("172.17.0.1")});
    row("private, public, link-local, IPv6",
        {at("eth0", Hardware::Wired, "2001:db8::5", 64), at("eth0", Hardware::Wired, "169.254.3.4", 16),
         at("eth0", Hardware::Wired, "203.0.113.9"), at("eth0", Hardware::Wired, "172.31.0.9", 16)},
        {s("172.31.0.9"), s("203.0.113.9"), s("169.254.3.4"), s("2001:db8::5")});
    row("172.32 is not private",
        {at("eth0", Hardware::Wired, "172.32.0.9"), at("eth0", Hardware::Wired, "10.1.1.1")},
        {s("10.1.1.1"), s("172.32.0.9")});
    row("no link-local IPv6",
        {at("eth0", Hardware::Wired, "fe80::1%eth0", 64), at("eth0", Hardware::Wired, "192.168.1.5")},
        {s("192.168.1.5")});
    row("one IPv6 an interface",
        {at("eth0", Hardware::Wired, "fd00::5", 64), at("eth0", Hardware::Wired, "fd00::6", 64),
         at("eth1", Hardware::Wired, "fd00::7", 64)},
        {s("fd00::5"), s("fd00::7")});
    row("each once", {at("eth0", Hardware::Wired, "192.168.1.5"), at("br0", Hardware::Wired, "192.168.1.5")},
        {s("192.168.1.5")});
    row("the system's order within a kind",
        {at("eth1", Hardware::Wired, "192.168.9.5"), at("eth0", Hardware::Wired, "192.168.1.5")},
        {s("192.168.9.5"), s("192.168.1.5")});
}

void TestAddresses::addressesAreRanked()
{
    QFETCH(QList<InterfaceAddress>, addresses);
    QFETCH(QStringList, ranked);
    QStringList found;
    const QList<RankedAddress> result = rankAddresses(addresses);
    for (const RankedAddress &entry : result)
        found.append(entry.address.toString());
    QCOMPARE(found, ranked);
}

void TestAddresses::kindsAreTold_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("hardware");
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, Hardware hardware, const char *address, AddressKind kind) {
        QTest::newRow(
            qPrintable(QStringLiteral("%1 %2").arg(QLatin1StringView(name), QLatin1StringView(address))))
            << QString::fromLatin1(name) << int(hardware) << QString::fromLatin1(address) << int(kind);
    };
    row("wlan0", Hardware::Wireless, "192.168.43.1", AddressKind::AccessPoint);
    row("wlan0", Hardware::Wireless, "192.168.43.57", AddressKind::Wireless);
    row("wlp3s0", Hardware::Wireless, "10.42.0.1", AddressKind::AccessPoint);
    row("ap0", Hardware::Unknown, "192.168.12.1", AddressKind::AccessPoint);
    row("Wi-Fi Direct", Hardware::Wireless, "192.168.137.1", AddressKind::AccessPoint);
    row("eth0", Hardware::Wired, "192.168.1.1", AddressKind::Wired);
    row("apple0", Hardware::Wired, "192.168.1.5", AddressKind::Wired);
    row("enp0s31f6", Hardware::Wired, "192.168.1.5", AddressKind::Wired);
    for (const char *name :
         {"usb0", "enx0250f2000000", "enp0s20f0u1", "enp0s20u2i1", "Remote NDIS Compatible Device"})
        row(name, Hardware::Wired, "192.168.42.129", AddressKind::Usb);
    row("bnep0", Hardware::Wired, "10.43.1.1", AddressKind::Bluetooth);
    row("Bluetooth Network Connection", Hardware::Wired, "192.168.44.2", AddressKind::Bluetooth);
    row("en0x", Hardware::Unknown, "192.168.1.9", AddressKind::Other);
    for (const char *name :
         {"docker0", "veth1a2b", "br-0f1e", "virbr0", "vboxnet0", "vmnet8", "vEthernet (WSL)",
          "VirtualBox Host-Only Network", "VMware Network Adapter VMnet1"})
        row(name, Hardware::Wired, "172.20.0.1", AddressKind::Virtual);
    for (const char *name : {"tun0", "tap0", "utun3", "zt5u4y", "tailscale0", "wg0", "ppp0", "ProtonVPN"})
        row(name, Hardware::Wired, "10.8.0.2", AddressKind::Vpn);
    row("Ethernet 2", Hardware::PointToPoint, "10.8.0.2", AddressKind::Vpn);
    row("lo", Hardware::Loopback, "127.0.0.1", AddressKind::Loopback);
}

void TestAddresses::kindsAreTold()
{
    QFETCH(QString, name);
    QFETCH(int, hardware);
    QFETCH(QString, address);
    QFETCH(int, kind);
    const QList<RankedAddress> ranked =
        rankAddresses({{name, Hardware(hardware), QHostAddress(address), 24}});
    QCOMPARE(ranked.size(), 1);
    QCOMPARE(int(ranked.constFirst().kind), kind);
}

void TestAddresses::everyKindHasAName()
{
    QStringList names;
    for (const AddressKind kind : {AddressKind::AccessPoint, AddressKind::Wireless, AddressKind::Wired,
                                   AddressKind::Usb, AddressKind::Bluetooth, AddressKind::Other,
                                   AddressKind::Vpn, AddressKind::Virtual, AddressKind::Loopback})
        names.append(nameOf(kind));
    QVERIFY(!names.contains(QString()));
    QCOMPARE(names.removeDuplicates(), 0);
}

void TestAddresses::thisMachineHasAnAddress()
{
    QVERIFY(!rankAddresses(readAddresses()).isEmpty());
}

QTEST_APPLESS_MAIN(TestAddresses)
#include "tst_addresses.moc"
