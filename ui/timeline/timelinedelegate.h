// Paints timeline rows and knows their heights. Layouts are made once per (row, revision, width); heights of
// all rows are kept, whole layouts only of those seen lately. Owned by the view; GUI thread.
#pragma once

#include "ui/timeline/bubble.h"

#include <QCache>
#include <QStyledItemDelegate>

namespace courtyard {

class FileLook;
class Theme;

class TimelineDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    TimelineDelegate(const Theme &theme, QObject *parent);
    /// Where pictures and progress come from; nullptr: from nowhere.
    void setFileLook(FileLook *files) { m_files = files; }

    /// The width that rows have; heights of another width are forgotten.
    void setRowWidth(int width);
    /// Never null; valid until the next call.
    const Bubble &bubble(const QModelIndex &index) const;
    /// As it was laid out; a guess where that has not been done yet.
    int heightOf(const QModelIndex &index) const;
    /// From here on, heightOf() is no guess.
    void measure(const QModelIndex &index) const;
    /// Another model, theme or direction: nothing that was laid out holds.
    void forget();

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// How many rows were laid out so far, for tests.
    int layoutsMade() const { return m_layoutsMade; }

private:
    struct Height {
        int revision = -1;
        int height = 0;
    };
    bool isMeasured(const QModelIndex &index, int *height = nullptr) const;
    int guess(const QModelIndex &index) const;
    Qt::LayoutDirection direction() const;

    const Theme &m_theme;
    FileLook *m_files = nullptr;
    int m_width = 0;
    mutable QCache<qint64, Bubble> m_bubbles;
    mutable QHash<qint64, Height> m_heights;
    mutable int m_layoutsMade = 0;
};

} // namespace courtyard
