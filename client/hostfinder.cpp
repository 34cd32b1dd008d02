#include "client/hostfinder.h"

#include "protocol/limits.h"

#include <QLoggingCategory>
#include <QNetworkInterface>

namespace courtyard {

Q_LOGGING_CATEGORY(logFinder, "courtyard.finder")

namespace {

using namespace std::chrono_literals;

constexpr auto lookEvery = 1s; // for interfaces that came, and hosts that went without a word
constexpr auto sayEvery = 250ms;
constexpr int datagramsATurn = 100; // then others have the thread for a while

} // namespace

HostFinder::HostFinder(QObject *parent, quint16 port) : QObject(parent), m_port(port), m_table({})
{
    m_clock.start();
    m_changed.setSingleShot(true);
    m_changed.setInterval(sayEvery);
    connect(&m_changed, &QTimer::timeout, this, &HostFinder::hostsChanged);
    m_look.setInterval(lookEvery);
    connect(&m_look, &QTimer::timeout, this, &HostFinder::look);
    connect(&m_ipv4, &QUdpSocket::readyRead, this, [this] { read(m_ipv4); });
    connect(&m_ipv6, &QUdpSocket::readyRead, this, [this] { read(m_ipv6); });
    m_look.start();
    look();
}

HostFinder::~HostFinder() = default;

void HostFinder::look()
{
    if (m_table.dropSilent(m_clock.elapsed()))
        sayChanged();
    if (m_port == 0)
        return;
    listen(m_ipv4, QHostAddress(QHostAddress::AnyIPv4));
    listen(m_ipv6, QHostAddress(QHostAddress::AnyIPv6));
    joinGroups();
}

void HostFinder::listen(QUdpSocket &socket, const QHostAddress &address)
{
    if (socket.state() == QAbstractSocket::BoundState)
        return;
    // Shared: each app of this computer hears every datagram.
    if (socket.bind(address, m_port, QUdpSocket::ShareAddress | QUdpSocket::ReuseAddressHint))
        return;
    if (&socket == &m_ipv4 && !std::exchange(m_deaf, true))
        qCWarning(logFinder, "event=cannot_listen why=\"%s\"", qPrintable(socket.errorString()));
}

// Broadcasts come by themselves; of a group one is a member on each interface.
void HostFinder::joinGroups()
{
    QSet<int> there;
    const auto join = [](QUdpSocket &socket, QSet<int> &joined, QLatin1StringView group,
                         const QNetworkInterface &interface) {
        if (socket.state() == QAbstractSocket::BoundState && !joined.contains(interface.index())
            && socket.joinMulticastGroup(QHostAddress(group), interface))
            joined.insert(interface.index());
    };
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &interface : interfaces) {
        there.insert(interface.index()); // one that is only down is still joined when it comes up
        if (!interface.flags().testFlag(QNetworkInterface::IsRunning))
            continue;
        join(m_ipv4, m_joinedIpv4, Beacon::groupIpv4, interface);
        join(m_ipv6, m_joinedIpv6, Beacon::groupIpv6, interface);
    }
    m_joinedIpv4.intersect(there);
    m_joinedIpv6.intersect(there);
}

void HostFinder::read(QUdpSocket &socket)
{
    QByteArray datagram(limits::beaconBytes + 1, Qt::Uninitialized); // what is longer is cut, and refused
    for (int n = 0; n < datagramsATurn && socket.hasPendingDatagrams(); ++n) {
        QHostAddress source;
        const qint64 size = socket.readDatagram(datagram.data(), datagram.size(), &source);
        if (size > 0)
            hear(QByteArray(datagram.constData(), size), source);
    }
}

void HostFinder::hear(const QByteArray &datagram, const QHostAddress &source)
{
    const HostTable::Heard heard = m_table.hear(datagram, source, m_clock.elapsed());
    if (heard.changed)
        sayChanged();
    if (heard.wayFound)
        Q_EMIT wayFound(heard.host);
}

void HostFinder::sayChanged()
{
    if (!m_changed.isActive())
        m_changed.start();
}

} // namespace courtyard
