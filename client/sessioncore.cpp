#include "client/sessioncore.h"

#include "client/problems.h"
#include "client/transfers/filenames.h"

#include <algorithm>

namespace courtyard {

Session::Private::Private(Session *owner, SessionConfig config, const Clock &clock)
    : q(owner), m_config(std::move(config)), m_clock(clock), m_cache(m_config.dataFolder),
      m_link(m_config, m_cache, m_latency, clock, nullptr), m_desk(m_link.requests(), m_rooms),
      m_outbox(m_cache, m_link.requests(), m_config.timing, nullptr),
      m_uploads(m_cache, m_link.requests(), m_transfers, m_config.timing,
                m_config.dataFolder + QStringLiteral("/outgoing"), nullptr),
      m_downloads(
          m_cache, m_transfers, m_config.timing, [this](const FileInfo &file) { return urlOf(file); },
          nullptr),
      m_pictures(m_config.dataFolder + QStringLiteral("/pictures"),
                 {[this](const FileInfo &file) { return urlOf(file); },
                  [this](const QString &file) { return m_uploads.localPath(file); }},
                 nullptr)
{
    connectLink();
    connectOutbox();
    connectFiles();
    connectDesk();
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(m_config.timing.read);
    connect(&m_readTimer, &QTimer::timeout, this, &Private::sendReads);
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(m_config.timing.draft);
    connect(&m_draftTimer, &QTimer::timeout, this, &Private::writeDrafts);
    // Queued: it is found in the middle of writing something.
    connect(
        &m_cache, &Cache::troubleChanged, this,
        [this] {
            if (!m_cache.trouble().isEmpty())
                noteProblem({std::nullopt, m_cache.trouble(), {}});
            Q_EMIT q->storageTroubleChanged();
        },
        Qt::QueuedConnection);
    for (const auto signal : {&Session::refused, &Session::dismissed, &Session::problem})
        connect(q, signal, this, &Private::noteProblem);
}

void Session::Private::connectLink()
{
    connect(&m_link, &HostLink::welcomed, this, &Private::welcomed);
    connect(&m_link, &HostLink::lost, this, &Private::lost);
    connect(&m_link, &HostLink::said, this, [this](const HostMessage &message) {
        std::visit([this](const auto &what) { said(what); }, message);
    });
    connect(&m_link, &HostLink::stateChanged, q, &Session::stateChanged);
    connect(&m_link, &HostLink::refused, q, &Session::refused);
    connect(&m_link, &HostLink::dismissed, q, &Session::dismissed);
    connect(&m_link, &HostLink::movedTo, this,
            [this](const QString &address) { Q_EMIT q->moved(problems::movedTo(address)); });
}

void Session::Private::connectOutbox()
{
    connect(&m_outbox, &Outbox::changed, this, [this](const RoomId &room, const PendingMessage &message) {
        feed(room).rows().putPending(message);
    });
    connect(&m_outbox, &Outbox::stored, this, [this](const RoomId &room, const QString &key, qint64 seq) {
        // Its event is here already, under a row of its own, or comes and takes the place of the pending row.
        RoomFeed &stored = feed(room);
        if (!stored.isShown() || seq <= stored.last())
            stored.rows().dropPending(key);
    });
    connect(&m_outbox, &Outbox::discarded, this, [this](const RoomId &room, const QString &key) {
        feed(room).rows().dropPending(key);
        m_uploads.suspend(key);
    });
    connect(&m_outbox, &Outbox::failed, q, &Session::problem);
    connect(&m_outbox, &Outbox::waitingChanged, this, &Private::showWaiting);
}

void Session::Private::connectFiles()
{
    m_outbox.setFiles({[this](const QString &file) { return m_uploads.info(file); },
                       [this](const QString &file) { return m_uploads.problem(file); }});
    connect(&m_outbox, &Outbox::tookBack, this,
            [this](const RoomId &, const QString &key) { m_uploads.resume(key); });
    connect(&m_outbox, &Outbox::settled, this, [this](const QString &key) { m_uploads.forget(key); });
    connect(&m_outbox, &Outbox::fileWanted, this,
            [this](const QString &word) { m_uploads.retry(word.section(QLatin1Char(':'), 1)); });
    connect(&m_uploads, &UploadQueue::changed, &m_outbox, &Outbox::fileChanged);
    connect(&m_uploads, &UploadQueue::uploaded, &m_outbox, &Outbox::fileArrived);
    connect(&m_link, &HostLink::written, &m_uploads, &UploadQueue::written);
}

void Session::Private::connectDesk()
{
    connect(&m_desk, &HelpDesk::joinWanted, this, [this](const RoomId &room) {
        RoomFeed &there = feed(room);
        if (there.isAway() && m_link.state() == State::Online)
            joinFeed(there, {}, {});
    });
    connect(&m_desk, &HelpDesk::leaveWanted, this, [this](const RoomId &room) {
        RoomFeed *known = existing(room);
        if (!known || known->isAway() || !m_outbox.keys(room).isEmpty())
            return;
        known->leave();
        m_link.requests().tell(request::Leave{room});
    });
}

HostUrl Session::Private::urlOf(const FileInfo &file) const
{
    if (m_link.state() != State::Online)
        return {};
    const QString name = QString::fromLatin1(QUrl::toPercentEncoding(safeFileName(file.name)));
    HostUrl from = m_link.fileUrl(QStringLiteral("/files"));
    from.url.setPath(QStringLiteral("/files/") + file.id + QLatin1Char('/') + name, QUrl::TolerantMode);
    return from;
}

const RoomInfo *Session::Private::room(const RoomId &room) const
{
    const RoomInfo *known = m_rooms.find(room);
    return known ? known : m_desk.find(room);
}

RoomFeed *Session::Private::existing(const RoomId &room)
{
    const auto found = m_feeds.find(room);
    return found == m_feeds.end() ? nullptr : found->second.get();
}

RoomFeed &Session::Private::feed(const RoomId &room)
{
    if (RoomFeed *known = existing(room))
        return *known;
    auto made = std::make_unique<RoomFeed>(room, m_cache, m_link.requests(), nullptr);
    RoomFeed *added = made.get();
    m_feeds.emplace(room, std::move(made));
    connect(added, &RoomFeed::joined, this, [this, added](RoomInfo info) {
        info.member = true;
        putRoom(info);
        if (const Person *peer = added->people()->find(info.peer))
            m_rooms.setPeerOnline(peer->id, peer->online);
        m_outbox.openLane(added->room());
    });
    // What waits for a room that does not let us in is refused in the same words, one by one.
    connect(added, &RoomFeed::joinFailed, this, [this, added] { m_outbox.openLane(added->room()); });
    connect(added, &RoomFeed::unreadChanged, this, [this, added] {
        if (!m_desk.setUnread(added->room(), added->unread().count()))
            m_rooms.setUnread(added->room(), added->unread().count(), added->unread().mentions());
    });
    connect(added, &RoomFeed::taken, this,
            [this, added](const QList<Event> &events, bool news) { taken(*added, events, news); });
    connect(added, &RoomFeed::restarted, this,
            [this, added] { added->rows().keepPending(m_outbox.keys(added->room())); });
    if (!m_key.isEmpty())
        added->attach(m_key, m_me);
    return *added;
}

RoomFeed &Session::Private::wanted(const RoomId &room)
{
    const bool isNew = !existing(room);
    RoomFeed &there = feed(room);
    if (isNew && m_link.state() == State::Online)
        joinFeed(there, {}, {});
    return there;
}

void Session::Private::askRoom(const ClientMessage &message, RoomDone done)
{
    const auto answered = [this, done = std::move(done)](const Outcome<reply::Room> &outcome) {
        if (const auto *failure = std::get_if<RequestFailure>(&outcome)) {
            if (done)
                done({}, problems::of(*failure));
            return;
        }
        const RoomInfo &info = std::get<reply::Room>(outcome).room;
        putRoom(info);
        if (info.kind != RoomKind::Desk) {
            RoomFeed &there = feed(info.id);
            if (there.isAway())
                joinFeed(there, {}, {});
        }
        if (done)
            done(info.id, std::nullopt);
    };
    // `create` carries a key, and `direct` is the same room however often it is asked for.
    m_link.requests().ask<reply::Room>(message, answered, Persistence::AcrossLoss);
}

void Session::Private::left(const RoomId &room)
{
    if (RoomFeed *known = existing(room))
        known->leave();
    const RoomInfo *info = m_rooms.find(room);
    if (!info)
        return;
    if (info->kind != RoomKind::Public) {
        m_rooms.drop(room);
        return;
    }
    RoomInfo other = *info;
    other.member = false;
    other.unread = 0;
    putRoom(other);
}

void Session::Private::putRoom(RoomInfo info)
{
    const RoomFeed *known = existing(info.id);
    const bool counted = known && known->isHere();
    if (counted)
        info.unread = known->unread().count();
    if (m_desk.take(info))
        return;
    m_rooms.put(info);
    m_rooms.setUnread(info.id, info.unread, counted ? known->unread().mentions() : 0);
}

void Session::Private::joinFeed(RoomFeed &feed, const QString &secret, Done done)
{
    const RoomInfo *info = room(feed.room());
    feed.join(info ? std::optional(*info) : std::nullopt, secret, std::move(done));
}

void Session::Private::setMe(const Self &me)
{
    if (m_me == me)
        return;
    m_me = me;
    for (const auto &[room, feed] : m_feeds) {
        if (!m_key.isEmpty())
            feed->attach(m_key, me);
    }
    Q_EMIT q->meChanged();
}

void Session::Private::said(const answer::You &you)
{
    const Self before = m_me;
    setMe(you.me);
    Q_EMIT q->meToldAnew(before, you.reason);
}

// ── What goes out

bool Session::Private::append(const ClientMessage &message)
{
    if (m_key.isEmpty()) {
        Q_EMIT q->problem(problems::offline());
        return false;
    }
    OutboxEntry entry{message, m_clock.wallMs(), {}, {}};
    if (const RoomInfo *info = room(entry.room()))
        entry.place = info->name;
    m_outbox.put(entry);
    return true;
}

void Session::Private::sendReads()
{
    if (m_link.state() != State::Online || m_readsWanted.isEmpty())
        return;
    for (const auto &[room, seq] : std::exchange(m_readsWanted, {}).asKeyValueRange()) {
        const auto answered = [this, room = room, seq = seq](const Outcome<reply::Done> &outcome) {
            const auto *failure = std::get_if<RequestFailure>(&outcome);
            if (failure && failure->why == RequestFailure::Why::Lost) // with the next welcome
                m_readsWanted[room] = std::max(m_readsWanted.value(room), seq);
        };
        m_link.requests().ask<reply::Done>(request::Read{room, seq}, answered);
    }
    m_readTimer.start();
}

void Session::Private::writeDrafts()
{
    for (const auto &[room, draft] : std::exchange(m_drafts, {}).asKeyValueRange()) {
        if (!m_key.isEmpty())
            m_cache.putDraft(m_key, room, draft);
    }
}

// ── What can be told of it

void Session::Private::noteProblem(const SessionProblem &problem)
{
    m_problems.prepend({m_clock.wallMs(), problem.text});
    m_problems = m_problems.mid(0, bounds::problemsKept);
}

void Session::Private::showWaiting()
{
    for (int row = 0; row < m_rooms.rowCount(); ++row) {
        const RoomId room = m_rooms.index(row).data(RoomsModel::IdRole).toString();
        m_rooms.setWaiting(room, m_outbox.waitingIn(room));
    }
    Q_EMIT q->waitingChanged();
}

ConnectionDetails Session::Private::details()
{
    ConnectionDetails all;
    all.since = m_link.since();
    all.address = m_link.address();
    all.key = m_key;
    all.keySince = m_key.isEmpty() ? 0 : m_cache.knownSince(m_key);
    all.losses = m_link.losses();
    all.lossesInAll = m_link.lossesInAll();
    for (const auto &[room, feed] : m_feeds) {
        const RoomInfo *info = this->room(room);
        all.rooms.append({room, info ? info->kind : RoomKind::Public, feed->last(), feed->head()});
    }
    std::sort(all.rooms.begin(), all.rooms.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
    all.waiting = int(m_outbox.waiting().size());
    all.cacheFolder = m_cache.folder();
    all.cacheBytes = m_cache.bytes();
    all.cacheInMemory = m_cache.isInMemory();
    all.problems = m_problems;
    return all;
}

} // namespace courtyard
