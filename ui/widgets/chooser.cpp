#include "ui/widgets/chooser.h"

#include <QPainter>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QWheelEvent>

namespace courtyard {

Chooser::Chooser(QWidget *parent) : QComboBox(parent)
{
    setItemDelegate(new QStyledItemDelegate(this)); // the usual one does not follow the style sheet
}

void Chooser::paintEvent(QPaintEvent *event)
{
    QComboBox::paintEvent(event);
    // The style sheet takes the drop-down button away, and its arrow with it.
    constexpr double half = 4;
    const QRect place = QStyle::visualRect(layoutDirection(), rect(), QRect(width() - 28, 0, 16, height()));
    const QPointF middle = QRectF(place).center() + QPointF(0, half / 4);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(isEnabled() ? QPalette::Text : QPalette::PlaceholderText), 1.5,
                        Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{middle + QPointF(-half, -half / 2), middle + QPointF(0, half / 2),
                                   middle + QPointF(half, -half / 2)});
}

void Chooser::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // scrolling a page does not change what was chosen
}

} // namespace courtyard
