// Every socket of a host: accepts them, lets Incoming find out what they are, and keeps the connections that
// became WebSockets. Made and used in the network thread (RELIABILITY 23); the house, gate and responder must
// outlive it.
#pragma once

#include "server/http/gate.h"
#include "server/http/responder.h"
#include "server/network/allowance.h"
#include "server/network/bounds.h"
#include "server/network/strangers.h"
#include "server/network/traffic.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

#include <optional>

class QWebSocketServer;

namespace courtyard {

class Connection;
class FileSender;
class House;
struct HostFigures;
class Incoming;
class Listener;

struct ListenFailure {
    bool portTaken = false;
    QString why; // in the system's words
};

class Network final : public QObject {
    Q_OBJECT
public:
    Network(House &house, const http::Gate &gate, const http::Responder &responder, FileSender &files,
            Bounds bounds, QObject *parent);
    ~Network() override;

    /// Listens on all these addresses, or on all interfaces where there are none. Port 0: a free one, see
    /// port().
    std::optional<ListenFailure> listen(const QList<QHostAddress> &addresses, quint16 port);
    quint16 port() const { return m_port; }

    QList<const Connection *> connections() const;
    /// Addresses of this machine by which a device has really come in; loopback does not count.
    const QSet<QHostAddress> &provenAddresses() const { return m_proven; }
    /// Fills in what there is to tell of sockets.
    void describe(HostFigures &figures) const;
    /// Says `bye kicked` to one connection and closes it.
    void remove(quint64 connection);

    /// Accepts nothing any more, and closes every connection in order (1001); emptied() once all are gone.
    void close();
    /// Ends at once whatever is still open.
    void abort();

Q_SIGNALS:
    /// Somebody came or went, a latency was measured, an address proved itself.
    void changed();
    void emptied();

private:
    std::optional<ListenFailure> listenOnce(const QList<QHostAddress> &addresses, quint16 port);
    Incoming *accept(qintptr descriptor);
    void takeBack(qintptr descriptor);
    void upgrade(Incoming *incoming);
    void adoptPending();
    void forget(Connection *connection);
    void noteProven(const Connection *connection);
    void checkEmptied();

    House &m_house;
    const http::Gate &m_gate;
    const http::Responder &m_responder;
    FileSender &m_files;
    const Bounds m_bounds;
    Strangers m_strangers;
    Traffic m_traffic;
    Allowances m_allowances;
    QWebSocketServer *m_upgrader; // a child; never listens, only shakes hands
    QList<Listener *> m_listeners; // children
    QHash<quint64, Connection *> m_connections; // children
    QHash<QString, Connection *> m_upgrading; // by the ends of their sockets, of m_connections
    QSet<QHostAddress> m_proven;
    quint64 m_lastId = 0;
    quint16 m_port = 0;
    int m_http = 0; // connections that are no WebSocket
    bool m_closing = false;
};

} // namespace courtyard
