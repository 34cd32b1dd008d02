#include "server/network/connection.h"

#include "protocol/codec.h"
#include "server/http/gate.h"
#include "server/network/log.h"
#include "server/rooms/house.h"

#include <QWebSocket>
#include <QtEndian>

#include <algorithm>

namespace courtyard {

namespace {

constexpr int latenciesKept = 20;
constexpr int controlPayload = 125; // RFC 6455 §5.5
constexpr int protocolError = 1002, policyViolation = 1008; // RFC 6455 §7.4.1

// RFC 6455 §5.5.1. We write it ourselves: QWebSocket::close() closes the socket in the same breath, and what
// the peer is still sending then makes the system throw our last words away (RELIABILITY 24).
QByteArray closeFrame(int code, const QString &reason)
{
    QByteArray words = reason.toUtf8();
    if (words.size() > controlPayload - 2)
        words.clear();
    QByteArray frame(4, '\0');
    frame[0] = char(0x88);
    frame[1] = char(2 + words.size());
    qToBigEndian(quint16(code), frame.data() + 2);
    return frame + words;
}

PeerFacts factsOf(const CappedSocket &socket, const QString &userAgent)
{
    const QHostAddress peer = socket.peerAddress();
    return {countingAddress(peer), peer.isLoopback() || http::plain(peer).isLoopback(), false, userAgent};
}

} // namespace

Connection::Connection(quint64 id, Incoming::Upgrade upgrade, Shared shared, QObject *parent)
    : QObject(parent), m_id(id), m_socket(upgrade.socket), m_house(shared.house), m_bounds(shared.bounds),
      m_traffic(shared.traffic), m_allowances(shared.allowances),
      m_inflow(new Inflow(m_socket, m_bounds, m_traffic, m_allowances.ofStranger(), this)),
      m_facts(factsOf(*m_socket, upgrade.userAgent)), m_peerAddress(http::plain(m_socket->peerAddress())),
      m_localAddress(http::plain(m_socket->localAddress())), m_pass(std::move(upgrade.pass)),
      m_behindHead(std::move(upgrade.behindHead)), m_lastDeadline(upgrade.lastDeadline)
{
    m_socket->setParent(this);
    connect(m_socket, &QTcpSocket::disconnected, this, &Connection::onDisconnected);
    connect(m_socket, &CappedSocket::overflowed, this, [this] {
        noteCut(Cut::Slow);
        abort();
    });
    connect(m_socket, &QTcpSocket::bytesWritten, this, &Connection::endSending);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_participant)
            m_participant->drained();
    });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Connection::tick);
    m_timer.start(std::chrono::milliseconds(upgrade.deadline.remainingTime()));
}

Connection::~Connection() = default;

void Connection::adopt(QWebSocket *web)
{
    m_web = web;
    m_web->setParent(this);
    m_socket->setParent(m_web); // RELIABILITY 11
    m_web->setMaxAllowedIncomingFrameSize(quint64(m_bounds.incomingFrame));
    m_web->setMaxAllowedIncomingMessageSize(quint64(m_bounds.incomingFrame));
    m_phase = Phase::Greeting;
    m_participant = m_house.admit(*this);
    connect(m_web, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        if (m_participant && m_phase != Phase::Closing)
            m_participant->receive(text.toUtf8());
    });
    connect(m_web, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
        if (m_participant && m_phase != Phase::Closing)
            m_participant->receiveBinary(bytes);
    });
    connect(m_web, &QWebSocket::pong, this, &Connection::noteLatency);
    connect(m_web, &QWebSocket::aboutToClose, this, &Connection::onClosedByQt);
    connect(m_inflow, &Inflow::exceeded, this, &Connection::cutSender);
    connect(m_inflow, &Inflow::drainedEnough, this, &Connection::abort, Qt::QueuedConnection);
    // Now there is somebody to hear what came right behind the head; it would otherwise wait for more to
    // come.
    unread(*m_socket, std::exchange(m_behindHead, {}));
    m_inflow->start();
    if (m_socket->bytesAvailable() > 0)
        Q_EMIT m_socket->readyRead();
}

void Connection::abort()
{
    m_socket->abort();
    onDisconnected(); // a socket that was closed already does not say so again
}

void Connection::dismiss(answer::ByeCode code, const QString &text)
{
    if (m_participant)
        m_participant->dismiss(code, text);
    else
        abort();
}

Person Connection::person() const
{
    return m_participant ? m_participant->person() : Person();
}

void Connection::send(const WireFrame &frame)
{
    if (!m_web || m_phase == Phase::Closing || m_isGone)
        return;
    if (queuedBytes() + frame.bytes().size() > m_bounds.queuedBytes) {
        cutSlow();
        return;
    }
    ++m_traffic.framesOut;
    if (m_pending.isEmpty()) {
        m_pending = frame.bytes();
        QMetaObject::invokeMethod(this, &Connection::flush, Qt::QueuedConnection);
    } else {
        m_pending += frame.bytes();
    }
}

