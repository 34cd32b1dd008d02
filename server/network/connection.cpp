#include "server/network/connection.h"

#include "protocol/codec.h"
#include "server/http/gate.h"
#include "server/network/log.h"
#include "server/rooms/house.h"

#include <QRandomGenerator>
#include <QTimerEvent>
#include <QtEndian>

#include <algorithm>

namespace courtyard {

namespace {

using Ms = std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr int latenciesKept = 20;
constexpr qsizetype controlPayload = 125; // RFC 6455 §5.5
constexpr char closeOpcode = char(0x88), pingOpcode = char(0x89), pongOpcode = char(0x8a);
constexpr int policyViolation = 1008; // RFC 6455 §7.4.1

QByteArray controlFrame(char opcode, const QByteArray &payload)
{
    const char head[] = {opcode, char(payload.size())};
    return QByteArray(head, sizeof head) + payload;
}

QByteArray closeFrame(int code, const QString &reason)
{
    QByteArray payload(2, '\0');
    qToBigEndian(quint16(code), payload.data());
    const QByteArray words = reason.toUtf8();
    if (payload.size() + words.size() <= controlPayload)
        payload += words;
    return controlFrame(closeOpcode, payload);
}

PeerFacts factsOf(const Transport &transport, const Incoming::Upgrade &upgrade)
{
    const QHostAddress &peer = transport.peerAddress();
    return {upgrade.pass.address(), peer.isLoopback() || http::plain(peer).isLoopback(),
            transport.isEncrypted(), upgrade.userAgent, upgrade.foreignPage};
}

} // namespace

Connection::Connection(quint64 id, Incoming::Upgrade upgrade, const Shared &shared)
    : m_id(id), m_transport(std::move(upgrade.transport)), m_shared(shared), m_bounds(shared.inflow.bounds),
      m_traffic(shared.inflow.traffic), m_facts(factsOf(*m_transport, upgrade)),
      m_peerAddress(http::plain(m_transport->peerAddress())),
      m_localAddress(http::plain(m_transport->ownAddress())), m_pass(std::move(upgrade.pass)),
      m_behindHead(std::move(upgrade.behindHead)),
      m_inflow(*m_transport, shared.inflow, shared.allowances.ofStranger(),
               [this] { cut(Cut::Dribble, policyViolation, QStringLiteral("too slow")); }),
      m_lastDeadline(upgrade.lastDeadline)
{
    m_transport->setTalker(this);
    startTimer(Ms(upgrade.deadline.remainingTime()));
    enqueue(upgrade.answer);
}

Connection::~Connection()
{
    m_shared.outflow.forget(this);
}

void Connection::start()
{
    m_participant = m_shared.house.admit(*this);
    QByteArray bytes = std::exchange(m_behindHead, {});
    if (bytes.isEmpty())
        return;
    m_inflow.take({bytes.data(), std::size_t(bytes.size())});
    takeMessages();
}

void Connection::abort()
{
    m_transport->abort();
    onGone();
}

void Connection::dismiss(answer::ByeCode code, const QString &text, const QStringList &urls)
{
    if (m_participant)
        m_participant->dismiss(code, text, urls);
    else
        abort();
}

Person Connection::person() const
{
    return m_participant ? m_participant->person() : Person();
}

void Connection::readable()
{
    if (m_inflow.read())
        takeMessages();
    else
        abort();
}

void Connection::takeMessages()
{
    while (m_phase != Phase::Closing && !m_isGone) {
        const auto message = m_inflow.next();
        if (!message)
            break;
        take(*message);
    }
    if (!m_isGone)
        m_inflow.settle();
}

void Connection::take(const frame::Message &message)
{
    if (const auto *text = std::get_if<frame::Text>(&message))
        m_participant->receive(text->utf8);
    else if (const auto *binary = std::get_if<frame::Binary>(&message))
        m_participant->receiveBinary(binary->bytes);
    else if (const auto *ping = std::get_if<frame::Ping>(&message))
        enqueue(controlFrame(pongOpcode, ping->payload));
    else if (std::holds_alternative<frame::Pong>(message))
        noteLatency();
    else if (const auto *close = std::get_if<frame::Close>(&message))
        onClosedByPeer(close->code);
    else
        cutBreach(std::get<frame::Breach>(message));
}

void Connection::send(const WireFrame &frame)
{
    if (m_phase == Phase::Closing || m_isGone)
        return;
    m_traffic.framesOut += quint64(frame.count());
    enqueue(frame.bytes());
}

// To a receiver that does not read: nobody else may pay for it.
void Connection::enqueue(const QByteArray &bytes)
{
    if (m_pending.size() + bytes.size() > m_bounds.queuedBytes)
        m_transport->send(m_pending); // it may be reading all the same
    if (queued() + bytes.size() > m_bounds.queuedBytes) {
        cutSlow();
        return;
    }
    if (m_pending.isEmpty())
        m_shared.outflow.expect(this);
    m_pending.add(bytes);
}

void Connection::flush()
{
    if (m_isGone)
        return;
    checkPresence();
    m_transport->send(m_pending);
    endSending();
    tellDrained();
}

// Whoever takes what waits for it has not vanished: the ping that it does not answer stands behind all that.
void Connection::drained()
{
    m_unanswered = 0;
    endSending();
    tellDrained();
}

// Not always: looking whether the rooms wait for it costs more than all the rest that is done for a frame
// here.
void Connection::tellDrained()
{
    if (std::exchange(m_tellsDrained, false) && m_participant)
        m_participant->drained();
}

void Connection::checkPresence()
{
    if (m_phase != Phase::Greeting || !m_participant || !m_participant->isPresent())
        return;
    m_phase = Phase::Present;
    m_pass.reset();
    const MemberId member = m_participant->person().id;
    m_inflow.share(m_shared.allowances.of(member));
    qCDebug(logNetwork, "present connection=%llu member=%s address=%s", m_id, qPrintable(member),
            qPrintable(m_peerAddress.toString()));
    ping();
    Q_EMIT becamePresent();
}

void Connection::cut(Cut why, int closeCode, const QString &reason)
{
    if (m_phase == Phase::Closing || m_isGone)
        return;
    noteCut(why);
    beginClosing(closeCode, reason);
}

void Connection::cutBreach(const frame::Breach &breach)
{
    cut(breach.isOfFragments ? Cut::Fragments : Cut::Protocol, breach.closeCode,
        QString::fromLatin1(breach.why));
}

// Once for each connection, whatever else becomes of it. Those of strangers are no news.
void Connection::noteCut(Cut why)
{
    if (m_phase == Phase::Closing)
        return;
    m_traffic.count(why);
    const char *reason = cutNames[std::size_t(why)];
    if (m_phase == Phase::Present)
        qCInfo(logNetwork, "cut connection=%llu reason=%s queued=%lld", m_id, reason, queued());
    else
        qCDebug(logNetwork, "cut connection=%llu reason=%s queued=%lld", m_id, reason, queued());
}

// It is told, if it ever reads again.
void Connection::cutSlow()
{
    if (m_phase == Phase::Closing)
        return;
    const answer::Bye bye{answer::ByeCode::Slow, QStringLiteral("This connection did not keep up."), {}};
    m_pending.add(WireFrame::text(encodeLive(bye)).bytes());
    cut(Cut::Slow, policyViolation, QStringLiteral("slow"));
}

void Connection::onClosedByPeer(int code)
{
    m_saidClose = true;
    beginClosing(code, {});
}

void Connection::close(int closeCode, const QString &reason)
{
    if (m_phase == Phase::Closing || m_isGone)
        return;
    if (closeCode == policyViolation) // else the whole host is stopping
        noteCut(Cut::Dismissed);
    beginClosing(closeCode, reason);
}

// The socket closes later: the rooms may be calling, and would be called.
void Connection::beginClosing(int closeCode, const QString &reason)
{
    m_phase = Phase::Closing;
    m_inflow.drain();
    m_pending.add(closeFrame(closeCode, reason)); // beyond the bound for what is queued
    m_endSending = true;
    m_shared.outflow.expect(this);
    startTimer(m_bounds.closing);
}

// What the peer is still sending must be read before the end: with unread input the system throws our last
// words away (RELIABILITY 24).
void Connection::endSending()
{
    if (!m_endSending || m_isGone || queued() > 0)
        return;
    m_endSending = false;
    if (m_saidClose)
        abort(); // RFC 6455 §7.1.1: the server closes first
    else
        m_transport->shutDownSending();
}

void Connection::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    m_timer.stop();
    switch (m_phase) {
    case Phase::Closing:
        abort();
        return;
    case Phase::Greeting:
        readable(); // where the host was late itself, the hello may be waiting to be heard
        if (m_phase == Phase::Greeting && !m_isGone)
            awaitAnotherHello();
        return;
    case Phase::Present:
        ping();
        return;
    }
}

