#include "client/log.h"

namespace courtyard {

Q_LOGGING_CATEGORY(logClient, "courtyard.client", QtInfoMsg)

} // namespace courtyard
