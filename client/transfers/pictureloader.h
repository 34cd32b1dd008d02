// Brings one picture after the other: from the folder of those that were seen lately, else from the host,
// else from a file of this computer; decodes it no larger than asked for. Lives in a worker thread; spoken to
// by queued calls only.
#pragma once

#include "client/hostkey.h"

#include <QHash>
#include <QImage>
#include <QNetworkAccessManager>
#include <QQueue>

namespace courtyard {

class PictureLoader final : public QObject {
    Q_OBJECT
public:
    struct Wanted {
        QString name; // what the answer is to carry
        QString id; // SHA-256 of the file; empty: `path` is it
        QString path; // of a file on this computer
        HostUrl from;
        qint64 mostBytes = 0; // of the file
        int mostSide = 0; // pixels of what is decoded
    };
    /// `folder` keeps at most `mostBytes` of files; the ones that were not looked at for longest go first.
    PictureLoader(const QString &folder, qint64 mostBytes);
    ~PictureLoader() override;
    void load(const Wanted &wanted);

Q_SIGNALS:
    /// `path`: where the file is on this computer. `animated`: it has more than one frame.
    void loaded(const QString &name, const QImage &image, const QString &path, bool animated);
    /// `forGood`: another try gives the same.
    void failed(const QString &name, bool forGood);

private:
    void next();
    void fetch(const Wanted &wanted);
    void fetched(const Wanted &wanted);
    void decode(const Wanted &wanted, const QString &path);
    void shrink();
    void done();
    QString pathOf(const QString &id) const;

    const QString m_folder;
    const qint64 m_mostBytes;
    qint64 m_kept = -1; // bytes in the folder; -1: not counted yet
    QNetworkAccessManager *m_network = nullptr; // made in the worker thread
    HostKey m_connected; // whom m_network may have connections to
    QNetworkReply *m_reply = nullptr;
    QQueue<Wanted> m_queue;
    bool m_busy = false;
};

} // namespace courtyard
