// The store's category of log lines: one line an event, key=value, never what people wrote.
#pragma once

#include <QLoggingCategory>

namespace courtyard {

Q_DECLARE_LOGGING_CATEGORY(logStore)

} // namespace courtyard
