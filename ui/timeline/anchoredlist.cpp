#include "ui/timeline/anchoredlist.h"

#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace courtyard {

static constexpr int mostRounds = 8; // of laying out and measuring; two are usual
static constexpr int nearEnough = 6; // pixels from the end that still count as the end

AnchoredList::AnchoredList(QWidget *parent) : QListView(parent)
{
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(
        Qt::ScrollBarAlwaysOn); // else its coming changes the width, and so every height
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    verticalScrollBar()->setSingleStep(24);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) {
        verticalScrollBar()->setEnabled(maximum > 0);
    }); // a sheet hides its handle
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &AnchoredList::scrolled);
}

void AnchoredList::setModel(QAbstractItemModel *model)
{
    m_frozen = true;
    m_anchor = QPersistentModelIndex();
    setAtBottom(true);
    QListView::setModel(model);
    layOutLater();
}

void AnchoredList::scrolled(int value)
{
    const int by = value - std::exchange(m_lastValue, value);
    if (!m_frozen) {
        remember();
        if (measureNear())
            doItemsLayout();
    } else if (!m_layingOut) { // the person scrolls what the new rows are not part of yet: what holds it
                               // moves along
        m_anchorTop -= by;
        if (by < 0)
            setAtBottom(false);
    }
}

void AnchoredList::layOutLater()
{
    m_frozen = true;
    scheduleDelayedItemsLayout();
}

void AnchoredList::doItemsLayout()
{
    m_frozen = true;
    scrolled(
        verticalScrollBar()->value()); // the base class may come here before it says that the value changed
    m_layingOut = true;
    rowWidthChanged(viewport()->width());
    // Heights far away may be guessed. What comes into sight is measured before it is painted, and while a
    // screen around it changes by that, it is laid out again.
    int rounds = mostRounds;
    do {
        QListView::doItemsLayout();
        restore();
    } while (measureNear() && --rounds > 0);
    m_frozen = m_layingOut = false;
    remember();
}

void AnchoredList::restore()
{
    QScrollBar *bar = verticalScrollBar();
    if (m_atBottom)
        bar->setValue(bar->maximum());
    else if (m_anchor.isValid())
        bar->setValue(bar->value() + visualRect(m_anchor).top() - m_anchorTop);
}

void AnchoredList::remember()
{
    const QScrollBar *bar = verticalScrollBar();
    const int last = lastVisibleRow();
    int holder = firstVisibleRow();
    while (holder >= 0 && holder < last && !canHold(model()->index(holder, 0)))
        ++holder;
    m_anchor = holder >= 0 ? QPersistentModelIndex(model()->index(holder, 0)) : QPersistentModelIndex();
    m_anchorTop = holder >= 0 ? visualRect(m_anchor).top() : 0;
    setAtBottom(bar->value() >= bar->maximum() - nearEnough && endsHere());
    Q_EMIT looked();
}

void AnchoredList::setAtBottom(bool atBottom)
{
    if (atBottom == m_atBottom)
        return;
    m_atBottom = atBottom;
    Q_EMIT atBottomChanged(atBottom);
}

void AnchoredList::goToBottom()
{
    setAtBottom(true);
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

bool AnchoredList::measureNear()
{
    const int rows = model() ? model()->rowCount() : 0;
    const int screen = viewport()->height();
    const int last = std::min(rowAt(2 * screen), rows - 1);
    bool changed = false;
    for (int row = rowAt(-screen); row <= last; ++row) {
        const QModelIndex index = model()->index(row, 0);
        measure(index);
        changed = changed || laidOutHeight(row) != wantedHeight(index);
    }
    return changed;
}

// From where rows stand: the height of visualRect() is asked of the delegate anew.
int AnchoredList::laidOutHeight(int row) const
{
    const bool isLast = row + 1 == model()->rowCount();
    const int below =
        isLast ? contentsSize().height() - verticalOffset() : visualRect(model()->index(row + 1, 0)).top();
    return below - visualRect(model()->index(row, 0)).top();
}

int AnchoredList::rowAt(int y) const
{
    // Rows stand one below the other, so the one at a height is found by halving.
    int low = 0, high = model() ? model()->rowCount() : 0;
    while (low < high) {
        const int middle = (low + high) / 2;
        if (visualRect(model()->index(middle, 0)).bottom() < y)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int AnchoredList::firstVisibleRow() const
{
    const int row = rowAt(0);
    return model() && row < model()->rowCount() ? row : -1;
}

int AnchoredList::lastVisibleRow() const
{
    const int rows = model() ? model()->rowCount() : 0;
    return rows ? std::min(rowAt(viewport()->height() - 1), rows - 1) : -1;
}

void AnchoredList::resizeEvent(QResizeEvent *event)
{
    m_frozen = m_layingOut = true;
    QListView::resizeEvent(event);
    doItemsLayout();
}

void AnchoredList::rowsInserted(const QModelIndex &parent, int start, int end)
{
    m_frozen = true;
    QListView::rowsInserted(parent, start, end);
}

void AnchoredList::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    m_frozen = true;
    QListView::rowsAboutToBeRemoved(parent, start, end);
}

void AnchoredList::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                               const QList<int> &roles)
{
    for (int row = topLeft.row(); row <= bottomRight.row() && !m_frozen; ++row)
        if (laidOutHeight(row) != wantedHeight(model()->index(row, 0)))
            layOutLater();
    QListView::dataChanged(topLeft, bottomRight, roles);
}

void AnchoredList::reset()
{
    m_frozen = true;
    QListView::reset();
}

void AnchoredList::rowWidthChanged(int) { }

bool AnchoredList::endsHere() const
{
    return true;
}

bool AnchoredList::canHold(const QModelIndex &) const
{
    return true;
}

void AnchoredList::measure(const QModelIndex &) { }

int AnchoredList::wantedHeight(const QModelIndex &index) const
{
    return sizeHintForIndex(index).height();
}

} // namespace courtyard
