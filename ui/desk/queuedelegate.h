// One conversation in the queue: who asks and how long it waits, what was said last, and how it stands.
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace courtyard {

class QueueDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    QueueDelegate(const Theme &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace courtyard
