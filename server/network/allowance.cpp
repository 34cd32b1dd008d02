#include "server/network/allowance.h"

#include <algorithm>

namespace courtyard {

std::chrono::milliseconds Allowance::take(qint64 cost, Time now)
{
    using Seconds = std::chrono::duration<double>;
    m_left = std::min(m_burst, m_left + Seconds(now - m_last).count() * m_perSecond) - double(cost);
    m_last = now;
    return std::chrono::ceil<std::chrono::milliseconds>(Seconds(std::max(0.0, -m_left / m_perSecond)));
}

std::shared_ptr<Allowance> Allowances::of(const QString &member)
{
    if (m_byMember.size() >= m_tidyAt)
        forgetTheAbsent();
    std::weak_ptr<Allowance> &entry = m_byMember[member];
    if (auto shared = entry.lock())
        return shared;
    auto made = ofStranger();
    entry = made;
    return made;
}

// Doubling, so that it costs next to nothing each time.
void Allowances::forgetTheAbsent()
{
    m_byMember.removeIf(
        [](QHash<QString, std::weak_ptr<Allowance>>::iterator entry) { return entry->expired(); });
    m_tidyAt = std::max<qsizetype>(m_tidyAt, 2 * m_byMember.size());
}

} // namespace courtyard
