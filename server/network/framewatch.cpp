#include "server/network/framewatch.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace courtyard {

namespace {

constexpr uchar finalBit = 0x80, maskBit = 0x80, controlBit = 0x08, opcodeBits = 0x0f, lengthBits = 0x7f;
constexpr int length16 = 126, length64 = 127;
constexpr int shortestHead = 2, maskSize = 4;

int headSize(uchar second)
{
    const int length = second & lengthBits;
    const int extra = length == length16 ? 2 : length == length64 ? 8 : 0;
    return shortestHead + extra + (second & maskBit ? maskSize : 0);
}

} // namespace

void FrameWatch::read(QByteArrayView bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        if (m_left > 0) {
            const qint64 count = std::min<qint64>(m_left, bytes.size() - at);
            skip(count);
            at += count;
        } else {
            readHead(uchar(bytes[at++]));
        }
    }
}

void FrameWatch::skip(qint64 count)
{
    if (count == 0)
        return;
    m_left -= count;
    if (!m_isControl)
        m_messageBytes += count;
    if (m_left == 0)
        endFrame();
}

void FrameWatch::readHead(uchar byte)
{
    m_head[std::size_t(m_headSize++)] = byte;
    if (m_headSize >= shortestHead && m_headSize == headSize(m_head[1]))
        beginFrame();
}

void FrameWatch::beginFrame()
{
    m_headSize = 0;
    ++m_frames;
    m_sawUnmasked = m_sawUnmasked || !(m_head[1] & maskBit);
    const int length = m_head[1] & lengthBits;
    const quint64 announced = length == length16 ? qFromBigEndian<quint16>(m_head.data() + shortestHead)
        : length == length64                     ? qFromBigEndian<quint64>(m_head.data() + shortestHead)
                                                 : quint64(length);
    m_length = qint64(std::min(announced, quint64(std::numeric_limits<qint64>::max())));
    m_left = m_length;
    m_isFinal = m_head[0] & finalBit;
    m_isControl = m_head[0] & controlBit;
    if (!m_isControl) {
        const bool continues = (m_head[0] & opcodeBits) == 0;
        m_fragments = continues ? m_fragments + 1 : 1;
        m_messageBytes = continues ? m_messageBytes : 0;
        m_messageOpen = true;
    }
    if (m_left == 0)
        endFrame();
}

void FrameWatch::endFrame()
{
    m_length = 0;
    if (!m_isControl && m_isFinal)
        m_messageOpen = false;
    if (!m_messageOpen)
        ++m_settled;
}

} // namespace courtyard
