#include "app/hotspot.h"

#ifdef QT_DBUS_LIB
#include "app/networkmanagerhotspot.h"
#endif

#include <QRandomGenerator>

namespace courtyard {

namespace {

class NoHotspot final : public Hotspot {
public:
    void look() override { }
    void start(const QString &) override { }
    void stop() override { }
};

} // namespace

void Hotspot::setState(const HostingHotspot &state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT changed();
}

std::unique_ptr<Hotspot> Hotspot::make()
{
#ifdef QT_DBUS_LIB
    return std::make_unique<NetworkManagerHotspot>(QDBusConnection::systemBus());
#else
    return std::make_unique<NoHotspot>();
#endif
}

QString networkName(const QString &wanted)
{
    QString name = wanted.simplified();
    while (name.toUtf8().size() > 32)
        name.chop(name.size() > 1 && name.back().isLowSurrogate() ? 2 : 1);
    name = name.trimmed();
    return name.isEmpty() ? QStringLiteral("Courtyard") : name;
}

QString networkPassword()
{
    static constexpr QLatin1StringView letters{"abcdefghjkmnpqrstuvwxyz23456789"}; // without i, l, o, 0, 1
    QString password;
    for (int n = 0; n < 10; ++n)
        password.append(letters[qsizetype(QRandomGenerator::system()->bounded(quint32(letters.size())))]);
    return password;
}

} // namespace courtyard
