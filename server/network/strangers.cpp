#include "server/network/strangers.h"

#include "server/http/gate.h"

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

void Strangers::leave(const QString &address)
{
    --m_total;
    const auto it = m_perAddress.find(address);
    if (it != m_perAddress.end() && --*it == 0)
        m_perAddress.erase(it);
}

} // namespace courtyard
