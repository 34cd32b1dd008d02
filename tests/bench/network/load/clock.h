// The generator's clock: CLOCK_MONOTONIC in nanoseconds.
#pragma once

#include <cstdint>
#include <ctime>

namespace courtyard::bench {

inline uint64_t nanosecondsOf(clockid_t clock)
{
    timespec time{};
    return clock_gettime(clock, &time) == 0 ? uint64_t(time.tv_sec) * 1'000'000'000 + uint64_t(time.tv_nsec)
                                            : 0;
}

inline uint64_t now()
{
    return nanosecondsOf(CLOCK_MONOTONIC);
}

} // namespace courtyard::bench
