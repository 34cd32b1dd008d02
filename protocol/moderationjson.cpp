#include "protocol/moderationjson.h"

#include "protocol/codec.h"
#include "protocol/hostreaders.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

QString reason(JsonReader &in)
{
    return in.optionalString("reason"_L1, limits::reasonChars);
}

ClientMessage invite(JsonReader &in)
{
    return request::Invite{.room = in.word("room"_L1), .member = in.word("member"_L1)};
}

ClientMessage kick(JsonReader &in)
{
    return request::Kick{.member = in.word("member"_L1), .reason = reason(in)};
}

ClientMessage ban(JsonReader &in)
{
    const QString member = in.word("member"_L1);
    const auto minutes = in.optionalInteger("minutes"_L1, 1, limits::minutesMax);
    return request::Ban{.member = member,
                        .minutes = minutes ? std::optional(int(*minutes)) : std::nullopt,
                        .reason = reason(in)};
}

ClientMessage unban(JsonReader &in)
{
    return request::Unban{.member = in.word("member"_L1), .reason = reason(in)};
}

ClientMessage bans(JsonReader &)
{
    return request::Bans{};
}

ClientMessage mute(JsonReader &in)
{
    return request::Mute{.member = in.word("member"_L1),
                         .minutes = int(in.integer("minutes"_L1, 0, limits::minutesMax)),
                         .reason = reason(in)};
}

ClientMessage setRole(JsonReader &in)
{
    return request::SetRole{.member = in.word("member"_L1), .role = in.oneOf("role"_L1, roleFromWire)};
}

ClientMessage closeRoom(JsonReader &in)
{
    return request::CloseRoom{.room = in.word("room"_L1)};
}

ClientMessage lock(JsonReader &in)
{
    return request::Lock{.room = in.word("room"_L1), .on = in.boolean("on"_L1)};
}

ClientMessage slow(JsonReader &in)
{
    return request::Slow{.room = in.word("room"_L1),
                         .seconds = int(in.integer("seconds"_L1, 0, limits::slowSecondsMax))};
}

ClientMessage moderation(JsonReader &in)
{
    const auto limit = in.optionalInteger("limit"_L1, 1).value_or(0);
    return request::Moderation{.before = in.optionalInteger("before"_L1, 0),
                               .limit = int(std::min<qint64>(limit, limits::pageEvents))};
}

ClientMessage setCode(JsonReader &in)
{
    const QString code = in.word("code"_L1, limits::codeChars);
    const auto signs = std::count_if(code.cbegin(), code.cend(),
                                     [](QChar c) { return !c.isSpace() && !c.isLowSurrogate(); });
    if (signs < limits::codeCharsMin)
        in.fail("code"_L1, "must have at least four characters");
    return request::SetCode{.code = code};
}

void writeOptional(JsonWriter &out, QLatin1StringView field, const QString &value)
{
    if (!value.isEmpty())
        out.field(field, value);
}

void writeOptional(JsonWriter &out, QLatin1StringView field, qint64 value)
{
    if (value != 0)
        out.field(field, value);
}

void writeDeed(JsonWriter &out, const Deed &deed)
{
    out.beginObject();
    out.field("seq"_L1, deed.seq);
    out.field("at"_L1, deed.at);
    out.field("by"_L1, deed.by);
    out.field("byName"_L1, deed.byName);
    out.field("what"_L1, toWire(deed.what));
    writeOptional(out, "member"_L1, deed.member);
    writeOptional(out, "name"_L1, deed.name);
    writeOptional(out, "room"_L1, deed.room);
    writeOptional(out, "roomName"_L1, deed.roomName);
    writeOptional(out, "target"_L1, deed.target);
    writeOptional(out, "minutes"_L1, deed.minutes);
    if (deed.what == DeedKind::Slow)
        out.field("seconds"_L1, deed.seconds);
    if (deed.role)
        out.field("role"_L1, toWire(*deed.role));
    writeOptional(out, "reason"_L1, deed.reason);
    out.endObject();
}

