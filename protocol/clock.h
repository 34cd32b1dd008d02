// The time, handed to whatever needs it, so that tests can turn it. Used from one thread at a time.
#pragma once

#include <QtGlobal>

namespace courtyard {

class Clock {
public:
    virtual ~Clock() = default;
    /// Milliseconds since the Unix epoch, UTC. May jump.
    virtual qint64 wallMs() const = 0;
    /// Milliseconds since some moment in the past. Never goes back.
    virtual qint64 steadyMs() const = 0;
};

class SystemClock final : public Clock {
public:
    qint64 wallMs() const override;
    qint64 steadyMs() const override;
};

} // namespace courtyard
