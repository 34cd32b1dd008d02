// What a view is asked for: painting, finding, moving about by keys; part of AnchoredList.
#include "ui/timeline/anchoredlist.h"

#include <QAccessible>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace courtyard {

bool AnchoredList::has(const QModelIndex &index) const
{
    return index.isValid() && index.model() == model() && index.row() < m_rows.count();
}

bool AnchoredList::isSeen(int top, int bottom) const
{
    return bottom > verticalOffset() && top < verticalOffset() + viewport()->height();
}

int AnchoredList::verticalOffset() const
{
    return verticalScrollBar()->value();
}

int AnchoredList::firstVisibleRow() const
{
    const int row = m_rows.rowAt(verticalOffset());
    return row < m_rows.count() ? row : -1;
}

int AnchoredList::lastVisibleRow() const
{
    return std::min(m_rows.rowAt(verticalOffset() + viewport()->height() - 1), m_rows.count() - 1);
}

QRect AnchoredList::visualRect(const QModelIndex &index) const
{
    if (!has(index))
        return {};
    return {0, m_rows.top(index.row()) - verticalOffset(), viewport()->width(), m_rows.heightOf(index.row())};
}

QModelIndex AnchoredList::indexAt(const QPoint &point) const
{
    const int y = point.y() + verticalOffset();
    const bool isInside = y >= 0 && y < m_rows.height() && point.x() >= 0 && point.x() < viewport()->width();
    return isInside && model() ? at(m_rows.rowAt(y)) : QModelIndex();
}

void AnchoredList::paintEvent(QPaintEvent *event)
{
    if (m_settleWanted)
        settle();
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QStyle::State state = option.state & ~QStyle::State_HasFocus;
    const bool focused = hasFocus() || viewport()->hasFocus();
    const int last = std::min(m_rows.rowAt(event->rect().bottom() + verticalOffset()), m_rows.count() - 1);
    for (int row = m_rows.rowAt(event->rect().top() + verticalOffset()); row <= last; ++row) {
        const QModelIndex index = at(row);
        option.rect = visualRect(index);
        option.state = state;
        option.state.setFlag(QStyle::State_HasFocus, focused && index == currentIndex());
        itemDelegateForIndex(index)->paint(&painter, option, index);
    }
}

void AnchoredList::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (m_settleWanted)
        settle();
    if (!has(index))
        return;
    const int screen = viewport()->height();
    measureAround(index.row(), screen / 2);
    place();
    const int top = m_rows.top(index.row()), height = m_rows.heightOf(index.row());
    const int offset = verticalOffset();
    const int low = top + height - screen; // the offset at which it ends where the view ends
    if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(top + height / 2 - screen / 2);
    else if (hint == PositionAtTop || (hint == EnsureVisible && (top < offset || height > screen)))
        verticalScrollBar()->setValue(top);
    else if (hint == PositionAtBottom || low > offset)
        verticalScrollBar()->setValue(low);
}

QModelIndex AnchoredList::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int last = m_rows.count() - 1, screen = viewport()->height();
    if (last < 0 || !model())
        return {};
    if (!has(currentIndex()))
        return at(lastVisibleRow()); // from where one looks
    const int row = currentIndex().row();
    switch (action) {
    case MoveUp:
    case MovePrevious:
        return at(std::max(0, row - 1));
    case MoveDown:
    case MoveNext:
        return at(std::min(last, row + 1));
    case MoveHome:
        return at(0);
    case MoveEnd:
        return at(last);
    case MovePageUp: // so that the row is the last one that is still seen
        return at(std::clamp(m_rows.rowAt(m_rows.top(row + 1) - screen) + 1, 0, std::max(0, row - 1)));
    case MovePageDown:
        return at(std::clamp(m_rows.rowAt(m_rows.top(row) + screen) - 1, std::min(last, row + 1), last));
    case MoveLeft:
    case MoveRight:
        break;
    }
    return currentIndex();
}

// QListView would count positions of its own layout.
void AnchoredList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    if (!QAccessible::isActive() || !current.isValid() || !hasFocus())
        return;
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(current.row());
    QAccessible::updateAccessibility(&event);
}

void AnchoredList::setSelection(const QRect &, QItemSelectionModel::SelectionFlags) { }

QRegion AnchoredList::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection)
        region += visualRect(range.topLeft()) | visualRect(range.bottomRight());
    return region;
}

void AnchoredList::rowWidthChanged(int) { }

void AnchoredList::measure(const QModelIndex &) { }

bool AnchoredList::canHold(const QModelIndex &) const
{
    return true;
}

bool AnchoredList::endsHere() const
{
    return true;
}

int AnchoredList::wantedHeight(const QModelIndex &index) const
{
    return sizeHintForIndex(index).height();
}

} // namespace courtyard
