// Round trips of the protocol's ping: the newest, a smoothed value, jitter (RFC 3550 §6.4.1) and the last
// ones for a small graph. GUI thread.
#pragma once

#include <QList>
#include <QObject>

#include <optional>

namespace courtyard {

class LatencyMeter final : public QObject {
    Q_OBJECT
public:
    static constexpr int kept = 40;

    using QObject::QObject;
    void add(double roundTripMs);
    void clear();
    std::optional<double> latestMs() const;
    double smoothedMs() const; // 0 before the first
    double jitterMs() const;
    double medianMs() const; // of samples(); 0 before the first
    const QList<double> &samples() const { return m_samples; } // oldest first, at most `kept`

Q_SIGNALS:
    void changed();

private:
    QList<double> m_samples;
    double m_smoothed = 0;
    double m_jitter = 0;
};

} // namespace courtyard
