// How the desks did, day by day (README §9 "The help desk"): counted anew from what the tickets went through
// whenever the owner asks. Pure functions; any thread.
#pragma once

#include "server/rooms/deskbook.h"

namespace courtyard {

/// Of what ended from `from` to `to` (wall ms); by day of the host's local time, then desk.
QList<DeskDay> figuresOf(const DeskBook &book, qint64 from, qint64 to);

} // namespace courtyard
