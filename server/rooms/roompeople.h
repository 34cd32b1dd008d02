// Who is in a room, those that are connected first; within each half in the order in which they came into it,
// so that pages of it can be asked for and none of it is ever sorted. A value; network thread only.
#pragma once

#include "protocol/ids.h"

#include <QHash>
#include <QList>

#include <map>

namespace courtyard {

class RoomPeople {
public:
    bool has(const MemberId &id) const { return m_places.contains(id); }
    int size() const { return int(m_places.size()); }

    void put(const MemberId &id, bool isHere);
    void remove(const MemberId &id);

    /// At most `limit` of them after `from` (empty: from the start).
    QList<MemberId> page(const MemberId &from, int limit, bool &more) const;
    QList<MemberId> all() const;

private:
    using Half = std::map<quint64, MemberId>; // by the number of who came
    struct Place {
        quint64 number;
        bool isHere;
    };
    Half &halfOf(bool isHere) { return isHere ? m_here : m_away; }

    QHash<MemberId, Place> m_places;
    Half m_here, m_away;
    quint64 m_came = 0; // so many ever
};

} // namespace courtyard
