#include "protocol/codec.h"
#include "protocol/deskjson.h"
#include "protocol/jsonwriter.h"
#include "protocol/limits.h"
#include "protocol/moderationjson.h"
#include "protocol/wirelist.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

void writeFile(JsonWriter &out, const FileInfo &file)
{
    out.field("id"_L1, file.id);
    out.field("name"_L1, file.name);
    out.field("size"_L1, file.size);
    out.field("mime"_L1, file.mime);
    if (file.width)
        out.field("width"_L1, *file.width);
    if (file.height)
        out.field("height"_L1, *file.height);
    if (!file.thumb.isEmpty())
        out.field("thumb"_L1, file.thumb);
}

void writeFileField(JsonWriter &out, const FileInfo &file)
{
    out.beginObject("file"_L1);
    writeFile(out, file);
    out.endObject();
}

void writeFiles(JsonWriter &out, const QList<FileInfo> &files)
{
    out.beginArray("files"_L1);
    for (const FileInfo &file : files) {
        out.beginObject();
        writeFile(out, file);
        out.endObject();
    }
    out.endArray();
}

// What an event says beyond who and when. What was deleted keeps neither text nor files.
void writeContent(JsonWriter &out, const Event &event)
{
    if (event.target)
        out.field("target"_L1, *event.target);
    const bool mayBeWithoutText = event.kind == EventKind::Message || event.kind == EventKind::Delete
        || event.kind == EventKind::Reaction;
    if (!event.deleted && !(mayBeWithoutText && event.text.isEmpty()))
        out.field("text"_L1, event.text);
    if (!event.deleted && !event.files.isEmpty())
        writeFiles(out, event.files);
    if (event.reply)
        out.field("reply"_L1, *event.reply);
    if (event.kind == EventKind::Reaction) {
        out.field("emoji"_L1, event.emoji);
        out.field("on"_L1, event.on);
    }
    if (event.deleted)
        out.field("deleted"_L1, true);
}

void writeEvent(JsonWriter &out, const Event &event)
{
    out.field("room"_L1, event.room);
    out.field("seq"_L1, event.seq);
    out.field("at"_L1, event.at);
    out.field("from"_L1, event.from);
    out.field("name"_L1, event.name);
    out.field("kind"_L1, toWire(event.kind));
    out.field("key"_L1, event.key);
    writeContent(out, event);
}

void writeEvents(JsonWriter &out, QLatin1StringView field, const QList<Event> &events)
{
    out.beginArray(field);
    for (const Event &event : events) {
        out.beginObject();
        writeEvent(out, event);
        out.endObject();
    }
    out.endArray();
}

void writePerson(JsonWriter &out, const Person &person)
{
    out.field("id"_L1, person.id);
    out.field("name"_L1, person.name);
    out.field("role"_L1, toWire(person.role));
    if (person.device)
        out.field("device"_L1, toWire(*person.device));
    if (person.muted != 0)
        out.field("muted"_L1, person.muted);
}

void writePeople(JsonWriter &out, const QList<Person> &people)
{
    out.beginArray("people"_L1);
    for (const Person &person : people) {
        out.beginObject();
        writePerson(out, person);
        out.field("online"_L1, person.online);
        out.endObject();
    }
    out.endArray();
}

void writeSelf(JsonWriter &out, const Self &me)
{
    out.beginObject("me"_L1);
    out.field("id"_L1, me.id);
    out.field("name"_L1, me.name);
    out.field("role"_L1, toWire(me.role));
    if (me.muted != 0)
        out.field("muted"_L1, me.muted);
    out.endObject();
}

void writeRoomUntilUnread(JsonWriter &out, const RoomInfo &room)
{
    out.field("id"_L1, room.id);
    out.field("name"_L1, room.name);
    out.field("kind"_L1, toWire(room.kind));
    out.field("topic"_L1, room.topic);
    out.field("head"_L1, room.head);
    out.field("log"_L1, room.log);
    out.field("people"_L1, room.people);
    out.field("member"_L1, room.member);
    out.field("read"_L1, room.read);
}

void writeRoomAfterUnread(JsonWriter &out, const RoomInfo &room)
{
    if (!room.peer.isEmpty())
        out.field("peer"_L1, room.peer);
    if (room.locked)
        out.field("locked"_L1, true);
    if (room.slow > 0)
        out.field("slow"_L1, room.slow);
    if (!room.inviter.isEmpty())
        out.field("inviter"_L1, room.inviter);
    if (room.ticket)
        writeTicket(out, *room.ticket);
    if (room.desk)
        writeDesk(out, *room.desk);
}

