#include "server/store/gatheredwal.h"

#include <sqlite3.h>

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <new>
#include <utility>
#include <vector>

namespace courtyard {

namespace {

thread_local std::chrono::steady_clock::duration syncTime{};

constexpr char vfsName[] = "courtyard-gathered";
constexpr std::size_t mostGathered = 1024 * 1024; // of one commit; then some of it goes to the file
constexpr std::size_t mostAtOnce = 64 * 1024; // SQLite's own form of write takes less than 128 KiB
constexpr sqlite3_int64 filledAhead = 128 * 1024;

sqlite3_vfs *systemVfs()
{
    static sqlite3_vfs *const vfs = sqlite3_vfs_find(nullptr);
    return vfs;
}

// A write-ahead log. SQLite gives it its memory, with room for the system's own file behind it.
struct WalFile {
    sqlite3_file base; // first: this is what SQLite holds
    std::vector<char> gathered;
    sqlite3_int64 from; // where the gathered bytes belong
    sqlite3_int64 end = 0; // of what was written since the last sync; 0: nothing
    sqlite3_int64 filled = -1; // the size of the file; -1: nobody has looked yet

    sqlite3_file *system() { return reinterpret_cast<sqlite3_file *>(this + 1); }
    const sqlite3_io_methods &calls() { return *system()->pMethods; }

    // What could not be written is forgotten: the transaction that it belongs to is taken back (afterFlush).
    int flush()
    {
        int result = SQLITE_OK;
        for (std::size_t at = 0; at < gathered.size() && result == SQLITE_OK; at += mostAtOnce) {
            const std::size_t size = std::min(mostAtOnce, gathered.size() - at);
            result = calls().xWrite(system(), gathered.data() + at, int(size), from + sqlite3_int64(at));
        }
        gathered.clear();
        return result;
    }

