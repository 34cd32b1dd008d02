// What the windows remember from one run to the next. A plain value: app reads and writes it (STYLE 7).
#pragma once

#include "ui/hosting.h"
#include "ui/theme/theme.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace courtyard {

/// A place that one has been to.
struct RecentPlace {
    QString name;
    QString address; // as one would type it
    HostId host = {}; // who it is, wherever it goes; empty: not known yet
    bool operator==(const RecentPlace &) const = default;
};

struct Settings {
    static constexpr int recentKept = 4;

    QString yourName;
    HostingRequest hosting; // name of the place, port, code
    QString address; // the last one that was typed
    QList<RecentPlace> recent; // newest first
    Theme::Mode mode = Theme::Mode::System;
    bool peopleShown = true;
    bool notifications = true; // words on the desktop about what is for the person
    bool sound = true; // as well
    QString downloadFolder = {}; // where files are saved; empty: nothing was chosen yet
    QByteArray geometry;

    void forget(const RecentPlace &place) { recent.removeOne(place); }
    void remember(const RecentPlace &place)
    {
        recent.removeIf([&place](const RecentPlace &known) {
            return known.address == place.address || (!place.host.isEmpty() && known.host == place.host);
        });
        recent.prepend(place);
        recent = recent.mid(0, recentKept);
    }
};

} // namespace courtyard
