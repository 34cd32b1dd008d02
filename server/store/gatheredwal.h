// A form of SQLite's way to the disk ("VFS", sqlite.org/vfs.html) in which a connection's writes to the
// write-ahead log are gathered and reach the file together: SQLite writes two pieces for each page, and a
// commit of many rooms has hundreds of pages. Only for a connection that writes with synchronous=FULL: then a
// sync comes before others learn of what was written, and it is the sync that brings everything to the file
// first. The file grows by more than what is written, so that most syncs do not have to. Any thread.
#pragma once

#include <chrono>

struct sqlite3;

namespace courtyard {

/// Its name, for sqlite3_open_v2; registered with the first call.
const char *gatheredWal();

/// After a rollback: what the connection has not written yet must not follow later, over what others may have
/// written there by then.
void forgetGathered(sqlite3 *connection);

/// How long this thread has waited for syncs of write-ahead logs since it last asked.
std::chrono::steady_clock::duration takeSyncTime();

} // namespace courtyard
