// What everything in a house shares: the one composition of its parts, handed to whoever answers requests.
// Network thread only; as long as the house.
#pragma once

#include "server/files/filestore.h"
#include "server/rooms/answer.h"
#include "server/rooms/deeds.h"
#include "server/rooms/deskboard.h"
#include "server/rooms/doorkeeper.h"
#include "server/rooms/guardedlog.h"
#include "server/rooms/house.h"
#include "server/rooms/houselog.h"
#include "server/rooms/links.h"
#include "server/rooms/newcomers.h"
#include "server/rooms/noticeboard.h"
#include "server/rooms/roomregistry.h"
#include "server/rooms/roster.h"

#include <functional>

namespace courtyard {

struct HouseState {
    HouseState(HouseConfig with, EventLog &store, const Clock &time, FileStore *bytes)
        : config(std::move(with)), clock(time), files(bytes), log(store), houseLog(log, time),
          rooms(log, roster, config.epoch, config.busyGather), board(rooms, roster),
          desks(roster, rooms, houseLog, time), deskBoard(desks, roster, rooms, time), doorkeeper(time),
          newcomers(time), newVisitors(time), links(time), linkGuesses(time), secretGuesses(time)
    {
        rooms.describeBy([this](const Room &room, const Member &member, RoomInfo &info) {
            desks.describe(room, member, info);
        });
        desks.whenMade([this](Room &room) {
            QObject::connect(&room, &Room::topicChanged, &board, [this, &room] { board.roomChanged(room); });
            QObject::connect(&room, &Room::conversationMoved, &deskBoard,
                             [this, &room] { deskBoard.conversationMoved(room.id()); });
        });
    }
    HouseState(const HouseState &) = delete;
    HouseState &operator=(const HouseState &) = delete;

    const HouseConfig config;
    const Clock &clock;
    FileStore *const files; // nullptr: this house keeps none
    GuardedLog log;
    HouseLog houseLog;
    record::House house;
    QString typedCode, linkCode; // that are asked for; empty: none is
    Roster roster;
    RoomRegistry rooms;
    NoticeBoard board;
    Desks desks;
    DeskBoard deskBoard;
    QStringList origins; // that the owner lets embed the help desk
    Doorkeeper doorkeeper;
    Newcomers newcomers, newVisitors; // who may be flooded from one address need not keep the others out
    Links links;
    Deeds deeds;
    Guesses linkGuesses, secretGuesses; // at links; at the secrets of private rooms
    std::function<void()> changed; // somebody came, went or changed
    bool stopping = false;
    std::optional<qint64> warnedOfGuessing; // steady ms
    HouseConfig::Code codeKind = config.code; // the owner may want another than at the start

    /// Changes a member's record on disk, then here; one change after the other, so that none takes another
    /// back.
    void changeMember(Member &member, std::function<void(record::Member &)> change,
                      std::function<void(HouseLog::Outcome)> done);
    /// As changeMember.
    void changeRoom(Room &room, std::function<void(record::Room &)> change,
                    std::function<void(HouseLog::Outcome)> done);
    /// Which codes are asked for, as config and record say.
    void takeCodes();
    /// Another code, and another one for links; whoever is a member stays. `fixed` with Fixed only.
    void changeCode(HouseConfig::Code kind, const QString &fixed, std::function<void(bool saved)> done);

    /// Whether the asker may use the rights of owner and moderators now; otherwise it was told why not.
    bool mayModerate(const Answer &answer) const;
    Deed draftDeed(const Member &by, DeedKind what) const;
    void noteDeed(record::Deed deed, std::function<void(bool saved)> then);
    /// To owner and moderators, now and then: somebody guesses at the join code.
    void warnOfGuessing();

    /// A room that is on disk.
    Room &addRoom(const record::Room &record);
    /// A member's view of the rooms listed to it, once all of these are loaded; nullptr: one could not be
    /// read. The list holds for as long as the call.
    void listRooms(const Member &member, std::function<void(const WireList *)> done);
    /// Calls `then(Room &, Member &)` with the room, loaded; otherwise the asker is told no_room, or that it
    /// could not be read. Nearly always at once, and then without a copy of `then`: every message comes this
    /// way.
    template <typename Then>
    void withRoom(const Answer &answer, const RoomId &id, Then then)
    {
        const auto visit = answer.visit();
        if (!visit || !visit->member)
            return;
        Room *room = shownRoom(id, *visit->member);
        if (!room)
            answer.noRoom();
        else if (room->log().isLoaded())
            then(*room, *visit->member);
        else
            whenLoaded(answer, *room, std::move(then));
    }
    /// As above, and the asker is a member of it; otherwise it is told not_member or no_room.
    template <typename Then>
    void withOwnRoom(const Answer &answer, const RoomId &id, Then then)
    {
        withRoom(answer, id, [answer, then = std::move(then)](Room &room, Member &member) {
            if (room.isDesk())
                answer.error(ErrorCode::Forbidden, QStringLiteral("nobody talks in a desk itself"));
            else if (room.isOfTicket() || room.people().has(member.id()))
                then(room, member);
            else if (room.isListedTo(member))
                answer.notMember();
            else
                answer.noRoom();
        });
    }

    /// nullptr: there is none, or none that this member may know of. Others are judged by who asks.
    Room *shownRoom(const RoomId &id, const Member &member);

    /// Who is in a ticket's room without a claim is so while it listens.
    void leaveUnlessHeld(Room &room, Member &member);
    /// Whoever's role or desk changed: what it may see no more goes, what is new comes. `before`: the desks
    /// where it answered.
    void answersElsewhere(Member &member, const QList<const record::Desk *> &before);

    /// Tells every connection of this member, but for one.
    void tellRoom(const Member &member, const Room &room, const Visit *except = nullptr) const;
    /// Its role, name or mute is another one: every connection of its own, and whoever sees it.
    void tellSelf(const Member &member, const QString &reason = {});
    /// Somebody came into the room or left it, came or went, or has another name or device.
    void personChanged(Room &room, const Member &member);
    void personChangedEverywhere(const Member &member);

private:
    /// Of those listed to it that are loaded.
    const WireList &elementsFor(const Member &member);
    QList<Room *> roomsOf(const Member &member);
    static void whenLoaded(const Answer &answer, Room &room, std::function<void(Room &, Member &)> then);

    WireList m_listed; // the last that was made: thousands who come in at once share its memory
};

} // namespace courtyard
