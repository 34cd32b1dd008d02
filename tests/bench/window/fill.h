// Brings everything that a host has into the cache of a participant, without a window.
#pragma once

#include <QString>

namespace courtyard::bench {

/// The exit code.
int fill(quint16 port, const QString &dataFolder);

} // namespace courtyard::bench
