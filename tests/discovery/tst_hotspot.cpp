// The hotspot against python3-dbusmock's NetworkManager on a D-Bus of our own.
#include "app/networkmanagerhotspot.h"
#include "tests/support/patience.h"

#include <QDBusInterface>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace courtyard;
using namespace Qt::StringLiterals;
using ConnectionSettings = QMap<QString, QVariantMap>;
using Phase = HostingHotspot::Phase;
using Why = HostingHotspot::Why;

namespace {

const QString service = u"org.freedesktop.NetworkManager"_s;
const QString manager = u"/org/freedesktop/NetworkManager"_s;
const QString settings = u"/org/freedesktop/NetworkManager/Settings"_s;
constexpr uint disconnected = 30, activated = 100, unavailable = 20;

} // namespace

class TestHotspot : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();
    void withoutNetworkManagerItIsDoneByHand();
    void whyItCannotBe_data();
    void whyItCannotBe();
    void isMadeAndTakenDown();
    void goesWithTheApp();
    void whatACrashLeftIsTakenDown();
    void aRefusalIsSaid_data();
    void aRefusalIsSaid();
    void anotherMayTakeItDown();
    void takesTheAdapterThatNobodyNeeds();
    void canBeGivenUpWhileItStarts();
    void networkNamesFit_data();
    void networkNamesFit();
    void passwordsAreNeverTheSame();

private:
    void startMock();
    QVariant ask(const QString &path, const QString &interface, const QString &method,
                 const QVariantList &arguments = {}) const;
    QVariant mock(const QString &method, const QVariantList &arguments) const
    {
        return ask(u"/org/freedesktop"_s, u"org.freedesktop.DBus.Mock"_s, method, arguments);
    }
    void override(const QString &path, const QString &interface, const QString &method, const QString &in,
                  const QString &out, const QString &code) const
    {
        ask(path, u"org.freedesktop.DBus.Mock"_s, u"AddMethod"_s, {interface, method, in, out, code});
    }
    void set(const QString &path, const QString &interface, const QString &name, const QVariant &value) const
    {
        ask(path, u"org.freedesktop.DBus.Properties"_s, u"Set"_s,
            {interface, name, QVariant::fromValue(QDBusVariant(value))});
    }
    QString addWifi(const QString &name, uint state = disconnected) const
    {
        return mock(u"AddWiFiDevice"_s, {name, name, int(state)}).toString();
    }
    QList<ConnectionSettings> connections() const;
    QStringList connectionIds() const;
    void begin();

    QTemporaryDir m_folder;
    std::unique_ptr<QDBusConnection> m_bus;
    std::unique_ptr<QProcess> m_daemon, m_mock;
    std::unique_ptr<NetworkManagerHotspot> m_hotspot;
    int m_round = 0;
};

void TestHotspot::initTestCase()
{
    qDBusRegisterMetaType<ConnectionSettings>();
    QProcess python;
    python.start(u"/usr/bin/python3"_s, {u"-c"_s, u"import dbusmock"_s});
    if (!python.waitForFinished() || python.exitCode() != 0)
        QSKIP("python3-dbusmock is not there.");
    QFile config(m_folder.filePath(u"bus.conf"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("<busconfig><type>session</type><auth>EXTERNAL</auth><listen>unix:path="
                 + m_folder.filePath(u"bus"_s).toUtf8()
                 + "</listen><policy context=\"default\"><allow send_destination=\"*\"/>"
                   "<allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>");
    config.close();
    m_daemon = std::make_unique<QProcess>();
    m_daemon->start(u"dbus-daemon"_s,
                    {u"--nofork"_s, u"--print-address"_s, u"--config-file="_s + config.fileName()});
    QTRY_VERIFY(m_daemon->canReadLine()); // said once it listens
}

// One bus connection a test: what is on its way still is of another one.
void TestHotspot::init()
{
    if (!m_daemon)
        QSKIP("There is no D-Bus.");
    m_bus = std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(
        u"unix:path="_s + m_folder.filePath(u"bus"_s), u"round%1"_s.arg(++m_round)));
    QVERIFY(m_bus->isConnected());
}

void TestHotspot::cleanup()
{
    m_hotspot.reset();
    if (m_mock) {
        m_mock->kill();
        m_mock->waitForFinished();
        m_mock.reset();
    }
    if (m_bus)
        QDBusConnection::disconnectFromBus(m_bus->name());
    m_bus.reset();
}

void TestHotspot::cleanupTestCase()
{
    if (m_daemon) {
        m_daemon->kill();
        m_daemon->waitForFinished();
    }
}

void TestHotspot::startMock()
{
    m_mock = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DBUS_SYSTEM_BUS_ADDRESS"_s, u"unix:path="_s + m_folder.filePath(u"bus"_s));
    m_mock->setProcessEnvironment(environment);
    m_mock->setStandardOutputFile(QProcess::nullDevice());
    m_mock->start(u"/usr/bin/python3"_s,
                  {u"-m"_s, u"dbusmock"_s, u"--system"_s, u"--template"_s, u"networkmanager"_s});
    const auto isThere = [this] {
        QDBusMessage ping = QDBusMessage::createMethodCall(service, manager, service, u"GetDevices"_s);
        return m_bus->call(ping).type() == QDBusMessage::ReplyMessage;
    };
    QTRY_VERIFY(isThere());
}

QVariant TestHotspot::ask(const QString &path, const QString &interface, const QString &method,
                          const QVariantList &arguments) const
{
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, interface, method);
    message.setArguments(arguments);
    const QDBusMessage reply = m_bus->call(message);
    if (reply.type() != QDBusMessage::ReplyMessage)
        qWarning("%s: %s", qPrintable(method), qPrintable(reply.errorMessage()));
    return reply.arguments().value(0);
}

