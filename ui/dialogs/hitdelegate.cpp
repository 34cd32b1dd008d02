#include "ui/dialogs/hitdelegate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/rowpainting.h"

#include <QPainter>

namespace courtyard {

HitDelegate::HitDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme) { }

void HitDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int margin = m_theme.px(12);
    RowPainting(*painter, option, m_theme, margin).background(RowPainting::Shape::Rounded);
    QStyleOptionViewItem line = option;
    line.rect.setHeight(option.rect.height() / 2);
    line.rect.translate(0, m_theme.px(3));
    {
        RowPainting first(*painter, line, m_theme, margin);
        first.trailing(index.data(WhereRole).toString(), m_theme.font(11), m_theme.colors().dim);
        first.leading(index.data(NameRole).toString(), m_theme.font(12, QFont::DemiBold),
                      m_theme.colors().text);
    }
    line.rect.translate(0, line.rect.height() - m_theme.px(5));
    RowPainting(*painter, line, m_theme, margin)
        .leading(index.data().toString(), m_theme.font(13), m_theme.colors().text);
}

QSize HitDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {1, m_theme.px(50)};
}

} // namespace courtyard
