#include "server/discovery/addresses.h"

#include <QCoreApplication>
#include <QNetworkInterface>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

struct Addresses {
    Q_DECLARE_TR_FUNCTIONS(courtyard::Addresses)
};

// By how an interface's name begins, or what it holds, on Linux, Windows and macOS.
struct NamePattern {
    QList<QLatin1StringView> beginnings;
    QList<QLatin1StringView> anywhere;
    bool fits(const QString &name) const
    {
        return std::any_of(
                   beginnings.cbegin(), beginnings.cend(),
                   [&name](QLatin1StringView part) { return name.startsWith(part, Qt::CaseInsensitive); })
            || std::any_of(anywhere.cbegin(), anywhere.cend(), [&name](QLatin1StringView part) {
                   return name.contains(part, Qt::CaseInsensitive);
               });
    }
};

// Container engines and hypervisors.
bool looksVirtual(const QString &name)
{
    static const NamePattern pattern{{"docker"_L1, "veth"_L1, "br-"_L1, "virbr"_L1, "vboxnet"_L1, "vmnet"_L1,
                                      "lxc"_L1, "lxd"_L1, "cni"_L1, "flannel"_L1, "podman"_L1, "vethernet"_L1,
                                      "waydroid"_L1},
                                     {"wsl"_L1, "virtualbox"_L1, "vmware"_L1, "hyper-v"_L1, "docker"_L1}};
    return pattern.fits(name);
}

// Tunnels to elsewhere.
bool looksLikeVpn(const QString &name)
{
    static const NamePattern pattern{{"tun"_L1, "tap"_L1, "utun"_L1, "zt"_L1, "wg"_L1, "tailscale"_L1,
                                      "nordlynx"_L1, "ppp"_L1, "ipsec"_L1, "proton"_L1, "mullvad"_L1},
                                     {"zerotier"_L1, "tailscale"_L1, "wireguard"_L1, "openvpn"_L1, "vpn"_L1}};
    return pattern.fits(name);
}

// A cable to a phone, or a network adapter in a USB socket: systemd names those by the adapter's own number
// (enx…) or by the socket (enp0s20u1).
bool looksLikeUsb(const QString &name)
{
    static const NamePattern pattern{{"usb"_L1, "rndis"_L1, "enx"_L1}, {"rndis"_L1, "remote ndis"_L1}};
    static const QRegularExpression socket(QStringLiteral("^en[po][0-9]+s[0-9]+(f[0-9]+)?u[0-9]"));
    return pattern.fits(name) || socket.match(name).hasMatch();
}

// Whoever shares its connection takes the first address of the network that it makes. Phones and systems
// differ in which network that is (192.168.43, 192.168.49, 10.42.0, 192.168.137 …), so its number says
// nothing.
bool isFirstOfSubnet(const InterfaceAddress &entry)
{
    bool isIpv4 = false;
    const quint32 address = entry.address.toIPv4Address(&isIpv4);
    if (!isIpv4 || entry.prefixLength < 8 || entry.prefixLength > 30)
        return false;
    return (address & (0xffffffffU >> entry.prefixLength)) == 1;
}

AddressKind kindOf(const InterfaceAddress &entry)
{
    using Hardware = InterfaceAddress::Hardware;
    if (entry.hardware == Hardware::Loopback || entry.address.isLoopback())
        return AddressKind::Loopback;
    if (looksVirtual(entry.interfaceName))
        return AddressKind::Virtual;
    if (looksLikeVpn(entry.interfaceName) || entry.hardware == Hardware::PointToPoint)
        return AddressKind::Vpn;
    // An access point's interface has a name of its own on some systems, and is no "wireless" one to Qt.
    const bool namedAp = entry.interfaceName.startsWith(QLatin1StringView("ap"))
        && entry.interfaceName.size() > 2 && entry.interfaceName.at(2).isDigit();
    if (entry.hardware == Hardware::Wireless || namedAp)
        return isFirstOfSubnet(entry) ? AddressKind::AccessPoint : AddressKind::Wireless;
    if (looksLikeUsb(entry.interfaceName))
        return AddressKind::Usb;
    if (entry.interfaceName.startsWith("bnep"_L1)
        || entry.interfaceName.contains("bluetooth"_L1, Qt::CaseInsensitive))
        return AddressKind::Bluetooth;
    return entry.hardware == Hardware::Wired ? AddressKind::Wired : AddressKind::Other;
}

