#include "protocol/deskjson.h"

#include "protocol/codec.h"
#include "protocol/hostreaders.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr qint64 mostInt = std::numeric_limits<int>::max();

ClientMessage tickets(JsonReader &in)
{
    const auto limit = in.optionalInteger("limit"_L1, 1).value_or(0);
    return request::Tickets{
        .desk = in.optionalString("desk"_L1, limits::idChars),
        .state = in.has("state"_L1) ? std::optional(in.oneOf("state"_L1, ticketStateFromWire)) : std::nullopt,
        .before = in.optionalInteger("before"_L1, 1),
        .limit = int(std::min<qint64>(limit, limits::pageEvents))};
}

ClientMessage claim(JsonReader &in)
{
    return request::Claim{.room = in.word("room"_L1)};
}

ClientMessage assign(JsonReader &in)
{
    return request::Assign{.room = in.word("room"_L1), .member = in.optionalString("member"_L1)};
}

ClientMessage resolve(JsonReader &in)
{
    return request::Resolve{.room = in.word("room"_L1)};
}

ClientMessage reopen(JsonReader &in)
{
    return request::Reopen{.room = in.word("room"_L1)};
}

ClientMessage look(JsonReader &in)
{
    return request::Look{.room = in.optionalString("room"_L1)};
}

template <typename T>
QList<T> boundedList(JsonReader &in, QLatin1StringView field, qsizetype most,
                     std::optional<T> (*read)(const QJsonObject &))
{
    QList<T> list = readList(in, field, read);
    if (list.size() > most)
        in.fail(field, "are too many");
    return list;
}

std::optional<QString> deskText(JsonReader &in, QLatin1StringView field)
{
    return in.has(field) ? std::optional(in.optionalString(field, limits::greetingChars)) : std::nullopt;
}

ClientMessage setDesk(JsonReader &in)
{
    request::SetDesk desk{.room = in.word("room"_L1),
                          .agents = {},
                          .greeting = deskText(in, "greeting"_L1),
                          .away = deskText(in, "away"_L1),
                          .hours = {}};
    if (in.has("agents"_L1))
        desk.agents = in.optionalWords("agents"_L1, limits::deskAgents);
    if (in.has("hours"_L1))
        desk.hours = boundedList(in, "hours"_L1, limits::deskHours, hoursFromJson);
    return desk;
}

ClientMessage setCanned(JsonReader &in)
{
    request::SetCanned canned{.room = in.word("room"_L1),
                              .replies =
                                  boundedList(in, "replies"_L1, limits::cannedReplies, cannedFromJson)};
    QSet<QString> names;
    for (const CannedReply &reply : canned.replies)
        names.insert(reply.name.toCaseFolded());
    if (names.size() < canned.replies.size())
        in.fail("replies"_L1, "have a name twice");
    return canned;
}

ClientMessage origins(JsonReader &in)
{
    request::Origins origins;
    if (!in.has("origins"_L1))
        return origins;
    origins.origins = in.optionalWords("origins"_L1, limits::origins);
    const auto isTooLong = [](const QString &origin) { return origin.size() > limits::originChars; };
    if (std::any_of(origins.origins->cbegin(), origins.origins->cend(), isTooLong))
        in.fail("origins"_L1, "are too long");
    return origins;
}

ClientMessage figures(JsonReader &in)
{
    const request::Figures figures{.from = in.integer("from"_L1, 0), .to = in.integer("to"_L1, 0)};
    if (figures.to < figures.from)
        in.fail("to"_L1, "lies before from");
    return figures;
}

void writeNamed(JsonWriter &out, const NamedMember &person)
{
    out.field("id"_L1, person.id);
    out.field("name"_L1, person.name);
}

void writeOptional(JsonWriter &out, QLatin1StringView field, qint64 value)
{
    if (value != 0)
        out.field(field, value);
}

void writeWords(JsonWriter &out, QLatin1StringView field, const QStringList &words)
{
    out.beginArray(field);
    for (const QString &word : words)
        out.item(word);
    out.endArray();
}

// The part of a ticket that visitors never see.
void writeForAgents(JsonWriter &out, const Ticket &ticket)
{
    if (!ticket.notes.isEmpty())
        out.field("notes"_L1, ticket.notes);
    if (!ticket.excerpt.isEmpty())
        out.field("excerpt"_L1, ticket.excerpt);
    if (!ticket.visitor.id.isEmpty()) {
        out.beginObject("visitor"_L1);
        writeNamed(out, ticket.visitor);
        out.field("online"_L1, ticket.visitorOnline);
        out.endObject();
    }
    if (!ticket.looking.isEmpty())
        writeNamed(out, "looking"_L1, ticket.looking);
}

