#include "client/transfers/filereader.h"

#include <QDateTime>
#include <QFileInfo>

namespace courtyard {

FileReader::FileReader(const QString &path, qint64 size, qint64 modified)
    : m_file(path), m_size(size), m_modified(modified)
{ }

bool FileReader::isTheSame() const
{
    const QFileInfo info(m_file.fileName()); // anew each time: the file may have been put in another's place
    return info.size() == m_size && info.lastModified().toMSecsSinceEpoch() == m_modified;
}

void FileReader::read(qint64 offset, qint64 bytes)
{
    if (!m_file.isOpen() && !m_file.open(QFile::ReadOnly)) {
        Q_EMIT failed(Failure::Gone);
        return;
    }
    const bool isFirstOrLast = m_file.pos() == 0 || offset + bytes >= m_size;
    if (!m_file.seek(offset)) {
        Q_EMIT failed(Failure::Changed);
        return;
    }
    const QByteArray piece = m_file.read(bytes);
    if (piece.size() != bytes || (isFirstOrLast && !isTheSame())) {
        Q_EMIT failed(Failure::Changed);
        return;
    }
    Q_EMIT pieceRead(offset, piece);
}

} // namespace courtyard
