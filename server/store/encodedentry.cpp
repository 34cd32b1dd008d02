#include "server/store/encodedentry.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace courtyard {

namespace {

constexpr qsizetype digestBytes = 16;
constexpr std::size_t lengthBytes = sizeof(quint32);

bool isAscii(QStringView text)
{
    char16_t all = 0; // without a branch, so that the compiler takes many at once
    for (const QChar c : text)
        all |= c.unicode();
    return all < 0x80;
}

} // namespace

void EncodedEntry::take(const LogEntry &entry)
{
    m_bytes.clear();
    m_kind = addToBody(entry.kind);
    m_text = addToBody(entry.text);
    addToBody(entry.target);
    addToBody(entry.reply);
    addToBody(entry.extra);
    m_hash.beginAnew();
    m_hash.add(QByteArrayView(m_bytes.data(), qsizetype(m_bytes.size())));
    m_digest = m_hash.digest().first(digestBytes);
    m_author = addText(entry.author);
    m_name = addText(entry.name);
    m_key = addText(entry.key);
}

EncodedEntry::Piece EncodedEntry::addText(QStringView text)
{
    const std::size_t at = m_bytes.size();
    if (isAscii(text)) {
        m_bytes.resize(at + std::size_t(text.size()));
        std::transform(text.begin(), text.end(), m_bytes.begin() + std::ptrdiff_t(at),
                       [](QChar c) { return char(c.unicode()); });
    } else {
        const QByteArray utf8 = text.toUtf8();
        m_bytes.insert(m_bytes.end(), utf8.begin(), utf8.end());
    }
    return {at, m_bytes.size() - at};
}

// Each part of the body behind its length, so that no two bodies are the same bytes.
EncodedEntry::Piece EncodedEntry::addToBody(QStringView text)
{
    const std::size_t length = m_bytes.size();
    m_bytes.resize(length + lengthBytes);
    const Piece piece = addText(text);
    qToBigEndian(quint32(piece.size), m_bytes.data() + length);
    return piece;
}

void EncodedEntry::addToBody(qint64 number)
{
    std::array<char, std::numeric_limits<qint64>::digits10 + 2> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    addToBody(QByteArrayView(digits.data(), end));
}

void EncodedEntry::addToBody(QByteArrayView bytes)
{
    const std::size_t length = m_bytes.size();
    m_bytes.resize(length + lengthBytes);
    qToBigEndian(quint32(bytes.size()), m_bytes.data() + length);
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
}

} // namespace courtyard
