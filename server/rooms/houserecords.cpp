#include "server/rooms/houserecords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace courtyard::record {

namespace {

struct Form {
    QString kind;
    QString slot; // within the kind
    QJsonObject body;
};

Form formOf(const House &house)
{
    return {u"house"_s,
            {},
            {{u"id"_s, house.id},
             {u"name"_s, house.name},
             {u"code"_s, house.code},
             {u"linkCode"_s, house.linkCode}}};
}

Form formOf(const Member &member)
{
    QJsonArray tokens;
    for (const QByteArray &token : member.tokens)
        tokens.append(QString::fromLatin1(token));
    QJsonObject body{{u"id"_s, member.id},
                     {u"name"_s, member.name},
                     {u"role"_s, QString(toWire(member.role))},
                     {u"tokens"_s, tokens}};
    if (member.gone)
        body.insert("gone"_L1, true);
    return {u"member"_s, member.id, body};
}

Form formOf(const Room &room)
{
    QJsonObject body{
        {u"id"_s, room.id},       {u"name"_s, room.name}, {u"kind"_s, QString(toWire(room.kind))},
        {u"log"_s, room.log},     {u"made"_s, room.made}, {u"creator"_s, room.creator},
        {u"other"_s, room.other}, {u"key"_s, room.key},   {u"secret"_s, QString::fromLatin1(room.secret)}};
    if (room.gone)
        body.insert("gone"_L1, true);
    return {u"room"_s, room.id, body};
}

Form formOf(const Membership &membership)
{
    return {u"membership"_s,
            QString(membership.room % u'/' % membership.member),
            {{u"room"_s, membership.room}, {u"member"_s, membership.member}, {u"in"_s, membership.in}}};
}

Form formOf(const ReadMark &mark)
{
    return {u"read"_s,
            QString(mark.room % u'/' % mark.member),
            {{u"room"_s, mark.room}, {u"member"_s, mark.member}, {u"seq"_s, mark.seq}}};
}

QString word(const QJsonObject &body, QLatin1StringView field)
{
    return body.value(field).toString();
}

std::optional<Any> memberFrom(const QJsonObject &body)
{
    const auto role = roleFromWire(word(body, "role"_L1));
    if (!role || word(body, "id"_L1).isEmpty())
        return std::nullopt;
    Member member{word(body, "id"_L1), word(body, "name"_L1), *role, {}, body.value("gone"_L1).toBool()};
    for (const QJsonValue &token : body.value("tokens"_L1).toArray())
        member.tokens.append(token.toString().toLatin1());
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
                .gone = body.value("gone"_L1).toBool()};
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
            .extra = QJsonDocument(form.body).toJson(QJsonDocument::Compact),
            .slot = QString(form.kind % u'/' % form.slot),
            .redacted = false};
}

std::optional<Any> fromEntry(const LogEntry &entry)
{
    const QJsonObject body = QJsonDocument::fromJson(entry.extra).object();
    if (entry.kind == "house"_L1)
        return House{word(body, "id"_L1), word(body, "name"_L1), word(body, "code"_L1),
                     word(body, "linkCode"_L1)};
    if (entry.kind == "member"_L1)
        return memberFrom(body);
    if (entry.kind == "room"_L1)
        return roomFrom(body);
    if (entry.kind == "membership"_L1)
        return Membership{word(body, "room"_L1), word(body, "member"_L1), body.value("in"_L1).toBool()};
    if (entry.kind == "read"_L1)
        return ReadMark{word(body, "room"_L1), word(body, "member"_L1), body.value("seq"_L1).toInteger()};
    return std::nullopt;
}

} // namespace courtyard::record
