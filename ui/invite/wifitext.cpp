#include "ui/invite/wifitext.h"

namespace courtyard {

// As ZXing's "WiFi Network config" has it, which cameras of phones follow.
static QString escaped(const QString &text)
{
    QString safe;
    for (const QChar c : text) {
        if (QStringLiteral("\\;,:\"").contains(c))
            safe.append(QLatin1Char('\\'));
        safe.append(c);
    }
    return safe;
}

QString wifiText(const QString &name, const QString &password)
{
    return QStringLiteral("WIFI:T:WPA;S:%1;P:%2;;").arg(escaped(name), escaped(password));
}

} // namespace courtyard
