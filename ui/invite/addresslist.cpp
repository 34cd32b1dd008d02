#include "ui/invite/addresslist.h"

#include "ui/theme/theme.h"
#include "ui/widgets/rowpainting.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include <algorithm>

namespace courtyard {

namespace {

enum Role { PositionRole = Qt::UserRole + 1, KindRole };
constexpr int mostRows = 4; // seen at once

class AddressDelegate final : public QStyledItemDelegate {
public:
    AddressDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) { }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        RowPainting row(*painter, option, m_theme);
        row.background(RowPainting::Shape::Rounded);
        row.trailing(index.data(KindRole).toString(), m_theme.font(12), m_theme.colors().dim);
        row.leading(index.data().toString(), m_theme.fixedFont(12), m_theme.colors().text);
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {1, m_theme.px(24)};
    }

private:
    const Theme &m_theme;
};

} // namespace

AddressList::AddressList(const Theme &theme, QWidget *parent)
    : QListView(parent), m_theme(theme), m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("otherAddresses"));
    setAccessibleName(tr("Other addresses"));
    setModel(m_model);
    setItemDelegate(new AddressDelegate(theme, this));
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto choose = [this](const QModelIndex &index) { Q_EMIT chosen(index.data(PositionRole).toInt()); };
    connect(this, &QListView::clicked, this, choose);
    connect(this, &QListView::activated, this, choose);
}

void AddressList::showAddresses(const QList<HostingAddress> &addresses, int chosen)
{
    if (addresses == m_shown && chosen == m_chosen)
        return;
    m_shown = addresses;
    m_chosen = chosen;
    m_model->clear();
    for (int n = 0; n < addresses.size(); ++n) {
        if (n == chosen)
            continue;
        const HostingAddress &address = addresses[n];
        auto *item = new QStandardItem(address.invitation.address());
        const QString kind = address.proven ? tr("%1 ✓").arg(address.interfaceName) : address.interfaceName;
        item->setData(n, PositionRole);
        item->setData(kind, KindRole);
        item->setToolTip(address.proven ? tr("A device has come in by this address.") : QString());
        item->setData(address.proven ? tr("%1, %2, works").arg(item->text(), address.interfaceName)
                                     : tr("%1, %2").arg(item->text(), address.interfaceName),
                      Qt::AccessibleTextRole);
        m_model->appendRow(item);
    }
    setFixedHeight(std::min(m_model->rowCount(), mostRows) * m_theme.px(24));
    setVisible(m_model->rowCount() > 0);
}

} // namespace courtyard
