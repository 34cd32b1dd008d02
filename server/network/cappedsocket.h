// A TCP socket whose write buffer has a bound: QTcpSocket's has none, and QWebSocket answers every ping into
// it (RELIABILITY 5). Past the bound nothing more is queued, and the owner is told once, from the event loop.
// Network thread; owned by its Incoming, then by its Connection.
#pragma once

#include "server/network/traffic.h"

#include <QTcpSocket>

namespace courtyard {

/// All that was written and is not with the system yet. Under TLS that is in two places (RELIABILITY 6).
qint64 unsentBytes(const QTcpSocket &socket);

class CappedSocket final : public QTcpSocket {
    Q_OBJECT
public:
    /// Counts what it sends in `traffic`, which must outlive it.
    CappedSocket(qint64 cap, Traffic &traffic, QObject *parent);

    qint64 queued() const { return unsentBytes(*this); }
    /// Whether anything was dropped.
    bool isOverfull() const { return m_overfull; }
    /// Gives as much as possible to the system at once, and queues the rest: `write` alone costs two system
    /// calls more for arming and disarming a notifier (DESIGN §3.3).
    void sendNow(const QByteArray &bytes);
    /// Ends our direction only; what the peer still says can be read and forgotten (RELIABILITY 24).
    void shutDownSending();

Q_SIGNALS:
    void overflowed();

protected:
    qint64 writeData(const char *data, qint64 size) override;

private:
    qint64 m_cap;
    Traffic &m_traffic;
    bool m_overfull = false;
};

} // namespace courtyard
