// One WebSocket and the participant behind it. Network thread; owned by the network from the hand-over until
// gone().
//
//   Upgrading ── QWebSocketServer has answered ──► Greeting ── welcome ──► Present
//       │                                             │ deadline, 1008        │
//       └──────────── the peer left ─► gone() ◄── Closing ◄───────────────────┘ close(), cut
//
// Frames of one turn of the event loop are gathered and go out in one write at its end, straight to the
// socket and beside QWebSocket (RELIABILITY 22). So nothing that the rooms call here ever calls back into
// them.
#pragma once

#include "server/network/bounds.h"
#include "server/network/cappedsocket.h"
#include "server/network/incoming.h"
#include "server/network/inflow.h"
#include "server/network/traffic.h"
#include "server/rooms/participant.h"
#include "server/rooms/peer.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <memory>
#include <optional>

class QWebSocket;

namespace courtyard {

class House;

class Connection final : public QObject, public Peer {
    Q_OBJECT
public:
    /// What all connections of a host share; must outlive them.
    struct Shared {
        House &house;
        const Bounds &bounds;
        Traffic &traffic;
        Allowances &allowances;
    };
    Connection(quint64 id, Incoming::Upgrade upgrade, Shared shared, QObject *parent);
    ~Connection() override;

    /// What QWebSocketServer made of the socket. Takes it.
    void adopt(QWebSocket *web);
    /// Ends it at once; gone() follows before this returns.
    void abort();
    void dismiss(answer::ByeCode code, const QString &text);

    quint64 id() const { return m_id; }
    CappedSocket *socket() const { return m_socket; }
    bool isPresent() const { return m_phase == Phase::Present; }
    Person person() const;
    QHostAddress peerAddress() const { return m_peerAddress; }
    QHostAddress localAddress() const { return m_localAddress; }
    /// Round trips of the last pings in ms, oldest first.
    const QList<int> &latencies() const { return m_latencies; }

    // Peer
    const PeerFacts &facts() const override { return m_facts; }
    void send(const WireFrame &frame) override;
    qint64 queuedBytes() const override { return m_pending.size() + m_socket->queued(); }
    void giveBack(qint64 bytes) override { m_inflow->giveBack(bytes); }
    void close(int closeCode, const QString &reason) override;

Q_SIGNALS:
    /// A member is behind it from now on.
    void becamePresent();
    void latencyMeasured();
    /// The socket is closed, the participant is gone; delete it.
    void gone();

private:
    enum class Phase { Upgrading, Greeting, Present, Closing };

    void flush();
    void checkPresence();
    void cut(Cut why, int closeCode, const QString &reason);
    void cutSender(Cut why);
    void cutSlow();
    void noteCut(Cut why);
    void onClosedByQt();
    void beginClosing(int closeCode, const QString &reason);
    void endSending();
    void tick();
    void awaitAnotherHello();
    void ping();
    void noteLatency(quint64 elapsedMs);
    void onDisconnected();

    quint64 m_id;
    CappedSocket *m_socket; // a child, of m_web once there is one
    QWebSocket *m_web = nullptr;
    House &m_house;
    const Bounds &m_bounds;
    Traffic &m_traffic;
    Allowances &m_allowances;
    Inflow *m_inflow; // a child
    PeerFacts m_facts;
    QHostAddress m_peerAddress, m_localAddress;
    std::optional<Strangers::Pass> m_pass;
    QByteArray m_behindHead; // until there is a WebSocket to read it
    std::unique_ptr<Participant> m_participant;
    Phase m_phase = Phase::Upgrading;
    QTimer m_timer; // of the phase: deadline, pings, abort
    QDeadlineTimer m_lastDeadline; // for `welcome`
    QByteArray m_pending;
    QList<int> m_latencies;
    int m_unanswered = 0; // pings in a row
    int m_hellosSeen = 0; // when the deadline was last put off
    bool m_endSending = false; // shut down our side once all is out
    bool m_isGone = false;
};

} // namespace courtyard
