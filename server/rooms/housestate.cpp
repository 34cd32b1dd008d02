#include "server/rooms/housestate.h"

#include "protocol/codec.h"
#include "server/rooms/houselimits.h"

namespace courtyard {

namespace {

// Never half a surrogate pair.
QString beginning(const QString &text, qsizetype chars)
{
    if (text.size() <= chars)
        return text;
    return text.first(text.at(chars - 1).isHighSurrogate() ? chars - 1 : chars);
}

} // namespace

void HouseState::changeMember(Member &member, std::function<void(record::Member &)> change,
                              std::function<void(HouseLog::Outcome)> done)
{
    member.changes.append([this, &member, change = std::move(change), done = std::move(done)] {
        record::Member record = member.record;
        change(record);
        houseLog.save(record, [this, &member, record, done](HouseLog::Outcome outcome) {
            if (outcome == HouseLog::Outcome::Saved)
                roster.replace(member, record);
            else if (outcome == HouseLog::Outcome::Unclear)
                houseLog.restore(member.record);
            done(outcome);
            member.changes.removeFirst();
            if (!member.changes.isEmpty())
                std::function(member.changes.constFirst())(); // a copy: it may add to the list
        });
    });
    if (member.changes.size() == 1)
        std::function(member.changes.constFirst())();
}

Room &HouseState::addRoom(const record::Room &record)
{
    Room &room = rooms.add(record);
    QObject::connect(&room, &Room::topicChanged, &board, [this, &room] { board.roomChanged(room); });
    return room;
}

void HouseState::listRooms(const Member &member, std::function<void(std::optional<QList<RoomInfo>>)> done)
{
    struct Waiting {
        qsizetype rooms;
        bool ok = true;
    };
    const QList<Room *> listed = rooms.listedTo(member.id());
    const auto waiting = std::make_shared<Waiting>(Waiting{listed.size()});
    const auto finish = [this, &member, done = std::move(done)](bool ok) {
        if (!ok) {
            done(std::nullopt);
            return;
        }
        QList<RoomInfo> infos;
        for (const Room *room : rooms.listedTo(member.id())) {
            if (room->log().isLoaded()) // else it appeared while we waited, and is told live
                infos.append(rooms.infoFor(*room, member));
        }
        for (RoomInfo &info : infos)
            info.topic = beginning(info.topic, houselimits::listedTopicChars / infos.size());
        done(infos);
    };
    if (listed.isEmpty())
        finish(true);
    for (Room *room : listed) {
        room->log().whenLoaded([waiting, finish](bool ok) {
            waiting->ok = waiting->ok && ok;
            if (--waiting->rooms == 0)
                finish(waiting->ok);
        });
    }
}

void HouseState::withRoom(const Answer &answer, const RoomId &id, std::function<void(Room &, Member &)> then)
{
    const auto visit = answer.visit();
    if (!visit || !visit->member)
        return;
    Room *room = rooms.byId(id);
    if (!room) {
        answer.noRoom();
        return;
    }
    room->log().whenLoaded([answer, room, then = std::move(then)](bool ok) {
        const auto asker = answer.visit();
        if (!ok)
            answer.unreadable();
        else if (asker)
            then(*room, *asker->member);
    });
}

void HouseState::withOwnRoom(const Answer &answer, const RoomId &id,
                             std::function<void(Room &, Member &)> then)
{
    withRoom(answer, id, [answer, then = std::move(then)](Room &room, Member &member) {
        if (room.people().has(member.id()))
            then(room, member);
        else if (room.isListedTo(member.id()))
            answer.notMember();
        else
            answer.noRoom();
    });
}

void HouseState::tellRoom(const Member &member, const Room &room, const Visit *except) const
{
    if (!member.isHere())
        return;
    const answer::RoomChanged change{rooms.infoFor(room, member), !room.isListedTo(member.id())};
    const WireFrame frame = WireFrame::text(encodeLive(change));
    for (Visit *visit : member.visits) {
        if (visit != except)
            visit->send(frame);
    }
}

void HouseState::personChanged(Room &room, const Member &member)
{
    if (room.people().has(member.id()))
        room.people().put(member.id(), member.isHere());
    board.personChanged(room, member.id());
}

void HouseState::personChangedEverywhere(const Member &member)
{
    for (Room *room : member.rooms)
        personChanged(*room, member);
    changed();
}

} // namespace courtyard