    // A sync of a file that has grown writes where its new blocks are, too, and takes twice as long. So it
    // grows by more at a time. To SQLite zeros are no frame: of a frame the log's salt must be right
    // (sqlite.org/fileformat2, "WAL Format"). After a commit, by whoever has the right to write: what may
    // stand behind its end is of an older round of the log. Where there is no room, each commit grows it by
    // itself.
    void fillAhead()
    {
        static constexpr std::array<char, mostAtOnce> zeros{};
        if (filled < 0 && calls().xFileSize(system(), &filled) != SQLITE_OK)
            filled = -1;
        if (filled < 0 || end < filled)
            return;
        filled = (end / filledAhead + 1) * filledAhead;
        for (sqlite3_int64 at = end; at < filled; at += sqlite3_int64(mostAtOnce)) {
            const auto piece = std::min(sqlite3_int64(mostAtOnce), filled - at);
            if (calls().xWrite(system(), zeros.data(), int(piece), at) != SQLITE_OK)
                filled = end;
        }
    }
};

WalFile *wal(sqlite3_file *file)
{
    return reinterpret_cast<WalFile *>(file);
}

// Before anything that looks at the file, it is as SQLite believes it to be. An error of writing takes the
// whole transaction back, also out of a read; but after SQLITE_FULL out of a read SQLite would take back one
// statement, and go on without the pages that are lost.
template <typename Call>
int afterFlush(sqlite3_file *file, Call call)
{
    const int flushed = wal(file)->flush();
    if (flushed == SQLITE_OK)
        return call(wal(file)->calls(), wal(file)->system());
    return flushed == SQLITE_FULL ? SQLITE_IOERR_WRITE : flushed;
}

// Whatever was committed has been synced: what is still gathered is of a transaction that never ended, and
// its place in the file may be somebody else's by now.
int closeFile(sqlite3_file *file)
{
    WalFile *self = wal(file);
    const int closed = self->calls().xClose(self->system());
    self->~WalFile();
    return closed;
}

int readFile(sqlite3_file *file, void *to, int size, sqlite3_int64 from)
{
    return afterFlush(file, [&](auto &calls, auto *system) { return calls.xRead(system, to, size, from); });
}

int writeFile(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 to)
{
    WalFile *self = wal(file);
    const bool follows = to == self->from + sqlite3_int64(self->gathered.size());
    if (!self->gathered.empty() && (!follows || self->gathered.size() >= mostGathered)) {
        if (const int flushed = self->flush(); flushed != SQLITE_OK)
            return flushed;
    }
    if (self->gathered.empty())
        self->from = to;
    self->end =
        std::max(self->end, to + size); // pages of one transaction may be written again, in their place
    const auto *begin = static_cast<const char *>(bytes);
    try {
        self->gathered.insert(self->gathered.end(), begin, begin + size);
    } catch (const std::bad_alloc &) {
        return SQLITE_IOERR_NOMEM;
    }
    return SQLITE_OK;
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    wal(file)->filled = -1;
    return afterFlush(file, [&](auto &calls, auto *system) { return calls.xTruncate(system, size); });
}

int syncFile(sqlite3_file *file, int flags)
{
    const bool isCommit = !wal(file)->gathered.empty(); // else SQLite folds the log
    if (const int flushed = wal(file)->flush(); flushed != SQLITE_OK)
        return flushed; // a commit fails as a whole, whatever the error
    if (isCommit)
        wal(file)->fillAhead();
    wal(file)->end = 0;
    const auto begun = std::chrono::steady_clock::now();
    const int synced = wal(file)->calls().xSync(wal(file)->system(), flags);
    syncTime += std::chrono::steady_clock::now() - begun;
    return synced;
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    return afterFlush(file, [&](auto &calls, auto *system) { return calls.xFileSize(system, size); });
}

int lockFile(sqlite3_file *file, int level)
{
    return wal(file)->calls().xLock(wal(file)->system(), level);
}

int unlockFile(sqlite3_file *file, int level)
{
    return wal(file)->calls().xUnlock(wal(file)->system(), level);
}

int checkReservedLock(sqlite3_file *file, int *result)
{
    return wal(file)->calls().xCheckReservedLock(wal(file)->system(), result);
}

int fileControl(sqlite3_file *file, int what, void *argument)
{
    return afterFlush(file,
                      [&](auto &calls, auto *system) { return calls.xFileControl(system, what, argument); });
}

int sectorSize(sqlite3_file *file)
{
    return wal(file)->calls().xSectorSize(wal(file)->system());
}

int deviceCharacteristics(sqlite3_file *file)
{
    return wal(file)->calls().xDeviceCharacteristics(wal(file)->system());
}

constexpr sqlite3_io_methods walCalls{.iVersion = 1, // shared memory belongs to the database file
                                      .xClose = closeFile,
                                      .xRead = readFile,
                                      .xWrite = writeFile,
                                      .xTruncate = truncateFile,
                                      .xSync = syncFile,
                                      .xFileSize = fileSize,
                                      .xLock = lockFile,
                                      .xUnlock = unlockFile,
                                      .xCheckReservedLock = checkReservedLock,
                                      .xFileControl = fileControl,
                                      .xSectorSize = sectorSize,
                                      .xDeviceCharacteristics = deviceCharacteristics,
                                      .xShmMap = nullptr,
                                      .xShmLock = nullptr,
                                      .xShmBarrier = nullptr,
                                      .xShmUnmap = nullptr,
                                      .xFetch = nullptr,
                                      .xUnfetch = nullptr};

// All other files are the system's own.
int openFile(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *opened)
{
    if (!(flags & SQLITE_OPEN_WAL))
        return systemVfs()->xOpen(systemVfs(), name, file, flags, opened);
    auto *self = new (file) WalFile{};
    const int result = systemVfs()->xOpen(systemVfs(), name, self->system(), flags, opened);
    if (result == SQLITE_OK) {
        self->base.pMethods = &walCalls;
        return result;
    }
    if (self->system()->pMethods) // it wants to be closed all the same
        self->calls().xClose(self->system());
    self->~WalFile();
    file->pMethods = nullptr;
    return result;
}

sqlite3_vfs *makeVfs()
{
    static sqlite3_vfs vfs = *systemVfs();
    vfs.szOsFile = int(sizeof(WalFile)) + systemVfs()->szOsFile;
    vfs.pNext = nullptr;
    vfs.zName = vfsName;
    vfs.xOpen = openFile;
    sqlite3_vfs_register(&vfs, 0);
    return &vfs;
}

} // namespace

void forgetGathered(sqlite3 *connection)
{
    sqlite3_file *file = nullptr;
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file); // the write-ahead log
    if (!file || file->pMethods != &walCalls)
        return;
    wal(file)->gathered.clear();
    wal(file)->end = 0;
}

std::chrono::steady_clock::duration takeSyncTime()
{
    return std::exchange(syncTime, {});
}

const char *gatheredWal()
{
    static const sqlite3_vfs *const vfs = makeVfs(); // once, whichever thread comes first
    return vfs->zName;
}

} // namespace courtyard
