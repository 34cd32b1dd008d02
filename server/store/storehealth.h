// How the store is, and what it says to people about it. Values; any thread.
#pragma once

#include <QString>

#include <array>

namespace courtyard {

/// What stands in the way of writing.
enum class StoreFault {
    None,
    Full, // the disk
    NotWritable, // the folder, or its file system
    Busy, // another program holds the file
    Failing, // the disk gives errors
    Gone, // the folder was deleted, moved or replaced under us
    Damaged, // what is in the file makes no sense; for good, until the next start
};
inline constexpr int storeFaults = 7;

enum class Integrity { Unchecked, Checking, Whole, Damaged };

/// For figures and logs: "full", "checking".
const char *nameOf(StoreFault fault);
const char *nameOf(Integrity integrity);

struct StoreHealth {
    StoreFault fault = StoreFault::None; // of the last append; None again as soon as one is stored
    Integrity integrity = Integrity::Unchecked;
    QString why; // of the fault, in SQLite's words, for logs
    QString keptAs; // the damaged file that this start set aside, in the same folder; empty: none
    qint64 takenOver = 0; // entries that could be read out of it
    bool operator==(const StoreHealth &) const = default;
};

/// Why a folder could not be opened.
struct StoreProblem {
    enum class Kind {
        FolderInUse, // by another host
        FolderDamaged, // the database cannot be read; it is left as it is, and the next start sets it aside
        FolderNewer, // a newer version's; it is left as it is
        FolderNotWritable,
        FolderFull, // its disk
    } kind;
    QString why; // in English, for the host's log
};

/// Sentences for the person, translated, that say what to do. Empty: all is well.
QString wordsFor(const StoreHealth &health, const QString &folder);
QString wordsFor(const StoreProblem &problem, const QString &folder);

/// What can be told of the store at a moment; counted from open() on.
struct StoreStats {
    // Of a transaction, from its beginning to the end of its last sync: at most so many ms, one class each.
    static constexpr std::array<int, 10> commitMs{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

    quint64 commits = 0; // transactions that changed something
    quint64 appended = 0; // entries in them
    quint64 waiting = 0; // asked for, and not settled yet
    quint64 commitMicroseconds = 0; // of all commits together
    quint64 syncMicroseconds = 0; // of them, waiting for the disk
    quint64 longestCommitMicroseconds = 0;
    std::array<quint64, commitMs.size() + 1> commitTimes{}; // commits by class; the last: longer than all
    std::array<quint64, storeFaults> refused{}; // appends, by StoreFault
    StoreHealth health;
};

} // namespace courtyard
