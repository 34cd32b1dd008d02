// A list view that stays at its end while it is there, and else keeps what is seen where it is, whatever is
// added above or below or grows (DESIGN §7, issue 2 item 6). GUI thread.
#pragma once

#include <QListView>
#include <QPersistentModelIndex>

namespace courtyard {

class AnchoredList : public QListView {
    Q_OBJECT
public:
    explicit AnchoredList(QWidget *parent = nullptr);

    bool isAtBottom() const { return m_atBottom; }
    void goToBottom();
    void setModel(QAbstractItemModel *model) override;
    void doItemsLayout() override;
    void reset() override;
    /// Rows that are (partly) seen; -1 where there are none.
    int firstVisibleRow() const;
    int lastVisibleRow() const;

Q_SIGNALS:
    void atBottomChanged(bool atBottom);
    /// What is seen has changed: scrolled, laid out again.
    void looked();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;
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
    void layOutLater();

private:
    void scrolled(int value);
    void remember();
    void restore();
    void setAtBottom(bool atBottom);
    bool measureNear();
    int laidOutHeight(int row) const;
    int rowAt(int y) const;

    QPersistentModelIndex m_anchor; // the first row that is seen and lasts
    int m_anchorTop = 0; // where it stands in the viewport
    bool m_atBottom = true;
    int m_lastValue = 0; // of the scroll bar
    bool m_layingOut = false;
    bool m_frozen = false; // rows changed, the layout does not know yet: positions say nothing
};

} // namespace courtyard
