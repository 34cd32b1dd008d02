// Searching, and watching what was found, over loopback: Linux answers at all of 127.0.0.0/8.
#include "client/hostfinder.h"
#include "client/hostsearch.h"
#include "client/hostwatch.h"
#include "protocol/ids.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Answers every request with the same bytes, or never; counts its guests.
class Door : public QTcpServer {
public:
    Door(const char *address, quint16 port, QByteArray answer) : m_answer(std::move(answer))
    {
        listen(QHostAddress(QLatin1StringView(address)), port);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *guest = nextPendingConnection()) {
                ++guests;
                connect(guest, &QTcpSocket::readyRead, guest, [this, guest] {
                    if (!guest->readAll().contains("\r\n\r\n"))
                        return;
                    ++asked;
                    if (m_answer.isEmpty())
                        return;
                    guest->write(m_answer);
                    guest->disconnectFromHost();
                });
            }
        });
    }
    int guests = 0;
    int asked = 0;
    QByteArray m_answer;
};

QByteArray http(const char *status, const QByteArray &body, const QByteArray &more = {})
{
    return QByteArray("HTTP/1.1 ") + status + "\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\nConnection: close\r\n" + more + "\r\n" + body;
}

QByteArray about(const HostId &host, const char *name)
{
    return http("200 OK",
                R"({"product":"courtyard","protocol":1,"host":{"id":")" + host.toUtf8() + R"(","name":")"
                    + name + R"("},"people":3,"code":true,"fingerprint":null})");
}

} // namespace

class TestHostSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void findsHostsAndNothingElse();
    void findsAtEveryPortThatIsNamed();
    void canBeStopped();
    void silentDoorsHoldUpNobody();
    void nothingIsAskedBeforeItIsWanted();
    void noNetworkIsSaidAtOnce();
    void whatWasFoundIsKeptWhileItAnswers();
    void aServiceIsAskedUntilItIsWithdrawn();

private:
    QList<Subnet> around(const char *own, int prefix = 28) const
    {
        return {{QHostAddress(QLatin1StringView(own)), prefix}};
    }
    QTcpServer m_holder; // no other test gets this port, at whatever address
    quint16 m_port = 0;
};

void TestHostSearch::initTestCase()
{
    QVERIFY(m_holder.listen(QHostAddress::LocalHost));
    m_port = m_holder.serverPort();
    QTcpServer other;
    if (!other.listen(QHostAddress(u"127.0.7.5"_s), m_port))
        QSKIP("Only 127.0.0.1 answers on this system.");
}

void TestHostSearch::findsHostsAndNothingElse()
{
    Door clinic("127.0.7.5", m_port, about(u"h_clinic"_s, "Clinic"));
    Door library("127.0.7.9", m_port, about(u"h_library"_s, "Library"));
    Door printer("127.0.7.6", m_port, http("200 OK", "<html>Printer</html>"));
    Door elsewhere("127.0.7.7", m_port,
                   http("302 Found", {},
                        "Location: http://127.0.7.5:" + QByteArray::number(m_port) + "/about.json\r\n"));
    HostSearch search(nullptr, [this] { return around("127.0.7.2"); });
    QSignalSpy finished(&search, &HostSearch::finished);
    QStringList found;
    connect(&search, &HostSearch::hostFound, &search, [&found](const About &what, const Invitation &way) {
        found.append(u"%1 %2 %3 %4"_s.arg(what.host, way.host).arg(what.people).arg(what.needsCode));
    });
    search.start({m_port});
    QVERIFY(search.isRunning());
    QCOMPARE(search.total(), 13);
    QTRY_COMPARE(finished.count(), 1);
    found.sort();
    QCOMPARE(found, QStringList({u"h_clinic 127.0.7.5 3 1"_s, u"h_library 127.0.7.9 3 1"_s}));
    QCOMPARE(search.done(), search.total());
    QCOMPARE(search.found(), 2);
    QCOMPARE(clinic.asked, 1); // once each, and nobody was sent on to it
    QCOMPARE(elsewhere.asked, 1);
}

void TestHostSearch::findsAtEveryPortThatIsNamed()
{
    Door first("127.0.7.5", 0, about(u"h_clinic"_s, "Clinic"));
    Door second("127.0.7.5", 0, about(u"h_library"_s, "Library"));
    HostSearch search(nullptr, [this] { return around("127.0.7.2", 29); });
    QSignalSpy found(&search, &HostSearch::hostFound);
    QSignalSpy finished(&search, &HostSearch::finished);
    search.start({first.serverPort(), second.serverPort(), first.serverPort(), 0});
    QCOMPARE(search.total(), 5 * 2);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(found.count(), 2);
}

