#include "server/network/inflow.h"

#include <QVarLengthArray>

#include <algorithm>

namespace courtyard {

namespace {

// Qt stops reading when its buffer is full, and starts again by itself when there is room. With one byte of
// it no frame can become whole, for its head alone has more.
constexpr qint64 nearlyNothing = 1;
constexpr qint64 headSlack = 16; // a frame's head is at most 14 bytes
constexpr std::chrono::seconds checkMessageEvery{1};

} // namespace

Inflow::Inflow(CappedSocket *socket, const Bounds &bounds, Traffic &traffic,
               std::shared_ptr<Allowance> allowance, QObject *parent)
    : QObject(parent), m_socket(socket), m_bounds(bounds), m_traffic(traffic),
      m_allowance(std::move(allowance))
{
    m_pauseTimer.setSingleShot(true);
    m_messageTimer.setSingleShot(true);
    connect(&m_pauseTimer, &QTimer::timeout, this, &Inflow::resume);
    connect(&m_messageTimer, &QTimer::timeout, this, &Inflow::checkMessage);
    connect(socket, &QTcpSocket::readyRead, this,
            &Inflow::look); // slots are called in the order of connecting
}

void Inflow::start()
{
    m_started = true;
    connect(m_socket, &QTcpSocket::readyRead, this, &Inflow::settle);
    m_socket->setReadBufferSize(room());
}

void Inflow::drain()
{
    m_draining = true;
    m_messageTimer.stop();
    if (m_pauseTimer.isActive())
        resume();
    if (m_started)
        m_socket->skip(m_socket->bytesAvailable());
}

// Before QWebSocket reads.
void Inflow::look()
{
    if (!m_started)
        return;
    const qint64 available = m_socket->bytesAvailable();
    const qint64 fresh = std::max<qint64>(0, available - m_seen);
    const quint64 framesBefore = m_watch.frames();
    m_traffic.bytesIn += quint64(fresh);
    if (m_draining) {
        m_socket->skip(available);
        m_drained += available;
        if (m_drained > m_bounds.drained)
            Q_EMIT drainedEnough();
        return;
    }
    if (fresh <= m_watch.payloadLeft()) {
        m_watch.skip(fresh);
    } else {
        QVarLengthArray<char, 1024> bytes(available);
        m_socket->peek(bytes.data(), available);
        m_watch.read(QByteArrayView(bytes.data(), available).last(fresh));
    }
    m_traffic.framesIn += m_watch.frames() - framesBefore;
    pay(fresh, m_watch.frames() - framesBefore);
    if (m_watch.sawUnmasked())
        Q_EMIT exceeded(Cut::Protocol);
    else if (m_watch.fragments() > m_bounds.fragments)
        Q_EMIT exceeded(Cut::Fragments);
}

// After QWebSocket has read what was whole.
void Inflow::settle()
{
    m_seen = m_socket->bytesAvailable();
    if (m_draining)
        return;
    followMessage();
    if (!m_pauseTimer.isActive())
        m_socket->setReadBufferSize(room());
}

// Not more than this is taken in one turn of the event loop, so that nobody keeps it to itself; but the open
// frame must have room, or it would never be read (RELIABILITY 7).
qint64 Inflow::room() const
{
    const qint64 frame = std::min(m_watch.payloadLength(), m_bounds.incomingFrame) + headSlack;
    return std::max(m_bounds.readAhead, frame);
}

void Inflow::pay(qint64 bytes, quint64 frames)
{
    const auto wait = m_allowance->take(bytes + qint64(frames) * m_bounds.frameCost, now());
    if (wait.count() > 0)
        pause(wait);
}

void Inflow::pause(std::chrono::milliseconds wait)
{
    if (!m_pauseTimer.isActive()) {
        ++m_traffic.pauses;
        m_pausedAt = now();
        m_socket->setReadBufferSize(nearlyNothing);
    }
    m_pauseTimer.start(wait);
}

void Inflow::resume()
{
    m_pauseTimer.stop();
    m_openedAt += now() - m_pausedAt; // it could not go on meanwhile
    m_socket->setReadBufferSize(room());
}

void Inflow::followMessage()
{
    if (!m_watch.isOpen()) {
        m_messageTimer.stop();
        return;
    }
    if (m_messageTimer.isActive() && m_settled == m_watch.settled())
        return;
    m_settled = m_watch.settled();
    m_openedAt = now();
    m_messageTimer.start(m_bounds.messageGrace);
}

void Inflow::checkMessage()
{
    const std::chrono::duration<double> late = now() - m_openedAt - m_bounds.messageGrace;
    const bool isTooSlow = double(m_watch.messageBytes()) < late.count() * double(m_bounds.slowestSender);
    if (isTooSlow && !m_pauseTimer.isActive())
        Q_EMIT exceeded(Cut::Dribble);
    else
        m_messageTimer.start(checkMessageEvery);
}

} // namespace courtyard
