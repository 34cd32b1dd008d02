#include "ui/theme/style.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace courtyard {

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) { }

static void drawCheckBox(const QStyleOption &option, QPainter &painter)
{
    const QPalette &palette = option.palette;
    const bool isOn = option.state & QStyle::State_On;
    const QRectF box = QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.color(isOn ? QPalette::Highlight : QPalette::Dark), 1.5));
    painter.setBrush(palette.color(isOn ? QPalette::Highlight : QPalette::Base));
    painter.drawRoundedRect(box, 3.5, 3.5);
    if (isOn) {
        const auto at = [&box](double x, double y) {
            return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
        };
        painter.setPen(
            QPen(palette.color(QPalette::HighlightedText), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF{at(0.22, 0.53), at(0.42, 0.73), at(0.78, 0.3)});
    }
    painter.restore();
}

/// Fusion's is hardly to be seen where it is dark.
static void drawRadioButton(const QStyleOption &option, QPainter &painter)
{
    const QPalette &palette = option.palette;
    const bool isOn = option.state & QStyle::State_On;
    const double side = std::min(option.rect.width(), option.rect.height()) - 1.5;
    QRectF circle(0, 0, side, side);
    circle.moveCenter(QRectF(option.rect).center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.color(isOn ? QPalette::Highlight : QPalette::Dark), 1.5));
    painter.setBrush(palette.color(QPalette::Base));
    painter.drawEllipse(circle);
    if (isOn) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.color(QPalette::Highlight));
        painter.drawEllipse(circle.center(), side / 4, side / 4);
    }
    painter.restore();
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    if (element == PE_IndicatorCheckBox) {
        drawCheckBox(*option, *painter);
        return;
    }
    if (element == PE_IndicatorRadioButton) {
        drawRadioButton(*option, *painter);
        return;
    }
    if (element != PE_FrameFocusRect) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(option->palette.color(QPalette::Link), 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 5, 5);
    painter->restore();
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_UnderlineShortcut: // underlines only clutter labels that read well
        return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons: // a cross on Cancel, and nothing on what it stands beside
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ComboBox_Popup: // a list below the field, not a menu over it
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

} // namespace courtyard
