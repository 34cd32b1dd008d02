#include "client/transfers/downloads.h"

#include "client/log.h"
#include "client/transfers/filenames.h"
#include "protocol/ids.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>

namespace courtyard {

Downloads::Downloads(Cache &cache, Transfers &transfers, const SessionTiming &timing, UrlOf urlOf,
                     QObject *parent)
    : QObject(parent), m_cache(cache), m_transfers(transfers), m_timing(timing), m_urlOf(std::move(urlOf))
{
    m_thread.setObjectName(QStringLiteral("courtyard-fetch"));
    m_thread.start();
}

Downloads::~Downloads()
{
    m_jobs.clear(); // fetches go with their thread
    m_thread.quit();
    m_thread.wait();
}

void Downloads::setHost(const HostKey &host)
{
    if (m_host == host)
        return;
    m_host = host;
    m_jobs.clear();
    m_transfers.clear(Transfer::Kind::Download);
    for (const QJsonObject &object : m_cache.transfers(host)) {
        const std::optional<DownloadRecord> record = DownloadRecord::fromJson(object);
        if (!record)
            continue;
        auto job = std::make_unique<Job>();
        job->record = *record;
        job->there = QFileInfo(record->partial).size();
        job->phase = !record->problem.isEmpty() ? Phase::Failed
            : record->paused                    ? Phase::Paused
                                                : Phase::Idle;
        show(*job);
        m_jobs.push_back(std::move(job));
    }
    startNext();
}

void Downloads::setOnline(bool online)
{
    m_online = online;
    for (const auto &job : m_jobs)
        job->resting = false;
    if (online)
        startNext();
}

QString Downloads::put(const FileInfo &file, const QString &folder)
{
    for (const auto &job : m_jobs) {
        if (job->record.file.id == file.id && job->record.folder == folder && job->phase != Phase::Done) {
            retry(job->record.key);
            return job->record.key;
        }
    }
    auto job = std::make_unique<Job>();
    job->record.key = makeKey();
    job->record.file = file;
    job->record.folder = folder;
    const QString partial = safeFileName(file.name) + QLatin1Char('.') + job->record.key.left(8).toLower()
        + QStringLiteral(".part");
    job->record.partial = QDir(folder).filePath(partial);
    const QString key = job->record.key;
    keep(*job);
    show(*job);
    m_jobs.push_back(std::move(job));
    startNext();
    return key;
}

QString Downloads::keyOf(const QString &fileId) const
{
    const auto found = std::find_if(m_jobs.rbegin(), m_jobs.rend(),
                                    [&](const auto &job) { return job->record.file.id == fileId; });
    return found == m_jobs.rend() ? QString() : (*found)->record.key;
}

Downloads::Job *Downloads::find(const QString &key)
{
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [&](const auto &job) { return job->record.key == key; });
    return found == m_jobs.end() ? nullptr : found->get();
}

void Downloads::startNext()
{
    auto active = std::count_if(m_jobs.begin(), m_jobs.end(), [](const auto &job) {
        return job->phase == Phase::Fetching || job->phase == Phase::Checking;
    });
    for (const auto &job : m_jobs) {
        if (active >= bounds::downloadsAtOnce || !m_online)
            return;
        if (job->phase != Phase::Idle || job->resting)
            continue;
        start(*job);
        ++active;
    }
}

void Downloads::start(Job &job)
{
    const HostUrl from = m_urlOf(job.record.file);
    if (from.isEmpty())
        return;
    stop(job, Phase::Fetching);
    job.fetch = {new Fetch(job.record.partial, job.record.file.id, job.record.file.size),
                 [](Fetch *fetch) { fetch->deleteLater(); }};
    job.fetch->moveToThread(&m_thread);
    connectFetch(job);
    QMetaObject::invokeMethod(job.fetch.get(), [fetch = job.fetch.get(), from] { fetch->start(from); });
}

