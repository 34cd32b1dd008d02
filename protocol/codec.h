// The one place where wire JSON becomes structs and structs become wire JSON. Pure functions; any thread.
//   client: encode(Request) ──► bytes ──► decodeRequest ──► Request                 :host
//   client: HostMessage ◄── decodeHostMessage ◄── bytes ◄── encodeReply/encodeLive  :host
// JSON out is written by hand into a byte array (DESIGN §3.5); JSON in is one QJsonDocument parse, and for
// the requests that come most one pass without it (plainrequest.h).
#pragma once

#include "protocol/answers.h"
#include "protocol/requests.h"

#include <QByteArray>

#include <optional>
#include <variant>

namespace courtyard {

/// Why a text frame is not a request. `id` is there where it could still be read, so that the answer can
/// carry `re`.
struct DecodeError {
    ErrorCode code = ErrorCode::BadJson; // BadJson, BadRequest, UnknownType or TooLarge
    QString text; // names the field
    std::optional<qint64> id;
};

/// Host side. Checks everything that can be known without the host's state: types, ranges, lengths of every
/// field. `utf8` must be valid UTF-8 (server/network/framereader.h has checked it). Names are not trimmed or
/// normalised here (see names.h).
std::variant<Request, DecodeError> decodeRequest(const QByteArray &utf8);

/// Client side. The text of one frame, without its WebSocket header.
QByteArray encode(const Request &request);

// Host side: replies. `re` is absent where the request had no id.
using ReplyBody = std::variant<reply::Done, reply::Room, reply::Joined, reply::Rooms, reply::Stored,
                               reply::History, reply::Hits, reply::Renamed, reply::People, reply::Link,
                               reply::UploadBegun, reply::Files, reply::Bans, reply::Deeds, reply::Code,
                               reply::TicketChanged, reply::Tickets, reply::Origins, reply::Figures>;
QByteArray encodeReply(std::optional<qint64> re, const ReplyBody &body);
QByteArray encodeWelcome(std::optional<qint64> re, const answer::Welcome &welcome);
QByteArray encodeError(std::optional<qint64> re, const answer::Error &error);
QByteArray encodePong(std::optional<qint64> re, const answer::Pong &pong);

// Host side: live messages.
QByteArray encodeLive(const Event &event);
QByteArray encodeLive(const answer::Presence &presence);
QByteArray encodeLive(const answer::Presences &presences);
QByteArray encodeLive(const answer::Typing &typing);
QByteArray encodeLive(const answer::ReadMark &mark);
QByteArray encodeLive(const answer::RoomChanged &changed);
QByteArray encodeLive(const answer::Bye &bye);
QByteArray encodeLive(const answer::Beat &beat);
QByteArray encodeLive(const answer::Uploading &uploading);
QByteArray encodeLive(const answer::Uploaded &uploaded);
QByteArray encodeLive(const answer::You &you);
QByteArray encodeLive(const answer::Guessing &guessing);
QByteArray encodeLive(const answer::DeskChanged &changed);
QByteArray encodeLive(const answer::Looking &looking);

/// What `/desks.json` answers.
QByteArray encodeDesks(const QList<DeskFace> &desks);

/// Client side: an `ok`. Which reply it is, only the asker knows: it reads `body` with the function for its
/// request.
struct OkReply {
    std::optional<qint64> re;
    QJsonObject body;
};
struct ErrorReply {
    std::optional<qint64> re;
    answer::Error error;
};
struct WelcomeReply {
    std::optional<qint64> re;
    answer::Welcome welcome;
};
struct PongReply {
    std::optional<qint64> re;
    answer::Pong pong;
};
/// A type that this client does not know: ignored by it.
struct UnknownMessage {
    QString type;
};
using HostMessage = std::variant<WelcomeReply, OkReply, ErrorReply, PongReply, Event, answer::Presence,
                                 answer::Presences, answer::Typing, answer::ReadMark, answer::RoomChanged,
                                 answer::Bye, answer::Beat, answer::Uploading, answer::Uploaded, answer::You,
                                 answer::Guessing, answer::DeskChanged, answer::Looking, UnknownMessage>;

/// nullopt: not JSON, no type, or a known type without what it must have. Unknown fields are ignored.
std::optional<HostMessage> decodeHostMessage(const QByteArray &utf8);

/// Reads the body of an `ok` as the reply T; nullopt where a field that must be there is missing or of a
/// wrong type.
template <typename T>
std::optional<T> readReply(const QJsonObject &body);
template <>
std::optional<reply::Done> readReply(const QJsonObject &body);
template <>
std::optional<reply::Room> readReply(const QJsonObject &body);
template <>
std::optional<reply::Joined> readReply(const QJsonObject &body);
template <>
std::optional<reply::Rooms> readReply(const QJsonObject &body);
template <>
std::optional<reply::Stored> readReply(const QJsonObject &body);
template <>
std::optional<reply::History> readReply(const QJsonObject &body);
template <>
std::optional<reply::Hits> readReply(const QJsonObject &body);
template <>
std::optional<reply::Renamed> readReply(const QJsonObject &body);
template <>
std::optional<reply::People> readReply(const QJsonObject &body);
template <>
std::optional<reply::Link> readReply(const QJsonObject &body);
template <>
std::optional<reply::UploadBegun> readReply(const QJsonObject &body);
template <>
std::optional<reply::Files> readReply(const QJsonObject &body);
template <>
std::optional<reply::Bans> readReply(const QJsonObject &body);
template <>
std::optional<reply::Deeds> readReply(const QJsonObject &body);
template <>
std::optional<reply::Code> readReply(const QJsonObject &body);
template <>
std::optional<reply::TicketChanged> readReply(const QJsonObject &body);
template <>
std::optional<reply::Tickets> readReply(const QJsonObject &body);
template <>
std::optional<reply::Origins> readReply(const QJsonObject &body);
template <>
std::optional<reply::Figures> readReply(const QJsonObject &body);

// Events and file lists as JSON values, for what keeps them on disk.
QJsonObject toJson(const Event &event);
std::optional<Event> eventFromJson(const QJsonObject &object);
QJsonArray toJson(const QList<FileInfo> &files);
std::optional<FileInfo> fileFromJson(const QJsonObject &object);
std::optional<QList<FileInfo>> filesFromJson(const QJsonArray &array);
// And what owner and moderators did.
QByteArray toBytes(const Deed &deed);
std::optional<Deed> deedFromJson(const QJsonObject &object);

} // namespace courtyard
