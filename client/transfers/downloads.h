// Brings files from the host to the folder that the person chose, and keeps at it across lost connections and
// restarts of this program: goes on at the byte that is there, and ends with the file that was meant or with
// words. As old as its Session; GUI thread, its fetches in a thread of their own.
#pragma once

#include "client/backoff.h"
#include "client/cache.h"
#include "client/timing.h"
#include "client/transfers/fetch.h"
#include "client/transfers/records.h"
#include "client/transfers/transfers.h"

#include <QThread>

#include <functional>
#include <memory>
#include <vector>

namespace courtyard {

class Downloads final : public QObject {
    Q_OBJECT
public:
    using UrlOf = std::function<HostUrl(const FileInfo &file)>; // empty: not connected

    Downloads(Cache &cache, Transfers &transfers, const SessionTiming &timing, UrlOf urlOf, QObject *parent);
    ~Downloads() override;

    void setHost(const HostKey &host);
    /// The host is there, or gone.
    void setOnline(bool online);
    /// Its key. The same file into the same folder is not fetched twice at once.
    QString put(const FileInfo &file, const QString &folder);
    /// Of the download of a file that is under way or done; empty: there is none.
    QString keyOf(const QString &fileId) const;
    void retry(const QString &key);
    void pause(const QString &key);
    /// Also takes one that is done from the list; its file stays.
    void cancel(const QString &key);

private:
    enum class Phase { Idle, Fetching, Checking, Paused, Failed, Done };
    struct Job {
        DownloadRecord record;
        Phase phase = Phase::Idle;
        qint64 there = 0;
        QString path; // Done
        bool resting = false;
        quint64 serial = 0;
        std::optional<Backoff> backoff;
        std::unique_ptr<Fetch, void (*)(Fetch *)> fetch{nullptr, nullptr};
    };
    Job *find(const QString &key);
    void startNext();
    void start(Job &job);
    void connectFetch(Job &job);
    void failed(Job &job, Fetch::Failure why);
    void rest(Job &job);
    void stop(Job &job, Phase phase);
    void keep(const Job &job);
    void show(const Job &job);

    Cache &m_cache;
    Transfers &m_transfers;
    const SessionTiming m_timing;
    const UrlOf m_urlOf;
    HostKey m_host;
    bool m_online = false;
    quint64 m_lastSerial = 0;
    std::vector<std::unique_ptr<Job>> m_jobs;
    QThread m_thread;
};

} // namespace courtyard
