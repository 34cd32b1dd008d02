#include "client/avahibrowser.h"

#include <QDBusPendingCallWatcher>
#include <QHostAddress>

namespace courtyard {

namespace {

using namespace std::chrono_literals;

constexpr char avahi[] = "org.freedesktop.Avahi";
constexpr char browserInterface[] = "org.freedesktop.Avahi.ServiceBrowser";
constexpr int anyInterface = -1; // AVAHI_IF_UNSPEC
constexpr int ipv4 = 0; // AVAHI_PROTO_INET; link-local IPv6 has the datagrams of the host itself
constexpr uint ofThisComputer = 8; // AVAHI_LOOKUP_RESULT_LOCAL: heard anyway
constexpr int servicesMost = 64;
constexpr auto resolveEvery = 15s;

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

} // namespace

AvahiBrowser::AvahiBrowser(const QDBusConnection &bus)
    : m_bus(bus),
      m_watcher(text(avahi), m_bus,
                QDBusServiceWatcher::WatchForRegistration | QDBusServiceWatcher::WatchForUnregistration)
{
    if (!m_bus.isConnected())
        return;
    connect(&m_watcher, &QDBusServiceWatcher::serviceRegistered, this, &AvahiBrowser::browse);
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, &AvahiBrowser::dropAll);
    // By their names: D-Bus has no other connect. Of every browser, since the first items may come before
    // the path of ours does.
    m_bus.connect(text(avahi), QString(), text(browserInterface), QStringLiteral("ItemNew"), this,
                  SLOT(itemNew(int, int, QString, QString, QString, uint)));
    m_bus.connect(text(avahi), QString(), text(browserInterface), QStringLiteral("ItemRemove"), this,
                  SLOT(itemRemove(int, int, QString, QString, QString, uint)));
    m_again.setInterval(resolveEvery);
    connect(&m_again, &QTimer::timeout, this, [this] {
        const QList<Service> services = m_services.keys();
        for (const Service &service : services)
            resolve(service);
    });
    browse();
}

AvahiBrowser::~AvahiBrowser() = default;

QDBusMessage AvahiBrowser::callTo(const char *method) const
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        text(avahi), QStringLiteral("/"), QStringLiteral("org.freedesktop.Avahi.Server"), text(method));
    message.setAutoStartService(false); // where it does not run, somebody did not want it to
    return message;
}

void AvahiBrowser::browse()
{
    QDBusMessage message = callTo("ServiceBrowserNew");
    message.setArguments({anyInterface, ipv4, QStringLiteral("_courtyard._tcp"), QString(), 0U});
    m_bus.asyncCall(message); // its items come as signals
    m_again.start();
}

void AvahiBrowser::itemNew(int interface, int protocol, const QString &name, const QString &type,
                           const QString &domain, uint flags)
{
    const Service service{interface, protocol, name, type, domain};
    if (type != QLatin1String("_courtyard._tcp") || flags & ofThisComputer
        || m_services.size() >= servicesMost || m_services.contains(service))
        return;
    m_services.insert(service, {});
    resolve(service);
}

void AvahiBrowser::resolve(const Service &service)
{
    QDBusMessage message = callTo("ResolveService");
    message.setArguments(
        {service.interface, service.protocol, service.name, service.type, service.domain, ipv4, 0U});
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, service](QDBusPendingCallWatcher *done) {
                done->deleteLater();
                resolved(service, done->reply());
            });
}

// Interface, protocol, name, type, domain, host, protocol of the address, address, port, record, flags.
void AvahiBrowser::resolved(const Service &service, const QDBusMessage &reply)
{
    const auto known = m_services.find(service);
    if (known == m_services.end() || reply.type() != QDBusMessage::ReplyMessage)
        return;
    const QHostAddress address(reply.arguments().value(7).toString());
    Invitation way;
    way.host = address.toString();
    way.port = reply.arguments().value(8).value<ushort>();
    if (address.isNull() || way.port == 0 || way == *known)
        return;
    const Invitation before = std::exchange(*known, way);
    if (!before.host.isEmpty())
        Q_EMIT lost(before);
    Q_EMIT found(way);
}

void AvahiBrowser::itemRemove(int interface, int protocol, const QString &name, const QString &type,
                              const QString &domain, uint)
{
    drop({interface, protocol, name, type, domain});
}

void AvahiBrowser::drop(const Service &service)
{
    const Invitation way = m_services.take(service);
    if (!way.host.isEmpty())
        Q_EMIT lost(way);
}

void AvahiBrowser::dropAll()
{
    m_again.stop();
    const QList<Service> services = m_services.keys();
    for (const Service &service : services)
        drop(service);
}

} // namespace courtyard