void Connection::startTimer(Bounds::Duration duration, Qt::TimerType type)
{
    m_timer.start(int(duration.count()), type, this);
}

// PROTOCOL §8: a hello that was refused may be tried again here. That takes a person longer than the
// deadline, but not for ever: whoever has not come in still has one of the few places for strangers.
void Connection::awaitAnotherHello()
{
    const int said = m_participant->hellosSaid();
    if (said == m_hellosSeen || m_lastDeadline.hasExpired()) {
        cut(Cut::Deadline, policyViolation, QStringLiteral("no hello"));
        return;
    }
    m_hellosSeen = said;
    startTimer(std::min(m_bounds.anotherHello, Bounds::Duration(m_lastDeadline.remainingTime())));
}

void Connection::ping()
{
    if (m_unanswered >= m_bounds.missedPings) {
        noteCut(Cut::Vanished);
        abort();
        return;
    }
    ++m_unanswered;
    m_pingedAt = Steady::now();
    enqueue(controlFrame(pingOpcode, {}));
    if (m_phase == Phase::Closing)
        return; // it does not even take that
    // A little early, by chance, and not gathered with others: of thousands who came in together, no two need
    // to be asked together.
    const int every = int(m_bounds.pingEvery.count());
    startTimer(Ms(every - QRandomGenerator::global()->bounded(every / 16 + 1)), Qt::PreciseTimer);
}

void Connection::noteLatency()
{
    const auto elapsed = std::chrono::duration_cast<Ms>(Steady::now() - m_pingedAt).count();
    m_unanswered = 0;
    if (m_latencies.size() >= latenciesKept)
        m_latencies.removeFirst();
    m_latencies.append(int(std::clamp<qint64>(elapsed, 0, 60'000)));
    Q_EMIT latencyMeasured();
}

void Connection::onGone()
{
    if (m_isGone)
        return;
    m_isGone = true;
    qCDebug(logNetwork, "gone connection=%llu", m_id);
    m_timer.stop();
    m_pending.clear();
    m_pass.reset();
    m_participant.reset();
    Q_EMIT gone();
}

} // namespace courtyard
