#include "protocol/codec.h"
#include "protocol/deskjson.h"
#include "protocol/jsonwriter.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

// Writes the fields of each request after `type` and `id`, in the order of PROTOCOL §3 and §4.
class RequestWriter {
public:
    explicit RequestWriter(std::optional<qint64> id) : m_id(id) { }

    void operator()(const request::Hello &hello)
    {
        begin("hello"_L1);
        m_out.field("protocol"_L1, hello.protocol);
        optional("name"_L1, hello.name);
        optional("token"_L1, hello.token);
        optional("code"_L1, hello.code);
        optional("link"_L1, hello.link);
        optional("client"_L1, hello.client);
        if (hello.device)
            m_out.field("device"_L1, toWire(*hello.device));
        if (hello.beat != request::Hello().beat)
            m_out.field("beat"_L1, hello.beat);
        optional("desk"_L1, hello.desk);
    }
    void operator()(const request::Ping &ping)
    {
        begin("ping"_L1);
        m_out.field("t"_L1, ping.t);
    }
    void operator()(const request::Create &create)
    {
        begin("create"_L1);
        m_out.field("name"_L1, create.name);
        m_out.field("kind"_L1, toWire(create.kind));
        optional("key"_L1, create.key);
        optional("secret"_L1, create.secret);
    }
    void operator()(const request::Join &join)
    {
        begin("join"_L1);
        m_out.field("room"_L1, join.room);
        optional("after"_L1, join.after);
        optional("log"_L1, join.log);
        optional("afterKey"_L1, join.afterKey);
        optional("secret"_L1, join.secret);
    }
    void operator()(const request::Leave &leave)
    {
        begin("leave"_L1);
        m_out.field("room"_L1, leave.room);
    }
    void operator()(const request::Rooms &) { begin("rooms"_L1); }
    void operator()(const request::Direct &direct)
    {
        begin("direct"_L1);
        m_out.field("member"_L1, direct.member);
    }
    void operator()(const request::Post &post)
    {
        beginAppend("post"_L1, post.room, post.key);
        optional("text"_L1, post.text);
        if (!post.files.isEmpty())
            list("files"_L1, post.files);
        optional("reply"_L1, post.reply);
    }
    void operator()(const request::Edit &edit)
    {
        beginAppend("edit"_L1, edit.room, edit.key);
        m_out.field("target"_L1, edit.target);
        m_out.field("text"_L1, edit.text);
    }
    void operator()(const request::Delete &remove)
    {
        beginAppend("delete"_L1, remove.room, remove.key);
        m_out.field("target"_L1, remove.target);
    }
    void operator()(const request::React &react)
    {
        beginAppend("react"_L1, react.room, react.key);
        m_out.field("target"_L1, react.target);
        m_out.field("emoji"_L1, react.emoji);
        m_out.field("on"_L1, react.on);
    }
    void operator()(const request::SetTopic &topic)
    {
        beginAppend("topic"_L1, topic.room, topic.key);
        m_out.field("text"_L1, topic.text);
    }
    void operator()(const request::History &history)
    {
        begin("history"_L1);
        m_out.field("room"_L1, history.room);
        optional("before"_L1, history.before);
        optional("after"_L1, history.after);
        limit(history.limit);
    }
    void operator()(const request::Search &search)
    {
        begin("search"_L1);
        m_out.field("query"_L1, search.query);
        optional("room"_L1, search.room);
        limit(search.limit);
    }
    void operator()(const request::Typing &typing)
    {
        begin("typing"_L1);
        m_out.field("room"_L1, typing.room);
    }
    void operator()(const request::Read &read)
    {
        begin("read"_L1);
        m_out.field("room"_L1, read.room);
        m_out.field("seq"_L1, read.seq);
    }
    void operator()(const request::Rename &rename)
    {
        begin("rename"_L1);
        m_out.field("name"_L1, rename.name);
    }
    void operator()(const request::People &people)
    {
        begin("people"_L1);
        m_out.field("room"_L1, people.room);
        optional("from"_L1, people.from);
        limit(people.limit);
    }
    void operator()(const request::Link &) { begin("link"_L1); }
    void operator()(const request::Upload &upload)
    {
        begin("upload"_L1);
        m_out.field("key"_L1, upload.key);
        m_out.field("name"_L1, upload.name);
        m_out.field("size"_L1, upload.size);
        optional("mime"_L1, upload.mime);
        optional("sha256"_L1, upload.sha256);
    }
    void operator()(const request::Cancel &cancel)
    {
        begin("cancel"_L1);
        m_out.field("upload"_L1, qint64(cancel.upload));
    }
    void operator()(const request::Files &files)
    {
        begin("files"_L1);
        m_out.field("room"_L1, files.room);
        optional("before"_L1, files.before);
        limit(files.limit);
        optional("query"_L1, files.query);
    }
    void operator()(const request::Invite &invite)
    {
        begin("invite"_L1);
        m_out.field("room"_L1, invite.room);
        m_out.field("member"_L1, invite.member);
    }
    void operator()(const request::Kick &kick) { beginAbout("kick"_L1, kick.member, kick.reason); }
    void operator()(const request::Ban &ban)
    {
        beginAbout("ban"_L1, ban.member, ban.reason);
        if (ban.minutes)
            m_out.field("minutes"_L1, *ban.minutes);
    }
    void operator()(const request::Unban &unban) { beginAbout("unban"_L1, unban.member, unban.reason); }
    void operator()(const request::Bans &) { begin("bans"_L1); }
    void operator()(const request::Mute &mute)
    {
        beginAbout("mute"_L1, mute.member, mute.reason);
        m_out.field("minutes"_L1, mute.minutes);
    }
    void operator()(const request::SetRole &role)
    {
        beginAbout("role"_L1, role.member, {});
        m_out.field("role"_L1, toWire(role.role));
    }
    void operator()(const request::CloseRoom &close)
    {
        begin("close_room"_L1);
        m_out.field("room"_L1, close.room);
    }
    void operator()(const request::Lock &lock)
    {
        begin("lock"_L1);
        m_out.field("room"_L1, lock.room);
        m_out.field("on"_L1, lock.on);
    }
    void operator()(const request::Slow &slow)
    {
        begin("slow"_L1);
        m_out.field("room"_L1, slow.room);
        m_out.field("seconds"_L1, slow.seconds);
    }
    void operator()(const request::Moderation &moderation)
    {
        begin("moderation"_L1);
        optional("before"_L1, moderation.before);
        limit(moderation.limit);
    }
    void operator()(const request::SetCode &code)
    {
        begin("code"_L1);
        m_out.field("code"_L1, code.code);
    }
    void operator()(const request::Tickets &tickets)
    {
        begin("tickets"_L1);
        optional("desk"_L1, tickets.desk);
        if (tickets.state)
            m_out.field("state"_L1, toWire(*tickets.state));
        optional("before"_L1, tickets.before);
        limit(tickets.limit);
    }
    void operator()(const request::Claim &claim) { beginIn("claim"_L1, claim.room); }
    void operator()(const request::Assign &assign)
    {
        beginIn("assign"_L1, assign.room);
        optional("member"_L1, assign.member);
    }
    void operator()(const request::Resolve &resolve) { beginIn("resolve"_L1, resolve.room); }
    void operator()(const request::Reopen &reopen) { beginIn("reopen"_L1, reopen.room); }
    void operator()(const request::Look &look)
    {
        begin("look"_L1);
        optional("room"_L1, look.room);
    }
    void operator()(const request::SetDesk &desk)
    {
        beginIn("desk"_L1, desk.room);
        if (desk.agents)
            list("agents"_L1, *desk.agents);
        if (desk.greeting)
            m_out.field("greeting"_L1, *desk.greeting);
        if (desk.away)
            m_out.field("away"_L1, *desk.away);
        if (desk.hours)
            writeHours(m_out, *desk.hours);
    }
    void operator()(const request::SetCanned &canned)
    {
        beginIn("canned"_L1, canned.room);
        writeCanned(m_out, "replies"_L1, canned.replies);
    }
    void operator()(const request::Origins &origins)
    {
        begin("origins"_L1);
        if (origins.origins)
            list("origins"_L1, *origins.origins);
    }
    void operator()(const request::Figures &figures)
    {
        begin("figures"_L1);
        m_out.field("from"_L1, figures.from);
        m_out.field("to"_L1, figures.to);
    }

