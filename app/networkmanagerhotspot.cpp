#include "app/networkmanagerhotspot.h"

#include <QCoreApplication>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QFile>
#include <QLoggingCategory>
#include <QUuid>

using namespace Qt::StringLiterals;
using ConnectionSettings = QMap<QString, QVariantMap>;

namespace courtyard {

Q_LOGGING_CATEGORY(logHotspot, "courtyard.hotspot")

namespace {

using namespace std::chrono_literals;
using Phase = HostingHotspot::Phase;
using Why = HostingHotspot::Why;

const QString service = u"org.freedesktop.NetworkManager"_s;
const QString managerPath = u"/org/freedesktop/NetworkManager"_s;
const QString settingsPath = u"/org/freedesktop/NetworkManager/Settings"_s;
const QString settingsInterface = u"org.freedesktop.NetworkManager.Settings"_s;
const QString connectionInterface = u"org.freedesktop.NetworkManager.Settings.Connection"_s;
const QString deviceInterface = u"org.freedesktop.NetworkManager.Device"_s;
const QString wirelessInterface = u"org.freedesktop.NetworkManager.Device.Wireless"_s;
const QString activeInterface = u"org.freedesktop.NetworkManager.Connection.Active"_s;
const QString idBegins = u"Courtyard hotspot ("_s;

// NetworkManager's own numbers: NMDeviceType, NMDeviceWifiCapabilities, NMDeviceState,
// NMActiveConnectionState.
constexpr uint wifiDevice = 2;
constexpr uint canBeAccessPoint = 0x40;
constexpr uint deviceUnmanaged = 10, deviceUnavailable = 20, deviceDisconnected = 30, deviceActivated = 100,
               deviceFailed = 120;
constexpr uint activeActivated = 2, activeDeactivated = 4;

constexpr auto startWithin = 60s; // the person may have to type a password first
constexpr int answerMs = 120'000;
constexpr int goodbyeMs = 2'000;

QString ownId()
{
    return idBegins + QString::number(QCoreApplication::applicationPid()) + u')';
}

// Of a process that is no more, or of another program by now.
bool isLeftBehind(const QString &id)
{
    if (!id.startsWith(idBegins))
        return false;
    const qint64 pid = id.mid(idBegins.size()).chopped(1).toLongLong();
    if (pid == QCoreApplication::applicationPid())
        return false;
    QFile name(u"/proc/%1/comm"_s.arg(pid));
    return !name.open(QIODevice::ReadOnly) || !name.readAll().contains("courtyard");
}

ConnectionSettings settingsFor(const QString &name, const QString &password)
{
    return {
        {u"connection"_s,
         {{u"id"_s, ownId()},
          {u"uuid"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)},
          {u"type"_s, u"802-11-wireless"_s},
          {u"autoconnect"_s, false}}},
        {u"802-11-wireless"_s,
         {{u"ssid"_s, name.toUtf8()}, {u"mode"_s, u"ap"_s}, {u"band"_s, u"bg"_s}}}, // every phone has 2.4 GHz
        {u"802-11-wireless-security"_s,
         {{u"key-mgmt"_s, u"wpa-psk"_s},
          {u"proto"_s, QStringList{u"rsn"_s}},
          {u"pairwise"_s, QStringList{u"ccmp"_s}},
          {u"group"_s, QStringList{u"ccmp"_s}},
          {u"psk"_s, password}}},
        {u"ipv4"_s, {{u"method"_s, u"shared"_s}}}, // gives out addresses
        {u"ipv6"_s, {{u"method"_s, u"ignore"_s}}}};
}

bool isRefusal(const QString &error)
{
    return error.contains("PermissionDenied"_L1) || error.contains("NotAuthorized"_L1)
        || error.contains("AccessDenied"_L1) || error.contains("AuthorizationFailed"_L1);
}

} // namespace

NetworkManagerHotspot::NetworkManagerHotspot(const QDBusConnection &bus) : m_bus(bus)
{
    qDBusRegisterMetaType<ConnectionSettings>();
    qDBusRegisterMetaType<QMap<QString, QString>>();
    m_patience.setSingleShot(true);
    m_patience.setInterval(startWithin);
    connect(&m_patience, &QTimer::timeout, this, [this] { fail({}); });
}

NetworkManagerHotspot::~NetworkManagerHotspot()
{
    if (!m_connection.isEmpty())
        m_bus.call(message(m_connection, connectionInterface, "Delete"), QDBus::Block, goodbyeMs);
}

QDBusMessage NetworkManagerHotspot::message(const QString &path, const QString &interface,
                                            const char *method) const
{
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, interface, QString::fromLatin1(method));
    call.setAutoStartService(false); // where it does not run, the network is somebody else's
    call.setInteractiveAuthorizationAllowed(true); // the system may ask for a password
    return call;
}

