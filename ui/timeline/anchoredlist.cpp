#include "ui/timeline/anchoredlist.h"

#include <QResizeEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace courtyard {

static constexpr int nearEnough = 6; // pixels from the end that still count as the end

AnchoredList::AnchoredList(QWidget *parent) : QListView(parent)
{
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(
        Qt::ScrollBarAlwaysOn); // else its coming changes the width, and so every height
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    verticalScrollBar()->setSingleStep(24);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) {
        verticalScrollBar()->setEnabled(maximum > 0);
    }); // a sheet hides its handle
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &AnchoredList::scrolled);
}

void AnchoredList::setModel(QAbstractItemModel *model)
{
    disconnect(m_removed);
    disconnect(m_moved);
    disconnect(m_gone);
    m_anchor = QPersistentModelIndex();
    setAtBottom(true);
    QListView::setModel(model);
    if (model) {
        m_removed = connect(model, &QAbstractItemModel::rowsRemoved, this,
                            [this](const QModelIndex &, int start, int end) { rowsRemoved(start, end); });
        m_moved = connect(model, &QAbstractItemModel::rowsMoved, this, &AnchoredList::layOutLater);
        m_gone = connect(model, &QObject::destroyed, this, [this] {
            m_rows.clear(); // the base hears of it a turn later
            layOutLater();
        });
    }
    layOutLater();
}

void AnchoredList::reset()
{
    QListView::reset();
    layOutLater();
}

// ── What the model says

void AnchoredList::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    if (m_stale)
        return;
    const int top = m_rows.top(start) - verticalOffset();
    // Above what holds the view rows come out of sight, and below it, too, but for these.
    m_changedInSight |= m_rows.count() == 0 || (top > 0 && top < viewport()->height());
    // What comes at the end is seen at once where the view stands there; elsewhere a guess does until
    // settle().
    const bool comesIntoSight = m_atBottom && start == m_rows.count() && isVisible();
    QList<int> heights(end - start + 1);
    int below = 0;
    for (int row = end; row >= start; --row) {
        if (comesIntoSight && below < viewport()->height())
            measure(at(row));
        below += heights[row - start] = wantedHeight(at(row));
    }
    m_rows.insert(start, heights);
    place();
    settleLater();
}

// Past the QListView, which would begin anew here.
void AnchoredList::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsAboutToBeRemoved(parent, start, end);
}

void AnchoredList::rowsRemoved(int start, int end)
{
    if (m_stale)
        return;
    m_changedInSight |= isSeen(m_rows.top(start), m_rows.top(end + 1));
    m_rows.remove(start, end - start + 1);
    place();
    settleLater();
}

void AnchoredList::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                               const QList<int> &roles)
{
    const int last = m_stale ? -1 : std::min(bottomRight.row(), m_rows.count() - 1);
    bool changed = false;
    for (int row = topLeft.row(); row <= last; ++row) {
        const int height = m_rows.heightOf(row);
        if (isSeen(m_rows.top(row), m_rows.top(row + 1)) && isVisible())
            m_changedInSight |= measured(row) != height;
        else
            m_rows.setHeight(row, wantedHeight(at(row)));
        changed |= m_rows.heightOf(row) != height;
    }
    if (changed)
        place();
    settleLater();
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
}

void AnchoredList::layOutLater()
{
    m_stale = true;
    settleLater();
}

// ── Where everything stands

// Before anything is painted, since posted events come first.
void AnchoredList::settleLater()
{
    if (std::exchange(m_settleWanted, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_settleWanted)
                settle();
        },
        Qt::QueuedConnection);
}

void AnchoredList::settle()
{
    m_settleWanted = false;
    const int width = viewport()->width();
    rowWidthChanged(width);
    if (m_stale || std::exchange(m_rowWidth, width) != width)
        refill();
    measureNear();
    place();
    hold();
    Q_EMIT looked();
}

void AnchoredList::refill()
{
    QList<int> heights(model() ? model()->rowCount() : 0);
    for (int row = 0; row < heights.size(); ++row)
        heights[row] = wantedHeight(at(row));
    m_rows.clear();
    m_rows.insert(0, heights);
    m_stale = false;
    m_changedInSight = true;
}

