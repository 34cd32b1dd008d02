#include "protocol/jsonreader.h"

#include "protocol/names.h"

namespace courtyard {

namespace {

// Where the next half of a surrogate pair without its other half stands, from `i` on; -1 for none.
qsizetype loneSurrogate(QStringView text, qsizetype i)
{
    for (; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!c.isSurrogate())
            continue;
        if (c.isLowSurrogate() || i + 1 == text.size() || !text[i + 1].isLowSurrogate())
            return i;
        ++i;
    }
    return -1;
}

} // namespace

bool hasLoneSurrogate(QStringView text)
{
    return loneSurrogate(text, 0) >= 0;
}

QString withoutLoneSurrogates(QString text)
{
    for (qsizetype i = loneSurrogate(text, 0); i >= 0; i = loneSurrogate(text, i + 1))
        text[i] = QChar::ReplacementCharacter;
    return text;
}

std::optional<qint64> safeInteger(const QJsonValue &value)
{
    constexpr qint64 none = std::numeric_limits<qint64>::min();
    const qint64 number = value.toInteger(none); // `none` for what is not integral, too
    if (number < -limits::safeInteger || number > limits::safeInteger)
        return std::nullopt;
    return number;
}

bool nestsDeeperThan(const QByteArray &json, int depth)
{
    int open = 0;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++open > depth)
                return true;
        } else if (c == ']' || c == '}') {
            --open;
        }
    }
    return false;
}

QString JsonReader::string(QLatin1StringView field)
{
    const QJsonValue value = m_object.value(field);
    if (!value.isString())
        fail(field, "must be a string");
    return value.toString();
}

QString JsonReader::word(QLatin1StringView field, qsizetype maxChars)
{
    const QString value = string(field);
    if (value.isEmpty())
        fail(field, "must not be empty");
    else if (hasLoneSurrogate(value))
        fail(field, "holds half a surrogate pair");
    else if (codePointCount(value) > maxChars)
        fail(field, "is too long");
    return value;
}

QString JsonReader::optionalString(QLatin1StringView field, qsizetype maxChars)
{
    if (!has(field))
        return {};
    const QString value = string(field);
    if (hasLoneSurrogate(value))
        fail(field, "holds half a surrogate pair");
    else if (codePointCount(value) > maxChars)
        fail(field, "is too long");
    return value;
}

QString JsonReader::text(QLatin1StringView field)
{
    const QString value = withoutLoneSurrogates(string(field));
    if (value.toUtf8().size() > limits::textBytes)
        fail(field, "is too long", ErrorCode::TooLarge);
    return value;
}

double JsonReader::number(QLatin1StringView field)
{
    const QJsonValue value = m_object.value(field);
    if (!value.isDouble())
        fail(field, "must be a number");
    return value.toDouble();
}

qint64 JsonReader::integer(QLatin1StringView field, qint64 min, qint64 max)
{
    const std::optional<qint64> number = safeInteger(m_object.value(field));
    if (!number)
        fail(field, "must be an integer");
    else if (*number < min || *number > max)
        fail(field, "is out of range");
    return number.value_or(0);
}

std::optional<qint64> JsonReader::optionalInteger(QLatin1StringView field, qint64 min, qint64 max)
{
    if (!has(field))
        return std::nullopt;
    return integer(field, min, max);
}

bool JsonReader::boolean(QLatin1StringView field)
{
    const QJsonValue value = m_object.value(field);
    if (!value.isBool())
        fail(field, "must be true or false");
    return value.toBool();
}

bool JsonReader::optionalBoolean(QLatin1StringView field)
{
    return has(field) && boolean(field);
}

QStringList JsonReader::optionalWords(QLatin1StringView field, qsizetype maxItems)
{
    QStringList words;
    if (!has(field))
        return words;
    const QJsonArray items = array(field);
    if (items.size() > maxItems) {
        fail(field, "has too many items");
        return words;
    }
    for (const QJsonValue &item : items) {
        if (item.toString().isEmpty())
            fail(field, "must hold strings that are not empty");
        words.append(item.toString());
    }
    return words;
}

QJsonObject JsonReader::object(QLatin1StringView field)
{
    const QJsonValue value = m_object.value(field);
    if (!value.isObject())
        fail(field, "must be an object");
    return value.toObject();
}

QJsonArray JsonReader::array(QLatin1StringView field)
{
    const QJsonValue value = m_object.value(field);
    if (!value.isArray())
        fail(field, "must be an array");
    return value.toArray();
}

void JsonReader::fail(QLatin1StringView field, const char *why, ErrorCode code)
{
    if (!m_failure)
        m_failure = Failure{code, QString(field % QLatin1Char(' ') % QLatin1StringView(why))};
}

} // namespace courtyard