QList<ConnectionSettings> TestHotspot::connections() const
{
    QList<ConnectionSettings> all;
    const auto paths = qdbus_cast<QList<QDBusObjectPath>>(
        ask(settings, u"org.freedesktop.NetworkManager.Settings"_s, u"ListConnections"_s));
    for (const QDBusObjectPath &path : paths)
        all.append(qdbus_cast<ConnectionSettings>(
            ask(path.path(), u"org.freedesktop.NetworkManager.Settings.Connection"_s, u"GetSettings"_s)));
    return all;
}

QStringList TestHotspot::connectionIds() const
{
    QStringList ids;
    const QList<ConnectionSettings> all = connections();
    for (const ConnectionSettings &each : all)
        ids.append(each[u"connection"_s][u"id"_s].toString());
    return ids;
}

void TestHotspot::begin()
{
    m_hotspot = std::make_unique<NetworkManagerHotspot>(*m_bus);
    m_hotspot->look();
    QTRY_COMPARE(m_hotspot->state().phase, Phase::Off);
    m_hotspot->start(u"Field clinic"_s);
    QTRY_VERIFY(m_hotspot->state().phase != Phase::Starting);
}

void TestHotspot::withoutNetworkManagerItIsDoneByHand()
{
    m_hotspot = std::make_unique<NetworkManagerHotspot>(*m_bus);
    QSignalSpy changed(m_hotspot.get(), &Hotspot::changed);
    m_hotspot->look();
    addWifi(u"nobody"_s); // answered with an error after look() was
    QCOMPARE(m_hotspot->state().phase, Phase::Unavailable);
    QCOMPARE(m_hotspot->state().why, Why::NotHere);
    m_hotspot->start(u"Field clinic"_s);
    QCOMPARE(m_hotspot->state().phase, Phase::Unavailable);
}

void TestHotspot::whyItCannotBe_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("why");
    QTest::newRow("no Wi-Fi hardware") << u"none"_s << int(Why::NoWifi);
    QTest::newRow("only a cable") << u"ethernet"_s << int(Why::NoWifi);
    QTest::newRow("switched off") << u"off"_s << int(Why::WifiOff);
    QTest::newRow("switched off by hardware") << u"hardware"_s << int(Why::WifiOff);
    QTest::newRow("the adapter is not ready") << u"unavailable"_s << int(Why::WifiOff);
    QTest::newRow("the adapter cannot") << u"incapable"_s << int(Why::NoAccessPoint);
    QTest::newRow("the policy forbids it") << u"policy"_s << int(Why::Forbidden);
}

