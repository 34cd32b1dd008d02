#include "ui/timeline/timelineview.h"

#include "ui/theme/theme.h"
#include "ui/timeline/filelook.h"
#include "ui/timeline/timelinedelegate.h"

#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace courtyard {

TimelineView::TimelineView(const Theme &theme, QWidget *parent)
    : AnchoredList(parent), m_theme(theme), m_delegate(new TimelineDelegate(theme, this))
{
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Timeline"));
    setItemDelegate(m_delegate);
    setMouseTracking(true);
    m_fetch.setSingleShot(true);
    m_fetch.setInterval(0);
    connect(&m_fetch, &QTimer::timeout, this, &TimelineView::fetchWhereNeeded);
    connect(this, &AnchoredList::looked, &m_fetch, qOverload<>(&QTimer::start));
    connect(&theme, &Theme::changed, this, [this] { layOutLater(); });
}

void TimelineView::setTimeline(TimelineModel *timeline)
{
    if (timeline == m_timeline)
        return;
    if (m_timeline)
        m_timeline->disconnect(this);
    m_timeline = timeline;
    m_delegate->forget();
    setModel(timeline);
    if (!timeline)
        return;
    connect(timeline, &TimelineModel::olderFetched, &m_fetch, qOverload<>(&QTimer::start));
    connect(timeline, &TimelineModel::newerChanged, &m_fetch, qOverload<>(&QTimer::start));
}

bool TimelineView::showMessage(qint64 seq)
{
    const int row = m_timeline ? m_timeline->rowOfSeq(seq) : -1;
    if (row < 0)
        return false;
    const QModelIndex index = model()->index(row, 0);
    scrollTo(index, PositionAtCenter);
    setCurrentIndex(index);
    setFocus();
    return true;
}

void TimelineView::goToNewest()
{
    if (m_timeline)
        m_timeline->jumpToNewest();
    goToBottom();
}

void TimelineView::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

qint64 TimelineView::newestSeen() const
{
    if (!m_timeline)
        return 0;
    if (isAtBottom())
        return m_timeline->lastSeq();
    for (int row = lastVisibleRow(); row >= 0; --row)
        if (const qint64 seq = model()->index(row, 0).data(TimelineModel::SeqRole).toLongLong(); seq > 0)
            return seq;
    return 0;
}

void TimelineView::fetchWhereNeeded()
{
    if (!m_timeline || m_timeline->isFetching())
        return;
    m_timeline->setReaderAtEnd(isAtBottom());
    // A screen ahead of what is seen, so that one seldom comes to the end of what is there.
    const QScrollBar *bar = verticalScrollBar();
    if (bar->value() < viewport()->height() && m_timeline->hasOlder())
        m_timeline->fetchOlder();
    else if (bar->maximum() - bar->value() < viewport()->height() && m_timeline->hasNewer())
        m_timeline->fetchNewer();
}

bool TimelineView::endsHere() const
{
    return !m_timeline || !m_timeline->hasNewer();
}

void TimelineView::rowWidthChanged(int width)
{
    m_delegate->setRowWidth(width);
}

int TimelineView::wantedHeight(const QModelIndex &index) const
{
    return m_delegate->heightOf(index);
}

void TimelineView::measure(const QModelIndex &index)
{
    m_delegate->measure(index);
}

bool TimelineView::canHold(const QModelIndex &index) const
{
    return index.data(TimelineModel::RowKindRole).toInt() == int(TimelineModel::RowKind::Message);
}

Hit TimelineView::hitAt(QPoint position) const
{
    const QModelIndex index = indexAt(position);
    return index.isValid() ? m_delegate->bubble(index).hit(position - visualRect(index).topLeft()) : Hit();
}

void TimelineView::act(const Hit &hit, const Row &row)
{
    switch (hit.kind) {
    case Hit::Kind::Link:
        Q_EMIT linkOpened(hit.url); // http and https only: linksIn() finds no others
        QDesktopServices::openUrl(hit.url);
        break;
    case Hit::Kind::Reaction:
        Q_EMIT reactionWanted(row.seq, hit.reaction.emoji, !hit.reaction.mine);
        break;
    case Hit::Kind::Quote:
        showMessage(row.reply);
        break;
    case Hit::Kind::Retry:
        Q_EMIT retryWanted(row.key);
        break;
    case Hit::Kind::Discard:
        Q_EMIT discardWanted(row.key);
        break;
    case Hit::Kind::File:
        Q_EMIT fileOpened(hit.file);
        break;
    case Hit::Kind::StopFile: {
        const Transfer *transfer = m_files ? m_files->transfer(hit.file) : nullptr;
        if (transfer && transfer->isUnderWay())
            Q_EMIT fileStopWanted(hit.file);
        else
            Q_EMIT fileOpened(hit.file);
        break;
    }
    case Hit::Kind::Nothing:
        break;
    }
}

void TimelineView::setFileLook(FileLook *files)
{
    m_files = files;
    m_delegate->setFileLook(files);
    connect(files, &FileLook::changed, this, &TimelineView::repaintFile);
}

/// Only what shows it: a transfer says something ten times a second.
void TimelineView::repaintFile(const QString &fileOrKey)
{
    const int last = lastVisibleRow();
    for (int row = firstVisibleRow(); row >= 0 && row <= last; ++row) {
        const QModelIndex index = model()->index(row, 0);
        for (const FileInfo &file : index.data(TimelineModel::FilesRole).value<QList<FileInfo>>()) {
            const Transfer *transfer = m_files->transfer(file);
            if (file.id == fileOrKey || (transfer && transfer->key == fileOrKey)) {
                update(index);
                break;
            }
        }
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const bool clickable = hitAt(event->position().toPoint()).kind != Hit::Kind::Nothing;
    viewport()->setCursor(clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    AnchoredList::mouseMoveEvent(event);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    AnchoredList::mouseReleaseEvent(event);
    const QPoint position = event->position().toPoint();
    const QModelIndex index = indexAt(position);
    if (event->button() == Qt::LeftButton && index.isValid())
        act(hitAt(position), Row::of(index));
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    AnchoredList::paintEvent(event);
    if (!m_timeline || m_timeline->rowCount() > 0 || m_timeline->isFetching())
        return;
    QPainter painter(viewport());
    painter.setFont(m_theme.font(13));
    painter.setPen(m_theme.colors().dim);
    painter.drawText(viewport()->rect().adjusted(30, 30, -30, -30), Qt::AlignCenter | Qt::TextWordWrap,
                     m_emptyText);
}

void TimelineView::changeEvent(QEvent *event)
{
    AnchoredList::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::FontChange) {
        m_delegate->forget();
        layOutLater();
    }
}

} // namespace courtyard
