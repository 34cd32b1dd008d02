#include "server/network/pieces.h"

#include <algorithm>
#include <utility>

namespace courtyard {

namespace {

// Two that come to no more are joined: 2 KiB are copied in about the time that one more piece costs in
// sendmsg.
constexpr qsizetype joinedBytes = 2048;
constexpr std::size_t keptPieces = 8; // room for so many stays

} // namespace

void Pieces::add(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    m_size += bytes.size();
    if (m_first < m_pieces.size() && m_pieces.back().size() + bytes.size() <= joinedBytes)
        m_pieces.back() += bytes;
    else
        m_pieces.push_back(bytes);
}

void Pieces::add(Pieces &&more)
{
    if (isEmpty()) {
        std::swap(*this, more);
    } else {
        if (more.m_offset > 0)
            more.m_pieces[more.m_first].remove(0, std::exchange(more.m_offset, 0));
        for (std::size_t i = more.m_first; i < more.m_pieces.size(); ++i)
            add(more.m_pieces[i]);
    }
    more.clear();
}

void Pieces::dropFront(qint64 bytes)
{
    m_size -= bytes;
    if (m_size == 0) {
        clear();
        return;
    }
    bytes += m_offset;
    for (; bytes >= m_pieces[m_first].size(); ++m_first)
        bytes -= std::exchange(m_pieces[m_first], {}).size();
    m_offset = qsizetype(bytes);
    if (m_first > m_pieces.size() / 2) {
        m_pieces.erase(m_pieces.begin(), m_pieces.begin() + std::ptrdiff_t(m_first));
        m_first = 0;
    }
}

void Pieces::clear()
{
    if (m_pieces.capacity() > keptPieces)
        m_pieces = {};
    else
        m_pieces.clear();
    m_first = 0;
    m_offset = 0;
    m_size = 0;
}

std::span<const QByteArrayView> Pieces::front(std::span<QByteArrayView> into) const
{
    const std::size_t count = std::min(into.size(), m_pieces.size() - m_first);
    for (std::size_t i = 0; i < count; ++i)
        into[i] = m_pieces[m_first + i];
    if (count > 0)
        into[0] = into[0].sliced(m_offset);
    return into.first(count);
}

} // namespace courtyard
