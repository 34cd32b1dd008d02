// One place that one has been to: its name, and its address at the other end of the line.
#pragma once

#include <QStyledItemDelegate>

namespace courtyard {

class Theme;

class RecentDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role { AddressRole = Qt::UserRole + 1 };
    RecentDelegate(const Theme &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace courtyard
