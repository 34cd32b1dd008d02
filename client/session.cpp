#include "client/session.h"

#include "client/desk/helpdesk.h"
#include "client/peoplemodel.h"
#include "client/problems.h"
#include "client/sessioncore.h"
#include "protocol/ids.h"

namespace courtyard {

Session::Session(SessionConfig config, const Clock &clock, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(config), clock))
{ }

Session::~Session()
{
    // Nobody who listens to us should hear of the end.
    blockSignals(true);
    d->close();
}

void Session::open(const JoinRequest &request)
{
    d->close();
    d->m_link.open(request);
}

void Session::close()
{
    d->close();
}

void Session::retryNow()
{
    d->m_link.retryNow();
}

void Session::hostSeen(const HostKey &host)
{
    d->m_link.hostSeen(host);
}

Session::State Session::state() const
{
    return d->m_link.state();
}

qint64 Session::msUntilRetry() const
{
    return d->m_link.msUntilRetry();
}

bool Session::hasBeenOnline() const
{
    return d->m_link.hasBeenOnline();
}

Self Session::me() const
{
    return d->m_me;
}

answer::Welcome::HostInfo Session::host() const
{
    return d->m_host;
}

Invitation Session::invitation() const
{
    return d->m_link.request().invitation;
}

std::optional<qint64> Session::clockDifferenceMs() const
{
    return d->m_clockDifference;
}

qint64 Session::hostTime() const
{
    return d->m_clock.wallMs() + d->m_clockDifference.value_or(0);
}

LatencyMeter &Session::latency() const
{
    return d->m_latency;
}

ConnectionDetails Session::details() const
{
    return d->details();
}

// ── Models

RoomsModel *Session::rooms() const
{
    return &d->m_rooms;
}

HelpDesk *Session::helpDesk() const
{
    return &d->m_desk;
}

const RoomInfo *Session::room(const RoomId &room) const
{
    return d->room(room);
}

TimelineModel *Session::timeline(const RoomId &room)
{
    return d->wanted(room).timeline();
}

PeopleModel *Session::people(const RoomId &room)
{
    return d->wanted(room).people();
}

// ── What appends

void Session::post(const RoomId &room, const QString &text, std::optional<qint64> reply)
{
    d->wanted(room);
    if (d->append(request::Post{room, makeKey(), text, {}, reply}))
        timeline(room)->jumpToNewest();
}

void Session::post(const RoomId &room, const QString &text, std::optional<qint64> reply,
                   const QList<Attachment> &attachments)
{
    if (d->m_key.isEmpty()) {
        Q_EMIT problem(problems::offline());
        return;
    }
    d->wanted(room);
    const QString key = makeKey();
    QStringList files;
    for (const Attachment &attachment : attachments)
        files.append(d->m_uploads.put(room, key, attachment));
    if (d->append(request::Post{room, key, text, files, reply}))
        timeline(room)->jumpToNewest();
}

void Session::edit(const RoomId &room, qint64 target, const QString &text)
{
    d->append(request::Edit{room, makeKey(), target, text});
}

void Session::remove(const RoomId &room, qint64 target)
{
    d->append(request::Delete{room, makeKey(), target});
}

void Session::react(const RoomId &room, qint64 target, const QString &emoji, bool on)
{
    d->append(request::React{room, makeKey(), target, emoji, on});
}

void Session::setTopic(const RoomId &room, const QString &text)
{
    d->append(request::SetTopic{room, makeKey(), text});
}

void Session::retryPending(const RoomId &room, const QString &key)
{
    d->m_outbox.retry(room, key);
    retryNow();
}

void Session::discardPending(const RoomId &room, const QString &key)
{
    d->m_outbox.discard(room, key);
}

QList<WaitingItem> Session::waiting() const
{
    QList<WaitingItem> all = d->m_outbox.waiting();
    for (WaitingItem &item : all) {
        if (const RoomInfo *info = d->room(item.room))
            item.place = info->name;
    }
    return all;
}

void Session::retryWaiting()
{
    d->m_outbox.retryAll();
    retryNow();
}

void Session::discardWaiting()
{
    d->m_outbox.discardAll();
}

void Session::takeBackDiscarded()
{
    d->m_outbox.takeBack();
}

QList<WaitingElsewhere> Session::waitingElsewhere() const
{
    return d->m_cache.waitingBut(d->m_link.state() == State::Idle ? HostKey() : d->m_key);
}

KeptDraft Session::draft(const RoomId &room) const
{
    const auto unwritten = d->m_drafts.constFind(room);
    return unwritten != d->m_drafts.cend() ? *unwritten : d->m_cache.draft(d->m_key, room);
}

void Session::keepDraft(const RoomId &room, const KeptDraft &draft)
{
    d->m_drafts.insert(room, draft);
    if (!d->m_draftTimer.isActive())
        d->m_draftTimer.start();
}

QString Session::storageTrouble() const
{
    return d->m_cache.trouble();
}

bool Session::isForgetful() const
{
    return d->m_cache.isInMemory();
}

bool Session::keepAgain()
{
    if (!d->m_cache.tryAgain())
        return false;
    if (!d->m_key.isEmpty())
        d->m_outbox.takeUp();
    return true;
}

// ── Files

Transfers *Session::transfers() const
{
    return &d->m_transfers;
}

Pictures *Session::pictures() const
{
    return &d->m_pictures;
}

QString Session::download(const FileInfo &file, const QString &folder)
{
    return d->m_downloads.put(file, folder);
}

QString Session::downloadOf(const QString &fileId) const
{
    return d->m_downloads.keyOf(fileId);
}

