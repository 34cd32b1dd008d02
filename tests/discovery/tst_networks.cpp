// A real host and real listeners on networks of their own. Skipped, with words, where namespaces are not
// permitted.
#include "tests/discovery/lab.h"
#include "tests/support/patience.h"

#include <QRegularExpression>
#include <QStandardPaths>

using namespace courtyard::test;
using namespace Qt::StringLiterals;

class TestNetworks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void appearsAndSaysGoodbye();
    void goesWithoutAWord();
    void comesBackOnAnotherPort();
    void eachSubnetHearsItsOwnAddress();
    void threeInterfacesAreOneHost();
    void oneWayIsEnough_data();
    void oneWayIsEnough();
    void nothingPassesAFirewallThatForbidsAll();
    void anInterfaceMayAppearAndGo();
    void aSearchFindsWhatIsNotHeard();
    void loopbackStaysWithinTheMachine();
    void everyAppOfAMachineHears();
    void junkHurtsNobody();

private:
    void startHost(const QStringList &more = {});
    Program *listener(const QString &machine, const QStringList &more = {});
    /// What the listener said last about all of them.
    QJsonObject told(Program *listener) const;
    QJsonArray hosts(Program *listener) const { return told(listener)[u"hosts"].toArray(); }
    /// What the listener knows of our host now: its addresses; nullopt: it does not hear it.
    std::optional<QStringList> ways(Program *listener) const;
    int foundAgain(Program *listener) const; // how often a way was found
    QString hostPort() const { return QString::number(m_host->lines().constFirst()[u"port"].toInt()); }
    QStringList at(const QStringList &addresses) const;

    QTemporaryDir m_data;
    std::unique_ptr<Lab> m_lab;
    std::unique_ptr<Program> m_host;
    std::vector<std::unique_ptr<Program>> m_listeners;
    int m_round = 0;
    QString m_place; // one host a test: what is on its way still is of another one
};

void TestNetworks::initTestCase()
{
    m_lab = std::make_unique<Lab>();
    if (!m_lab->works())
        QSKIP("Network namespaces cannot be made here.");
}

void TestNetworks::init()
{
    m_place = u"Clinic %1"_s.arg(++m_round);
    m_lab->addMachine(u"host"_s);
    m_lab->addMachine(u"near"_s);
    m_lab->addMachine(u"far"_s);
    QVERIFY(m_lab->works());
}

void TestNetworks::cleanup()
{
    m_host.reset();
    m_listeners.clear();
    for (const char *machine : {"host", "near", "far"})
        m_lab->removeMachine(QLatin1String(machine));
}

void TestNetworks::startHost(const QStringList &more)
{
    QStringList command{
        QStringLiteral(COURTYARD_BINARY), u"--host"_s, u"--headless"_s, u"--name"_s, m_place, u"--data"_s,
        m_data.filePath(m_place)};
    if (!more.contains(u"--port"_s))
        command << u"--port"_s << u"0"_s;
    m_host.reset(); // the port and the folder of the one before are free again
    m_host = std::make_unique<Program>(u"host"_s, command + more);
    QTRY_VERIFY(!m_host->lines().isEmpty());
}

Program *TestNetworks::listener(const QString &machine, const QStringList &more)
{
    m_listeners.push_back(
        std::make_unique<Program>(machine, QStringList{QStringLiteral(FINDER_PROBE)} + more));
    Program *program = m_listeners.back().get();
    [program] { QTRY_VERIFY(!program->lines().isEmpty()); }();
    return program;
}

QJsonObject TestNetworks::told(Program *listener) const
{
    const auto line = std::find_if(listener->lines().crbegin(), listener->lines().crend(),
                                   [](const QJsonObject &each) { return each.contains(u"hosts"); });
    return line == listener->lines().crend() ? QJsonObject() : *line;
}

std::optional<QStringList> TestNetworks::ways(Program *listener) const
{
    const QJsonArray all = hosts(listener);
    for (const QJsonValue &host : all)
        if (host[u"name"].toString() == m_place)
            return host[u"ways"].toVariant().toStringList();
    return std::nullopt;
}

int TestNetworks::foundAgain(Program *listener) const
{
    return int(std::count_if(listener->lines().cbegin(), listener->lines().cend(),
                             [](const QJsonObject &line) { return line.contains(u"way"); }));
}

QStringList TestNetworks::at(const QStringList &addresses) const
{
    QStringList ways;
    for (const QString &address : addresses)
        ways.append(address + u':' + hostPort());
    return ways;
}

