// One open connection, as the rooms know it: first somebody at the door, then a member. Shared with answers
// that are still on their way, which hold it weakly; ended by its participant. Network thread only.
#pragma once

#include "protocol/types.h"
#include "server/rooms/peer.h"

#include <QSet>

#include <functional>

namespace courtyard {

struct Member;
class Room;

struct Visit {
    explicit Visit(Peer &whose) : peer(whose) { }

    Peer &peer;
    Member *member = nullptr; // set with `welcome`
    Device device = Device::Bot;
    int beatEvery = 0; // seconds; 0: never
    int sinceBeat = 0;
    int largeUnderWay = 0; // requests whose replies may be large
    bool over = false; // it was told `bye`, or is gone; it is told and may ask nothing any more
    QSet<Room *> rooms; // that it has joined
    std::function<void(const answer::Bye &)> dismiss; // says this and closes it

    void send(const WireFrame &frame)
    {
        if (!over)
            peer.send(frame);
    }
    void send(QByteArray json) { send(WireFrame::text(std::move(json))); }
};

} // namespace courtyard
