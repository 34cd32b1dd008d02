// What a client may say (PROTOCOL §3 and §4): one struct per request, one closed variant of them all.
// A new request does not compile until everybody who must handle it does (STYLE 2).
#pragma once

#include "protocol/types.h"

#include <QStringList>

#include <variant>

namespace courtyard::request {

struct Hello {
    int protocol = 0;
    QString name;
    QString token; // empty: the host issues one
    QString code; // empty: none was given
    QString link; // instead of a token: a code that `link` gave on another device; empty: none
    QString client; // for instance "courtyard-desktop/0.1"
    std::optional<Device> device; // extension: what the client says that it runs on
    int beat = 1; // seconds between two beats; 0 for none
    QString desk; // the topic of a visitor's question, by name or id; empty: no visitor
};
struct Ping {
    double t = 0;
};
struct Create {
    QString name;
    RoomKind kind = RoomKind::Public; // Public, Private or Desk (owner)
    QString key; // empty: none
    QString secret; // empty: none
};
struct Join {
    RoomId room;
    std::optional<qint64> after;
    LogId log; // empty: not given
    QString afterKey; // extension: the key of the event `after`, where the client has it; empty: not given
    QString secret;
};
struct Leave {
    RoomId room;
};
struct Rooms { };
struct Direct {
    MemberId member;
};
struct Post {
    RoomId room;
    QString key;
    QString text;
    QStringList files;
    std::optional<qint64> reply;
};
struct Edit {
    RoomId room;
    QString key;
    qint64 target = 0;
    QString text;
};
struct Delete {
    RoomId room;
    QString key;
    qint64 target = 0;
};
struct React {
    RoomId room;
    QString key;
    qint64 target = 0;
    QString emoji;
    bool on = true;
};
struct SetTopic {
    RoomId room;
    QString key;
    QString text;
};
struct History {
    RoomId room;
    std::optional<qint64> before, after; // exactly one of them
    int limit = 0; // 0: a full page
};
struct Search {
    QString query;
    RoomId room; // empty: all rooms that the member is in
    int limit = 0;
};
struct Typing {
    RoomId room;
};
struct Read {
    RoomId room;
    qint64 seq = 0;
};
struct Rename {
    QString name;
};
struct People {
    RoomId room;
    MemberId from; // the last one of the page before; empty: from the start
    int limit = 0;
};
struct Link { };
/// Of a private room, by a member of it.
struct Invite {
    RoomId room;
    MemberId member;
};
// What owners and moderators may do (PROTOCOL §4 and §8, README §9 "Order in the house").
struct Kick {
    MemberId member;
    QString reason;
};
struct Ban {
    MemberId member;
    std::optional<int> minutes; // nothing: for good
    QString reason;
};
struct Unban {
    MemberId member;
    QString reason;
};
struct Bans { };
struct Mute {
    MemberId member;
    int minutes = 0; // 0 lifts it
    QString reason;
};
struct SetRole {
    MemberId member;
    Role role = Role::Member;
};
struct CloseRoom {
    RoomId room;
};
/// Extension: in a locked room owner and moderators alone may write.
struct Lock {
    RoomId room;
    bool on = true;
};
/// Extension: least time between two posts of one member.
struct Slow {
    RoomId room;
    int seconds = 0; // 0 lifts it
};
/// Extension: what owner and moderators did, newest first.
struct Moderation {
    std::optional<qint64> before; // deeds with a smaller number
    int limit = 0; // 0: a full page
};
/// Extension: another join code. "auto": six new digits; "none": none is needed; else the code itself.
struct SetCode {
    QString code;
};
/// A file that follows in binary frames (PROTOCOL §5). The same member and key is the same upload.
struct Upload {
    QString key;
    QString name; // for display; the host never uses it as a path
    qint64 size = 0;
    QString mime; // what the sender takes it for; empty: not given
    QString sha256; // lowercase hex; empty: not announced
};
/// Gives an upload up.
struct Cancel {
    quint32 upload = 0;
};
/// Extension: the files of a room's messages, newest first.
struct Files {
    RoomId room;
    std::optional<qint64> before; // of messages with a smaller number
    int limit = 0; // 0: a full page
    QString query; // part of a file's or a sender's name; empty: all
};
// The help desk (PROTOCOL §6, README §9 "The help desk").
struct Tickets {
    QString desk; // name or id; empty: all of one's desks
    std::optional<TicketState> state; // nothing: any
    std::optional<qint64> before; // number of the last ticket of the page before
    int limit = 0; // 0: a full page
};
struct Claim {
    RoomId room;
};
struct Assign {
    RoomId room;
    MemberId member; // empty: back into the queue
};
struct Resolve {
    RoomId room;
};
/// Extension: takes a resolved one up again.
struct Reopen {
    RoomId room;
};
/// Extension: this connection looks at that conversation; empty: at none.
struct Look {
    RoomId room;
};
/// Extension: how a desk is. What is absent stays as it is.
struct SetDesk {
    RoomId room;
    std::optional<QStringList> agents; // member ids; empty: everybody with the role agent
    std::optional<QString> greeting, away;
    std::optional<QList<DeskHours>> hours;
};
/// Extension: a desk's whole new list.
struct SetCanned {
    RoomId room;
    QList<CannedReply> replies;
};
/// Extension: the whole new list of who may embed the help desk; nothing: only asks.
struct Origins {
    std::optional<QStringList> origins;
};
/// Extension: how the desks did between two times (wall ms).
struct Figures {
    qint64 from = 0, to = 0;
};

} // namespace courtyard::request

namespace courtyard {

using ClientMessage =
    std::variant<request::Hello, request::Ping, request::Create, request::Join, request::Leave,
                 request::Rooms, request::Direct, request::Post, request::Edit, request::Delete,
                 request::React, request::SetTopic, request::History, request::Search, request::Typing,
                 request::Read, request::Rename, request::People, request::Link, request::Upload,
                 request::Cancel, request::Files, request::Invite, request::Kick, request::Ban,
                 request::Unban, request::Bans, request::Mute, request::SetRole, request::CloseRoom,
                 request::Lock, request::Slow, request::Moderation, request::SetCode, request::Tickets,
                 request::Claim, request::Assign, request::Resolve, request::Reopen, request::Look,
                 request::SetDesk, request::SetCanned, request::Origins, request::Figures>;

/// A request with the number that its reply will carry as `re`.
struct Request {
    std::optional<qint64> id;
    ClientMessage message;
};

} // namespace courtyard
