#include "client/servicebrowser.h"

#ifdef QT_DBUS_LIB
#include "client/avahibrowser.h"
#endif

namespace courtyard {

std::unique_ptr<ServiceBrowser> ServiceBrowser::make()
{
#ifdef QT_DBUS_LIB
    return std::make_unique<AvahiBrowser>(QDBusConnection::systemBus());
#else
    struct NoBrowser final : ServiceBrowser { };
    return std::make_unique<NoBrowser>();
#endif
}

} // namespace courtyard
