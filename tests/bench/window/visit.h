// One run of the window against a host, measured from inside: what `run` asks for is done in order, and each
// figure is a line "name value" on standard output. GUI thread.
#pragma once

#include <QString>
#include <QStringList>

namespace courtyard::bench {

struct Visit {
    quint16 port = 0;
    QString dataFolder;
    QStringList steps; // see visit.cpp
};

/// The exit code.
int pay(const Visit &visit, int argc, char **argv);

} // namespace courtyard::bench
