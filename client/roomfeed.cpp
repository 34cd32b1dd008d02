#include "client/roomfeed.h"

#include "client/problems.h"
#include "client/timing.h"
#include "protocol/limits.h"

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace courtyard {

namespace {

constexpr auto gatherFor = 16ms; // a frame
constexpr auto gatherElsewhereFor = 100ms; // in a room that nobody has looked at

} // namespace

RoomFeed::RoomFeed(const RoomId &room, Cache &cache, Requests &requests, QObject *parent)
    : QObject(parent), m_room(room), m_cache(cache), m_requests(requests)
{
    connect(&m_timeline, &TimelineModel::olderWanted, this, &RoomFeed::fetchOlder);
    connect(&m_timeline, &TimelineModel::newerWanted, this,
            [this] { bringBack(rows().timeline().lastSeq()); });
    connect(&m_timeline, &TimelineModel::newestWanted, this,
            [this] { bringBack(std::max<qint64>(0, m_last - limits::pageEvents)); });
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, &RoomFeed::gathered);
}

void RoomFeed::attach(const HostKey &host, const Self &me)
{
    rows().setMe(me.id, me.name);
    m_people.setMe(me.id);
    m_unread.setMe(me);
    m_me = me;
    if (m_host == host)
        return;
    m_host = host;
    m_state = State::Away;
    m_wasHere = false;
    m_waiting.clear();
    m_filling = false;
    ++m_epoch;
    rows().clear();
    if (m_timeline.isFetching())
        rows().olderDone();
    m_people.replaceAll({});
    m_unread.clear();
    m_unread.setMe(me);
    const CachedRange range = m_cache.range(host, m_room);
    m_log = range.log;
    m_last = range.last;
    m_head = m_last;
    if (m_shown)
        showNewestFromCache();
}

TimelineModel *RoomFeed::timeline()
{
    if (!m_shown) {
        m_shown = true;
        showNewestFromCache();
    }
    return &m_timeline;
}

void RoomFeed::showNewestFromCache()
{
    if (m_last > 0)
        rows().append(m_cache.before(m_host, m_room, m_last + 1, limits::pageEvents));
    // What is in the cache may be without a single message: the model asks for more as it is scrolled.
}

/// What the model let go of is in the cache still.
void RoomFeed::bringBack(qint64 after)
{
    rows().bringBack(m_cache.after(m_host, m_room, after, limits::pageEvents));
}

// ── Coming in

void RoomFeed::join(const std::optional<RoomInfo> &info, const QString &secret, Session::Done done)
{
    if (!secret.isEmpty())
        m_secret = secret;
    // After a long absence the newest page is worth more than the first that was missed.
    const bool tooMuch = info && info->log == m_log && info->head - m_last > bounds::catchUpEvents;
    const bool fresh = m_last == 0 || tooMuch;
    m_state = State::Joining;
    ++m_attempt;
    request::Join request;
    request.room = m_room;
    request.secret = m_secret;
    if (!fresh) {
        request.after = m_last;
        request.log = m_log;
        // A log that was restored from a copy and has grown again is told by it (protocol/README.md §9).
        const QList<Event> newest = m_cache.before(m_host, m_room, m_last + 1, 1);
        request.afterKey = newest.isEmpty() ? QString() : newest.first().key;
    }
    m_requests.ask<reply::Joined>(request, [=, this, epoch = m_epoch](const Outcome<reply::Joined> &outcome) {
        if (epoch == m_epoch)
            joinReplied(outcome, fresh, done);
    });
}

void RoomFeed::joinReplied(const Outcome<reply::Joined> &outcome, bool fresh, const Session::Done &done)
{
    if (const auto *failure = std::get_if<RequestFailure>(&outcome)) {
        if (failure->passes())
            joinLater(*failure, done);
        else
            joinRefused(*failure, done);
        return;
    }
    const auto &reply = std::get<reply::Joined>(outcome);
    // A head before what we have, too, is a log that is not a continuation of ours.
    if (fresh || reply.reset || reply.room.log != m_log || reply.room.head < m_last)
        restart(reply.room.log);
    m_state = State::Here;
    countUnread(reply.room);
    if (m_last > 0) {
        m_head = std::max(m_head, reply.room.head);
        takePage(reply.events);
    } else { // the newest page, whatever number the host says that it ends with
        takePage(contiguousTail(reply.events));
    }
    m_people.replaceAll(reply.people);
    m_lastPerson = reply.people.isEmpty() ? MemberId() : reply.people.last().id;
    m_wasHere = true;
    Q_EMIT joined(reply.room);
    Q_EMIT unreadChanged();
    if (m_last < m_head)
        fillGap();
    if (reply.people.size() >= limits::pagePeople)
        fetchPeople();
    if (done)
        done(std::nullopt);
}

void RoomFeed::joinRefused(const RequestFailure &failure, const Session::Done &done)
{
    m_state = State::Away;
    if (failure.why != RequestFailure::Why::Lost)
        Q_EMIT joinFailed();
    if (done)
        done(problems::of(failure));
}

void RoomFeed::joinLater(const RequestFailure &failure, const Session::Done &done)
{
    const auto wait = std::chrono::milliseconds(failure.error.retryMs.value_or(1000));
    QTimer::singleShot(wait, this, [this, done, attempt = m_attempt] {
        if (attempt == m_attempt && m_state == State::Joining)
            join(std::nullopt, {}, done);
    });
}

