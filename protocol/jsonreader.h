// Reads the fields of one JSON object, and remembers the first that was not as it must be. After a failure
// the values that it gives are empty and the caller drops them. A view of an object that outlives it; one
// thread.
#pragma once

#include "protocol/errors.h"
#include "protocol/limits.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <limits>
#include <optional>

namespace courtyard {

/// Text that JSON could not hold as UTF-8: half a surrogate pair.
bool hasLoneSurrogate(QStringView text);
/// Each half of a surrogate pair becomes U+FFFD.
QString withoutLoneSurrogates(QString text);
/// An integer that a browser's numbers hold exactly; nullopt for anything else.
std::optional<qint64> safeInteger(const QJsonValue &value);

/// Whether brackets nest deeper than `depth`. A scan without a parse: text that is not JSON gets some answer
/// too.
bool nestsDeeperThan(const QByteArray &json, int depth);

class JsonReader {
public:
    struct Failure {
        ErrorCode code;
        QString text; // names the field
    };

    explicit JsonReader(const QJsonObject &object) : m_object(object) { }

    bool has(QLatin1StringView field) const { return m_object.contains(field); }
    const QJsonObject &whole() const { return m_object; }

    /// May be empty.
    QString string(QLatin1StringView field);
    /// At least one character, at most `maxChars` code points, whole surrogate pairs.
    QString word(QLatin1StringView field, qsizetype maxChars = noLimit);
    /// Empty where it is not there.
    QString optionalString(QLatin1StringView field, qsizetype maxChars = noLimit);
    /// At most limits::textBytes, else too_large. Halves of surrogate pairs become U+FFFD.
    QString text(QLatin1StringView field);
    double number(QLatin1StringView field);
    qint64 integer(QLatin1StringView field, qint64 min, qint64 max = limits::safeInteger);
    std::optional<qint64> optionalInteger(QLatin1StringView field, qint64 min,
                                          qint64 max = limits::safeInteger);
    bool boolean(QLatin1StringView field);
    /// False where it is not there.
    bool optionalBoolean(QLatin1StringView field);
    /// Empty where it is not there; each item at least one character.
    QStringList optionalWords(QLatin1StringView field, qsizetype maxItems = noLimit);
    QJsonObject object(QLatin1StringView field);
    QJsonArray array(QLatin1StringView field);

    template <typename Enum>
    Enum oneOf(QLatin1StringView field, std::optional<Enum> (*fromWire)(QStringView))
    {
        const std::optional<Enum> found = fromWire(string(field));
        if (!found)
            fail(field, "is not one of the known words");
        return found.value_or(Enum{});
    }

    void fail(QLatin1StringView field, const char *why, ErrorCode code = ErrorCode::BadRequest);
    const std::optional<Failure> &failure() const { return m_failure; }
    bool ok() const { return !m_failure; }

    static constexpr qsizetype noLimit = std::numeric_limits<qsizetype>::max();

private:
    const QJsonObject &m_object;
    std::optional<Failure> m_failure;
};

} // namespace courtyard
