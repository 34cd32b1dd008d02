// What the system tells of this process. Any thread.
#pragma once

#include <QtGlobal>

namespace courtyard {

/// Resident memory in bytes; 0 where the system does not tell.
qint64 residentMemory();

} // namespace courtyard
