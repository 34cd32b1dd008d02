// More at once than there is room for: descriptors run out and come back, and a whole crowd returns in the
// same moment (RELIABILITY 13, 14 and its table). COURTYARD_CROWD says how many; 10000 needs as many
// descriptors twice.
#include "clients.h"
#include "server/hostcore.h"
#include "server/network/epolldispatcher.h"
#include "server/rooms/houselimits.h"
#include "tests/support/patience.h"

#include <QRandomGenerator>
#include <QSocketNotifier>
#include <QThread>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>

using namespace courtyard;
using namespace courtyard::test;
using namespace std::chrono_literals;

namespace {

std::atomic<int> exhausted = 0; // said so in the log
QtMessageHandler usualHandler = nullptr;

void watchLog(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (message.startsWith(QLatin1StringView("exhausted")))
        ++exhausted;
    if (usualHandler)
        usualHandler(type, context, message);
}

rlimit descriptorLimit()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    return limit;
}

void lowerLimit(rlim_t to)
{
    rlimit limit = descriptorLimit();
    limit.rlim_cur = to;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// All the descriptors that there are.
class Hoard {
public:
    Hoard()
    {
        for (int one = dup(0); one >= 0; one = dup(0))
            m_held.push_back(one);
    }
    ~Hoard() { release(int(m_held.size())); }
    void release(int count)
    {
        for (; count > 0; --count) {
            close(m_held.back());
            m_held.pop_back();
        }
    }

private:
    std::vector<int> m_held;
};

/// A device that comes in, and tries again after a while where it is not let in.
class Returner {
public:
    Returner(quint16 port, int number) : m_port(port), m_number(number)
    {
        m_again.setSingleShot(true);
        QObject::connect(&m_again, &QTimer::timeout, &m_socket, [this] { tryToComeIn(); });
        m_socket.setProxy(QNetworkProxy::NoProxy);
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { read(); });
        QObject::connect(&m_socket, &QTcpSocket::disconnected, &m_socket, [this] { tryLater(); });
        QObject::connect(&m_socket, &QTcpSocket::errorOccurred, &m_socket, [this] { tryLater(); });
    }
    void comeIn()
    {
        m_wants = true;
        tryToComeIn();
    }
    void vanish()
    {
        m_wants = false;
        m_isIn = false;
        m_socket.abort();
    }
    bool isIn() const { return m_isIn; }
    QByteArray member() const { return m_member; }
    int tries() const { return m_tries; }

private:
    void tryToComeIn()
    {
        ++m_tries;
        m_received.clear();
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        m_socket.write(RawPeer::upgradeHead(m_port)
                       + textFrame("{\"type\":\"hello\",\"protocol\":1,\"beat\":0,\"name\":\"Peer "
                                   + QByteArray::number(m_number) + "\""
                                   + (m_token.isEmpty() ? QByteArray() : ",\"token\":\"" + m_token + "\"")
                                   + "}"));
    }
    void tryLater()
    {
        if (m_wants && !m_again.isActive())
            m_again.start(QRandomGenerator::global()->bounded(50, 1000));
        m_isIn = false;
    }
    void read()
    {
        m_received += m_socket.readAll();
        if (m_isIn || !m_received.contains("\"limits\""))
            return;
        m_isIn = true;
        m_token = field("\"token\":\"");
        m_member = field("\"me\":{\"id\":\"");
        m_received.clear();
    }
    QByteArray field(const QByteArray &before) const
    {
        const qsizetype at = m_received.indexOf(before) + before.size();
        return m_received.mid(at, m_received.indexOf('"', at) - at);
    }

    QTimer m_again;
    QByteArray m_received, m_token, m_member;
    quint16 m_port;
    int m_number, m_tries = 0;
    bool m_wants = false, m_isIn = false;
    QTcpSocket m_socket; // last: when it goes, it says so to the others
};

} // namespace

class TestCrowds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHostMayHaveAllTheDescriptorsThereAre();
    void acceptanceResumesWhenDescriptorsAreFreeAgain();
    void aHelloThatTheHostHadNoTimeForCounts();
    void aCrowdThatReturnsAtOnceIsLetIn_data();
    void aCrowdThatReturnsAtOnceIsLetIn();
};

void TestCrowds::aHostMayHaveAllTheDescriptorsThereAre()
{
    lowerLimit(256);
    RunningHost host;
    QVERIFY(host.start());
    QVERIFY(descriptorLimit().rlim_max > 256);
    QCOMPARE(descriptorLimit().rlim_cur, descriptorLimit().rlim_max);
}

