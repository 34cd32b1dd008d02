// Tells everybody on this network that a host is here: a datagram every two seconds by multicast and by
// broadcast, out of each address that the host is reached by, and a last one when it stops (DESIGN §5). Asks
// for nothing and hears nothing. Made and used in the network thread; owned by the host's core.
#pragma once

#include "protocol/beacon.h"
#include "server/discovery/addresses.h"

#include <QSet>
#include <QTimer>
#include <QUdpSocket>

#include <functional>
#include <memory>
#include <vector>

namespace courtyard {

class Announcer final : public QObject {
    Q_OBJECT
public:
    /// `facts` is asked before each datagram.
    explicit Announcer(std::function<Beacon()> facts, QObject *parent = nullptr);
    ~Announcer() override;

    /// By which addresses the host is reached now. A new one is used at once.
    void setAddresses(const QList<InterfaceAddress> &addresses);
    void start();
    /// Says that the host is gone, and then nothing more.
    void stop();

private:
    struct Outlet {
        InterfaceAddress from;
        std::unique_ptr<QUdpSocket> socket;
        QList<QHostAddress> targets;
    };
    std::optional<Outlet> open(const InterfaceAddress &from);
    void announce();
    void send(const Outlet &outlet, const QByteArray &datagram);
    void complain(const InterfaceAddress &from, const QString &why);

    const std::function<Beacon()> m_facts;
    std::vector<Outlet> m_outlets;
    QSet<QHostAddress> m_unready; // could not be opened the last time
    QSet<QHostAddress> m_troubled; // said so in the log already
    QTimer m_timer;
};

} // namespace courtyard
