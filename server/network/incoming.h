// A connection that has just come in: reads its first bytes and decides what it is (PROTOCOL §1). HTTP it
// answers by itself, request after request; a WebSocket it hands over. Network thread; owned by the network
// until finished() or upgradeAsked(), whichever comes.
//
//   ReadingHead ── GET, HEAD ──► Answering ── all given to the system ──► ReadingHead …
//        │  ├──── 0x16, first of all ──► TLS, and then as before
//        │  ├──── /ws, Upgrade ──► (handed over)
//        │  └──── /files/… ──► (its socket is the sender's; it comes back as another one)
//        └─────── 4xx, 5xx ──► Lingering ── peer closed, or a moment passed ──► (finished)
#pragma once

#include "server/http/fileanswer.h"
#include "server/http/gate.h"
#include "server/http/responder.h"
#include "server/network/bounds.h"
#include "server/network/strangers.h"
#include "server/network/traffic.h"
#include "server/network/transport.h"

#include <QBasicTimer>
#include <QDeadlineTimer>
#include <QObject>

#include <memory>

namespace courtyard {

class FileSender;

class Incoming final : public QObject, private Talker {
    Q_OBJECT
public:
    /// What all of a host share; must outlive them.
    struct Shared {
        const Bounds &bounds;
        const http::Gate &gate;
        const http::Responder &responder;
        FileSender &files;
        Traffic &traffic;
        const TlsContext *tls = nullptr; // nullptr: it is not spoken
    };
    Incoming(std::unique_ptr<Transport> transport, Strangers::Pass pass, const Shared &shared);

    /// What upgradeAsked() hands over.
    struct Upgrade {
        std::unique_ptr<Transport> transport;
        QByteArray answer; // to the request, still to be sent
        QByteArray behindHead; // came right behind the request
        Strangers::Pass pass;
        QDeadlineTimer deadline; // for `hello`
        QDeadlineTimer lastDeadline; // for `welcome`
        QString userAgent;
        bool foreignPage = false; // see PeerFacts
    };
    Upgrade takeUpgrade();
    /// Whose stranger it is, and since when.
    const QString &countedAs() const { return m_pass.address(); }
    bool isOlderThan(const Incoming &other) const { return m_lastDeadline < other.m_lastDeadline; }
    /// Ends it at once; finished() follows before this returns. Its place is whose this returns.
    Strangers::Pass giveUp();

    /// It is one that was kept alive: its next request may not come.
    void expectMore();

Q_SIGNALS:
    /// Its socket is closed; delete it, but not from inside of this signal.
    void finished();
    /// A valid upgrade: takeUpgrade(), then delete it likewise.
    void upgradeAsked();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Phase { ReadingHead, Answering, Lingering, HandedOver };

    // Talker
    void readable() override;
    void drained() override;

    void readHead();
    void beginTls();
    void handle(const http::Request &request);
    void upgrade(const http::Request &request);
    void handOver(http::FileAsk ask, const http::Request &request);
    void answer(const http::Response &response, http::Body body, http::AfterAnswer after, int headBytes);
    void goOn();
    void close();
    void startTimer(Bounds::Duration duration);

    std::unique_ptr<Transport> m_transport;
    Strangers::Pass m_pass;
    const Shared &m_shared;
    const Bounds &m_bounds;
    QBasicTimer m_timer;
    QDeadlineTimer m_deadline; // for `hello`
    QDeadlineTimer m_lastDeadline; // for `welcome`, or the last request of a connection that is kept alive
    QByteArray m_received; // and not answered yet
    qsizetype m_looked = 0; // bytes of it that were parsed already
    QByteArray m_upgradeAnswer;
    QString m_userAgent;
    bool m_foreignPage = false;
    Phase m_phase = Phase::ReadingHead;
    bool m_isFirst = true; // nothing was understood so far: it may still be TLS
    bool m_closeAfterwards = false; // once the answer is out
    bool m_betweenRequests = false; // an answer went out, and nothing has come since
};

} // namespace courtyard
