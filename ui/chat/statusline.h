// The line at the bottom: connection, latency with its graph, the host's clock against ours, and whether
// others on the network could listen. GUI thread.
#pragma once

#include <QFrame>

class QLabel;

namespace courtyard {

class Dot;
class Session;
class Theme;

class StatusLine final : public QFrame {
    Q_OBJECT
public:
    StatusLine(Session &session, const Theme &theme, QWidget *parent = nullptr);

private:
    void showState();
    void showLatency();
    void showClock();

    Session &m_session;
    Dot *m_dot;
    QLabel *m_state;
    QLabel *m_latency;
    QLabel *m_clock;
};

} // namespace courtyard