void TestHotspot::whyItCannotBe()
{
    QFETCH(QString, fault);
    QFETCH(int, why);
    startMock();
    if (fault == u"ethernet")
        mock(u"AddEthernetDevice"_s, {u"eth0"_s, u"eth0"_s, int(activated)});
    else if (fault != u"none")
        addWifi(u"wlan0"_s, fault == u"unavailable" ? unavailable : disconnected);
    if (fault == u"off")
        set(manager, service, u"WirelessEnabled"_s, false);
    if (fault == u"hardware")
        set(manager, service, u"WirelessHardwareEnabled"_s, false);
    if (fault == u"incapable")
        set(u"/org/freedesktop/NetworkManager/Devices/wlan0"_s,
            u"org.freedesktop.NetworkManager.Device.Wireless"_s, u"WirelessCapabilities"_s, 0x37U);
    if (fault == u"policy")
        override(manager, service, u"GetPermissions"_s, QString(), u"a{ss}"_s,
                 u"ret = {'org.freedesktop.NetworkManager.wifi.share.protected': 'no'}"_s);
    m_hotspot = std::make_unique<NetworkManagerHotspot>(*m_bus);
    m_hotspot->look();
    QTRY_COMPARE(int(m_hotspot->state().why), why);
    QCOMPARE(m_hotspot->state().phase, Phase::Unavailable);
    m_hotspot->start(u"Field clinic"_s);
    QVERIFY(connections().isEmpty());
}

void TestHotspot::isMadeAndTakenDown()
{
    startMock();
    addWifi(u"wlan0"_s);
    begin();
    QCOMPARE(m_hotspot->state().phase, Phase::On);
    QCOMPARE(m_hotspot->state().name, u"Field clinic"_s);
    QCOMPARE(m_hotspot->state().password.size(), 10);
    const QList<ConnectionSettings> made = connections();
    QCOMPARE(made.size(), 1);
    const ConnectionSettings connection = made.constFirst();
    QCOMPARE(connection[u"802-11-wireless"_s][u"mode"_s].toString(), u"ap"_s);
    QCOMPARE(connection[u"802-11-wireless"_s][u"ssid"_s].toByteArray(), QByteArray("Field clinic"));
    QCOMPARE(connection[u"802-11-wireless-security"_s][u"key-mgmt"_s].toString(), u"wpa-psk"_s);
    QCOMPARE(connection[u"802-11-wireless-security"_s][u"psk"_s].toString(), m_hotspot->state().password);
    QCOMPARE(connection[u"ipv4"_s][u"method"_s].toString(), u"shared"_s);
    QCOMPARE(connection[u"connection"_s][u"autoconnect"_s].toBool(), false);
    m_hotspot->stop();
    QCOMPARE(m_hotspot->state().phase, Phase::Off);
    QVERIFY(m_hotspot->state().password.isEmpty());
    QTRY_VERIFY(connections().isEmpty());
    const QString before = made.constFirst()[u"802-11-wireless-security"_s][u"psk"_s].toString();
    m_hotspot->start(u"Field clinic"_s);
    QTRY_COMPARE(m_hotspot->state().phase, Phase::On);
    QVERIFY(m_hotspot->state().password != before);
}

void TestHotspot::goesWithTheApp()
{
    startMock();
    addWifi(u"wlan0"_s);
    begin();
    QCOMPARE(connections().size(), 1);
    m_hotspot.reset();
    QVERIFY(connections().isEmpty()); // at once: nobody is there to wait
}

void TestHotspot::whatACrashLeftIsTakenDown()
{
    startMock();
    addWifi(u"wlan0"_s);
    const auto add = [this](const QString &id) {
        const ConnectionSettings connection{
            {u"connection"_s, {{u"id"_s, id}, {u"type"_s, u"802-11-wireless"_s}, {u"autoconnect"_s, false}}}};
        ask(settings, u"org.freedesktop.NetworkManager.Settings"_s, u"AddConnection"_s,
            {QVariant::fromValue(connection)});
    };
    add(u"Home"_s);
    add(u"Courtyard hotspot (4194305)"_s); // past the largest number that Linux gives to a process
    add(u"Courtyard hotspot (1)"_s); // another program has that number now
    QCOMPARE(connectionIds().size(), 3);
    m_hotspot = std::make_unique<NetworkManagerHotspot>(*m_bus);
    m_hotspot->look();
    QTRY_COMPARE(connectionIds(), QStringList(u"Home"_s));
    QTRY_COMPARE(m_hotspot->state().phase, Phase::Off);
    m_hotspot->start(u"Field clinic"_s);
    QTRY_COMPARE(m_hotspot->state().phase, Phase::On);
    m_hotspot->look(); // while ours is on, nothing of it is touched
    QCOMPARE(connectionIds().size(), 2);
}

