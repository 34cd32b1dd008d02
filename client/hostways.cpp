#include "client/hostways.h"

#include <algorithm>

namespace courtyard {

HostWays::HostWays(WhereIs whereIs) : m_whereIs(std::move(whereIs)) { }

void HostWays::begin(const Invitation &named)
{
    m_named = named;
    m_known = {named};
    m_ways = m_known;
    m_way = 0;
}

bool HostWays::moveTo(const QStringList &urls)
{
    QList<Invitation> ways;
    for (const QString &url : urls) {
        if (std::optional<Invitation> found = Invitation::parse(url)) {
            found->room = m_named.room;
            found->code = m_named.code;
            ways.append(*std::move(found));
        }
    }
    if (ways.isEmpty())
        return false;
    m_known = ways;
    m_ways = ways;
    m_way = ways.size() - 1;
    return true;
}

void HostWays::gather(const HostKey &host, Order order)
{
    m_ways = m_known;
    m_way = 0;
    if (!m_whereIs || host.isEmpty())
        return;
    QList<Invitation> seen;
    for (Invitation &way : m_whereIs(host)) {
        way.room = m_named.room;
        way.code = m_named.code;
        if (!isKnown(way))
            seen.append(std::move(way));
    }
    m_ways = order == Order::SeenFirst ? seen + m_known : m_known + seen;
}

bool HostWays::goOn()
{
    if (m_way + 1 >= m_ways.size())
        return false;
    ++m_way;
    return true;
}

bool HostWays::isKnown(const Invitation &way) const
{
    return std::any_of(m_known.begin(), m_known.end(),
                       [&way](const Invitation &known) { return known.address() == way.address(); });
}

} // namespace courtyard
