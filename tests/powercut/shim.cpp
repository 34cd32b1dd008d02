// Loaded into the real executable before libc (LD_PRELOAD); for tests only. Stands between a host and the
// system for everything that touches the data folder, and on wish
//   COURTYARD_SHIM_RECORD=FILE   writes each change down, with the syncs and what was sent to peers between
//   them COURTYARD_SHIM_KILL=N        kills the process (SIGKILL) instead of the N-th change
//   COURTYARD_SHIM_KILL_OK=N     kills it instead of sending the N-th answer that confirms an event
//   COURTYARD_SHIM_FAULT=FILE    lets changes fail while FILE says so: "write ERRNO", "sync ERRNO" or "all
//   ERRNO"
// The folder is COURTYARD_SHIM_FOLDER. Memory-mapped files are not seen: SQLite's -shm, which it makes anew.
#include "tests/powercut/record.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

using courtyard::powercut::Op;
using courtyard::powercut::RecordHead;

namespace {

constexpr int mostDescriptors = 65536;
enum class Kind : unsigned char { Other, File, Folder };

std::mutex theMutex; // one change at a time, so that the record is in the true order
std::atomic<Kind> kinds[mostDescriptors];
std::atomic<std::uint64_t> files[mostDescriptors];
long changes = 0, confirmations = 0; // guarded by theMutex

const char *setting(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

const std::string &folder()
{
    static const std::string path = setting("COURTYARD_SHIM_FOLDER");
    return path;
}

bool isOurs(std::string_view path)
{
    const std::string &root = folder();
    if (root.empty() || path.substr(0, root.size()) != root)
        return false;
    const bool isInside = path.size() == root.size() || path[root.size()] == '/';
    const bool isMapped = path.size() > 4 && path.substr(path.size() - 4) == "-shm";
    return isInside && !isMapped;
}

void writeAll(int descriptor, const void *bytes, std::size_t size)
{
    const char *at = static_cast<const char *>(bytes);
    while (size > 0) {
        const long written = ::syscall(SYS_write, descriptor, at, size);
        if (written <= 0)
            std::abort();
        at += written;
        size -= std::size_t(written);
    }
}

void note(Op op, std::string_view name, std::uint64_t file, std::uint64_t number, std::string_view bytes)
{
    static const int record = [] {
        const char *path = setting("COURTYARD_SHIM_RECORD");
        return *path
            ? int(::syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600))
            : -1;
    }();
    if (record < 0)
        return;
    const RecordHead head{op, std::uint32_t(name.size()), file, number, bytes.size()};
    std::string whole(reinterpret_cast<const char *>(&head), sizeof head);
    whole.append(name).append(bytes);
    writeAll(record, whole.data(), whole.size());
}

void dieAt(long count, const char *name)
{
    static const long atChange = std::atol(setting("COURTYARD_SHIM_KILL"));
    static const long atOk = std::atol(setting("COURTYARD_SHIM_KILL_OK"));
    const long limit = std::strcmp(name, "change") == 0 ? atChange : atOk;
    if (limit > 0 && count == limit)
        ::kill(::getpid(), SIGKILL);
}

// Before each change, under the mutex. False: it has failed, with errno.
bool mayChange(const char *what)
{
    dieAt(++changes, "change");
    const char *control = setting("COURTYARD_SHIM_FAULT");
    if (!*control)
        return true;
    const int descriptor = int(::syscall(SYS_openat, AT_FDCWD, control, O_RDONLY | O_CLOEXEC));
    if (descriptor < 0)
        return true;
    char text[64] = {};
    (void)!::syscall(SYS_read, descriptor, text, sizeof text - 1);
    ::syscall(SYS_close, descriptor);
    char kind[16] = {};
    int error = 0;
    if (std::sscanf(text, "%15s %d", kind, &error) != 2
        || (std::strcmp(kind, "all") != 0 && std::strcmp(kind, what) != 0))
        return true;
    errno = error;
    return false;
}

bool isTracked(int descriptor, Kind kind)
{
    return descriptor >= 0 && descriptor < mostDescriptors && kinds[descriptor] == kind;
}

bool exists(const char *path)
{
    struct stat facts = {};
    return ::lstat(path, &facts) == 0;
}

int openTracked(int at, const char *path, int flags, mode_t mode)
{
    const bool changesFolder = (flags & O_CREAT) && !exists(path);
    const bool empties = (flags & O_TRUNC) && !changesFolder;
    if ((changesFolder || empties) && !mayChange("write"))
        return -1;
    const int descriptor = int(::syscall(SYS_openat, at, path, flags, mode));
    if (descriptor < 0 || descriptor >= mostDescriptors)
        return descriptor;
    struct stat facts = {};
    const bool isFolder = ::fstat(descriptor, &facts) == 0 && S_ISDIR(facts.st_mode);
    kinds[descriptor] = isFolder ? Kind::Folder : Kind::File;
    files[descriptor] = facts.st_ino;
    if (changesFolder)
        note(Op::Create, path, facts.st_ino, 0, {});
    else if (empties)
        note(Op::Truncate, {}, facts.st_ino, 0, {});
    return descriptor;
}

int openAny(int at, const char *path, int flags, mode_t mode)
{
    if (at == AT_FDCWD && isOurs(path)) {
        const std::lock_guard lock(theMutex);
        return openTracked(at, path, flags, mode);
    }
    return int(::syscall(SYS_openat, at, path, flags, mode));
}

bool isNetwork(int descriptor)
{
    int domain = 0;
    socklen_t size = sizeof domain;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0
        && (domain == AF_INET || domain == AF_INET6);
}

// Written down before it leaves: what was changed by then is what the answer may count on.
void noteSending(int descriptor, std::string_view bytes)
{
    if (folder().empty() || !isNetwork(descriptor))
        return;
    const std::lock_guard lock(theMutex);
    const bool confirms = bytes.find("\"type\":\"ok\"") != std::string_view::npos
        && bytes.find("\"seq\":") != std::string_view::npos;
    if (confirms)
        dieAt(++confirmations, "ok");
    note(Op::Send, {}, 0, 0, bytes);
}

void noteSending(int descriptor, const iovec *parts, std::size_t count)
{
    std::string whole;
    for (std::size_t i = 0; i < count; ++i)
        whole.append(static_cast<const char *>(parts[i].iov_base), parts[i].iov_len);
    noteSending(descriptor, whole);
}

ssize_t writeTracked(int descriptor, const void *bytes, std::size_t size, off_t offset)
{
    const std::lock_guard lock(theMutex);
    if (!mayChange("write"))
        return -1;
    const long written = ::syscall(SYS_pwrite64, descriptor, bytes, size, offset);
    if (written > 0)
        note(Op::Write, {}, files[descriptor], std::uint64_t(offset),
             {static_cast<const char *>(bytes), std::size_t(written)});
    return written;
}

int truncateTracked(int descriptor, off_t size)
{
    const std::lock_guard lock(theMutex);
    if (!mayChange("write"))
        return -1;
    const int result = int(::syscall(SYS_ftruncate, descriptor, size));
    if (result == 0)
        note(Op::Truncate, {}, files[descriptor], std::uint64_t(size), {});
    return result;
}

int syncAny(int descriptor)
{
    const bool isFile = isTracked(descriptor, Kind::File), isFolder = isTracked(descriptor, Kind::Folder);
    if (!isFile && !isFolder)
        return int(::syscall(SYS_fsync, descriptor));
    const std::lock_guard lock(theMutex);
    if (!mayChange("sync"))
        return -1;
    // Not really: the record is the disk here, and the test does not wait for the true one.
    if (isFile) {
        note(Op::SyncFile, {}, files[descriptor], 0, {});
        return 0;
    }
    char path[PATH_MAX] = {};
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const ssize_t length = ::readlink(link.c_str(), path, sizeof path - 1);
    note(Op::SyncFolder, {path, std::size_t(std::max<ssize_t>(length, 0))}, 0, 0, {});
    return 0;
}

int renameAny(const char *from, const char *to, unsigned flags)
{
    if (!isOurs(from) && !isOurs(to))
        return int(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags));
    const std::lock_guard lock(theMutex);
    if (!mayChange("write"))
        return -1;
    const int result = int(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags));
    if (result == 0)
        note(Op::Rename, from, 0, 0, to);
    return result;
}

