#include "client/hostsearch.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace courtyard {

namespace {

using namespace std::chrono_literals;

// Gently: a Wi-Fi hotspot of a phone has to find each of these addresses first (ARP), and carries talk beside
// it.
constexpr std::size_t knocksAtOnce = 48;
constexpr std::size_t questionsAtOnce = 8;
constexpr auto knockTimeout = 1s;
constexpr auto aboutTimeout = 2s;

} // namespace

HostSearch::HostSearch(QObject *parent, Subnets subnets) : QObject(parent), m_subnets(std::move(subnets)) { }

HostSearch::~HostSearch() = default;

void HostSearch::start(const QList<quint16> &ports)
{
    if (m_running)
        return;
    m_doors.clear();
    m_next = 0;
    m_done = m_found = 0;
    QList<quint16> asked;
    for (const quint16 port : ports)
        if (port > 0 && !asked.contains(port) && asked.size() < mostPorts)
            asked.append(port);
    const QList<QHostAddress> addresses = nearbyAddresses(m_subnets());
    for (const QHostAddress &address : addresses) {
        for (const quint16 port : std::as_const(asked)) {
            Invitation door;
            door.host = address.toString();
            door.port = port;
            m_doors.push_back(door);
        }
    }
    m_running = true;
    Q_EMIT progressed();
    QMetaObject::invokeMethod(this, &HostSearch::knock, Qt::QueuedConnection);
}

void HostSearch::stop()
{
    if (!m_running)
        return;
    m_running = false;
    while (!m_knocking.empty())
        forget(m_knocking.back());
    m_open.clear();
    for (Question &question : m_asking)
        question.fetch.release()->deleteLater(); // it may be the one that is speaking
    m_asking.clear();
    Q_EMIT finished();
}

void HostSearch::knock()
{
    while (m_running && m_next < m_doors.size() && m_knocking.size() < knocksAtOnce) {
        const Invitation &door = m_doors[m_next++];
        auto *socket = new QTcpSocket(this);
        m_knocking.push_back(socket);
        socket->setProxy(QNetworkProxy::NoProxy);
        // Queued: an address that cannot be reached may say so before connectToHost() returns.
        connect(socket, &QTcpSocket::connected, this, [this, socket, door] { answered(socket, door); });
        connect(
            socket, &QTcpSocket::errorOccurred, this, [this, socket] { notAnswered(socket); },
            Qt::QueuedConnection);
        QTimer::singleShot(knockTimeout, socket, [this, socket] { notAnswered(socket); });
        socket->connectToHost(QHostAddress(door.host), door.port);
    }
    if (m_running && m_done == total())
        stop();
}

// Once for each socket, whatever it still says.
void HostSearch::forget(QTcpSocket *socket)
{
    std::erase(m_knocking, socket);
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

void HostSearch::answered(QTcpSocket *socket, const Invitation &way)
{
    forget(socket);
    m_open.push_back(way);
    ask();
    knock();
}

void HostSearch::notAnswered(QTcpSocket *socket)
{
    if (std::find(m_knocking.cbegin(), m_knocking.cend(), socket) == m_knocking.cend())
        return;
    forget(socket);
    doorDone();
}

void HostSearch::ask()
{
    while (!m_open.empty() && m_asking.size() < questionsAtOnce) {
        const Invitation way = m_open.front();
        m_open.pop_front();
        m_asking.push_back({way, std::make_unique<AboutFetch>()});
        AboutFetch *fetch = m_asking.back().fetch.get();
        const auto end = [this, fetch] {
            const auto question =
                std::find_if(m_asking.begin(), m_asking.end(),
                             [fetch](const Question &each) { return each.fetch.get() == fetch; });
            if (question == m_asking.end())
                return; // stopped
            question->fetch.release()->deleteLater(); // it is the one that is speaking
            m_asking.erase(question);
            ask();
            doorDone();
        };
        connect(fetch, &AboutFetch::found, this, [this, way, end](const About &about) {
            ++m_found;
            Q_EMIT hostFound(about, way);
            end();
        });
        connect(fetch, &AboutFetch::failed, this, end);
        fetch->ask(way, aboutTimeout);
    }
}

void HostSearch::doorDone()
{
    ++m_done;
    Q_EMIT progressed();
    knock();
}

} // namespace courtyard
