// One file of a list: what it is, its name, and below it what there is to say; a bar where it is on its way.
#pragma once

#include <QStyledItemDelegate>

namespace courtyard {

class Theme;

class FileDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// A line of words, and (where it is on its way) how far it is, from 0 to 1.
    enum Role { AboutRole = Qt::UserRole + 100, ShareRole, ProblemRole };
    FileDelegate(const Theme &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace courtyard
