#include "ui/chat/writingrule.h"

#include "ui/people/times.h"

#include <QCoreApplication>

namespace courtyard {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(courtyard::WritingRule)
};
/// Nobody answers across another: whoever claimed a conversation writes in it, and the owner where he must.
WritingRule ticketRule(const Ticket &ticket, const Self &me)
{
    using May = WritingRule::May;
    switch (ticket.state) {
    case TicketState::Waiting:
        return {May::NotWrite, Words::tr("You are reading along. Take the conversation to write in it."), 0};
    case TicketState::Resolved:
        return {May::NotWrite, Words::tr("This conversation is closed. Open it again to write in it."), 0};
    case TicketState::Claimed:
        break;
    }
    if (ticket.agent.id == me.id)
        return {};
    if (me.role == Role::Owner)
        return {May::Write, Words::tr("%1 has this conversation.").arg(ticket.agent.name), 0};
    return {May::NotWrite, Words::tr("%1 has this conversation, and answers here.").arg(ticket.agent.name),
            0};
}

} // namespace

WritingRule writingRule(const RoomInfo &room, const Self &me, qint64 lastPost, qint64 hostNow)
{
    using May = WritingRule::May;
    if (me.muted > hostNow)
        return {May::NotWrite,
                Words::tr("A moderator has muted you. You can write again in %1.")
                    .arg(countdownWords(me.muted - hostNow)),
                me.muted};
    if (room.ticket && me.role != Role::Visitor)
        return ticketRule(*room.ticket, me);
    if (me.role == Role::Owner || me.role == Role::Moderator)
        return {};
    if (room.locked)
        return {May::NotWrite, Words::tr("This room is locked: only moderators write here just now."), 0};
    if (room.slow <= 0)
        return {};
    const qint64 next = lastPost > 0 ? lastPost + qint64(room.slow) * 1000 : 0;
    if (next > hostNow)
        return {May::Prepare,
                Words::tr("Slow mode: you can send again in %1.").arg(countdownWords(next - hostNow)), next};
    return {May::Write, Words::tr("Slow mode: one message in %1.").arg(spanWords(room.slow)), 0};
}

} // namespace courtyard
