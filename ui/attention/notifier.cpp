#include "ui/attention/notifier.h"

#ifdef QT_DBUS_LIB
#include "ui/attention/freedesktopnotifier.h"
#else
#include "ui/attention/traynotifier.h"
#endif

#include <QApplication>

namespace courtyard {

std::unique_ptr<Notifier> Notifier::make()
{
#ifdef QT_DBUS_LIB
    return std::make_unique<FreedesktopNotifier>(QDBusConnection::sessionBus());
#else
    return std::make_unique<TrayNotifier>();
#endif
}

void Notifier::ring()
{
    QApplication::beep();
}

} // namespace courtyard
