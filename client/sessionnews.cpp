// What the host says, taken to the rooms and models that it is about.
#include "client/sessioncore.h"

#include "client/peoplemodel.h"

#include <algorithm>

namespace courtyard {

void Session::Private::welcomed(const answer::Welcome &welcome)
{
    if (m_key != m_link.key()) {
        m_readsWanted.clear();
        writeDrafts();
        m_desk.forget();
    }
    m_host = welcome.host;
    m_key = m_link.key();
    m_me = welcome.me;
    for (const auto &[room, feed] : m_feeds)
        feed->attach(m_key, m_me);
    m_rooms.replaceAll(welcome.rooms);
    m_outbox.setHost(m_key);
    m_uploads.setFileLimit(welcome.fileLimit);
    m_uploads.setHost(m_key, m_outbox.keys());
    m_uploads.openWay({[this](const QByteArray &frame) { m_link.sendBinary(frame); },
                       [this] { return m_link.standing(); }});
    m_downloads.setHost(m_key);
    m_downloads.setOnline(true);
    m_pictures.tryAgain();
    showWaiting();
    setClockDifference(welcome.time);
    Q_EMIT q->meChanged();
    for (const RoomInfo &room : welcome.rooms) {
        if (room.member && room.kind != RoomKind::Desk) // a topic has no conversation of its own
            feed(room.id);
    }
    // Those that somebody looks at come first.
    QList<RoomFeed *> order;
    for (const auto &[room, feed] : m_feeds)
        order.append(feed.get());
    std::stable_sort(order.begin(), order.end(),
                     [](const RoomFeed *a, const RoomFeed *b) { return a->isShown() && !b->isShown(); });
    for (RoomFeed *feed : order) {
        const RoomInfo *info = m_rooms.find(feed->room());
        // Rooms that one is in; those that were asked for before the host was there; those that something
        // waits for.
        if (info && info->kind != RoomKind::Desk && (info->member || !feed->wasHere()))
            joinFeed(*feed, {}, {});
        else if (!m_outbox.keys(feed->room()).isEmpty())
            joinFeed(*feed, {}, {});
    }
    m_desk.welcomed(m_me.id);
    sendReads();
}

void Session::Private::lost()
{
    m_desk.lost();
    m_outbox.closeLanes();
    m_uploads.closeWay();
    m_downloads.setOnline(false);
    for (const auto &[room, feed] : m_feeds)
        feed->lost();
}

void Session::Private::close()
{
    const bool wasOnline = m_link.state() == State::Online;
    m_link.close();
    if (wasOnline)
        lost();
    writeDrafts();
    m_cache.flush();
}

void Session::Private::said(const Event &event)
{
    if (RoomFeed *known = existing(event.room))
        known->takeLive(event);
}

void Session::Private::said(const answer::Presence &presence)
{
    if (RoomFeed *known = existing(presence.room)) {
        const RoomInfo *info = m_rooms.find(presence.room);
        if (info && known->isHere() && !known->people()->find(presence.member.id)) {
            RoomInfo grown = *info; // the host sends no `room` for this
            ++grown.people;
            putRoom(grown);
        }
        known->takePresence(presence.member);
    }
    m_rooms.setPeerOnline(presence.member.id, presence.member.online);
    if (presence.member.id == m_me.id)
        setMe({m_me.id, presence.member.name, presence.member.role, presence.member.muted});
}

void Session::Private::said(const answer::Presences &gathered)
{
    for (const QList<Person> &people : {gathered.joined, gathered.left}) {
        for (const Person &person : people)
            said(answer::Presence{gathered.room, person});
    }
    // Not everybody need be named; the number counts them all.
    if (const RoomInfo *info = m_rooms.find(gathered.room)) {
        RoomInfo counted = *info;
        counted.people = gathered.people;
        putRoom(counted);
    }
}

void Session::Private::said(const answer::Typing &typing)
{
    if (RoomFeed *known = existing(typing.room))
        known->takeTyping(typing.from);
}

void Session::Private::said(const answer::ReadMark &mark)
{
    RoomFeed *known = existing(mark.room);
    if (!known)
        return;
    if (mark.from == m_me.id) // read on another device
        known->markRead(mark.seq);
    else
        known->takeRead(mark.seq);
}

void Session::Private::said(const answer::RoomChanged &changed)
{
    const RoomId room = changed.room.id;
    if (changed.room.kind == RoomKind::Desk) {
        const RoomInfo *known = m_rooms.find(room);
        if (!known == !changed.gone) // a topic more, or one less
            m_desk.refresh();
        changed.gone ? m_rooms.drop(room) : m_rooms.put(changed.room);
        return;
    }
    if (changed.gone && m_desk.drop(room)) {
        if (RoomFeed *known = existing(room))
            known->leave();
        return;
    }
    if (!changed.gone && m_desk.take(changed.room))
        return;
    if (changed.gone || !changed.room.member) {
        if (RoomFeed *known = existing(room))
            known->leave();
    }
    if (changed.gone) {
        m_rooms.drop(room);
        return;
    }
    putRoom(changed.room);
    if (!changed.room.member)
        return;
    RoomFeed &joined = feed(room);
    if (joined.isAway())
        joinFeed(joined, {}, {});
}

void Session::Private::said(const answer::Beat &beat)
{
    setClockDifference(beat.time);
}

void Session::Private::setClockDifference(qint64 hostTime)
{
    const qint64 difference = hostTime - m_clock.wallMs();
    if (m_clockDifference == difference)
        return;
    m_clockDifference = difference;
    Q_EMIT q->clockDifferenceChanged();
}

void Session::Private::taken(RoomFeed &feed, const QList<Event> &events, bool news)
{
    for (const Event &event : events) {
        if (event.from == m_me.id) {
            m_outbox.confirm(feed.room(), event.key);
            if (!feed.isShown())
                feed.rows().dropPending(event.key);
        } else if (news && event.kind == EventKind::Message && !event.deleted) {
            Q_EMIT q->messageArrived(feed.room(), event);
        }
    }
}

} // namespace courtyard
