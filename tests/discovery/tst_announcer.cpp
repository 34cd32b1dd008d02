// Both ends over loopback, without any network: what is possible everywhere. Other hosts may be heard
// meanwhile.
#include "client/hostfinder.h"
#include "protocol/ids.h"
#include "server/discovery/announcer.h"
#include "tests/support/patience.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;

class TestAnnouncer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void loopbackIsHeard();
    void newFactsFollow();
    void saysNothingBeforeItsStart();
    void anAddressThatIsNotOursIsSaidOnce();

private:
    QList<InterfaceAddress> loopback() const;
    QStringList ways() const
    {
        QStringList ways;
        for (const Invitation &way : m_finder->waysTo(m_facts.host))
            ways.append(way.address());
        return ways;
    }
    std::unique_ptr<HostFinder> m_finder;
    Beacon m_facts;
};

void TestAnnouncer::init()
{
    m_facts = {makeId('h'), u"Field clinic"_s, 3100, 9, true, {}, false};
    m_finder = std::make_unique<HostFinder>();
}

QList<InterfaceAddress> TestAnnouncer::loopback() const
{
    QList<InterfaceAddress> addresses = readAddresses();
    addresses.removeIf(
        [](const InterfaceAddress &entry) { return entry.hardware != InterfaceAddress::Hardware::Loopback; });
    return addresses;
}

void TestAnnouncer::loopbackIsHeard()
{
    QSignalSpy found(m_finder.get(), &HostFinder::wayFound);
    Announcer announcer([this] { return m_facts; });
    announcer.setAddresses(loopback());
    announcer.start();
    QTRY_COMPARE(ways(), QStringList(u"127.0.0.1:3100"_s));
    QVERIFY(found.contains(QVariantList{m_facts.host}));
    announcer.stop();
    QTRY_COMPARE(ways(), QStringList());
}

void TestAnnouncer::newFactsFollow()
{
    Announcer announcer([this] { return m_facts; });
    announcer.setAddresses(loopback());
    announcer.start();
    QTRY_COMPARE(ways(), QStringList(u"127.0.0.1:3100"_s));
    m_facts.people = 10;
    const auto people = [this] {
        for (const FoundHost &host : m_finder->hosts())
            if (host.id == m_facts.host)
                return host.people;
        return -1;
    };
    QTRY_COMPARE(people(), 10); // with the next datagram
}

void TestAnnouncer::saysNothingBeforeItsStart()
{
    Announcer silent([this] {
        Beacon other = m_facts;
        other.host = u"h_silent"_s;
        return other;
    });
    silent.setAddresses(loopback());
    silent.stop();
    Announcer announcer([this] { return m_facts; });
    announcer.setAddresses(loopback());
    announcer.start();
    QTRY_VERIFY(!ways().isEmpty());
    QVERIFY(m_finder->waysTo(u"h_silent"_s).isEmpty());
}

void TestAnnouncer::anAddressThatIsNotOursIsSaidOnce()
{
    QList<InterfaceAddress> addresses = loopback();
    InterfaceAddress gone = addresses.constFirst();
    gone.address = QHostAddress(u"192.0.2.1"_s); // RFC 5737: nobody's
    addresses.prepend(gone);
    Announcer announcer([this] { return m_facts; });
    announcer.setAddresses(addresses); // not yet: a new address may take a moment
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot announce.*192\\.0\\.2\\.1"_s));
    announcer.setAddresses(addresses);
    QTest::failOnWarning(QRegularExpression(u"cannot announce"_s));
    announcer.setAddresses(addresses); // it is tried again, without a word
    announcer.start();
    QTRY_COMPARE(ways(), QStringList(u"127.0.0.1:3100"_s)); // and holds up nobody
}

QTEST_GUILESS_MAIN(TestAnnouncer)
#include "tst_announcer.moc"
