#include "server/discovery/avahipublisher.h"

#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QLoggingCategory>

namespace courtyard {

Q_LOGGING_CATEGORY(logServices, "courtyard.services")

namespace {

constexpr char service[] = "org.freedesktop.Avahi";
constexpr char server[] = "org.freedesktop.Avahi.Server";
constexpr char entryGroup[] = "org.freedesktop.Avahi.EntryGroup";
constexpr int anyInterface = -1; // AVAHI_IF_UNSPEC
constexpr int anyProtocol = -1; // AVAHI_PROTO_UNSPEC
constexpr int serverRunning = 2; // AVAHI_SERVER_RUNNING
constexpr int groupCollision = 3, groupFailure = 4; // AVAHI_ENTRY_GROUP_…
constexpr int namesMost = 20;

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

// A label of DNS has at most 63 bytes (RFC 6763 §4.1.1), a string in a TXT record 255.
QString cut(QString name, qsizetype bytes)
{
    while (name.toUtf8().size() > bytes)
        name.chop(name.size() > 1 && name.back().isLowSurrogate() ? 2 : 1);
    return name;
}

QList<QByteArray> record(const ServicePublisher::Facts &facts)
{
    QList<QByteArray> strings{"id=" + facts.host.toUtf8(), "name=" + cut(facts.name, 250).toUtf8()};
    if (!facts.fingerprint.isEmpty())
        strings.append("fp=" + facts.fingerprint.toLatin1());
    return strings;
}

} // namespace

AvahiPublisher::AvahiPublisher(const QDBusConnection &bus)
    : m_bus(bus),
      m_watcher(text(service), m_bus,
                QDBusServiceWatcher::WatchForRegistration | QDBusServiceWatcher::WatchForUnregistration)
{
    qDBusRegisterMetaType<QList<QByteArray>>();
    if (!m_bus.isConnected())
        return;
    connect(&m_watcher, &QDBusServiceWatcher::serviceRegistered, this, &AvahiPublisher::avahiCame);
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, &AvahiPublisher::avahiWent);
    // By their names: D-Bus has no other connect. Of every group, since the signals of a new one may come
    // before its path does.
    m_bus.connect(text(service), QStringLiteral("/"), text(server), QStringLiteral("StateChanged"), this,
                  SLOT(serverStateChanged(int, QString)));
    m_bus.connect(text(service), QString(), text(entryGroup), QStringLiteral("StateChanged"), this,
                  SLOT(groupStateChanged(int, QString, QDBusMessage)));
    avahiCame(); // or not: then it does not answer
}

AvahiPublisher::~AvahiPublisher()
{
    if (!m_group.isEmpty())
        call(m_group, entryGroup, "Free", {}, [](const QDBusMessage &) {});
}

void AvahiPublisher::call(const QString &path, const char *interface, const char *method,
                          const QVariantList &arguments, const Answered &answered)
{
    QDBusMessage message = QDBusMessage::createMethodCall(text(service), path, text(interface), text(method));
    message.setArguments(arguments);
    message.setAutoStartService(false); // where it does not run, somebody did not want it to
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [answered](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        answered(done->reply());
    });
}

void AvahiPublisher::avahiCame()
{
    call(QStringLiteral("/"), server, "GetState", {}, [this](const QDBusMessage &reply) {
        if (reply.type() == QDBusMessage::ReplyMessage)
            serverStateChanged(reply.arguments().value(0).toInt(), {});
    });
}

void AvahiPublisher::avahiWent()
{
    m_running = false;
    m_group.clear(); // it went with it
    setLocalName({});
}

// Registering its name, it finds out whether another computer has it; then it runs under a name that is free.
void AvahiPublisher::serverStateChanged(int state, const QString &)
{
    const bool runs = state == serverRunning;
    if (runs)
        askName();
    if (runs == m_running)
        return;
    m_running = runs;
    if (m_running && m_published)
        enter();
}

void AvahiPublisher::askName()
{
    call(QStringLiteral("/"), server, "GetHostNameFqdn", {}, [this](const QDBusMessage &reply) {
        if (reply.type() == QDBusMessage::ReplyMessage)
            setLocalName(reply.arguments().value(0).toString());
    });
}

void AvahiPublisher::publish(const Facts &facts)
{
    if (m_published && facts == m_facts)
        return;
    m_published = true;
    m_facts = facts;
    m_serviceName = cut(facts.name, 63);
    m_names = 0;
    if (m_running)
        enter();
}

void AvahiPublisher::enter()
{
    if (!m_group.isEmpty()) {
        call(m_group, entryGroup, "Reset", {}, [this](const QDBusMessage &) { add(); });
        return;
    }
    call(QStringLiteral("/"), server, "EntryGroupNew", {}, [this](const QDBusMessage &reply) {
        const QString path = reply.arguments().value(0).value<QDBusObjectPath>().path();
        if (reply.type() != QDBusMessage::ReplyMessage || path.isEmpty() || !m_published)
            return;
        m_group = path;
        add();
    });
}

void AvahiPublisher::add()
{
    if (m_group.isEmpty() || !m_published)
        return;
    const QVariantList arguments{anyInterface,
                                 anyProtocol,
                                 0U,
                                 m_serviceName,
                                 QStringLiteral("_courtyard._tcp"),
                                 QString(),
                                 QString(), // this computer's own name
                                 QVariant::fromValue(m_facts.port),
                                 QVariant::fromValue(record(m_facts))};
    call(m_group, entryGroup, "AddService", arguments, [this](const QDBusMessage &reply) {
        if (reply.errorName() == QLatin1String("org.freedesktop.Avahi.CollisionError")) {
            takeAnotherName(); // of another host on this computer
        } else if (reply.type() == QDBusMessage::ErrorMessage) {
            qCWarning(logServices, "cannot publish why=\"%s\"", qPrintable(reply.errorMessage()));
        } else {
            call(m_group, entryGroup, "Commit", {}, [](const QDBusMessage &) {});
        }
    });
}

void AvahiPublisher::groupStateChanged(int state, const QString &error, const QDBusMessage &message)
{
    if (message.path() != m_group || m_group.isEmpty())
        return;
    if (state == groupCollision)
        takeAnotherName(); // of a host on another computer
    else if (state == groupFailure)
        qCWarning(logServices, "not published why=\"%s\"", qPrintable(error));
}

// People tell the two apart by the number; the id in the record is what programs go by.
void AvahiPublisher::takeAnotherName()
{
    if (++m_names > namesMost)
        return;
    call(QStringLiteral("/"), server, "GetAlternativeServiceName", {m_serviceName},
         [this](const QDBusMessage &reply) {
             if (reply.type() != QDBusMessage::ReplyMessage || !m_published)
                 return;
             m_serviceName = reply.arguments().value(0).toString();
             enter();
         });
}

void AvahiPublisher::withdraw()
{
    m_published = false;
    if (m_group.isEmpty())
        return;
    call(m_group, entryGroup, "Free", {}, [](const QDBusMessage &) {});
    m_group.clear();
}

} // namespace courtyard
