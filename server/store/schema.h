// The tables of events.sqlite, and how they came to be. Any thread, each with its own connection.
//
//   logs(id, name)            a log's name is long and its number is short
//   entries(id, log, …)       id = log << 40 | seq
//   entry_files(entry, file)  which entries name which files, for whoever frees those that none names any
//   more;
//                             noted by whoever inserts an entry (noteFiles), dropped by a trigger with its
//                             text
//   meta(store, …)            a random id of this file, so that what is derived from it can tell; and what
//                             continuity.h needs
//
// One rowid table, clustered by (log, seq) through that id: a page of history is one run of the tree, and no
// second index is needed for it. WITHOUT ROWID would cluster too, but keeps whole rows in the tree's inner
// nodes, and texts are up to 16 KiB (sqlite.org/withoutrowid.html, "When to use").
#pragma once

#include "server/store/eventlog.h"

namespace courtyard {

class Database;
class Statement;

namespace schema {

inline constexpr int seqBits = 40;
inline constexpr qint64 maxSeq = (1LL << seqBits) - 1;
inline constexpr qint64 maxLogs = (1LL << 22) - 1; // so that an id stays positive

constexpr qint64 entryId(qint64 log, qint64 seq)
{
    return (log << seqBits) | seq;
}
constexpr qint64 logOf(qint64 id)
{
    return id >> seqBits;
}
constexpr qint64 seqOf(qint64 id)
{
    return id & maxSeq;
}

/// The columns of an entry, in the order that entryFrom reads; the log's name is not among them.
inline constexpr QLatin1StringView entryColumns{
    "id, at, author, name, kind, key, text, target, reply, extra, slot, redacted"};
LogEntry entryFrom(const Statement &row, const QString &log);

/// Of an entry of a kind that is looked for by kind: what the index of these holds, word for word.
inline constexpr QLatin1StringView isRare{
    "kind <> 'message' AND kind <> 'edit' AND kind <> 'delete' AND kind <> 'reaction'"};

/// A statement that notes the files of the messages from one id to another, in the transaction that inserts
/// them.
QString noteFiles();

/// Whether it is ours, of a version that we do not know yet.
bool isNewer(Database &database);

enum class Outcome { Ready, Damaged, Newer, NotWritable };
/// Makes the tables, or brings those of an older version up to date, each step in a transaction of its own.
/// Never touches a file that it does not understand.
Outcome prepare(Database &database);

/// What every connection that writes sets first.
bool configureWriter(Database &database);

} // namespace schema
} // namespace courtyard
