// Accepts connections on one address and port, for ever: also after the process ran out of descriptors
// (RELIABILITY 13, 14, 16). Network thread; owned by the network.
#pragma once

#include "server/network/bounds.h"

#include <QTcpServer>
#include <QTimer>

class QSocketNotifier;

namespace courtyard {

class Listener final : public QTcpServer {
    Q_OBJECT
public:
    Listener(const Bounds &bounds, QObject *parent);

    /// As QTcpServer::listen, and what is accepted has no Nagle delay.
    bool open(const QHostAddress &address, quint16 port);

Q_SIGNALS:
    /// A descriptor that belongs to whoever takes it. Nothing is queued here (QTcpServer's own queue holds
    /// 30).
    void accepted(qintptr descriptor);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void acceptAll();
    void pause();

    QSocketNotifier *m_ready = nullptr; // a child; ours, where Qt's own accepting is not used
    QTimer m_retry;
    bool m_exhausted = false; // said so in the log already
};

/// Lets this process have as many descriptors as the system allows it.
void raiseDescriptorLimit();

} // namespace courtyard
