#include "client/transfers/uploadqueue.h"

#include "client/log.h"
#include "client/problems.h"
#include "protocol/chunk.h"
#include "protocol/ids.h"

#include <QDir>
#include <QFile>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace courtyard {

UploadQueue::UploadQueue(Cache &cache, Requests &requests, Transfers &transfers, const SessionTiming &timing,
                         const QString &folder, QObject *parent)
    : QObject(parent), m_cache(cache), m_requests(requests), m_transfers(transfers), m_timing(timing),
      m_folder(folder)
{
    m_disk.setObjectName(QStringLiteral("courtyard-read"));
    m_disk.start();
    m_preparing.setMaxThreadCount(1);
}

UploadQueue::~UploadQueue()
{
    m_preparing.clear();
    m_preparing.waitForDone();
    m_jobs.clear(); // readers go with their thread
    m_disk.quit();
    m_disk.wait();
}

// ── What there is to send

void UploadQueue::setHost(const HostKey &host, const QStringList &messages)
{
    if (m_host == host)
        return;
    m_host = host;
    m_jobs.clear();
    m_transfers.clear(Transfer::Kind::Upload);
    QStringList orphans;
    for (const QJsonObject &object : m_cache.transfers(host)) {
        const std::optional<UploadRecord> record = UploadRecord::fromJson(object);
        if (!record)
            continue;
        auto job = std::make_unique<Job>();
        job->record = *record;
        job->phase = !record->file.id.isEmpty() ? Phase::Done
            : !record->problem.isEmpty()        ? Phase::Failed
            : record->paused                    ? Phase::Paused
                                                : Phase::Idle;
        if (!messages.contains(record->message))
            orphans.append(record->key);
        m_jobs.push_back(std::move(job));
    }
    for (const QString &key : orphans)
        remove(key);
    // The messages were taken up before, and knew nothing of their files. What arrived just before the last
    // end may not have been told to them.
    QList<std::pair<QString, QString>> known;
    for (const auto &job : m_jobs) {
        show(*job);
        known.append({wordOf(job->record.key), job->record.file.id});
    }
    for (const auto &[word, id] : known) {
        if (id.isEmpty())
            Q_EMIT changed(word);
        else
            Q_EMIT uploaded(word, id);
    }
    startNext();
}

QString UploadQueue::put(const RoomId &room, const QString &message, const Attachment &attachment)
{
    auto job = std::make_unique<Job>();
    job->record.key = makeKey();
    job->record.room = room;
    job->record.message = message;
    job->record.chosen = attachment;
    keep(*job);
    show(*job);
    const QString word = wordOf(job->record.key);
    m_jobs.push_back(std::move(job));
    QMetaObject::invokeMethod(this, &UploadQueue::startNext,
                              Qt::QueuedConnection); // its message is put first
    return word;
}

UploadQueue::Job *UploadQueue::find(const QString &key)
{
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [&](const auto &job) { return job->record.key == key; });
    return found == m_jobs.end() ? nullptr : found->get();
}

const UploadQueue::Job *UploadQueue::findFile(const QString &file) const
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const auto &job) {
        return wordOf(job->record.key) == file || job->record.file.id == file;
    });
    return found == m_jobs.end() || file.isEmpty() ? nullptr : found->get();
}

UploadQueue::Job *UploadQueue::findNumber(quint32 number)
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const auto &job) {
        return job->phase == Phase::Sending && job->number == number;
    });
    return found == m_jobs.end() ? nullptr : found->get();
}

std::optional<FileInfo> UploadQueue::info(const QString &file) const
{
    const Job *job = findFile(file);
    if (!job)
        return std::nullopt;
    const UploadRecord &record = job->record;
    if (!record.file.id.isEmpty())
        return record.file;
    const bool isReady = !record.ready.path.isEmpty();
    FileInfo info{wordOf(record.key),
                  isReady ? record.ready.name : record.chosen.name,
                  isReady ? record.ready.size : record.chosen.size,
                  record.ready.mime,
                  {},
                  {},
                  {}};
    if (record.ready.width > 0) {
        info.width = record.ready.width;
        info.height = record.ready.height;
    }
    return info;
}

