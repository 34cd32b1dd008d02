// Reads a file piece by piece for an upload, and notices where it is not the file any more that was chosen.
// Lives in a worker thread: disks may take their time. Spoken to by queued calls only.
#pragma once

#include <QFile>
#include <QObject>

namespace courtyard {

class FileReader final : public QObject {
    Q_OBJECT
public:
    enum class Failure { Gone, Changed };
    Q_ENUM(Failure)

    /// `modified`: when the file was changed last, wall ms, as it was when it was chosen.
    FileReader(const QString &path, qint64 size, qint64 modified);
    /// Answered by pieceRead() or failed().
    void read(qint64 offset, qint64 bytes);

Q_SIGNALS:
    void pieceRead(qint64 offset, const QByteArray &bytes);
    void failed(courtyard::FileReader::Failure why);

private:
    bool isTheSame() const;

    QFile m_file;
    const qint64 m_size;
    const qint64 m_modified;
};

} // namespace courtyard
