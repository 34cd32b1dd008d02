#include "app/windowsettings.h"

#include "protocol/names.h"

#include <QHostInfo>
#include <QMetaEnum>
#include <QSettings>

#include <algorithm>

namespace courtyard {

using Code = HostingRequest::Code;

// How this computer calls the one who sits at it: something to start with.
static QString systemUser()
{
    for (const char *variable : {"USER", "USERNAME", "LOGNAME"})
        if (const auto name = acceptableName(qEnvironmentVariable(variable)))
            return *name;
    return QHostInfo::localHostName();
}

Settings readSettings(QSettings &store)
{
    const auto text = [&store](const char *key, const QString &otherwise = QString()) {
        return store.value(QLatin1String(key), otherwise).toString();
    };
    Settings settings;
    settings.yourName = text("you/name", systemUser());
    settings.hosting.placeName = text("host/name", QHostInfo::localHostName());
    const int port = store.value(QLatin1String("host/port"), defaultPort).toInt();
    settings.hosting.port = port >= 0 && port <= 65535 ? quint16(port) : defaultPort;
    const QString code = text("host/code");
    settings.hosting.code = code == QLatin1String("none") ? Code::None
        : code == QLatin1String("own")                    ? Code::Fixed
                                                          : Code::Auto;
    settings.hosting.fixedCode = text("host/ownCode");
    settings.hosting.folder = text("host/folder");
    settings.hosting.requireEncryption = store.value(QLatin1String("host/encryption"), false).toBool();
    settings.address = text("join/address");
    const int places = store.beginReadArray(QLatin1String("places"));
    for (int n = 0; n < std::min(places, Settings::recentKept); ++n) {
        store.setArrayIndex(n);
        settings.recent.append({text("name"), text("address"), text("host")});
    }
    store.endArray();
    bool known = false;
    const int mode = QMetaEnum::fromType<Theme::Mode>().keyToValue(
        text("window/appearance").toLatin1().constData(), &known);
    settings.mode = known ? Theme::Mode(mode) : Theme::Mode::System;
    settings.peopleShown = store.value(QLatin1String("window/people"), true).toBool();
    settings.notifications = store.value(QLatin1String("notifications/shown"), true).toBool();
    settings.sound = store.value(QLatin1String("notifications/sound"), true).toBool();
    settings.downloadFolder = text("files/folder");
    settings.geometry = store.value(QLatin1String("window/geometry")).toByteArray();
    return settings;
}

void writeSettings(QSettings &store, const Settings &settings)
{
    const auto put = [&store](const char *key, const QVariant &value) {
        store.setValue(QLatin1String(key), value);
    };
    put("you/name", settings.yourName);
    put("host/name", settings.hosting.placeName);
    put("host/port", settings.hosting.port);
    put("host/code",
        settings.hosting.code == Code::None        ? QStringLiteral("none")
            : settings.hosting.code == Code::Fixed ? QStringLiteral("own")
                                                   : QStringLiteral("auto"));
    put("host/ownCode", settings.hosting.fixedCode);
    put("host/folder", settings.hosting.folder);
    put("host/encryption", settings.hosting.requireEncryption);
    put("join/address", settings.address);
    store.beginWriteArray(QLatin1String("places"), int(settings.recent.size()));
    for (int n = 0; n < settings.recent.size(); ++n) {
        store.setArrayIndex(n);
        put("name", settings.recent[n].name);
        put("address", settings.recent[n].address);
        put("host", settings.recent[n].host);
    }
    store.endArray();
    put("window/appearance",
        QString::fromLatin1(QMetaEnum::fromType<Theme::Mode>().valueToKey(int(settings.mode))));
    put("window/people", settings.peopleShown);
    put("notifications/shown", settings.notifications);
    put("notifications/sound", settings.sound);
    put("files/folder", settings.downloadFolder);
    put("window/geometry", settings.geometry);
}

Settings withOptions(Settings settings, const Options &options)
{
    if (!options.name.isEmpty())
        (options.join ? settings.yourName : settings.hosting.placeName) = options.name;
    settings.hosting.folder = options.host ? QString() : settings.hosting.folder; // --data says where
    if (options.port)
        settings.hosting.port = *options.port;
    if (options.code) { // a word about it, `auto` too, goes before what is remembered
        settings.hosting.code = options.code == Options::Code::None ? Code::None
            : options.code == Options::Code::Fixed                  ? Code::Fixed
                                                                    : Code::Auto;
        settings.hosting.fixedCode = options.fixedCode;
    }
    settings.hosting.requireEncryption = settings.hosting.requireEncryption || options.requireEncryption;
    if (options.join)
        settings.address = options.join->address();
    return settings;
}

} // namespace courtyard
