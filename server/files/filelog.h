// The category of log lines about files: one line an event, key=value, never names that people gave.
#pragma once

#include <QLoggingCategory>

namespace courtyard {

Q_DECLARE_LOGGING_CATEGORY(logFiles)

} // namespace courtyard
