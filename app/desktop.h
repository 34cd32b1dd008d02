// The desktop program: window, session and (when asked to) the host in one process. The only place besides headless.h
// where both sides meet. GUI thread.
#pragma once

#include "app/commandline.h"

class QApplication;

namespace courtyard {

/// Shows the window and runs until it is closed; the exit code of the process.
int runDesktop(QApplication &application, const Options &options);

} // namespace courtyard
