// A host without a window: `courtyard --host --headless`. Needs no display and no GUI platform.
#pragma once

#include "app/commandline.h"

class QCoreApplication;

namespace courtyard {

/// Hosts until SIGINT or SIGTERM; the exit code of the process. The first line on standard output is one JSON
/// object (PROTOCOL §7); logs go to standard error.
int runHeadless(QCoreApplication &application, const Options &options);

} // namespace courtyard
