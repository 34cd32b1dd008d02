#include "server/files/filefolder.h"

#include "server/store/durablefiles.h"

#include <QDir>
#include <QFile>
#include <QStorageInfo>

#include <algorithm>

namespace courtyard {

namespace {

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

bool makeFolder(const QString &path)
{
    return QDir(path).exists() || (QDir().mkpath(path) && QFile::setPermissions(path, ownerOnly));
}

} // namespace

bool isFileId(QStringView id)
{
    constexpr qsizetype sha256Digits = 64;
    return id.size() == sha256Digits && std::all_of(id.begin(), id.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

bool FileFolder::make() const
{
    return makeFolder(m_root) && makeFolder(partials());
}

bool FileFolder::publish(const QString &part, const QString &id) const
{
    const bool isNewShelf = !QDir(shelf(id)).exists();
    if (!makeFolder(shelf(id)))
        return false;
    if (QFile::exists(path(id)))
        QFile::remove(partial(part));
    else if (!renameOver(partial(part), path(id)))
        return false;
    return syncFolder(shelf(id)) && (!isNewShelf || syncFolder(m_root));
}

qint64 FileFolder::room(qint64 keepFree) const
{
    constexpr qint64 usual = 1LL << 30;
    const QStorageInfo disk(m_root);
    const qint64 kept = keepFree >= 0 ? keepFree : std::min(usual, disk.bytesTotal() / 10);
    return disk.bytesAvailable() - kept;
}

} // namespace courtyard