void Connection::flush()
{
    checkPresence();
    if (m_pending.isEmpty() || m_isGone)
        return;
    const QByteArray bytes = std::exchange(m_pending, {});
    if (m_web && m_web->state() == QAbstractSocket::ConnectedState)
        m_socket->sendNow(bytes);
    if (m_participant)
        m_participant->drained();
}

void Connection::checkPresence()
{
    if (m_phase != Phase::Greeting || !m_participant || !m_participant->isPresent())
        return;
    m_phase = Phase::Present;
    m_pass.reset();
    const MemberId member = m_participant->person().id;
    m_inflow->share(m_allowances.of(member));
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

void Connection::cutSender(Cut why)
{
    if (why == Cut::Protocol)
        cut(why, protocolError, QStringLiteral("not masked"));
    else
        cut(why, policyViolation,
            why == Cut::Dribble ? QStringLiteral("too slow") : QStringLiteral("too many fragments"));
}

// Once for each connection, whatever else becomes of it. Those of strangers are no news.
void Connection::noteCut(Cut why)
{
    if (m_phase == Phase::Closing)
        return;
    m_traffic.count(why);
    const char *reason = cutNames[std::size_t(why)];
    if (m_phase == Phase::Present)
        qCInfo(logNetwork, "cut connection=%llu reason=%s queued=%lld", m_id, reason, queuedBytes());
    else
        qCDebug(logNetwork, "cut connection=%llu reason=%s queued=%lld", m_id, reason, queuedBytes());
}

// A receiver that does not read: nobody else may pay for it. It is told, if it ever reads again.
void Connection::cutSlow()
{
    const answer::Bye bye{answer::ByeCode::Slow, QStringLiteral("This connection did not keep up."), {}};
    m_pending += WireFrame::text(encodeLive(bye)).bytes();
    cut(Cut::Slow, policyViolation, QStringLiteral("slow"));
}

// The peer said goodbye, or broke the protocol and Qt does: either may take for ever (RELIABILITY 10).
void Connection::onClosedByQt()
{
    if (m_phase == Phase::Closing)
        return;
    const int code = m_web->closeCode();
    // Qt cuts a frame in which nothing comes for 5 s, with 1001 as if it went away itself.
    if (code == QWebSocketProtocol::CloseCodeGoingAway && m_inflow->isMessageOpen())
        noteCut(Cut::Dribble);
    else if (code == QWebSocketProtocol::CloseCodeProtocolError
             || code == QWebSocketProtocol::CloseCodeWrongDatatype
             || code == QWebSocketProtocol::CloseCodeTooMuchData)
        noteCut(Cut::Protocol);
    m_phase = Phase::Closing;
    m_timer.start(m_bounds.closing);
}

void Connection::close(int closeCode, const QString &reason)
{
    if (m_phase == Phase::Closing || m_isGone)
        return;
    if (closeCode == policyViolation) // else the whole host is stopping
        noteCut(Cut::Dismissed);
    beginClosing(closeCode, reason);
}

void Connection::beginClosing(int closeCode, const QString &reason)
{
    m_phase = Phase::Closing;
    m_inflow->drain();
    m_pending += closeFrame(closeCode, reason);
    m_timer.start(m_bounds.closing);
    // Not now: the rooms are calling, and a socket that closes would call them.
    QMetaObject::invokeMethod(
        this,
        [this] {
            flush();
            m_endSending = true;
            endSending();
        },
        Qt::QueuedConnection);
}

void Connection::endSending()
{
    if (!m_endSending || m_isGone || m_socket->queued() > 0)
        return;
    m_endSending = false;
    m_socket->shutDownSending();
}

void Connection::tick()
{
    switch (m_phase) {
    case Phase::Upgrading:
        noteCut(Cut::Deadline);
        abort();
        return;
    case Phase::Closing:
        abort();
        return;
    case Phase::Greeting:
        awaitAnotherHello();
        return;
    case Phase::Present:
        ping();
        return;
    }
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
    m_timer.start(std::min(m_bounds.anotherHello, Bounds::Duration(m_lastDeadline.remainingTime())));
}

void Connection::ping()
{
    if (m_unanswered >= m_bounds.missedPings) {
        noteCut(Cut::Vanished);
        abort();
        return;
    }
    ++m_unanswered;
    m_web->ping();
    m_timer.start(m_bounds.pingEvery);
}

void Connection::noteLatency(quint64 elapsedMs)
{
    m_unanswered = 0;
    m_latencies.append(int(qMin<quint64>(elapsedMs, 60'000)));
    if (m_latencies.size() > latenciesKept)
        m_latencies.removeFirst();
    Q_EMIT latencyMeasured();
}

void Connection::onDisconnected()
{
    if (m_isGone)
        return;
    m_isGone = true;
    qCDebug(logNetwork, "gone connection=%llu", m_id);
    m_timer.stop();
    m_pass.reset();
    m_participant.reset();
    Q_EMIT gone();
}

} // namespace courtyard
