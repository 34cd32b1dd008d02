#include "server/network/network.h"

#include "server/diagnosis/figures.h"
#include "server/files/filesender.h"
#include "server/network/listener.h"
#include "server/network/log.h"
#include "server/network/sockettransport.h"

namespace courtyard {

namespace {

constexpr int goingAway = 1001; // RFC 6455 §7.4.1
constexpr int freePortTries = 10; // for a port that is free on several addresses at once

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
                 const TlsContext *tls, Bounds bounds, QObject *parent)
    : QObject(parent), m_files(files), m_bounds(bounds),
      m_strangers(bounds.strangers, bounds.strangersPerAddress),
      m_allowances(bounds.incomingBurst, bounds.incomingPerSecond),
      m_readBuffer(std::size_t(bounds.readAhead)), m_incomingShared{m_bounds, gate,      responder,
                                                                    files,    m_traffic, tls},
      m_connectionShared{house, m_allowances, m_outflow, {m_bounds, m_traffic, m_readBuffer}}
{
    m_files.onKeptAlive([this](Socket socket) { takeBack(std::move(socket)); });
}

Network::~Network()
{
    m_closing = true;
    disconnect(this, nullptr, nullptr, nullptr);
    m_files.onKeptAlive({});
    abort();
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
            accept(Socket(descriptor));
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
void Network::takeBack(Socket socket)
{
    if (m_closing)
        return;
    if (Incoming *incoming = accept(std::move(socket)))
        incoming->expectMore();
}

// nullptr: it was refused.
Incoming *Network::accept(Socket socket)
{
#ifndef Q_OS_LINUX // where the listener has seen to it
    descriptor::prepare(socket.descriptor());
#endif
    auto transport = std::make_unique<SocketTransport>(std::move(socket), m_traffic);
    auto pass = admit(transport->peerAddress());
    if (!pass) {
        const Refusal why = m_strangers.isFull() ? Refusal::Strangers : Refusal::Address;
        m_traffic.count(why);
        qCDebug(logNetwork, "refused reason=%s address=%s", refusalNames[std::size_t(why)],
                qPrintable(transport->peerAddress().toString()));
        return nullptr;
    }
    auto made = std::make_unique<Incoming>(std::move(transport), std::move(*pass), m_incomingShared);
    Incoming *incoming = made.get();
    m_incoming.emplace(incoming, std::move(made));
    connect(incoming, &Incoming::finished, this, [this, incoming] { forget(incoming); });
    connect(incoming, &Incoming::upgradeAsked, this, [this, incoming] { upgrade(incoming); });
    return incoming;
}

// Where all places are taken, those who came from one address in great number do not keep others out.
std::optional<Strangers::Pass> Network::admit(const QHostAddress &address)
{
    if (m_strangers.isFull()) {
        if (const auto crowded = m_strangers.crowdedBeside(address))
            makeRoom(*crowded);
    }
    return m_strangers.admit(address);
}

void Network::makeRoom(const QString &crowded)
{
    Incoming *incoming = nullptr;
    for (const auto &[key, each] : m_incoming) {
        if (each->countedAs() == crowded && (!incoming || each->isOlderThan(*incoming)))
            incoming = each.get();
    }
    m_traffic.count(Refusal::Address);
    if (incoming) {
        incoming->giveUp();
        return;
    }
    Connection *greeting = nullptr;
    for (const auto &[id, each] : m_connections) {
        if (each->isStrangerOf(crowded) && (!greeting || each->isOlderThan(*greeting)))
            greeting = each.get();
    }
    if (greeting)
        greeting->abort();
}

void Network::upgrade(Incoming *incoming)
{
    auto made = std::make_unique<Connection>(++m_lastId, incoming->takeUpgrade(), m_connectionShared);
    forget(incoming);
    Connection *connection = made.get();
    m_connections.emplace(connection->id(), std::move(made));
    connect(connection, &Connection::gone, this, [this, connection] { forget(*connection); });
    connect(connection, &Connection::becamePresent, this, [this, connection] { noteProven(connection); });
    connect(connection, &Connection::latencyMeasured, this, &Network::changed);
    if (m_closing)
        connection->abort();
    else
        connection->start();
}

void Network::forget(Incoming *incoming)
{
    const auto found = m_incoming.find(incoming);
    bury(std::move(found->second));
    m_incoming.erase(found);
}

void Network::forget(const Connection &connection)
{
    const auto found = m_connections.find(connection.id());
    bury(std::move(found->second));
    m_connections.erase(found);
    Q_EMIT changed();
    checkEmptied();
}

// Not deleteLater(): all of them use what goes with this.
void Network::bury(std::unique_ptr<QObject> object)
{
    if (m_buried.empty())
        QMetaObject::invokeMethod(
            this, [this] { m_buried.clear(); }, Qt::QueuedConnection);
    m_buried.push_back(std::move(object));
}

void Network::noteProven(const Connection *connection)
{
    if (!connection->facts().loopback)
        m_proven.insert(connection->localAddress());
    Q_EMIT changed();
}

QList<const Connection *> Network::connections() const
{
    QList<const Connection *> all;
    all.reserve(qsizetype(m_connections.size()));
    for (const auto &entry : m_connections)
        all.append(entry.second.get());
    return all;
}

void Network::describe(HostFigures &figures) const
{
    for (const auto &[id, connection] : m_connections) {
        ++(connection->isPresent() ? figures.members : figures.greeting);
        figures.queuedBytes += connection->queuedBytes();
        figures.largestQueueBytes = std::max(figures.largestQueueBytes, connection->queuedBytes());
    }
    figures.http = int(m_incoming.size());
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
    if (const auto found = m_connections.find(connection); found != m_connections.end())
        found->second->dismiss(answer::ByeCode::Kicked, QStringLiteral("The host ended this connection."));
}

void Network::dismissPlain()
{
    for (const auto &[id, connection] : m_connections) {
        if (connection->facts().encrypted)
            continue;
        const QStringList urls{http::urlOf(http::Scheme::Https, connection->localAddress(), m_port)};
        connection->dismiss(answer::ByeCode::Moved,
                            QStringLiteral("Only encrypted connections are taken here now."), urls);
    }
}

void Network::close()
{
    m_closing = true;
    qDeleteAll(m_listeners);
    m_listeners.clear();
    m_incoming.clear();
    for (const auto &entry : m_connections)
        entry.second->close(goingAway, QStringLiteral("stopping"));
    // Even where nobody was there: whoever waits is told from the event loop.
    QMetaObject::invokeMethod(this, &Network::checkEmptied, Qt::QueuedConnection);
}

void Network::checkEmptied()
{
    if (m_closing && m_connections.empty())
        Q_EMIT emptied();
}

void Network::abort()
{
    while (!m_connections.empty())
        m_connections.begin()->second->abort(); // which takes it away
}

} // namespace courtyard
