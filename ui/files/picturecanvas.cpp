#include "ui/files/picturecanvas.h"

#include <QMouseEvent>
#include <QMovie>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace courtyard {

static constexpr double closest = 16, step = 1.25;

PictureCanvas::PictureCanvas(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("picture"));
    setMinimumSize(160, 120);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding); // else the buttons beside it keep it low
}

PictureCanvas::~PictureCanvas() = default;

void PictureCanvas::showWords(const QString &words)
{
    m_words = words;
    m_image = {};
    m_movie.reset();
    update();
}

void PictureCanvas::showImage(const QImage &image, QSize natural)
{
    const bool isFirst = m_image.isNull();
    m_words.clear();
    m_movie.reset();
    m_image = image;
    m_natural = natural.isEmpty() ? image.size() : natural;
    if (isFirst)
        fit();
    update();
}

void PictureCanvas::play(const QString &path)
{
    m_movie = std::make_unique<QMovie>(path);
    connect(m_movie.get(), &QMovie::frameChanged, this, [this] {
        m_image = m_movie->currentImage();
        update();
    });
    m_movie->start();
}

/// Pixels of the window for each of the picture, where all of it is seen.
double PictureCanvas::fitting() const
{
    if (m_natural.isEmpty())
        return 1;
    return std::min({1.0, width() / m_natural.width(), height() / m_natural.height()});
}

double PictureCanvas::zoom() const
{
    return m_zoom > 0 ? m_zoom : fitting();
}

void PictureCanvas::fit()
{
    m_zoom = 0;
    m_middle = {};
    update();
    Q_EMIT zoomChanged();
}

void PictureCanvas::fullSize()
{
    zoomBy(1 / zoom());
}

void PictureCanvas::zoomAt(double factor, QPointF where)
{
    if (m_image.isNull())
        return;
    const double before = zoom(), least = std::min(fitting(), 1.0);
    const double now = std::clamp(before * factor, least, closest);
    if (now <= fitting() && factor < 1) {
        fit();
        return;
    }
    // What is under the pointer stays there.
    const QPointF from = where - QRectF(rect()).center();
    m_middle = from - (from - m_middle) * (now / before);
    m_zoom = now;
    keepInSight();
    update();
    Q_EMIT zoomChanged();
}

void PictureCanvas::keepInSight()
{
    const QSizeF shown = m_natural * zoom();
    const double x = std::max(0.0, (shown.width() - width()) / 2),
                 y = std::max(0.0, (shown.height() - height()) / 2);
    m_middle = {std::clamp(m_middle.x(), -x, x), std::clamp(m_middle.y(), -y, y)};
}

void PictureCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_image.isNull()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_words);
        return;
    }
    QRectF place(QPointF(), m_natural * zoom());
    place.moveCenter(QRectF(rect()).center() + m_middle);
    painter.setRenderHint(QPainter::SmoothPixmapTransform,
                          zoom() < 4); // closer, pixels are what one wants to see
    painter.drawImage(place, m_image);
}

void PictureCanvas::wheelEvent(QWheelEvent *event)
{
    zoomAt(std::pow(step, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void PictureCanvas::mousePressEvent(QMouseEvent *event)
{
    m_dragFrom = event->position();
    setCursor(Qt::ClosedHandCursor);
}

void PictureCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    m_middle += event->position() - std::exchange(m_dragFrom, event->position());
    keepInSight();
    update();
}

void PictureCanvas::mouseReleaseEvent(QMouseEvent *)
{
    unsetCursor();
}

void PictureCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_zoom > 0)
        fit();
    else
        zoomAt(std::max(1 / zoom(), 2.0), event->position());
}

void PictureCanvas::resizeEvent(QResizeEvent *)
{
    keepInSight();
    Q_EMIT zoomChanged();
}

} // namespace courtyard
