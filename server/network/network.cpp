#include "server/network/network.h"

#include "server/diagnosis/figures.h"
#include "server/files/filesender.h"
#include "server/network/connection.h"
#include "server/network/incoming.h"
#include "server/network/listener.h"
#include "server/network/log.h"

#include <QWebSocket>
#include <QWebSocketServer>

namespace courtyard {

namespace {

constexpr int freePortTries = 10; // for a port that is free on several addresses at once

// QWebSocket does not hand out its socket, so the two are matched by what only they can have in common.
template <typename Socket>
QString endsOf(const Socket &socket)
{
    return socket.peerAddress().toString() + QLatin1Char('|') + QString::number(socket.peerPort())
        + QLatin1Char('|') + socket.localAddress().toString();
}

template <std::size_t count>
QList<HostFigures::Reason> reasons(const std::array<const char *, count> &names,
                                   const std::array<quint64, count> &counts)
{
    QList<HostFigures::Reason> reasons;
    for (std::size_t i = 0; i < count; ++i)
        reasons.append({QString::fromLatin1(names[i]), counts[i]});
    return reasons;
}

} // namespace

Network::Network(House &house, const http::Gate &gate, const http::Responder &responder, FileSender &files,
                 Bounds bounds, QObject *parent)
    : QObject(parent), m_house(house), m_gate(gate), m_responder(responder), m_files(files), m_bounds(bounds),
      m_strangers(bounds.strangers, bounds.strangersPerAddress),
      m_allowances(bounds.incomingBurst, bounds.incomingPerSecond),
      m_upgrader(new QWebSocketServer(QStringLiteral("courtyard"), QWebSocketServer::NonSecureMode, this))
{
    m_upgrader->setSupportedSubprotocols({QString::fromLatin1(subprotocol)});
    m_upgrader->setMaxPendingConnections(bounds.backlog);
    connect(m_upgrader, &QWebSocketServer::newConnection, this, &Network::adoptPending);
    m_files.onKeptAlive([this](qintptr descriptor) { takeBack(descriptor); });
}

Network::~Network()
{
    disconnect(this, nullptr, nullptr, nullptr);
    m_files.onKeptAlive({});
    abort();
    // Not by ~QObject: all of them use what goes before it.
    qDeleteAll(QObjectList(children()));
}

std::optional<ListenFailure> Network::listen(const QList<QHostAddress> &addresses, quint16 port)
{
    const QList<QHostAddress> wanted =
        addresses.isEmpty() ? QList<QHostAddress>{QHostAddress::Any} : addresses;
    std::optional<ListenFailure> failure;
    const int tries = port == 0 && wanted.size() > 1 ? freePortTries : 1;
    for (int i = 0; i < tries; ++i) {
        failure = listenOnce(wanted, port);
        if (!failure || !failure->portTaken)
            break;
    }
    return failure;
}

std::optional<ListenFailure> Network::listenOnce(const QList<QHostAddress> &addresses, quint16 port)
{
    for (const QHostAddress &address : addresses) {
        auto *listener = new Listener(m_bounds, this);
        m_listeners.append(listener);
        connect(listener, &Listener::accepted, this, [this](qintptr descriptor) {
            ++m_traffic.accepted;
            accept(descriptor);
        });
        if (!listener->open(address, port)) {
            const ListenFailure failure{listener->serverError() == QAbstractSocket::AddressInUseError,
                                        listener->errorString()};
            qDeleteAll(m_listeners);
            m_listeners.clear();
            return failure;
        }
        port = listener->serverPort();
    }
    m_port = port;
    return std::nullopt;
}

// A connection on which a file was sent.
void Network::takeBack(qintptr descriptor)
{
    if (m_closing) {
        closeDescriptor(descriptor);
        return;
    }
    if (Incoming *incoming = accept(descriptor))
        incoming->expectMore();
}

// nullptr: it was refused.
Incoming *Network::accept(qintptr descriptor)
{
    auto *socket = new CappedSocket(m_bounds.queuedBytes + m_bounds.lastWords, m_traffic, this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        closeDescriptor(descriptor); // Qt leaves it open
        return nullptr;
    }
    auto pass = m_strangers.admit(socket->peerAddress());
    if (!pass) {
        const Refusal why = m_strangers.isFull() ? Refusal::Strangers : Refusal::Address;
        m_traffic.count(why);
        qCDebug(logNetwork, "refused reason=%s address=%s", refusalNames[std::size_t(why)],
                qPrintable(socket->peerAddress().toString()));
        socket->abort();
        delete socket;
        return nullptr;
    }
#ifndef Q_OS_LINUX // where the listener's own option is handed on
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
#endif
    auto *incoming =
        new Incoming(socket, std::move(*pass), {m_bounds, m_gate, m_responder, m_files, m_traffic}, this);
    ++m_http;
    connect(incoming, &QObject::destroyed, this, [this] { --m_http; });
    connect(incoming, &Incoming::finished, incoming, &QObject::deleteLater);
    connect(incoming, &Incoming::upgradeAsked, this, [this, incoming] { upgrade(incoming); });
    return incoming;
}

void Network::upgrade(Incoming *incoming)
{
    Incoming::Upgrade taken = incoming->takeUpgrade();
    incoming->deleteLater();
    CappedSocket *socket = taken.socket;
    auto *connection =
        new Connection(++m_lastId, std::move(taken), {m_house, m_bounds, m_traffic, m_allowances}, this);
    m_connections.insert(connection->id(), connection);
    m_upgrading.insert(endsOf(*socket), connection);
    connect(connection, &Connection::gone, this, [this, connection] { forget(connection); });
    connect(connection, &Connection::becamePresent, this, [this, connection] { noteProven(connection); });
    connect(connection, &Connection::latencyMeasured, this, &Network::changed);
    if (m_closing || socket->state() != QAbstractSocket::ConnectedState)
        connection->abort(); // it will not say `disconnected` again (RELIABILITY 4)
    else
        m_upgrader->handleConnection(socket);
}

void Network::adoptPending()
{
    while (QWebSocket *web = m_upgrader->nextPendingConnection()) {
        if (Connection *connection = m_upgrading.take(endsOf(*web))) {
            // It would go on listening to every socket it ever shook hands with, and looks through all of
            // them whenever one closes.
            disconnect(connection->socket(), nullptr, m_upgrader, nullptr);
            connection->adopt(web);
        } else {
            web->deleteLater(); // its socket died during the handshake
        }
    }
}

void Network::forget(Connection *connection)
{
    m_connections.remove(connection->id());
    m_upgrading.removeIf(
        [connection](QHash<QString, Connection *>::iterator entry) { return entry.value() == connection; });
    connection->deleteLater();
    Q_EMIT changed();
    checkEmptied();
}

void Network::noteProven(const Connection *connection)
{
    if (!connection->facts().loopback)
        m_proven.insert(connection->localAddress());
    Q_EMIT changed();
}

QList<const Connection *> Network::connections() const
{
    return {m_connections.cbegin(), m_connections.cend()};
}

void Network::describe(HostFigures &figures) const
{
    for (const Connection *connection : m_connections) {
        ++(connection->isPresent() ? figures.members : figures.greeting);
        figures.queuedBytes += connection->queuedBytes();
        figures.largestQueueBytes = std::max(figures.largestQueueBytes, connection->queuedBytes());
    }
    figures.http = m_http;
    figures.strangers = m_strangers.total();
    figures.accepted = m_traffic.accepted;
    figures.framesIn = m_traffic.framesIn;
    figures.framesOut = m_traffic.framesOut;
    figures.bytesIn = m_traffic.bytesIn;
    figures.bytesOut = m_traffic.bytesOut;
    figures.pauses = m_traffic.pauses;
    figures.cuts = reasons(cutNames, m_traffic.cuts);
    figures.refused = reasons(refusalNames, m_traffic.refused);
}

void Network::remove(quint64 connection)
{
    if (Connection *found = m_connections.value(connection))
        found->dismiss(answer::ByeCode::Kicked, QStringLiteral("The host ended this connection."));
}

void Network::close()
{
    m_closing = true;
    qDeleteAll(m_listeners);
    m_listeners.clear();
    qDeleteAll(findChildren<Incoming *>(Qt::FindDirectChildrenOnly));
    const QList<Connection *> open = m_connections.values();
    for (Connection *connection : open)
        connection->close(1001, QStringLiteral("stopping"));
    // Even where nobody was there: whoever waits is told from the event loop.
    QMetaObject::invokeMethod(this, &Network::checkEmptied, Qt::QueuedConnection);
}

void Network::checkEmptied()
{
    if (m_closing && m_connections.isEmpty())
        Q_EMIT emptied();
}

void Network::abort()
{
    const QList<Connection *> open = m_connections.values();
    for (Connection *connection : open)
        connection->abort();
}

} // namespace courtyard
