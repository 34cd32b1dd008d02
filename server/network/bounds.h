// What this host allows beyond the protocol's own limits (protocol/limits.h): sockets, queues, deadlines. A
// value, so that tests can wait for less.
#pragma once

#include <QtGlobal>

#include <chrono>

namespace courtyard {

struct Bounds {
    using Milliseconds = std::chrono::milliseconds;

    // Deadlines
    Milliseconds arrival = Milliseconds(10'000); // accept → head → hello, all of it (RELIABILITY 1)
    Milliseconds secondHello =
        Milliseconds(120'000); // after a hello that was refused: a person may be typing a code
    Milliseconds idleAfterAnswer = Milliseconds(4'000); // PROTOCOL §8
    Milliseconds stalledAnswer = Milliseconds(10'000); // an HTTP answer of which nobody reads a byte
    Milliseconds linger =
        Milliseconds(1'000); // draining before a close, so that the answer arrives (RELIABILITY 24)
    Milliseconds closing = Milliseconds(3'000); // close frame → abort (RELIABILITY 10)
    Milliseconds pingEvery = Milliseconds(15'000); // RELIABILITY 17
    int missedPings = 2;
    Milliseconds acceptRetry = Milliseconds(250); // after running out of descriptors (RELIABILITY 13)

    // Sockets that nobody has vouched for yet: no welcome so far. IPv6 counts by /64.
    int strangers = 4096;
    int strangersPerAddress = 512;
    int backlog = 4096;

    // Bytes
    qint64 queuedBytes = 4 * 1024 * 1024; // to one receiver that does not read
    qint64 lastWords = 64 * 1024; // beyond it: room for `bye`, the close frame, and Qt's pongs
    qint64 incomingFrame = 256 * 1024; // Qt cuts what is larger with 1009
    qint64 readAhead = 64 * 1024; // of HTTP, not yet looked at
};

} // namespace courtyard