std::optional<DeskDay> dayFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    DeskDay day{.day = in.word("day"_L1),
                .desk = in.word("desk"_L1),
                .opened = int(in.integer("opened"_L1, 0, mostInt)),
                .resolved = int(in.integer("resolved"_L1, 0, mostInt)),
                .reopened = int(in.integer("reopened"_L1, 0, mostInt)),
                .waitedMedian = in.integer("waitedMedian"_L1, 0),
                .waitedP90 = in.integer("waitedP90"_L1, 0),
                .waitedMost = in.integer("waitedMost"_L1, 0),
                .handledMedian = in.integer("handledMedian"_L1, 0),
                .handledP90 = in.integer("handledP90"_L1, 0)};
    return whole(in, std::move(day));
}

} // namespace

RequestDecoder deskDecoderOf(const QString &type)
{
    static const QHash<QString, RequestDecoder> decoders{
        {u"tickets"_s, tickets}, {u"claim"_s, claim},     {u"assign"_s, assign}, {u"resolve"_s, resolve},
        {u"reopen"_s, reopen},   {u"look"_s, look},       {u"desk"_s, setDesk},  {u"canned"_s, setCanned},
        {u"origins"_s, origins}, {u"figures"_s, figures},
    };
    return decoders.value(type, nullptr);
}

void writeTicket(JsonWriter &out, const Ticket &ticket)
{
    out.beginObject("ticket"_L1);
    out.field("desk"_L1, ticket.desk);
    out.field("deskId"_L1, ticket.deskId);
    out.field("number"_L1, ticket.number);
    out.field("state"_L1, toWire(ticket.state));
    writeOptional(out, "position"_L1, ticket.position);
    if (!ticket.agent.id.isEmpty()) {
        out.beginObject("agent"_L1);
        writeNamed(out, ticket.agent);
        out.endObject();
    }
    out.field("since"_L1, ticket.since);
    out.field("opened"_L1, ticket.opened);
    writeOptional(out, "resolved"_L1, ticket.resolved);
    writeForAgents(out, ticket);
    out.endObject();
}

void writeDesk(JsonWriter &out, const DeskInfo &desk)
{
    out.beginObject("desk"_L1);
    writeWords(out, "agents"_L1, desk.agents);
    out.field("greeting"_L1, desk.greeting);
    out.field("away"_L1, desk.away);
    writeHours(out, desk.hours);
    out.field("open"_L1, desk.open);
    out.field("present"_L1, desk.present);
    out.field("waiting"_L1, desk.waiting);
    writeCanned(out, "canned"_L1, desk.canned);
    out.endObject();
}

static void writeFaceFields(JsonWriter &out, const DeskFace &desk)
{
    out.field("id"_L1, desk.id);
    out.field("name"_L1, desk.name);
    out.field("greeting"_L1, desk.greeting);
    out.field("away"_L1, desk.away);
    out.field("open"_L1, desk.open);
    out.field("present"_L1, desk.present);
    writeHours(out, desk.hours);
}

void writeFace(JsonWriter &out, const DeskFace &desk)
{
    out.beginObject("desk"_L1);
    writeFaceFields(out, desk);
    out.endObject();
}

void writeHours(JsonWriter &out, const QList<DeskHours> &hours)
{
    out.beginArray("hours"_L1);
    for (const DeskHours &each : hours) {
        out.beginObject();
        out.field("day"_L1, each.day);
        out.field("from"_L1, each.from);
        out.field("to"_L1, each.to);
        out.endObject();
    }
    out.endArray();
}

void writeCanned(JsonWriter &out, QLatin1StringView field, const QList<CannedReply> &replies)
{
    out.beginArray(field);
    for (const CannedReply &reply : replies) {
        out.beginObject();
        out.field("name"_L1, reply.name);
        out.field("text"_L1, reply.text);
        out.endObject();
    }
    out.endArray();
}

void writeNamed(JsonWriter &out, QLatin1StringView field, const QList<NamedMember> &people)
{
    out.beginArray(field);
    for (const NamedMember &person : people) {
        out.beginObject();
        writeNamed(out, person);
        out.endObject();
    }
    out.endArray();
}

void writeFields(JsonWriter &out, const reply::Origins &reply)
{
    writeWords(out, "origins"_L1, reply.origins);
    writeWords(out, "fixed"_L1, reply.fixed);
}

