// Sends files to the host in binary frames (PROTOCOL §5), and keeps at it: after a lost connection, a restart
// of the host or of this program it goes on from the byte that the host has. What is to be sent stands in the
// journal on disk (Cache) until its message is in the log. Files are read and pictures prepared in threads of
// their own. Never more than bounds::uploadStanding bytes stand before a message. As old as its Session; GUI
// thread.
//
//   Idle ─ its turn ─► Preparing ─► Asking ─ UploadBegun ─► Sending ─ Uploaded ─► Done
//    ▲                                 │ refused for now        │ connection lost, `storage` …
//    └─────────── pause ends ──────────┴────────────────────────┘      refused for good, file gone: Failed
//
// A message names what is not on the host yet by a placeholder, see wordOf(); when it is there, uploaded()
// tells the id that takes the placeholder's place.
#pragma once

#include "client/backoff.h"
#include "client/cache.h"
#include "client/requests.h"
#include "client/timing.h"
#include "client/transfers/attachment.h"
#include "client/transfers/filereader.h"
#include "client/transfers/records.h"
#include "client/transfers/transfers.h"

#include <QQueue>
#include <QThread>
#include <QThreadPool>

#include <memory>
#include <vector>

namespace courtyard {

class UploadQueue final : public QObject {
    Q_OBJECT
public:
    /// How bytes go to the host, and how many of them still stand here.
    struct Way {
        std::function<void(const QByteArray &frame)> send;
        std::function<qint64()> standing;
    };

    UploadQueue(Cache &cache, Requests &requests, Transfers &transfers, const SessionTiming &timing,
                const QString &folder, QObject *parent);
    ~UploadQueue() override;

    static QString wordOf(const QString &key) { return QStringLiteral("upload:") + key; }
    static bool isWord(const QString &file) { return file.startsWith(QLatin1String("upload:")); }

    /// Takes up the journal of this host. What belongs to none of `messages` is forgotten.
    void setHost(const HostKey &host, const QStringList &messages);
    void setFileLimit(qint64 bytes) { m_fileLimit = bytes; }
    void openWay(Way way);
    void closeWay();

    /// From now on it is sent. The word that stands for it in the message `message`.
    QString put(const RoomId &room, const QString &message, const Attachment &attachment);
    /// What a message shows of a file, by its word or its id. nullopt: nothing is known of it.
    std::optional<FileInfo> info(const QString &file) const;
    /// Where its bytes are on this computer; empty: nowhere.
    QString localPath(const QString &file) const;
    /// Why a file is not sent, in a sentence; empty: it is, or will be by itself.
    QString problem(const QString &file) const;

    void retry(const QString &key);
    void pause(const QString &key);
    /// Of a message that is discarded, but may be taken back.
    void suspend(const QString &message);
    void resume(const QString &message);
    /// For good; the host is told.
    void cancel(const QString &key);
    /// The message is in the log: nothing of it is needed here any more.
    void forget(const QString &message);

    // What the connection says.
    void take(const answer::Uploading &uploading);
    void take(const answer::Uploaded &uploaded);
    /// False: it is none of ours.
    bool take(const answer::Error &error);
    void written() { pump(); }

Q_SIGNALS:
    /// What info() or problem() say is something else now.
    void changed(const QString &word);
    void uploaded(const QString &word, const QString &id);

private:
    enum class Phase { Idle, Preparing, Asking, Sending, Paused, Failed, Done };
    struct Piece {
        qint64 offset = 0;
        QByteArray bytes;
    };
    struct Job {
        UploadRecord record;
        Phase phase = Phase::Idle;
        quint64 serial = 0; // of what it waits for: answers to older questions are not heard
        quint32 number = 0; // on this connection
        qint64 window = 0, there = 0, sent = 0, read = 0; // there: on the host
        std::unique_ptr<FileReader, void (*)(FileReader *)> reader{nullptr, nullptr};
        QQueue<Piece> pieces; // read and not sent
        std::optional<Backoff> backoff;
        QString waitsFor; // a sentence
        bool resting = false; // until its pause ends
        int refusals = 0; // of pieces, since the host took one
    };

    Job *find(const QString &key);
    const Job *findFile(const QString &file) const;
    Job *findNumber(quint32 number);
    void startNext();
    void prepareFile(Job &job);
    void prepared(Job &job, const PreparedFile &file);
    void ask(Job &job);
    void begun(Job &job, const reply::UploadBegun &begun);
    void refused(Job &job, const RequestFailure &failure);
    void sendFrom(Job &job, qint64 offset);
    void readAhead(Job &job);
    void readFailed(Job &job, FileReader::Failure why);
    void pump();
    bool sendPiece(Job &job);
    void rest(Job &job, const QString &why, std::optional<qint64> retryMs);
    void stop(Job &job, Phase phase);
    void fail(Job &job, const QString &problem);
    void remove(QString key);
    void keep(const Job &job);
    void show(const Job &job);
    QString wireKey(const UploadRecord &record) const;

    Cache &m_cache;
    Requests &m_requests;
    Transfers &m_transfers;
    const SessionTiming m_timing;
    const QString m_folder; // of what is made to be sent
    HostKey m_host;
    qint64 m_fileLimit = limits::fileBytes;
    Way m_way;
    std::vector<std::unique_ptr<Job>> m_jobs; // in the order in which they were put
    quint64 m_lastSerial = 0;
    qsizetype m_turn = 0; // whose piece goes next
    QThread m_disk;
    QThreadPool m_preparing; // one picture at a time
};

} // namespace courtyard
