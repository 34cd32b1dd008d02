// When a desk is open. Pure functions; any thread.
#pragma once

#include "protocol/types.h"

#include <QDateTime>

namespace courtyard {

/// Whether one of them is now; none: always. `now` in the host's local time.
bool isOpenAt(const QList<DeskHours> &hours, const QDateTime &now);

} // namespace courtyard
