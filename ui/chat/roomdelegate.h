// One room in the sidebar: "# lobby", "🔒 staff", a direct one with the dot of presence; unread counts at the
// end.
#pragma once

#include "protocol/types.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace courtyard {

class RoomDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    RoomDelegate(const Theme &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static bool startsOthers(const QModelIndex &index);
    const Theme &m_theme;
};

/// "# lobby", "🔒 staff"; of a direct room the name alone.
QString roomTitle(const QString &name, int kind);
/// Of a conversation of the help desk, too: the visitor's name.
QString roomTitle(const RoomInfo &room);

} // namespace courtyard
