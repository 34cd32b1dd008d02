#include "ui/chat/roomdelegate.h"

#include "client/roomsmodel.h"
#include "ui/widgets/rowpainting.h"

#include <QLocale>
#include <QPainter>

namespace courtyard {

using Section = RoomsModel::Section;

QString roomTitle(const QString &name, int kind)
{
    switch (RoomKind(kind)) {
    case RoomKind::Private:
        return QStringLiteral("🔒 ") + name;
    case RoomKind::Direct:
        return name;
    default:
        return QStringLiteral("# ") + name;
    }
}

QString roomTitle(const RoomInfo &room)
{
    return room.ticket ? room.name : roomTitle(room.name, int(room.kind));
}

RoomDelegate::RoomDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
{ }

// Rooms to join have a heading of their own, above the first of them.
bool RoomDelegate::startsOthers(const QModelIndex &index)
{
    const auto section = [](const QModelIndex &row) {
        return Section(row.data(RoomsModel::SectionRole).toInt());
    };
    return section(index) == Section::Other
        && (index.row() == 0 || section(index.sibling(index.row() - 1, 0)) != Section::Other);
}

void RoomDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const Colors &colors = m_theme.colors();
    const Section section = Section(index.data(RoomsModel::SectionRole).toInt());
    QStyleOptionViewItem rest = option;
    const int margin = m_theme.px(16);
    if (startsOthers(index)) {
        QStyleOptionViewItem heading = option;
        heading.rect.setHeight(m_theme.px(28));
        rest.rect.setTop(heading.rect.bottom() + 1);
        RowPainting(*painter, heading, m_theme, margin)
            .leading(tr("Other rooms"), m_theme.font(11), colors.dim);
    }
    RowPainting row(*painter, rest, m_theme, margin);
    row.background(RowPainting::Shape::Full);
    const int mentions = index.data(RoomsModel::MentionsRole).toInt();
    const int unread = index.data(RoomsModel::UnreadRole).toInt();
    if (const QString by = index.data(RoomsModel::InviterRole).toString(); !by.isEmpty())
        row.trailing(tr("Invited by %1").arg(by), m_theme.font(12), colors.accent);
    else if (section == Section::Other)
        row.trailing(tr("Join"), m_theme.font(12), colors.accent);
    else if (mentions > 0)
        row.badge(QLatin1Char('@') + QLocale().toString(mentions), colors.badge, colors.badgeInk);
    else if (unread > 0)
        row.badge(QLocale().toString(unread), colors.accent, colors.accentInk);
    if (const int waiting = index.data(RoomsModel::WaitingRole).toInt(); waiting > 0)
        row.trailing(tr("%n waiting", "messages that are not sent yet", waiting), m_theme.font(11),
                     colors.dim);
    if (section == Section::Direct)
        row.dot(index.data(RoomsModel::PeerOnlineRole).toBool() ? colors.ok : colors.line);
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    row.leading(
        roomTitle(index.data(RoomsModel::NameRole).toString(), index.data(RoomsModel::KindRole).toInt()),
        m_theme.font(14, chosen ? QFont::DemiBold : QFont::Normal),
        section == Section::Other ? colors.dim : colors.text);
}

QSize RoomDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {1, m_theme.px(34) + (startsOthers(index) ? m_theme.px(28) : 0)};
}

} // namespace courtyard
