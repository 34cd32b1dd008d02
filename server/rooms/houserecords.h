// What a house knows, as the registers of its log: the newest record of a slot is the truth
// (store/eventlog.h). Plain values.
#pragma once

#include "protocol/types.h"
#include "server/store/eventlog.h"

#include <QByteArrayList>

#include <variant>

namespace courtyard::record {

struct House {
    HostId id;
    QString name;
    QString code; // six digits, made at the first start
    QString linkCode;
};
struct Member {
    MemberId id;
    QString name;
    Role role = Role::Member;
    QByteArrayList tokens; // hashed
    bool gone = false; // never came in: its welcome did not reach anybody
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
    bool gone = false; // never came to be: nobody was told of it
};
/// Beyond what follows from other records: everybody is in the lobby, a creator and the two of a direct room
/// are in it.
struct Membership {
    RoomId room;
    MemberId member;
    bool in = true;
};
struct ReadMark {
    RoomId room;
    MemberId member;
    qint64 seq = 0;
};

using Any = std::variant<House, Member, Room, Membership, ReadMark>;

LogEntry toEntry(const Any &record);
/// nullopt: not a record that this version knows.
std::optional<Any> fromEntry(const LogEntry &entry);

} // namespace courtyard::record
