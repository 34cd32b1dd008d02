// Feels from another thread how long the GUI thread lets one wait: an event every 4 ms, and a key for a field
// every 100 ms, timed until the field has been painted with it. Made, started and read in the GUI thread.
#pragma once

#include <QList>
#include <QObject>

#include <atomic>
#include <thread>

class QWidget;

namespace courtyard::bench {

struct Spread {
    double median = 0, p99 = 0, worst = 0; // ms
    qsizetype count = 0;
};
Spread spread(QList<double> times);

class Pulse final : public QObject {
    Q_OBJECT
public:
    /// `field` gets the keys; nullptr: none are sent.
    explicit Pulse(QWidget *field);
    ~Pulse() override;

    Spread waits() const { return spread(m_waits); }
    Spread keys() const { return spread(m_keys); }
    /// Frames of 60 Hz that could not be shown in time.
    qint64 dropped() const { return m_dropped; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void beat();
    void answered(qint64 sent);

    QWidget *m_field;
    QWidget *m_paper; // what of it is painted
    QList<double> m_waits, m_keys;
    qint64 m_dropped = 0;
    std::atomic<bool> m_waiting = false, m_ending = false;
    std::atomic<qint64> m_keySent = 0; // ns; 0: none is under way
    bool m_keyTaken = false;
    std::thread m_thread; // the last member: it uses the others
};

} // namespace courtyard::bench