QString UploadQueue::localPath(const QString &file) const
{
    const Job *job = findFile(file);
    if (!job)
        return {};
    return job->record.ready.path.isEmpty() ? job->record.chosen.path : job->record.ready.path;
}

QString UploadQueue::problem(const QString &file) const
{
    const Job *job = findFile(file);
    if (!job) // its journal was lost
        return isWord(file) ? tr("A file of this message is not at hand any more. Attach it again.")
                            : QString();
    return job->phase == Phase::Failed ? job->record.problem : QString();
}

QString UploadQueue::wireKey(const UploadRecord &record) const
{
    return record.attempt == 0 ? record.key : record.key + QLatin1Char('-') + QString::number(record.attempt);
}

// ── Whose turn it is

void UploadQueue::openWay(Way way)
{
    m_way = std::move(way);
    startNext();
}

void UploadQueue::closeWay()
{
    m_way = {};
    for (const auto &job : m_jobs) {
        if (job->phase == Phase::Asking || job->phase == Phase::Sending)
            stop(*job, Phase::Idle);
        job->resting = false;
    }
}

void UploadQueue::startNext()
{
    const auto active = [this] {
        return std::count_if(m_jobs.begin(), m_jobs.end(), [](const auto &job) {
            return job->phase == Phase::Asking || job->phase == Phase::Sending;
        });
    };
    for (const auto &job : m_jobs) {
        if (job->phase == Phase::Idle && job->record.ready.path.isEmpty())
            prepareFile(*job);
    }
    for (const auto &job : m_jobs) {
        if (!m_way.send || active() >= bounds::uploadsAtOnce)
            return;
        if (job->phase == Phase::Idle && !job->resting)
            ask(*job);
    }
}

void UploadQueue::prepareFile(Job &job)
{
    stop(job, Phase::Preparing);
    const auto done = [this, key = job.record.key, serial = job.serial](const PreparedFile &file) {
        Job *there = find(key);
        if (there && there->serial == serial)
            prepared(*there, file);
        else if (file.ours)
            QFile::remove(file.path);
    };
    m_preparing.start(
        [this, done, chosen = job.record.chosen, folder = m_folder, stem = wireKey(job.record)] {
            const PreparedFile file = prepare(chosen, folder, stem);
            QMetaObject::invokeMethod(
                this, [done, file] { done(file); }, Qt::QueuedConnection);
        });
}

void UploadQueue::prepared(Job &job, const PreparedFile &file)
{
    if (!file.problem.isEmpty()) {
        fail(job, file.problem);
        return;
    }
    job.record.ready = file;
    keep(job);
    stop(job, Phase::Idle);
    Q_EMIT changed(wordOf(job.record.key));
    startNext();
}

void UploadQueue::ask(Job &job)
{
    const PreparedFile &file = job.record.ready;
    if (file.size > m_fileLimit) {
        fail(job,
             tr("This file is too large: %1. This host takes files of up to %2.")
                 .arg(sizeWords(file.size), sizeWords(m_fileLimit)));
        return;
    }
    stop(job, Phase::Asking);
    const auto answered = [this, key = job.record.key,
                           serial = job.serial](const Outcome<reply::UploadBegun> &outcome) {
        Job *there = find(key);
        const auto *answer = std::get_if<reply::UploadBegun>(&outcome);
        if (!there && answer) // given up while the host was asked
            m_requests.tell(request::Cancel{answer->upload});
        if (!there || there->serial != serial)
            return;
        if (answer)
            begun(*there, *answer);
        else
            refused(*there, std::get<RequestFailure>(outcome));
    };
    const QString name = file.name.left(limits::fileNameChars);
    m_requests.ask<reply::UploadBegun>(request::Upload{wireKey(job.record), name, file.size, file.mime, {}},
                                       answered, Persistence::Once);
}