// RFC 1918. QHostAddress::isPrivateUse came with Qt 6.6.
bool isPrivate(const QHostAddress &address)
{
    const quint32 ipv4 = address.toIPv4Address();
    return (ipv4 >> 24) == 10 || (ipv4 >> 20) == 0xac1 || (ipv4 >> 16) == 0xc0a8;
}

enum class Reach { PrivateIpv4, OtherIpv4, LinkLocalIpv4, Ipv6 };

Reach reachOf(const QHostAddress &address)
{
    if (address.protocol() == QAbstractSocket::IPv6Protocol)
        return Reach::Ipv6;
    if (address.isLinkLocal())
        return Reach::LinkLocalIpv4;
    return isPrivate(address) ? Reach::PrivateIpv4 : Reach::OtherIpv4;
}

QHostAddress withoutZone(QHostAddress address)
{
    address.setScopeId({});
    return address;
}

InterfaceAddress::Hardware hardwareOf(const QNetworkInterface &interface)
{
    using Hardware = InterfaceAddress::Hardware;
    if (interface.flags() & QNetworkInterface::IsLoopBack)
        return Hardware::Loopback;
    switch (interface.type()) {
    case QNetworkInterface::Ethernet:
        return Hardware::Wired;
    case QNetworkInterface::Wifi:
        return Hardware::Wireless;
    case QNetworkInterface::Ppp:
    case QNetworkInterface::Slip:
    case QNetworkInterface::Virtual:
        return Hardware::PointToPoint;
    default:
        return interface.flags() & QNetworkInterface::IsPointToPoint ? Hardware::PointToPoint
                                                                     : Hardware::Unknown;
    }
}

} // namespace

QList<RankedAddress> rankAddresses(const QList<InterfaceAddress> &addresses)
{
    QList<RankedAddress> ranked;
    QSet<QHostAddress> seen;
    QSet<QString> hasIpv6;
    for (const InterfaceAddress &entry : addresses) {
        const QHostAddress address = withoutZone(entry.address);
        const bool isIpv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
        if (address.isNull() || seen.contains(address))
            continue;
        if (isIpv6 && (address.isLinkLocal() || hasIpv6.contains(entry.interfaceName)))
            continue;
        if (isIpv6)
            hasIpv6.insert(entry.interfaceName);
        seen.insert(address);
        ranked.append({address, kindOf(entry)});
    }
    const auto outside = [](const RankedAddress &entry) { return entry.kind != AddressKind::Loopback; };
    if (std::any_of(ranked.cbegin(), ranked.cend(), outside))
        ranked.removeIf([](const RankedAddress &entry) { return entry.kind == AddressKind::Loopback; });
    std::stable_sort(ranked.begin(), ranked.end(), [](const RankedAddress &a, const RankedAddress &b) {
        return std::tuple(a.kind, reachOf(a.address)) < std::tuple(b.kind, reachOf(b.address));
    });
    return ranked;
}

QString nameOf(AddressKind kind)
{
    switch (kind) {
    case AddressKind::AccessPoint:
        return Addresses::tr("Wi-Fi hotspot");
    case AddressKind::Wireless:
        return Addresses::tr("Wi-Fi");
    case AddressKind::Wired:
        return Addresses::tr("Ethernet");
    case AddressKind::Usb:
        return Addresses::tr("USB");
    case AddressKind::Bluetooth:
        return Addresses::tr("Bluetooth");
    case AddressKind::Other:
        return Addresses::tr("Network");
    case AddressKind::Vpn:
        return Addresses::tr("VPN");
    case AddressKind::Virtual:
        return Addresses::tr("Virtual");
    case AddressKind::Loopback:
        return Addresses::tr("This computer only");
    }
    return {};
}

QList<InterfaceAddress> readAddresses()
{
    QList<InterfaceAddress> addresses;
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &interface : interfaces) {
        if (!interface.flags().testFlag(QNetworkInterface::IsUp)
            || !interface.flags().testFlag(QNetworkInterface::IsRunning))
            continue;
        const QList<QNetworkAddressEntry> entries = interface.addressEntries();
        for (const QNetworkAddressEntry &entry : entries)
            addresses.append({interface.humanReadableName(), hardwareOf(interface), entry.ip(),
                              qMax(entry.prefixLength(), 0), interface.index()});
    }
    return addresses;
}

} // namespace courtyard
