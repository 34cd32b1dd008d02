// Reads what can be read of a damaged database into a new one. Blocks for as long as that takes.
#pragma once

#include "server/store/database.h"

namespace courtyard {

/// Makes `to`, with every entry of `from` that can still be read: logs of messages are numbered anew without
/// gaps, what refers to others follows them, and what refers to a lost one is left out; registers keep their
/// numbers. `from` is not written to. The problem, if there was one, is that of `to`.
SqlProblem salvage(const QString &from, const QString &to);

} // namespace courtyard
