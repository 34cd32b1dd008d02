// Publishes through Avahi, which is spoken to over D-Bus. Where it does not run, nothing happens; where it
// comes later, or again, it begins then. Thread of its owner.
#pragma once

#include "server/discovery/servicepublisher.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServiceWatcher>

#include <functional>

namespace courtyard {

class AvahiPublisher final : public ServicePublisher {
    Q_OBJECT
public:
    explicit AvahiPublisher(const QDBusConnection &bus);
    ~AvahiPublisher() override;
    void publish(const Facts &facts) override;
    void withdraw() override;

private Q_SLOTS: // called by D-Bus, which knows them by name
    void serverStateChanged(int state, const QString &error);
    void groupStateChanged(int state, const QString &error, const QDBusMessage &message);

private:
    using Answered = std::function<void(const QDBusMessage &reply)>;
    void call(const QString &path, const char *interface, const char *method, const QVariantList &arguments,
              const Answered &answered);
    void avahiCame();
    void avahiWent();
    void askName();
    void enter();
    void add();
    void takeAnotherName();

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    Facts m_facts;
    bool m_published = false; // wanted
    bool m_running = false; // Avahi is there
    QString m_serviceName; // ours, or one like it where another host has it
    int m_names = 0; // tried for these facts
    QString m_group; // object path; empty: none yet
};

} // namespace courtyard
