// The rows of a TimelineModel, kept in step with the fold.
#include "client/timelinefeed.h"

#include <algorithm>
#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace courtyard {

TimelineModel::Private::Private(TimelineModel *owner) : q(owner)
{
    m_typingTimer.setInterval(1s);
    QObject::connect(&m_typingTimer, &QTimer::timeout, q, [this] {
        if (m_typing.removeIf([](const Typing &person) { return person.until.hasExpired(); }) > 0)
            Q_EMIT q->typingChanged();
        if (m_typing.isEmpty())
            m_typingTimer.stop();
    });
    m_midnight.setSingleShot(true);
    QObject::connect(&m_midnight, &QTimer::timeout, q, [this] { dayChanged(); });
    dayChanged();
}

void TimelineModel::Private::dayChanged()
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].kind == RowKind::Day)
            touch(row);
    }
    const QDateTime now = QDateTime::currentDateTime();
    m_midnight.start(int(now.msecsTo(now.date().addDays(1).startOfDay())) + 1000);
}

void TimelineModel::Private::setMe(const MemberId &id, const QString &name)
{
    const bool changed = m_me != id;
    m_me = id;
    m_myName = name;
    for (int row = changed ? 0 : firstPendingRow(); row < m_rows.size(); ++row)
        touch(row);
}

// ── Events

void TimelineModel::Private::append(const QList<Event> &events)
{
    if (events.isEmpty())
        return;
    const bool first = m_timeline.lastSeq() == 0;
    noteChanges(events);
    if (isCut()) {
        appendUnseen(events);
        return;
    }
    const bool wasAttached = attached();
    const int before = int(m_timeline.items().size());
    const bool full = m_rows.size() >= maxRows && !m_readerAtEnd;
    const Timeline::Change change = m_timeline.append(events);
    m_newest = m_timeline.lastSeq();
    for (int position : change.changed)
        touchSeq(m_timeline.items()[position].seq);
    if (change.added == 0)
        return;
    noteQuotes(before, change.added);
    if (wasAttached && !full) {
        showNewer(change.added);
        if (m_readerAtEnd)
            dropOldest();
    } else {
        hidePending();
        for (const Event &event : events)
            adoptUnseen(event);
        letGo();
        Q_EMIT q->newerChanged();
    }
    if (!first)
        countArrived(events);
}

/// Behind items which are not in memory.
void TimelineModel::Private::appendUnseen(const QList<Event> &events)
{
    m_newest = std::max(m_newest, events.last().seq);
    const Timeline::Change change = m_timeline.amend(events);
    for (int position : change.changed)
        touchSeq(m_timeline.items()[position].seq);
    for (const Event &event : events)
        adoptUnseen(event);
    Q_EMIT q->newerChanged();
    countArrived(events);
}

void TimelineModel::Private::bringBack(const QList<Event> &events)
{
    const int before = int(m_timeline.items().size());
    m_newest = events.isEmpty() ? m_newest : std::max(m_newest, events.last().seq);
    const Timeline::Change change = m_timeline.append(events);
    noteQuotes(before, change.added);
    for (int position : change.changed)
        touchSeq(m_timeline.items()[position].seq);
}

void TimelineModel::Private::countArrived(const QList<Event> &events)
{
    const auto count = std::count_if(events.begin(), events.end(), [this](const Event &event) {
        return event.kind == EventKind::Message && event.from != m_me;
    });
    if (count > 0)
        Q_EMIT q->arrived(int(count));
}

/// What is not in memory looks different when it comes back.
void TimelineModel::Private::noteChanges(const QList<Event> &events)
{
    for (const Event &event : events) {
        if (const qint64 target = event.target.value_or(0); target > 0 && m_timeline.indexOf(target) < 0)
            ++m_revisions[idOf(target)];
    }
}

int TimelineModel::Private::prepend(const QList<Event> &events)
{
    if (m_timeline.lastSeq() == 0) {
        append(events);
        return int(m_timeline.items().size());
    }
    const Timeline::Change change = m_timeline.prepend(events);
    m_begin += change.added;
    m_end += change.added;
    noteQuotes(0, change.added);
    showOlder(change.added);
    for (int position = 0; position < change.added; ++position)
        touchQuotesOf(m_timeline.items()[position].seq);
    return change.added;
}

void TimelineModel::Private::olderDone()
{
    m_fetching = false;
    Q_EMIT q->olderFetched();
}

void TimelineModel::Private::reset()
{
    m_seen = 0;
    if (m_timeline.lastSeq() == 0)
        return;
    q->beginResetModel();
    m_rows.clear();
    m_timeline.clear();
    m_begin = m_end = 0;
    m_newest = 0;
    m_adopted.clear();
    m_quotes.clear();
    m_epoch += qint64(1) << 44;
    for (const PendingMessage &message : std::as_const(m_pending))
        m_rows.append({RowKind::Pending, m_pendingIds[message.key], 0, message.key, {}});
    q->endResetModel();
}

