#include "server/network/strangers.h"

#include "server/http/gate.h"

#include <algorithm>

namespace courtyard {

QString countingAddress(const QHostAddress &address)
{
    const QHostAddress own = http::plain(address);
    if (own.protocol() != QAbstractSocket::IPv6Protocol)
        return own.toString();
    Q_IPV6ADDR bytes = own.toIPv6Address();
    for (int i = 8; i < 16; ++i)
        bytes[i] = 0;
    return QHostAddress(bytes).toString() + QLatin1StringView("/64");
}

std::optional<Strangers::Pass> Strangers::admit(const QHostAddress &address)
{
    const QString key = countingAddress(address);
    if (isFull() || m_perAddress.value(key) >= m_perAddressLimit)
        return std::nullopt;
    ++m_total;
    ++m_perAddress[key];
    return Pass(this, key);
}

std::optional<QString> Strangers::crowdedBeside(const QHostAddress &address) const
{
    const auto most = std::max_element(m_perAddress.cbegin(), m_perAddress.cend());
    const int own = m_perAddress.value(countingAddress(address));
    return most != m_perAddress.cend() && *most >= own + 2 ? std::optional(most.key()) : std::nullopt;
}

void Strangers::leave(const QString &address)
{
    --m_total;
    const auto it = m_perAddress.find(address);
    if (it != m_perAddress.end() && --*it == 0)
        m_perAddress.erase(it);
}

} // namespace courtyard
