#include "server/rooms/houserecords.h"

#include "protocol/codec.h"
#include "protocol/jsonwriter.h"
#include "server/rooms/houselimits.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard::record {

namespace {

struct Form {
    QString kind;
    QString slot; // within the kind
    QByteArray body;
};

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Form formOf(const House &house)
{
    return {u"house"_s,
            {},
            compact({{u"id"_s, house.id},
                     {u"name"_s, house.name},
                     {u"code"_s, house.code},
                     {u"linkCode"_s, house.linkCode},
                     {u"open"_s, house.open}})};
}

void writeBan(JsonWriter &out, const Ban &ban)
{
    out.beginObject("ban"_L1);
    out.field("at"_L1, ban.at);
    out.field("until"_L1, ban.until);
    out.field("by"_L1, ban.by);
    out.field("byName"_L1, ban.byName);
    out.field("reason"_L1, ban.reason);
    out.beginArray("addresses"_L1);
    for (const QString &address : ban.addresses)
        out.item(address);
    out.endArray();
    out.endObject();
}

// Members, memberships and read marks are written by the thousand when many come in at once: by hand.
Form formOf(const Member &member)
{
    JsonWriter body;
    body.beginObject();
    body.field("id"_L1, member.id);
    body.field("name"_L1, member.name);
    body.field("role"_L1, toWire(member.role));
    body.beginArray("tokens"_L1);
    for (const QByteArray &token : member.tokens)
        body.item(QString::fromLatin1(token)); // of an edited copy it may be anything
    body.endArray();
    if (member.gone)
        body.field("gone"_L1, true);
    if (member.mutedUntil != 0)
        body.field("muted"_L1, member.mutedUntil);
    if (member.ban)
        writeBan(body, *member.ban);
    body.endObject();
    return {u"member"_s, member.id, body.take()};
}

Form formOf(const Room &room)
{
    QJsonObject body{
        {u"id"_s, room.id},       {u"name"_s, room.name}, {u"kind"_s, QString(toWire(room.kind))},
        {u"log"_s, room.log},     {u"made"_s, room.made}, {u"creator"_s, room.creator},
        {u"other"_s, room.other}, {u"key"_s, room.key},   {u"secret"_s, QString::fromLatin1(room.secret)}};
    for (const auto &[field, on] : {std::pair(u"gone"_s, room.gone), std::pair(u"closed"_s, room.closed),
                                    std::pair(u"locked"_s, room.locked)}) {
        if (on)
            body.insert(field, true);
    }
    if (room.slow > 0)
        body.insert("slow"_L1, room.slow);
    return {u"room"_s, room.id, compact(body)};
}

Form formOf(const Membership &membership)
{
    JsonWriter body;
    body.beginObject();
    body.field("room"_L1, membership.room);
    body.field("member"_L1, membership.member);
    body.field("in"_L1, membership.in);
    if (!membership.inviter.isEmpty())
        body.field("inviter"_L1, membership.inviter);
    body.endObject();
    return {u"membership"_s, QString(membership.room % u'/' % membership.member), body.take()};
}

Form formOf(const ReadMark &mark)
{
    JsonWriter body;
    body.beginObject();
    body.field("room"_L1, mark.room);
    body.field("member"_L1, mark.member);
    body.field("seq"_L1, mark.seq);
    body.endObject();
    return {u"read"_s, QString(mark.room % u'/' % mark.member), body.take()};
}

Form formOf(const Deed &deed)
{
    return {u"deed"_s, QString::number(deed.deed.seq % houselimits::deeds),
            compact({{u"deed"_s, QJsonDocument::fromJson(toBytes(deed.deed)).object()},
                     {u"private"_s, deed.isPrivate}})};
}

Form formOf(const Desk &desk)
{
    QJsonArray hours, canned;
    for (const DeskHours &each : desk.hours)
        hours.append(QJsonArray{each.day, each.from, each.to});
    for (const CannedReply &reply : desk.canned)
        canned.append(QJsonArray{reply.name, reply.text});
    return {u"desk"_s, desk.room,
            compact({{u"id"_s, desk.room},
                     {u"name"_s, desk.name},
                     {u"agents"_s, QJsonArray::fromStringList(desk.agents)},
                     {u"greeting"_s, desk.greeting},
                     {u"away"_s, desk.away},
                     {u"hours"_s, hours},
                     {u"canned"_s, canned},
                     {u"closed"_s, desk.closed}})};
}

Form formOf(const Ticket &ticket)
{
    QJsonObject body{{u"room"_s, ticket.room},     {u"log"_s, ticket.log},
                     {u"notes"_s, ticket.notes},   {u"notesLog"_s, ticket.notesLog},
                     {u"desk"_s, ticket.desk},     {u"visitor"_s, ticket.visitor},
                     {u"number"_s, ticket.number}, {u"state"_s, QString(toWire(ticket.state))},
                     {u"since"_s, ticket.since}};
    for (const auto &[field, when] :
         {std::pair(u"opened"_s, ticket.opened), std::pair(u"asked"_s, ticket.asked),
          std::pair(u"queued"_s, ticket.queued), std::pair(u"claimed"_s, ticket.claimed),
          std::pair(u"resolved"_s, ticket.resolved)}) {
        if (when != 0)
            body.insert(field, when);
    }
    if (!ticket.agent.id.isEmpty())
        body.insert("agent"_L1, QJsonArray{ticket.agent.id, ticket.agent.name});
    QJsonArray marks;
    for (const TicketMark &mark : ticket.marks)
        marks.append(QJsonArray{int(mark.kind), mark.at, mark.ms});
    if (!marks.isEmpty())
        body.insert("marks"_L1, marks);
    if (ticket.gone)
        body.insert("gone"_L1, true);
    return {u"ticket"_s, ticket.room, compact(body)};
}

Form formOf(const Origins &origins)
{
    return {u"origins"_s, {}, compact({{u"origins"_s, QJsonArray::fromStringList(origins.origins)}})};
}

QString word(const QJsonObject &body, QLatin1StringView field)
{
    return body.value(field).toString();
}

QStringList wordsOf(const QJsonObject &body, QLatin1StringView field)
{
    QStringList words;
    for (const QJsonValue &each : body.value(field).toArray())
        words.append(each.toString());
    return words;
}

std::optional<Ban> banFrom(const QJsonObject &body)
{
    if (body.isEmpty())
        return std::nullopt;
    Ban ban{.at = body.value("at"_L1).toInteger(),
            .until = body.value("until"_L1).toInteger(),
            .by = word(body, "by"_L1),
            .byName = word(body, "byName"_L1),
            .reason = word(body, "reason"_L1),
            .addresses = {}};
    ban.addresses = wordsOf(body, "addresses"_L1);
    return ban;
}

std::optional<Any> deedFrom(const QJsonObject &body)
{
    const auto deed = deedFromJson(body.value("deed"_L1).toObject());
    return deed ? std::optional<Any>(Deed{*deed, body.value("private"_L1).toBool()}) : std::nullopt;
}

std::optional<Any> deskFrom(const QJsonObject &body)
{
    Desk desk{.room = word(body, "id"_L1),
              .name = word(body, "name"_L1),
              .agents = wordsOf(body, "agents"_L1),
              .greeting = word(body, "greeting"_L1),
              .away = word(body, "away"_L1),
              .hours = {},
              .canned = {},
              .closed = body.value("closed"_L1).toBool()};
    for (const QJsonValue &each : body.value("hours"_L1).toArray())
        desk.hours.append({each[0].toInt(), each[1].toInt(), each[2].toInt()});
    for (const QJsonValue &each : body.value("canned"_L1).toArray())
        desk.canned.append({each[0].toString(), each[1].toString()});
    return desk.room.isEmpty() ? std::nullopt : std::optional<Any>(desk);
}

std::optional<Any> ticketFrom(const QJsonObject &body)
{
    const auto state = ticketStateFromWire(word(body, "state"_L1));
    Ticket ticket{.room = word(body, "room"_L1),
                  .log = word(body, "log"_L1),
                  .notes = word(body, "notes"_L1),
                  .notesLog = word(body, "notesLog"_L1),
                  .desk = word(body, "desk"_L1),
                  .visitor = word(body, "visitor"_L1),
                  .number = body.value("number"_L1).toInteger(),
                  .state = state.value_or(TicketState::Waiting),
                  .agent = {},
                  .since = body.value("since"_L1).toInteger(),
                  .opened = body.value("opened"_L1).toInteger(),
                  .asked = body.value("asked"_L1).toInteger(),
                  .queued = body.value("queued"_L1).toInteger(),
                  .claimed = body.value("claimed"_L1).toInteger(),
                  .resolved = body.value("resolved"_L1).toInteger(),
                  .marks = {},
                  .gone = body.value("gone"_L1).toBool()};
    const QJsonValue agent = body.value("agent"_L1);
    ticket.agent = {agent[0].toString(), agent[1].toString()};
    for (const QJsonValue &each : body.value("marks"_L1).toArray())
        ticket.marks.append(
            {TicketMark::Kind(std::clamp(each[0].toInt(), 0, int(TicketMark::Kind::Reopened))),
             each[1].toInteger(), each[2].toInteger()});
    return !state || ticket.room.isEmpty() || ticket.visitor.isEmpty() ? std::nullopt
                                                                       : std::optional<Any>(ticket);
}

std::optional<Any> memberFrom(const QJsonObject &body)
{
    const auto role = roleFromWire(word(body, "role"_L1));
    if (!role || word(body, "id"_L1).isEmpty())
        return std::nullopt;
    Member member{word(body, "id"_L1), word(body, "name"_L1), *role, {}, body.value("gone"_L1).toBool()};
    for (const QJsonValue &token : body.value("tokens"_L1).toArray())
        member.tokens.append(token.toString().toLatin1());
    member.mutedUntil = body.value("muted"_L1).toInteger();
    member.ban = banFrom(body.value("ban"_L1).toObject());
    return member;
}

std::optional<Any> roomFrom(const QJsonObject &body)
{
    const auto kind = roomKindFromWire(word(body, "kind"_L1));
    if (!kind || word(body, "id"_L1).isEmpty())
        return std::nullopt;
    return Room{.id = word(body, "id"_L1),
                .name = word(body, "name"_L1),
                .kind = *kind,
                .log = word(body, "log"_L1),
                .made = body.value("made"_L1).toInteger(),
                .creator = word(body, "creator"_L1),
                .other = word(body, "other"_L1),
                .key = word(body, "key"_L1),
                .secret = word(body, "secret"_L1).toLatin1(),
                .gone = body.value("gone"_L1).toBool(),
                .closed = body.value("closed"_L1).toBool(),
                .locked = body.value("locked"_L1).toBool(),
                .slow = body.value("slow"_L1).toInt()};
}

} // namespace