void TimelineModel::Private::clear()
{
    keepPending({});
    reset();
    m_typing.clear();
    Q_EMIT q->typingChanged();
}

// ── The window

QDate TimelineModel::Private::dateOf(int position) const
{
    return QDateTime::fromMSecsSinceEpoch(m_timeline.items()[position].at).date();
}

TimelineModel::Private::Row TimelineModel::Private::itemRow(int position)
{
    const TimelineItem &item = m_timeline.items()[position];
    const RowKind kind = item.kind == TimelineItem::Kind::Message ? RowKind::Message : RowKind::Notice;
    return {kind, idOf(item.seq), item.seq, {}, {}};
}

QList<TimelineModel::Private::Row> TimelineModel::Private::rowsFor(int from, int to, QDate dayAbove)
{
    QList<Row> rows;
    for (int position = from; position < to; ++position) {
        const QDate day = dateOf(position);
        if (day != dayAbove)
            rows.append({RowKind::Day, --m_lastId, 0, {}, day});
        dayAbove = day;
        rows.append(itemRow(position));
    }
    return rows;
}

void TimelineModel::Private::fetchOlder()
{
    if (m_fetching || !hasOlder())
        return;
    m_fetching = true;
    if (m_begin == 0) {
        Q_EMIT q->olderWanted();
        return;
    }
    showOlder(std::min(m_begin, pageRows));
    QMetaObject::invokeMethod(
        q, [this] { olderDone(); }, Qt::QueuedConnection);
}

void TimelineModel::Private::fetchNewer()
{
    if (attached())
        return;
    // A page may be nothing but changes of what is there.
    for (qint64 last = -1; m_end == m_timeline.items().size() && last < m_timeline.lastSeq();) {
        last = m_timeline.lastSeq();
        Q_EMIT q->newerWanted();
    }
    const int count = std::min(int(m_timeline.items().size()) - m_end, pageRows);
    if (count == 0 && isCut()) { // it cannot be brought back: there is but the newest
        showNewest();
        return;
    }
    showNewer(count);
    if (attached())
        showPending();
    dropOldest();
    Q_EMIT q->newerChanged();
}

void TimelineModel::Private::showOlder(int count)
{
    const int to = m_begin;
    const int from = to - count;
    if (count <= 0)
        return;
    // What is of the same day as the separator on top goes below it, so that the separator stays where it is.
    int sameDay = to;
    if (!m_rows.isEmpty() && m_rows.first().kind == RowKind::Day) {
        while (sameDay > from && dateOf(sameDay - 1) == m_rows.first().day)
            --sameDay;
    }
    m_begin = from;
    QList<Row> below;
    for (int position = sameDay; position < to; ++position)
        below.append(itemRow(position));
    insertRows(1, below);
    if (!below.isEmpty() && 1 + below.size() < m_rows.size())
        touch(1 + int(below.size())); // it may continue the message above it now
    insertRows(0, rowsFor(from, sameDay, {}));
    dropNewest();
}

void TimelineModel::Private::showNewer(int count)
{
    const int to = m_end + count;
    int from = m_end;
    // While rows are added, those of pending messages stand at the end if they stood there before.
    int at = firstPendingRow();
    const auto flush = [&](int until) {
        const QList<Row> rows = rowsFor(from, until, from > m_begin ? dateOf(from - 1) : QDate());
        insertRows(at, rows);
        at += int(rows.size());
        from = until;
    };
    for (int position = from; position < to; ++position) {
        const int pending = pendingPosition(m_timeline.items()[position]);
        if (pending < 0)
            continue;
        flush(position);
        if (position == m_begin || dateOf(position) != dateOf(position - 1)) {
            insertRows(at, {{RowKind::Day, --m_lastId, 0, {}, dateOf(position)}});
            ++at;
        }
        adopt(pending, position);
        ++at;
        from = position + 1;
    }
    flush(to);
    m_end = to;
    if (at < m_rows.size())
        touch(at); // what is above the first pending one is another row now
}

void TimelineModel::Private::showNewest()
{
    q->beginResetModel();
    if (isCut()) {
        m_timeline.clear();
        m_quotes.clear();
        m_newest = 0;
        Q_EMIT q->newestWanted();
    }
    m_end = int(m_timeline.items().size());
    m_begin = std::max(0, m_end - pageRows);
    m_rows = rowsFor(m_begin, m_end, {});
    for (const PendingMessage &message : std::as_const(m_pending))
        m_rows.append({RowKind::Pending, m_pendingIds[message.key], 0, message.key, {}});
    q->endResetModel();
    letGo();
    Q_EMIT q->newerChanged();
}

