// The hotspot as NetworkManager makes it, over D-Bus. Its connection is kept in memory only and bears the
// number of the process that made it, so that the next start of the app takes down what a crash left behind.
// GUI thread.
#pragma once

#include "app/hotspot.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QTimer>

#include <functional>

namespace courtyard {

class NetworkManagerHotspot final : public Hotspot {
    Q_OBJECT
public:
    explicit NetworkManagerHotspot(const QDBusConnection &bus);
    /// Takes it down, and waits until that is done (at most two seconds).
    ~NetworkManagerHotspot() override;
    void look() override;
    void start(const QString &name) override;
    void stop() override;

private Q_SLOTS: // called by D-Bus, which knows them by name
    void activeStateChanged(uint state, uint reason, const QDBusMessage &message);
    void deviceStateChanged(uint now, uint before, uint reason, const QDBusMessage &message);

private:
    struct Device {
        QString path; // empty: none
        bool isConnected = false; // and would lose that
        bool isOff = false;
    };
    using Answered = std::function<void(const QDBusMessage &reply)>;
    QDBusMessage message(const QString &path, const QString &interface, const char *method) const;
    void call(QDBusMessage message, const Answered &answered);
    void getAll(const QString &path, const QString &interface,
                const std::function<void(const QVariantMap &properties, bool failed)> &got);
    void cleanUp();
    void removeIfOurs(const QString &connection);
    void askPermission();
    void findDevice();
    void lookAt(const QStringList &devices);
    void lookAtWireless(const QStringList &others, const Device &device);
    void settle();
    void unavailable(HostingHotspot::Why why);
    void activate();
    void watch(const QString &active);
    void up();
    void fail(const QDBusMessage &error);
    void remove();

    QDBusConnection m_bus;
    Device m_best; // found by look()
    bool m_hasWifi = false;
    QString m_connection; // object paths; empty: none
    QString m_active;
    QTimer m_patience;
};

} // namespace courtyard