void NetworkManagerHotspot::call(QDBusMessage message, const Answered &answered)
{
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, answerMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [answered](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        answered(done->reply());
    });
}

void NetworkManagerHotspot::getAll(const QString &path, const QString &interface,
                                   const std::function<void(const QVariantMap &, bool)> &got)
{
    QDBusMessage ask = message(path, u"org.freedesktop.DBus.Properties"_s, "GetAll");
    ask.setArguments({interface});
    call(ask, [got](const QDBusMessage &reply) {
        got(qdbus_cast<QVariantMap>(reply.arguments().value(0)), reply.type() != QDBusMessage::ReplyMessage);
    });
}

// Looking: is it there, may we, is there a Wi-Fi for it? Each step begins the next one.
void NetworkManagerHotspot::look()
{
    if (state().phase == Phase::Starting || state().phase == Phase::On)
        return;
    if (!m_bus.isConnected()) {
        unavailable(Why::NotHere);
        return;
    }
    getAll(managerPath, service, [this](const QVariantMap &properties, bool failed) {
        if (failed) {
            unavailable(Why::NotHere);
            return;
        }
        cleanUp();
        const bool isOn = properties.value(u"WirelessEnabled"_s, true).toBool()
            && properties.value(u"WirelessHardwareEnabled"_s, true).toBool();
        m_best = {};
        m_best.isOff = !isOn;
        m_hasWifi = false;
        askPermission();
    });
}

void NetworkManagerHotspot::cleanUp()
{
    call(message(settingsPath, settingsInterface, "ListConnections"), [this](const QDBusMessage &reply) {
        const auto paths = qdbus_cast<QList<QDBusObjectPath>>(reply.arguments().value(0));
        for (const QDBusObjectPath &path : paths)
            removeIfOurs(path.path());
    });
}

void NetworkManagerHotspot::removeIfOurs(const QString &connection)
{
    call(message(connection, connectionInterface, "GetSettings"),
         [this, connection](const QDBusMessage &reply) {
             const auto settings = qdbus_cast<ConnectionSettings>(reply.arguments().value(0));
             if (!isLeftBehind(settings[u"connection"_s][u"id"_s].toString()))
                 return;
             qCInfo(logHotspot, "removing what a former run left behind");
             call(message(connection, connectionInterface, "Delete"), [](const QDBusMessage &) {});
         });
}

void NetworkManagerHotspot::askPermission()
{
    call(message(managerPath, service, "GetPermissions"), [this](const QDBusMessage &reply) {
        const auto permissions = qdbus_cast<QMap<QString, QString>>(reply.arguments().value(0));
        // "no" is no; "auth" asks the person.
        for (const auto &needed : {u"org.freedesktop.NetworkManager.wifi.share.protected"_s,
                                   u"org.freedesktop.NetworkManager.network-control"_s}) {
            if (permissions.value(needed) == "no"_L1) {
                unavailable(Why::Forbidden);
                return;
            }
        }
        findDevice();
    });
}

void NetworkManagerHotspot::findDevice()
{
    call(message(managerPath, service, "GetDevices"), [this](const QDBusMessage &reply) {
        QStringList devices;
        const auto paths = qdbus_cast<QList<QDBusObjectPath>>(reply.arguments().value(0));
        for (const QDBusObjectPath &path : paths)
            devices.append(path.path());
        lookAt(devices);
    });
}

void NetworkManagerHotspot::lookAt(const QStringList &devices)
{
    if (devices.isEmpty()) {
        settle();
        return;
    }
    const QString path = devices.first();
    const QStringList others = devices.mid(1);
    getAll(path, deviceInterface, [this, path, others](const QVariantMap &properties, bool) {
        const uint state = properties.value(u"State"_s).toUInt();
        if (properties.value(u"DeviceType"_s).toUInt() != wifiDevice || state == deviceUnmanaged) {
            lookAt(others);
            return;
        }
        lookAtWireless(others, {path, state == deviceActivated, state == deviceUnavailable});
    });
}

void NetworkManagerHotspot::lookAtWireless(const QStringList &others, const Device &device)
{
    getAll(device.path, wirelessInterface, [this, others, device](const QVariantMap &properties, bool) {
        m_hasWifi = true;
        const bool isOff = m_best.isOff;
        const bool canDoIt = properties.value(u"WirelessCapabilities"_s).toUInt() & canBeAccessPoint;
        // One that nobody needs, rather than the one by which this computer is in a network.
        const bool isBetter = m_best.path.isEmpty() || (m_best.isConnected && !device.isConnected);
        if (canDoIt && !device.isOff && isBetter) {
            m_best = device;
            m_best.isOff = isOff;
        } else if (canDoIt && device.isOff && m_best.path.isEmpty()) {
            m_best.isOff = true;
        }
        lookAt(others);
    });
}

