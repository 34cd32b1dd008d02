#include "server/rooms/audience.h"

#include "server/rooms/houselimits.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <utility>

namespace courtyard {

namespace {

using namespace std::chrono_literals;

constexpr auto endOfTurn = QEvent::User; // nobody else posts to it
constexpr std::chrono::milliseconds quiet{100}; // a longer silence says no more about the pace

} // namespace

void Audience::beginJoining(Visit &visit)
{
    sendGathered();
    std::erase(m_listeners, &visit);
    m_joining.insert(&visit, {});
}

void Audience::finishJoining(Visit &visit)
{
    sendGathered(); // which it holds, or has in its reply
    const Joining joining = m_joining.take(&visit);
    m_listeners.push_back(&visit);
    for (const WireFrame &frame : joining.held)
        visit.send(frame);
    for (const auto &then : joining.then)
        then();
}

void Audience::forget(Visit &visit)
{
    sendGathered();
    std::erase(m_listeners, &visit);
    const Joining joining = m_joining.take(&visit);
    for (const auto &then : joining.then)
        then();
}

void Audience::gather(const WireFrame &frame)
{
    for (Joining &joining : m_joining)
        joining.held.append(frame);
    const auto now = Steady::now();
    noteEvent(now);
    if (m_listeners.empty())
        return;
    if (m_gathered) {
        m_gathered->append(frame);
        if (m_gathered->bytes().size() >= houselimits::gatheredBytes)
            sendGathered();
        return;
    }
    m_gathered = frame;
    sendSoon(now);
}

void Audience::noteEvent(Steady::time_point now)
{
    const auto since = std::min<std::chrono::nanoseconds>(now - std::exchange(m_lastEvent, now), quiet);
    m_pace += (since - m_pace) / 8;
}

// The leading edge goes out at once; what follows within the next moment goes together. Only where so much is
// said that somebody gains by it: in all other rooms nobody waits.
void Audience::sendSoon(Steady::time_point now)
{
    const auto since = now - m_lastSent;
    if (m_pace >= std::chrono::microseconds(houselimits::busyPaceUs) || since >= m_busyGather)
        QCoreApplication::postEvent(this, new QEvent(endOfTurn));
    else
        m_timer.start(int(std::chrono::ceil<std::chrono::milliseconds>(m_busyGather - since).count()),
                      Qt::PreciseTimer, this);
}

void Audience::sendGathered()
{
    if (!m_gathered)
        return;
    const WireFrame frames = *std::exchange(m_gathered, std::nullopt);
    m_timer.stop();
    m_lastSent = Steady::now();
    for (Visit *listener : m_listeners)
        listener->send(frames);
}

bool Audience::event(QEvent *event)
{
    if (event->type() != endOfTurn)
        return QObject::event(event);
    if (!m_timer.isActive()) // else what it was posted for went out before, and this is the next
        sendGathered();
    return true;
}

void Audience::timerEvent(QTimerEvent *)
{
    sendGathered();
}

template <typename Wanted>
void Audience::tellWhere(const WireFrame &frame, Wanted isWanted)
{
    sendGathered();
    for (Visit *listener : m_listeners) {
        if (isWanted(listener))
            listener->send(frame);
    }
    for (auto joining = m_joining.begin(); joining != m_joining.end(); ++joining) {
        if (isWanted(joining.key()))
            joining->held.append(frame);
    }
}

void Audience::tell(const WireFrame &frame, const Visit *except)
{
    tellWhere(frame, [except](const Visit *visit) { return visit != except; });
}

void Audience::tellOthers(const WireFrame &frame, const Member &member)
{
    tellWhere(frame, [&member](const Visit *visit) { return visit->member != &member; });
}

} // namespace courtyard