// Of IPv4: the link-local addresses of IPv6 are made up anew with each cable.
static QStringList ipv4(const std::optional<QStringList> &ways)
{
    return ways.value_or(QStringList()).filter(QRegularExpression(u"^[0-9.]+:"_s));
}

void TestNetworks::appearsAndSaysGoodbye()
{
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.1.0.1/24"_s, u"near"_s, u"10.1.0.2/24"_s);
    Program *near = listener(u"near"_s, {u"--goodbyes"_s});
    startHost();
    QElapsedTimer watch;
    watch.start();
    QTRY_COMPARE(ipv4(ways(near)), at({u"10.1.0.1"_s}));
    qInfo() << "found after" << watch.restart() << "ms";
    const QJsonObject found = hosts(near)[0].toObject();
    QCOMPARE(found[u"code"].toBool(), true);
    QCOMPARE(found[u"people"].toInt(), 0);
    m_host->terminate();
    watch.restart();
    QTRY_VERIFY(!ways(near));
    qInfo() << "gone after" << watch.elapsed() << "ms";
    const auto saidGoodbye = [near, id = found[u"id"].toString()] {
        return std::any_of(near->lines().cbegin(), near->lines().cend(),
                           [&id](const QJsonObject &line) { return line[u"goodbye"].toString() == id; });
    };
    QTRY_VERIFY(saidGoodbye());
}

void TestNetworks::goesWithoutAWord()
{
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.1.0.1/24"_s, u"near"_s, u"10.1.0.2/24"_s);
    Program *near = listener(u"near"_s);
    startHost({u"--code"_s, u"none"_s});
    QTRY_VERIFY(ways(near));
    QCOMPARE(hosts(near)[0][u"code"].toBool(true), false);
    m_host->kill();
    QElapsedTimer watch;
    watch.start();
    QTRY_VERIFY(!ways(near));
    qInfo() << "gone after" << watch.elapsed() << "ms";
}

void TestNetworks::comesBackOnAnotherPort()
{
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.1.0.1/24"_s, u"near"_s, u"10.1.0.2/24"_s);
    Program *near = listener(u"near"_s);
    startHost({u"--port"_s, u"3000"_s});
    QTRY_COMPARE(ways(near).value_or(QStringList()).value(0), u"10.1.0.1:3000"_s);
    m_host->kill();
    const int before = foundAgain(near);
    startHost({u"--port"_s, u"3107"_s});
    QTRY_COMPARE(ways(near).value_or(QStringList()).value(0), u"10.1.0.1:3107"_s);
    QTRY_VERIFY(foundAgain(near) > before);
    QCOMPARE(ipv4(ways(near)).size(), 1); // and the old port is forgotten
    // And at another address: the machine moved into another network.
    m_host->kill();
    m_lab->unplug(u"host"_s, u"eth0"_s);
    m_lab->connect(u"wlan0"_s, u"host"_s, u"10.2.0.1/24"_s, u"near"_s, u"10.2.0.2/24"_s);
    startHost({u"--port"_s, u"3107"_s});
    QTRY_VERIFY(ipv4(ways(near)).contains(u"10.2.0.1:3107"_s));
    QTRY_COMPARE(ipv4(ways(near)), QStringList(u"10.2.0.1:3107"_s));
}

void TestNetworks::eachSubnetHearsItsOwnAddress()
{
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.1.0.1/24"_s, u"near"_s, u"10.1.0.2/24"_s);
    m_lab->connect(u"wlan0"_s, u"host"_s, u"192.168.43.1/22"_s, u"far"_s, u"192.168.41.7/22"_s);
    Program *near = listener(u"near"_s);
    Program *far = listener(u"far"_s);
    startHost();
    QTRY_COMPARE(ipv4(ways(near)), at({u"10.1.0.1"_s}));
    QTRY_COMPARE(ipv4(ways(far)), at({u"192.168.43.1"_s}));
}

void TestNetworks::threeInterfacesAreOneHost()
{
    for (int n = 1; n <= 3; ++n) {
        const QString name = u"eth%1"_s.arg(n);
        m_lab->connect(name, u"host"_s, u"10.%1.0.1/24"_s.arg(n), u"near"_s, u"10.%1.0.2/24"_s.arg(n));
    }
    Program *near = listener(u"near"_s);
    startHost();
    QTRY_COMPARE(ipv4(ways(near)), at({u"10.1.0.1"_s, u"10.2.0.1"_s, u"10.3.0.1"_s}));
    QCOMPARE(hosts(near).size(), 1);
}

