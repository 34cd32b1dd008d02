#include "protocol/codec.h"
#include "protocol/deskjson.h"
#include "protocol/hostreaders.h"

#include <QHash>
#include <QJsonDocument>

#include <limits>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr qint64 mostInt = std::numeric_limits<int>::max();

std::optional<Person> personFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Person person{.id = in.word("id"_L1),
                  .name = in.string("name"_L1),
                  .role = in.oneOf("role"_L1, roleFromWire),
                  .device = deviceFromWire(in.optionalString("device"_L1)),
                  .online = in.optionalBoolean("online"_L1),
                  .muted = in.optionalInteger("muted"_L1, 0).value_or(0)};
    return whole(in, std::move(person));
}

std::optional<Self> selfFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Self self{.id = in.word("id"_L1),
              .name = in.string("name"_L1),
              .role = in.oneOf("role"_L1, roleFromWire),
              .muted = in.optionalInteger("muted"_L1, 0).value_or(0)};
    return whole(in, std::move(self));
}

std::optional<RoomInfo> roomFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    RoomInfo room{.id = in.word("id"_L1),
                  .name = in.string("name"_L1),
                  .kind = in.oneOf("kind"_L1, roomKindFromWire),
                  .topic = in.optionalString("topic"_L1),
                  .head = in.integer("head"_L1, 0),
                  .log = in.string("log"_L1),
                  .people = int(in.integer("people"_L1, 0, mostInt)),
                  .member = in.boolean("member"_L1),
                  .read = in.integer("read"_L1, 0),
                  .unread = int(in.integer("unread"_L1, 0, mostInt)),
                  .peer = in.optionalString("peer"_L1),
                  .locked = in.optionalBoolean("locked"_L1),
                  .slow = int(in.optionalInteger("slow"_L1, 0, mostInt).value_or(0)),
                  .inviter = in.optionalString("inviter"_L1),
                  .ticket = readOptional(in, "ticket"_L1, ticketFromJson),
                  .desk = readOptional(in, "desk"_L1, deskFromJson)};
    return whole(in, std::move(room));
}

std::optional<answer::Welcome::HostInfo> hostFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    answer::Welcome::HostInfo host{
        .id = in.word("id"_L1), .name = in.string("name"_L1), .version = in.optionalString("version"_L1)};
    return whole(in, std::move(host));
}

std::optional<qint64> re(JsonReader &in)
{
    return in.optionalInteger("re"_L1, -limits::safeInteger);
}

quint32 uploadNumber(JsonReader &in)
{
    return quint32(in.integer("upload"_L1, 0, std::numeric_limits<quint32>::max()));
}

// The limits are there for clients; a host that names none has ours.
qint64 fileLimit(JsonReader &in)
{
    return in.has("limits"_L1) ? in.object("limits"_L1).value("file"_L1).toInteger(limits::fileBytes)
                               : limits::fileBytes;
}

HostMessage welcome(JsonReader &in)
{
    return WelcomeReply{re(in),
                        answer::Welcome{.time = in.integer("time"_L1, 0),
                                        .token = in.word("token"_L1),
                                        .host = readObject(in, "host"_L1, hostFromJson),
                                        .me = readObject(in, "me"_L1, selfFromJson),
                                        .rooms = readList(in, "rooms"_L1, roomFromJson),
                                        .fileLimit = fileLimit(in),
                                        .desk = readOptional(in, "desk"_L1, faceFromJson)}};
}

HostMessage ok(JsonReader &in)
{
    return OkReply{re(in), in.whole()};
}

HostMessage error(JsonReader &in)
{
    answer::Error error;
    // A code of a later version: all that we can say is that it did not work.
    error.code = errorCodeFromWire(in.string("code"_L1)).value_or(ErrorCode::Internal);
    error.text = in.optionalString("text"_L1);
    error.retryMs = in.optionalInteger("retry"_L1, 0);
    error.free = in.optionalString("free"_L1);
    if (in.has("protocols"_L1)) {
        for (const QJsonValue &protocol : in.array("protocols"_L1))
            error.protocols.append(protocol.toInt());
    }
    if (in.has("upload"_L1))
        error.upload = uploadNumber(in);
    error.offset = in.optionalInteger("offset"_L1, 0);
    error.limit = in.optionalInteger("limit"_L1, 0);
    error.until = in.optionalInteger("until"_L1, 0);
    error.reason = in.optionalString("reason"_L1);
    return ErrorReply{re(in), error};
}

