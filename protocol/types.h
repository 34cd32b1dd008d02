// What both sides of the wire speak about: members, rooms, files and events (PROTOCOL §3 and §4). Plain
// values.
#pragma once

#include "protocol/ids.h"

#include <QList>
#include <QString>

#include <optional>

namespace courtyard {

enum class Role { Owner, Moderator, Agent, Member, Visitor };
enum class RoomKind { Public, Private, Direct, Desk };
enum class Device { Desktop, Browser, Phone, Bot };
enum class EventKind { Message, Edit, Delete, Reaction, Topic, Notice };
/// What owner or moderators did.
enum class DeedKind { Kick, Ban, Unban, Mute, Unmute, Role, Delete, CloseRoom, Lock, Unlock, Slow, Code };
enum class TicketState { Waiting, Claimed, Resolved };

QLatin1StringView toWire(Role);
QLatin1StringView toWire(RoomKind);
QLatin1StringView toWire(Device);
QLatin1StringView toWire(EventKind);
QLatin1StringView toWire(DeedKind);
QLatin1StringView toWire(TicketState);
std::optional<Role> roleFromWire(QStringView);
std::optional<RoomKind> roomKindFromWire(QStringView);
std::optional<Device> deviceFromWire(QStringView);
std::optional<EventKind> eventKindFromWire(QStringView);
std::optional<DeedKind> deedKindFromWire(QStringView);
std::optional<TicketState> ticketStateFromWire(QStringView);

/// An uploaded file as a message names it. `id` is the lowercase hex SHA-256 of its bytes.
struct FileInfo {
    QString id;
    QString name;
    qint64 size = 0;
    QString mime;
    std::optional<int> width, height; // pixels, of pictures
    QString thumb; // id of a small picture; empty where there is none
    bool operator==(const FileInfo &) const = default;
};

/// One entry of a room's log. `seq` counts from 1 without gaps; `at` is the host's wall clock in ms.
/// Which of the optional fields are there depends on `kind`:
///   message: text and/or files, reply?      edit: target, text       delete: target
///   reaction: target, emoji, on             topic: text              notice: text
/// `deleted`: a message (or an edit of it) whose text and files a later `delete` took away.
struct Event {
    RoomId room;
    qint64 seq = 0;
    qint64 at = 0;
    MemberId from;
    QString name; // the sender's at that time
    EventKind kind = EventKind::Message;
    QString key;
    QString text;
    QList<FileInfo> files;
    std::optional<qint64> reply;
    std::optional<qint64> target;
    QString emoji;
    bool on = true;
    bool deleted = false;
    bool operator==(const Event &) const = default;
};

/// A file of a room's message, as the list of the room's files names it.
struct RoomFile {
    qint64 seq = 0; // of the message
    qint64 at = 0;
    MemberId from;
    QString name; // the sender's at that time
    FileInfo file;
    bool operator==(const RoomFile &) const = default;
};

/// A member, as others see it. `online` and `device` are there in lists of people and in presence.
struct Person {
    MemberId id;
    QString name;
    Role role = Role::Member;
    std::optional<Device> device; // of the newest connection; absent while offline
    bool online = false;
    qint64 muted = 0; // extension: may not write until then (wall ms); 0: it may
    bool operator==(const Person &) const = default;
};

/// The member behind this connection.
struct Self {
    MemberId id;
    QString name;
    Role role = Role::Member;
    qint64 muted = 0; // extension: may not write until then (wall ms); 0: it may
    bool operator==(const Self &) const = default;
};

/// Somebody, where the name is all that is shown of them.
struct NamedMember {
    MemberId id;
    QString name;
    bool operator==(const NamedMember &) const = default;
};

/// The question that a visitor brought to a desk. `notes` and what follows it are for agents only.
struct Ticket {
    QString desk; // name of its topic
    RoomId deskId;
    qint64 number = 0; // over the whole host, from 1
    TicketState state = TicketState::Waiting;
    int position = 0; // in its desk's queue, from 1; 0: it stands in none
    NamedMember agent; // who has it, or resolved it; empty id: nobody
    qint64 since = 0; // when it came into this state (wall ms)
    qint64 opened = 0; // when the question came (wall ms)
    qint64 resolved = 0; // when it was resolved last (wall ms); 0: it never was
    RoomId notes; // the agents' own room about it; empty: not shown
    QString excerpt; // beginning of the newest message
    NamedMember visitor; // empty id: not shown
    bool visitorOnline = false;
    QList<NamedMember> looking; // agents who have it open just now
    bool operator==(const Ticket &) const = default;
};

/// A time of the week in which a desk is open. In the host's local time.
struct DeskHours {
    int day = 1; // 1: Monday, 7: Sunday
    int from = 0, to = 0; // minutes since midnight; from < to <= 1440
    bool operator==(const DeskHours &) const = default;
};

/// A reply that agents keep ready.
struct CannedReply {
    QString name;
    QString text;
    bool operator==(const CannedReply &) const = default;
};

/// What agents and the owner see of a desk, beside its room.
struct DeskInfo {
    QList<MemberId> agents; // empty: everybody with the role agent
    QString greeting;
    QString away; // said while nobody is there
    QList<DeskHours> hours; // empty: always
    bool open = true; // by `hours`, just now
    int present = 0; // agents that are connected
    int waiting = 0; // tickets in the queue
    QList<CannedReply> canned;
    bool operator==(const DeskInfo &) const = default;
};

/// What visitors see of a desk.
struct DeskFace {
    RoomId id;
    QString name;
    QString greeting;
    QString away;
    bool open = true;
    int present = 0;
    QList<DeskHours> hours;
    bool operator==(const DeskFace &) const = default;
};

/// How a desk did on one day of the host's local time. Times in ms; 0 where nothing was counted.
struct DeskDay {
    QString day; // "2026-11-21"
    QString desk;
    int opened = 0, resolved = 0, reopened = 0;
    qint64 waitedMedian = 0, waitedP90 = 0, waitedMost = 0; // in the queue until a claim
    qint64 handledMedian = 0, handledP90 = 0; // from a claim until it was resolved
    bool operator==(const DeskDay &) const = default;
};

/// A room as one member sees it. `people` counts its members; `unread` counts messages of others after
/// `read`.
struct RoomInfo {
    RoomId id;
    QString name; // of a direct room: the other one's
    RoomKind kind = RoomKind::Public;
    QString topic;
    qint64 head = 0;
    LogId log;
    int people = 0;
    bool member = false;
    qint64 read = 0;
    int unread = 0;
    MemberId peer; // extension: the other one of a direct room; empty elsewhere
    bool locked = false; // extension: owner and moderators alone may write
    int slow = 0; // extension: seconds between two posts of one member; 0: any
    QString inviter = {}; // extension: who invited this member, who has not joined; empty: nobody did
    std::optional<Ticket> ticket = {}; // of a visitor's conversation
    std::optional<DeskInfo> desk = {}; // of a desk
    bool operator==(const RoomInfo &) const = default;
};

/// Somebody who is kept out, as owner and moderators see it.
struct BanInfo {
    MemberId member;
    QString name;
    MemberId by;
    QString byName; // at that time
    qint64 at = 0;
    qint64 until = 0; // wall ms; 0: for good
    QString reason;
    bool operator==(const BanInfo &) const = default;
};

/// What owner or moderator did. Which of the optional fields are there depends on `what`.
struct Deed {
    qint64 seq = 0; // from 1; the oldest ones are forgotten
    qint64 at = 0;
    MemberId by;
    QString byName; // at that time
    DeedKind what = DeedKind::Kick;
    MemberId member; // whom it hit; empty: nobody
    QString name; // at that time
    RoomId room; // empty: none
    QString roomName;
    qint64 target = 0; // delete: the message
    int minutes = 0; // ban (0: for good), mute
    int seconds = 0; // slow
    std::optional<Role> role; // role
    QString reason;
    bool operator==(const Deed &) const = default;
};

} // namespace courtyard