int removeAny(int at, const char *path, int flags)
{
    if (at != AT_FDCWD || !isOurs(path))
        return int(::syscall(SYS_unlinkat, at, path, flags));
    const std::lock_guard lock(theMutex);
    if (!mayChange("write"))
        return -1;
    const int result = int(::syscall(SYS_unlinkat, at, path, flags));
    if (result == 0)
        note(Op::Remove, path, 0, 0, {});
    return result;
}

mode_t modeFrom(int flags, va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) ? va_arg(arguments, mode_t) : 0;
}

} // namespace

#define OPEN_MODE                                                                                            \
    va_list arguments;                                                                                       \
    va_start(arguments, flags);                                                                              \
    const mode_t mode = modeFrom(flags, arguments);                                                          \
    va_end(arguments)

extern "C" {

int open(const char *path, int flags, ...)
{
    OPEN_MODE;
    return openAny(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...)
{
    OPEN_MODE;
    return openAny(AT_FDCWD, path, flags, mode);
}
int openat(int at, const char *path, int flags, ...)
{
    OPEN_MODE;
    return openAny(at, path, flags, mode);
}
int openat64(int at, const char *path, int flags, ...)
{
    OPEN_MODE;
    return openAny(at, path, flags, mode);
}
int close(int descriptor)
{
    if (descriptor >= 0 && descriptor < mostDescriptors)
        kinds[descriptor] = Kind::Other;
    return int(::syscall(SYS_close, descriptor));
}

ssize_t write(int descriptor, const void *bytes, std::size_t size)
{
    if (isTracked(descriptor, Kind::File)) {
        const off_t at = ::lseek(descriptor, 0, SEEK_CUR);
        const ssize_t written = writeTracked(descriptor, bytes, size, at);
        if (written > 0)
            ::lseek(descriptor, at + written, SEEK_SET);
        return written;
    }
    noteSending(descriptor, {static_cast<const char *>(bytes), size});
    return ::syscall(SYS_write, descriptor, bytes, size);
}
ssize_t writev(int descriptor, const iovec *parts, int count)
{
    noteSending(descriptor, parts, std::size_t(count));
    return ::syscall(SYS_writev, descriptor, parts, count);
}
ssize_t pwrite(int descriptor, const void *bytes, std::size_t size, off_t offset)
{
    return isTracked(descriptor, Kind::File) ? writeTracked(descriptor, bytes, size, offset)
                                             : ::syscall(SYS_pwrite64, descriptor, bytes, size, offset);
}
ssize_t pwrite64(int descriptor, const void *bytes, std::size_t size, off64_t offset)
{
    return pwrite(descriptor, bytes, size, offset);
}
ssize_t send(int descriptor, const void *bytes, std::size_t size, int flags)
{
    noteSending(descriptor, {static_cast<const char *>(bytes), size});
    return ::syscall(SYS_sendto, descriptor, bytes, size, flags, nullptr, 0);
}
ssize_t sendmsg(int descriptor, const msghdr *message, int flags)
{
    noteSending(descriptor, message->msg_iov, message->msg_iovlen);
    return ::syscall(SYS_sendmsg, descriptor, message, flags);
}

int ftruncate(int descriptor, off_t size) noexcept
{
    return isTracked(descriptor, Kind::File) ? truncateTracked(descriptor, size)
                                             : int(::syscall(SYS_ftruncate, descriptor, size));
}
int ftruncate64(int descriptor, off64_t size) noexcept
{
    return ftruncate(descriptor, size);
}
int fsync(int descriptor)
{
    return syncAny(descriptor);
}
int fdatasync(int descriptor)
{
    return syncAny(descriptor);
}

int rename(const char *from, const char *to) noexcept
{
    return renameAny(from, to, 0);
}
int renameat2(int, const char *from, int, const char *to, unsigned flags) noexcept
{
    return renameAny(from, to, flags);
}
int unlink(const char *path) noexcept
{
    return removeAny(AT_FDCWD, path, 0);
}
int unlinkat(int at, const char *path, int flags) noexcept
{
    return removeAny(at, path, flags);
}
int mkdir(const char *path, mode_t mode) noexcept
{
    if (!isOurs(path))
        return int(::syscall(SYS_mkdirat, AT_FDCWD, path, mode));
    const std::lock_guard lock(theMutex);
    if (!mayChange("write"))
        return -1;
    const int result = int(::syscall(SYS_mkdirat, AT_FDCWD, path, mode));
    if (result == 0)
        note(Op::MakeFolder, path, 0, 0, {});
    return result;
}

} // extern "C"
