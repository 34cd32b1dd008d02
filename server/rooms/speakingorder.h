// What one member says in a room takes effect in the order in which it was said, though looking up what it
// is about (the message that an edit names, say) may take a while. Network thread only; as long as its room.
#pragma once

#include "protocol/ids.h"

#include <QHash> // and std::hash of a QString

#include <deque>
#include <functional>
#include <unordered_map>

namespace courtyard {

class SpeakingOrder {
public:
    using Over = std::function<void()>;
    /// Calls `over` once, now or later: when its append is on its way, or will not come.
    using Work = std::function<void(const Over &over)>;

    /// Nothing of theirs is under way: a work that is over at once need not be added.
    bool isFree(const MemberId &who) const { return !m_lanes.contains(who); }
    void add(const MemberId &who, Work work);

private:
    struct Lane {
        std::deque<Work> waiting;
        bool isBusy = false; // a work is under way
        bool isGoing = false; // go() is at it already
    };
    void go(const MemberId &who);

    std::unordered_map<MemberId, Lane> m_lanes;
};

} // namespace courtyard