void UploadQueue::begun(Job &job, const reply::UploadBegun &begun)
{
    if (begun.offset > job.record.ready.size) {
        fail(job, tr("The host has more of this file than there is. Remove it and attach it again."));
        return;
    }
    qCInfo(logClient, "event=upload_begun key=%s upload=%u offset=%lld", qPrintable(job.record.key),
           begun.upload, qlonglong(begun.offset));
    job.phase = Phase::Sending;
    job.number = begun.upload;
    job.window = begun.window;
    job.waitsFor.clear();
    sendFrom(job, begun.offset);
    show(job);
}

void UploadQueue::refused(Job &job, const RequestFailure &failure)
{
    const answer::Error &error = failure.error;
    if (failure.why == RequestFailure::Why::Lost) {
        stop(job, Phase::Idle); // goes on with the next connection
    } else if (failure.passes()) {
        rest(job, problems::waits(problems::waitReason(failure)), error.retryMs);
    } else if (error.code == ErrorCode::TooLarge && error.limit) {
        fail(job,
             tr("The host does not take this file of %1: no more than %2 fit there for you.")
                 .arg(sizeWords(job.record.ready.size), sizeWords(*error.limit)));
    } else if (error.code == ErrorCode::TooLarge) {
        fail(job, tr("This file is too large for this host."));
    } else if (error.code == ErrorCode::UnknownType) {
        fail(job, tr("This host does not take files. Install the same version on both devices."));
    } else {
        fail(job, problems::of(failure).text);
    }
}

// ── Bytes

void UploadQueue::sendFrom(Job &job, qint64 offset)
{
    job.pieces.clear();
    job.there = job.sent = job.read = offset;
    const PreparedFile &file = job.record.ready;
    job.reader = {new FileReader(file.path, file.size, file.modified),
                  [](FileReader *reader) { reader->deleteLater(); }};
    FileReader *reader = job.reader.get();
    reader->moveToThread(&m_disk);
    const auto current = [this, key = job.record.key, reader]() -> Job * {
        Job *there = find(key);
        return there && there->reader.get() == reader ? there : nullptr;
    };
    connect(reader, &FileReader::pieceRead, this, [this, current](qint64 at, const QByteArray &bytes) {
        if (Job *there = current()) {
            there->pieces.enqueue({at, bytes});
            pump();
        }
    });
    connect(reader, &FileReader::failed, this, [this, current](FileReader::Failure why) {
        if (Job *there = current())
            readFailed(*there, why);
    });
    readAhead(job);
}

void UploadQueue::readAhead(Job &job)
{
    const qint64 size = job.record.ready.size;
    while (job.reader && job.read < size && job.read - job.sent < bounds::uploadReadAhead) {
        const qint64 bytes = std::min<qint64>(limits::chunkBytes, size - job.read);
        QMetaObject::invokeMethod(job.reader.get(), [reader = job.reader.get(), from = job.read, bytes] {
            reader->read(from, bytes);
        });
        job.read += bytes;
    }
}

void UploadQueue::readFailed(Job &job, FileReader::Failure why)
{
    if (m_way.send)
        m_requests.tell(request::Cancel{job.number});
    const bool canBeMadeAgain = job.record.ready.ours && QFile::exists(job.record.chosen.path);
    if (why == FileReader::Failure::Gone && !canBeMadeAgain) {
        fail(job, tr("The file %1 is not there any more. Choose it again.").arg(job.record.chosen.name));
        return;
    }
    if (job.record.attempt >= bounds::uploadAttempts) {
        fail(job,
             tr("The file %1 changes while it is sent. Send it when nothing writes to it.")
                 .arg(job.record.chosen.name));
        return;
    }
    qCInfo(logClient, "event=upload_changed key=%s", qPrintable(job.record.key));
    ++job.record.attempt;
    job.record.ready = {};
    job.waitsFor = tr("The file has changed meanwhile: it is sent anew.");
    keep(job);
    stop(job, Phase::Idle);
    startNext();
}

