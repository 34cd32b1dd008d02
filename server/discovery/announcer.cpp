#include "server/discovery/announcer.h"

#include <QLoggingCategory>
#include <QNetworkInterface>
#include <QVariant>

#include <algorithm>

namespace courtyard {

Q_LOGGING_CATEGORY(logDiscovery, "courtyard.discovery")

namespace {

constexpr std::size_t outletsMax = 64; // addresses; a machine with more has them for other purposes

// Everybody on the link of an IPv4 address: by the group, and for access points and switches that keep groups
// from each other, by broadcast. IPv6 has no broadcast.
QList<QHostAddress> targetsOf(const InterfaceAddress &from)
{
    if (from.address.protocol() == QAbstractSocket::IPv6Protocol) {
        QHostAddress group(Beacon::groupIpv6);
        group.setScopeId(from.address.scopeId());
        return {group};
    }
    QList<QHostAddress> targets{QHostAddress(Beacon::groupIpv4)};
    if (from.prefixLength > 0 && from.prefixLength <= 30) // RFC 3021: a /31 has none
        targets.append(QHostAddress(from.address.toIPv4Address() | (0xffffffffU >> from.prefixLength)));
    return targets;
}

// IPv6 only between neighbours: whoever has a routed address has the link-local one too.
bool isOutlet(const InterfaceAddress &entry)
{
    return entry.index > 0
        && (entry.address.protocol() == QAbstractSocket::IPv4Protocol
            || (entry.address.isLinkLocal() && !entry.address.scopeId().isEmpty()));
}

} // namespace

Announcer::Announcer(std::function<Beacon()> facts, QObject *parent)
    : QObject(parent), m_facts(std::move(facts))
{
    m_timer.setInterval(Beacon::interval);
    connect(&m_timer, &QTimer::timeout, this, &Announcer::announce);
}

Announcer::~Announcer() = default;

void Announcer::setAddresses(const QList<InterfaceAddress> &addresses)
{
    std::erase_if(m_outlets, [&addresses](const Outlet &outlet) { return !addresses.contains(outlet.from); });
    for (const InterfaceAddress &entry : addresses) {
        const auto uses = [&entry](const Outlet &outlet) { return outlet.from == entry; };
        if (!isOutlet(entry) || m_outlets.size() >= outletsMax
            || std::any_of(m_outlets.cbegin(), m_outlets.cend(), uses))
            continue;
        std::optional<Outlet> outlet = open(entry);
        if (!outlet)
            continue; // tried again the next time: an address may take a while until it can be used
        m_outlets.push_back(*std::move(outlet));
        if (m_timer.isActive())
            send(m_outlets.back(), m_facts().encode());
    }
}

// Bound to its address: listeners take the source for the way to the host.
std::optional<Announcer::Outlet> Announcer::open(const InterfaceAddress &from)
{
    Outlet outlet{from, std::make_unique<QUdpSocket>(), targetsOf(from)};
    if (!outlet.socket->bind(from.address, 0)) {
        // A new IPv6 address is first made sure of, and ready the next time (RFC 4862 §5.4).
        if (m_unready.contains(from.address))
            complain(from, outlet.socket->errorString());
        else if (m_unready.size() < qsizetype(outletsMax))
            m_unready.insert(from.address);
        return std::nullopt;
    }
    m_unready.remove(from.address);
    outlet.socket->setSocketOption(QAbstractSocket::MulticastTtlOption, 1);
    outlet.socket->setMulticastInterface(QNetworkInterface::interfaceFromIndex(from.index));
    return outlet;
}

void Announcer::start()
{
    m_timer.start();
    announce();
}

void Announcer::announce()
{
    const QByteArray datagram = m_facts().encode();
    for (const Outlet &outlet : m_outlets)
        send(outlet, datagram);
}

void Announcer::stop()
{
    if (!m_timer.isActive())
        return;
    m_timer.stop();
    Beacon last = m_facts();
    last.gone = true;
    const QByteArray datagram = last.encode();
    for (const Outlet &outlet : m_outlets)
        send(outlet, datagram);
}

// A link that is down or a firewall that forbids it is no reason to stop trying: it may end.
void Announcer::send(const Outlet &outlet, const QByteArray &datagram)
{
    bool sent = false;
    for (const QHostAddress &target : outlet.targets)
        sent |= outlet.socket->writeDatagram(datagram, target, Beacon::udpPort) == datagram.size();
    if (sent)
        m_troubled.remove(outlet.from.address);
    else
        complain(outlet.from, outlet.socket->errorString());
}

void Announcer::complain(const InterfaceAddress &from, const QString &why)
{
    if (m_troubled.contains(from.address) || m_troubled.size() >= qsizetype(outletsMax))
        return;
    m_troubled.insert(from.address);
    qCWarning(logDiscovery, "cannot announce from=%s interface=%s why=\"%s\"",
              qPrintable(from.address.toString()), qPrintable(from.interfaceName), qPrintable(why));
}

} // namespace courtyard
