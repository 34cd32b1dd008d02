// Every socket of a host: accepts them, lets Incoming find out what they are, and keeps the connections that
// became WebSockets. Made and used in the network thread; all that it is given must outlive it.
#pragma once

#include "server/http/gate.h"
#include "server/http/responder.h"
#include "server/network/allowance.h"
#include "server/network/bounds.h"
#include "server/network/connection.h"
#include "server/network/incoming.h"
#include "server/network/outflow.h"
#include "server/network/strangers.h"
#include "server/network/traffic.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace courtyard {

class FileSender;
class TlsContext;
class House;
struct HostFigures;
class Listener;

struct ListenFailure {
    bool portTaken = false;
    QString why; // in the system's words
};

/// Connections have no QObject parent: taking one of ten thousand children away looks through all of them.
class Network final : public QObject {
    Q_OBJECT
public:
    Network(House &house, const http::Gate &gate, const http::Responder &responder, FileSender &files,
            const TlsContext *tls, Bounds bounds, QObject *parent);
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

    /// Sends whoever talks in the clear to https, and ends that connection.
    void dismissPlain();

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
    Incoming *accept(Socket socket);
    void takeBack(Socket socket);
    std::optional<Strangers::Pass> admit(const QHostAddress &address);
    void makeRoom(const QString &crowded);
    void upgrade(Incoming *incoming);
    void forget(Incoming *incoming);
    void forget(const Connection &connection);
    void bury(std::unique_ptr<QObject> object);
    void noteProven(const Connection *connection);
    void checkEmptied();

    FileSender &m_files;
    const Bounds m_bounds;
    Strangers m_strangers;
    Traffic m_traffic;
    Allowances m_allowances;
    Outflow m_outflow;
    std::vector<char> m_readBuffer; // of whoever is reading
    const Incoming::Shared m_incomingShared;
    const Connection::Shared m_connectionShared;
    QList<Listener *> m_listeners; // children
    std::unordered_map<const Incoming *, std::unique_ptr<Incoming>> m_incoming;
    std::unordered_map<quint64, std::unique_ptr<Connection>> m_connections;
    std::vector<std::unique_ptr<QObject>> m_buried; // over, but something of theirs may be calling
    QSet<QHostAddress> m_proven;
    quint64 m_lastId = 0;
    quint16 m_port = 0;
    bool m_closing = false;
};

} // namespace courtyard