void RoomFeed::joinAfresh()
{
    // By the ordinary way, as if nothing had been there.
    m_last = 0;
    join(std::nullopt, m_secret, {});
}

void RoomFeed::restart(const LogId &log)
{
    const bool had = m_last > 0 || rows().timeline().lastSeq() > 0;
    m_log = log;
    m_last = 0;
    m_head = m_waiting.isEmpty() ? 0 : m_waiting.lastKey();
    m_cache.restart(m_host, m_room, log);
    rows().reset();
    if (had)
        Q_EMIT restarted();
    // An older page that is under way is of the log that was dropped.
    if (m_timeline.isFetching())
        rows().olderDone();
}

void RoomFeed::lost()
{
    if (m_state == State::Here)
        take(nextWaiting());
    m_state = State::Away;
    m_filling = false;
    m_waiting.clear();
}

void RoomFeed::leave()
{
    lost();
    m_people.replaceAll({});
}

// ── Events

void RoomFeed::takeLive(const Event &event)
{
    if (m_state == State::Away || event.seq <= m_last)
        return;
    m_head = std::max(m_head, event.seq);
    m_waiting.insert(event.seq, event);
    const bool gap = m_waiting.lastKey() - m_last != m_waiting.size();
    if (gap && m_waiting.size() > bounds::waitingLive)
        m_waiting.erase(std::prev(m_waiting.end())); // `history` will bring it
    if (m_state != State::Here)
        return;
    if (gap || m_waiting.size() >= bounds::gatheredLive)
        takeWaiting();
    else
        gather();
}

void RoomFeed::gather()
{
    if (m_frame.isActive())
        return;
    m_frame.start(m_shown ? gatherFor : gatherElsewhereFor);
    takeWaiting();
}

void RoomFeed::gathered()
{
    if (m_state == State::Here && !m_waiting.isEmpty())
        gather();
}

void RoomFeed::takePage(const QList<Event> &events)
{
    QList<Event> next;
    qint64 last = m_last;
    for (const Event &event : events) {
        if (event.seq <= last)
            continue;
        if (last > 0 && event.seq != last + 1)
            break;
        last = event.seq;
        next.append(event);
    }
    take(next);
    takeWaiting();
}

/// Of those that wait, the ones that follow what was taken.
QList<Event> RoomFeed::nextWaiting()
{
    QList<Event> next;
    qint64 last = m_last;
    while (!m_waiting.isEmpty() && m_waiting.firstKey() <= last + 1) {
        const Event event = m_waiting.take(m_waiting.firstKey());
        if (event.seq == last + 1) {
            last = event.seq;
            next.append(event);
        }
    }
    return next;
}

void RoomFeed::takeWaiting()
{
    take(nextWaiting());
    if (!m_waiting.isEmpty())
        fillGap();
}

void RoomFeed::take(const QList<Event> &events)
{
    if (events.isEmpty())
        return;
    m_last = events.last().seq;
    m_head = std::max(m_head, m_last);
    m_cache.append(m_host, m_room, events);
    if (m_shown)
        rows().append(events);
    const int before = m_unread.count();
    for (const Event &event : events) {
        m_unread.add(event);
        rows().stopTyping(event.from);
    }
    if (m_unread.count() != before)
        Q_EMIT unreadChanged();
    Q_EMIT taken(events, m_wasHere);
}

void RoomFeed::fillGap()
{
    if (m_filling || m_state != State::Here)
        return;
    m_filling = true;
    request::History history;
    history.room = m_room;
    history.after = m_last;
    m_requests.ask<reply::History>(history, [this, epoch = m_epoch](const Outcome<reply::History> &outcome) {
        if (epoch != m_epoch)
            return;
        m_filling = false;
        gapFilled(outcome);
    });
}

void RoomFeed::gapFilled(const Outcome<reply::History> &outcome)
{
    if (m_state != State::Here)
        return;
    if (const auto *failure = std::get_if<RequestFailure>(&outcome)) {
        if (failure->passes())
            QTimer::singleShot(std::chrono::milliseconds(failure->error.retryMs.value_or(1000)), this,
                               &RoomFeed::fillGap);
        return;
    }
    const qint64 before = m_last;
    takePage(std::get<reply::History>(outcome).events);
    if (m_last >= m_head)
        return;
    if (m_last > before)
        fillGap();
    else
        joinAfresh(); // the host does not have what it numbered
}

// ── Who is there, and what was read

void RoomFeed::countUnread(const RoomInfo &info)
{
    const qint64 read = std::max(info.read, m_unread.read());
    const qint64 missing = m_last - read;
    const int wanted = int(std::clamp<qint64>(missing, 0, bounds::unreadEvents));
    const QList<Event> known =
        wanted > 0 ? m_cache.before(m_host, m_room, m_last + 1, wanted) : QList<Event>();
    const bool complete = m_last > 0 && m_last >= info.head && (missing <= 0 || known.size() == missing);
    m_unread.begin(info.read, info.head, info.unread, known, complete);
}

bool RoomFeed::markRead(qint64 seq)
{
    if (!m_unread.markRead(seq))
        return false;
    Q_EMIT unreadChanged();
    return true;
}

void RoomFeed::takeRead(qint64 seq)
{
    rows().setSeen(seq);
}

void RoomFeed::takePresence(const Person &member)
{
    m_people.put(member);
}

void RoomFeed::takeTyping(const MemberId &from)
{
    const QString name = m_people.nameOf(from);
    if (from != m_me.id && !name.isEmpty())
        rows().typing(from, name);
}

} // namespace courtyard