void writeRoom(JsonWriter &out, const RoomInfo &room)
{
    writeRoomUntilUnread(out, room);
    out.field("unread"_L1, room.unread);
    writeRoomAfterUnread(out, room);
}

void writeRoomField(JsonWriter &out, const RoomInfo &room)
{
    out.beginObject("room"_L1);
    writeRoom(out, room);
    out.endObject();
}

void writeRooms(JsonWriter &out, QLatin1StringView field, const QList<RoomInfo> &rooms)
{
    out.beginArray(field);
    for (const RoomInfo &room : rooms) {
        out.beginObject();
        writeRoom(out, room);
        out.endObject();
    }
    out.endArray();
}

void writeLimits(JsonWriter &out, qint64 fileLimit)
{
    out.beginObject("limits"_L1);
    out.field("text"_L1, limits::textBytes);
    out.field("frame"_L1, limits::frameBytes);
    out.field("chunk"_L1, limits::chunkBytes);
    out.field("file"_L1, fileLimit);
    out.field("page"_L1, limits::pageEvents);
    out.field("name"_L1, limits::nameChars);
    out.endObject();
}

struct ReplyWriter {
    JsonWriter &out;

    void operator()(const reply::Done &) { }
    void operator()(const reply::Room &reply) { writeRoomField(out, reply.room); }
    void operator()(const reply::Joined &reply)
    {
        writeRoomField(out, reply.room);
        writePeople(out, reply.people);
        writeRest(reply);
    }
    void writeRest(const reply::Joined &reply)
    {
        writeEvents(out, "events"_L1, reply.events);
        out.field("more"_L1, reply.more);
        if (reply.reset)
            out.field("reset"_L1, true);
    }
    void operator()(const reply::Rooms &reply) { writeRooms(out, "rooms"_L1, reply.rooms); }
    void operator()(const reply::Stored &reply)
    {
        out.field("seq"_L1, reply.seq);
        out.field("at"_L1, reply.at);
    }
    void operator()(const reply::History &reply)
    {
        writeEvents(out, "events"_L1, reply.events);
        out.field("more"_L1, reply.more);
    }
    void operator()(const reply::Hits &reply) { writeEvents(out, "hits"_L1, reply.hits); }
    void operator()(const reply::Renamed &reply) { writeSelf(out, reply.me); }
    void operator()(const reply::People &reply)
    {
        writePeople(out, reply.people);
        out.field("more"_L1, reply.more);
    }
    void operator()(const reply::Link &reply)
    {
        out.field("link"_L1, reply.link);
        out.field("expires"_L1, reply.expires);
    }
    void operator()(const reply::UploadBegun &reply)
    {
        out.field("upload"_L1, qint64(reply.upload));
        out.field("offset"_L1, reply.offset);
        out.field("window"_L1, reply.window);
    }
    void operator()(const reply::Files &reply)
    {
        out.beginArray("files"_L1);
        for (const RoomFile &each : reply.files) {
            out.beginObject();
            out.field("seq"_L1, each.seq);
            out.field("at"_L1, each.at);
            out.field("from"_L1, each.from);
            out.field("name"_L1, each.name);
            writeFileField(out, each.file);
            out.endObject();
        }
        out.endArray();
        out.field("more"_L1, reply.more);
    }
    void operator()(const reply::Bans &reply) { writeFields(out, reply); }
    void operator()(const reply::Deeds &reply) { writeFields(out, reply); }
    void operator()(const reply::Code &reply) { writeFields(out, reply); }
    void operator()(const reply::TicketChanged &reply) { writeTicket(out, reply.ticket); }
    void operator()(const reply::Tickets &reply)
    {
        writeRooms(out, "tickets"_L1, reply.tickets);
        out.field("more"_L1, reply.more);
    }
    void operator()(const reply::Origins &reply) { writeFields(out, reply); }
    void operator()(const reply::Figures &reply) { writeFields(out, reply); }
};

constexpr qsizetype otherBytes = 768; // of most messages beside their list

