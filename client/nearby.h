// Which addresses a search of this network asks: those around this machine's own ones, the likeliest first,
// and never more than a /22 has. Pure; any thread.
#pragma once

#include <QHostAddress>
#include <QList>

namespace courtyard {

/// One of this machine's own addresses, and how much of it names the network.
struct Subnet {
    QHostAddress own;
    int prefixLength = 0;
};

inline constexpr int nearbyPrefix = 22; // of a larger network, this much around our own address
inline constexpr int nearbyMost = 1 << (32 - nearbyPrefix); // of all networks together

/// IPv4 only: an IPv6 network has too many addresses to ask. In turns of the networks; of each, the first
/// address (whoever shares its connection has it), then by distance from ours. Without our own, without the
/// network's and the broadcast address.
QList<QHostAddress> nearbyAddresses(const QList<Subnet> &subnets);

/// Of all interfaces that are up and lead to others.
QList<Subnet> ownSubnets();

} // namespace courtyard
