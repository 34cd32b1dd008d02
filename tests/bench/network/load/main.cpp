// The load generator: many people in many rooms, and what a chat server makes of them. options.h lists the
// options, README.md tells what the figures mean. Prints one JSON object. Exit code: 0 all well; 2 wrong
// arguments; 3 something was lost, doubled or refused, or somebody could not come in.
#include "report.h"
#include "run.h"

#include <cstdio>
#include <sys/prctl.h>

using namespace courtyard::bench;

namespace {

Report measured(const Options &options, Run &run)
{
    Report report;
    run.makeRooms();
    const Sample begin = run.sample();
    const bool isEverybodyIn = run.comeIn();
    const Sample in = run.sample();
    run.settle();
    const Sample settled = run.sample();
    report.addArrival(run, begin, in, settled);
    if (isEverybodyIn && options.senders > 0 && options.members > 0) {
        run.startTraffic();
        const Sample from = run.sample();
        run.measure();
        const Sample to = run.sample();
        run.stopTraffic();
        report.addTraffic(run.traffic(), from, to);
    } else if (isEverybodyIn) {
        run.idle();
        report.addIdle(settled, run.sample());
    }
    report.addBooks(run);
    return report;
}

} // namespace

int main(int count, char **arguments)
{
    const auto parsed = parseOptions(count, arguments);
    if (const auto *wrong = std::get_if<WrongArguments>(&parsed)) {
        std::fprintf(stderr, "%s\n", wrong->why.c_str());
        return 2;
    }
    prctl(PR_SET_TIMERSLACK, 1000ul); // nanoseconds: naps of 50 µs, not of 100
    const Options &options = std::get<Options>(parsed);
    Run run(options);
    const Report report = measured(options, run);
    std::printf("%s\n", report.json().c_str());
    return Report::isClean(run) ? 0 : 3;
}