void TestHostSearch::canBeStopped()
{
    Door silent("127.0.7.5", m_port, {});
    HostSearch search(nullptr, [this] { return around("127.0.7.2"); });
    QSignalSpy finished(&search, &HostSearch::finished);
    search.start({m_port});
    QTRY_COMPARE(silent.asked, 1);
    search.stop();
    QCOMPARE(finished.count(), 1);
    QVERIFY(!search.isRunning());
    search.stop();
    QCOMPARE(finished.count(), 1);
    // And begun again, right away.
    silent.m_answer = about(u"h_clinic"_s, "Clinic");
    search.start({m_port});
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(search.found(), 1);
}

void TestHostSearch::silentDoorsHoldUpNobody()
{
    std::vector<std::unique_ptr<Door>> silent;
    for (int n = 3; n < 13; ++n)
        silent.push_back(std::make_unique<Door>(qPrintable(u"127.0.7.%1"_s.arg(n)), m_port, QByteArray()));
    Door clinic("127.0.7.14", m_port, about(u"h_clinic"_s, "Clinic"));
    HostSearch search(nullptr, [this] { return around("127.0.7.2"); });
    QSignalSpy found(&search, &HostSearch::hostFound);
    QSignalSpy finished(&search, &HostSearch::finished);
    search.start({m_port});
    QTRY_COMPARE(found.count(), 1);
    QTRY_COMPARE(finished.count(), 1);
}

void TestHostSearch::nothingIsAskedBeforeItIsWanted()
{
    Door clinic("127.0.7.5", m_port, about(u"h_clinic"_s, "Clinic"));
    Door other("127.0.7.6", m_port, about(u"h_other"_s, "Other"));
    int read = 0;
    HostSearch idle(nullptr, [this, &read] {
        ++read;
        return around("127.0.7.2");
    });
    HostSearch wanted(nullptr, [this] { return around("127.0.7.5", 29); });
    QSignalSpy finished(&wanted, &HostSearch::finished);
    wanted.start({m_port});
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(read, 0);
    QCOMPARE(clinic.guests, 0); // its own address is not searched
    QVERIFY(other.guests > 0);
}

void TestHostSearch::noNetworkIsSaidAtOnce()
{
    HostSearch search(nullptr, [] { return QList<Subnet>(); });
    QSignalSpy finished(&search, &HostSearch::finished);
    search.start({3000});
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(search.total(), 0);
}

static Invitation wayTo(const Door &door)
{
    Invitation way;
    way.host = door.serverAddress().toString();
    way.port = door.serverPort();
    return way;
}

void TestHostSearch::whatWasFoundIsKeptWhileItAnswers()
{
    auto clinic = std::make_unique<Door>("127.0.7.5", m_port, about(u"h_clinic"_s, "Clinic"));
    HostFinder finder(nullptr, 0);
    HostWatch watch(finder, 250ms);
    watch.add(wayTo(*clinic), HostWatch::Keep::WhileItAnswers);
    QTRY_COMPARE(finder.hosts().size(), 1);
    const FoundHost found = finder.hosts().constFirst();
    QCOMPARE(found.name, u"Clinic"_s);
    QCOMPARE(found.people, 3);
    QVERIFY(found.needsCode);
    QCOMPARE(found.ways.constFirst().address(), wayTo(*clinic).address());
    QTRY_VERIFY(clinic->asked > 3);
    QCOMPARE(finder.hosts().size(), 1);
    clinic.reset();
    QTRY_VERIFY(finder.hosts().isEmpty());
    QTRY_COMPARE(watch.size(), 0);
}

void TestHostSearch::aServiceIsAskedUntilItIsWithdrawn()
{
    auto clinic = std::make_unique<Door>("127.0.7.5", m_port, about(u"h_clinic"_s, "Clinic"));
    const Invitation way = wayTo(*clinic);
    HostFinder finder(nullptr, 0);
    HostWatch watch(finder, 250ms);
    watch.add(way, HostWatch::Keep::UntilRemoved);
    QTRY_COMPARE(finder.hosts().size(), 1);
    clinic.reset();
    QTRY_VERIFY(finder.hosts().isEmpty());
    QCOMPARE(watch.size(), 1);
    clinic = std::make_unique<Door>("127.0.7.5", m_port, about(u"h_clinic"_s, "Clinic"));
    QTRY_COMPARE(finder.hosts().size(), 1);
    watch.remove(way);
    clinic.reset();
    QTRY_COMPARE(watch.size(), 0);
}

QTEST_GUILESS_MAIN(TestHostSearch)
#include "tst_hostsearch.moc"