void TestNetworks::oneWayIsEnough_data()
{
    QTest::addColumn<QStringList>("forbidden");
    QTest::addColumn<bool>("overIpv4");
    QTest::newRow("multicast off") << QStringList{u"ip daddr 224.0.0.0/4"_s, u"meta nfproto ipv6"_s} << true;
    QTest::newRow("broadcast off") << QStringList{u"ip daddr 10.1.0.255"_s, u"meta nfproto ipv6"_s} << true;
    QTest::newRow("IPv4 off") << QStringList{u"meta nfproto ipv4"_s} << false;
}

void TestNetworks::oneWayIsEnough()
{
    QFETCH(QStringList, forbidden);
    QFETCH(bool, overIpv4);
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.1.0.1/24"_s, u"near"_s, u"10.1.0.2/24"_s);
    if (!m_lab->forbid(u"host"_s, forbidden))
        QSKIP("nft, which plays the firewall, is not there or not permitted.");
    Program *near = listener(u"near"_s);
    startHost();
    if (overIpv4) {
        QTRY_COMPARE(ways(near), at({u"10.1.0.1"_s}));
    } else {
        QTRY_VERIFY(ways(near)); // IPv6 first makes sure that nobody has its address
        QVERIFY(ways(near)->constFirst().startsWith(u"[fe80::"_s));
        QVERIFY(ways(near)->constFirst().contains(u"%eth0]"_s));
    }
    QVERIFY(m_host->isRunning());
}

void TestNetworks::nothingPassesAFirewallThatForbidsAll()
{
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.1.0.1/24"_s, u"near"_s, u"10.1.0.2/24"_s);
    if (!m_lab->forbid(u"host"_s, {u"udp dport 30303"_s}))
        QSKIP("nft, which plays the firewall, is not there or not permitted.");
    Program *near = listener(u"near"_s);
    startHost();
    QTRY_VERIFY(m_host->log().contains("cannot announce"));
    QVERIFY(!ways(near));
    // The firewall gives way: it was tried all the time, and the log has one line an address, not one a
    // datagram.
    QVERIFY(m_lab->in(u"host"_s, u"nft flush ruleset"_s));
    QTRY_COMPARE(ipv4(ways(near)), at({u"10.1.0.1"_s}));
    QVERIFY(m_host->log().count("cannot announce") <= 3); // loopback, IPv4, IPv6
}

void TestNetworks::anInterfaceMayAppearAndGo()
{
    Program *near = listener(u"near"_s);
    startHost();
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.1.0.1/24"_s, u"near"_s, u"10.1.0.2/24"_s);
    QElapsedTimer watch;
    watch.start();
    QTRY_COMPARE(ipv4(ways(near)), at({u"10.1.0.1"_s}));
    qInfo() << "found after" << watch.elapsed() << "ms";
    m_lab->unplug(u"host"_s, u"eth0"_s);
    watch.restart();
    QTRY_VERIFY(!ways(near));
    // The same name again, with another address.
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.5.0.1/24"_s, u"near"_s, u"10.5.0.2/24"_s);
    QTRY_COMPARE(ipv4(ways(near)), at({u"10.5.0.1"_s}));
    QVERIFY(m_host->isRunning());
}

// Two networks, and a firewall that lets nothing of the announcements out.
void TestNetworks::aSearchFindsWhatIsNotHeard()
{
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.1.0.1/26"_s, u"near"_s, u"10.1.0.2/26"_s);
    m_lab->connect(u"eth1"_s, u"far"_s, u"192.168.43.1/26"_s, u"near"_s, u"192.168.43.9/26"_s);
    if (!m_lab->forbid(u"host"_s, {u"udp dport 30303"_s}))
        QSKIP("nft, which plays the firewall, is not there or not permitted.");
    Program *near = listener(u"near"_s);
    startHost({u"--port"_s, u"3000"_s});
    const auto searched = [near] {
        return std::count_if(near->lines().cbegin(), near->lines().cend(),
                             [](const QJsonObject &line) { return line.contains(u"searched"); });
    };
    int wanted = 0;
    const auto isFound = [&] { // on a busy machine the person may have to search again
        if (!ways(near) && searched() == wanted) {
            near->write("s");
            ++wanted;
        }
        return ways(near).has_value();
    };
    const auto isUp = [this](const char *cable) { // the system takes a moment to notice a cable
        return m_lab->in(u"near"_s, u"grep -q up /sys/class/net/%1/operstate"_s.arg(QLatin1String(cable)));
    };
    QTRY_VERIFY(isUp("eth0") && isUp("eth1"));
    QTRY_VERIFY(isFound());
    QCOMPARE(*ways(near), QStringList(u"10.1.0.1:3000"_s));
    QTRY_VERIFY(foundAgain(near) > 0); // whoever was there before goes there by itself
    QTRY_COMPARE(searched(), wanted);
    const auto last = std::find_if(near->lines().crbegin(), near->lines().crend(),
                                   [](const QJsonObject &line) { return line.contains(u"searched"); });
    QCOMPARE((*last)[u"searched"].toInt(), 2 * 61);
    QCOMPARE((*last)[u"found"].toInt(), 1);
    m_host->kill();
    QTRY_VERIFY(!ways(near));
    // It comes back in the other network, as another machine would: another search finds it there.
    m_lab->unplug(u"host"_s, u"eth0"_s);
    m_lab->connect(u"wlan0"_s, u"host"_s, u"10.2.0.1/26"_s, u"near"_s, u"10.2.0.2/26"_s);
    startHost({u"--port"_s, u"3000"_s, u"--require-encryption"_s}); // and says nothing in the clear
    QTRY_VERIFY(isUp("wlan0"));
    QTRY_VERIFY(isFound());
    QCOMPARE(*ways(near), QStringList(u"10.2.0.1:3000"_s));
}

