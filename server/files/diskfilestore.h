// Files in the data folder: `files/<aa>/<sha256>`, and `files.sqlite` beside it. The face of FileWorker in
// the network thread, which made it and needs an event loop; nothing here waits for the disk.
//
//   rooms ── begin, write, … ──► DiskFileStore ── jobs ──► FileWorker (thread `files`, and two that help it)
//   rooms ◄── UploadNews ─────── Deliveries ◄──────────────┘
#pragma once

#include "server/files/filelimits.h"
#include "server/files/filestore.h"
#include "server/files/fileworker.h"
#include "server/store/deliveries.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace courtyard {

class DiskFileStore final : public FileStore {
public:
    /// Which of these files no message names; nullopt: it could not be found out. Answers later.
    using AskLog = std::function<void(const QStringList &ids,
                                      std::function<void(const std::optional<QStringList> &unnamed)> done)>;
    DiskFileStore(const QString &dataFolder, FileQuota quota, AskLog askLog);
    ~DiskFileStore() override;

    /// Compares folder, table and log; to be asked for when the host is up.
    void sweep() { m_worker.sweep(); }
    const FileFigures &figures() const { return m_figures; }

    qint64 largestFile() const override { return m_quota.file; }
    UploadId begin(UploadAsk ask, std::function<void(const UploadNews &)> news) override;
    void write(UploadId upload, const QByteArray &frame, qsizetype skip) override;
    void leave(UploadId upload) override;
    void cancel(UploadId upload) override;
    void find(const MemberId &member, const QStringList &ids,
              std::function<void(const Uploaded &)> done) override;
    void noteNamed(const MemberId &member, const QStringList &ids) override;
    void release(const QStringList &ids) override;

private:
    Hold hold(const QStringList &ids);
    void considerFreeing(const QStringList &ids);
    void freeUnheld(QStringList ids);

    const FileQuota m_quota;
    const AskLog m_askLog;
    FileFigures m_figures;
    Deliveries m_deliveries;
    UploadId m_lastId = 0;
    // What a post is about to name must not be freed, also where the log was asked just before.
    std::shared_ptr<QHash<QString, int>> m_held = std::make_shared<QHash<QString, int>>();
    QSet<QString> m_heldMeanwhile; // while the log is being asked
    int m_asking = 0;
    QTimer m_expiry;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
    FileWorker m_worker; // last: it delivers to the others
};

} // namespace courtyard
