// What a timeline paints of files: pictures scaled to their place, frames of those that move, how far others
// are on their way. Asks the session's Pictures and Transfers, keeps what it scaled up to a bound. Made
// without a session (in tests of other things) it has nothing to show. GUI thread.
#pragma once

#include "client/transfers/transfers.h"
#include "protocol/types.h"

#include <QCache>
#include <QObject>
#include <QPixmap>

#include <memory>
#include <unordered_map>

class QMovie;

namespace courtyard {

class Pictures;
class Session;

class FileLook final : public QObject {
    Q_OBJECT
public:
    explicit FileLook(Session *session, QObject *parent);
    ~FileLook() override;

    /// Covers `size` (in pixels of the window), cut at the sides where need be. Null: not there (yet).
    QPixmap picture(const FileInfo &file, QSize size, double pixelRatio);
    bool hasFailed(const FileInfo &file) const;
    /// The way of an upload or of a download of this file; nullptr: it is on none.
    const Transfer *transfer(const FileInfo &file) const;
    QString words(const Transfer &transfer) const;

Q_SIGNALS:
    /// It looks different now, at the same size.
    void changed(const QString &fileId);

private:
    struct Playing {
        std::unique_ptr<QMovie> movie;
        bool painted = false; // since its last frame
    };
    QPixmap frame(const FileInfo &file, QSize size, double pixelRatio, const QString &path);
    void play(const QString &id, const QString &path);

    Session *m_session; // may be nullptr
    QCache<QString, QPixmap> m_scaled; // cost: KiB
    std::unordered_map<QString, Playing> m_playing;
};

} // namespace courtyard
