// Keeps one room up to date: joins it, catches up, takes live events strictly by their number, fetches what
// is missing, brings older pages, keeps all of it in the cache and the models in step. As old as its Session;
// GUI thread.
//
//   Away ─ join() ─► Joining ─ reply ─► Here ─ lost() ─► Away
//
// `m_last` is the number up to which everything was taken. An event after it is taken at once if it is the
// next one; if not, it waits while `history` brings what stands between. A host that cannot bring it is asked
// for the newest page, and what was there of the room is dropped. In a busy room events are gathered for a
// frame, and taken together; where nothing was said lately, the first one is taken at once.
#pragma once

#include "client/cache.h"
#include "client/peoplemodel.h"
#include "client/requests.h"
#include "client/session.h"
#include "client/timelinefeed.h"
#include "client/unread.h"

#include <QMap>
#include <QTimer>

namespace courtyard {

class RoomFeed final : public QObject {
    Q_OBJECT
public:
    RoomFeed(const RoomId &room, Cache &cache, Requests &requests, QObject *parent);

    /// Whose room it is, and who we are there. Another host than before: everything of the old one goes.
    void attach(const HostKey &host, const Self &me);
    /// `info` where the host said something of the room already. `done` may be empty.
    void join(const std::optional<RoomInfo> &info, const QString &secret, Session::Done done);
    void lost();
    /// We are not in the room any more.
    void leave();

    void takeLive(const Event &event);
    void takePresence(const Person &member);
    void takeTyping(const MemberId &from);
    bool markRead(qint64 seq);
    /// Somebody else has read up to there.
    void takeRead(qint64 seq);

    /// From now on the rows are there, the newest page at once from the cache.
    TimelineModel *timeline();
    TimelineModel::Private &rows() { return m_timeline.feed(); }
    PeopleModel *people() { return &m_people; }
    const Unread &unread() const { return m_unread; }
    bool isShown() const { return m_shown; }
    bool isHere() const { return m_state == State::Here; }
    bool wasHere() const { return m_wasHere; }
    bool isAway() const { return m_state == State::Away; }
    const RoomId &room() const { return m_room; }
    qint64 last() const { return m_last; }
    qint64 head() const { return m_head; }

Q_SIGNALS:
    void joined(const courtyard::RoomInfo &room);
    /// The host does not let us in, and will not.
    void joinFailed();
    void unreadChanged();
    /// In their order, each once. `news`: said while one was there or away, not when the room was first
    /// opened.
    void taken(const QList<courtyard::Event> &events, bool news);
    /// What was there of the room is another log's.
    void restarted();

private:
    enum class State { Away, Joining, Here };

    void joinReplied(const Outcome<reply::Joined> &outcome, bool fresh, const Session::Done &done);
    void joinRefused(const RequestFailure &failure, const Session::Done &done);
    void joinLater(const RequestFailure &failure, const Session::Done &done);
    void take(const QList<Event> &events);
    /// The events at the end that follow each other without a gap.
    static QList<Event> contiguousTail(const QList<Event> &events);
    void takePage(const QList<Event> &events);
    QList<Event> nextWaiting();
    void takeWaiting();
    void gather();
    void gathered();
    void fillGap();
    void gapFilled(const Outcome<reply::History> &outcome);
    void restart(const LogId &log);
    void joinAfresh();
    void countUnread(const RoomInfo &info);
    void showNewestFromCache();
    void bringBack(qint64 after);
    void fetchOlder();
    void askOlder(qint64 first);
    void olderReplied(qint64 before, const Outcome<reply::History> &outcome);
    /// Whether the page shows enough, or there is nothing before it.
    bool showOlder(const QList<Event> &events);
    void fetchPeople();

    const RoomId m_room;
    Cache &m_cache;
    Requests &m_requests;
    TimelineModel m_timeline;
    PeopleModel m_people;
    Unread m_unread;

    State m_state = State::Away;
    HostKey m_host;
    Self m_me;
    LogId m_log;
    qint64 m_last = 0; // everything up to here was taken
    qint64 m_head = 0; // the newest number that we heard of
    QMap<qint64, Event> m_waiting; // behind a gap, or gathered
    QTimer m_frame; // while it runs, what is said waits for its end
    bool m_filling = false;
    bool m_shown = false;
    bool m_wasHere = false; // on this host, since the session was opened
    int m_olderItems = 0; // that the fetch which is under way has shown so far
    int m_epoch = 0; // of the host: answers to questions of another one are ignored
    MemberId m_lastPerson; // of the newest page of people
    int m_attempt = 0; // the newest join
    QString m_secret;
};

} // namespace courtyard
