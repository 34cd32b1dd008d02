#include "server/network/log.h"

namespace courtyard {

// What comes with every connection is at debug level, which is off unless asked for.
Q_LOGGING_CATEGORY(logNetwork, "courtyard.network", QtInfoMsg)
Q_LOGGING_CATEGORY(logHttp, "courtyard.http", QtInfoMsg)

} // namespace courtyard
