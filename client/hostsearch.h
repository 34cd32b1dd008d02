// "Search this network", where hosts are not heard by themselves: knocks at the addresses nearby and asks
// whoever opens for /about.json. Only when the person wants it; a few addresses at a time, each once, and it
// can be stopped. What answers is told as it comes. GUI thread; outlives the pages that use it.
#pragma once

#include "client/about.h"
#include "client/nearby.h"
#include "protocol/invitation.h"

#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

class QTcpSocket;

namespace courtyard {

class HostSearch final : public QObject {
    Q_OBJECT
public:
    using Subnets = std::function<QList<Subnet>()>;
    explicit HostSearch(QObject *parent = nullptr, Subnets subnets = &ownSubnets);
    ~HostSearch() override;

    static constexpr int mostPorts = 4;
    /// At these ports of each address, the usual one among them; no more than `mostPorts`. Does nothing while
    /// one runs.
    void start(const QList<quint16> &ports);
    void stop();
    bool isRunning() const { return m_running; }
    /// Of the search that runs, or of the last one: doors that were knocked at, of how many.
    int done() const { return m_done; }
    int total() const { return int(m_doors.size()); }
    int found() const { return m_found; }

Q_SIGNALS:
    void hostFound(const courtyard::About &about, const courtyard::Invitation &way);
    void progressed();
    void finished(); // or stopped

private:
    void knock();
    void answered(QTcpSocket *socket, const Invitation &way);
    void notAnswered(QTcpSocket *socket);
    void ask();
    void doorDone();
    void forget(QTcpSocket *socket);

    const Subnets m_subnets;
    bool m_running = false;
    std::vector<Invitation> m_doors;
    std::size_t m_next = 0; // to be knocked at
    int m_done = 0;
    int m_found = 0;
    std::vector<QTcpSocket *> m_knocking; // children
    std::deque<Invitation> m_open; // to be asked
    struct Question {
        Invitation way;
        std::unique_ptr<AboutFetch> fetch;
    };
    std::vector<Question> m_asking;
};

} // namespace courtyard
