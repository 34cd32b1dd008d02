// Answers the requests of the help desk (PROTOCOL §6, README §9). Network thread only; as long as the house.
#pragma once

#include "protocol/requests.h"
#include "server/rooms/housestate.h"

namespace courtyard {

class DeskRequests {
public:
    explicit DeskRequests(HouseState &state) : m_state(state) { }

    // Of the owner.
    void handle(const Answer &answer, const request::SetDesk &desk);
    void handle(const Answer &answer, const request::Origins &origins);
    void handle(const Answer &answer, const request::Figures &figures);

    // Of agents.
    void handle(const Answer &answer, const request::SetCanned &canned);
    void handle(const Answer &answer, const request::Tickets &tickets);
    void handle(const Answer &answer, const request::Claim &claim);
    void handle(const Answer &answer, const request::Assign &assign);
    void handle(const Answer &answer, const request::Resolve &resolve);
    void handle(const Answer &answer, const request::Reopen &reopen);
    void handle(const Answer &answer, const request::Look &look);

private:
    using Decide = std::function<ticketmoves::Objection(record::Ticket &, const ticketmoves::Asker &)>;

    bool isOwner(const Answer &answer) const;
    /// nullptr: it was told why not.
    const record::Desk *deskFor(const Answer &answer, const RoomId &room) const;
    void changeDesk(const Answer &answer, const record::Desk &desk,
                    std::function<void(record::Desk &)> change);
    /// Of a conversation that is shown to the asker, an agent; otherwise it is told why not.
    void move(const Answer &answer, const RoomId &conversation, Decide decide);
    ticketmoves::Objection judge(record::Ticket &ticket, const Member &member, const Decide &decide) const;
    void moved(const Answer &answer, Room &room, const MemberId &heldBefore);
    void answerPage(const Answer &answer, const QList<RoomId> &conversations, bool more);

    HouseState &m_state;
};

} // namespace courtyard
