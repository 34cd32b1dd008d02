// Comes to a host and stays: who is there, the socket, hello, silence, and the way back (the states of
// session.h). Knows nothing of rooms. As old as its Session; GUI thread.
//
//   Connecting: GET /about.json ─► host id ─► token filed under it ─► WebSocket
//   Greeting:   > hello   < welcome (its host id must be the same)
//   Online:     < whatever else; a ping each few seconds
#pragma once

#include "client/about.h"
#include "client/backoff.h"
#include "client/cache.h"
#include "client/hostconnection.h"
#include "client/requests.h"
#include "client/session.h"

#include <QElapsedTimer>

namespace courtyard {

class HostLink final : public QObject {
    Q_OBJECT
public:
    using State = Session::State;

    HostLink(const SessionConfig &config, Cache &cache, LatencyMeter &latency, QObject *parent);

    void open(const JoinRequest &request);
    void close();
    void retryNow();

    State state() const { return m_state; }
    qint64 msUntilRetry() const;
    bool hasBeenOnline() const { return m_beenOnline; }
    const JoinRequest &request() const { return m_request; }
    Requests &requests() { return m_requests; }

Q_SIGNALS:
    /// State is Online already; stateChanged() follows, once whoever listens here has filled the models.
    void welcomed(const courtyard::answer::Welcome &welcome);
    /// Anything that is no reply.
    void said(const courtyard::HostMessage &message);
    /// It was Online and is not any more; stateChanged() follows.
    void lost();
    void stateChanged(courtyard::Session::State state);
    void refused(const courtyard::SessionProblem &problem);
    void dismissed(const courtyard::SessionProblem &problem);

private:
    void tryNow();
    void aboutFound(const About &about);
    void aboutFailed(AboutFailure why);
    void connectTo(const Invitation &way);
    void greet();
    void received(const QByteArray &text);
    void greeted(const WelcomeReply &reply);
    void helloRefused(const answer::Error &error);
    void bye(const answer::Bye &bye);
    void ping();
    /// The try or the connection failed: wait and come back, or say `problem` where one was never in.
    void fallBack(const SessionProblem &problem, std::chrono::milliseconds atLeast = {});
    void refuse(const SessionProblem &problem);
    void hangUp();
    void sayLost();
    void setState(State state);
    void watchNetwork();
    const Invitation &way() const { return m_ways[m_way]; }

    const SessionConfig m_config;
    Cache &m_cache;
    LatencyMeter &m_latency;
    Requests m_requests;
    AboutFetch m_about;
    Backoff m_backoff;
    std::unique_ptr<HostConnection> m_connection;
    QTimer m_retry;
    QTimer m_greeting; // deadline of the hello
    QElapsedTimer m_elapsed;
    quint64 m_serial = 0; // of the connection that is listened to

    State m_state = State::Idle;
    JoinRequest m_request;
    QList<Invitation> m_ways; // where the host may be; the first one unless it moved
    qsizetype m_way = 0;
    HostId m_host; // whose welcome we had; empty before
    HostId m_expected; // who is behind the address of this try
    bool m_beenOnline = false;
};

} // namespace courtyard
