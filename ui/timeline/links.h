// Where http and https addresses stand in plain text. Pure functions.
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace courtyard {

struct Link {
    int start = 0, length = 0;
    QUrl url;
};

/// In the order of the text. Nothing but http and https, whatever the text says (RELIABILITY 19).
QList<Link> linksIn(const QString &text);

} // namespace courtyard