HostMessage pong(JsonReader &in)
{
    return PongReply{re(in), answer::Pong{.t = in.number("t"_L1), .time = in.integer("time"_L1, 0)}};
}

HostMessage event(JsonReader &in)
{
    const std::optional<Event> event = eventFromJson(in.whole());
    if (!event || event->room.isEmpty())
        in.fail("room"_L1, "or another field is not what it must be");
    return event.value_or(Event());
}

HostMessage presence(JsonReader &in)
{
    answer::Presence presence{.room = in.word("room"_L1),
                              .member = readObject(in, "member"_L1, personFromJson)};
    presence.member.online = in.boolean("online"_L1);
    return presence;
}

HostMessage presences(JsonReader &in)
{
    answer::Presences gathered{.room = in.word("room"_L1),
                               .joined = readList(in, "joined"_L1, personFromJson),
                               .left = readList(in, "left"_L1, personFromJson),
                               .people = int(in.integer("people"_L1, 0, std::numeric_limits<int>::max())),
                               .more = in.optionalBoolean("more"_L1)};
    for (Person &person : gathered.joined)
        person.online = true;
    for (Person &person : gathered.left)
        person.online = false;
    return gathered;
}

HostMessage typing(JsonReader &in)
{
    return answer::Typing{.room = in.word("room"_L1), .from = in.word("from"_L1)};
}

HostMessage readMark(JsonReader &in)
{
    return answer::ReadMark{
        .room = in.word("room"_L1), .from = in.word("from"_L1), .seq = in.integer("seq"_L1, 0)};
}

HostMessage roomChanged(JsonReader &in)
{
    return answer::RoomChanged{.room = readObject(in, "room"_L1, roomFromJson),
                               .gone = in.optionalBoolean("gone"_L1)};
}

HostMessage bye(JsonReader &in)
{
    return answer::Bye{.code = in.oneOf("code"_L1, answer::byeCodeFromWire),
                       .text = in.optionalString("text"_L1),
                       .urls = in.optionalWords("urls"_L1),
                       .reason = in.optionalString("reason"_L1),
                       .until = in.optionalInteger("until"_L1, 0)};
}

HostMessage you(JsonReader &in)
{
    return answer::You{.me = readObject(in, "me"_L1, selfFromJson), .reason = in.optionalString("reason"_L1)};
}

HostMessage guessing(JsonReader &in)
{
    return answer::Guessing{.tries = int(in.integer("tries"_L1, 0, mostInt)),
                            .addresses = int(in.integer("addresses"_L1, 0, mostInt))};
}

HostMessage deskChanged(JsonReader &in)
{
    return answer::DeskChanged{readObject(in, "desk"_L1, faceFromJson)};
}

HostMessage looking(JsonReader &in)
{
    return answer::Looking{.room = in.word("room"_L1),
                           .people = readList(in, "people"_L1, namedMemberFromJson)};
}

HostMessage beat(JsonReader &in)
{
    return answer::Beat{.time = in.integer("time"_L1, 0)};
}

HostMessage uploading(JsonReader &in)
{
    return answer::Uploading{.upload = uploadNumber(in), .offset = in.integer("offset"_L1, 0)};
}

HostMessage uploaded(JsonReader &in)
{
    return answer::Uploaded{.upload = uploadNumber(in), .file = readObject(in, "file"_L1, fileFromJson)};
}

std::optional<RoomFile> roomFileFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    RoomFile file{.seq = in.integer("seq"_L1, 1),
                  .at = in.integer("at"_L1, 0),
                  .from = in.word("from"_L1),
                  .name = in.string("name"_L1),
                  .file = readObject(in, "file"_L1, fileFromJson)};
    return whole(in, std::move(file));
}

