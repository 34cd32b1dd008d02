// Asks the processor for memory that will be wanted in a moment. A thousand receivers of one message are a
// few hundred KiB, walked through in order, and waiting for each of them costs as much as what is done with
// it.
#pragma once

namespace courtyard {

/// How far ahead of its turn one of many is asked for.
inline constexpr int prefetchedAhead = 6;

inline void prefetch([[maybe_unused]] const void *address)
{
#if defined(__GNUC__)
    __builtin_prefetch(address);
#endif
}

} // namespace courtyard
