#include "client/hosttable.h"

#include <algorithm>
#include <tuple>

namespace courtyard {

namespace {

// IPv4 as IPv4 where it stands in IPv6 clothes (RELIABILITY 21).
QHostAddress plain(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}

// Everybody can use an IPv4 address of this network; a link-local one needs its zone, and loopback is of no
// use to whoever one passes it on to.
int rankOf(const QHostAddress &address)
{
    if (address.isLoopback())
        return 3;
    if (address.protocol() == QAbstractSocket::IPv6Protocol)
        return 2;
    return address.isLinkLocal() ? 1 : 0;
}

bool canSend(const QHostAddress &source)
{
    return !source.isNull() && !source.isMulticast() && !source.isBroadcast()
        && source != QHostAddress(QHostAddress::AnyIPv4) && source != QHostAddress(QHostAddress::AnyIPv6);
}

// Whoever claims the id of another host, with another key, is an entry of his own beside it.
HostKey keyOf(const Beacon &beacon)
{
    return beacon.fingerprint.isEmpty() ? beacon.host : beacon.fingerprint;
}

} // namespace

HostTable::Heard HostTable::hear(const QByteArray &datagram, const QHostAddress &from, qint64 now)
{
    const QHostAddress source = plain(from);
    if (!canSend(source) || isFlood(source, now))
        return {};
    const std::optional<Beacon> beacon = Beacon::parse(datagram);
    if (!beacon)
        return {};
    if (beacon->gone)
        return goodbye(keyOf(*beacon), source);
    const auto known = m_entries.find(keyOf(*beacon));
    if (known == m_entries.end()) {
        if (!admits(source))
            return {};
        m_entries.insert(keyOf(*beacon), {*beacon, {{source, beacon->port, now}}});
        return {keyOf(*beacon), true, true};
    }
    QList<Way> &ways = known->ways;
    const auto way =
        std::find_if(ways.begin(), ways.end(), [&source](const Way &each) { return each.source == source; });
    bool isNew = true;
    if (way != ways.end()) {
        isNew = way->port != beacon->port; // it came back on another one
        *way = {source, beacon->port, now};
    } else if (ways.size() < m_bounds.waysPerHost) {
        ways.append({source, beacon->port, now});
    } else {
        return {};
    }
    const bool changed = isNew || known->beacon != *beacon;
    known->beacon = *beacon;
    return {keyOf(*beacon), changed, isNew};
}

bool HostTable::isFlood(const QHostAddress &source, qint64 now)
{
    if (now - m_second >= 1000) {
        m_second = now;
        m_counts.clear();
    }
    const auto count = m_counts.find(source);
    if (count != m_counts.end())
        return ++*count > m_bounds.datagramsPerSource;
    if (m_counts.size() >= m_bounds.sources)
        return true;
    m_counts.insert(source, 1);
    return false;
}

bool HostTable::admits(const QHostAddress &source) const
{
    const auto isFromThere = [&source](const Entry &entry) {
        return std::any_of(entry.ways.cbegin(), entry.ways.cend(),
                           [&source](const Way &way) { return way.source == source; });
    };
    return m_entries.size() < m_bounds.hosts
        && std::count_if(m_entries.cbegin(), m_entries.cend(), isFromThere) < m_bounds.hostsPerSource;
}

// Only for the address that it comes from: nobody can send away the host of another machine.
HostTable::Heard HostTable::goodbye(const HostKey &host, const QHostAddress &source)
{
    const auto known = m_entries.find(host);
    if (known == m_entries.end())
        return {};
    if (known->ways.removeIf([&source](const Way &way) { return way.source == source; }) == 0)
        return {};
    if (known->ways.isEmpty())
        m_entries.erase(known);
    return {host, true, false};
}

bool HostTable::dropSilent(qint64 now)
{
    bool dropped = false;
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        dropped |= entry->ways.removeIf([this, now](const Way &way) {
            return now - way.heardAt > m_bounds.silenceMs;
        }) > 0;
        entry = entry->ways.isEmpty() ? m_entries.erase(entry) : std::next(entry);
    }
    return dropped;
}

QList<Invitation> HostTable::ordered(QList<Way> ways)
{
    std::sort(ways.begin(), ways.end(), [](const Way &a, const Way &b) {
        return std::tuple(rankOf(a.source), a.source.toString())
            < std::tuple(rankOf(b.source), b.source.toString());
    });
    QList<Invitation> invitations;
    for (const Way &way : ways) {
        Invitation invitation;
        invitation.host = way.source.toString();
        invitation.port = way.port;
        invitations.append(invitation);
    }
    return invitations;
}

QList<FoundHost> HostTable::hosts() const
{
    QList<FoundHost> found;
    for (const Entry &entry : m_entries) {
        const Beacon &beacon = entry.beacon;
        found.append({beacon.host, beacon.name, beacon.people, beacon.needsCode, beacon.fingerprint,
                      ordered(entry.ways)});
    }
    std::sort(found.begin(), found.end(), [](const FoundHost &a, const FoundHost &b) {
        return std::tuple(a.name.toCaseFolded(), a.id) < std::tuple(b.name.toCaseFolded(), b.id);
    });
    return found;
}

QList<Invitation> HostTable::waysTo(const HostKey &host) const
{
    const auto known = m_entries.constFind(host);
    return known == m_entries.cend() ? QList<Invitation>() : ordered(known->ways);
}

} // namespace courtyard
