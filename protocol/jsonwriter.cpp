#include "protocol/jsonwriter.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace courtyard {

namespace {

void appendUtf8(QByteArray &out, char32_t c)
{
    if (c < 0x800) {
        out.append(char(0xc0 | (c >> 6)));
    } else if (c < 0x10000) {
        out.append(char(0xe0 | (c >> 12)));
        out.append(char(0x80 | ((c >> 6) & 0x3f)));
    } else {
        out.append(char(0xf0 | (c >> 18)));
        out.append(char(0x80 | ((c >> 12) & 0x3f)));
        out.append(char(0x80 | ((c >> 6) & 0x3f)));
    }
    out.append(char(0x80 | (c & 0x3f)));
}

void appendEscaped(QByteArray &out, char16_t c)
{
    constexpr char hex[] = "0123456789abcdef";
    switch (c) {
    case '"':
        out.append("\\\"");
        return;
    case '\\':
        out.append("\\\\");
        return;
    case '\n':
        out.append("\\n");
        return;
    case '\r':
        out.append("\\r");
        return;
    case '\t':
        out.append("\\t");
        return;
    default:
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4)
            out.append(hex[(c >> shift) & 0xf]);
    }
}

// U+2028 and U+2029 are legal in JSON, but were line ends in JavaScript's strings before ES2019. Qt 6.4 reads
// a string that begins with U+FEFF without it, unless it is escaped.
bool mustEscape(char16_t c)
{
    return c < 0x20 || c == '"' || c == '\\' || c == 0x7f || c == 0x2028 || c == 0x2029 || c == 0xfeff;
}

// One byte on the wire, as it is: nearly everything in most texts, so it goes out in runs.
bool isPlain(char16_t c)
{
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

void appendPlain(QByteArray &out, const char16_t *begin, const char16_t *end)
{
    const qsizetype start = out.size();
    out.resize(start + (end - begin));
    std::transform(begin, end, out.data() + start, [](char16_t c) { return char(c); });
}

} // namespace

void JsonWriter::string(QStringView value)
{
    m_out.append('"');
    const char16_t *text = value.utf16();
    const qsizetype size = value.size();
    for (qsizetype i = 0; i < size;) {
        const char16_t *plainEnd = std::find_if_not(text + i, text + size, isPlain);
        appendPlain(m_out, text + i, plainEnd);
        i = plainEnd - text;
        if (i == size)
            break;
        const char16_t c = text[i++];
        if (mustEscape(c)) {
            appendEscaped(m_out, c);
        } else if (!QChar::isSurrogate(c)) {
            appendUtf8(m_out, c);
        } else if (QChar::isHighSurrogate(c) && i < size && QChar::isLowSurrogate(text[i])) {
            appendUtf8(m_out, QChar::surrogateToUcs4(c, text[i++]));
        } else {
            appendUtf8(m_out, QChar::ReplacementCharacter); // half a pair has no UTF-8
        }
    }
    m_out.append('"');
    m_comma = true;
}

void JsonWriter::field(QLatin1StringView key, double value)
{
    writeKey(key);
    // JSON has no word for what is not finite.
    m_out.append(std::isfinite(value) ? QByteArray::number(value, 'g', QLocale::FloatingPointShortest)
                                      : QByteArrayLiteral("null"));
    m_comma = true;
}

} // namespace courtyard
