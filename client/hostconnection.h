// One WebSocket to a host: opens within a deadline, carries text frames, notices silence. As old as one try;
// makes no second one (HostLink does). GUI thread.
#pragma once

#include "client/timing.h"

#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace courtyard {

class HostConnection final : public QObject {
    Q_OBJECT
public:
    enum class Loss { NeverOpened, Closed, Silent };

    HostConnection(const SessionTiming &timing, QObject *parent);
    ~HostConnection() override;

    void open(const QUrl &url);
    /// Where it is open; else the text is dropped.
    void send(const QByteArray &text);
    /// A piece of an upload.
    void sendBinary(const QByteArray &frame);
    /// Bytes that were sent and have not left for the system's queue.
    qint64 standing() const { return m_socket.bytesToWrite(); }
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
    void giveUp(Loss why);
    void tick();
    void boundSystemQueue();

    const SessionTiming m_timing;
    QWebSocket m_socket;
    QTimer m_deadline; // of the handshake
    QTimer m_beat; // of the watch
    int m_silent = 0; // intervals
    bool m_open = false;
    bool m_over = false;
};

} // namespace courtyard
