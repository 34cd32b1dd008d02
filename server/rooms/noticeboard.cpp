#include "server/rooms/noticeboard.h"

#include "protocol/codec.h"
#include "server/rooms/houselimits.h"

#include <algorithm>
#include <optional>

namespace courtyard {

namespace {

// 1 up to a huge crowd; from there on as the room grows.
int timesHuge(const Room &room)
{
    return std::max(1, room.people().size() / houselimits::hugeCrowd);
}

void startUnlessActive(QTimer &timer)
{
    if (!timer.isActive())
        timer.start();
}

} // namespace

NoticeBoard::NoticeBoard(const RoomRegistry &rooms, const Roster &roster) : m_rooms(rooms), m_roster(roster)
{
    for (QTimer *timer : {&m_soonTimer, &m_burstTimer, &m_laterTimer})
        timer->setSingleShot(true);
    m_soonTimer.setInterval(0);
    m_burstTimer.setInterval(houselimits::burstMs);
    m_laterTimer.setInterval(houselimits::gatherMs);
    connect(&m_soonTimer, &QTimer::timeout, this, [this] { post(m_soon); });
    connect(&m_burstTimer, &QTimer::timeout, this, [this] { post(m_burst); });
    connect(&m_laterTimer, &QTimer::timeout, this, &NoticeBoard::tick);
}

bool NoticeBoard::isCrowd(const Room &room)
{
    return room.people().size() > houselimits::crowd;
}

NoticeBoard::Notices &NoticeBoard::crowdNoticesOf(Room &room)
{
    startUnlessActive(m_laterTimer);
    if (const auto known = m_later.find(&room); known != m_later.end())
        return *known;
    Notices &fresh = m_later[&room];
    fresh.ticks = timesHuge(room);
    return fresh;
}

bool NoticeBoard::mayTellTyping(Room &room)
{
    return !isCrowd(room) || !std::exchange(crowdNoticesOf(room).typing, true);
}

void NoticeBoard::tick()
{
    QHash<Room *, Notices> due;
    for (auto one = m_later.begin(); one != m_later.end();) {
        if (--one->ticks > 0) {
            ++one;
            continue;
        }
        due.insert(one.key(), *one);
        one = m_later.erase(one);
    }
    post(due);
    if (!m_later.isEmpty())
        m_laterTimer.start();
}

void NoticeBoard::personChanged(Room &room, const MemberId &id)
{
    if (!room.hasListeners())
        return;
    if (isCrowd(room)) {
        crowdNoticesOf(room).people.insert(id);
        return;
    }
    const bool isSoon = room.people().size() <= houselimits::fewPeople;
    startUnlessActive(isSoon ? m_soonTimer : m_burstTimer);
    (isSoon ? m_soon : m_burst)[&room].people.insert(id);
}

void NoticeBoard::roomChanged(Room &room)
{
    if (isCrowd(room)) {
        crowdNoticesOf(room).room = true;
        return;
    }
    startUnlessActive(m_soonTimer);
    m_soon[&room].room = true;
}

void NoticeBoard::post(QHash<Room *, Notices> &notices)
{
    const QHash<Room *, Notices> all = std::exchange(notices, {});
    for (auto one = all.cbegin(); one != all.cend(); ++one) {
        Room &room = *one.key();
        if (isCrowd(room))
            tellGathered(room, one->people);
        else
            tellPresence(room, one->people);
        if (one->room)
            tellRoom(room);
    }
}

// As this room sees somebody: who has left it is not online in it.
Person NoticeBoard::standing(const Room &room, const MemberId &id) const
{
    Person person = m_rooms.personOf(id);
    person.online = person.online && room.people().has(id);
    if (!person.online)
        person.device.reset();
    return person;
}

// Each by itself (PROTOCOL §8), all in one piece.
void NoticeBoard::tellPresence(Room &room, const QSet<MemberId> &people)
{
    std::optional<WireFrame> all;
    for (const MemberId &id : people) {
        const WireFrame one = WireFrame::text(encodeLive(answer::Presence{room.id(), standing(room, id)}));
        if (all)
            all->append(one);
        else
            all = one;
    }
    if (all)
        room.tell(*all);
}

void NoticeBoard::tellGathered(Room &room, const QSet<MemberId> &people)
{
    if (people.isEmpty())
        return;
    const int mostNamed = houselimits::gatheredPeople / timesHuge(room);
    answer::Presences gathered{.room = room.id(),
                               .joined = {},
                               .left = {},
                               .people = room.people().size(),
                               .more = people.size() > mostNamed};
    int named = 0;
    for (const MemberId &id : people) {
        if (++named > mostNamed)
            break; // the number is right all the same
        const Person person = standing(room, id);
        (person.online ? gathered.joined : gathered.left).append(person);
    }
    room.tell(WireFrame::text(encodeLive(gathered)));
}

// To everybody it is listed to, each as it sees it.
void NoticeBoard::tellRoom(Room &room)
{
    for (const Member *member : m_roster.all()) {
        if (!member->isHere() || !room.isListedTo(*member))
            continue;
        const WireFrame frame =
            WireFrame::text(encodeLive(answer::RoomChanged{m_rooms.infoFor(room, *member), false}));
        for (Visit *visit : member->visits)
            visit->send(frame);
    }
}

} // namespace courtyard
