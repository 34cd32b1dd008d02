// Which firewall this system runs, and the line that opens the port there (DESIGN §5). Reads files only; any
// thread.
#pragma once

#include "ui/hosting.h"

namespace courtyard {

/// `root`: where the system's files are; another folder in tests. Empty name: none that we know.
HostingFirewall readFirewall(quint16 port, const QString &root = QStringLiteral("/"));

} // namespace courtyard