std::optional<BanInfo> banFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    BanInfo ban{.member = in.word("member"_L1),
                .name = in.string("name"_L1),
                .by = in.word("by"_L1),
                .byName = in.string("byName"_L1),
                .at = in.integer("at"_L1, 0),
                .until = in.optionalInteger("until"_L1, 0).value_or(0),
                .reason = in.optionalString("reason"_L1)};
    return whole(in, std::move(ban));
}

} // namespace

RequestDecoder moderationDecoderOf(const QString &type)
{
    static const QHash<QString, RequestDecoder> decoders{
        {u"invite"_s, invite}, {u"kick"_s, kick},    {u"ban"_s, ban},
        {u"unban"_s, unban},   {u"bans"_s, bans},    {u"mute"_s, mute},
        {u"role"_s, setRole},  {u"lock"_s, lock},    {u"close_room"_s, closeRoom},
        {u"slow"_s, slow},     {u"code"_s, setCode}, {u"moderation"_s, moderation},
    };
    return decoders.value(type, nullptr);
}

void writeFields(JsonWriter &out, const reply::Bans &reply)
{
    out.beginArray("bans"_L1);
    for (const BanInfo &ban : reply.bans) {
        out.beginObject();
        out.field("member"_L1, ban.member);
        out.field("name"_L1, ban.name);
        out.field("by"_L1, ban.by);
        out.field("byName"_L1, ban.byName);
        out.field("at"_L1, ban.at);
        writeOptional(out, "until"_L1, ban.until);
        writeOptional(out, "reason"_L1, ban.reason);
        out.endObject();
    }
    out.endArray();
}

void writeFields(JsonWriter &out, const reply::Deeds &reply)
{
    out.beginArray("deeds"_L1);
    for (const Deed &deed : reply.deeds)
        writeDeed(out, deed);
    out.endArray();
    out.field("more"_L1, reply.more);
}

void writeFields(JsonWriter &out, const reply::Code &reply)
{
    writeOptional(out, "code"_L1, reply.code);
    writeOptional(out, "linkCode"_L1, reply.linkCode);
}

QByteArray toBytes(const Deed &deed)
{
    JsonWriter out;
    writeDeed(out, deed);
    return out.take();
}

std::optional<Deed> deedFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Deed deed{.seq = in.integer("seq"_L1, 1),
              .at = in.integer("at"_L1, 0),
              .by = in.word("by"_L1),
              .byName = in.string("byName"_L1),
              .what = in.oneOf("what"_L1, deedKindFromWire),
              .member = in.optionalString("member"_L1),
              .name = in.optionalString("name"_L1),
              .room = in.optionalString("room"_L1),
              .roomName = in.optionalString("roomName"_L1),
              .target = in.optionalInteger("target"_L1, 0).value_or(0),
              .minutes = int(in.optionalInteger("minutes"_L1, 0, limits::minutesMax).value_or(0)),
              .seconds = int(in.optionalInteger("seconds"_L1, 0, limits::slowSecondsMax).value_or(0)),
              .role = roleFromWire(in.optionalString("role"_L1)),
              .reason = in.optionalString("reason"_L1)};
    return whole(in, std::move(deed));
}

template <>
std::optional<reply::Bans> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(in, reply::Bans{readList(in, "bans"_L1, banFromJson)});
}

template <>
std::optional<reply::Deeds> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(
        in, reply::Deeds{.deeds = readList(in, "deeds"_L1, deedFromJson), .more = in.boolean("more"_L1)});
}

template <>
std::optional<reply::Code> readReply(const QJsonObject &body)
{
    JsonReader in(body);
    return whole(
        in, reply::Code{.code = in.optionalString("code"_L1), .linkCode = in.optionalString("linkCode"_L1)});
}

} // namespace courtyard