using Decoder = HostMessage (*)(JsonReader &);

Decoder decoderOf(const QString &type)
{
    static const QHash<QString, Decoder> decoders{
        {u"welcome"_s, welcome},
        {u"ok"_s, ok},
        {u"error"_s, error},
        {u"pong"_s, pong},
        {u"event"_s, event},
        {u"presence"_s, presence},
        {u"typing"_s, typing},
        {u"read"_s, readMark},
        {u"room"_s, roomChanged},
        {u"bye"_s, bye},
        {u"beat"_s, beat},
        {u"presences"_s, presences},
        {u"uploading"_s, uploading},
        {u"uploaded"_s, uploaded},
        {u"you"_s, you},
        {u"guessing"_s, guessing},
        {u"desk"_s, deskChanged},
        {u"looking"_s, looking},
    };
    return decoders.value(type, nullptr);
}

} // namespace

std::optional<HostMessage> decodeHostMessage(const QByteArray &utf8)
{
    const QJsonDocument document = QJsonDocument::fromJson(utf8);
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    const QJsonValue type = object.value("type"_L1);
    if (!type.isString())
        return std::nullopt;
    const Decoder decode = decoderOf(type.toString());
    if (!decode)
        return UnknownMessage{type.toString()};
    JsonReader in(object);
    return whole(in, decode(in));
}

template <>
std::optional<reply::Done> readReply(const QJsonObject &)
{
    return reply::Done{};
}

template <>
std::optional<reply::Room> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(in, reply::Room{readObject(in, "room"_L1, roomFromJson)});
}

template <>
std::optional<reply::Joined> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    reply::Joined joined{.room = readObject(in, "room"_L1, roomFromJson),
                         .people = readList(in, "people"_L1, personFromJson),
                         .events = readList(in, "events"_L1, eventFromJson),
                         .more = in.boolean("more"_L1),
                         .reset = in.optionalBoolean("reset"_L1)};
    for (Event &event : joined.events)
        event.room = joined.room.id;
    return whole(in, std::move(joined));
}

template <>
std::optional<reply::Rooms> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(in, reply::Rooms{readList(in, "rooms"_L1, roomFromJson)});
}

template <>
std::optional<reply::TicketChanged> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(in, reply::TicketChanged{readObject(in, "ticket"_L1, ticketFromJson)});
}

template <>
std::optional<reply::Tickets> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(
        in,
        reply::Tickets{.tickets = readList(in, "tickets"_L1, roomFromJson), .more = in.boolean("more"_L1)});
}

template <>
std::optional<reply::Stored> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(in, reply::Stored{.seq = in.integer("seq"_L1, 1), .at = in.integer("at"_L1, 0)});
}

template <>
std::optional<reply::History> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(
        in,
        reply::History{.events = readList(in, "events"_L1, eventFromJson), .more = in.boolean("more"_L1)});
}

template <>
std::optional<reply::Hits> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(in, reply::Hits{readList(in, "hits"_L1, eventFromJson)});
}

template <>
std::optional<reply::Renamed> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(in, reply::Renamed{readObject(in, "me"_L1, selfFromJson)});
}

template <>
std::optional<reply::People> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(
        in,
        reply::People{.people = readList(in, "people"_L1, personFromJson), .more = in.boolean("more"_L1)});
}

template <>
std::optional<reply::UploadBegun> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(in,
                 reply::UploadBegun{.upload = uploadNumber(in),
                                    .offset = in.integer("offset"_L1, 0),
                                    .window = in.integer("window"_L1, 1)});
}

template <>
std::optional<reply::Files> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(
        in, reply::Files{.files = readList(in, "files"_L1, roomFileFromJson), .more = in.boolean("more"_L1)});
}

template <>
std::optional<reply::Link> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(in, reply::Link{.link = in.word("link"_L1), .expires = in.integer("expires"_L1, 0)});
}

} // namespace courtyard
