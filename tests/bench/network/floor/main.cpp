// courtyard_bench_floor [port]: the floor (hub.h) on loopback. Says on its first line where it listens, and
// runs until it is ended.
#include "hub.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

int main(int count, char **arguments)
{
    courtyard::bench::Hub hub(count > 1 ? uint16_t(std::atoi(arguments[1])) : 0);
    std::printf("{\"event\":\"listening\",\"port\":%d,\"pid\":%d}\n", hub.port(), getpid());
    std::fflush(stdout);
    hub.serve();
}
