// Browses through Avahi, which is spoken to over D-Bus. Where it does not run, nothing is found; where it
// comes later, or again, it begins then. GUI thread.
#pragma once

#include "client/servicebrowser.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QHash>
#include <QTimer>

namespace courtyard {

class AvahiBrowser final : public ServiceBrowser {
    Q_OBJECT
public:
    explicit AvahiBrowser(const QDBusConnection &bus);
    ~AvahiBrowser() override;

private Q_SLOTS: // called by D-Bus, which knows them by name
    void itemNew(int interface, int protocol, const QString &name, const QString &type, const QString &domain,
                 uint flags);
    void itemRemove(int interface, int protocol, const QString &name, const QString &type,
                    const QString &domain, uint flags);

private:
    struct Service {
        int interface = 0;
        int protocol = 0;
        QString name;
        QString type;
        QString domain;
        bool operator==(const Service &) const = default;
        friend size_t qHash(const Service &service, size_t seed)
        {
            return qHashMulti(seed, service.interface, service.protocol, service.name, service.domain);
        }
    };
    void browse();
    void resolve(const Service &service);
    void resolved(const Service &service, const QDBusMessage &reply);
    void drop(const Service &service);
    void dropAll();
    QDBusMessage callTo(const char *method) const;

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    QHash<Service, Invitation> m_services; // host empty: not known yet
    QTimer m_again; // hosts change their addresses
};

} // namespace courtyard
