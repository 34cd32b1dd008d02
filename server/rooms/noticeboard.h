// Tells a room's listeners who came, went or changed, and a room's members that the room did: gathered per
// turn of the event loop, in rooms of more than a few for a moment, and in crowds a few times a second, so
// that ten thousand arrivals do not cost ten thousand squared. Network thread only; as long as the house.
#pragma once

#include "server/rooms/roomregistry.h"

#include <QTimer>

namespace courtyard {

class NoticeBoard final : public QObject {
    Q_OBJECT
public:
    explicit NoticeBoard(const RoomRegistry &rooms, const Roster &roster);

    /// What is told is how things stand when it is told.
    void personChanged(Room &room, const MemberId &id);
    void roomChanged(Room &room);
    static bool isCrowd(const Room &room);
    /// Whether to pass on that somebody types: in a crowd once until the next notice, whoever it is.
    bool mayTellTyping(Room &room);

private:
    struct Notices {
        QSet<MemberId> people;
        bool room = false;
        bool typing = false; // was told
        int ticks = 1; // until it is posted
    };
    Notices &crowdNoticesOf(Room &room);
    void post(QHash<Room *, Notices> &notices);
    void tick();
    void tellPresence(Room &room, const QSet<MemberId> &people);
    void tellGathered(Room &room, const QSet<MemberId> &people);
    void tellRoom(Room &room);
    Person standing(const Room &room, const MemberId &id) const;

    const RoomRegistry &m_rooms;
    const Roster &m_roster;
    QHash<Room *, Notices> m_soon, m_burst, m_later;
    QTimer m_soonTimer, m_burstTimer, m_laterTimer;
};

} // namespace courtyard
