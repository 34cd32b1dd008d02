// What stands in a timeline beside the log: messages that wait in the outbox, and who is typing.
#include "client/timelinefeed.h"

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace courtyard {

namespace {

constexpr auto typingLasts = 6s; // others say it at most every 3 s

} // namespace

int TimelineModel::Private::firstPendingRow() const
{
    int row = int(m_rows.size());
    while (row > 0 && m_rows[row - 1].kind == RowKind::Pending)
        --row;
    return row;
}

/// The pending row becomes the stored one, in place: no row goes or comes.
void TimelineModel::Private::adopt(int pending, int position)
{
    const QString key = m_pending[pending].key;
    const qint64 id = m_pendingIds.take(key);
    m_adopted.insert(m_timeline.items()[position].seq, id);
    const auto row =
        std::find_if(m_rows.begin(), m_rows.end(), [id](const Row &shown) { return shown.id == id; });
    if (row == m_rows.end()) { // the window does not reach the end
        m_pending.removeAt(pending);
        return;
    }
    const int target = firstPendingRow();
    const int source = int(row - m_rows.begin());
    if (source != target) {
        q->beginMoveRows({}, source, source, {}, target);
        m_rows.move(source, target);
        q->endMoveRows();
    }
    m_rows[target] = itemRow(position);
    m_pending.removeAt(pending);
    touch(target);
}

/// What waited is stored, and not shown just now.
void TimelineModel::Private::adoptUnseen(const Event &event)
{
    if (event.from != m_me || !m_pendingIds.contains(event.key))
        return;
    m_adopted.insert(event.seq, m_pendingIds.take(event.key));
    m_pending.removeIf([&](const PendingMessage &message) { return message.key == event.key; });
}

const PendingMessage *TimelineModel::Private::pendingAt(int row) const
{
    if (m_rows[row].kind != RowKind::Pending)
        return nullptr;
    const auto found = std::find_if(m_pending.begin(), m_pending.end(), [&](const PendingMessage &message) {
        return message.key == m_rows[row].key;
    });
    return found == m_pending.end() ? nullptr : &*found;
}

int TimelineModel::Private::pendingPosition(const TimelineItem &item) const
{
    if (m_pending.isEmpty() || item.from != m_me)
        return -1;
    const auto found = std::find_if(m_pending.begin(), m_pending.end(),
                                    [&](const PendingMessage &message) { return message.key == item.key; });
    return found == m_pending.end() ? -1 : int(found - m_pending.begin());
}

void TimelineModel::Private::putPending(const PendingMessage &message)
{
    if (m_pendingIds.contains(message.key))
        return changePending(message);
    const qint64 id = --m_lastId;
    const bool shown = attached();
    m_pendingIds.insert(message.key, id);
    if (shown)
        q->beginInsertRows({}, int(m_rows.size()), int(m_rows.size()));
    m_pending.append(message);
    if (shown) {
        m_rows.append({RowKind::Pending, id, 0, message.key, {}});
        q->endInsertRows();
    }
}

void TimelineModel::Private::changePending(const PendingMessage &message)
{
    for (int n = 0; n < m_pending.size(); ++n) {
        if (m_pending[n].key != message.key || m_pending[n] == message)
            continue;
        m_pending[n] = message;
        if (attached())
            touch(firstPendingRow() + n);
    }
}

void TimelineModel::Private::dropPending(const QString &key)
{
    const auto found = std::find_if(m_pending.begin(), m_pending.end(),
                                    [&](const PendingMessage &message) { return message.key == key; });
    if (found == m_pending.end())
        return;
    const int row = firstPendingRow() + int(found - m_pending.begin());
    const bool shown = attached();
    if (shown)
        q->beginRemoveRows({}, row, row);
    m_pending.erase(found);
    m_pendingIds.remove(key);
    if (!shown)
        return;
    m_rows.removeAt(row);
    q->endRemoveRows();
    if (row < m_rows.size())
        touch(row);
}

void TimelineModel::Private::keepPending(const QStringList &keys)
{
    QStringList gone;
    for (const PendingMessage &message : std::as_const(m_pending)) {
        if (!keys.contains(message.key))
            gone.append(message.key);
    }
    for (const QString &key : gone)
        dropPending(key);
}

void TimelineModel::Private::showPending()
{
    QList<Row> rows;
    for (const PendingMessage &message : std::as_const(m_pending))
        rows.append({RowKind::Pending, m_pendingIds[message.key], 0, message.key, {}});
    insertRows(int(m_rows.size()), rows);
}

void TimelineModel::Private::hidePending()
{
    const int first = firstPendingRow();
    removeRows(first, int(m_rows.size()) - first);
}

// ── Typing

void TimelineModel::Private::typing(const MemberId &member, const QString &name)
{
    const auto known = std::find_if(m_typing.begin(), m_typing.end(),
                                    [&](const Typing &person) { return person.member == member; });
    if (known != m_typing.end()) {
        known->until = QDeadlineTimer(typingLasts);
        return;
    }
    m_typing.append({member, name, QDeadlineTimer(typingLasts)});
    m_typingTimer.start();
    Q_EMIT q->typingChanged();
}

void TimelineModel::Private::stopTyping(const MemberId &member)
{
    if (m_typing.removeIf([&](const Typing &person) { return person.member == member; }) > 0)
        Q_EMIT q->typingChanged();
}

} // namespace courtyard
