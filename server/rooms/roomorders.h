// Answers what owner and moderators ask about rooms: locking, slowing, closing (PROTOCOL §4, README §9), and
// empties the logs of closed ones. Network thread only; as long as the house.
#pragma once

#include "protocol/requests.h"
#include "server/rooms/housestate.h"

namespace courtyard {

class RoomOrders {
public:
    explicit RoomOrders(HouseState &state) : m_state(state) { }

    void handle(const Answer &answer, const request::Lock &lock);
    void handle(const Answer &answer, const request::Slow &slow);
    void handle(const Answer &answer, const request::CloseRoom &close);
    /// Nothing of what was said in a closed room stays on the disk. What fails is done at the next start.
    void empty(const record::Room &room);

private:
    struct Emptying;
    /// The room, where the asker may put it in order; otherwise it was told why not.
    void withRoom(const Answer &answer, const RoomId &id, std::function<void(Room &, Member &)> then);
    void change(const Answer &answer, Room &room, std::function<void(record::Room &)> change,
                const Deed &deed, std::function<void()> then);
    Deed draft(const Member &by, const Room &room, DeedKind what) const;
    void closeDesk(const Answer &answer, Room &room);
    void close(Room &room);
    LogEntry closedEntry(const RoomId &room) const;
    void emptyNewest(const std::shared_ptr<Emptying> &emptying);
    void redact(const std::shared_ptr<Emptying> &emptying, qint64 from, std::function<void()> then);

    HouseState &m_state;
};

} // namespace courtyard
