#include "server/store/folderlock.h"

#include <QFile>
#include <QLockFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace courtyard {

FolderLock::FolderLock() = default;

#ifdef Q_OS_UNIX

// flock rather than fcntl: it belongs to the open file, so two hosts of one process exclude each other too,
// and closing any other descriptor of the file does not let it go.
FolderLock::Outcome FolderLock::take(const QString &folder)
{
    const QByteArray path = QFile::encodeName(folder + QStringLiteral("/lock"));
    m_descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_descriptor < 0)
        return errno == ENOSPC || errno == EDQUOT ? Outcome::DiskFull : Outcome::CannotWrite;
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) == 0)
        return Outcome::Held;
    return errno == EWOULDBLOCK ? Outcome::TakenByAnother : Outcome::CannotWrite;
}

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

#else

FolderLock::Outcome FolderLock::take(const QString &folder)
{
    m_file = std::make_unique<QLockFile>(folder + QStringLiteral("/lock"));
    m_file->setStaleLockTime(0); // only a process that is gone leaves a stale lock, never a long time
    if (m_file->tryLock(0))
        return Outcome::Held;
    return m_file->error() == QLockFile::LockFailedError ? Outcome::TakenByAnother : Outcome::CannotWrite;
}

FolderLock::~FolderLock() = default;

#endif

} // namespace courtyard
