// Names the calling thread for top, gdb and tests/bench, which tells each thread's share of the processor:
// without this it has the name of the one that started it. Does nothing where the system has no such call.
#pragma once

#ifdef __linux__
#include <pthread.h>
#endif

namespace courtyard {

/// At most 15 characters.
inline void nameThisThread([[maybe_unused]] const char *name)
{
#ifdef __linux__
    pthread_setname_np(pthread_self(), name);
#endif
}

} // namespace courtyard
