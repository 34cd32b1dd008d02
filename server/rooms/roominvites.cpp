// The part of RoomRequests that lets others into private rooms: `invite`, and declining.
#include "server/rooms/roomrequests.h"

#include "server/rooms/houselimits.h"

using namespace Qt::StringLiterals;

namespace courtyard {

void RoomRequests::handle(const Answer &answer, const request::Invite &invite)
{
    m_state.withOwnRoom(answer, invite.room, [this, answer, invite](Room &room, Member &member) {
        Member *other = m_state.roster.byId(invite.member);
        if (room.record().kind == RoomKind::Public)
            answer.error(ErrorCode::BadRequest, u"room is public: everybody may join it"_s);
        else if (room.isOfTicket())
            answer.error(ErrorCode::Forbidden, u"a conversation belongs to its desk"_s);
        else if (room.isDirect())
            answer.error(ErrorCode::Forbidden, u"a direct room belongs to the two of it"_s);
        else if (!other || other->isVisitor())
            answer.error(ErrorCode::BadRequest, u"member is nobody of this place"_s);
        else if (room.people().has(other->id()) || room.isInvited(other->id()))
            answer.ok();
        else if (m_state.config.rateLimit && room.invitations() >= houselimits::invitationsPerRoom)
            answer.error(ErrorCode::Forbidden, u"as many as may be are invited to this room already"_s);
        else
            saveInvitation(answer, room, *other, member.id());
    });
}

// An empty inviter: none any more.
void RoomRequests::saveInvitation(const Answer &answer, Room &room, Member &other, const MemberId &inviter)
{
    const record::Membership invitation{room.id(), other.id(), false, inviter};
    m_state.houseLog.save(invitation, [this, answer, &room, &other, inviter](HouseLog::Outcome saved) {
        const bool isIn = room.people().has(other.id());
        if (saved != HouseLog::Outcome::NotSaved && (isIn || saved == HouseLog::Outcome::Unclear))
            m_state.houseLog.restore(record::Membership{room.id(), other.id(), isIn,
                                                        isIn ? MemberId() : room.inviterOf(other.id())});
        if (saved != HouseLog::Outcome::Saved) {
            answer.storage();
            return;
        }
        if (!isIn && !room.isClosed()) {
            room.setInviter(other.id(), inviter);
            m_state.tellRoom(other, room);
        }
        answer.ok();
    });
}

} // namespace courtyard
