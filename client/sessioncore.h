// The inside of Session: the link to the host, a feed for each room, the outbox, and what runs between them.
// As old as its Session; GUI thread.
#pragma once

#include "client/cache.h"
#include "client/desk/helpdesk.h"
#include "client/hostlink.h"
#include "client/latencymeter.h"
#include "client/outbox.h"
#include "client/roomfeed.h"
#include "client/roomsmodel.h"
#include "client/session.h"
#include "client/transfers/downloads.h"
#include "client/transfers/pictures.h"
#include "client/transfers/transfers.h"
#include "client/transfers/uploadqueue.h"

#include <QHash>

namespace courtyard {

struct Session::Private : QObject {
    Private(Session *owner, SessionConfig config, const Clock &clock);

    const RoomInfo *room(const RoomId &room) const;
    RoomFeed &feed(const RoomId &room);
    /// The same, for somebody who looks at it: a room that one was never in is joined.
    RoomFeed &wanted(const RoomId &room);
    /// Into the outbox; false (and said as a problem) where no host is known yet.
    bool append(const ClientMessage &message);
    void joinFeed(RoomFeed &feed, const QString &secret, Done done);
    /// A request whose answer is a room that one is in then.
    void askRoom(const ClientMessage &message, RoomDone done);
    void left(const RoomId &room);
    void close();
    void sendReads();
    void writeDrafts();
    ConnectionDetails details();

    Session *q;
    SessionConfig m_config;
    const Clock &m_clock;
    LatencyMeter m_latency;
    RoomsModel m_rooms;
    Cache m_cache;
    HostLink m_link;
    HelpDesk m_desk;
    Outbox m_outbox;
    Transfers m_transfers;
    UploadQueue m_uploads;
    Downloads m_downloads;
    Pictures m_pictures;
    std::unordered_map<RoomId, std::unique_ptr<RoomFeed>> m_feeds;

    Self m_me;
    answer::Welcome::HostInfo m_host; // as it describes itself
    HostKey m_key; // who it is
    std::optional<qint64> m_clockDifference;
    QHash<RoomId, qint64> m_readsWanted;
    QTimer m_readTimer;
    QHash<RoomId, QDeadlineTimer> m_typingPause;
    QHash<RoomId, KeptDraft> m_drafts; // that are not written yet
    QTimer m_draftTimer;

    void setMe(const Self &me);
    void putRoom(RoomInfo info);

private:
    void connectLink();
    void connectOutbox();
    void connectFiles();
    void connectDesk();
    HostUrl urlOf(const FileInfo &file) const;
    void welcomed(const answer::Welcome &welcome);
    void lost();
    void said(const Event &event);
    void said(const answer::Presence &presence);
    void said(const answer::Presences &gathered);
    void said(const answer::Typing &typing);
    void said(const answer::ReadMark &mark);
    void said(const answer::RoomChanged &changed);
    void said(const answer::You &you);
    void said(const answer::Guessing &guessing) { Q_EMIT q->guessed(guessing.tries); }
    void said(const answer::Looking &looking) { m_desk.take(looking); }
    void said(const answer::Beat &beat);
    void said(const answer::Uploading &uploading) { m_uploads.take(uploading); }
    void said(const answer::Uploaded &uploaded) { m_uploads.take(uploaded); }
    void said(const ErrorReply &error) { m_uploads.take(error.error); }
    template <typename Other>
    void said(const Other &) // replies, which the link keeps, and what this client does not know
    { }
    void taken(RoomFeed &feed, const QList<Event> &events, bool news);
    RoomFeed *existing(const RoomId &room);
    void setClockDifference(qint64 hostTime);
    void noteProblem(const SessionProblem &problem);
    void showWaiting();
    QList<ConnectionDetails::Problem> m_problems; // newest first
};

} // namespace courtyard