void Downloads::connectFetch(Job &job)
{
    Fetch *fetch = job.fetch.get();
    const auto current = [this, key = job.record.key, fetch]() -> Job * {
        Job *there = find(key);
        return there && there->fetch.get() == fetch ? there : nullptr;
    };
    connect(fetch, &Fetch::progressed, this, [this, current](qint64 bytes) {
        if (Job *there = current()) {
            if (bytes > there->there)
                there->backoff.reset();
            there->there = bytes;
            show(*there);
        }
    });
    connect(fetch, &Fetch::arrived, this, [this, current, fetch] {
        Job *there = current();
        if (!there)
            return;
        there->phase = Phase::Checking;
        show(*there);
        QMetaObject::invokeMethod(fetch,
                                  [fetch, folder = there->record.folder, name = there->record.file.name] {
                                      fetch->finishInto(folder, name);
                                  });
    });
    connect(fetch, &Fetch::moved, this, [this, current](const QString &path) {
        Job *there = current();
        if (!there)
            return;
        qCInfo(logClient, "event=downloaded key=%s", qPrintable(there->record.key));
        there->path = path;
        there->there = there->record.file.size;
        m_cache.takeTransfer(m_host, there->record.key);
        stop(*there, Phase::Done);
        startNext();
    });
    connect(fetch, &Fetch::failed, this, [this, current](Fetch::Failure why) {
        if (Job *there = current())
            failed(*there, why);
    });
}

void Downloads::failed(Job &job, Fetch::Failure why)
{
    qCInfo(logClient, "event=download_failed key=%s why=%d", qPrintable(job.record.key), int(why));
    switch (why) {
    case Fetch::Failure::Lost:
        rest(job);
        return;
    case Fetch::Failure::NotThere:
        job.record.problem = tr("The host does not have this file any more.");
        break;
    case Fetch::Failure::Damaged:
        job.there = 0;
        job.record.problem = tr("What arrived is not the file that was sent. Try again.");
        break;
    case Fetch::Failure::CannotWrite:
        job.record.problem =
            tr("It cannot be saved in %1. See that there is room, and that you may write there.")
                .arg(QDir::toNativeSeparators(job.record.folder));
        break;
    }
    keep(job);
    stop(job, Phase::Failed);
    startNext();
}

void Downloads::rest(Job &job)
{
    stop(job, Phase::Idle);
    job.resting = true;
    if (!job.backoff)
        job.backoff.emplace(m_timing.resend, m_timing.lastResend, QRandomGenerator::global()->generate());
    QTimer::singleShot(job.backoff->next(), this, [this, key = job.record.key, serial = job.serial] {
        Job *there = find(key);
        if (!there || there->serial != serial)
            return;
        there->resting = false;
        startNext();
    });
    startNext();
}

void Downloads::stop(Job &job, Phase phase)
{
    job.serial = ++m_lastSerial;
    job.phase = phase;
    job.fetch.reset();
    show(job);
}

void Downloads::retry(const QString &key)
{
    Job *job = find(key);
    if (!job || job->phase == Phase::Fetching || job->phase == Phase::Checking || job->phase == Phase::Done)
        return;
    job->record.problem.clear();
    job->record.paused = false;
    job->resting = false;
    job->backoff.reset();
    keep(*job);
    stop(*job, Phase::Idle);
    startNext();
}

void Downloads::pause(const QString &key)
{
    Job *job = find(key);
    if (!job || job->phase == Phase::Done || job->phase == Phase::Failed)
        return;
    job->record.paused = true;
    keep(*job);
    stop(*job, Phase::Paused);
    startNext();
}

void Downloads::cancel(const QString &key)
{
    Job *job = find(key);
    if (!job)
        return;
    if (job->fetch) // it writes there until it goes
        connect(job->fetch.get(), &QObject::destroyed, this,
                [partial = job->record.partial] { QFile::remove(partial); });
    else if (job->phase != Phase::Done)
        QFile::remove(job->record.partial);
    const QString gone = job->record.key;
    m_cache.takeTransfer(m_host, gone);
    std::erase_if(m_jobs, [&](const auto &each) { return each->record.key == gone; });
    m_transfers.drop(gone);
    startNext();
}

void Downloads::keep(const Job &job)
{
    m_cache.putTransfer(m_host, job.record.key, job.record.toJson());
}

void Downloads::show(const Job &job)
{
    using State = Transfer::State;
    static constexpr State states[] = {State::Waiting, State::Moving, State::Checking,
                                       State::Paused,  State::Failed, State::Done}; // in the order of Phase
    Transfer transfer;
    transfer.key = job.record.key;
    transfer.kind = Transfer::Kind::Download;
    transfer.state = states[int(job.phase)];
    transfer.name = job.path.isEmpty() ? job.record.file.name : QFileInfo(job.path).fileName();
    transfer.size = job.record.file.size;
    transfer.done = job.there;
    transfer.problem = job.record.problem;
    transfer.path = job.path;
    m_transfers.put(transfer);
}

} // namespace courtyard
