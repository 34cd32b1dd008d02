// Fetches one file of a host over HTTP into a partial file, goes on where that ends, and counts its SHA-256
// on the way, so that what arrives is what was sent. Lives in a worker thread; spoken to by queued calls
// only. One try; whoever made it tries again.
#pragma once

#include "client/hostkey.h"

#include <QCryptographicHash>
#include <QFile>
#include <QNetworkAccessManager>

namespace courtyard {

class Fetch final : public QObject {
    Q_OBJECT
public:
    enum class Failure {
        Lost, // the connection, or the host says that it is busy: another try may go well
        NotThere, // the host does not have it any more
        Damaged, // what came is not the file that was meant; the partial file is gone
        CannotWrite // on this computer
    };
    Q_ENUM(Failure)

    /// `id` is the SHA-256 of the whole file in hex.
    Fetch(const QString &partial, const QString &id, qint64 size);
    ~Fetch() override;
    void start(const HostUrl &from);
    /// Moves the whole file to where it belongs, never over another one.
    void finishInto(const QString &folder, const QString &name);

Q_SIGNALS:
    /// So many bytes are on this computer.
    void progressed(qint64 bytes);
    /// All of it is there and right; finishInto() is next.
    void arrived();
    void moved(const QString &path);
    void failed(courtyard::Fetch::Failure why);

private:
    bool takeUp();
    void ask(const HostUrl &from);
    void headerCame();
    void take();
    void finish();
    void fail(Failure why);

    QNetworkAccessManager *m_network = nullptr; // made in the worker thread
    QNetworkReply *m_reply = nullptr;
    QFile m_file;
    const QString m_id;
    const qint64 m_size;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    qint64 m_there = 0;
    bool m_isBody = false; // the answer is the file, and not words about what is wrong
    bool m_over = false;
};

} // namespace courtyard