// One message: opened with its type, closed when it is taken.
class Message {
public:
    explicit Message(QLatin1StringView type, qsizetype reserve = 256) : m_out(reserve)
    {
        m_out.beginObject();
        m_out.field("type"_L1, type);
    }
    Message(QLatin1StringView type, std::optional<qint64> re, qsizetype reserve = 256)
        : Message(type, reserve)
    {
        if (re)
            m_out.field("re"_L1, *re);
    }
    JsonWriter &out() { return m_out; }
    QByteArray finish()
    {
        m_out.endObject();
        return m_out.take();
    }

private:
    JsonWriter m_out;
};

} // namespace

QByteArray encodeReply(std::optional<qint64> re, const ReplyBody &body)
{
    Message message("ok"_L1, re);
    std::visit(ReplyWriter{message.out()}, body);
    return message.finish();
}

QByteArray encodeRooms(std::optional<qint64> re, const WireList &rooms)
{
    Message message("ok"_L1, re, otherBytes + rooms.elements().size());
    message.out().array("rooms"_L1, rooms.elements());
    return message.finish();
}

QByteArray encodeJoined(std::optional<qint64> re, const reply::Joined &joined, const WireList &people)
{
    Message message("ok"_L1, re, otherBytes + people.elements().size());
    writeRoomField(message.out(), joined.room);
    message.out().array("people"_L1, people.elements());
    ReplyWriter{message.out()}.writeRest(joined);
    return message.finish();
}

QByteArray encodePeople(std::optional<qint64> re, const WireList &people, bool more)
{
    Message message("ok"_L1, re, otherBytes + people.elements().size());
    message.out().array("people"_L1, people.elements());
    message.out().field("more"_L1, more);
    return message.finish();
}

RoomElement encodeElement(const RoomInfo &room)
{
    RoomElement element;
    JsonWriter out;
    out.beginObject();
    writeRoomUntilUnread(out, room);
    element.untilUnread = out.takeUntil("unread"_L1);
    writeRoomAfterUnread(out, room);
    out.endObject();
    element.afterUnread = out.take();
    return element;
}

QByteArray encodeElement(const Person &person)
{
    JsonWriter out;
    out.beginObject();
    writePerson(out, person);
    out.field("online"_L1, person.online);
    out.endObject();
    return out.take();
}

QByteArray encodeWelcome(std::optional<qint64> re, const answer::Welcome &welcome)
{
    WireList rooms;
    for (const RoomInfo &room : welcome.rooms)
        rooms.add(encodeElement(room), room.unread);
    return encodeWelcome(re, welcome, rooms);
}

QByteArray encodeWelcome(std::optional<qint64> re, const answer::Welcome &welcome, const WireList &rooms)
{
    Message message("welcome"_L1, re, otherBytes + rooms.elements().size());
    JsonWriter &out = message.out();
    out.field("protocol"_L1, limits::protocolVersion);
    out.field("time"_L1, welcome.time);
    out.field("token"_L1, welcome.token);
    out.beginObject("host"_L1);
    out.field("id"_L1, welcome.host.id);
    out.field("name"_L1, welcome.host.name);
    out.field("version"_L1, welcome.host.version);
    out.endObject();
    writeSelf(out, welcome.me);
    out.array("rooms"_L1, rooms.elements());
    if (welcome.desk)
        writeFace(out, *welcome.desk);
    writeLimits(out, welcome.fileLimit);
    return message.finish();
}

QByteArray encodeError(std::optional<qint64> re, const answer::Error &error)
{
    Message message("error"_L1, re);
    JsonWriter &out = message.out();
    if (error.upload)
        out.field("upload"_L1, qint64(*error.upload));
    out.field("code"_L1, toWire(error.code));
    out.field("text"_L1, error.text);
    if (error.offset)
        out.field("offset"_L1, *error.offset);
    if (error.limit)
        out.field("limit"_L1, *error.limit);
    if (error.retryMs)
        out.field("retry"_L1, *error.retryMs);
    if (!error.free.isEmpty())
        out.field("free"_L1, error.free);
    if (!error.protocols.isEmpty()) {
        out.beginArray("protocols"_L1);
        for (const int protocol : error.protocols)
            out.item(protocol);
        out.endArray();
    }
    if (error.until)
        out.field("until"_L1, *error.until);
    if (!error.reason.isEmpty())
        out.field("reason"_L1, error.reason);
    return message.finish();
}

