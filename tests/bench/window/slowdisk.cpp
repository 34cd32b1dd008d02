// Loaded into the window before libc (LD_PRELOAD): a disk on which each sync takes COURTYARD_BENCH_SYNC_MS
// longer, as on a memory card.
#include <chrono>
#include <cstdlib>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

static int slowly(long call, int descriptor)
{
    static const int ms = [] {
        const char *said = std::getenv("COURTYARD_BENCH_SYNC_MS");
        return said ? std::atoi(said) : 0;
    }();
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
    return int(::syscall(call, descriptor));
}

extern "C" int fsync(int descriptor)
{
    return slowly(SYS_fsync, descriptor);
}

extern "C" int fdatasync(int descriptor)
{
    return slowly(SYS_fdatasync, descriptor);
}
