#include "server/rooms/speakingorder.h"

namespace courtyard {

void SpeakingOrder::add(const MemberId &who, Work work)
{
    m_lanes[who].waiting.push_back(std::move(work));
    go(who);
}

// Not by recursion: thousands may wait that are over at once.
void SpeakingOrder::go(const MemberId &who)
{
    Lane &lane = m_lanes[who];
    if (lane.isGoing)
        return;
    lane.isGoing = true;
    while (!lane.isBusy && !lane.waiting.empty()) {
        const Work work = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        lane.isBusy = true;
        work([this, who] {
            m_lanes[who].isBusy = false;
            go(who);
        });
    }
    lane.isGoing = false;
    if (!lane.isBusy)
        m_lanes.erase(who);
}

} // namespace courtyard
