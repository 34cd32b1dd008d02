// One person in the list: circle, name, what device, and host or latency at the end.
#pragma once

#include "protocol/types.h"

#include <QHash>
#include <QStyledItemDelegate>

namespace courtyard {

class Theme;

class PeopleDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    PeopleDelegate(const Theme &theme, QObject *parent);
    QHash<MemberId, int> latencies;
    bool hasMenu = false; // a row that is pointed at shows three dots …
    /// … here.
    QRect buttonRect(const QRect &row, Qt::LayoutDirection direction) const;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

/// 📱, 🌐, 🤖; nothing for a desktop, which is the usual.
QString deviceMark(Device device);

} // namespace courtyard
