// What Session's RoomFeed does to a TimelineModel: hands it events in order and what waits in the outbox.
// Keeps the rows in step with the fold. Part of the model and as old as it; GUI thread.
#pragma once

#include "client/timelinemodel.h"

#include <QDate>
#include <QDeadlineTimer>
#include <QHash>
#include <QTimer>

namespace courtyard {

/// A message that waits in the outbox.
struct PendingMessage {
    QString key;
    qint64 at = 0; // our clock
    QString text;
    QList<FileInfo> files = {}; // their ids are words of UploadQueue, until they are on the host
    std::optional<qint64> reply;
    TimelineModel::Delivery delivery = TimelineModel::Delivery::Waiting;
    QString problem;
    bool operator==(const PendingMessage &) const = default;
};

struct TimelineModel::Private {
    explicit Private(TimelineModel *owner);

    void setMe(const MemberId &id, const QString &name);
    /// Newer events, at the end. Returns nothing: the model says what it did by itself.
    void append(const QList<Event> &events);
    /// Older events, on top. How many items they made.
    int prepend(const QList<Event> &events);
    /// Newer events that were there before and were let go: the answer to newerWanted(), which follow the
    /// last one that is there, or to newestWanted(), the newest page of all. Rows come by themselves.
    void bringBack(const QList<Event> &events);
    /// What fetchOlder() asked for is there, or cannot be had.
    void olderDone();
    /// Another log: every event goes; what waits stays.
    void reset();
    /// Another host: what waits goes, too.
    void clear();

    void putPending(const PendingMessage &message);
    void changePending(const PendingMessage &message);
    void dropPending(const QString &key);
    /// Drops every pending row but those of `keys`.
    void keepPending(const QStringList &keys);

    /// Somebody else has read up to `seq`. Forgotten with the log.
    void setSeen(qint64 seq);

    void typing(const MemberId &member, const QString &name);
    void stopTyping(const MemberId &member);

    // What the model shows.
    struct Row {
        RowKind kind = RowKind::Message;
        qint64 id = 0;
        qint64 seq = 0; // of items
        QString key; // of pending ones
        QDate day; // of day separators
    };
    const TimelineItem *itemAt(int row) const; // nullptr: not an item
    const PendingMessage *pendingAt(int row) const;
    bool continues(int row) const;
    int revision(int row) const { return m_revisions.value(m_rows[row].id); }
    int rowOf(qint64 seq) const;
    int positionOf(qint64 seq) const { return m_timeline.indexOf(seq); }
    /// The rows reach the newest item of all.
    bool attached() const { return m_end == m_timeline.items().size() && !isCut(); }
    bool isSeen(const TimelineItem &item) const { return item.from == m_me && item.seq <= m_seen; }
    qint64 firstSeq() const { return m_begin > 0 ? m_timeline.items()[m_begin].seq : m_timeline.firstSeq(); }
    bool hasOlder() const { return m_begin > 0 || m_timeline.firstSeq() > 1; }

    const Timeline &timeline() const { return m_timeline; }

    void fetchOlder();
    void fetchNewer();
    void showNewest();

    QList<Row> m_rows;
    MemberId m_me;
    QString m_myName;
    bool m_fetching = false;
    bool m_readerAtEnd = true;
    struct Typing {
        MemberId member;
        QString name;
        QDeadlineTimer until;
    };
    QList<Typing> m_typing;

private:
    /// Newer items than the last one in memory were let go.
    bool isCut() const { return m_timeline.lastSeq() < m_newest; }
    void appendUnseen(const QList<Event> &events);
    void adoptUnseen(const Event &event);
    void noteChanges(const QList<Event> &events);
    void letGo();
    void forget(int from, int count);
    qint64 idOf(qint64 seq) const { return m_adopted.value(seq, m_epoch + seq); }
    void showOlder(int count);
    void showNewer(int count);
    QList<Row> rowsFor(int from, int to, QDate dayAbove);
    Row itemRow(int position);
    QDate dateOf(int position) const;
    void insertRows(int at, const QList<Row> &rows);
    void removeRows(int from, int count);
    void touch(int row);
    void touchSeq(qint64 seq);
    void touchQuotesOf(qint64 seq);
    void noteQuotes(int from, int count);
    int pendingPosition(const TimelineItem &item) const; // in m_pending; -1
    void adopt(int pending, int position);
    void showPending();
    void hidePending();
    int firstPendingRow() const;
    void dropOldest();
    void dropNewest();
    void countArrived(const QList<Event> &events);
    void dayChanged();

    TimelineModel *q;
    Timeline m_timeline;
    int m_begin = 0, m_end = 0; // the items that have rows
    qint64 m_newest = 0; // the newest number of all, whether it is in memory or not
    QList<PendingMessage> m_pending;
    QHash<QString, qint64> m_pendingIds; // key → id of the row
    QHash<qint64, qint64> m_adopted; // seq → id of the pending row that became it
    QHash<qint64, int> m_revisions; // by id of the row; 0 where nothing changed
    QMultiHash<qint64, qint64> m_quotes; // seq of a quoted item → those that reply to it
    qint64 m_seen = 0;
    qint64 m_lastId = 0; // of rows which are not items: counts down
    qint64 m_epoch = 0; // of rows which are items: another for each log
    QTimer m_typingTimer;
    QTimer m_midnight;
};

} // namespace courtyard
