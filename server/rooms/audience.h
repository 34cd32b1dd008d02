// Who listens to one room, and what they are told: the events of one turn of the event loop together, as one
// piece that all of them share, and in a busy room those of a few milliseconds. Who is joining is told
// afterwards. Network thread only; owned by its room.
#pragma once

#include "protocol/wireframe.h"
#include "server/rooms/visit.h"

#include <QBasicTimer>
#include <QHash>
#include <QObject>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace courtyard {

class Audience final : public QObject {
public:
    /// A busy room gathers for so long.
    explicit Audience(std::chrono::milliseconds busyGather) : m_busyGather(busyGather) { }

    bool isEmpty() const { return m_listeners.empty() && m_joining.isEmpty(); }

    bool isJoining(Visit &visit) const { return m_joining.contains(&visit); }
    void beginJoining(Visit &visit);
    void finishJoining(Visit &visit);
    /// Runs `then` once the present joining is over, one way or the other.
    void afterJoining(Visit &visit, std::function<void()> then)
    {
        m_joining[&visit].then.append(std::move(then));
    }
    void forget(Visit &visit);

    /// To all, soon: with what else comes until then, and before anything that is told later.
    void gather(const WireFrame &frame);
    /// What was gathered goes out now.
    void sendGathered();
    /// To all but one.
    void tell(const WireFrame &frame, const Visit *except);
    /// To all but this member.
    void tellOthers(const WireFrame &frame, const Member &member);

protected:
    bool event(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    using Steady = std::chrono::steady_clock;
    struct Joining {
        QList<WireFrame> held;
        QList<std::function<void()>> then;
    };
    template <typename Wanted>
    void tellWhere(const WireFrame &frame, Wanted isWanted);
    void noteEvent(Steady::time_point now);
    void sendSoon(Steady::time_point now);

    const std::chrono::milliseconds m_busyGather;
    std::vector<Visit *> m_listeners;
    QHash<Visit *, Joining> m_joining;
    std::optional<WireFrame> m_gathered; // for all of m_listeners
    QBasicTimer m_timer; // while a busy room gathers
    Steady::time_point m_lastEvent, m_lastSent;
    std::chrono::nanoseconds m_pace = std::chrono::seconds(1); // from one event to the next, smoothed
};

} // namespace courtyard