void TestHotspot::aRefusalIsSaid_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<int>("why");
    QTest::newRow("refused") << u"org.freedesktop.NetworkManager.Settings.PermissionDenied"_s
                             << int(Why::Forbidden);
    QTest::newRow("fault") << u"org.freedesktop.NetworkManager.Failed"_s << int(Why::Failed);
}

void TestHotspot::aRefusalIsSaid()
{
    QFETCH(QString, error);
    QFETCH(int, why);
    startMock();
    addWifi(u"wlan0"_s);
    override(settings, u"org.freedesktop.NetworkManager.Settings"_s, u"AddConnectionUnsaved"_s,
             u"a{sa{sv}}"_s, u"o"_s, u"raise dbus.exceptions.DBusException('no', name='%1')"_s.arg(error));
    begin();
    QCOMPARE(m_hotspot->state().phase, Phase::Off); // and may be tried again
    QCOMPARE(int(m_hotspot->state().why), why);
    QVERIFY(m_hotspot->state().password.isEmpty());
}

void TestHotspot::anotherMayTakeItDown()
{
    startMock();
    const QString device = addWifi(u"wlan0"_s);
    begin();
    QCOMPARE(m_hotspot->state().phase, Phase::On);
    mock(u"SetDeviceDisconnected"_s, {device});
    QTRY_COMPARE(m_hotspot->state().phase, Phase::Off);
    QCOMPARE(m_hotspot->state().why, Why::WentDown);
    QTRY_VERIFY(connections().isEmpty());
}

void TestHotspot::takesTheAdapterThatNobodyNeeds()
{
    startMock();
    addWifi(u"wlan0"_s, activated);
    m_hotspot = std::make_unique<NetworkManagerHotspot>(*m_bus);
    m_hotspot->look();
    QTRY_COMPARE(m_hotspot->state().phase, Phase::Off);
    QVERIFY(m_hotspot->state().cutsOff); // and the window says so before
    const QString second = addWifi(u"wlan1"_s, disconnected);
    m_hotspot->look();
    QTRY_VERIFY(!m_hotspot->state().cutsOff);
    m_hotspot->start(u"Field clinic"_s);
    QTRY_COMPARE(m_hotspot->state().phase, Phase::On);
    const auto state =
        qdbus_cast<QDBusVariant>(ask(second, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                                     {u"org.freedesktop.NetworkManager.Device"_s, u"State"_s}));
    QCOMPARE(state.variant().toUInt(), activated);
}

void TestHotspot::canBeGivenUpWhileItStarts()
{
    startMock();
    addWifi(u"wlan0"_s);
    m_hotspot = std::make_unique<NetworkManagerHotspot>(*m_bus);
    m_hotspot->look();
    QTRY_COMPARE(m_hotspot->state().phase, Phase::Off);
    m_hotspot->start(u"Field clinic"_s);
    QCOMPARE(m_hotspot->state().phase, Phase::Starting);
    m_hotspot->stop();
    QCOMPARE(m_hotspot->state().phase, Phase::Off);
    QTRY_VERIFY(connections().isEmpty());
    QCOMPARE(m_hotspot->state().phase, Phase::Off);
}

void TestHotspot::networkNamesFit_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("name");
    QTest::newRow("usual") << u"Field clinic"_s << u"Field clinic"_s;
    QTest::newRow("none") << u"  "_s << u"Courtyard"_s;
    QTest::newRow("too long") << u"The field clinic of the northern district"_s
                              << u"The field clinic of the northern"_s;
    QTest::newRow("whole letters") << u"عيادة ميدانية في الشمال الشرقي"_s << u"عيادة ميدانية في"_s;
    QTest::newRow("whole emoji") << QString(u"🏥"_s.repeated(9)) << QString(u"🏥"_s.repeated(8));
}

void TestHotspot::networkNamesFit()
{
    QFETCH(QString, wanted);
    QFETCH(QString, name);
    QCOMPARE(networkName(wanted), name);
    QVERIFY(networkName(wanted).toUtf8().size() <= 32);
}

void TestHotspot::passwordsAreNeverTheSame()
{
    QSet<QString> seen;
    for (int n = 0; n < 200; ++n)
        seen.insert(networkPassword());
    QCOMPARE(seen.size(), 200);
    for (const QString &password : seen)
        for (const QChar letter : u"ilo01"_s)
            QVERIFY(!password.contains(letter));
}

QTEST_GUILESS_MAIN(TestHotspot)
#include "tst_hotspot.moc"