void TimelineModel::Private::dropOldest()
{
    const int count = std::min(int(m_rows.size()) - maxRows, firstPendingRow());
    // In steps of a page, so that a busy room does not remove a row with each message.
    if (count < pageRows)
        return;
    const auto items = std::count_if(m_rows.begin(), m_rows.begin() + count,
                                     [](const Row &row) { return row.kind != RowKind::Day; });
    removeRows(0, count);
    m_begin += int(items);
    if (m_begin < m_end && m_rows.first().kind != RowKind::Day) {
        insertRows(0, {{RowKind::Day, --m_lastId, 0, {}, dateOf(m_begin)}});
        touch(1);
    }
    letGo();
}

void TimelineModel::Private::dropNewest()
{
    if (m_rows.size() <= maxRows)
        return;
    hidePending();
    int from = std::min(maxRows, int(m_rows.size()));
    while (from > 0 && m_rows[from - 1].kind == RowKind::Day)
        --from;
    const auto items = std::count_if(m_rows.begin() + from, m_rows.end(),
                                     [](const Row &row) { return row.kind != RowKind::Day; });
    if (items > 0) {
        removeRows(from, int(m_rows.size()) - from);
        m_end -= int(items);
        letGo();
        Q_EMIT q->newerChanged();
    } else {
        showPending();
    }
}

// ── What is in memory

/// Items far from the rows. Half of what may stay aside stays, so that this is seldom.
void TimelineModel::Private::letGo()
{
    if (m_begin > keptAside) {
        const int count = m_begin - keptAside / 2;
        forget(0, count);
        m_timeline.dropFirst(count);
        m_begin -= count;
        m_end -= count;
    }
    if (const int behind = int(m_timeline.items().size()) - m_end; behind > keptAside) {
        const int count = behind - keptAside / 2;
        forget(int(m_timeline.items().size()) - count, count);
        m_timeline.dropLast(count);
    }
}

void TimelineModel::Private::forget(int from, int count)
{
    for (int position = from; position < from + count; ++position) {
        const TimelineItem &item = m_timeline.items()[position];
        if (item.reply)
            m_quotes.remove(*item.reply, item.seq);
        if (item.from == m_me && !isSeen(item)) // it may have been read when it comes back
            ++m_revisions[idOf(item.seq)];
    }
}

void TimelineModel::Private::insertRows(int at, const QList<Row> &rows)
{
    if (rows.isEmpty())
        return;
    q->beginInsertRows({}, at, at + int(rows.size()) - 1);
    m_rows.insert(at, rows.size(), Row());
    std::copy(rows.begin(), rows.end(), m_rows.begin() + at);
    q->endInsertRows();
}

void TimelineModel::Private::removeRows(int from, int count)
{
    if (count <= 0)
        return;
    q->beginRemoveRows({}, from, from + count - 1);
    m_rows.remove(from, count);
    q->endRemoveRows();
}

// ── Changes of rows

void TimelineModel::Private::touch(int row)
{
    ++m_revisions[m_rows[row].id];
    Q_EMIT q->dataChanged(q->index(row), q->index(row));
}

void TimelineModel::Private::touchSeq(qint64 seq)
{
    if (const int row = rowOf(seq); row >= 0)
        touch(row);
    else
        ++m_revisions[idOf(seq)];
    touchQuotesOf(seq);
}

void TimelineModel::Private::setSeen(qint64 seq)
{
    const qint64 before = std::exchange(m_seen, std::max(m_seen, seq));
    const QList<TimelineItem> &items = m_timeline.items();
    // From the end: what was seen before is seen still, and what is new of it is little.
    for (qsizetype position = items.size() - 1; position >= 0 && items[position].seq > before; --position) {
        const TimelineItem &item = items[position];
        if (!isSeen(item))
            continue;
        if (const int row = rowOf(item.seq); row >= 0)
            touch(row);
        else
            ++m_revisions[idOf(item.seq)];
    }
}

void TimelineModel::Private::touchQuotesOf(qint64 seq)
{
    for (auto quote = m_quotes.constFind(seq); quote != m_quotes.cend() && quote.key() == seq; ++quote) {
        if (const int row = rowOf(*quote); row >= 0)
            touch(row);
        else
            ++m_revisions[idOf(*quote)];
    }
}

void TimelineModel::Private::noteQuotes(int from, int count)
{
    for (int position = from; position < from + count; ++position) {
        const TimelineItem &item = m_timeline.items()[position];
        if (item.reply)
            m_quotes.insert(*item.reply, item.seq);
    }
}

int TimelineModel::Private::rowOf(qint64 seq) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [seq](const Row &row) { return seq != 0 && row.seq == seq; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

const TimelineItem *TimelineModel::Private::itemAt(int row) const
{
    const int position = m_rows[row].seq ? m_timeline.indexOf(m_rows[row].seq) : -1;
    return position < 0 ? nullptr : &m_timeline.items()[position];
}

} // namespace courtyard