QByteArray encodePong(std::optional<qint64> re, const answer::Pong &pong)
{
    Message message("pong"_L1, re);
    message.out().field("t"_L1, pong.t);
    message.out().field("time"_L1, pong.time);
    return message.finish();
}

QByteArray encodeLive(const Event &event)
{
    Message message("event"_L1, 256 + 2 * event.text.size());
    writeEvent(message.out(), event);
    return message.finish();
}

QByteArray encodeLive(const answer::Presence &presence)
{
    Message message("presence"_L1);
    JsonWriter &out = message.out();
    out.field("room"_L1, presence.room);
    out.beginObject("member"_L1);
    writePerson(out, presence.member);
    out.endObject();
    out.field("online"_L1, presence.member.online);
    return message.finish();
}

QByteArray encodeLive(const answer::Presences &presences)
{
    Message message("presences"_L1);
    JsonWriter &out = message.out();
    out.field("room"_L1, presences.room);
    const auto write = [&out](QLatin1StringView field, const QList<Person> &people) {
        out.beginArray(field);
        for (const Person &person : people) {
            out.beginObject();
            writePerson(out, person);
            out.endObject();
        }
        out.endArray();
    };
    write("joined"_L1, presences.joined);
    write("left"_L1, presences.left);
    out.field("people"_L1, presences.people);
    if (presences.more)
        out.field("more"_L1, true);
    return message.finish();
}

QByteArray encodeLive(const answer::Typing &typing)
{
    Message message("typing"_L1);
    message.out().field("room"_L1, typing.room);
    message.out().field("from"_L1, typing.from);
    return message.finish();
}

QByteArray encodeLive(const answer::ReadMark &mark)
{
    Message message("read"_L1);
    message.out().field("room"_L1, mark.room);
    message.out().field("from"_L1, mark.from);
    message.out().field("seq"_L1, mark.seq);
    return message.finish();
}

QByteArray encodeLive(const answer::RoomChanged &changed)
{
    Message message("room"_L1);
    writeRoomField(message.out(), changed.room);
    if (changed.gone)
        message.out().field("gone"_L1, true);
    return message.finish();
}

QByteArray encodeLive(const answer::Bye &bye)
{
    Message message("bye"_L1);
    JsonWriter &out = message.out();
    out.field("code"_L1, answer::toWire(bye.code));
    out.field("text"_L1, bye.text);
    if (!bye.urls.isEmpty()) {
        out.beginArray("urls"_L1);
        for (const QString &url : bye.urls)
            out.item(url);
        out.endArray();
    }
    if (!bye.reason.isEmpty())
        out.field("reason"_L1, bye.reason);
    if (bye.until)
        out.field("until"_L1, *bye.until);
    return message.finish();
}

QByteArray encodeLive(const answer::Uploading &uploading)
{
    Message message("uploading"_L1);
    message.out().field("upload"_L1, qint64(uploading.upload));
    message.out().field("offset"_L1, uploading.offset);
    return message.finish();
}

QByteArray encodeLive(const answer::Uploaded &uploaded)
{
    Message message("uploaded"_L1);
    message.out().field("upload"_L1, qint64(uploaded.upload));
    writeFileField(message.out(), uploaded.file);
    return message.finish();
}

QByteArray encodeLive(const answer::You &you)
{
    Message message("you"_L1);
    writeSelf(message.out(), you.me);
    if (!you.reason.isEmpty())
        message.out().field("reason"_L1, you.reason);
    return message.finish();
}

QByteArray encodeLive(const answer::Guessing &guessing)
{
    Message message("guessing"_L1);
    message.out().field("tries"_L1, guessing.tries);
    message.out().field("addresses"_L1, guessing.addresses);
    return message.finish();
}

QByteArray encodeLive(const answer::DeskChanged &changed)
{
    Message message("desk"_L1);
    writeFace(message.out(), changed.desk);
    return message.finish();
}

QByteArray encodeLive(const answer::Looking &looking)
{
    Message message("looking"_L1);
    message.out().field("room"_L1, looking.room);
    writeNamed(message.out(), "people"_L1, looking.people);
    return message.finish();
}

QByteArray encodeLive(const answer::Beat &beat)
{
    Message message("beat"_L1);
    message.out().field("time"_L1, beat.time);
    return message.finish();
}

} // namespace courtyard
