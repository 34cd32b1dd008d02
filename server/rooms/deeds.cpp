#include "server/rooms/deeds.h"

#include <algorithm>

namespace courtyard {

// Two that were written at once may come in another order, and are read back in any.
void Deeds::add(const record::Deed &deed)
{
    const auto isBefore = [](const record::Deed &one, const record::Deed &other) {
        return one.deed.seq < other.deed.seq;
    };
    m_deeds.insert(std::upper_bound(m_deeds.begin(), m_deeds.end(), deed, isBefore), deed);
    m_last = std::max(m_last, deed.deed.seq);
    if (m_deeds.size() > houselimits::deeds)
        m_deeds.pop_front();
}

QList<Deed> Deeds::page(qint64 before, int limit, const std::function<bool(const record::Deed &)> &isShown,
                        bool &more) const
{
    QList<Deed> page;
    more = false;
    for (auto deed = m_deeds.crbegin(); deed != m_deeds.crend() && !more; ++deed) {
        if (deed->deed.seq >= before || !isShown(*deed))
            continue;
        if (page.size() < limit)
            page.append(deed->deed);
        else
            more = true;
    }
    return page;
}

} // namespace courtyard
