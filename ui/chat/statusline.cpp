#include "ui/chat/statusline.h"

#include "client/latencymeter.h"
#include "client/session.h"
#include "client/transfers/transfers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/dot.h"
#include "ui/widgets/sparkline.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QPushButton>

#include <cmath>

namespace courtyard {

StatusLine::StatusLine(Session &session, const Theme &theme, QWidget *parent)
    : QFrame(parent), m_session(session)
{
    setObjectName(QStringLiteral("statusLine"));
    setProperty("look", QLatin1String("side"));
    setFixedHeight(theme.px(26));
    m_dot = new Dot(theme);
    m_state = makeButton(QString(), "connectionState", "status");
    m_state->setToolTip(tr("Connection details"));
    m_waiting = makeButton(QString(), "waiting", "status");
    m_waiting->setToolTip(tr("Show what waits to be sent"));
    m_transfers = makeButton(QString(), "transfersStatus", "status");
    m_transfers->setToolTip(tr("Show the files that are on their way"));
    m_latency = makeLabel(QString(), "dim");
    m_latency->setObjectName(QStringLiteral("latency"));
    m_clock = makeLabel(QString(), "dim");
    m_clock->setObjectName(QStringLiteral("clock"));
    m_clock->setToolTip(tr("How far the host's clock is ahead of this computer's."));
    QLabel *encryption = makeLabel(tr("Encrypted"), "dim");
    encryption->setObjectName(QStringLiteral("encryption"));
    encryption->setToolTip(tr("Nobody else on this network can read along. The host can: its key stands in "
                              "the connection details."));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 0, 14, 0);
    layout->setSpacing(6);
    layout->addWidget(m_dot);
    layout->addWidget(m_state);
    layout->addWidget(m_waiting);
    layout->addWidget(m_transfers);
    layout->addSpacing(8);
    layout->addWidget(m_latency);
    layout->addSpacing(8);
    layout->addWidget(new Sparkline(session.latency(), theme));
    layout->addSpacing(8);
    layout->addWidget(m_clock);
    layout->addStretch();
    layout->addWidget(encryption);

    setCursor(Qt::PointingHandCursor);
    connect(m_state, &QPushButton::clicked, this, &StatusLine::detailsWanted);
    connect(m_waiting, &QPushButton::clicked, this, &StatusLine::waitingWanted);
    connect(m_transfers, &QPushButton::clicked, this, &StatusLine::transfersWanted);
    connect(session.transfers(), &Transfers::progressed, this, &StatusLine::showTransfers);
    connect(session.transfers(), &Transfers::underWayChanged, this, &StatusLine::showTransfers);
    connect(&session, &Session::waitingChanged, this, &StatusLine::showWaiting);
    connect(&session, &Session::stateChanged, this, &StatusLine::showState);
    connect(&session.latency(), &LatencyMeter::changed, this, &StatusLine::showLatency);
    connect(&session, &Session::clockDifferenceChanged, this, &StatusLine::showClock);
    showState();
    showWaiting();
    showTransfers();
    showLatency();
    showClock();
}

void StatusLine::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT detailsWanted();
}

void StatusLine::showWaiting()
{
    const int count = int(m_session.waiting().size());
    m_waiting->setText(tr("%n waiting to be sent", nullptr, count));
    m_waiting->setVisible(count > 0);
}

void StatusLine::showTransfers()
{
    const Transfers *all = m_session.transfers();
    qint64 size = 0, done = 0;
    int failed = 0;
    for (int row = 0; row < all->rowCount(); ++row) {
        const QModelIndex index = all->index(row);
        const auto state = Transfer::State(index.data(Transfers::StateRole).toInt());
        failed += state == Transfer::State::Failed;
        if (state == Transfer::State::Failed || state == Transfer::State::Done)
            continue;
        size += index.data(Transfers::SizeRole).toLongLong();
        done += index.data(Transfers::DoneRole).toLongLong();
    }
    const int underWay = all->underWay();
    QString text = tr("%n files on their way", nullptr, underWay);
    if (underWay > 0 && size > 0)
        text += QStringLiteral(" · ") + tr("%1 %").arg(QLocale().toString(100 * done / size));
    if (underWay == 0 && failed > 0)
        text = tr("%n files have stopped", nullptr, failed);
    m_transfers->setText(text);
    m_transfers->setVisible(underWay > 0 || failed > 0);
}

void StatusLine::showState()
{
    switch (m_session.state()) {
    case Session::State::Online:
        m_state->setText(tr("Connected"));
        break;
    case Session::State::Idle:
        m_state->setText(tr("Not connected"));
        break;
    case Session::State::Waiting:
        m_state->setText(tr("Connection lost"));
        break;
    default:
        m_state->setText(tr("Connecting…"));
    }
    m_dot->setState(m_session.state() == Session::State::Online     ? Dot::State::Good
                        : m_session.state() == Session::State::Idle ? Dot::State::Off
                                                                    : Dot::State::Waiting);
}

void StatusLine::showLatency()
{
    const LatencyMeter &meter = m_session.latency();
    const auto ms = [](double value) {
        return QLocale().toString(value, 'f',
                                  value < 10 && std::round(value * 10) != std::round(value) * 10 ? 1 : 0);
    };
    const auto latest = meter.latestMs();
    m_latency->setText(latest ? tr("Latency %1 ms").arg(ms(*latest)) : tr("Latency —"));
    m_latency->setToolTip(
        latest ? tr("On average %1 ms, varying by %2 ms.").arg(ms(meter.smoothedMs()), ms(meter.jitterMs()))
               : QString());
}

void StatusLine::showClock()
{
    const auto difference = m_session.clockDifferenceMs();
    m_clock->setVisible(difference.has_value());
    if (!difference)
        return;
    const QString sign = *difference < 0 ? QStringLiteral("−") : QStringLiteral("+");
    const qint64 size = std::abs(*difference);
    m_clock->setText(size < 10000 ? tr("Clock %1%2 ms").arg(sign, QLocale().toString(size))
                                  : tr("Clock %1%2 s").arg(sign, QLocale().toString(size / 1000)));
}

} // namespace courtyard
