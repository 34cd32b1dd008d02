// A log entry as the tables take it: its texts in UTF-8, encoded once and beside each other, and the digest
// of its body. Kept by who writes many, for its memory and the digest's context. Writer's thread only.
#pragma once

#include "server/hashing/sha256.h"
#include "server/store/eventlog.h"

#include <vector>

namespace courtyard {

class EncodedEntry {
public:
    /// Views and digest are of this entry until the next one is taken.
    void take(const LogEntry &entry);

    QByteArrayView kind() const { return view(m_kind); }
    QByteArrayView text() const { return view(m_text); }
    QByteArrayView author() const { return view(m_author); }
    QByteArrayView name() const { return view(m_name); }
    QByteArrayView key() const { return view(m_key); }
    /// What a key stands for: the same body again is the same event, another one is a mistake.
    const QByteArray &digest() const { return m_digest; }

private:
    struct Piece {
        std::size_t at = 0, size = 0;
    };
    QByteArrayView view(Piece piece) const
    {
        return QByteArrayView(m_bytes.data() + piece.at, qsizetype(piece.size));
    }
    Piece addText(QStringView text);
    Piece addToBody(QStringView text);
    void addToBody(qint64 number);
    void addToBody(QByteArrayView bytes);

    std::vector<char> m_bytes;
    Piece m_kind, m_text, m_author, m_name, m_key;
    Sha256 m_hash;
    QByteArray m_digest;
};

} // namespace courtyard
