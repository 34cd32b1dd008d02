// Bytes on their way out, in order. Large ones are shared with whoever else gets them and never copied; small
// ones are joined, as each costs more to keep and to hand to the system than to copy. A value; any thread.
#pragma once

#include <QByteArray>

#include <span>
#include <vector>

namespace courtyard {

class Pieces {
public:
    void add(const QByteArray &bytes);
    /// Those of the other, which is empty then.
    void add(Pieces &&more);
    /// The first so many bytes are out.
    void dropFront(qint64 bytes);
    void clear();

    qint64 size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    /// Fills in views of the first pieces; returns those that there are.
    std::span<const QByteArrayView> front(std::span<QByteArrayView> into) const;

private:
    std::vector<QByteArray> m_pieces;
    std::size_t m_first = 0; // of m_pieces, that is not out yet
    qsizetype m_offset = 0; // of which so much is
    qint64 m_size = 0;
};

} // namespace courtyard
