#include "ui/timeline/filelook.h"

#include "client/session.h"
#include "client/transfers/pictures.h"

#include <QMovie>
#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace courtyard {

static constexpr int scaledKiB = 32 * 1024;
static constexpr size_t mostPlaying = 8;

static QPixmap covering(const QImage &image, QSize size, double ratio)
{
    const QSize pixels = (QSizeF(size) * ratio).toSize().expandedTo({1, 1});
    const QImage scaled = image.scaled(pixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    const QRect middle(QPoint((scaled.width() - pixels.width()) / 2, (scaled.height() - pixels.height()) / 2),
                       pixels);
    QPixmap made = QPixmap::fromImage(scaled.copy(middle));
    made.setDevicePixelRatio(ratio);
    return made;
}

FileLook::FileLook(Session *session, QObject *parent)
    : QObject(parent), m_session(session), m_scaled(scaledKiB)
{
    if (!session)
        return;
    connect(session->pictures(), &Pictures::ready, this, [this](const QString &id) { Q_EMIT changed(id); });
    // A transfer's key is no file: the view looks for both.
    connect(session->transfers(), &Transfers::progressed, this,
            [this](const QString &key) { Q_EMIT changed(key); });
}

FileLook::~FileLook() = default;

QPixmap FileLook::picture(const FileInfo &file, QSize size, double pixelRatio)
{
    if (!m_session || size.isEmpty())
        return {};
    if (const QString path = m_session->pictures()->moving(file); !path.isEmpty()) {
        if (const QPixmap now = frame(file, size, pixelRatio, path); !now.isNull())
            return now;
    }
    const QString name =
        QStringLiteral("%1 %2x%3 %4").arg(file.id).arg(size.width()).arg(size.height()).arg(pixelRatio);
    if (const QPixmap *known = m_scaled.object(name))
        return *known;
    const QImage image = m_session->pictures()->small(file);
    if (image.isNull())
        return {};
    const QPixmap made = covering(image, size, pixelRatio);
    m_scaled.insert(name, new QPixmap(made), std::max(1, made.width() * made.height() / 256));
    return made;
}

bool FileLook::hasFailed(const FileInfo &file) const
{
    return !m_session || m_session->pictures()->hasFailed(file);
}

/// The frame that is shown now. What is not painted any more stops by itself.
QPixmap FileLook::frame(const FileInfo &file, QSize size, double pixelRatio, const QString &path)
{
    if (!m_playing.contains(file.id)) {
        if (m_playing.size() >= mostPlaying)
            return {};
        play(file.id, path);
    }
    Playing &playing = m_playing[file.id];
    playing.painted = true;
    const QImage now = playing.movie->currentImage();
    return now.isNull() ? QPixmap() : covering(now, size, pixelRatio);
}

void FileLook::play(const QString &id, const QString &path)
{
    Playing &playing = m_playing[id];
    playing.movie = std::make_unique<QMovie>(path);
    playing.painted = true;
    connect(playing.movie.get(), &QMovie::frameChanged, this, [this, id] {
        const auto shown = m_playing.find(id);
        if (shown == m_playing.end())
            return;
        if (!std::exchange(shown->second.painted, false)) {
            shown->second.movie.release()->deleteLater(); // we are in its signal
            m_playing.erase(shown);
            return;
        }
        Q_EMIT changed(id);
    });
    playing.movie->start();
}

const Transfer *FileLook::transfer(const FileInfo &file) const
{
    if (!m_session)
        return nullptr;
    const bool isUpload = file.id.startsWith(QLatin1String("upload:"));
    const QString key = isUpload ? file.id.mid(7) : m_session->downloadOf(file.id);
    return key.isEmpty() ? nullptr : m_session->transfers()->find(key);
}

QString FileLook::words(const Transfer &transfer) const
{
    return m_session ? m_session->transfers()->words(transfer.key) : QString();
}

} // namespace courtyard
