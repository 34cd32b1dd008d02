// What one WebSocket's peer sends: reads it, counts it, lets who sends too fast wait (nothing is read
// meanwhile and nothing is lost), and says who leaves a message open for too long (RELIABILITY 9). Network
// thread; owned by the connection.
#pragma once

#include "server/network/allowance.h"
#include "server/network/bounds.h"
#include "server/network/framereader.h"
#include "server/network/traffic.h"
#include "server/network/transport.h"

#include <QBasicTimer>
#include <QObject>

#include <functional>

namespace courtyard {

class Inflow final : public QObject {
public:
    /// What all connections of a host share; must outlive them.
    struct Shared {
        const Bounds &bounds;
        Traffic &traffic;
        std::span<char> buffer; // what is read lies here until the next connection reads
    };
    /// `dribbles`: a message stands open for too long; said by a timer.
    Inflow(Transport &transport, const Shared &shared, std::shared_ptr<Allowance> allowance,
           std::function<void()> dribbles);

    /// Reads once; take what came by next(), and then settle(). False: the peer is gone, or it sends more
    /// than is worth throwing away.
    bool read();
    /// As if it had been read.
    void take(std::span<char> bytes) { m_reader.feed(bytes); }
    std::optional<frame::Message> next() { return m_reader.next(); }
    void settle();

    /// Everything that still comes is thrown away unread (RELIABILITY 24), until it is too much.
    void drain();
    /// From now on this one counts.
    void share(std::shared_ptr<Allowance> allowance) { m_allowance = std::move(allowance); }
    /// One frame of so many bytes shall not count.
    void giveBack(qint64 bytes) { m_allowance->giveBack(bytes + m_shared.bounds.frameCost); }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void pay(qint64 bytes, quint64 frames);
    void pause(std::chrono::milliseconds wait);
    void resume();
    void followMessage();
    void checkMessage();
    static Allowance::Time now() { return std::chrono::steady_clock::now(); }

    Transport &m_transport; // the connection's
    const Shared &m_shared;
    std::shared_ptr<Allowance> m_allowance;
    const std::function<void()> m_dribbles;
    FrameReader m_reader;
    QBasicTimer m_messageTimer; // while a message is open
    QBasicTimer m_pauseTimer;
    qint64 m_unpaid = 0; // bytes
    quint64 m_paidFrames = 0;
    qint64 m_drained = 0;
    quint64 m_settled = 0; // of the reader, when the open message began
    Allowance::Time m_openedAt, m_pausedAt;
    bool m_draining = false;
};

} // namespace courtyard
