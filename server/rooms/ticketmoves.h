// What may become of a ticket, and what that makes of its record (PROTOCOL §6, README §9 "The help desk").
// Each move is judged by how things stand when it is its turn, so of two who claim at once one gets it. Pure
// functions; any thread.
#pragma once

#include "protocol/answers.h"
#include "server/rooms/houserecords.h"

#include <optional>

namespace courtyard::ticketmoves {

/// An agent of its desk who wants something of a ticket.
struct Asker {
    NamedMember who;
    bool isOwner = false;
    /// Whoever has the ticket answers at its desk no more: anybody there may go on with it.
    bool isOrphaned = false;
};

using Objection = std::optional<answer::Error>;

/// A visitor who comes waits at once.
void open(record::Ticket &ticket, qint64 now);
bool isHeldBy(const record::Ticket &ticket, const MemberId &id);

/// Whether ask() would change it.
bool isMovedByAsking(const record::Ticket &ticket);
/// Its visitor says something: a resolved one waits again.
void ask(record::Ticket &ticket, qint64 now);
Objection claim(record::Ticket &ticket, const Asker &asker, qint64 now);
/// `to` is an agent of the desk.
Objection assign(record::Ticket &ticket, const Asker &asker, const NamedMember &to, qint64 now);
/// Into the queue again, where it stood before it was claimed.
Objection putBack(record::Ticket &ticket, const Asker &asker, qint64 now);
Objection resolve(record::Ticket &ticket, const Asker &asker, qint64 now);

} // namespace courtyard::ticketmoves
