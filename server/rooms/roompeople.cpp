#include "server/rooms/roompeople.h"

namespace courtyard {

void RoomPeople::put(const MemberId &id, bool isHere)
{
    const auto known = m_places.find(id);
    if (known == m_places.end()) {
        Half &half = halfOf(isHere);
        half.emplace_hint(half.end(), ++m_came, id);
        m_places.insert(id, {m_came, isHere});
    } else if (known->isHere != isHere) {
        halfOf(isHere).insert(halfOf(known->isHere).extract(known->number));
        known->isHere = isHere;
    }
}

void RoomPeople::remove(const MemberId &id)
{
    const auto known = m_places.constFind(id);
    if (known == m_places.cend())
        return;
    halfOf(known->isHere).erase(known->number);
    m_places.erase(known);
}

QList<MemberId> RoomPeople::page(const MemberId &from, int limit, bool &more) const
{
    QList<MemberId> page;
    more = false;
    const auto take = [&page, &more, limit](auto begin, auto end) {
        for (auto one = begin; one != end && !more; ++one) {
            if (page.size() < limit)
                page.append(one->second);
            else
                more = true;
        }
    };
    // Whoever went away between two pages is among those away, or in no page at all; presence tells of it.
    const Place after = m_places.value(from, {0, from.isEmpty()}); // of somebody who has left: all those away
    if (after.isHere)
        take(m_here.upper_bound(after.number), m_here.end());
    take(after.isHere ? m_away.begin() : m_away.upper_bound(after.number), m_away.end());
    return page;
}

QList<MemberId> RoomPeople::all() const
{
    QList<MemberId> all;
    all.reserve(m_places.size());
    for (const Half *half : {&m_here, &m_away}) {
        for (const auto &[number, id] : *half)
            all.append(id);
    }
    return all;
}

} // namespace courtyard
