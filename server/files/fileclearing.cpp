// The part of FileWorker that tells who has what, and clears away what nobody names.
#include "server/files/fileworker.h"

#include "server/files/filelog.h"
#include "server/files/sniff.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSet>

using namespace Qt::StringLiterals;

namespace courtyard {

Q_LOGGING_CATEGORY(logFiles, "courtyard.files")

void FileWorker::find(const MemberId &member, const QStringList &ids,
                      std::function<void(const QList<std::optional<FileInfo>> &)> done)
{
    m_files.post([this, member, ids, done = std::move(done)] {
        QList<std::optional<FileInfo>> found;
        for (const QString &id : ids) {
            const auto file = m_tables ? m_tables->file(id) : std::nullopt;
            const auto upload = file ? m_tables->uploadOf(member, id) : std::nullopt;
            found.append(upload ? std::optional(file->info(upload->name)) : std::nullopt);
        }
        m_home.deliver([done, found] { done(found); });
    });
}

void FileWorker::noteNamed(const MemberId &member, const QStringList &ids)
{
    m_files.post([this, member, ids] {
        for (const QString &id : ids) {
            if (m_tables)
                m_tables->noteNamed(member, id);
        }
    });
}

void FileWorker::free(const QStringList &ids)
{
    m_files.post([this, ids] {
        for (const QString &id : ids) {
            if (m_tables)
                doFree(id);
        }
        if (m_tables)
            m_figures.storedBytes = m_tables->storedBytes();
    });
}

void FileWorker::doFree(const QString &id)
{
    const auto file = m_tables->file(id);
    if (!file || m_tables->isFresh(id, now() - filelimits::unnamedMs))
        return;
    if (!m_tables->dropFile(id))
        return;
    QFile::remove(m_folder.path(id));
    QDir().rmdir(m_folder.shelf(id)); // if it was the last one there
    qCInfo(logFiles) << "freed bytes=" << file->size;
    if (file->thumb.isEmpty() || m_tables->isThumbOfAny(file->thumb) || m_tables->wasUploaded(file->thumb))
        return;
    if (m_tables->dropFile(file->thumb))
        QFile::remove(m_folder.path(file->thumb));
}

void FileWorker::expire()
{
    m_files.post([this] {
        if (!m_tables)
            return;
        const QList<UploadRow> old =
            m_tables->partialsSince(now() - filelimits::partialMs, filelimits::namingsAtOnce);
        for (const UploadRow &row : old) {
            const auto active = m_byKey.find({row.member, row.key});
            if (active != m_byKey.end() && m_uploads.at(active->second).news)
                continue; // slow, but coming
            if (active != m_byKey.end())
                forget(active->second);
            if (m_tables->drop(row.member, row.key))
                QFile::remove(m_folder.partial(row.part));
        }
        const QStringList unnamed =
            m_tables->filesUnnamedSince(now() - filelimits::unnamedMs, filelimits::namingsAtOnce);
        if (!unnamed.isEmpty())
            m_home.mayBeFree(unnamed);
    });
}

void FileWorker::sweep()
{
    m_files.post([this] {
        if (!m_tables)
            return;
        const QStringList known = m_tables->parts();
        const QSet<QString> parts(known.begin(), known.end());
        const QStringList present = QDir(m_folder.partials()).entryList(QDir::Files | QDir::Hidden);
        for (const QString &name : present) {
            if (!parts.contains(name))
                QFile::remove(m_folder.partial(name));
        }
        sweepFolder();
        // What messages named is asked about once a start: a crash may have come between a message's end and
        // that of its file.
        QString after;
        for (;;) {
            QStringList ids;
            const QList<FileRow> rows = m_tables->files(after, filelimits::namingsAtOnce);
            for (const FileRow &row : rows) {
                if (!QFile::exists(m_folder.path(row.id)))
                    m_tables->dropFile(row.id);
                else if (!m_tables->isThumbOfAny(row.id))
                    ids.append(row.id);
            }
            if (!ids.isEmpty())
                m_home.mayBeFree(ids);
            if (rows.isEmpty())
                break;
            after = rows.constLast().id;
        }
        m_figures.storedBytes = m_tables->storedBytes();
    });
}

// Files that the table does not know, because it was lost or is older: noted again, so that they count, and
// are freed like others where no message names them.
void FileWorker::sweepFolder()
{
    const QStringList shelves = QDir(m_folder.root()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &shelf : shelves) {
        if (shelf.size() == 2)
            sweepShelf(m_folder.root() + u'/' + shelf);
    }
}

void FileWorker::sweepShelf(const QString &path)
{
    const QFileInfoList present = QDir(path).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo &entry : present) {
        const QString id = entry.fileName();
        if (!isFileId(id) || m_tables->file(id) || m_tables->wasUploaded(id))
            continue;
        QFile file(entry.filePath());
        const QByteArray start = file.open(QIODevice::ReadOnly) ? file.read(sniffBytes) : QByteArray();
        m_tables->put(FileRow{id, entry.size(), QString::fromLatin1(sniffMime(start)), 0, 0, {}, now()});
    }
}

} // namespace courtyard
