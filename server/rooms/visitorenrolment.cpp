// The part of Greeter that lets visitors of the help desk in (PROTOCOL §6).
#include "server/rooms/greeter.h"

#include "protocol/limits.h"
#include "protocol/names.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/secrets.h"

using namespace Qt::StringLiterals;

namespace courtyard {

// Whoever floods the desk is bounded apart from those who become members: neither keeps the others out.
bool Greeter::mayVisit(const Caller &caller)
{
    const auto visit = caller.answer.visit();
    if (!visit || isBannedHere(caller, *visit))
        return false;
    if (!m_state.config.rateLimit)
        return true;
    if (m_state.desks.book().size() >= houselimits::visitors && !forgetOneWhoSaidNothing()) {
        caller.answer.error(ErrorCode::Busy, u"the help desk has no room for more questions"_s);
        return false;
    }
    if (const auto retry = m_state.newVisitors.take(visit->peer.facts().address)) {
        caller.answer.waitFor(*retry, u"too many people came from this address; wait a while"_s);
        return false;
    }
    return true;
}

// They find a new conversation when they come back, as empty as the old one.
bool Greeter::forgetOneWhoSaidNothing()
{
    const record::Ticket *oldest = m_state.desks.book().oldestUnasked([this](const record::Ticket &ticket) {
        const Member *visitor = m_state.roster.byId(ticket.visitor);
        return visitor && !visitor->isHere() && visitor->changes.isEmpty();
    });
    if (!oldest)
        return false;
    record::Ticket ticket = *oldest;
    ticket.gone = true;
    Member &visitor = *m_state.roster.byId(ticket.visitor);
    retract(visitor.record);
    m_state.houseLog.restore(ticket);
    if (Room *room = m_state.rooms.byId(ticket.room)) {
        m_state.rooms.takeOutOf(*room, visitor);
        room->close();
    }
    m_state.desks.book().remove(ticket.room);
    m_state.roster.remove(visitor);
    return true;
}

// The visitor and its conversation: both on disk before the welcome. The number is the one of the desk's
// ticket.
void Greeter::enrolVisitor(const Caller &caller)
{
    const record::Desk *desk = m_state.desks.book().openDesk(caller.hello.desk);
    const std::optional<QString> name = acceptableName(caller.hello.name);
    if (!desk)
        caller.answer.error(ErrorCode::NoRoom, u"there is no such help desk"_s);
    else if (!name)
        caller.answer.error(ErrorCode::BadRequest,
                            u"name must be 1 to %1 visible characters"_s.arg(limits::nameChars));
    if (!desk || !name || !mayVisit(caller)) {
        caller.settled();
        return;
    }
    const QString token = makeToken();
    const record::Member member{
        .id = makeId('m'), .name = *name, .role = Role::Visitor, .tokens = {hashOfSecret(token)}};
    record::Ticket ticket;
    ticket.room = makeId('r');
    ticket.log = makeId('l');
    ticket.notes = makeId('r');
    ticket.notesLog = makeId('l');
    ticket.desk = desk->room;
    ticket.visitor = member.id;
    ticket.number = m_state.desks.book().takeNumber();
    ticketmoves::open(ticket, m_state.clock.wallMs());
    // At once, so that they come to disk together.
    const auto outcomes = std::make_shared<QList<HouseLog::Outcome>>();
    const auto saved = [this, caller, member, ticket, token, outcomes](HouseLog::Outcome outcome) {
        outcomes->append(outcome);
        if (outcomes->size() == 2)
            visitorSaved(caller, member, ticket, token,
                         outcomes->count(HouseLog::Outcome::Saved) == 2 ? Enrolled::Yes : Enrolled::No);
    };
    m_state.houseLog.save(ticket, saved);
    m_state.houseLog.save(member, saved);
}

void Greeter::visitorSaved(const Caller &caller, const record::Member &member, const record::Ticket &ticket,
                           const QString &token, Enrolled enrolled)
{
    if (enrolled == Enrolled::No || !caller.answer.visit()) {
        record::Ticket gone = ticket; // nobody has learnt of either
        gone.gone = true;
        m_state.houseLog.restore(gone);
        retract(member);
        caller.answer.storage();
        caller.settled();
        return;
    }
    Member &visitor = m_state.roster.add(member);
    m_state.desks.book().put(ticket);
    m_state.desks.openConversation(ticket).log().startEmpty();
    m_state.deskBoard.ticketChanged(ticket);
    admit(caller, visitor, token);
}

} // namespace courtyard
