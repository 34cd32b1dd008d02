// One host of this network: its name and people, and below, in small, its address and whether it has a join
// code.
#pragma once

#include <QStyledItemDelegate>

namespace courtyard {

class Theme;

class FoundDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    FoundDelegate(const Theme &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace courtyard
