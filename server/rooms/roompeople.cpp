#include "server/rooms/roompeople.h"

namespace courtyard {

QList<MemberId> RoomPeople::page(const MemberId &from, int limit, bool &more) const
{
    QList<MemberId> page;
    more = false;
    const auto take = [&page, &more, limit](auto begin, auto end) {
        for (auto id = begin; id != end && !more; ++id) {
            if (page.size() < limit)
                page.append(*id);
            else
                more = true;
        }
    };
    // Whoever went away between two pages is among those away, or in no page at all; presence tells of it.
    const bool fromAway = !from.isEmpty() && !m_here.contains(from);
    if (!fromAway)
        take(from.isEmpty() ? m_here.begin() : m_here.upper_bound(from), m_here.end());
    take(fromAway ? m_away.upper_bound(from) : m_away.begin(), m_away.end());
    return page;
}

QList<MemberId> RoomPeople::all() const
{
    QList<MemberId> all(m_here.begin(), m_here.end());
    all.append(QList<MemberId>(m_away.begin(), m_away.end()));
    return all;
}

} // namespace courtyard
