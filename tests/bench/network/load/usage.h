// What the kernel says that a process has used so far.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <sys/types.h>

namespace courtyard::bench {

struct Usage {
    double microseconds = 0; // of processor time, by all threads, in user and in kernel mode
    int64_t residentKib = 0;
    std::map<std::string, double> byThread; // microseconds, by the thread's name
};

// All zero where there is no such process, or none is meant (0).
Usage usageOf(pid_t process);

double ownMicroseconds();

} // namespace courtyard::bench
