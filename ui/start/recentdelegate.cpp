#include "ui/start/recentdelegate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/rowpainting.h"

#include <QPainter>

namespace courtyard {

RecentDelegate::RecentDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{ }

void RecentDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    RowPainting row(*painter, option, m_theme, m_theme.px(6));
    row.background(RowPainting::Shape::Rounded);
    row.trailing(index.data(AddressRole).toString(), m_theme.font(11), m_theme.colors().dim);
    row.leading(index.data().toString(), m_theme.font(13), m_theme.colors().text);
}

QSize RecentDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {1, m_theme.px(30)};
}

} // namespace courtyard
