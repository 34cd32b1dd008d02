// How a HostLink goes away, waits, and looks around for a host that is not where it was.
#include "client/hostlink.h"

#include "client/latencymeter.h"
#include "client/log.h"
#include "client/problems.h"
#include "client/timing.h"

namespace courtyard {

// ── Looking around

void HostLink::hostSeen(const HostKey &host)
{
    const bool idle = m_looking.isActive() || (m_state == State::Waiting && m_patience.hasExpired());
    if (host.isEmpty() || host != sought() || !idle)
        return;
    m_ways.gather(host, HostWays::Order::SeenFirst);
    qCInfo(logClient, "event=host_seen host=%s address=%s", qPrintable(host), qPrintable(address()));
    tryNow();
}

/// At the addresses that there are it is not. It may say in a moment where it is.
void HostLink::lookAround(const SessionProblem &problem)
{
    if (m_lookUntil.isForever())
        m_lookUntil = QDeadlineTimer(m_config.timing.finding);
    if (!m_ways.looksAround() || sought().isEmpty() || m_lookUntil.hasExpired()) {
        refuse(problem);
        return;
    }
    hangUp();
    if (!m_looked) { // it may be known already
        m_looked = true;
        m_ways.gather(sought(), HostWays::Order::SeenFirst);
        if (m_ways.hasSeen()) {
            tryNow();
            return;
        }
    }
    m_whyLooking = problem;
    if (m_beenOnline)
        setState(State::Waiting);
    m_looking.start(int(m_lookUntil.remainingTime()));
    qCInfo(logClient, "event=looking host=%s", qPrintable(sought()));
}

/// Somebody else answers there. Nothing was said to him but the handshake in which he showed his key.
void HostLink::strangerFound()
{
    if (m_ways.isNamed())
        m_stranger = m_connection->key();
    qCWarning(logClient, "event=another_host address=%s", qPrintable(address()));
    m_strangerAtHome = m_strangerAtHome || m_ways.isNamed();
    if (m_ways.goOn()) {
        hangUp();
        tryNow();
    } else if (m_strangerAtHome) {
        lookAround(aboutStranger());
    } else {
        fallBack(aboutStranger());
    }
}

SessionProblem HostLink::aboutStranger() const
{
    SessionProblem::AnotherHost another{m_request.invitation.address(), {}, expected(), m_stranger};
    for (const HostKey &before : another.before) {
        if (another.nameBefore.isEmpty())
            another.nameBefore = m_cache.hostName(before);
    }
    return problems::anotherHost(another);
}

// ── Going away

void HostLink::fallBack(const SessionProblem &problem, LossReason why, std::chrono::milliseconds atLeast)
{
    if (!m_beenOnline) {
        enterElsewhere(problem);
        return;
    }
    const bool wasOnline = m_state == State::Online;
    hangUp();
    if (!m_ways.goOn())
        m_ways.gather(sought(), HostWays::Order::KnownFirst);
    takeState(State::Waiting);
    const auto pause = std::max(m_backoff.next(), atLeast);
    m_patience = QDeadlineTimer(atLeast);
    m_retry.start(pause);
    qCInfo(logClient, "event=waiting ms=%lld", qlonglong(pause.count()));
    if (wasOnline)
        sayLost(why);
    if (m_state == State::Waiting)
        Q_EMIT stateChanged(m_state);
}

/// The first try came to nothing. Who was there last time may be elsewhere now; a host that answered has said
/// what it thinks.
void HostLink::enterElsewhere(const SessionProblem &problem)
{
    if (m_ways.isNamed())
        m_atHome = problem;
    if (problem.code) {
        refuse(problem);
    } else if (m_ways.goOn()) {
        hangUp();
        tryNow();
    } else {
        lookAround(m_atHome);
    }
}

void HostLink::sayLost(LossReason why)
{
    ++m_lossesInAll;
    m_lostAt = std::max<qint64>(1, m_elapsed.elapsed());
    m_losses.prepend({m_clock.wallMs(), lossWords(why), std::nullopt});
    m_losses = m_losses.mid(0, bounds::lossesKept);
    qCInfo(logClient, "event=lost reason=%d", int(why));
    Q_EMIT lost();
    m_requests.fail();
}

HostLink::LossReason HostLink::lossReason(HostConnection::Loss why)
{
    return why == HostConnection::Loss::Silent ? LossReason::Silent : LossReason::Closed;
}

QString HostLink::lossWords(LossReason why)
{
    switch (why) {
    case LossReason::Silent:
        return tr("Nothing came from the host any more");
    case LossReason::Stopping:
        return tr("The host was stopped");
    case LossReason::Slow:
        return tr("This device took in too slowly what was said");
    case LossReason::Moved:
        return tr("The host moved");
    case LossReason::Dismissed:
        return tr("Removed by a moderator");
    case LossReason::Closed:
        break;
    }
    return tr("The connection was closed");
}

void HostLink::refuse(const SessionProblem &problem)
{
    hangUp();
    m_retry.stop();
    setState(State::Idle);
    Q_EMIT refused(problem);
}

void HostLink::hangUp()
{
    ++m_serial;
    m_looking.stop();
    m_greeting.stop();
    m_requests.setWay({});
    m_latency.clear();
    if (!m_connection)
        return;
    HostConnection *connection = m_connection.release();
    disconnect(connection, nullptr, this, nullptr);
    connection->hangUp();
    connection->deleteLater();
}

} // namespace courtyard
