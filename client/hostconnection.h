// One WebSocket to a host, always inside TLS: opens within a deadline, carries text frames, notices silence.
// As old as one try; makes no second one (HostLink does). GUI thread.
//
// With the other side's certificate it asks whether its key may be talked to. Where it may not, nothing was
// said but the TLS handshake, and nothing is.
#pragma once

#include "client/hostkey.h"
#include "client/timing.h"

#include <QPointer>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <functional>

namespace courtyard {

class HostConnection final : public QObject {
    Q_OBJECT
public:
    enum class Loss {
        NeverOpened, // nobody answered
        NotEncrypted, // somebody did, and not with TLS
        Stranger, // the holder of a key that was not let in: key() is whose
        NotAHost, // inside TLS, not what a host says
        Closed,
        Silent
    };
    using Admits = std::function<bool(const HostKey &key)>;

    HostConnection(const SessionTiming &timing, QObject *parent);
    ~HostConnection() override;

    /// A wss:// address. `admits` is asked before anything is said, from inside this object's slots.
    void open(const QUrl &url, Admits admits);
    /// Who is on the other side; empty until it has shown it.
    const HostKey &key() const { return m_key; }
    /// Where it is open; else the text is dropped.
    void send(const QByteArray &text);
    /// A piece of an upload.
    void sendBinary(const QByteArray &frame);
    /// Bytes that were sent and have not left for the system's queue.
    qint64 standing() const;
    bool isOpen() const { return m_open; }
    /// From now on silence ends it: after two intervals in which nothing came. pingWanted() is said at each.
    void watch();
    /// Closes without a word; nothing is said any more.
    void hangUp();

Q_SIGNALS:
    void opened();
    void received(const QByteArray &text);
    void pingWanted();
    /// Something left: standing() is less.
    void written();
    /// Once, and nothing after it: it did not open, was closed, or fell silent.
    void lost(courtyard::HostConnection::Loss why);

private:
    void askForAdmission();
    Loss lossNow() const;
    void giveUp(Loss why);
    void tick();
    void boundSystemQueue();

    const SessionTiming m_timing;
    QWebSocket m_socket;
    QPointer<QSslSocket> m_tls; // of m_socket
    Admits m_admits;
    HostKey m_key;
    bool m_reached = false; // somebody is there
    bool m_admitted = false;
    QTimer m_deadline; // of the handshake
    QTimer m_beat; // of the watch
    int m_silent = 0; // intervals
    bool m_open = false;
    bool m_over = false;
};

} // namespace courtyard
