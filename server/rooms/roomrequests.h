// Answers requests about rooms and the people in them (PROTOCOL §4). Network thread only; as long as the
// house.
#pragma once

#include "protocol/requests.h"
#include "server/rooms/housestate.h"

namespace courtyard {

class RoomRequests {
public:
    explicit RoomRequests(HouseState &state) : m_state(state) { }

    void handle(const Answer &answer, const request::Create &create);
    void handle(const Answer &answer, const request::Join &join);
    void handle(const Answer &answer, const request::Leave &leave);
    void handle(const Answer &answer, const request::Rooms &rooms);
    void handle(const Answer &answer, const request::Direct &direct);
    void handle(const Answer &answer, const request::Typing &typing);
    void handle(const Answer &answer, const request::Read &read);
    void handle(const Answer &answer, const request::Rename &rename);
    void handle(const Answer &answer, const request::People &people);
    void handle(const Answer &answer, const request::Invite &invite);

private:
    // Making rooms: one at a time for each key and each pair, so that asking twice at once makes one.
    bool waitsForMaking(const QString &what, std::function<void()> again);
    void make(const Answer &answer, const QString &what, const record::Room &record);
    void retract(record::Room room);
    bool mayPair(const Answer &answer, const Member &member, const Member &other);
    /// False: the asker was told that it is muted.
    bool maySpeak(const Answer &answer, const Member &member) const;
    bool mayMakeDesks(const Answer &answer, const Visit &visit) const;
    bool mayCreate(const Answer &answer, const Member &member, const QString &name);
    void answerSameRoom(const Answer &answer, const Room &room, const request::Create &create,
                        const QString &name);
    void answerDirect(const Answer &answer, const request::Direct &direct);
    template <typename Request>
    void handleAgain(const Answer &answer, const Request &request);
    void announce(Room &room, const Visit *maker);

    // Joining and leaving
    void saveInvitation(const Answer &answer, Room &room, Member &other, const MemberId &inviter);
    /// `then` where it is on disk; otherwise the asker was told.
    void saveMembership(const Answer &answer, const Room &room, const Member &member, bool in,
                        std::function<void()> then);
    void enter(const Answer &answer, Room &room, std::function<void()> then);
    /// False: the asker was told why not.
    void listenIn(const Answer &answer, Room &room, Member &member, const request::Join &join);
    bool mayEnter(const Answer &answer, const Room &room, const QString &secret);
    void resume(const Answer &answer, Room &room, const request::Join &join);
    void resumeAfter(const Answer &answer, Room &room, const request::Join &join, reply::Joined joined);
    void finishJoin(const Answer &answer, Room &room, reply::Joined joined, const RoomLog::Page &page);
    WireList peopleOf(const Room &room, const MemberId &from, int limit, bool &more) const;

    void tellRename(const Member &member);

    HouseState &m_state;
    QHash<QString, QList<std::function<void()>>> m_making;
};

} // namespace courtyard
