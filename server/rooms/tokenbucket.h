// How often somebody may ask: so much at once, and so much a second from then on. A value; network thread
// only.
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <optional>

namespace courtyard {

class TokenBucket {
public:
    TokenBucket(double burst, double perSecond) : m_burst(burst), m_perSecond(perSecond), m_left(burst) { }

    /// `nowMs` of a clock that never goes back; `amount` at most the burst. nullopt: go on. Otherwise: wait
    /// so many ms.
    std::optional<qint64> take(qint64 nowMs, double amount = 1)
    {
        fill(nowMs);
        if (m_left >= amount) {
            m_left -= amount;
            return std::nullopt;
        }
        return qint64(std::floor((amount - m_left) * 1000.0 / m_perSecond)) + 1;
    }
    bool isFull(qint64 nowMs)
    {
        fill(nowMs);
        return m_left >= m_burst;
    }

private:
    void fill(qint64 nowMs)
    {
        if (m_lastMs)
            m_left = std::min(m_burst, m_left + double(nowMs - *m_lastMs) * m_perSecond / 1000.0);
        m_lastMs = nowMs;
    }

    double m_burst;
    double m_perSecond;
    double m_left;
    std::optional<qint64> m_lastMs;
};

} // namespace courtyard
