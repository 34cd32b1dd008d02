#include "server/discovery/servicepublisher.h"

#ifdef QT_DBUS_LIB
#include "server/discovery/avahipublisher.h"
#endif

namespace courtyard {

void ServicePublisher::setLocalName(const QString &name)
{
    if (name == m_localName)
        return;
    m_localName = name;
    Q_EMIT localNameChanged();
}

#ifdef QT_DBUS_LIB

std::unique_ptr<ServicePublisher> ServicePublisher::make()
{
    return std::make_unique<AvahiPublisher>(QDBusConnection::systemBus());
}

#else

namespace {

class NoPublisher final : public ServicePublisher {
public:
    void publish(const Facts &) override { }
    void withdraw() override { }
};

} // namespace

std::unique_ptr<ServicePublisher> ServicePublisher::make()
{
    return std::make_unique<NoPublisher>();
}

#endif

} // namespace courtyard
