// How often somebody may ask: so many at once, and so many a second from then on. A value; network thread
// only.
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <optional>

namespace courtyard {

class TokenBucket {
public:
    TokenBucket(int burst, int perSecond) : m_burst(burst), m_perSecond(perSecond), m_left(burst) { }

    /// `nowMs` of a clock that never goes back. nullopt: go on. Otherwise: wait so many ms.
    std::optional<qint64> take(qint64 nowMs)
    {
        if (m_lastMs)
            m_left = std::min(m_burst, m_left + double(nowMs - *m_lastMs) * m_perSecond / 1000.0);
        m_lastMs = nowMs;
        if (m_left >= 1) {
            m_left -= 1;
            return std::nullopt;
        }
        return qint64((1 - m_left) * 1000.0 / m_perSecond) + 1;
    }

private:
    double m_burst;
    double m_perSecond;
    double m_left;
    std::optional<qint64> m_lastMs;
};

} // namespace courtyard
