#include "client/nearby.h"

#include <QNetworkInterface>
#include <QSet>

#include <algorithm>

namespace courtyard {

static QList<quint32> around(const Subnet &subnet)
{
    const quint32 own = subnet.own.toIPv4Address();
    const int prefix = std::max(subnet.prefixLength, nearbyPrefix);
    const quint32 hosts = 0xffffffffU >> prefix;
    const quint32 network = own & ~hosts;
    QList<quint32> addresses;
    for (quint32 n = 1; n < hosts; ++n)
        addresses.append(network + n);
    const quint32 first = network + 1;
    std::sort(addresses.begin(), addresses.end(), [own, first](quint32 a, quint32 b) {
        const auto far = [own, first](quint32 address) {
            return address == first ? 0 : address > own ? address - own : own - address;
        };
        return std::pair(far(a), a) < std::pair(far(b), b);
    });
    return addresses;
}

QList<QHostAddress> nearbyAddresses(const QList<Subnet> &subnets)
{
    QSet<quint32> taken; // ours, and those that are listed
    QList<QList<quint32>> networks;
    for (const Subnet &subnet : subnets) {
        bool isIpv4 = false;
        const quint32 own = subnet.own.toIPv4Address(&isIpv4);
        // RFC 3021: a /31 has no addresses but its two ends, and is a line to somewhere else.
        if (!isIpv4 || subnet.prefixLength < 1 || subnet.prefixLength > 30)
            continue;
        taken.insert(own);
        networks.append(around(subnet));
    }
    QList<QHostAddress> addresses;
    bool more = true;
    for (qsizetype turn = 0; more; ++turn) {
        more = false;
        for (const QList<quint32> &network : std::as_const(networks)) {
            if (turn >= network.size())
                continue;
            more = true;
            if (addresses.size() >= nearbyMost)
                return addresses;
            const auto before = taken.size();
            taken.insert(network[turn]);
            if (taken.size() > before)
                addresses.append(QHostAddress(network[turn]));
        }
    }
    return addresses;
}

QList<Subnet> ownSubnets()
{
    QList<Subnet> subnets;
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &interface : interfaces) {
        const auto flags = interface.flags();
        if (!flags.testFlag(QNetworkInterface::IsUp) || !flags.testFlag(QNetworkInterface::IsRunning)
            || flags.testFlag(QNetworkInterface::IsLoopBack)
            || flags.testFlag(QNetworkInterface::IsPointToPoint))
            continue;
        const QList<QNetworkAddressEntry> entries = interface.addressEntries();
        for (const QNetworkAddressEntry &entry : entries)
            subnets.append({entry.ip(), entry.prefixLength()});
    }
    return subnets;
}

} // namespace courtyard
