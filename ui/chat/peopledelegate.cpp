#include "ui/chat/peopledelegate.h"

#include "client/peoplemodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/rowpainting.h"

#include <QDateTime>
#include <QPainter>
#include <QStyle>

namespace courtyard {

QString deviceMark(Device device)
{
    switch (device) {
    case Device::Phone:
        return QStringLiteral("📱");
    case Device::Browser:
        return QStringLiteral("🌐");
    case Device::Bot:
        return QStringLiteral("🤖");
    case Device::Desktop:
        break;
    }
    return {};
}

PeopleDelegate::PeopleDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{ }

void PeopleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Colors &colors = m_theme.colors();
    const QString id = index.data(PeopleModel::IdRole).toString();
    const QString name = index.data(PeopleModel::NameRole).toString();
    const bool online = index.data(PeopleModel::OnlineRole).toBool();
    const int device = index.data(PeopleModel::DeviceRole).toInt();
    RowPainting row(*painter, option, m_theme, m_theme.px(14));
    row.background(RowPainting::Shape::Full);
    painter->setOpacity(online ? 1 : 0.55);
    row.avatar(name, id, m_theme.px(24));
    const Role role = Role(index.data(PeopleModel::RoleRole).toInt());
    const bool chosen =
        option.state.testFlag(QStyle::State_MouseOver) || option.state.testFlag(QStyle::State_HasFocus);
    if (hasMenu && chosen && !index.data(PeopleModel::MeRole).toBool())
        row.trailing(QStringLiteral("⋯"), m_theme.font(16, QFont::Bold), colors.text);
    else if (index.data(PeopleModel::MutedRole).toLongLong() > QDateTime::currentMSecsSinceEpoch())
        row.trailing(tr("muted"), m_theme.font(11), colors.dim);
    else if (role == Role::Owner)
        row.trailing(tr("host"), m_theme.font(11), colors.dim);
    else if (role == Role::Moderator)
        row.trailing(tr("moderator"), m_theme.font(11), colors.dim);
    else if (role == Role::Agent)
        row.trailing(tr("agent"), m_theme.font(11), colors.dim);
    else if (const auto latency = latencies.constFind(id); online && latency != latencies.cend())
        row.trailing(tr("%1 ms").arg(wholeMs(*latency)), m_theme.font(11), colors.dim);
    QString shown = index.data(PeopleModel::MeRole).toBool() ? tr("%1 (you)").arg(name) : name;
    if (online && device >= 0 && !deviceMark(Device(device)).isEmpty())
        shown += QLatin1Char(' ') + deviceMark(Device(device));
    if (const QString id4 = index.data(PeopleModel::ShortIdRole).toString(); !id4.isEmpty())
        shown += QStringLiteral(" · ") + id4;
    row.leading(shown, m_theme.font(13), online ? colors.text : colors.dim);
}

QRect PeopleDelegate::buttonRect(const QRect &row, Qt::LayoutDirection direction) const
{
    QRect button = row;
    button.setLeft(row.right() - m_theme.px(36));
    return QStyle::visualRect(direction, row, button);
}

QSize PeopleDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {1, m_theme.px(34)};
}

} // namespace courtyard