void TestNetworks::loopbackStaysWithinTheMachine()
{
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.1.0.1/24"_s, u"near"_s, u"10.1.0.2/24"_s);
    Program *near = listener(u"near"_s);
    Program *here = listener(u"host"_s);
    startHost({u"--bind"_s, u"127.0.0.1"_s});
    QTRY_COMPARE(ways(here), at({u"127.0.0.1"_s}));
    // Another host, that is heard by both: by then the first one would have been, too.
    Program other(u"host"_s,
                  {QStringLiteral(COURTYARD_BINARY), u"--host"_s, u"--headless"_s, u"--name"_s,
                   u"Open place"_s, u"--data"_s, m_data.filePath(u"open"_s), u"--port"_s, u"0"_s});
    QTRY_VERIFY(!hosts(near).isEmpty());
    QCOMPARE(hosts(near)[0][u"name"].toString(), u"Open place"_s);
    QVERIFY(!ways(near));
    QVERIFY(ways(here));
}

void TestNetworks::everyAppOfAMachineHears()
{
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.1.0.1/24"_s, u"near"_s, u"10.1.0.2/24"_s);
    Program *first = listener(u"near"_s);
    Program *second = listener(u"near"_s);
    Program *beside = listener(u"host"_s); // beside the host itself
    startHost();
    for (Program *each : {first, second, beside})
        QTRY_VERIFY(ways(each));
    QTRY_COMPARE(ipv4(ways(beside)), at({u"10.1.0.1"_s, u"127.0.0.1"_s}));
}

void TestNetworks::junkHurtsNobody()
{
    m_lab->connect(u"eth0"_s, u"host"_s, u"10.1.0.1/24"_s, u"near"_s, u"10.1.0.2/24"_s);
    m_lab->connect(u"eth1"_s, u"far"_s, u"10.2.0.1/24"_s, u"near"_s, u"10.2.0.2/24"_s);
    Program *near = listener(u"near"_s);
    Program flooder(u"far"_s, {QStringLiteral(FINDER_PROBE), u"--flood"_s, u"10.2.0.255"_s, u"5000"_s});
    QTRY_VERIFY(!hosts(near).isEmpty()); // it arrives
    startHost();
    QTRY_VERIFY(ways(near));
    QVERIFY(flooder.isRunning());
    flooder.endInput(); // that many it sends at least
    QTRY_VERIFY(!flooder.isRunning());
    const int sent = flooder.lines().constLast()[u"sent"].toInt();
    QVERIFY(sent >= 5000);
    near->write("?");
    const auto size = near->lines().size();
    QTRY_VERIFY(near->lines().size() > size);
    const QJsonObject after = told(near);
    qInfo() << "processor time of the listener for" << sent << "datagrams:" << after[u"cpuMs"].toInt()
            << "ms";
    QTRY_VERIFY(ways(near));
    QVERIFY(after[u"hosts"].toArray().size() <= 17); // sixteen lures of one source, and ours
    QVERIFY(after[u"cpuMs"].toInt() < 1000 + sent / 5);
    QVERIFY(near->isRunning() && m_host->isRunning());
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    arguments[0] = QCoreApplication::applicationFilePath();
    if (const std::optional<int> code = Lab::enter(arguments)) {
        if (*code >= 0)
            return *code;
        std::puts("SKIP   : network namespaces are not permitted here (unshare --user --net)");
        return 77;
    }
    TestNetworks test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_networks.moc"
