// The pictures of messages, ready to be painted: small ones for timelines, kept in memory up to a bound, and
// single large ones for a viewer. What is not there is fetched; ready() says when it is. As old as its
// Session; GUI thread, decoding in a thread of its own.
#pragma once

#include "client/transfers/pictureloader.h"
#include "protocol/types.h"

#include <QCache>
#include <QSet>
#include <QThread>

#include <functional>

namespace courtyard {

class Pictures final : public QObject {
    Q_OBJECT
public:
    struct Sources {
        std::function<HostUrl(const FileInfo &file)> url; // empty: not connected
        std::function<QString(const QString &file)> localPath; // of what is being sent; empty: none
    };
    Pictures(const QString &folder, Sources sources, QObject *parent);
    ~Pictures() override;

    /// Whether there is something to show at all: a thumbnail, or a file that is small enough to be one.
    static bool canShow(const FileInfo &file);
    /// Null: not here yet, and asked for; or it cannot be had, see hasFailed().
    QImage small(const FileInfo &file);
    bool hasFailed(const FileInfo &file) const { return m_failed.contains(nameOf(file)); }
    /// The file of a picture that moves, once small() gave its first frame; empty: it does not.
    QString moving(const FileInfo &file) const { return m_moving.value(nameOf(file)); }
    /// As large as a screen can show; full() or fullFailed() follows.
    void askFull(const FileInfo &file);
    /// Those that failed for want of a connection are asked for again.
    void tryAgain();

Q_SIGNALS:
    /// small() of this file gives something else now.
    void ready(const QString &fileId);
    void full(const QString &fileId, const QImage &image, const QString &path, bool animated);
    void fullFailed(const QString &fileId);

private:
    static QString nameOf(const FileInfo &file) { return file.id; }
    static bool isItsOwnThumb(const FileInfo &file);
    void ask(const FileInfo &file, const QString &name, bool whole);
    void loaded(const QString &name, const QImage &image, const QString &path, bool animated);

    const Sources m_sources;
    QCache<QString, QImage> m_small; // cost: KiB
    QSet<QString> m_asked;
    QHash<QString, bool> m_failed; // for good?
    QHash<QString, QString> m_moving;
    QThread m_thread;
    PictureLoader *m_loader; // lives in m_thread, ends with it
};

} // namespace courtyard