LogEntry toEntry(const Any &record)
{
    const Form form = std::visit([](const auto &one) { return formOf(one); }, record);
    return {.log = u"house"_s,
            .seq = 0,
            .at = 0,
            .author = u"host"_s,
            .name = {},
            .kind = form.kind,
            .key = makeKey(),
            .text = {},
            .target = 0,
            .reply = 0,
            .extra = form.body,
            .slot = QString(form.kind % u'/' % form.slot),
            .redacted = false};
}

std::optional<Any> fromEntry(const LogEntry &entry)
{
    const QJsonObject body = QJsonDocument::fromJson(entry.extra).object();
    if (entry.kind == "house"_L1)
        return House{word(body, "id"_L1), word(body, "name"_L1), word(body, "code"_L1),
                     word(body, "linkCode"_L1), body.value("open"_L1).toBool()};
    if (entry.kind == "member"_L1)
        return memberFrom(body);
    if (entry.kind == "room"_L1)
        return roomFrom(body);
    if (entry.kind == "membership"_L1)
        return Membership{word(body, "room"_L1), word(body, "member"_L1), body.value("in"_L1).toBool(),
                          word(body, "inviter"_L1)};
    if (entry.kind == "deed"_L1)
        return deedFrom(body);
    if (entry.kind == "desk"_L1)
        return deskFrom(body);
    if (entry.kind == "ticket"_L1)
        return ticketFrom(body);
    if (entry.kind == "origins"_L1)
        return Origins{wordsOf(body, "origins"_L1)};
    if (entry.kind == "read"_L1)
        return ReadMark{word(body, "room"_L1), word(body, "member"_L1), body.value("seq"_L1).toInteger()};
    return std::nullopt;
}

} // namespace courtyard::record
