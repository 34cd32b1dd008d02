#include "protocol/codec.h"
#include "protocol/deskjson.h"
#include "protocol/jsonreader.h"
#include "protocol/moderationjson.h"
#include "protocol/plainrequest.h"

#include <QHash>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

using Decoder = RequestDecoder;

bool isBlank(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.isSpace(); });
}

// What names.h judges in full; here only that there is something to judge.
QString name(JsonReader &in)
{
    const QString name = in.string("name"_L1);
    if (isBlank(name))
        in.fail("name"_L1, "must not be empty");
    return name;
}

QString spokenText(JsonReader &in, QLatin1StringView field)
{
    const QString text = in.text(field);
    if (isBlank(text))
        in.fail(field, "must not be empty");
    return text;
}

QString key(JsonReader &in)
{
    return in.word("key"_L1, limits::keyChars);
}

qint64 target(JsonReader &in)
{
    return in.integer("target"_L1, 1);
}

// PROTOCOL §8: a limit above a page is lowered to it.
int pageLimit(JsonReader &in, int most)
{
    return int(std::min<qint64>(in.optionalInteger("limit"_L1, 1).value_or(0), most));
}

QString emoji(JsonReader &in)
{
    const QString emoji = in.word("emoji"_L1);
    if (emoji.toUtf8().size() > limits::emojiBytes)
        in.fail("emoji"_L1, "is too long");
    const auto isForbidden = [](QChar c) { return c.isSpace() || c.category() == QChar::Other_Control; };
    if (std::any_of(emoji.cbegin(), emoji.cend(), isForbidden))
        in.fail("emoji"_L1, "holds a space or a control character");
    return emoji;
}