void UploadQueue::pump()
{
    if (m_jobs.empty() || !m_way.send)
        return;
    // One piece of each in turn, so that a small file passes a large one.
    for (qsizetype idle = 0; idle < qsizetype(m_jobs.size()); ++m_turn) {
        if (m_way.standing() > bounds::uploadStanding / 4) // what a system's queue takes comes to it
            return;
        Job &job = *m_jobs[size_t(m_turn) % m_jobs.size()];
        idle = sendPiece(job) ? 0 : idle + 1;
    }
}

bool UploadQueue::sendPiece(Job &job)
{
    if (job.phase != Phase::Sending || job.pieces.isEmpty())
        return false;
    if (job.sent + job.pieces.head().bytes.size() - job.there > job.window)
        return false;
    const Piece piece = job.pieces.dequeue();
    job.sent = piece.offset + piece.bytes.size();
    m_way.send(encodeChunk(job.number, quint64(piece.offset), piece.bytes));
    readAhead(job);
    return true;
}

// ── What the host says

void UploadQueue::take(const answer::Uploading &uploading)
{
    Job *job = findNumber(uploading.upload);
    if (!job || uploading.offset <= job->there || uploading.offset > job->sent)
        return;
    job->there = uploading.offset;
    job->backoff.reset();
    job->refusals = 0;
    show(*job);
    pump();
}

void UploadQueue::take(const answer::Uploaded &uploaded)
{
    Job *job = findNumber(uploaded.upload);
    if (!job)
        return;
    job->record.file = uploaded.file;
    job->there = job->record.ready.size;
    qCInfo(logClient, "event=uploaded key=%s size=%lld", qPrintable(job->record.key),
           qlonglong(uploaded.file.size));
    keep(*job);
    stop(*job, Phase::Done);
    Q_EMIT this->uploaded(wordOf(job->record.key), uploaded.file.id);
    startNext();
}

bool UploadQueue::take(const answer::Error &error)
{
    if (!error.upload)
        return false;
    Job *job = findNumber(*error.upload);
    if (!job)
        return true;
    qCInfo(logClient, "event=upload_refused key=%s code=%s", qPrintable(job->record.key),
           toWire(error.code).data());
    // What went out behind a refused piece is refused as well. Asked anew, the host says where it stands when
    // all of that is behind it.
    const RequestFailure failure{RequestFailure::Why::Refused, error};
    if (!error.offset || ++job->refusals > bounds::uploadAttempts)
        refused(*job, failure);
    else
        rest(*job, failure.passes() ? problems::waits(problems::waitReason(failure)) : QString(),
             error.retryMs);
    return true;
}

// ── Pauses and ends

void UploadQueue::rest(Job &job, const QString &why, std::optional<qint64> retryMs)
{
    stop(job, Phase::Idle);
    job.resting = true;
    job.waitsFor = why;
    if (!job.backoff)
        job.backoff.emplace(m_timing.resend, m_timing.lastResend, QRandomGenerator::global()->generate());
    const auto pause = std::max(job.backoff->next(), std::chrono::milliseconds(retryMs.value_or(0)));
    QTimer::singleShot(pause, this, [this, key = job.record.key, serial = job.serial] {
        Job *there = find(key);
        if (!there || there->serial != serial)
            return;
        there->resting = false;
        startNext();
    });
    show(job);
}

/// Ends what it is doing; whatever answers that comes too late.
void UploadQueue::stop(Job &job, Phase phase)
{
    job.serial = ++m_lastSerial;
    job.phase = phase;
    job.number = 0;
    job.reader.reset();
    job.pieces.clear();
    show(job);
}

void UploadQueue::fail(Job &job, const QString &problem)
{
    job.record.problem = problem;
    keep(job);
    stop(job, Phase::Failed);
    Q_EMIT changed(wordOf(job.record.key));
    startNext();
}

