// A list view that stays at its end while it is there, and else keeps what is seen where it is, whatever is
// added above or below or grows (DESIGN §7, issue 2 item 6). To styles and to assistive technology it is a
// QListView; where its rows stand it knows by itself (RowTops), since a QListView lays out all of them for
// each one that comes. What changes costs what changed and what is near. Nothing in it can be selected. GUI
// thread.
#pragma once

#include "ui/timeline/rowtops.h"

#include <QListView>
#include <QPersistentModelIndex>

namespace courtyard {

class AnchoredList : public QListView {
    Q_OBJECT
public:
    explicit AnchoredList(QWidget *parent = nullptr);

    bool isAtBottom() const { return m_atBottom; }
    void goToBottom();
    /// Rows that are (partly) seen; -1 where there are none.
    int firstVisibleRow() const;
    int lastVisibleRow() const;

    void setModel(QAbstractItemModel *model) override;
    void doItemsLayout() override;
    void reset() override;
    QRect visualRect(const QModelIndex &index) const override;
    QModelIndex indexAt(const QPoint &point) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;

Q_SIGNALS:
    void atBottomChanged(bool atBottom);
    /// What is seen has changed: scrolled, laid out again.
    void looked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void verticalScrollbarValueChanged(int value) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;

    /// The width of rows, before they are laid out for it.
    virtual void rowWidthChanged(int width);
    /// The height that a row should have now; may be a guess, until the row is near.
    virtual int wantedHeight(const QModelIndex &index) const;
    /// Makes sure that the height of a row is no guess.
    virtual void measure(const QModelIndex &index);
    /// Whether a row lasts, so that what is seen may be held by it.
    virtual bool canHold(const QModelIndex &index) const;
    /// Whether the last row is the end of all there is. Where it is not, the view does not stick to it.
    virtual bool endsHere() const;
    /// No height holds any more.
    void layOutLater();

private:
    bool has(const QModelIndex &index) const;
    QModelIndex at(int row) const { return model() ? model()->index(row, 0) : QModelIndex(); }
    void scrolled();
    void rowsRemoved(int start, int end);
    void settle();
    void settleLater();
    void refill();
    void measureNear();
    void measureAround(int row, int top);
    int measured(int row);
    void place();
    void moveInSight(int by);
    void hold();
    void setAtBottom(bool atBottom);
    bool isSeen(int top, int bottom) const;

    RowTops m_rows; // in step with the model, but for the time between its change and its signal
    int m_rowWidth = 0;
    QPersistentModelIndex m_anchor; // the first row that is seen and lasts
    int m_anchorTop = 0; // where it stands in the viewport
    bool m_atBottom = true;
    bool m_stale = true; // no height holds
    bool m_changedInSight = false; // moving the picture does not do: all of it is painted
    bool m_placing = false; // the scroll bar is moved by us
    bool m_settleWanted = false;
    QMetaObject::Connection m_removed, m_moved, m_gone;
};

} // namespace courtyard
