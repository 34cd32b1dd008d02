// The part of FileWorker that takes in the bytes of uploads: written and hashed as they come, synced now and
// then.
#include "server/files/fileerrors.h"
#include "server/files/filelog.h"
#include "server/files/fileworker.h"

#include "server/store/durablefiles.h"

#ifdef Q_OS_LINUX
#include <fcntl.h>
#endif

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

// So that the disk has little left to do when it is synced, for a commit of the log may have to wait for
// that.
void beginWritingBack(QFile &file, qint64 from, qint64 until)
{
#ifdef Q_OS_LINUX
    ::sync_file_range(file.handle(), from, until - from, SYNC_FILE_RANGE_WRITE);
#else
    Q_UNUSED(file);
    Q_UNUSED(from);
    Q_UNUSED(until);
#endif
}

} // namespace

void FileWorker::write(UploadId id, const QByteArray &frame, qsizetype skip)
{
    m_files.post([this, id, frame, skip] {
        Upload *upload = find(id);
        if (!upload || !upload->news || !upload->file)
            return;
        if (upload->hashed < upload->written)
            upload->waiting.emplace_back(frame, skip);
        else
            doWrite(*upload, frame, skip);
    });
}

void FileWorker::doWrite(Upload &upload, const QByteArray &frame, qsizetype skip)
{
    const QByteArrayView bytes = QByteArrayView(frame).sliced(skip);
    if (upload.file->pos() != upload.written)
        upload.file->seek(upload.written);
    if (upload.file->write(bytes.data(), bytes.size()) != bytes.size()) {
        qCWarning(logFiles) << "cannot write why=" << upload.file->errorString();
        upload.file->resize(upload.written);
        fail(upload, ErrorCode::Storage, u"the host's disk takes no more; the upload can go on later"_s);
        return;
    }
    upload.hash.add(bytes);
    const qint64 before = upload.written / filelimits::writeBackEvery;
    upload.written += bytes.size();
    if (const qint64 after = upload.written / filelimits::writeBackEvery; after > before)
        beginWritingBack(*upload.file, before * filelimits::writeBackEvery,
                         after * filelimits::writeBackEvery);
    upload.hashed = upload.written;
    upload.isTouched = true;
    m_figures.bytesIn += quint64(bytes.size());
    if (upload.written == upload.row.size) {
        complete(upload);
        return;
    }
    if (upload.written - upload.told >= filelimits::acknowledge) {
        upload.told = upload.written;
        tell(upload, upload::Progressed{upload.written});
    }
    if (upload.written - upload.syncAsked >= filelimits::syncEvery && !upload.isSyncing)
        syncNow(upload);
}

// After a batch: everybody hears how far it is, also who sends a chunk at a time.
void FileWorker::rest()
{
    for (auto &[id, upload] : m_uploads) {
        if (!std::exchange(upload.isTouched, false) || upload.told == upload.written)
            continue;
        upload.told = upload.written;
        tell(upload, upload::Progressed{upload.written});
    }
}

void FileWorker::rehash(UploadId id)
{
    Upload *upload = find(id);
    if (!upload || !upload->file || upload->hashed >= upload->written)
        return;
    constexpr qint64 buffer = 256 << 10;
    const qint64 until = std::min(upload->written, upload->hashed + filelimits::rehashPiece);
    upload->file->seek(upload->hashed);
    while (upload->hashed < until) {
        const QByteArray bytes = upload->file->read(std::min(buffer, until - upload->hashed));
        if (bytes.isEmpty()) {
            fail(*upload, ErrorCode::Storage, u"what was uploaded cannot be read any more"_s);
            return;
        }
        upload->hash.add(bytes);
        upload->hashed += bytes.size();
    }
    if (upload->hashed < upload->written)
        m_files.post([this, id] { rehash(id); });
    else
        caughtUp(*upload);
}

void FileWorker::caughtUp(Upload &upload)
{
    if (upload.written == upload.row.size) {
        complete(upload);
        return;
    }
    const UploadId id = upload.id;
    const auto waiting = std::exchange(upload.waiting, {});
    for (const auto &[frame, skip] : waiting) {
        Upload *still = find(id); // one that is whole, or failed, may be gone
        if (still && still->news && still->file)
            doWrite(*still, frame, skip);
    }
}

void FileWorker::syncNow(Upload &upload)
{
    if (upload.row.size - upload.written > m_folder.room(m_quota.keepFree)) {
        fail(upload, ErrorCode::Storage, u"the host's disk is nearly full; the upload can go on later"_s);
        return;
    }
    upload.isSyncing = true;
    upload.syncAsked = upload.written;
    m_disk.post([this, part = upload.row.part, file = upload.file, until = upload.written] {
        const bool ok = syncFile(*file);
        m_files.post([this, part, until, ok] {
            Upload *synced = ofPart(part);
            if (!synced)
                return;
            synced->isSyncing = false;
            if (!ok)
                return;
            synced->row.synced = until;
            synced->row.at = now();
            m_tables->noteSynced(synced->row);
        });
    });
}

} // namespace courtyard