    QByteArray finish()
    {
        m_out.endObject();
        return m_out.take();
    }

private:
    void begin(QLatin1StringView type)
    {
        m_out.beginObject();
        m_out.field("type"_L1, type);
        optional("id"_L1, m_id);
    }
    void beginIn(QLatin1StringView type, const RoomId &room)
    {
        begin(type);
        m_out.field("room"_L1, room);
    }
    void beginAppend(QLatin1StringView type, const RoomId &room, const QString &key)
    {
        begin(type);
        m_out.field("room"_L1, room);
        m_out.field("key"_L1, key);
    }
    void beginAbout(QLatin1StringView type, const MemberId &member, const QString &reason)
    {
        begin(type);
        m_out.field("member"_L1, member);
        optional("reason"_L1, reason);
    }
    void optional(QLatin1StringView field, const QString &value)
    {
        if (!value.isEmpty())
            m_out.field(field, value);
    }
    void optional(QLatin1StringView field, std::optional<qint64> value)
    {
        if (value)
            m_out.field(field, *value);
    }
    void list(QLatin1StringView field, const QStringList &words)
    {
        m_out.beginArray(field);
        for (const QString &word : words)
            m_out.item(word);
        m_out.endArray();
    }
    void limit(int limit)
    {
        if (limit > 0)
            m_out.field("limit"_L1, limit);
    }

    std::optional<qint64> m_id;
    JsonWriter m_out;
};

} // namespace

QByteArray encode(const Request &request)
{
    RequestWriter writer(request.id);
    std::visit(writer, request.message);
    return writer.finish();
}

} // namespace courtyard
