// By which addresses others on this network may reach this machine, best first (DESIGN §5). The ranking is a
// pure function over plain values; reading the system's interfaces is apart. Any thread.
#pragma once

#include <QHostAddress>
#include <QList>
#include <QString>

namespace courtyard {

/// One address of one interface, as the system tells it.
struct InterfaceAddress {
    QString interfaceName; // "wlan0", "Ethernet 2"
    enum class Hardware { Wired, Wireless, Loopback, PointToPoint, Unknown } hardware = Hardware::Unknown;
    QHostAddress address;
    int prefixLength = 0; // of its subnet; 0: unknown
    int index = 0; // of the interface, as the system counts them; 0: unknown
    bool operator==(const InterfaceAddress &) const = default;
};

/// What kind of way in it is, in the order in which we would recommend it.
enum class AddressKind { AccessPoint, Wireless, Wired, Usb, Bluetooth, Other, Vpn, Virtual, Loopback };

/// Of no use to most of those around: it leads elsewhere, or nowhere.
constexpr bool leadsElsewhere(AddressKind kind)
{
    return kind == AddressKind::Vpn || kind == AddressKind::Virtual;
}

struct RankedAddress {
    QHostAddress address; // without zone
    AddressKind kind = AddressKind::Other;
    bool operator==(const RankedAddress &) const = default;
};

/// Best first: by kind, then private IPv4, other IPv4, link-local IPv4, IPv6; each address once. At most one
/// IPv6 address an interface. Without link-local IPv6, which is of no use in a browser. Loopback only if
/// there is nothing else.
QList<RankedAddress> rankAddresses(const QList<InterfaceAddress> &addresses);

/// What people call it: "Wi-Fi hotspot", "Wi-Fi", "Ethernet", …; translated.
QString nameOf(AddressKind kind);

/// All addresses of all interfaces of this machine that are up, link-local and loopback too.
QList<InterfaceAddress> readAddresses();

} // namespace courtyard
