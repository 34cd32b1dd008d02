// Who is in a room, those that are connected first; within each half in the order of their ids, so that pages
// of it can be asked for and none of it is ever sorted. A value; network thread only.
#pragma once

#include "protocol/ids.h"

#include <QList>

#include <set>

namespace courtyard {

class RoomPeople {
public:
    bool has(const MemberId &id) const { return m_here.contains(id) || m_away.contains(id); }
    int size() const { return int(m_here.size() + m_away.size()); }

    void put(const MemberId &id, bool isHere)
    {
        (isHere ? m_away : m_here).erase(id);
        (isHere ? m_here : m_away).insert(id);
    }
    void remove(const MemberId &id)
    {
        m_here.erase(id);
        m_away.erase(id);
    }

    /// At most `limit` of them after `from` (empty: from the start).
    QList<MemberId> page(const MemberId &from, int limit, bool &more) const;
    QList<MemberId> all() const;

private:
    std::set<MemberId> m_here, m_away;
};

} // namespace courtyard
