// What one WebSocket's peer sends, looked at before QWebSocket reads it: counts it, lets who sends too fast
// wait (nothing is read meanwhile and nothing is lost), and says who leaves a message open for too long
// (RELIABILITY 9). Network thread; owned by the connection, and made before QWebSocket listens to the socket.
#pragma once

#include "server/network/allowance.h"
#include "server/network/bounds.h"
#include "server/network/cappedsocket.h"
#include "server/network/framewatch.h"
#include "server/network/traffic.h"

#include <QTimer>

namespace courtyard {

class Inflow final : public QObject {
    Q_OBJECT
public:
    Inflow(CappedSocket *socket, const Bounds &bounds, Traffic &traffic, std::shared_ptr<Allowance> allowance,
           QObject *parent);

    /// From now on frames come in, and QWebSocket listens. What the socket holds already is among them.
    void start();
    /// Everything that still comes is thrown away unread (RELIABILITY 24), until it is too much.
    void drain();
    /// From now on this one counts.
    void share(std::shared_ptr<Allowance> allowance) { m_allowance = std::move(allowance); }
    /// One frame of so many bytes shall not count.
    void giveBack(qint64 bytes) { m_allowance->giveBack(bytes + m_bounds.frameCost); }
    bool isMessageOpen() const { return m_watch.isOpen(); }

Q_SIGNALS:
    /// The connection must end. From inside of readyRead, or a timer.
    void exceeded(courtyard::Cut why);
    /// While draining: more came than is worth reading; abort. From inside of readyRead.
    void drainedEnough();

private:
    void look();
    void settle();
    void pay(qint64 bytes, quint64 frames);
    void pause(std::chrono::milliseconds wait);
    void resume();
    void followMessage();
    void checkMessage();
    qint64 room() const;
    static Allowance::Time now() { return std::chrono::steady_clock::now(); }

    CappedSocket *m_socket; // the connection's
    const Bounds &m_bounds;
    Traffic &m_traffic;
    std::shared_ptr<Allowance> m_allowance;
    FrameWatch m_watch;
    QTimer m_messageTimer; // while a message is open
    QTimer m_pauseTimer;
    qint64 m_drained = 0;
    qint64 m_seen = 0; // bytes that the socket still holds and we have looked at
    quint64 m_settled = 0; // of the watch, when the open message began
    Allowance::Time m_openedAt, m_pausedAt;
    bool m_started = false, m_draining = false;
};

} // namespace courtyard