void TestCrowds::acceptanceResumesWhenDescriptorsAreFreeAgain()
{
    usualHandler = qInstallMessageHandler(watchLog);
    RunningHost host;
    QVERIFY(host.start());
    Bystander bystander(host.port());
    QVERIFY(bystander.isUndisturbed());
    lowerLimit(512); // after the start, which raised it
    for (int round = 1; round <= 2; ++round) {
        const int before = exhausted;
        std::vector<std::unique_ptr<RawPeer>> waiting;
        constexpr int callers = 20;
        // This side of their connections has descriptors, the other will find none.
        for (int i = 0; i < callers; ++i) {
            waiting.push_back(std::make_unique<RawPeer>());
            QVERIFY(waiting.back()->socket.bind(QHostAddress(QHostAddress::LocalHost)));
        }
        Hoard hoard;
        for (const auto &peer : waiting) {
            QVERIFY(peer->connectTo(host.port())); // the system takes them in for us
            peer->send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        }
        QTRY_VERIFY(exhausted > before);
        QVERIFY(bystander.isUndisturbed());
        QVERIFY(comesToRest()); // it does not try again and again
        QVERIFY(bystander.isUndisturbed());
        QVERIFY(!bystander.member.post(QStringLiteral("Who is out there?")).isEmpty());
        hoard.release(2 * callers);
        for (const auto &peer : waiting)
            QVERIFY(peer->waitFor("\r\n\r\nok"));
        QVERIFY(bystander.isUndisturbed());
    }
    qInstallMessageHandler(usualHandler);
}

// The host runs in this thread, so that it can be held up: right behind its look at the sockets, until the
// deadline is over.
void TestCrowds::aHelloThatTheHostHadNoTimeForCounts()
{
    QTemporaryDir folder;
    Bounds bounds;
    bounds.arrival = 1s;
    HostCore core(localHost(folder.path()), bounds);
    QSignalSpy listening(&core, &HostCore::listening);
    core.start();
    QTRY_COMPARE(listening.size(), 1);
    QElapsedTimer watch;
    watch.start();
    RawPeer peer;
    QVERIFY(peer.upgrade(listening.constFirst().constFirst().value<HostSnapshot>().port));
    int ends[2];
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    QSocketNotifier holdUp(ends[0], QSocketNotifier::Read);
    QObject::connect(&holdUp, &QSocketNotifier::activated, &holdUp, [&] {
        holdUp.setEnabled(false);
        peer.send(textFrame("{\"type\":\"hello\",\"protocol\":1,\"name\":\"Amina\",\"id\":1}"));
        peer.socket.flush();
        while (watch.elapsed() < 1100)
            QThread::msleep(10);
    });
    QCOMPARE(::write(ends[1], "x", 1), 1);
    QVERIFY(
        QTest::qWaitFor([&] { return peer.received.contains("\"welcome\"") || peer.isClosed(); }, patience));
    QVERIFY2(peer.received.contains("\"welcome\""), peer.received.constData());
    ::close(ends[0]);
    ::close(ends[1]);
}

void TestCrowds::aCrowdThatReturnsAtOnceIsLetIn_data()
{
    QTest::addColumn<bool>("limited");
    QTest::newRow("without limits") << false;
    QTest::newRow("with the limits of every day, from one address") << true;
}

void TestCrowds::aCrowdThatReturnsAtOnceIsLetIn()
{
    QFETCH(bool, limited);
    Bounds bounds;
    bounds.arrival = 60s; // a busy machine may take long for so many
    bounds.pingEvery = 10min; // which nobody answers
    RunningHost host(bounds, [limited](HostConfig &config) { config.rateLimit = limited; });
    QVERIFY(host.start()); // raises the limit
    constexpr rlim_t others = 300; // descriptors for everything else
    const int wanted = qEnvironmentVariableIntValue("COURTYARD_CROWD");
    const int most = int((descriptorLimit().rlim_cur - others) / 2); // both ends are in this process
    const int count =
        std::min({wanted > 0 ? wanted : 1500, most, limited ? houselimits::newcomerBurst : most});
    std::vector<std::unique_ptr<Returner>> crowd;
    const auto allIn = [&crowd] {
        return std::all_of(crowd.begin(), crowd.end(), [](const auto &one) { return one->isIn(); });
    };
    for (int i = 0; i < count; ++i)
        crowd.push_back(std::make_unique<Returner>(host.port(), i));
    for (const auto &one : crowd)
        one->comeIn();
    QVERIFY(QTest::qWaitFor(allIn, 100'000));
    QList<QByteArray> members;
    for (const auto &one : crowd)
        members.append(one->member());
    QCOMPARE(QSet<QByteArray>(members.begin(), members.end()).size(), count);

    for (const auto &one : crowd)
        one->vanish();
    int tries = 0;
    for (const auto &one : crowd)
        tries -= one->tries();
    QElapsedTimer watch;
    watch.start();
    for (const auto &one : crowd)
        one->comeIn();
    QVERIFY(QTest::qWaitFor(allIn, 100'000));
    const qint64 took = watch.elapsed();
    for (int i = 0; i < count; ++i) {
        QCOMPARE(crowd[std::size_t(i)]->member(), members[i]);
        tries += crowd[std::size_t(i)]->tries();
    }
    QTRY_COMPARE_WITH_TIMEOUT(host->snapshot().devices.size(), count, 30'000);
    QCOMPARE(host->snapshot().people, count);
    QCOMPARE(host->snapshot().figures.members, count);
    qInfo("%d were back within %lld ms, after %d tries", count, took, tries);
}

int main(int argc, char *argv[])
{
    // The one that Qt brings along looks at every socket each time.
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
    QCoreApplication app(argc, argv);
    TestCrowds test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_crowds.moc"
