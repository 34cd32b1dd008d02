#include "ui/files/filedelegate.h"

#include "ui/theme/theme.h"
#include "ui/timeline/filepainter.h"
#include "ui/widgets/rowpainting.h"

#include <QPainter>

namespace courtyard {

FileDelegate::FileDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
{ }

void FileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const int margin = m_theme.px(10), icon = m_theme.px(34);
    RowPainting(*painter, option, m_theme, margin).background(RowPainting::Shape::Rounded);
    const bool mirrored = option.direction == Qt::RightToLeft;
    const QRect &row = option.rect;
    QRect square(row.left() + margin, row.center().y() - icon / 2, icon, icon);
    if (mirrored)
        square.moveRight(row.right() - margin);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.colors().selected);
    painter->drawRoundedRect(square, 6, 6);
    painter->setFont(m_theme.font(10, QFont::Bold));
    painter->setPen(m_theme.colors().accent);
    painter->drawText(square, Qt::AlignCenter, fileLabel(index.data().toString()));
    const QVariant share = index.data(ShareRole);
    if (share.isValid()) {
        const int left = icon + 2 * margin;
        QRectF bar(row.left() + (mirrored ? margin : left), row.bottom() - m_theme.px(6),
                   row.width() - left - margin, m_theme.px(3));
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.colors().chip);
        painter->drawRoundedRect(bar, 1.5, 1.5);
        const double whole = bar.width();
        if (mirrored)
            bar.setLeft(bar.right() - whole * share.toDouble());
        else
            bar.setWidth(whole * share.toDouble());
        painter->setBrush(m_theme.colors().accent);
        painter->drawRoundedRect(bar, 1.5, 1.5);
    }
    painter->restore();
    QStyleOptionViewItem line = option;
    line.rect.setHeight(row.height() / 2);
    line.rect.translate(0, m_theme.px(2));
    const auto words = [&](const QString &text, const QFont &font, const QColor &color) {
        RowPainting part(*painter, line, m_theme, margin);
        part.space(icon + margin);
        part.leading(text, font, color);
    };
    words(index.data().toString(), m_theme.font(13, QFont::DemiBold), m_theme.colors().text);
    line.rect.translate(0, line.rect.height() - m_theme.px(5));
    const bool isProblem = index.data(ProblemRole).toBool();
    words(index.data(AboutRole).toString(), m_theme.font(12),
          isProblem ? m_theme.colors().bad : m_theme.colors().dim);
}

QSize FileDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {1, m_theme.px(index.data(ShareRole).isValid() ? 56 : 50)};
}

} // namespace courtyard
