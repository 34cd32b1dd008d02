// Whether the database is the one that this folder was last run on, or a copy put in its place. Told by two
// things: the file's identity, which a copy has not (durablefiles.h), and a count of runs that is kept both
// in the database and beside it, in `witness`, for a copy written over the old file. While the host starts.
#pragma once

#include <QString>

#include <optional>

namespace courtyard {

class Database;

/// Notes the run, and gives the epoch: the same as last time only where the past is surely the same. nullopt:
/// the database refused.
std::optional<QString> beginRun(Database &database, const QString &folder);

} // namespace courtyard
