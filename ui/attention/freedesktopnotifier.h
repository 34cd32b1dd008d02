// Notices by the desktop's own server, over D-Bus: org.freedesktop.Notifications, as the Desktop
// Notifications Specification 1.2 describes it. One call at a time, so that what is wanted last is what
// stands there. The sound is the desktop's where its server plays any, else a beep. GUI thread.
#pragma once

#include "ui/attention/notifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QStringList>

#include <functional>
#include <optional>
#include <variant>

namespace courtyard {

class FreedesktopNotifier : public Notifier {
    Q_OBJECT
public:
    explicit FreedesktopNotifier(const QDBusConnection &bus);
    /// What stands there goes.
    ~FreedesktopNotifier() override;
    void show(const Notice &notice) override;
    void withdraw() override;

private Q_SLOTS: // called by D-Bus, which knows them by name
    void activationToken(uint id, const QString &token);
    void actionInvoked(uint id, const QString &action);
    void notificationClosed(uint id, uint reason);

private:
    struct Nothing { };
    struct Withdrawal { };
    using Answered = std::function<void(const QDBusMessage &reply)>;
    void call(const char *method, const QVariantList &arguments, const Answered &answered);
    void goOn();
    void askWhatItCan();
    void send(const Notice &notice);
    void forgetServer();
    bool can(const char *what) const;

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    std::optional<QStringList> m_capabilities; // none: not asked yet
    std::variant<Nothing, Withdrawal, Notice> m_next;
    uint m_shown = 0; // its id; 0: none stands there
    bool m_busy = false;
};

} // namespace courtyard
