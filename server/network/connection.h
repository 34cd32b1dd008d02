// One WebSocket and the participant behind it. Network thread; owned by the network from the hand-over until
// gone().
//
//   Greeting ── welcome ──► Present
//      │ deadline, 1008        │
//      └───────► Closing ◄─────┘ close(), cut, a close frame
//                   └─► gone(), as from anywhere when the peer leaves
//
// Frames of one turn of the event loop are gathered and go out in one write at its end (outflow.h). So
// nothing that the rooms call here ever calls back into them.
#pragma once

#include "server/network/bounds.h"
#include "server/network/incoming.h"
#include "server/network/inflow.h"
#include "server/network/outflow.h"
#include "server/network/traffic.h"
#include "server/network/transport.h"
#include "server/rooms/participant.h"
#include "server/rooms/peer.h"

#include <QBasicTimer>
#include <QDeadlineTimer>
#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace courtyard {

class House;

class Connection final : public QObject, public Peer, private Talker, private Sender {
    Q_OBJECT
public:
    /// What all connections of a host share; must outlive them.
    struct Shared {
        House &house;
        Allowances &allowances;
        Outflow &outflow;
        Inflow::Shared inflow;
    };
    Connection(quint64 id, Incoming::Upgrade upgrade, const Shared &shared);
    ~Connection() override;

    /// Answers the upgrade; from now on frames are read.
    void start();
    /// Ends it at once; gone() follows before this returns.
    void abort();
    void dismiss(answer::ByeCode code, const QString &text, const QStringList &urls = {});

    quint64 id() const { return m_id; }
    bool isPresent() const { return m_phase == Phase::Present; }
    /// Whether it is a stranger of this address (strangers.h), and since when.
    bool isStrangerOf(const QString &address) const { return m_pass && m_pass->address() == address; }
    bool isOlderThan(const Connection &other) const { return m_lastDeadline < other.m_lastDeadline; }
    Person person() const;
    QHostAddress peerAddress() const { return m_peerAddress; }
    QHostAddress localAddress() const { return m_localAddress; }
    /// Round trips of the last pings in ms, oldest first.
    const QList<int> &latencies() const { return m_latencies; }

    // Peer
    const PeerFacts &facts() const override { return m_facts; }
    void send(const WireFrame &frame) override;
    qint64 queuedBytes() const override
    {
        m_tellsDrained = true;
        return queued();
    }
    void giveBack(qint64 bytes) override { m_inflow.giveBack(bytes); }
    void close(int closeCode, const QString &reason) override;

Q_SIGNALS:
    /// A member is behind it from now on.
    void becamePresent();
    void latencyMeasured();
    /// The socket is closed, the participant is gone; delete it, but not from inside of this signal.
    void gone();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Phase { Greeting, Present, Closing };

    // Talker
    void readable() override;
    void drained() override;
    // Sender
    void flush() override;

    qint64 queued() const { return m_pending.size() + m_transport->queued(); }
    void tellDrained();
    void takeMessages();
    void take(const frame::Message &message);
    void enqueue(const QByteArray &bytes);
    void checkPresence();
    void cut(Cut why, int closeCode, const QString &reason);
    void cutBreach(const frame::Breach &breach);
    void cutSlow();
    void noteCut(Cut why);
    void onClosedByPeer(int code);
    void beginClosing(int closeCode, const QString &reason);
    void endSending();
    void awaitAnotherHello();
    void ping();
    void noteLatency();
    void onGone();
    void startTimer(Bounds::Duration duration, Qt::TimerType type = Qt::CoarseTimer);

    quint64 m_id;
    // First what each frame on its way out needs: a thousand receivers are a thousand times these few lines
    // of memory.
    std::unique_ptr<Transport> m_transport;
    const Shared &m_shared;
    const Bounds &m_bounds;
    Traffic &m_traffic;
    Pieces m_pending; // of this turn
    Phase m_phase = Phase::Greeting;
    bool m_isGone = false;
    bool m_endSending = false; // shut down our side once all is out
    mutable bool m_tellsDrained = false; // the rooms asked for what is queued
    bool m_saidClose = false; // the peer did

    PeerFacts m_facts;
    QHostAddress m_peerAddress, m_localAddress;
    std::optional<Strangers::Pass> m_pass;
    QByteArray m_behindHead; // until start()
    Inflow m_inflow;
    std::unique_ptr<Participant> m_participant;
    QBasicTimer m_timer; // of the phase: deadline, pings, abort
    QDeadlineTimer m_lastDeadline; // for `welcome`
    QList<int> m_latencies;
    std::chrono::steady_clock::time_point m_pingedAt;
    int m_unanswered = 0; // pings in a row
    int m_hellosSeen = 0; // when the deadline was last put off
};

} // namespace courtyard