void UploadQueue::retry(const QString &key)
{
    Job *job = find(key);
    if (!job || job->phase == Phase::Done)
        return;
    if (job->phase == Phase::Asking || job->phase == Phase::Sending || job->phase == Phase::Preparing)
        return;
    job->record.problem.clear();
    job->record.paused = false;
    if (!QFile::exists(job->record.ready.path))
        job->record.ready = {};
    job->backoff.reset();
    job->refusals = 0;
    job->resting = false;
    job->waitsFor.clear();
    keep(*job);
    stop(*job, Phase::Idle);
    Q_EMIT changed(wordOf(key));
    startNext();
}

void UploadQueue::pause(const QString &key)
{
    Job *job = find(key);
    if (!job || job->phase == Phase::Done || job->phase == Phase::Failed)
        return;
    job->record.paused = true;
    keep(*job);
    stop(*job, Phase::Paused);
    startNext();
}

void UploadQueue::suspend(const QString &message)
{
    for (const auto &job : m_jobs) {
        if (job->record.message == message && job->phase != Phase::Done && job->phase != Phase::Failed) {
            stop(*job, Phase::Paused);
            m_transfers.drop(job->record.key);
        }
    }
    startNext();
}

void UploadQueue::resume(const QString &message)
{
    for (const auto &job : m_jobs) {
        if (job->record.message == message && job->phase == Phase::Paused && !job->record.paused)
            stop(*job, Phase::Idle);
    }
    startNext();
}

void UploadQueue::cancel(const QString &key)
{
    Job *job = find(key);
    if (!job)
        return;
    if (job->phase == Phase::Sending && m_way.send)
        m_requests.tell(request::Cancel{job->number});
    remove(key);
    startNext();
}

void UploadQueue::forget(const QString &message)
{
    QStringList keys;
    for (const auto &job : m_jobs) {
        if (job->record.message == message)
            keys.append(job->record.key);
    }
    for (const QString &key : keys)
        remove(key);
}

void UploadQueue::remove(QString key) // not a reference: it may be the job's own
{
    const Job *job = find(key);
    if (!job)
        return;
    if (job->record.ready.ours)
        QFile::remove(job->record.ready.path);
    if (job->record.chosen.ours)
        QFile::remove(job->record.chosen.path);
    m_cache.takeTransfer(m_host, key);
    std::erase_if(m_jobs, [&](const auto &each) { return each->record.key == key; });
    m_transfers.drop(key);
}

void UploadQueue::keep(const Job &job)
{
    m_cache.putTransfer(m_host, job.record.key, job.record.toJson());
}

void UploadQueue::show(const Job &job)
{
    using State = Transfer::State;
    const UploadRecord &record = job.record;
    Transfer transfer;
    transfer.key = record.key;
    transfer.kind = Transfer::Kind::Upload;
    transfer.room = record.room;
    transfer.name = record.ready.path.isEmpty() ? record.chosen.name : record.ready.name;
    transfer.size = record.ready.path.isEmpty() ? record.chosen.size : record.ready.size;
    transfer.done = job.phase == Phase::Done ? transfer.size : job.there;
    transfer.problem = job.phase == Phase::Failed ? record.problem : job.waitsFor;
    switch (job.phase) {
    case Phase::Preparing:
        transfer.state = State::Preparing;
        break;
    case Phase::Idle:
    case Phase::Asking:
        transfer.state = State::Waiting;
        break;
    case Phase::Sending:
        transfer.state = job.there == transfer.size ? State::Checking : State::Moving;
        break;
    case Phase::Paused:
        transfer.state = State::Paused;
        break;
    case Phase::Failed:
        transfer.state = State::Failed;
        break;
    case Phase::Done:
        transfer.state = State::Done;
        break;
    }
    m_transfers.put(transfer);
}

} // namespace courtyard
