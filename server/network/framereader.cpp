#include "server/network/framereader.h"

#include <QUtf8StringView>
#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <utility>

namespace courtyard {

namespace {

constexpr uchar reservedBits = 0x70, maskBit = 0x80, lengthBits = 0x7f;
constexpr uchar continuation = 0, text = 1, binary = 2, ping = 9, pong = 10;
constexpr int length16 = 126, length64 = 127;
constexpr int shortestHead = 2, maskSize = 4;
constexpr quint64 controlPayload = 125; // §5.5
constexpr int protocolError = 1002, notUtf8 = 1007, policyViolation = 1008, tooBig = 1009; // §7.4.1

int headSize(uchar second)
{
    const int length = second & lengthBits;
    const int extra = length == length16 ? 2 : length == length64 ? 8 : 0;
    return shortestHead + extra + (second & maskBit ? maskSize : 0);
}

// §7.4: those that may stand in a frame.
bool mayBeSaid(int code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

bool isUtf8(const QByteArray &bytes)
{
    return QUtf8StringView(bytes.constData(), bytes.size()).isValidUtf8();
}

} // namespace

std::optional<frame::Message> FrameReader::next()
{
    while (m_inFrame || readHead()) {
        if (!m_inFrame) {
            if (const auto breach = beginFrame())
                return *breach;
        }
        if (m_left > qint64(m_input.size())) {
            takePayload();
            return std::nullopt;
        }
        if (auto message = endFrame(takePayload()))
            return message;
    }
    return std::nullopt;
}

/// False: the rest of it is still to come.
bool FrameReader::readHead()
{
    while (!m_input.empty()) {
        m_head[std::size_t(m_headSize++)] = uchar(m_input.front());
        m_input = m_input.subspan(1);
        if (m_headSize >= shortestHead && m_headSize == headSize(m_head[1]))
            return true;
    }
    return false;
}

std::optional<frame::Breach> FrameReader::beginFrame()
{
    ++m_frames;
    const int length = m_head[1] & lengthBits;
    m_length = length == length16 ? qFromBigEndian<quint16>(m_head.data() + shortestHead)
        : length == length64      ? qFromBigEndian<quint64>(m_head.data() + shortestHead)
                                  : quint64(length);
    if (const auto breach = judge())
        return breach;
    std::memcpy(m_mask.data(), m_head.data() + m_headSize - maskSize, maskSize);
    m_headSize = 0;
    m_masked = 0;
    m_left = qint64(m_length);
    m_inFrame = true;
    if (isControl())
        return std::nullopt;
    if (opcode() != continuation) {
        m_isText = opcode() == text;
        m_fragments = 0;
        m_messageBytes = 0;
        m_messageOpen = true;
    }
    if (++m_fragments > m_maxFragments)
        return frame::Breach{policyViolation, "too many fragments", true};
    return std::nullopt;
}

std::optional<frame::Breach> FrameReader::judge() const
{
    if (m_head[0] & reservedBits)
        return frame::Breach{protocolError, "reserved bits"};
    if (!(m_head[1] & maskBit)) // §5.1
        return frame::Breach{protocolError, "not masked"};
    const int form = m_head[1] & lengthBits; // §5.2: always the shortest
    if ((form == length16 && m_length < length16) || (form == length64 && m_length <= 0xffff))
        return frame::Breach{protocolError, "length not in its shortest form"};
    if (isControl()) {
        if (opcode() > pong)
            return frame::Breach{protocolError, "no such opcode"};
        if (m_length > controlPayload || !isFinal())
            return frame::Breach{protocolError, "control frame too large or in pieces"};
        return std::nullopt;
    }
    if (opcode() > binary)
        return frame::Breach{protocolError, "no such opcode"};
    if ((opcode() == continuation) != m_messageOpen)
        return frame::Breach{protocolError, "fragments out of order"};
    if (m_length >> 63) // §5.2
        return frame::Breach{protocolError, "no such length"};
    const qint64 before = opcode() == continuation ? m_messageBytes : 0;
    if (m_length > quint64(m_maxBytes - before))
        return frame::Breach{tooBig, "too large"};
    return std::nullopt;
}

/// What has come of the open frame's payload: kept where that is not all of its message, else given.
QByteArray FrameReader::takePayload()
{
    const auto part = m_input.first(std::min(m_input.size(), std::size_t(m_left)));
    m_input = m_input.subspan(part.size());
    unmask(part);
    const bool isWhole = quint64(part.size()) == m_length;
    m_left -= qint64(part.size());
    if (!isControl())
        m_messageBytes += qint64(part.size());
    if (part.empty() && m_left > 0)
        return {};
    QByteArray &kept = isControl() ? m_control : m_message;
    if (isWhole && isFinal() && kept.isEmpty())
        return QByteArray::fromRawData(part.data(), qsizetype(part.size()));
    if (kept.isEmpty())
        kept.reserve(qsizetype(m_length));
    kept.append(part.data(), qsizetype(part.size()));
    return m_left == 0 && isFinal() ? std::exchange(kept, {}) : QByteArray();
}

std::optional<frame::Message> FrameReader::endFrame(QByteArray payload)
{
    m_inFrame = false;
    std::optional<frame::Message> message;
    if (isControl()) {
        message = control(std::move(payload));
    } else if (isFinal()) {
        m_messageOpen = false;
        message = messageOf(std::move(payload));
    }
    if (!m_messageOpen)
        ++m_settled;
    return message;
}

frame::Message FrameReader::messageOf(QByteArray payload)
{
    if (!m_isText) {
        payload.detach(); // whoever gets it may keep it
        return frame::Binary{std::move(payload)};
    }
    if (!isUtf8(payload))
        return frame::Breach{notUtf8, "not UTF-8"};
    return frame::Text{std::move(payload)};
}

frame::Message FrameReader::control(QByteArray payload) const
{
    if (opcode() == ping)
        return frame::Ping{QByteArray(payload.constData(), payload.size())};
    if (opcode() == pong)
        return frame::Pong{};
    if (payload.isEmpty())
        return frame::Close{};
    // §5.5.1: a code of two bytes, then words.
    const int code = payload.size() < 2 ? 0 : qFromBigEndian<quint16>(payload.constData());
    if (!mayBeSaid(code))
        return frame::Breach{protocolError, "no such close code"};
    if (!isUtf8(payload.sliced(2)))
        return frame::Breach{notUtf8, "not UTF-8"};
    return frame::Close{code};
}

void FrameReader::unmask(std::span<char> bytes)
{
    std::array<char, 8> mask;
    for (unsigned i = 0; i < mask.size(); ++i)
        mask[i] = m_mask[(m_masked + i) % maskSize];
    m_masked += unsigned(bytes.size());
    std::size_t at = 0;
    for (; at + mask.size() <= bytes.size(); at += mask.size()) {
        quint64 word, key;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        std::memcpy(&key, mask.data(), sizeof key);
        word ^= key;
        std::memcpy(bytes.data() + at, &word, sizeof word);
    }
    for (; at < bytes.size(); ++at)
        bytes[at] = char(bytes[at] ^ mask[at % mask.size()]);
}

} // namespace courtyard
