// Listens for the hosts of this network (DESIGN §5): which there are, and by which addresses each is reached
// now, so that a session finds its host again wherever it went. Listens from the moment it is made, on every
// interface that comes, and never asks anybody anything. Trusts nothing of what it hears. GUI thread;
// outlives the sessions and pages that use it.
#pragma once

#include "client/hosttable.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <QUdpSocket>

namespace courtyard {

class HostFinder final : public QObject {
    Q_OBJECT
public:
    /// `port` 0: listens nowhere and knows what hear() is told (for tests).
    explicit HostFinder(QObject *parent = nullptr, quint16 port = Beacon::udpPort);
    ~HostFinder() override;

    /// By name.
    QList<FoundHost> hosts() const { return m_table.hosts(); }
    /// Where this host was heard in the last seconds, best first: host and port, nothing else. Empty: it is
    /// not heard. A claim: whoever goes there makes sure that it is this host before anything is said to it.
    QList<Invitation> waysTo(const HostKey &host) const { return m_table.waysTo(host); }

    /// One datagram, as if it had come from there.
    void hear(const QByteArray &datagram, const QHostAddress &source);

Q_SIGNALS:
    /// This host was heard at an address or a port that was not known a moment ago. At once.
    void wayFound(const courtyard::HostKey &host);
    /// What hosts() says is another list now; at most four times a second.
    void hostsChanged();

private:
    void look();
    void listen(QUdpSocket &socket, const QHostAddress &address);
    void joinGroups();
    void read(QUdpSocket &socket);
    void sayChanged();

    const quint16 m_port;
    HostTable m_table;
    QElapsedTimer m_clock;
    QUdpSocket m_ipv4;
    QUdpSocket m_ipv6;
    QSet<int> m_joinedIpv4, m_joinedIpv6; // interfaces, by index
    QTimer m_look;
    QTimer m_changed;
    bool m_deaf = false; // the port cannot be had: said so in the log already
};

} // namespace courtyard