void NetworkManagerHotspot::settle()
{
    if (!m_hasWifi) {
        unavailable(Why::NoWifi);
    } else if (m_best.isOff) {
        unavailable(Why::WifiOff);
    } else if (m_best.path.isEmpty()) {
        unavailable(Why::NoAccessPoint);
    } else {
        HostingHotspot next;
        next.phase = Phase::Off;
        next.cutsOff = m_best.isConnected;
        setState(next);
    }
}

void NetworkManagerHotspot::unavailable(Why why)
{
    HostingHotspot next;
    next.why = why;
    setState(next);
}

void NetworkManagerHotspot::start(const QString &name)
{
    if (state().phase != Phase::Off)
        return;
    HostingHotspot next = state();
    next.phase = Phase::Starting;
    next.why = Why::None;
    next.name = networkName(name);
    next.password = networkPassword();
    setState(next);
    m_patience.start();
    QDBusMessage add = message(settingsPath, settingsInterface, "AddConnectionUnsaved");
    add.setArguments({QVariant::fromValue(settingsFor(next.name, next.password))});
    call(add, [this](const QDBusMessage &reply) {
        if (reply.type() != QDBusMessage::ReplyMessage) {
            fail(reply);
            return;
        }
        m_connection = reply.arguments().value(0).value<QDBusObjectPath>().path();
        if (state().phase == Phase::Starting)
            activate();
        else
            remove(); // it was given up meanwhile
    });
}

void NetworkManagerHotspot::activate()
{
    QDBusMessage ask = message(managerPath, service, "ActivateConnection");
    ask.setArguments({QVariant::fromValue(QDBusObjectPath(m_connection)),
                      QVariant::fromValue(QDBusObjectPath(m_best.path)),
                      QVariant::fromValue(QDBusObjectPath(u"/"_s))});
    call(ask, [this](const QDBusMessage &reply) {
        if (reply.type() != QDBusMessage::ReplyMessage)
            fail(reply);
        else if (state().phase == Phase::Starting)
            watch(reply.arguments().value(0).value<QDBusObjectPath>().path());
    });
}

// By their names: D-Bus has no other connect.
void NetworkManagerHotspot::watch(const QString &active)
{
    m_active = active;
    m_bus.connect(service, m_active, activeInterface, u"StateChanged"_s, this,
                  SLOT(activeStateChanged(uint, uint, QDBusMessage)));
    m_bus.connect(service, m_best.path, deviceInterface, u"StateChanged"_s, this,
                  SLOT(deviceStateChanged(uint, uint, uint, QDBusMessage)));
    getAll(m_active, activeInterface, [this](const QVariantMap &properties, bool) {
        if (properties.value(u"State"_s).toUInt() == activeActivated)
            up();
    });
}

void NetworkManagerHotspot::activeStateChanged(uint now, uint, const QDBusMessage &message)
{
    if (m_active.isEmpty() || message.path() != m_active)
        return;
    if (now == activeActivated)
        up();
    else if (now == activeDeactivated)
        fail({});
}

void NetworkManagerHotspot::deviceStateChanged(uint now, uint, uint, const QDBusMessage &message)
{
    if (state().phase == Phase::On && message.path() == m_best.path
        && (now == deviceUnavailable || now == deviceDisconnected || now == deviceFailed))
        fail({}); // somebody else took it down, or took the adapter out
}

void NetworkManagerHotspot::up()
{
    if (state().phase != Phase::Starting)
        return;
    m_patience.stop();
    HostingHotspot next = state();
    next.phase = Phase::On;
    setState(next);
}

void NetworkManagerHotspot::fail(const QDBusMessage &error)
{
    if (state().phase != Phase::Starting && state().phase != Phase::On)
        return;
    qCWarning(logHotspot, "failed error=%s why=\"%s\"", qPrintable(error.errorName()),
              qPrintable(error.errorMessage()));
    const bool wasOn = state().phase == Phase::On;
    HostingHotspot next = state();
    next.phase = Phase::Off;
    next.why = wasOn ? Why::WentDown : isRefusal(error.errorName()) ? Why::Forbidden : Why::Failed;
    next.name.clear();
    next.password.clear();
    remove();
    setState(next);
}

void NetworkManagerHotspot::stop()
{
    if (state().phase != Phase::Starting && state().phase != Phase::On)
        return;
    HostingHotspot next;
    next.phase = Phase::Off;
    next.cutsOff = state().cutsOff;
    remove();
    setState(next);
}

// What is deleted is taken down as well.
void NetworkManagerHotspot::remove()
{
    m_patience.stop();
    m_active.clear();
    if (m_connection.isEmpty())
        return;
    call(message(std::exchange(m_connection, {}), connectionInterface, "Delete"),
         [](const QDBusMessage &) {});
}

} // namespace courtyard
