#include "ui/start/founddelegate.h"

#include "ui/start/foundmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/rowpainting.h"

#include <QPainter>

namespace courtyard {

FoundDelegate::FoundDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{ }

void FoundDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Colors &colors = m_theme.colors();
    const int margin = m_theme.px(6);
    RowPainting(*painter, option, m_theme, margin).background(RowPainting::Shape::Rounded);
    QStyleOptionViewItem line = option;
    line.rect.setHeight(option.rect.height() / 2);
    line.rect.translate(0, m_theme.px(2));
    {
        RowPainting first(*painter, line, m_theme, margin);
        first.dot(colors.ok);
        first.trailing(index.data(FoundModel::PeopleRole).toString(), m_theme.font(11), colors.dim);
        first.leading(index.data().toString(), m_theme.font(13), colors.text);
    }
    line.rect.translate(0, line.rect.height() - m_theme.px(4));
    RowPainting second(*painter, line, m_theme, margin);
    second.space(m_theme.px(8) + m_theme.px(14)); // under the name, past the dot
    second.leading(index.data(FoundModel::DetailRole).toString(), m_theme.font(11), colors.dim);
}

QSize FoundDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {1, m_theme.px(44)};
}

} // namespace courtyard
