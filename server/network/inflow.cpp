#include "server/network/inflow.h"

#include <QTimerEvent>

#include <utility>

namespace courtyard {

namespace {

constexpr std::chrono::seconds checkMessageEvery{1};

} // namespace

Inflow::Inflow(Transport &transport, const Shared &shared, std::shared_ptr<Allowance> allowance,
               std::function<void()> dribbles)
    : m_transport(transport), m_shared(shared), m_allowance(std::move(allowance)),
      m_dribbles(std::move(dribbles)), m_reader(shared.bounds.incomingFrame, shared.bounds.fragments)
{ }

bool Inflow::read()
{
    const qint64 got = m_transport.receive(m_shared.buffer.data(), qint64(m_shared.buffer.size()));
    if (got == Transport::over)
        return false;
    if (m_draining) {
        m_drained += got;
        return m_drained <= m_shared.bounds.drained;
    }
    m_unpaid += got;
    m_reader.feed(m_shared.buffer.first(std::size_t(got)));
    return true;
}

void Inflow::settle()
{
    const quint64 frames = m_reader.frames() - std::exchange(m_paidFrames, m_reader.frames());
    m_shared.traffic.framesIn += frames;
    pay(std::exchange(m_unpaid, 0), frames);
    if (!m_draining)
        followMessage();
}

void Inflow::drain()
{
    m_draining = true;
    m_messageTimer.stop();
    if (m_pauseTimer.isActive())
        resume();
}

void Inflow::pay(qint64 bytes, quint64 frames)
{
    const auto wait = m_allowance->take(bytes + qint64(frames) * m_shared.bounds.frameCost, now());
    if (wait.count() > 0 && !m_draining)
        pause(wait);
}

void Inflow::pause(std::chrono::milliseconds wait)
{
    if (!m_pauseTimer.isActive()) {
        ++m_shared.traffic.pauses;
        m_pausedAt = now();
        m_transport.setReading(false);
    }
    m_pauseTimer.start(int(wait.count()), Qt::CoarseTimer, this);
}

void Inflow::resume()
{
    m_pauseTimer.stop();
    m_openedAt += now() - m_pausedAt; // it could not go on meanwhile
    m_transport.setReading(true);
}

void Inflow::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_pauseTimer.timerId())
        resume();
    else
        checkMessage();
}

void Inflow::followMessage()
{
    if (!m_reader.isOpen()) {
        m_messageTimer.stop();
        return;
    }
    if (m_messageTimer.isActive() && m_settled == m_reader.settled())
        return;
    m_settled = m_reader.settled();
    m_openedAt = now();
    m_messageTimer.start(int(m_shared.bounds.messageGrace.count()), this);
}

void Inflow::checkMessage()
{
    const std::chrono::duration<double> late = now() - m_openedAt - m_shared.bounds.messageGrace;
    const bool isTooSlow =
        double(m_reader.messageBytes()) < late.count() * double(m_shared.bounds.slowestSender);
    if (isTooSlow && !m_pauseTimer.isActive())
        m_dribbles();
    else
        m_messageTimer.start(int(std::chrono::milliseconds(checkMessageEvery).count()), this);
}

} // namespace courtyard
