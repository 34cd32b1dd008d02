#include "client/timeline.h"

#include <algorithm>

namespace courtyard {

namespace {

void edit(TimelineItem &item, const Event &event)
{
    // The host lets nobody edit what somebody else wrote; a log that says otherwise is not believed.
    if (event.from != item.from || event.deleted)
        return;
    item.text = event.text;
    item.edited = true;
}

void erase(TimelineItem &item)
{
    item.deleted = true;
    item.edited = false;
    item.text.clear();
    item.files.clear();
    item.reactions.clear();
}

void react(TimelineItem &item, const Event &event)
{
    auto held = std::find_if(item.reactions.begin(), item.reactions.end(),
                             [&](const Reaction &reaction) { return reaction.emoji == event.emoji; });
    if (!event.on) {
        if (held == item.reactions.end())
            return;
        held->by.removeOne(event.from);
        if (held->by.isEmpty())
            item.reactions.erase(held);
        return;
    }
    if (held == item.reactions.end())
        item.reactions.append({event.emoji, {event.from}});
    else if (!held->by.contains(event.from))
        held->by.append(event.from);
}

} // namespace

bool Timeline::isModifier(const Event &event)
{
    return event.kind == EventKind::Edit || event.kind == EventKind::Delete
        || event.kind == EventKind::Reaction;
}

std::optional<TimelineItem> Timeline::itemOf(const Event &event)
{
    if (isModifier(event))
        return std::nullopt;
    TimelineItem item;
    item.kind = event.kind == EventKind::Topic ? TimelineItem::Kind::Topic
        : event.kind == EventKind::Notice      ? TimelineItem::Kind::Notice
                                               : TimelineItem::Kind::Message;
    item.seq = event.seq;
    item.at = event.at;
    item.from = event.from;
    item.name = event.name;
    item.key = event.key;
    item.text = event.text;
    item.files = event.files;
    item.reply = event.reply;
    if (event.deleted)
        erase(item);
    return item;
}

void Timeline::modify(TimelineItem &item, const Event &event)
{
    if (item.kind != TimelineItem::Kind::Message || item.deleted)
        return;
    if (event.kind == EventKind::Edit)
        edit(item, event);
    else if (event.kind == EventKind::Delete)
        erase(item);
    else
        react(item, event);
}

Timeline::Change Timeline::append(const QList<Event> &events)
{
    Change change;
    const int before = int(m_items.size());
    for (const Event &event : events) {
        if (event.seq <= m_lastSeq)
            continue; // a page that overlaps
        m_lastSeq = event.seq;
        if (m_firstSeq == 0)
            m_firstSeq = event.seq;
        if (std::optional<TimelineItem> item = itemOf(event)) {
            for (const Event &later : m_changes.value(item->seq))
                modify(*item, later);
            m_items.append(*std::move(item));
        } else {
            take(event, before, change);
        }
    }
    change.added = int(m_items.size()) - before;
    change.firstAdded = change.added > 0 ? before : -1;
    return change;
}

Timeline::Change Timeline::amend(const QList<Event> &events)
{
    Change change;
    for (const Event &event : events) {
        if (isModifier(event) && event.target.value_or(0) <= m_lastSeq)
            take(event, int(m_items.size()), change);
    }
    return change;
}

/// An event that changes another one.
void Timeline::take(const Event &event, int before, Change &change)
{
    const qint64 target = event.target.value_or(0);
    QList<Event> &known = m_changes[target];
    if (!known.isEmpty() && known.last().seq >= event.seq)
        return; // it has come back
    known.append(event);
    const int position = indexOf(target);
    if (position < 0)
        return;
    modify(m_items[position], event);
    if (position < before && !change.changed.contains(position))
        change.changed.append(position);
}

Timeline::Change Timeline::prepend(const QList<Event> &events)
{
    if (m_firstSeq == 0)
        return append(events);
    // The page is folded by itself; what came to its items later is applied after it.
    Timeline page;
    QList<Event> older;
    std::copy_if(events.begin(), events.end(), std::back_inserter(older),
                 [this](const Event &event) { return event.seq < m_firstSeq; });
    page.append(older);
    if (page.m_firstSeq == 0)
        return {};
    for (auto item = page.m_items.rbegin(); item != page.m_items.rend(); ++item) {
        for (const Event &later : m_changes.value(item->seq))
            modify(*item, later);
        m_items.prepend(std::move(*item));
    }
    for (auto early = page.m_changes.begin(); early != page.m_changes.end(); ++early)
        m_changes[early.key()] = *early + m_changes.value(early.key());
    m_firstSeq = page.m_firstSeq;
    const int added = int(page.m_items.size());
    return {added > 0 ? 0 : -1, added, {}};
}

void Timeline::dropFirst(int count)
{
    m_items.remove(0, count);
    m_firstSeq = m_items.first().seq;
    // What changed the others and stands before the first number comes back with their pages.
    m_changes.removeIf([this](auto entry) {
        if (entry.key() < m_firstSeq)
            entry.value().removeIf([this](const Event &event) { return event.seq < m_firstSeq; });
        return entry.value().isEmpty();
    });
}

void Timeline::dropLast(int count)
{
    m_items.remove(m_items.size() - count, count);
    m_lastSeq = m_items.last().seq;
    m_changes.removeIf([this](const auto &entry) { return entry.key() > m_lastSeq; });
}

int Timeline::indexOf(qint64 seq) const
{
    const auto found =
        std::lower_bound(m_items.begin(), m_items.end(), seq,
                         [](const TimelineItem &item, qint64 wanted) { return item.seq < wanted; });
    return found != m_items.end() && found->seq == seq ? int(found - m_items.begin()) : -1;
}

void Timeline::clear()
{
    *this = {};
}

} // namespace courtyard
