// The timeline of a room as a fold over its log: edits, deletions, reactions, replies, topics (DESIGN §4).
// The page has the same function (resources/web/timeline.js); both are tested with protocol/golden/fold.
// Pure; GUI thread.
#pragma once

#include "protocol/types.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace courtyard {

struct Reaction {
    QString emoji;
    QList<MemberId> by; // in the order in which they reacted
    bool operator==(const Reaction &) const = default;
};

/// One thing that a timeline shows. Edits, deletions and reactions are not items: they change the one they
/// name.
struct TimelineItem {
    enum class Kind { Message, Topic, Notice } kind = Kind::Message;
    qint64 seq = 0; // 0: waits in the outbox
    qint64 at = 0;
    MemberId from;
    QString name;
    QString key;
    QString text; // of a deleted one: empty
    QList<FileInfo> files;
    bool edited = false;
    bool deleted = false;
    std::optional<qint64> reply;
    QList<Reaction>
        reactions; // in the order of their first reaction; without those that nobody holds any more
    bool operator==(const TimelineItem &) const = default;
};

/// Applies events in the order of `seq`, older pages in front included. An event that changes an item is kept
/// beside it, so that it is applied to an item that comes (or comes back) later than it, and never twice.
/// Items at both ends may be let go; the same pages bring them back as they would be now.
class Timeline {
public:
    /// What a call changed, as positions in items(): a caller keeps a model in step with it.
    struct Change {
        int firstAdded = -1, added = 0;
        QList<int> changed; // positions after the addition
    };

    const QList<TimelineItem> &items() const { return m_items; }
    /// Adds newer events (each seq greater than all so far).
    Change append(const QList<Event> &events);
    /// Adds older events (each seq less than all so far).
    Change prepend(const QList<Event> &events);
    /// Newer events that do not follow the last one, since items at the end were let go: what they change of
    /// what is there is changed now; all of them come again with append().
    Change amend(const QList<Event> &events);
    /// Lets go of the oldest, the newest items. Not of all.
    void dropFirst(int count);
    void dropLast(int count);
    /// Position of the item with this number; -1 where it is not there.
    int indexOf(qint64 seq) const;
    qint64 firstSeq() const { return m_firstSeq; } // of events, not of items; 0: nothing yet
    qint64 lastSeq() const { return m_lastSeq; }
    void clear();

private:
    // Edits, deletions and reactions by the number of their target, in their order: all between the first and
    // the last number, and those that amend() brought.
    QHash<qint64, QList<Event>> m_changes;
    QList<TimelineItem> m_items;
    qint64 m_firstSeq = 0, m_lastSeq = 0;

    static std::optional<TimelineItem> itemOf(const Event &event);
    static bool isModifier(const Event &event);
    static void modify(TimelineItem &item, const Event &event);
    void take(const Event &event, int before, Change &change);
};

} // namespace courtyard
