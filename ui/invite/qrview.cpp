#include "ui/invite/qrview.h"

#include <QPainter>

namespace courtyard {

QrView::QrView(int side, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("qr"));
    setFixedSize(side, side);
}

void QrView::setText(const QString &text)
{
    m_code = text.isEmpty() ? QrCode() : QrCode::of(text);
    setAccessibleName(tr("QR code of the link"));
    setAccessibleDescription(text);
    update();
}

void QrView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(rect(), 6, 6);
    if (m_code.modules == 0)
        return;
    // In device pixels, so that modules stay whole on every screen.
    const double ratio = devicePixelRatioF();
    QImage image = m_code.image(int(width() * ratio));
    image.setDevicePixelRatio(ratio);
    const QSizeF size = image.deviceIndependentSize();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(QPointF(int((width() - size.width()) / 2), int((height() - size.height()) / 2)), image);
}

} // namespace courtyard
