// What a house knows, as the registers of its log: the newest record of a slot is the truth
// (store/eventlog.h). Plain values.
#pragma once

#include "protocol/types.h"
#include "server/store/eventlog.h"

#include <QByteArrayList>
#include <QStringList>

#include <optional>
#include <variant>

namespace courtyard::record {

struct House {
    HostId id;
    QString name;
    QString code; // six digits made at the first start, or what the owner wants since
    QString linkCode;
    bool open = false; // the owner wants no code
};
/// Keeps a member out, and newcomers from its addresses.
struct Ban {
    qint64 at = 0; // wall ms
    qint64 until = 0; // 0: for good
    MemberId by;
    QString byName;
    QString reason;
    QStringList addresses; // as PeerFacts has them
    bool holds(qint64 now) const { return until == 0 || now < until; }
};
struct Member {
    MemberId id;
    QString name;
    Role role = Role::Member;
    QByteArrayList tokens; // hashed
    bool gone = false; // never came in: its welcome did not reach anybody
    qint64 mutedUntil = 0; // wall ms
    std::optional<Ban> ban = {};
};
struct Room {
    RoomId id;
    QString name;
    RoomKind kind = RoomKind::Public;
    LogId log;
    qint64 made = 0; // wall ms
    MemberId creator; // empty for the lobby
    MemberId other; // of a direct room
    QString key; // of `create`
    QByteArray secret; // hashed with the room's id; empty: none
    bool gone = false; // never came to be, or was closed and holds nothing any more
    bool closed = false; // for everybody; its log is still to be emptied
    bool locked = false; // owner and moderators alone may write
    int slow = 0; // seconds between two posts of one member
};
/// Beyond what follows from other records: everybody is in the lobby, a creator and the two of a direct room
/// are in it.
struct Membership {
    RoomId room;
    MemberId member;
    bool in = true;
    MemberId inviter = {}; // who is not in it, but may come: by whose invitation
};
struct ReadMark {
    RoomId room;
    MemberId member;
    qint64 seq = 0;
};

/// One of a ring: a newer deed takes the place of the one that is houselimits::deeds older.
struct Deed {
    courtyard::Deed deed;
    bool isPrivate = false; // in a private room
};

/// What a desk is beside its room; it outlives that one, for the tickets that were brought to it.
struct Desk {
    RoomId room;
    QString name;
    QStringList agents; // empty: everybody with the role agent
    QString greeting, away;
    QList<DeskHours> hours;
    QList<CannedReply> canned;
    bool closed = false; // takes no questions any more
};

/// What a ticket went through, for the figures.
struct TicketMark {
    enum class Kind { Opened, Waited, Handled, Dropped, Reopened }; // Dropped: resolved without a claim
    Kind kind = Kind::Opened;
    qint64 at = 0; // wall ms
    qint64 ms = 0; // Waited, Handled: for so long
};

/// A visitor's conversation, with its notes: the rooms follow from this record.
struct Ticket {
    RoomId room;
    LogId log;
    RoomId notes;
    LogId notesLog;
    RoomId desk;
    MemberId visitor;
    qint64 number = 0;
    TicketState state = TicketState::Waiting;
    NamedMember agent; // who has it, or resolved it
    qint64 since = 0; // in this state
    qint64 opened = 0; // when its visitor came
    qint64 asked = 0; // when it said something first; 0: it has not
    qint64 queued = 0; // when it came into the queue last
    qint64 claimed = 0; // since when somebody has it; 0: nobody does
    qint64 resolved = 0;
    QList<TicketMark> marks;
    bool gone = false; // nothing was asked, and its visitor is forgotten
};

/// Who may embed the help desk, as the owner said.
struct Origins {
    QStringList origins;
};

using Any = std::variant<House, Member, Room, Membership, ReadMark, Deed, Desk, Ticket, Origins>;

LogEntry toEntry(const Any &record);
/// nullopt: not a record that this version knows.
std::optional<Any> fromEntry(const LogEntry &entry);

} // namespace courtyard::record