// Heights far away may be guessed. What is seen, and a screen around it, is measured before it is painted;
// from what holds the view outwards, so that nothing moves under it.
void AnchoredList::measureNear()
{
    if (!isVisible() || m_rows.count() == 0)
        return;
    const int first = firstVisibleRow();
    if (m_atBottom || first < 0)
        measureAround(m_rows.count(), viewport()->height());
    else if (m_anchor.isValid())
        measureAround(m_anchor.row(), m_anchorTop);
    else
        measureAround(first, m_rows.top(first) - verticalOffset());
}

/// `top`: where that row stands, or shall stand, in the viewport.
void AnchoredList::measureAround(int row, int top)
{
    const int screen = viewport()->height();
    const auto note = [&](int n, int y, int before) {
        m_changedInSight |= m_rows.heightOf(n) != before && y < screen && y + m_rows.heightOf(n) > 0;
    };
    int y = top;
    for (int above = row - 1; above >= 0 && y > -screen; --above) {
        const int before = m_rows.heightOf(above);
        y -= measured(above);
        note(above, y, before);
    }
    y = top;
    for (int below = row; below < m_rows.count() && y < 2 * screen; ++below) {
        const int before = m_rows.heightOf(below), height = measured(below);
        note(below, y, before);
        y += height;
    }
}

int AnchoredList::measured(int row)
{
    const QModelIndex index = at(row);
    measure(index);
    const int height = wantedHeight(index);
    if (height != m_rows.heightOf(row))
        m_rows.setHeight(row, height);
    return height;
}

// Brings the scroll bar to where rows stand now: what holds the view stays where it is.
void AnchoredList::place()
{
    if (m_stale)
        return;
    const QScopedValueRollback placing(m_placing, true);
    QScrollBar *bar = verticalScrollBar();
    const int screen = viewport()->height();
    const bool isHeld = m_anchor.isValid() && m_anchor.row() < m_rows.count();
    bar->setPageStep(screen);
    bar->setRange(0, std::max(0, m_rows.height() - screen));
    if (m_atBottom)
        bar->setValue(bar->maximum());
    else if (isHeld)
        bar->setValue(m_rows.top(m_anchor.row()) - m_anchorTop);
    const int top = isHeld ? m_rows.top(m_anchor.row()) - bar->value() : 0;
    if (!isHeld)
        m_changedInSight = true;
    moveInSight(top - std::exchange(m_anchorTop, top));
}

void AnchoredList::moveInSight(int by)
{
    if (std::exchange(m_changedInSight, false) || std::abs(by) >= viewport()->height())
        viewport()->update();
    else if (by != 0)
        viewport()->scroll(0, by); // and what comes in sight is painted
}

void AnchoredList::scrolled()
{
    if (m_placing)
        return;
    hold();
    settle();
}

void AnchoredList::scrollContentsBy(int, int dy)
{
    if (!m_placing) // place() knows how far what is seen has moved: by less, where rows came above it
        viewport()->scroll(0, dy);
}

// The base asks the display where the pointer is, and waits for the answer: for who scrolls, not for each
// message.
void AnchoredList::verticalScrollbarValueChanged(int value)
{
    if (!m_placing)
        QListView::verticalScrollbarValueChanged(value);
}

void AnchoredList::hold()
{
    const QScrollBar *bar = verticalScrollBar();
    const int last = lastVisibleRow();
    int holder = firstVisibleRow();
    while (holder >= 0 && holder < last && !canHold(at(holder)))
        ++holder;
    m_anchor = holder >= 0 ? QPersistentModelIndex(at(holder)) : QPersistentModelIndex();
    m_anchorTop = holder >= 0 ? m_rows.top(holder) - bar->value() : 0;
    setAtBottom(bar->value() >= bar->maximum() - nearEnough && endsHere());
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
    settle();
}

void AnchoredList::doItemsLayout()
{
    layOutLater();
    settle();
    QAbstractItemView::doItemsLayout();
}

void AnchoredList::resizeEvent(QResizeEvent *event)
{
    m_changedInSight = true;
    QAbstractItemView::resizeEvent(event);
    settle();
}

void AnchoredList::showEvent(QShowEvent *event)
{
    QListView::showEvent(event);
    settleLater(); // nothing is measured while it is not seen
}

void AnchoredList::updateGeometries()
{
    QAbstractItemView::updateGeometries();
    place();
}

} // namespace courtyard
