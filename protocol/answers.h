// What a host says (PROTOCOL §3 and §4): replies to requests, and live messages.
#pragma once

#include "protocol/errors.h"
#include "protocol/limits.h"
#include "protocol/types.h"

#include <QJsonObject>
#include <QStringList>

#include <variant>

namespace courtyard::reply {

/// `ok` without fields: leave, typing, read, look.
struct Done { };
/// create, direct, desk, canned.
struct Room {
    RoomInfo room;
};
struct Joined {
    RoomInfo room;
    QList<Person> people; // at most limits::pagePeople, online first
    QList<Event> events; // oldest first
    bool more = false; // `history` has the rest
    bool reset = false; // the client drops what it had of this room
};
struct Rooms {
    QList<RoomInfo> rooms;
};
/// post, edit, delete, react, topic.
struct Stored {
    qint64 seq = 0;
    qint64 at = 0;
};
struct History {
    QList<Event> events; // oldest first
    bool more = false;
};
struct Hits {
    QList<Event> hits; // best first; each carries its room
};
struct Renamed {
    Self me;
};
struct People {
    QList<Person> people;
    bool more = false;
};
/// A one-time code for `hello` on another device.
struct Link {
    QString link;
    qint64 expires = 0; // wall ms
};

/// upload.
struct UploadBegun {
    quint32 upload = 0; // its number on this connection
    qint64 offset = 0; // where to go on from
    qint64 window = 0; // bytes that may be under way beyond what the host has
};
struct Bans {
    QList<BanInfo> bans; // newest first
};
struct Deeds {
    QList<Deed> deeds; // newest first
    bool more = false;
};
/// The join code as it is now; both empty: none is needed.
struct Code {
    QString code; // for typing
    QString linkCode; // for link and QR code
};
struct Files {
    QList<RoomFile> files; // newest first; those of one message stand together
    bool more = false;
};
/// claim, assign, resolve, reopen.
struct TicketChanged {
    Ticket ticket;
};
struct Tickets {
    QList<RoomInfo> tickets; // longest waiting first, then claimed, then resolved ones
    bool more = false;
};
/// Who may embed the help desk.
struct Origins {
    QStringList origins; // set by the owner
    QStringList fixed; // by the command line
};
struct Figures {
    QList<DeskDay> figures; // by day, then desk
};

} // namespace courtyard::reply

namespace courtyard::answer {

struct Welcome {
    qint64 time = 0;
    QString token;
    struct HostInfo {
        HostId id;
        QString name;
        QString version;
    } host;
    Self me;
    QList<RoomInfo> rooms;
    qint64 fileLimit = limits::fileBytes; // the largest file that this host takes
    std::optional<DeskFace> desk = {}; // extension, to visitors: the desk that they are at
};
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString text; // in English, for people; clients may show their own words for the code
    std::optional<qint64> retryMs; // rate_limited
    QString free; // name_taken: a name like it that is free
    QList<int> protocols; // unsupported_protocol
    std::optional<quint32> upload = {}; // a refused chunk, or an upload that failed: whose …
    std::optional<qint64> offset = {}; // … and where to go on from
    std::optional<qint64> limit = {}; // too_large, storage: the number of bytes that is in the way
    std::optional<qint64> until = {}; // forbidden for a time, by a ban or mute (wall ms)
    QString reason = {}; // that whoever banned gave
};
struct Presence {
    RoomId room;
    Person member; // `online` stands beside `member` on the wire
};
/// Many of them at once, in rooms of more than 200 (PROTOCOL §8).
struct Presences {
    RoomId room;
    QList<Person> joined, left;
    int people = 0; // members of the room
    bool more = false; // extension: there were more than are named here
};
struct Typing {
    RoomId room;
    MemberId from;
};
struct ReadMark {
    RoomId room;
    MemberId from;
    qint64 seq = 0;
};
struct RoomChanged {
    RoomInfo room;
    bool gone = false;
};
enum class ByeCode { Kicked, Banned, Stopping, Slow, Moved };
struct Bye {
    ByeCode code = ByeCode::Stopping;
    QString text;
    QStringList urls; // moved
    QString reason = {}; // extension, kicked and banned: what whoever did it said; empty: nothing
    std::optional<qint64> until = {}; // extension, banned: for a time (wall ms)
};
/// Extension: the member behind this connection is not what it was: role, name or mute.
struct You {
    Self me;
    QString reason = {}; // of a mute; empty: none was given
};
/// Extension, to owner and moderators: somebody guesses at the join code.
struct Guessing {
    int tries = 0; // wrong ones within the last minute
    int addresses = 0; // that they came from
};
/// Extension, to visitors: the desk that they are at is not as it was.
struct DeskChanged {
    DeskFace desk;
};
/// Extension, to a desk's agents: who has this conversation open now.
struct Looking {
    RoomId room;
    QList<NamedMember> people;
};
struct Beat {
    qint64 time = 0;
};
/// How far an upload is on the host.
struct Uploading {
    quint32 upload = 0;
    qint64 offset = 0;
};
struct Uploaded {
    quint32 upload = 0;
    FileInfo file;
};
struct Pong {
    double t = 0;
    qint64 time = 0;
};

QLatin1StringView toWire(ByeCode);
std::optional<ByeCode> byeCodeFromWire(QStringView);

} // namespace courtyard::answer
