// Comes to a host and stays: who is there, the socket, hello, silence, and the way back (the states of
// session.h). Knows nothing of rooms. As old as its Session; GUI thread.
//
//   Connecting: TLS ─► the other side's key ─► is it the one that is looked for? ─► WebSocket
//   Greeting:   > hello, with the token that is filed under the key   < welcome
//   Online:     < whatever else; a ping each few seconds
//
// The one that is looked for is the host that one was at, or that the invitation names, or that was met at
// the address before. Where nothing of this is known, it is whoever answers: his key is kept at first sight.
// Where the host that it looks for does not answer, or another one does, whoever looks around (HostFinder)
// may know of the same key elsewhere. There, too, the key is seen before anything is said.
#pragma once

#include "client/backoff.h"
#include "client/cache.h"
#include "client/connectiondetails.h"
#include "client/hostconnection.h"
#include "client/hostways.h"
#include "client/requests.h"
#include "client/session.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>

namespace courtyard {

class HostLink final : public QObject {
    Q_OBJECT
public:
    using State = Session::State;

    HostLink(const SessionConfig &config, Cache &cache, LatencyMeter &latency, const Clock &clock,
             QObject *parent);

    void open(const JoinRequest &request);
    void close();
    void retryNow();
    /// There is news of where this host is: SessionConfig::whereIs says it.
    void hostSeen(const HostKey &host);

    State state() const { return m_state; }
    qint64 msUntilRetry() const;
    bool hasBeenOnline() const { return m_beenOnline; }
    const JoinRequest &request() const { return m_request; }
    Requests &requests() { return m_requests; }
    /// When the state became what it is, our clock.
    qint64 since() const { return m_since; }
    const QList<ConnectionLoss> &losses() const { return m_losses; }
    int lossesInAll() const { return m_lossesInAll; }
    /// Where this host's files are fetched from.
    HostUrl fileUrl(const QString &path) const;
    /// Who the host is that one is or was at; empty: nobody yet.
    const HostKey &key() const { return m_host; }
    /// Pieces of uploads, on the connection that is there now.
    void sendBinary(const QByteArray &frame);
    qint64 standing() const { return m_connection ? m_connection->standing() : 0; }
    QString address() const { return m_ways.isEmpty() ? QString() : m_ways.now().address(); }

Q_SIGNALS:
    /// State is Online already; stateChanged() follows, once whoever listens here has filled the models.
    void welcomed(const courtyard::answer::Welcome &welcome);
    /// Some of what was sent left: standing() is less.
    void written();
    /// Anything that is no reply, and errors that answer no request.
    void said(const courtyard::HostMessage &message);
    /// It was Online and is not any more; stateChanged() follows.
    void lost();
    void stateChanged(courtyard::Session::State state);
    void refused(const courtyard::SessionProblem &problem);
    void dismissed(const courtyard::SessionProblem &problem);
    /// Online, at another address than before. After welcomed().
    void movedTo(const QString &address);

private:
    enum class LossReason { Closed, Silent, Stopping, Slow, Moved, Dismissed };
    void tryNow();
    void connectToHost();
    void remember(const Invitation &way);
    void keepKey();
    QString tokenFor(const HostKey &key);
    bool admits(const HostKey &key) const;
    void connectionLost(HostConnection::Loss why);
    SessionProblem aboutStranger() const;
    void greet();
    void received(const QByteArray &text);
    void greeted(const WelcomeReply &reply);
    void helloRefused(const answer::Error &error);
    void bye(const answer::Bye &bye);
    void ping();
    /// The try or the connection failed: wait and come back, or say `problem` where one was never in.
    void fallBack(const SessionProblem &problem, LossReason why = LossReason::Closed,
                  std::chrono::milliseconds atLeast = {});
    void refuse(const SessionProblem &problem);
    void hangUp();
    void sayLost(LossReason why);
    void setState(State state);
    void takeState(State state);
    void enterElsewhere(const SessionProblem &problem);
    void lookAround(const SessionProblem &problem);
    void strangerFound();
    /// Nobody in particular where it is empty.
    HostKey sought() const;
    QList<HostKey> expected() const;
    void arrived();
    static LossReason lossReason(HostConnection::Loss why);
    static QString lossWords(LossReason why);
    void watchNetwork();

    const SessionConfig m_config;
    Cache &m_cache;
    LatencyMeter &m_latency;
    const Clock &m_clock;
    Requests m_requests;
    Backoff m_backoff;
    std::unique_ptr<HostConnection> m_connection;
    QTimer m_retry;
    QTimer m_greeting; // deadline of the hello
    QElapsedTimer m_elapsed;
    quint64 m_serial = 0; // of the connection that is listened to

    State m_state = State::Idle;
    JoinRequest m_request;
    HostWays m_ways;
    HostKey m_host; // whose welcome we had; empty before
    QList<HostKey> m_remembered; // who was met at the address before
    HostId m_claimed; // known there from before hosts had keys
    HostKey m_stranger; // who is there instead
    bool m_strangerAtHome = false; // another host answers at an address that was named
    bool m_looked = false; // since then, what was seen already was tried
    QDeadlineTimer m_lookUntil{QDeadlineTimer::Forever}; // forever: nothing is looked for
    QDeadlineTimer m_patience; // that the host asked for
    QTimer m_looking; // around, while nothing else can be done
    SessionProblem m_whyLooking;
    SessionProblem m_atHome; // why it did not come in at an address that was named
    qint64 m_since = 0;
    qint64 m_lostAt = 0; // elapsed ms; while it is away
    QList<ConnectionLoss> m_losses; // newest first
    int m_lossesInAll = 0;
    bool m_beenOnline = false;
};

} // namespace courtyard
