#include "protocol/plainrequest.h"

#include "protocol/limits.h"

#include <algorithm>
#include <array>
#include <charconv>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr int safeDigits = 15; // any number of so many digits is a safe integer

// One after the other, the members of a flat object; what is not plain ends it.
class PlainObject {
public:
    explicit PlainObject(QByteArrayView json) : m_at(json.data()), m_end(json.data() + json.size()) { }

    bool begin() { return take('{'); }
    /// The next member's name; false at the end, and where it is not plain.
    bool next(QByteArrayView &name)
    {
        if (take('}')) {
            skipSpace();
            m_ended = m_at == m_end;
            return false;
        }
        if (!m_first && !take(','))
            return false;
        m_first = false;
        return string(name) && take(':');
    }
    /// Whether everything was read, and was plain.
    bool isWhole() const { return m_ended; }

    /// Without escapes, control characters and U+FEFF (Qt drops one at the beginning).
    bool string(QByteArrayView &value)
    {
        if (!take('"'))
            return false;
        const char *const begin = m_at;
        for (; m_at != m_end && *m_at != '"'; ++m_at) {
            const auto byte = uchar(*m_at);
            if (byte < 0x20 || byte == '\\' || byte == 0xef)
                return false;
        }
        value = QByteArrayView(begin, m_at);
        return m_at++ != m_end;
    }
    /// Digits, and a fraction perhaps; no sign, no exponent.
    bool number(QByteArrayView &value)
    {
        skipSpace();
        const char *const begin = m_at;
        m_at = std::find_if_not(begin, m_end, isDigit);
        const qsizetype digits = m_at - begin;
        if (digits == 0 || digits > safeDigits || (*begin == '0' && digits > 1))
            return false;
        if (m_at != m_end && *m_at == '.') {
            const char *const fraction = ++m_at;
            m_at = std::find_if_not(fraction, m_end, isDigit);
            if (m_at == fraction)
                return false;
        }
        value = QByteArrayView(begin, m_at);
        return m_at != m_end && *m_at != 'e' && *m_at != 'E';
    }
    /// A value of no interest.
    bool pass()
    {
        skipSpace();
        QByteArrayView ignored;
        if (m_at != m_end && *m_at == '"')
            return string(ignored);
        return passWord("true") || passWord("false") || passWord("null") || number(ignored);
    }

private:
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }
    void skipSpace()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\t' || *m_at == '\n' || *m_at == '\r'))
            ++m_at;
    }
    bool take(char c)
    {
        skipSpace();
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }
    bool passWord(QByteArrayView word)
    {
        if (!QByteArrayView(m_at, m_end).startsWith(word))
            return false;
        m_at += word.size();
        return true;
    }

    const char *m_at;
    const char *const m_end;
    bool m_first = true, m_ended = false;
};

// What these requests may have. An empty one is as good as absent: the long way judges it.
struct Fields {
    QByteArrayView type, room, key, text, id, reply, seq, t, after;
};

struct Field {
    QByteArrayView name;
    QByteArrayView Fields::*value;
    bool isText;
};

constexpr std::array knownFields{
    Field{"type", &Fields::type, true},    Field{"room", &Fields::room, true},
    Field{"key", &Fields::key, true},      Field{"text", &Fields::text, true},
    Field{"id", &Fields::id, false},       Field{"reply", &Fields::reply, false},
    Field{"seq", &Fields::seq, false},     Field{"t", &Fields::t, false},
    Field{"after", &Fields::after, false},
};

// What the long way has to look at.
constexpr std::array<QByteArrayView, 4> otherFields{"files", "log", "afterKey", "secret"};

// False: it has to go the long way.
bool readField(PlainObject &in, QByteArrayView name, Fields &into)
{
    const auto field = std::find_if(knownFields.begin(), knownFields.end(),
                                    [name](const Field &one) { return one.name == name; });
    if (field == knownFields.end())
        return std::find(otherFields.begin(), otherFields.end(), name) == otherFields.end() && in.pass();
    QByteArrayView &value = into.*(field->value);
    const bool isNew = value.isNull(); // of doubled ones the last counts
    return isNew && (field->isText ? in.string(value) : in.number(value)) && !value.isEmpty();
}

std::optional<qint64> integer(QByteArrayView digits)
{
    qint64 value = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), value);
    return error == std::errc() && end == digits.end() ? std::optional(value) : std::nullopt;
}

std::optional<ClientMessage> post(const Fields &fields)
{
    const std::optional<qint64> reply = integer(fields.reply);
    if (fields.room.isEmpty() || fields.key.isEmpty() || fields.key.size() > limits::keyChars
        || fields.text.isEmpty() || fields.text.size() > limits::textBytes
        || (!fields.reply.isEmpty() && reply.value_or(0) < 1))
        return std::nullopt;
    const QString text = QString::fromUtf8(fields.text);
    if (std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.isSpace(); }))
        return std::nullopt;
    return request::Post{.room = QString::fromUtf8(fields.room),
                         .key = QString::fromUtf8(fields.key),
                         .text = text,
                         .files = {},
                         .reply = reply};
}

std::optional<ClientMessage> ping(const Fields &fields)
{
    request::Ping ping;
    const auto [end, error] = std::from_chars(fields.t.begin(), fields.t.end(), ping.t);
    return error == std::errc() && end == fields.t.end() ? std::optional<ClientMessage>(ping) : std::nullopt;
}

std::optional<ClientMessage> read(const Fields &fields)
{
    const std::optional<qint64> seq = integer(fields.seq);
    if (fields.room.isEmpty() || !seq)
        return std::nullopt;
    return request::Read{.room = QString::fromUtf8(fields.room), .seq = *seq};
}

std::optional<ClientMessage> join(const Fields &fields)
{
    const std::optional<qint64> after = integer(fields.after);
    if (fields.room.isEmpty() || (!fields.after.isEmpty() && !after))
        return std::nullopt;
    request::Join join;
    join.room = QString::fromUtf8(fields.room);
    join.after = after;
    return join;
}

std::optional<ClientMessage> typing(const Fields &fields)
{
    if (fields.room.isEmpty())
        return std::nullopt;
    return request::Typing{.room = QString::fromUtf8(fields.room)};
}

std::optional<ClientMessage> messageOf(const Fields &fields)
{
    if (fields.type == "post")
        return post(fields);
    if (fields.type == "ping")
        return ping(fields);
    if (fields.type == "join")
        return join(fields);
    if (fields.type == "read")
        return read(fields);
    if (fields.type == "typing")
        return typing(fields);
    return std::nullopt;
}

} // namespace

std::optional<Request> decodePlainRequest(QByteArrayView utf8)
{
    PlainObject in(utf8);
    Fields fields;
    QByteArrayView name;
    if (!in.begin())
        return std::nullopt;
    while (in.next(name)) {
        if (!readField(in, name, fields))
            return std::nullopt;
    }
    if (!in.isWhole())
        return std::nullopt;
    const std::optional<qint64> id = integer(fields.id);
    if (!fields.id.isEmpty() && !id) // 43.0 is 43, but that is for the long way to say
        return std::nullopt;
    std::optional<ClientMessage> message = messageOf(fields);
    return message ? std::optional(Request{id, std::move(*message)}) : std::nullopt;
}

} // namespace courtyard
