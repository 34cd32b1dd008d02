#include "tests/bench/window/pulse.h"

#include <QAbstractScrollArea>
#include <QCoreApplication>
#include <QKeyEvent>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace courtyard::bench {

namespace {

constexpr auto between = 4ms;
constexpr int beatsPerKey = 25;
constexpr double frame = 1000.0 / 60;

qint64 now()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

double msSince(qint64 then)
{
    return double(now() - then) / 1e6;
}

} // namespace

Spread spread(QList<double> times)
{
    if (times.isEmpty())
        return {};
    std::sort(times.begin(), times.end());
    const auto at = [&times](double share) { return times[qsizetype(double(times.size() - 1) * share)]; };
    return {at(0.5), at(0.99), times.last(), times.size()};
}

Pulse::Pulse(QWidget *field) : m_field(field), m_paper(field)
{
    if (auto *area = qobject_cast<QAbstractScrollArea *>(field))
        m_paper = area->viewport();
    if (m_field) {
        m_field->installEventFilter(this);
        m_paper->installEventFilter(this);
    }
    m_thread = std::thread([this] { beat(); });
}

Pulse::~Pulse()
{
    m_ending = true;
    m_thread.join();
}

void Pulse::beat()
{
    for (int n = 0; !m_ending; ++n) {
        std::this_thread::sleep_for(between);
        if (!m_waiting.exchange(true))
            QMetaObject::invokeMethod(
                this, [this, sent = now()] { answered(sent); }, Qt::QueuedConnection);
        if (!m_field || n % beatsPerKey != 0 || m_keySent != 0)
            continue;
        m_keySent = now();
        QCoreApplication::postEvent(
            m_field,
            new QKeyEvent(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier,
                          n % (40 * beatsPerKey) ? QStringLiteral("a") : QStringLiteral(" ")));
    }
}

void Pulse::answered(qint64 sent)
{
    const double ms = msSince(sent);
    m_waits.append(ms);
    m_dropped += qint64(ms / frame);
    m_waiting = false;
}

bool Pulse::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        m_keyTaken = true;
    } else if (watched == m_paper && event->type() == QEvent::Paint && m_keyTaken) {
        m_keyTaken = false;
        // The picture goes out once this paint is over.
        QMetaObject::invokeMethod(
            this, [this] { m_keys.append(msSince(m_keySent.exchange(0))); }, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace courtyard::bench
