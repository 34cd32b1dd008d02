// Answers requests that append to a room's log or read it (PROTOCOL §4). Network thread only; as long as the
// house.
#pragma once

#include "protocol/requests.h"
#include "server/rooms/filerequests.h"
#include "server/rooms/housestate.h"

namespace courtyard {

class EventRequests {
public:
    EventRequests(HouseState &state, FileRequests &files) : m_state(state), m_files(files) { }

    void handle(const Answer &answer, const request::Post &post);
    void handle(const Answer &answer, const request::Edit &edit);
    void handle(const Answer &answer, const request::Delete &remove);
    void handle(const Answer &answer, const request::React &react);
    void handle(const Answer &answer, const request::SetTopic &topic);
    void handle(const Answer &answer, const request::History &history);
    void handle(const Answer &answer, const request::Search &search);

private:
    /// What stands against appending this, once its target is known; nothing: append it.
    using Objection = std::optional<answer::Error>;
    using Judge = std::function<Objection(const std::optional<Event> &target)>;

    Event draft(const Member &member, const Room &room, EventKind kind, const QString &key) const;
    using Stored = std::function<void()>;
    void appendAbout(const Answer &answer, Room &room, const Event &event, qint64 target, Judge judge,
                     Stored stored = {});
    void appendWithFiles(const Answer &answer, Room &room, const Event &event, const QStringList &ids);
    void appendInTurn(const Answer &answer, Room &room, Event event);
    void append(const Answer &answer, Room &room, Event event, Stored stored = {});
    void refuse(const Answer &answer, Room &room, const Event &event, const answer::Error &error);
    /// What the order in the house has against it: a mute, a locked room.
    Objection objectionTo(const Answer &answer, const Room &room, const Member &member) const;
    /// As above, and in a slow room it was too early; otherwise it counts as posted.
    Objection objectionToPost(const Answer &answer, Room &room, const Member &member) const;
    /// Whether this changes the conversation's ticket, which is kept first.
    bool bringsQuestion(const Room &room, const Member &member) const;
    void ask(const Answer &answer, Room &room, const Event &event, const request::Post &post);
    void askNow(const Answer &answer, Room &room, const request::Post &post);
    void askingOver(const RoomId &conversation);
    void post(const Answer &answer, Room &room, Event event, const request::Post &post);
    void refusePost(const Answer &answer, Room &room, const Event &event, const answer::Error &error);
    void noteDeletion(const Room &room, const Member &by, const Event &target);

    HouseState &m_state;
    FileRequests &m_files;
    QHash<RoomId, QList<std::function<void()>>>
        m_asking; // conversations on their way into the queue → what waits
};

} // namespace courtyard
