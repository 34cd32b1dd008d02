// What a RoomFeed fetches page by page beside the newest events: older ones, and the people of a large room.
#include "client/roomfeed.h"
#include "client/timing.h"
#include "protocol/limits.h"

namespace courtyard {

QList<Event> RoomFeed::contiguousTail(const QList<Event> &events)
{
    qsizetype first = events.size();
    while (first > 0 && (first == events.size() || events[first - 1].seq + 1 == events[first].seq))
        --first;
    return events.mid(first);
}

void RoomFeed::fetchOlder()
{
    m_olderItems = 0;
    const auto done = [this] {
        QMetaObject::invokeMethod(
            this, [this] { rows().olderDone(); }, Qt::QueuedConnection);
    };
    for (;;) {
        const qint64 first = rows().timeline().firstSeq();
        const QList<Event> cached = m_cache.before(m_host, m_room, first, limits::pageEvents);
        if (cached.isEmpty()) {
            if (m_state != State::Here)
                return done();
            askOlder(first);
            return;
        }
        if (showOlder(cached))
            return done();
    }
}

void RoomFeed::askOlder(qint64 first)
{
    request::History history;
    history.room = m_room;
    history.before = first;
    m_requests.ask<reply::History>(history,
                                   [this, first, epoch = m_epoch](const Outcome<reply::History> &outcome) {
                                       if (epoch == m_epoch)
                                           olderReplied(first, outcome);
                                   });
}

void RoomFeed::olderReplied(qint64 before, const Outcome<reply::History> &outcome)
{
    if (!m_timeline.isFetching())
        return; // the log was dropped meanwhile
    const auto *reply = std::get_if<reply::History>(&outcome);
    const QList<Event> events = reply ? contiguousTail(reply->events) : QList<Event>();
    const bool fits =
        !events.isEmpty() && events.last().seq + 1 == before && rows().timeline().firstSeq() == before;
    if (fits) {
        m_cache.prepend(m_host, m_room, events);
        if (!showOlder(events)) {
            askOlder(rows().timeline().firstSeq());
            return;
        }
    }
    rows().olderDone();
}

bool RoomFeed::showOlder(const QList<Event> &events)
{
    m_olderItems += rows().prepend(events);
    return m_olderItems >= bounds::pageItems || rows().timeline().firstSeq() <= 1;
}

void RoomFeed::fetchPeople()
{
    request::People request;
    request.room = m_room;
    request.from = m_lastPerson;
    m_requests.ask<reply::People>(request, [this, epoch = m_epoch](const Outcome<reply::People> &outcome) {
        const auto *reply = std::get_if<reply::People>(&outcome);
        if (epoch != m_epoch || !reply || reply->people.isEmpty())
            return;
        for (const Person &person : reply->people)
            m_people.put(person);
        m_lastPerson = reply->people.last().id;
        if (reply->more && m_people.rowCount() < bounds::peopleKnown)
            fetchPeople();
    });
}

} // namespace courtyard
