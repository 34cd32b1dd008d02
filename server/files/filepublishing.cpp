// The part of FileWorker that publishes what is whole: hash, sync, name, table, in this order, so that
// whatever a crash leaves can be taken up again.
#include "server/files/fileerrors.h"
#include "server/files/fileworker.h"

#include "protocol/ids.h"
#include "server/files/sniff.h"
#include "server/store/durablefiles.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

QByteArray startOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(sniffBytes) : QByteArray();
}

} // namespace

void FileWorker::complete(Upload &upload)
{
    upload.row.file = upload.hash.result();
    if (!upload.row.announced.isEmpty() && upload.row.announced != upload.row.file) {
        m_tables->drop(upload.row.member, upload.row.key);
        upload.file->remove();
        const News news = upload.news;
        forget(upload.id);
        answer::Error error = problem(ErrorCode::BadRequest, u"sha256 is not that of the bytes that came"_s);
        error.offset = 0;
        tell(news, upload::Failed{error});
        return;
    }
    upload.row.state = UploadState::Placing;
    upload.row.at = now();
    if (!m_tables->put(upload.row)) {
        failPlacing(upload, ErrorCode::Storage, u"could not be written to disk"_s);
        return;
    }
    place(upload);
}

// Bytes first, then the name, then the table: whatever a crash leaves is taken up by goOn().
void FileWorker::place(Upload &upload)
{
    upload.isPlacing = true;
    m_disk.post([this, file = upload.file, part = upload.row.part, target = upload.row.file] {
        bool ok = !file->isOpen() || syncFile(*file);
        file->close();
        ok = ok
            && (QFile::exists(m_folder.partial(part)) ? m_folder.publish(part, target)
                                                      : QFile::exists(m_folder.path(target)));
        m_files.post([this, part, ok] { placed(part, ok); });
    });
}

void FileWorker::placed(const QString &part, bool ok)
{
    Upload *found = ofPart(part);
    if (!found)
        return;
    Upload &upload = *found;
    upload.file.reset();
    if (!ok) {
        failPlacing(upload, ErrorCode::Storage, u"could not be written to disk"_s);
        return;
    }
    if (m_tables->file(upload.row.file)) {
        finish(part, {}, {}, {});
        return;
    }
    const QString path = m_folder.path(upload.row.file);
    const QByteArray mime = sniffMime(startOf(path));
    const QByteArray format = pictureFormat(mime);
    if (format.isEmpty()) {
        finish(part, QString::fromLatin1(mime), {}, {});
        return;
    }
    const auto deadline = std::chrono::steady_clock::now() + filelimits::thumbPatience;
    m_pictures.post([this, part, path, format, mime, deadline] {
        const bool isLate = std::chrono::steady_clock::now() > deadline;
        const Picture picture = lookInto(path, format, isLate ? Thumb::LeaveOut : Thumb::Make);
        const QString thumb = picture.thumb.isEmpty() ? QString() : storeThumb(picture.thumb);
        m_files.post(
            [this, part, mime, picture, thumb] { finish(part, QString::fromLatin1(mime), picture, thumb); });
    });
}

// In `pictures`.
QString FileWorker::storeThumb(const QByteArray &bytes)
{
    Sha256 hash;
    hash.add(bytes);
    const QString id = hash.result();
    const QString part = makeId('t');
    return writeDurably(m_folder.partial(part), bytes) && m_folder.publish(part, id) ? id : QString();
}

void FileWorker::finish(const QString &part, const QString &mime, const Picture &picture,
                        const QString &thumb)
{
    Upload *upload = ofPart(part);
    if (!upload)
        return;
    UploadRow row = upload->row;
    row.state = UploadState::Done;
    row.at = now();
    row.part.clear();
    row.synced = row.size;
    std::optional<FileRow> file = m_tables->file(row.file);
    bool ok = m_tables->begin();
    if (!file) {
        file = FileRow{row.file, row.size, mime, picture.width, picture.height, thumb, row.at};
        if (!thumb.isEmpty() && !m_tables->file(thumb)) {
            const QString thumbMime = QString::fromLatin1(sniffMime(picture.thumb));
            ok = ok && m_tables->put(FileRow{thumb, picture.thumb.size(), thumbMime, 0, 0, {}, row.at});
        }
        ok = ok && m_tables->put(*file);
    }
    ok = ok && m_tables->put(row) && m_tables->commit();
    if (!ok) {
        m_tables->rollBack();
        failPlacing(*upload, ErrorCode::Storage, u"could not be written to disk"_s);
        return;
    }
    ++m_figures.published;
    m_figures.storedBytes = m_tables->storedBytes();
    const News news = upload->news;
    const FileInfo info = file->info(row.name);
    forget(upload->id);
    tell(news, upload::Finished{info});
}

// The hash is known and the bytes are on disk: another try begins there.
void FileWorker::failPlacing(Upload &upload, ErrorCode code, const QString &text)
{
    answer::Error error = problem(code, text);
    error.offset = upload.written;
    tell(upload, upload::Failed{error});
    forget(upload.id);
}

} // namespace courtyard
