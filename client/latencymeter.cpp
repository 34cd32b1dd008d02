#include "client/latencymeter.h"

#include <algorithm>
#include <cmath>

namespace courtyard {

void LatencyMeter::add(double roundTripMs)
{
    if (m_samples.isEmpty()) {
        m_smoothed = roundTripMs;
    } else {
        // RFC 3550 §6.4.1: J += (|D| - J) / 16; the smoothing of RFC 6298 §2: an eighth of the newest.
        m_jitter += (std::abs(roundTripMs - m_samples.last()) - m_jitter) / 16;
        m_smoothed += (roundTripMs - m_smoothed) / 8;
    }
    m_samples.append(roundTripMs);
    if (m_samples.size() > kept)
        m_samples.removeFirst();
    Q_EMIT changed();
}

void LatencyMeter::clear()
{
    if (m_samples.isEmpty())
        return;
    m_samples.clear();
    m_smoothed = 0;
    m_jitter = 0;
    Q_EMIT changed();
}

std::optional<double> LatencyMeter::latestMs() const
{
    if (m_samples.isEmpty())
        return std::nullopt;
    return m_samples.last();
}

double LatencyMeter::smoothedMs() const
{
    return m_smoothed;
}

double LatencyMeter::jitterMs() const
{
    return m_jitter;
}

double LatencyMeter::medianMs() const
{
    if (m_samples.isEmpty())
        return 0;
    QList<double> sorted = m_samples;
    const auto middle = sorted.begin() + sorted.size() / 2;
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

} // namespace courtyard
