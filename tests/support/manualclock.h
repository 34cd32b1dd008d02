// A clock that a test turns by hand.
#pragma once

#include "protocol/clock.h"

namespace courtyard::test {

class ManualClock final : public Clock {
public:
    qint64 wallMs() const override { return m_wall; }
    qint64 steadyMs() const override { return m_steady; }
    void advance(qint64 ms)
    {
        m_wall += ms;
        m_steady += ms;
    }
    void jumpWall(qint64 ms) { m_wall += ms; }

private:
    qint64 m_wall = 1'763'700'000'000;
    qint64 m_steady = 1'000'000;
};

} // namespace courtyard::test