void writeFields(JsonWriter &out, const reply::Figures &reply)
{
    out.beginArray("figures"_L1);
    for (const DeskDay &day : reply.figures) {
        out.beginObject();
        out.field("day"_L1, day.day);
        out.field("desk"_L1, day.desk);
        out.field("opened"_L1, day.opened);
        out.field("resolved"_L1, day.resolved);
        out.field("reopened"_L1, day.reopened);
        out.field("waitedMedian"_L1, day.waitedMedian);
        out.field("waitedP90"_L1, day.waitedP90);
        out.field("waitedMost"_L1, day.waitedMost);
        out.field("handledMedian"_L1, day.handledMedian);
        out.field("handledP90"_L1, day.handledP90);
        out.endObject();
    }
    out.endArray();
}

QByteArray encodeDesks(const QList<DeskFace> &desks)
{
    JsonWriter out;
    out.beginObject();
    out.beginArray("desks"_L1);
    for (const DeskFace &desk : desks) {
        out.beginObject();
        writeFaceFields(out, desk);
        out.endObject();
    }
    out.endArray();
    out.endObject();
    return out.take();
}

std::optional<NamedMember> namedMemberFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    NamedMember person{.id = in.word("id"_L1), .name = in.string("name"_L1)};
    return whole(in, std::move(person));
}

std::optional<Ticket> ticketFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Ticket ticket{.desk = in.string("desk"_L1),
                  .deskId = in.optionalString("deskId"_L1),
                  .number = in.integer("number"_L1, 0),
                  .state = in.oneOf("state"_L1, ticketStateFromWire),
                  .position = int(in.optionalInteger("position"_L1, 0, mostInt).value_or(0)),
                  .agent = readOptional(in, "agent"_L1, namedMemberFromJson).value_or(NamedMember()),
                  .since = in.optionalInteger("since"_L1, 0).value_or(0),
                  .opened = in.optionalInteger("opened"_L1, 0).value_or(0),
                  .resolved = in.optionalInteger("resolved"_L1, 0).value_or(0),
                  .notes = in.optionalString("notes"_L1),
                  .excerpt = in.optionalString("excerpt"_L1),
                  .visitor = readOptional(in, "visitor"_L1, namedMemberFromJson).value_or(NamedMember()),
                  .visitorOnline = object.value("visitor"_L1)["online"_L1].toBool(),
                  .looking = {}};
    if (in.has("looking"_L1))
        ticket.looking = readList(in, "looking"_L1, namedMemberFromJson);
    return whole(in, std::move(ticket));
}

std::optional<DeskHours> hoursFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    const DeskHours hours{.day = int(in.integer("day"_L1, 1, 7)),
                          .from = int(in.integer("from"_L1, 0, limits::minutesOfDay)),
                          .to = int(in.integer("to"_L1, 0, limits::minutesOfDay))};
    if (hours.to <= hours.from)
        in.fail("to"_L1, "must be later than from");
    return whole(in, hours);
}

std::optional<CannedReply> cannedFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    CannedReply reply{.name = in.word("name"_L1, limits::cannedNameChars), .text = in.text("text"_L1)};
    if (reply.name.trimmed().isEmpty() || reply.text.trimmed().isEmpty())
        in.fail("name"_L1, "and text must not be empty");
    return whole(in, std::move(reply));
}

std::optional<DeskFace> faceFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    DeskFace desk{.id = in.word("id"_L1),
                  .name = in.string("name"_L1),
                  .greeting = in.optionalString("greeting"_L1),
                  .away = in.optionalString("away"_L1),
                  .open = in.boolean("open"_L1),
                  .present = int(in.integer("present"_L1, 0, mostInt)),
                  .hours = {}};
    if (in.has("hours"_L1))
        desk.hours = readList(in, "hours"_L1, hoursFromJson);
    return whole(in, std::move(desk));
}

std::optional<DeskInfo> deskFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    DeskInfo desk{.agents = in.optionalWords("agents"_L1),
                  .greeting = in.optionalString("greeting"_L1),
                  .away = in.optionalString("away"_L1),
                  .hours = {},
                  .open = in.boolean("open"_L1),
                  .present = int(in.integer("present"_L1, 0, mostInt)),
                  .waiting = int(in.integer("waiting"_L1, 0, mostInt)),
                  .canned = {}};
    if (in.has("hours"_L1))
        desk.hours = readList(in, "hours"_L1, hoursFromJson);
    if (in.has("canned"_L1))
        desk.canned = readList(in, "canned"_L1, cannedFromJson);
    return whole(in, std::move(desk));
}

template <>
std::optional<reply::Origins> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    in.array("origins"_L1);
    in.array("fixed"_L1);
    return whole(
        in, reply::Origins{.origins = in.optionalWords("origins"_L1), .fixed = in.optionalWords("fixed"_L1)});
}

template <>
std::optional<reply::Figures> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(in, reply::Figures{readList(in, "figures"_L1, dayFromJson)});
}

} // namespace courtyard
