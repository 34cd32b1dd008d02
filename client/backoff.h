// How long to wait before the next try: doubling, with jitter, so that the participants of a host that comes
// back do not all come in the same moment. A value; the seed is the caller's.
#pragma once

#include <QRandomGenerator>

#include <algorithm>
#include <chrono>

namespace courtyard {

class Backoff {
public:
    using Ms = std::chrono::milliseconds;

    Backoff(Ms first, Ms last, quint32 seed) : m_first(first), m_last(last), m_random(seed) { }

    /// Between half of the step and all of it; each call doubles the step, up to the last.
    Ms next()
    {
        const Ms step = std::min<Ms>(m_last, m_first * (1 << std::min(m_tries++, 20)));
        return step / 2 + Ms(qint64(m_random.generateDouble() * double((step - step / 2).count())));
    }
    void reset() { m_tries = 0; }

private:
    Ms m_first, m_last;
    QRandomGenerator m_random;
    int m_tries = 0;
};

} // namespace courtyard
