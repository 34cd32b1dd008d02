#include "ui/attention/freedesktopnotifier.h"

#include <QDBusPendingCallWatcher>
#include <QGuiApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

const QString service = u"org.freedesktop.Notifications"_s;
const QString path = u"/org/freedesktop/Notifications"_s;
constexpr uint dismissedByPerson = 2; // reason of NotificationClosed
constexpr int serverDecides = -1; // how long it stands

QDBusMessage message(const char *method, const QVariantList &arguments)
{
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, QString::fromLatin1(method));
    call.setArguments(arguments);
    return call;
}

} // namespace

FreedesktopNotifier::FreedesktopNotifier(const QDBusConnection &bus)
    : m_bus(bus), m_watcher(service, m_bus, QDBusServiceWatcher::WatchForUnregistration)
{
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, &FreedesktopNotifier::forgetServer);
    m_bus.connect(service, path, service, u"ActivationToken"_s, this, SLOT(activationToken(uint, QString)));
    m_bus.connect(service, path, service, u"ActionInvoked"_s, this, SLOT(actionInvoked(uint, QString)));
    m_bus.connect(service, path, service, u"NotificationClosed"_s, this,
                  SLOT(notificationClosed(uint, uint)));
}

FreedesktopNotifier::~FreedesktopNotifier()
{
    if (m_shown != 0)
        m_bus.send(message("CloseNotification", {m_shown}));
}

void FreedesktopNotifier::call(const char *method, const QVariantList &arguments, const Answered &answered)
{
    m_busy = true;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message(method, arguments)), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, answered](QDBusPendingCallWatcher *done) {
                done->deleteLater();
                m_busy = false;
                answered(done->reply());
                goOn();
            });
}

void FreedesktopNotifier::show(const Notice &notice)
{
    m_next = notice;
    goOn();
}

void FreedesktopNotifier::withdraw()
{
    m_next = Withdrawal{};
    goOn();
}

void FreedesktopNotifier::goOn()
{
    if (m_busy)
        return;
    if (const auto *notice = std::get_if<Notice>(&m_next)) {
        if (!m_capabilities) {
            askWhatItCan();
            return;
        }
        const Notice now = *notice;
        m_next = Nothing{};
        send(now);
    } else if (std::holds_alternative<Withdrawal>(m_next)) {
        m_next = Nothing{};
        if (m_shown != 0)
            call("CloseNotification", {std::exchange(m_shown, 0)}, [](const QDBusMessage &) {});
    }
}

void FreedesktopNotifier::askWhatItCan()
{
    call("GetCapabilities", {}, [this](const QDBusMessage &reply) {
        // Nobody there: what follows says so again, and the sound is made here.
        m_capabilities = reply.type() == QDBusMessage::ReplyMessage
            ? reply.arguments().value(0).toStringList()
            : QStringList();
    });
}

bool FreedesktopNotifier::can(const char *what) const
{
    return m_capabilities && m_capabilities->contains(QLatin1String(what));
}

void FreedesktopNotifier::send(const Notice &notice)
{
    QVariantMap hints{{u"desktop-entry"_s, QGuiApplication::desktopFileName()},
                      {u"category"_s, u"im.received"_s},
                      {u"urgency"_s, QVariant::fromValue(uchar(1))}};
    if (notice.sound)
        hints.insert(u"sound-name"_s, u"message-new-instant"_s); // of the Sound Naming Specification
    else
        hints.insert(u"suppress-sound"_s, true);
    QStringList actions;
    if (can("actions"))
        actions << u"default"_s << tr("Open"); // a click on all of it
    const QString body = can("body-markup") ? notice.body.toHtmlEscaped() : notice.body;
    if (notice.sound && !can("sound"))
        ring();
    call("Notify",
         {u"Courtyard"_s, m_shown, QGuiApplication::desktopFileName(), notice.title, body, actions, hints,
          serverDecides},
         [this](const QDBusMessage &reply) {
             const bool stands = reply.type() == QDBusMessage::ReplyMessage;
             m_shown = stands ? reply.arguments().value(0).toUInt() : 0;
             if (!stands)
                 m_capabilities.reset(); // the next one may find a server
         });
}

void FreedesktopNotifier::forgetServer()
{
    m_capabilities.reset();
    m_shown = 0;
}

// On Wayland only whoever shows this token may come to the front; Qt takes it from here.
void FreedesktopNotifier::activationToken(uint id, const QString &token)
{
    if (id == m_shown && id != 0)
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
}

void FreedesktopNotifier::actionInvoked(uint id, const QString &)
{
    if (id == m_shown && id != 0)
        Q_EMIT opened();
}

void FreedesktopNotifier::notificationClosed(uint id, uint reason)
{
    if (id != m_shown || id == 0)
        return;
    m_shown = 0;
    if (reason == dismissedByPerson)
        Q_EMIT dismissed();
}

} // namespace courtyard
