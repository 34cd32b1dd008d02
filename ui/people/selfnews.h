// What a person is told when the host says that it is not what it was: role or mute. Pure; any thread.
#pragma once

#include "protocol/types.h"

namespace courtyard {

/// A sentence; empty: nothing that needs words. `reason`: of a mute, as whoever did it gave it; may be empty.
QString selfNews(const Self &before, const Self &now, const QString &reason);

} // namespace courtyard
