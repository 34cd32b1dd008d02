// A connection that has just come in: reads its first bytes and decides what it is (PROTOCOL §1). HTTP it
// answers by itself, request after request; a WebSocket it hands over, with a head of our own
// making to read, for QWebSocketServer to take. Network thread; owned by the network until finished() or
// upgradeAsked(), whichever comes.
//
//   ReadingHead ── GET, HEAD ──► Answering ── all given to the system ──► ReadingHead …
//        │  ├──── /ws, Upgrade ──► (handed over)
//        │  └──── /files/… ──► (its descriptor is the sender's; it comes back as another one)
//        └─────── 4xx, 5xx ──► Lingering ── peer closed, or a moment passed ──► (finished)
#pragma once

#include "server/http/fileanswer.h"
#include "server/http/gate.h"
#include "server/http/responder.h"
#include "server/network/bounds.h"
#include "server/network/cappedsocket.h"
#include "server/network/strangers.h"
#include "server/network/traffic.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace courtyard {

class FileSender;

class Incoming final : public QObject {
    Q_OBJECT
public:
    /// What all of a host share; must outlive them.
    struct Shared {
        const Bounds &bounds;
        const http::Gate &gate;
        const http::Responder &responder;
        FileSender &files;
        Traffic &traffic;
    };
    /// Takes `socket`, which is connected.
    Incoming(CappedSocket *socket, Strangers::Pass pass, Shared shared, QObject *parent);

    /// What upgradeAsked() hands over. The socket has no parent and no listeners any more, and holds the head
    /// alone: Qt 6.4 reads on behind it before it says newConnection, and what it reads then nobody hears.
    /// The rest is here.
    struct Upgrade {
        CappedSocket *socket;
        QByteArray behindHead; // for unread(), once somebody listens
        Strangers::Pass pass;
        QDeadlineTimer deadline; // for `hello`
        QDeadlineTimer lastDeadline; // for `welcome`
        QString userAgent;
    };
    Upgrade takeUpgrade();
    /// It is one that was kept alive: its next request may not come.
    void expectMore();

Q_SIGNALS:
    /// Its socket is closed; delete it.
    void finished();
    /// A valid upgrade: takeUpgrade(), then delete it.
    void upgradeAsked();

private:
    enum class Phase { ReadingHead, Answering, Lingering };

    void read();
    void readHead();
    void handle(const http::Request &request);
    void handOver(http::FileAsk ask, const http::Request &request);
    void answer(const http::Response &response, http::Body body, http::AfterAnswer after, int headBytes);
    void goOn();
    void expire();

    CappedSocket *m_socket;
    Strangers::Pass m_pass;
    const Bounds &m_bounds;
    const http::Gate &m_gate;
    const http::Responder &m_responder;
    FileSender &m_files;
    Traffic &m_traffic;
    QTimer m_timer;
    QDeadlineTimer m_deadline; // for `hello`
    QDeadlineTimer m_lastDeadline; // for `welcome`, or the last request of a connection that is kept alive
    QString m_userAgent;
    Phase m_phase = Phase::ReadingHead;
    QByteArray m_handshake; // of the upgrade, as Qt is to read it
    qsizetype m_looked = 0; // bytes of the head that were parsed already
    bool m_closeAfterwards = false; // once the answer is out
    bool m_betweenRequests = false; // an answer went out, and nothing has come since
};

inline constexpr char subprotocol[] = "courtyard.v1"; // PROTOCOL §1

/// Gives bytes back to the socket, in front of what it holds.
void unread(QTcpSocket &socket, const QByteArray &bytes);

} // namespace courtyard
