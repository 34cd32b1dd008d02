// Where the sockets' log lines go: one line an event, "what key=value …", never a name, text, token or code.
// server/diagnosis/README.md lists them.
#pragma once

#include <QLoggingCategory>

namespace courtyard {

Q_DECLARE_LOGGING_CATEGORY(logNetwork)
Q_DECLARE_LOGGING_CATEGORY(logHttp)

} // namespace courtyard
