// How fast something goes, over the last few seconds: what a bar says of speed and of the time that is left.
// A value; times are monotonic milliseconds.
#pragma once

#include <QList>

#include <optional>

namespace courtyard {

class SpeedMeter {
public:
    /// So many bytes are there now. Fewer than before: it begins again.
    void note(qint64 bytes, qint64 nowMs)
    {
        if (!m_marks.isEmpty() && bytes < m_marks.last().bytes)
            m_marks.clear();
        if (m_marks.size() >= 2 && nowMs - m_marks[m_marks.size() - 2].ms < stepMs)
            m_marks.last() = {bytes, nowMs};
        else
            m_marks.append({bytes, nowMs});
        while (m_marks.size() > 2 && nowMs - m_marks.first().ms > spanMs)
            m_marks.removeFirst();
    }
    void clear() { m_marks.clear(); }
    /// Bytes a second; nullopt while too little is known to say.
    std::optional<double> speed(qint64 nowMs) const
    {
        if (m_marks.size() < 2 || nowMs - m_marks.first().ms < stepMs)
            return std::nullopt;
        return double(m_marks.last().bytes - m_marks.first().bytes) * 1000
            / double(nowMs - m_marks.first().ms);
    }

private:
    static constexpr qint64 spanMs = 5000, stepMs = 250;
    struct Mark {
        qint64 bytes, ms;
    };
    QList<Mark> m_marks;
};

} // namespace courtyard