void Session::pauseTransfer(const QString &key)
{
    d->m_uploads.pause(key);
    d->m_downloads.pause(key);
}

void Session::retryTransfer(const QString &key)
{
    d->m_uploads.retry(key);
    d->m_downloads.retry(key);
}

void Session::cancelTransfer(const QString &key)
{
    d->m_uploads.cancel(key);
    d->m_outbox.dropFile(UploadQueue::wordOf(key));
    d->m_downloads.cancel(key);
}

void Session::askFiles(const RoomId &room, const QString &words, qint64 before, FilesDone done)
{
    request::Files files{room, {}, 0, words};
    if (before > 0)
        files.before = before;
    d->m_link.requests().ask<reply::Files>(
        files, [done = std::move(done)](const Outcome<reply::Files> &outcome) {
            if (const auto *failure = std::get_if<RequestFailure>(&outcome))
                done({}, false, problems::of(*failure));
            else
                done(std::get<reply::Files>(outcome).files, std::get<reply::Files>(outcome).more,
                     std::nullopt);
        });
}

// ── What needs the host at once

void Session::createRoom(const QString &name, RoomKind kind, const QString &secret, RoomDone done)
{
    d->askRoom(request::Create{name, kind, makeKey(), secret}, std::move(done));
}

void Session::openDirect(const MemberId &member, RoomDone done)
{
    d->askRoom(request::Direct{member}, std::move(done));
}

void Session::joinRoom(const RoomId &room, const QString &secret, RoomDone done)
{
    d->joinFeed(d->feed(room), secret,
                [room, done = std::move(done)](const std::optional<SessionProblem> &problem) {
                    if (done)
                        done(room, problem);
                });
}

void Session::leaveRoom(const RoomId &room, Done done)
{
    d->m_link.requests().ask<reply::Done>(
        request::Leave{room}, [this, room, done = std::move(done)](const Outcome<reply::Done> &outcome) {
            const auto *failure = std::get_if<RequestFailure>(&outcome);
            if (!failure)
                d->left(room);
            if (done)
                done(failure ? std::optional(problems::of(*failure)) : std::nullopt);
        });
}

void Session::rename(const QString &name, Done done)
{
    d->m_link.requests().ask<reply::Renamed>(
        request::Rename{name},
        [this, done = std::move(done)](const Outcome<reply::Renamed> &outcome) {
            const auto *failure = std::get_if<RequestFailure>(&outcome);
            if (!failure)
                d->setMe(std::get<reply::Renamed>(outcome).me);
            if (done)
                done(failure ? std::optional(problems::of(*failure)) : std::nullopt);
        },
        Persistence::AcrossLoss);
}

void Session::askLink(LinkDone done)
{
    const auto answered = [done = std::move(done)](const Outcome<reply::Link> &outcome) {
        if (const auto *failure = std::get_if<RequestFailure>(&outcome))
            done({}, 0, problems::of(*failure));
        else
            done(std::get<reply::Link>(outcome).link, std::get<reply::Link>(outcome).expires, std::nullopt);
    };
    d->m_link.requests().ask<reply::Link>(request::Link{}, answered);
}

void Session::search(const QString &words, const RoomId &room, Hits done)
{
    d->m_link.requests().ask<reply::Hits>(request::Search{words, room, 0},
                                          [done = std::move(done)](const Outcome<reply::Hits> &outcome) {
                                              if (const auto *failure = std::get_if<RequestFailure>(&outcome))
                                                  done({}, problems::of(*failure));
                                              else
                                                  done(std::get<reply::Hits>(outcome).hits, std::nullopt);
                                          });
}

void Session::order(const HouseOrder &order, Done done)
{
    const auto answered = [done = std::move(done)](const Outcome<reply::Done> &outcome) {
        const auto *failure = std::get_if<RequestFailure>(&outcome);
        done(failure ? std::optional(problems::of(*failure)) : std::nullopt);
    };
    std::visit([&](const auto &what) { d->m_link.requests().ask<reply::Done>(what, answered); }, order);
}

void Session::askBans(BansDone done)
{
    d->m_link.requests().ask<reply::Bans>(request::Bans{},
                                          [done = std::move(done)](const Outcome<reply::Bans> &outcome) {
                                              if (const auto *failure = std::get_if<RequestFailure>(&outcome))
                                                  done({}, problems::of(*failure));
                                              else
                                                  done(std::get<reply::Bans>(outcome).bans, std::nullopt);
                                          });
}

void Session::askDeeds(qint64 before, DeedsDone done)
{
    request::Moderation wanted;
    if (before > 0)
        wanted.before = before;
    d->m_link.requests().ask<reply::Deeds>(
        wanted, [done = std::move(done)](const Outcome<reply::Deeds> &outcome) {
            if (const auto *failure = std::get_if<RequestFailure>(&outcome))
                done({}, false, problems::of(*failure));
            else
                done(std::get<reply::Deeds>(outcome).deeds, std::get<reply::Deeds>(outcome).more,
                     std::nullopt);
        });
}

// ── What is said in passing

void Session::typing(const RoomId &room)
{
    QDeadlineTimer &pause = d->m_typingPause[room];
    if (state() != State::Online || !pause.hasExpired())
        return;
    pause = QDeadlineTimer(d->m_config.timing.typing);
    d->m_link.requests().tell(request::Typing{room});
}

void Session::markRead(const RoomId &room, qint64 seq)
{
    if (!d->feed(room).markRead(seq))
        return;
    d->m_readsWanted[room] = seq;
    if (!d->m_readTimer.isActive())
        d->sendReads();
}

} // namespace courtyard
