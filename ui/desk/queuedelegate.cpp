#include "ui/desk/queuedelegate.h"

#include "client/desk/ticketsmodel.h"
#include "ui/desk/ticketfilter.h"
#include "ui/widgets/rowpainting.h"

#include <QLocale>
#include <QPainter>

namespace courtyard {

QueueDelegate::QueueDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{ }

void QueueDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Colors &colors = m_theme.colors();
    const bool waits = TicketState(index.data(TicketsModel::StateRole).toInt()) == TicketState::Waiting;
    const int margin = m_theme.px(14);
    RowPainting(*painter, option, m_theme, margin).background(RowPainting::Shape::Full);
    const auto line = [&option, this](int from, int height) {
        QStyleOptionViewItem part = option;
        part.rect = QRect(option.rect.left(), option.rect.top() + m_theme.px(from), option.rect.width(),
                          m_theme.px(height));
        return part;
    };
    {
        RowPainting first(*painter, line(7, 20), m_theme, margin);
        if (const int unread = index.data(TicketsModel::UnreadRole).toInt(); unread > 0)
            first.badge(QLocale().toString(unread), colors.accent, colors.accentInk);
        first.trailing(index.data(TicketFilter::TimeRole).toString(),
                       m_theme.font(12, waits ? QFont::DemiBold : QFont::Normal),
                       waits ? colors.warn : colors.dim);
        if (index.data(TicketsModel::OnlineRole).toBool())
            first.dot(colors.ok);
        first.leading(index.data(TicketsModel::NameRole).toString(), m_theme.font(14, QFont::DemiBold),
                      colors.text);
    }
    RowPainting(*painter, line(27, 18), m_theme, margin)
        .leading(index.data(TicketsModel::ExcerptRole).toString().simplified(), m_theme.font(13),
                 colors.text);
    RowPainting(*painter, line(46, 16), m_theme, margin)
        .leading(index.data(TicketFilter::AboutRole).toString(), m_theme.font(11), colors.dim);
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {1, m_theme.px(68)};
}

} // namespace courtyard
