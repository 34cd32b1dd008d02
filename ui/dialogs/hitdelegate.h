// One found message: who, where and when; below it the words.
#pragma once

#include <QStyledItemDelegate>

namespace courtyard {

class Theme;

class HitDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role { RoomRole = Qt::UserRole + 1, SeqRole, NameRole, WhereRole };
    HitDelegate(const Theme &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace courtyard
