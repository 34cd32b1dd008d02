// What owner and moderators did, the newest thousand (README §9): kept in the house's log as a ring of
// registers. Network thread only; as long as the house.
#pragma once

#include "server/rooms/houselimits.h"
#include "server/rooms/houserecords.h"

#include <deque>
#include <functional>

namespace courtyard {

class Deeds {
public:
    /// The next one's number.
    qint64 number() { return ++m_last; }
    /// One that is on disk.
    void add(const record::Deed &deed);

    /// Those with a smaller number than `before`, newest first, of which `isShown` is true; at most `limit`.
    QList<Deed> page(qint64 before, int limit, const std::function<bool(const record::Deed &)> &isShown,
                     bool &more) const;

private:
    std::deque<record::Deed> m_deeds; // oldest first
    qint64 m_last = 0;
};

} // namespace courtyard
