#include "usage.h"

#include "clock.h"

#include <filesystem>
#include <fstream>
#include <system_error>

namespace courtyard::bench {

namespace {

int64_t residentKib(const std::filesystem::path &process)
{
    std::ifstream status(process / "status");
    for (std::string word; status >> word;) {
        int64_t kib = 0;
        if (word == "VmRSS:" && status >> kib)
            return kib;
    }
    return 0;
}

// schedstat counts nanoseconds; stat knows no less than a hundredth of a second.
std::map<std::string, double> microsecondsByThread(const std::filesystem::path &process)
{
    std::map<std::string, double> byThread;
    std::error_code ignored; // a thread, or the process, may end meanwhile
    for (const auto &thread : std::filesystem::directory_iterator(process / "task", ignored)) {
        std::string name;
        double nanoseconds = 0;
        std::getline(std::ifstream(thread.path() / "comm"), name);
        std::ifstream(thread.path() / "schedstat") >> nanoseconds;
        byThread[name] += nanoseconds / 1e3;
    }
    return byThread;
}

} // namespace

Usage usageOf(pid_t process)
{
    clockid_t clock{};
    if (process <= 0 || clock_getcpuclockid(process, &clock) != 0)
        return {};
    const std::filesystem::path folder = "/proc/" + std::to_string(process);
    return {double(nanosecondsOf(clock)) / 1e3, residentKib(folder), microsecondsByThread(folder)};
}

double ownMicroseconds()
{
    return double(nanosecondsOf(CLOCK_PROCESS_CPUTIME_ID)) / 1e3;
}

} // namespace courtyard::bench
