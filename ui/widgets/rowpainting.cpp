#include "ui/widgets/rowpainting.h"

#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/sparkline.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>

namespace courtyard {

RowPainting::RowPainting(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme,
                         int margin)
    : m_painter(painter), m_option(option), m_theme(theme), m_before(margin), m_after(margin)
{
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
}

RowPainting::~RowPainting()
{
    m_painter.restore();
}

void RowPainting::background(Shape shape)
{
    const bool chosen = m_option.state.testFlag(QStyle::State_Selected);
    const bool hovered = m_option.state.testFlag(QStyle::State_MouseOver);
    const bool focused = m_option.state.testFlag(QStyle::State_HasFocus);
    const Colors &colors = m_theme.colors();
    const QRectF rect(m_option.rect);
    const double radius = shape == Shape::Rounded ? m_theme.px(6) : 0;
    m_painter.setPen(Qt::NoPen);
    if (chosen || hovered) {
        m_painter.setBrush(chosen ? colors.selected : colors.chip);
        m_painter.drawRoundedRect(rect, radius, radius);
    }
    if (chosen && shape == Shape::Full) {
        const QRect bar(m_option.rect.topLeft(), QSize(3, m_option.rect.height()));
        m_painter.fillRect(QStyle::visualRect(m_option.direction, m_option.rect, bar), colors.accent);
    }
    if (focused) {
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(colors.accent, 2));
        m_painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 5, 5);
    }
}

QRect RowPainting::take(int width, Qt::Edge edge)
{
    const QRect &row = m_option.rect;
    const bool atStart = edge == Qt::LeftEdge;
    const int left = atStart ? row.left() + m_before : row.right() + 1 - m_after - width;
    (atStart ? m_before : m_after) += width;
    return QStyle::visualRect(m_option.direction, row, QRect(left, row.top(), width, row.height()));
}

void RowPainting::avatar(const QString &name, const QString &memberId, int size)
{
    QRect circle = take(size, Qt::LeftEdge);
    circle.setTop(circle.center().y() - size / 2);
    circle.setHeight(size);
    paintAvatar(m_painter, circle, name, memberId, m_theme);
    m_before += m_theme.px(8);
}

void RowPainting::dot(const QColor &color)
{
    const int size = m_theme.px(8);
    const QRect place = take(size, Qt::LeftEdge);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(color);
    m_painter.drawEllipse(QRectF(place.left(), place.center().y() + 1 - size / 2.0, size, size));
    m_before += m_theme.px(14);
}

void RowPainting::leading(const QString &text, const QFont &font, const QColor &color)
{
    const QFontMetrics metrics(font);
    const int room = std::max(0, m_option.rect.width() - m_before - m_after);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
    m_painter.setFont(font);
    m_painter.setPen(color);
    const int side = m_option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    m_painter.drawText(take(room, Qt::LeftEdge),
                       side | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine, shown);
}

void RowPainting::trailing(const QString &text, const QFont &font, const QColor &color)
{
    if (text.isEmpty())
        return;
    const int width = std::min(QFontMetrics(font).horizontalAdvance(text) + 1, m_option.rect.width() * 2 / 3);
    m_painter.setFont(font);
    m_painter.setPen(color);
    m_painter.drawText(take(width, Qt::RightEdge), Qt::AlignCenter | Qt::TextSingleLine,
                       QFontMetrics(font).elidedText(text, Qt::ElideMiddle, width));
    m_after += m_theme.px(8);
}

void RowPainting::badge(const QString &text, const QColor &fill, const QColor &ink)
{
    const QFont font = m_theme.font(11, QFont::DemiBold);
    const int height = m_theme.px(16);
    const int width = std::max(height + 4, QFontMetrics(font).horizontalAdvance(text) + m_theme.px(14));
    QRect pill = take(width, Qt::RightEdge);
    pill.setTop(pill.center().y() + 1 - height / 2);
    pill.setHeight(height);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(fill);
    m_painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
    m_painter.setFont(font);
    m_painter.setPen(ink);
    m_painter.drawText(pill, Qt::AlignCenter, text);
    m_after += m_theme.px(8);
}

void RowPainting::sparkline(const QList<double> &values, int width)
{
    const QRect place = take(width, Qt::RightEdge);
    const int height = m_theme.px(12);
    paintSparkline(m_painter, QRectF(place.left(), place.center().y() - height / 2.0, width, height), values,
                   m_theme.colors().accent);
    m_after += m_theme.px(8);
}

} // namespace courtyard
