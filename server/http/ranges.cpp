#include "server/http/ranges.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace courtyard::http {

namespace {

// The head of a part costs about as much as a gap of this size (RFC 9110 §14.2 allows to send it along).
constexpr qint64 worthlessGap = 80;

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t'))
        text = text.sliced(1);
    while (!text.isEmpty() && (text.back() == ' ' || text.back() == '\t'))
        text.chop(1);
    return text;
}

// Digits alone; what no file is as large as counts as the largest number there is.
std::optional<qint64> number(QByteArrayView digits)
{
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    if (digits.isEmpty())
        return std::nullopt;
    qint64 value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value > (most - (c - '0')) / 10 ? most : value * 10 + (c - '0');
    }
    return value;
}

struct Spec {
    std::optional<qint64> first, last;
};

// nullopt: not the grammar of RFC 9110 §14.1.1, and then the whole header says nothing.
std::optional<Spec> readSpec(QByteArrayView text)
{
    const qsizetype dash = text.indexOf('-');
    if (dash < 0)
        return std::nullopt;
    const Spec spec{number(text.first(dash)), number(text.sliced(dash + 1))};
    const bool firstIsRight = dash == 0 || spec.first;
    const bool lastIsRight = dash == text.size() - 1 || spec.last;
    if (!firstIsRight || !lastIsRight || (!spec.first && !spec.last)
        || (spec.first && spec.last && *spec.last < *spec.first))
        return std::nullopt;
    return spec;
}

// nullopt: nothing of it is there.
std::optional<ByteRange> within(const Spec &spec, qint64 size)
{
    if (!spec.first) {
        const qint64 suffix = std::min(*spec.last, size);
        return suffix > 0 ? std::optional(ByteRange{size - suffix, size - 1}) : std::nullopt;
    }
    if (*spec.first >= size)
        return std::nullopt;
    return ByteRange{*spec.first, std::min(spec.last.value_or(size - 1), size - 1)};
}

ByteRanges joined(ByteRanges ranges)
{
    std::sort(ranges.begin(), ranges.end(),
              [](const ByteRange &a, const ByteRange &b) { return a.first < b.first; });
    ByteRanges result;
    for (const ByteRange &range : std::as_const(ranges)) {
        if (!result.isEmpty() && range.first - result.constLast().last <= worthlessGap)
            result.last().last = std::max(result.constLast().last, range.last);
        else
            result.append(range);
    }
    return result;
}

} // namespace

std::variant<WholeFile, NoSuchRange, ByteRanges> readRanges(QByteArrayView header, qint64 size, int most)
{
    constexpr QByteArrayView unit = "bytes=";
    header = trimmed(header);
    if (!header.startsWith(unit)) // other units are nobody's error (RFC 9110 §14.2)
        return WholeFile{};
    header = header.sliced(unit.size());
    ByteRanges ranges;
    bool hasSpec = false;
    while (!header.isEmpty()) {
        const qsizetype comma = header.indexOf(',');
        const QByteArrayView item = trimmed(comma < 0 ? header : header.first(comma));
        header = comma < 0 ? QByteArrayView() : header.sliced(comma + 1);
        if (item.isEmpty()) // lists may have empty elements (RFC 9110 §5.6.1)
            continue;
        const auto spec = readSpec(item);
        if (!spec)
            return WholeFile{};
        hasSpec = true;
        if (const auto range = within(*spec, size))
            ranges.append(*range);
    }
    if (!hasSpec)
        return WholeFile{};
    if (ranges.isEmpty())
        return NoSuchRange{};
    ranges = joined(std::move(ranges));
    if (ranges.size() > most)
        return WholeFile{};
    return ranges;
}

} // namespace courtyard::http
