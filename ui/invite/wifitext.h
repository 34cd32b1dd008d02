// What a QR code says so that a phone joins a Wi-Fi network. Pure.
#pragma once

#include <QString>

namespace courtyard {

/// "WIFI:T:WPA;S:name;P:password;;", with what has a meaning there escaped.
QString wifiText(const QString &name, const QString &password);

} // namespace courtyard
