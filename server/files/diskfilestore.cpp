#include "server/files/diskfilestore.h"

namespace courtyard {

DiskFileStore::DiskFileStore(const QString &dataFolder, FileQuota quota, AskLog askLog)
    : m_quota(quota), m_askLog(std::move(askLog)),
      m_worker(dataFolder, quota,
               {[this](std::function<void()> callback) { m_deliveries.add(std::move(callback)); },
                [this](const QStringList &ids) { m_deliveries.add([this, ids] { considerFreeing(ids); }); }},
               m_figures)
{
    m_worker.open();
    m_expiry.setInterval(filelimits::expireEvery);
    QObject::connect(&m_expiry, &QTimer::timeout, &m_expiry, [this] { m_worker.expire(); });
    m_expiry.start();
}

DiskFileStore::~DiskFileStore() = default;

UploadId DiskFileStore::begin(UploadAsk ask, std::function<void(const UploadNews &)> news)
{
    const UploadId id = ++m_lastId;
    m_worker.begin(id, std::move(ask), std::move(news));
    return id;
}

void DiskFileStore::write(UploadId upload, const QByteArray &frame, qsizetype skip)
{
    m_worker.write(upload, frame, skip);
}

void DiskFileStore::leave(UploadId upload)
{
    m_worker.leave(upload);
}

void DiskFileStore::cancel(UploadId upload)
{
    m_worker.cancel(upload);
}

FileStore::Hold DiskFileStore::hold(const QStringList &ids)
{
    for (const QString &id : ids) {
        ++(*m_held)[id];
        if (m_asking > 0)
            m_heldMeanwhile.insert(id);
    }
    return Hold(nullptr, [held = std::weak_ptr(m_held), ids](void *) {
        const auto still = held.lock();
        if (!still)
            return;
        for (const QString &id : ids) {
            if (--(*still)[id] == 0)
                still->remove(id);
        }
    });
}

void DiskFileStore::find(const MemberId &member, const QStringList &ids,
                         std::function<void(const Uploaded &)> done)
{
    m_worker.find(member, ids,
                  [done = std::move(done), held = hold(ids)](const QList<std::optional<FileInfo>> &files) {
                      done({files, held});
                  });
}

void DiskFileStore::noteNamed(const MemberId &member, const QStringList &ids)
{
    m_worker.noteNamed(member, ids);
}

void DiskFileStore::release(const QStringList &ids)
{
    considerFreeing(ids);
}

void DiskFileStore::considerFreeing(const QStringList &ids)
{
    ++m_asking;
    m_askLog(ids, [this, alive = std::weak_ptr(m_alive)](const std::optional<QStringList> &unnamed) {
        if (alive.expired())
            return;
        if (unnamed)
            freeUnheld(*unnamed);
        if (--m_asking == 0)
            m_heldMeanwhile.clear();
    });
}

void DiskFileStore::freeUnheld(QStringList ids)
{
    ids.removeIf([this](const QString &id) { return m_held->contains(id) || m_heldMeanwhile.contains(id); });
    if (!ids.isEmpty())
        m_worker.free(ids);
}

} // namespace courtyard
