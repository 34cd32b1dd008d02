#include "ui/desk/ticketfilter.h"

#include "client/desk/helpdesk.h"
#include "ui/people/times.h"

namespace courtyard {

TicketFilter::TicketFilter(Session &session, QObject *parent)
    : QSortFilterProxyModel(parent), m_session(session)
{
    setSourceModel(session.helpDesk()->tickets());
}

void TicketFilter::show(DeskView view, const RoomId &topic)
{
    m_view = view;
    m_topic = topic;
    invalidateFilter();
}

bool TicketFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex ticket = sourceModel()->index(row, 0, parent);
    if (!m_topic.isEmpty() && ticket.data(TicketsModel::DeskIdRole).toString() != m_topic)
        return false;
    switch (m_view) {
    case DeskView::Waiting:
        return TicketState(ticket.data(TicketsModel::StateRole).toInt()) == TicketState::Waiting;
    case DeskView::Mine:
        return ticket.data(TicketsModel::MineRole).toBool();
    case DeskView::All:
        break;
    }
    return true;
}

QVariant TicketFilter::data(const QModelIndex &index, int role) const
{
    if (role == TimeRole) {
        const qint64 since = QSortFilterProxyModel::data(index, TicketsModel::SinceRole).toLongLong();
        return roughSpanWords(m_session.hostTime() - since);
    }
    if (role == AboutRole)
        return about(index);
    if (role == Qt::AccessibleTextRole)
        return spoken(index);
    return QSortFilterProxyModel::data(index, role);
}

QString TicketFilter::about(const QModelIndex &index) const
{
    const QString topic = index.data(TicketsModel::DeskRole).toString();
    const QString agent = index.data(TicketsModel::AgentRole).toString();
    const QStringList looking = index.data(TicketsModel::LookingRole).toStringList();
    QString how;
    switch (TicketState(index.data(TicketsModel::StateRole).toInt())) {
    case TicketState::Waiting:
        how = looking.isEmpty() ? tr("waits") : tr("%1 looks at it").arg(looking.join(QStringLiteral(", ")));
        break;
    case TicketState::Claimed:
        how = index.data(TicketsModel::MineRole).toBool() ? tr("mine") : tr("%1 has it").arg(agent);
        break;
    case TicketState::Resolved:
        how = agent.isEmpty() ? tr("closed") : tr("closed by %1").arg(agent);
        break;
    }
    return tr("#%1 · %2 · %3", "number, topic and state of a question")
        .arg(QString::number(index.data(TicketsModel::NumberRole).toLongLong()), topic, how);
}

QString TicketFilter::spoken(const QModelIndex &index) const
{
    QString text = tr("%1, %2, for %3", "who asks, about what, how long it waits")
                       .arg(index.data(TicketsModel::NameRole).toString(), about(index),
                            index.data(TimeRole).toString());
    if (const QString excerpt = index.data(TicketsModel::ExcerptRole).toString(); !excerpt.isEmpty())
        text += QStringLiteral(": ") + excerpt;
    if (const int unread = index.data(TicketsModel::UnreadRole).toInt(); unread > 0)
        text = tr("%1, %n unread", nullptr, unread).arg(text);
    return text;
}

QModelIndex TicketFilter::indexOf(const RoomId &room) const
{
    const int row = m_session.helpDesk()->tickets()->rowOf(room);
    return row < 0 ? QModelIndex() : mapFromSource(sourceModel()->index(row, 0));
}

} // namespace courtyard
