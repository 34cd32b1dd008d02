// Does the work of DiskFileStore: takes in the bytes of uploads, hashes them, publishes what is whole, and
// clears away what nobody names. All of it runs in the thread `files`; syncing runs in `disk`, looking into
// pictures in `pictures`, and both come back to `files`. Owned by the store.
#pragma once

#include "server/files/filefolder.h"
#include "server/files/filelimits.h"
#include "server/files/filestore.h"
#include "server/files/filetables.h"
#include "server/files/pictures.h"
#include "server/hashing/sha256.h"
#include "server/files/workthread.h"

#include <QFile>

#include <atomic>
#include <deque>
#include <map>
#include <unordered_map>

namespace courtyard {

/// What the window and /metrics tell. Written by `files`, read by any thread.
struct FileFigures {
    std::atomic<quint64> bytesIn{0}; // written to partial files
    std::atomic<quint64> published{0};
    std::atomic<quint64> refused{0};
    std::atomic<qint64> storedBytes{0};
    std::atomic<int> open{0}; // uploads under way
};

class FileWorker {
public:
    /// From the thread `files`: told to the network thread.
    struct Home {
        std::function<void(std::function<void()>)> deliver;
        std::function<void(QStringList)> mayBeFree; // no upload needs them any more; does the log?
    };
    FileWorker(const QString &dataFolder, FileQuota quota, Home home, FileFigures &figures);
    ~FileWorker();

    using News = std::function<void(const UploadNews &)>;

    // From any thread; done in their order in `files`.
    void open();
    void begin(UploadId id, UploadAsk ask, News news);
    void write(UploadId id, const QByteArray &frame, qsizetype skip);
    void leave(UploadId id);
    void cancel(UploadId id);
    void find(const MemberId &member, const QStringList &ids,
              std::function<void(const QList<std::optional<FileInfo>> &)> done);
    void noteNamed(const MemberId &member, const QStringList &ids);
    /// The log names none of them, and nobody is about to.
    void free(const QStringList &ids);
    void expire();
    /// Compares the folder with the table; what only one of them knows is put right.
    void sweep();

private:
    struct Upload {
        UploadId id = 0;
        UploadRow row;
        News news; // none: its connection is gone
        std::shared_ptr<QFile> file; // none: its connection is gone, or all is there
        Sha256 hash;
        qint64 written = 0; // bytes in the partial file
        qint64 hashed = 0; // of them; the rest is being read again
        qint64 told = 0; // by `uploading`
        qint64 syncAsked = 0;
        bool isSyncing = false;
        bool isPlacing = false;
        bool isTouched = false; // since the last rest
        std::deque<std::pair<QByteArray, qsizetype>> waiting; // for the hash to catch up
    };
    using Key = std::pair<MemberId, QString>;

    void doBegin(UploadId id, const UploadAsk &ask, News news);
    void beginNew(UploadId id, const UploadAsk &ask, News news);
    void goOn(UploadId id, UploadRow row, News news);
    void takeOver(Upload &before, UploadId id, News news);
    bool reopen(Upload &upload);
    void answerDone(const UploadRow &row, const FileRow &file, const News &news);
    bool skip(const UploadAsk &ask, const News &news);
    std::optional<answer::Error> refusal(const UploadAsk &ask);
    qint64 promised() const;
    int openOf(const MemberId &member) const;
    void doWrite(Upload &upload, const QByteArray &frame, qsizetype skip);
    void rehash(UploadId id);
    void caughtUp(Upload &upload);
    void syncNow(Upload &upload);
    void rest();
    void complete(Upload &upload);
    void place(Upload &upload);
    void placed(const QString &part, bool ok);
    void failPlacing(Upload &upload, ErrorCode code, const QString &text);
    void finish(const QString &part, const QString &mime, const Picture &picture, const QString &thumb);
    QString storeThumb(const QByteArray &bytes);
    void fail(Upload &upload, ErrorCode code, const QString &text);
    void tell(const News &news, const UploadNews &what) const;
    void tell(const Upload &upload, const UploadNews &what) const { tell(upload.news, what); }
    void forget(UploadId id);
    void detach(Upload &upload);
    void trimKept();
    void doFree(const QString &id);
    void sweepFolder();
    void sweepShelf(const QString &path);
    Upload *find(UploadId id);
    Upload *ofPart(const QString &part);
    static qint64 now();

    const FileFolder m_folder;
    const FileQuota m_quota;
    const Home m_home;
    FileFigures &m_figures;
    const QString m_boot;
    const QString m_tablesPath;
    std::unique_ptr<FileTables> m_tables; // files'
    std::unordered_map<UploadId, Upload> m_uploads; // files'; with those that lost their connection
    std::map<Key, UploadId> m_byKey; // of m_uploads
    std::deque<UploadId> m_kept; // without a connection, the oldest first
    WorkThread m_pictures, m_disk;
    WorkThread m_files; // last: the others may still post to it
};

} // namespace courtyard
