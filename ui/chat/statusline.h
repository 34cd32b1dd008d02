// The line at the bottom: connection, what waits to be sent, latency with its graph, the host's clock against
// ours, and whether others on the network could listen. A click on it asks for the details. GUI thread.
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace courtyard {

class Dot;
class Session;
class Theme;

class StatusLine final : public QFrame {
    Q_OBJECT
public:
    StatusLine(Session &session, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void detailsWanted();
    void waitingWanted();
    void transfersWanted();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void showState();
    void showWaiting();
    void showTransfers();
    void showLatency();
    void showClock();

    Session &m_session;
    Dot *m_dot;
    QPushButton *m_state;
    QPushButton *m_waiting;
    QPushButton *m_transfers;
    QLabel *m_latency;
    QLabel *m_clock;
};

} // namespace courtyard
