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
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

/// 📱, 🌐, 🤖; nothing for a desktop, which is the usual.
QString deviceMark(Device device);

} // namespace courtyard
