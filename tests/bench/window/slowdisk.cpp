// Loaded into the window before libc (LD_PRELOAD): a disk on which each sync takes COURTYARD_BENCH_SYNC_MS
// longer, as on a memory card.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

static std::atomic<int> inTheMainThread = 0;

static int slowly(long call, int descriptor)
{
    static const int ms = [] {
        const char *said = std::getenv("COURTYARD_BENCH_SYNC_MS");
        return said ? std::atoi(said) : 0;
    }();
    if (::syscall(SYS_gettid) == ::getpid())
        ++inTheMainThread;
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
    return int(::syscall(call, descriptor));
}

__attribute__((destructor)) static void say()
{
    std::printf("syncs in the window's own thread, from the start to the end: %d\n", inTheMainThread.load());
}

extern "C" int fsync(int descriptor)
{
    return slowly(SYS_fsync, descriptor);
}

extern "C" int fdatasync(int descriptor)
{
    return slowly(SYS_fdatasync, descriptor);
}