ClientMessage hello(JsonReader &in)
{
    request::Hello hello;
    const qint64 protocol = in.integer("protocol"_L1, -limits::safeInteger);
    hello.protocol =
        int(std::clamp<qint64>(protocol, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
    // What another version means by its fields is not ours to judge: the host answers unsupported_protocol.
    if (in.ok() && hello.protocol != limits::protocolVersion)
        return hello;
    hello.token = in.optionalString("token"_L1, limits::tokenChars);
    hello.link = in.optionalString("link"_L1, limits::codeChars);
    // A member who is known by the token or a link has a name (PROTOCOL §8); a stranger has to give one.
    const bool mayBeKnown = !hello.token.isEmpty() || !hello.link.isEmpty();
    hello.name = mayBeKnown ? in.optionalString("name"_L1) : name(in);
    hello.code = in.optionalString("code"_L1, limits::codeChars);
    hello.client = in.optionalString("client"_L1, limits::clientChars);
    // A word that we do not know comes from a newer client; it is no reason to refuse it.
    hello.device = deviceFromWire(in.optionalString("device"_L1));
    hello.beat = int(in.optionalInteger("beat"_L1, 0, limits::beatSecondsMax).value_or(hello.beat));
    hello.desk = in.optionalString("desk"_L1, limits::idChars);
    return hello;
}

ClientMessage ping(JsonReader &in)
{
    return request::Ping{.t = in.number("t"_L1)};
}

ClientMessage create(JsonReader &in)
{
    const request::Create create{.name = name(in),
                                 .kind = in.oneOf("kind"_L1, roomKindFromWire),
                                 .key = in.optionalString("key"_L1, limits::keyChars),
                                 .secret = in.optionalString("secret"_L1, limits::secretChars)};
    if (create.kind == RoomKind::Direct)
        in.fail("kind"_L1, "must be public, private or desk");
    return create;
}

ClientMessage join(JsonReader &in)
{
    return request::Join{.room = in.word("room"_L1),
                         .after = in.optionalInteger("after"_L1, 0),
                         .log = in.optionalString("log"_L1),
                         .afterKey = in.optionalString("afterKey"_L1, limits::keyChars),
                         .secret = in.optionalString("secret"_L1, limits::secretChars)};
}

ClientMessage leave(JsonReader &in)
{
    return request::Leave{.room = in.word("room"_L1)};
}

ClientMessage rooms(JsonReader &)
{
    return request::Rooms{};
}

ClientMessage direct(JsonReader &in)
{
    return request::Direct{.member = in.word("member"_L1)};
}

ClientMessage post(JsonReader &in)
{
    request::Post post{.room = in.word("room"_L1),
                       .key = key(in),
                       .text = in.has("text"_L1) ? in.text("text"_L1) : QString(),
                       .files = in.optionalWords("files"_L1, limits::filesPerMessage),
                       .reply = in.optionalInteger("reply"_L1, 1)};
    if (post.files.isEmpty() && isBlank(post.text))
        in.fail("text"_L1, "must not be empty without files");
    return post;
}

ClientMessage edit(JsonReader &in)
{
    return request::Edit{
        .room = in.word("room"_L1), .key = key(in), .target = target(in), .text = spokenText(in, "text"_L1)};
}

ClientMessage remove(JsonReader &in)
{
    return request::Delete{.room = in.word("room"_L1), .key = key(in), .target = target(in)};
}

ClientMessage react(JsonReader &in)
{
    return request::React{.room = in.word("room"_L1),
                          .key = key(in),
                          .target = target(in),
                          .emoji = emoji(in),
                          .on = in.boolean("on"_L1)};
}

// An empty text takes the topic away.
ClientMessage topic(JsonReader &in)
{
    return request::SetTopic{.room = in.word("room"_L1), .key = key(in), .text = in.text("text"_L1)};
}

ClientMessage history(JsonReader &in)
{
    const request::History history{.room = in.word("room"_L1),
                                   .before = in.optionalInteger("before"_L1, 0),
                                   .after = in.optionalInteger("after"_L1, 0),
                                   .limit = pageLimit(in, limits::pageEvents)};
    if (history.before.has_value() == history.after.has_value())
        in.fail("before"_L1, "or after must be there, and not both");
    return history;
}

ClientMessage search(JsonReader &in)
{
    return request::Search{.query = spokenText(in, "query"_L1),
                           .room = in.optionalString("room"_L1),
                           .limit = pageLimit(in, limits::pageEvents)};
}

ClientMessage typing(JsonReader &in)
{
    return request::Typing{.room = in.word("room"_L1)};
}

ClientMessage read(JsonReader &in)
{
    return request::Read{.room = in.word("room"_L1), .seq = in.integer("seq"_L1, 0)};
}

ClientMessage rename(JsonReader &in)
{
    return request::Rename{.name = name(in)};
}

ClientMessage people(JsonReader &in)
{
    return request::People{.room = in.word("room"_L1),
                           .from = in.optionalString("from"_L1),
                           .limit = pageLimit(in, limits::pagePeople)};
}

ClientMessage link(JsonReader &)
{
    return request::Link{};
}

bool isSha256(const QString &text)
{
    return text.size() == 64 && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

ClientMessage upload(JsonReader &in)
{
    request::Upload upload{.key = key(in),
                           .name = in.word("name"_L1, limits::fileNameChars),
                           .size = in.integer("size"_L1, 0),
                           .mime = in.optionalString("mime"_L1, limits::mimeChars),
                           .sha256 = in.optionalString("sha256"_L1)};
    if (!upload.sha256.isEmpty() && !isSha256(upload.sha256))
        in.fail("sha256"_L1, "must be 64 lowercase hex digits");
    return upload;
}

ClientMessage cancel(JsonReader &in)
{
    return request::Cancel{.upload =
                               quint32(in.integer("upload"_L1, 0, std::numeric_limits<quint32>::max()))};
}

ClientMessage files(JsonReader &in)
{
    return request::Files{.room = in.word("room"_L1),
                          .before = in.optionalInteger("before"_L1, 0),
                          .limit = pageLimit(in, limits::pageEvents),
                          .query = in.has("query"_L1) ? in.text("query"_L1) : QString()};
}

Decoder decoderOf(const QString &type)
{
    static const QHash<QString, Decoder> decoders{
        {u"hello"_s, hello},     {u"ping"_s, ping},     {u"create"_s, create}, {u"join"_s, join},
        {u"leave"_s, leave},     {u"rooms"_s, rooms},   {u"direct"_s, direct}, {u"post"_s, post},
        {u"edit"_s, edit},       {u"delete"_s, remove}, {u"react"_s, react},   {u"topic"_s, topic},
        {u"history"_s, history}, {u"search"_s, search}, {u"typing"_s, typing}, {u"read"_s, read},
        {u"rename"_s, rename},   {u"people"_s, people}, {u"link"_s, link},     {u"upload"_s, upload},
        {u"cancel"_s, cancel},   {u"files"_s, files},
    };
    const Decoder found = decoders.value(type, nullptr);
    if (found)
        return found;
    const Decoder moderation = moderationDecoderOf(type);
    return moderation ? moderation : deskDecoderOf(type);
}

DecodeError badJson(const QString &text)
{
    return {ErrorCode::BadJson, text, std::nullopt};
}

} // namespace

std::variant<Request, DecodeError> decodeRequest(const QByteArray &utf8)
{
    if (utf8.size() <= limits::frameBytes) {
        if (std::optional<Request> plain = decodePlainRequest(utf8))
            return *std::move(plain);
    }
    return decodeAnyRequest(utf8);
}

std::variant<Request, DecodeError> decodeAnyRequest(const QByteArray &utf8)
{
    if (utf8.size() > limits::frameBytes)
        return DecodeError{ErrorCode::TooLarge, u"the frame is too long"_s, std::nullopt};
    // Before the parse, so that 64 KiB of brackets cost a scan and nothing else.
    if (nestsDeeperThan(utf8, limits::jsonDepth))
        return badJson(u"the JSON is nested too deep"_s);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(utf8, &problem);
    if (problem.error != QJsonParseError::NoError)
        return badJson(problem.errorString());
    if (!document.isObject())
        return badJson(u"not an object"_s);

    const QJsonObject object = document.object();
    const QJsonValue idValue = object.value("id"_L1);
    const std::optional<qint64> id = safeInteger(idValue);
    const QJsonValue type = object.value("type"_L1);
    if (!type.isString())
        return DecodeError{ErrorCode::BadJson, u"type must be a string"_s, id};
    if (!idValue.isUndefined() && !id)
        return DecodeError{ErrorCode::BadRequest, u"id must be an integer of at most 53 bits"_s,
                           std::nullopt};
    const Decoder decode = decoderOf(type.toString());
    if (!decode)
        return DecodeError{ErrorCode::UnknownType, u"type is not one that this host knows"_s, id};

    JsonReader reader(object);
    ClientMessage message = decode(reader);
    if (reader.failure())
        return DecodeError{reader.failure()->code, reader.failure()->text, id};
    return Request{id, std::move(message)};
}

} // namespace courtyard
