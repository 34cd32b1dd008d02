#include "server/store/durablefiles.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace courtyard {

bool syncFolder(const QString &folder)
{
#ifdef Q_OS_UNIX
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool ok = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return ok;
#else
    Q_UNUSED(folder);
    return true;
#endif
}

void syncFoldersUp(const QString &folder)
{
    QDir up(QDir(folder).absolutePath());
    do
        syncFolder(up.path()); // those that we may not open, we have not made
    while (up.cdUp());
}

bool syncFile(QFile &file)
{
#ifdef Q_OS_LINUX
    return ::fdatasync(file.handle()) == 0;
#elif defined(Q_OS_UNIX)
    return ::fsync(file.handle()) == 0;
#else
    return file.flush();
#endif
}

bool writeDurably(const QString &path, const QByteArray &content)
{
    const QString fresh = path + QLatin1StringView(".new");
    QFile::remove(fresh); // of a run that was cut off
    QFile file(fresh);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return false;
    bool ok = file.write(content) == content.size() && file.flush();
    ok = ok && syncFile(file);
    file.close();
    ok = ok && renameOver(fresh, path) && syncFolder(QFileInfo(path).path());
    if (!ok)
        QFile::remove(fresh);
    return ok;
}

bool renameWithoutReplacing(const QString &from, const QString &to)
{
    return QFile::rename(from, to);
}

bool renameOver(const QString &from, const QString &to)
{
#ifdef Q_OS_UNIX
    return std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
#else
    QFile::remove(to);
    return QFile::rename(from, to);
#endif
}

// The time of birth where the file system has one: numbers of files are given again, and FAT makes them up
// at each mount.
QString fileIdentity(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {};
    if (const QDateTime born = info.birthTime(); born.isValid())
        return QStringLiteral("born %1").arg(born.toMSecsSinceEpoch());
#ifdef Q_OS_UNIX
    struct stat facts = {};
    if (::stat(QFile::encodeName(path).constData(), &facts) == 0)
        return QStringLiteral("inode %1").arg(facts.st_ino);
#endif
    return QStringLiteral("there");
}

PlacedFile::PlacedFile(const QString &path) : m_path(QFile::encodeName(path)), m_first(number()) { }

bool PlacedFile::exists() const
{
    return number() != Number{};
}

bool PlacedFile::isUnchanged() const
{
    return m_first != Number{} && number() == m_first;
}

PlacedFile::Number PlacedFile::number() const
{
#ifdef Q_OS_UNIX
    struct stat facts = {};
    if (::stat(m_path.constData(), &facts) == 0)
        return {quint64(facts.st_dev), quint64(facts.st_ino)};
    return {};
#else
    const QString identity = fileIdentity(QFile::decodeName(m_path));
    return identity.isEmpty() ? Number{} : Number{1, quint64(qHash(identity))};
#endif
}

} // namespace courtyard
