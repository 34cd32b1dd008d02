// What this host allows beyond the protocol's own limits (protocol/limits.h): sockets, queues, deadlines. A
// value, so that tests can wait for less.
#pragma once

#include <QtGlobal>

#include <chrono>

namespace courtyard {

struct Bounds {
    using Duration = std::chrono::milliseconds;

    // accept → head → hello, all of it (RELIABILITY 1)
    Duration arrival = std::chrono::seconds(10);
    // after a hello that was refused: a person may be typing
    Duration anotherHello = std::chrono::seconds(120);
    // accept → welcome in all, however many hellos are refused; and how long one HTTP connection is kept
    // alive
    Duration stranger = std::chrono::minutes(10);
    // of an HTTP connection, after an answer (PROTOCOL §8)
    Duration idleAfterAnswer = std::chrono::seconds(4);
    // an HTTP answer of which nobody reads a byte
    Duration stalledAnswer = std::chrono::seconds(10);
    // reading on before a close, so that the answer arrives (RELIABILITY 24)
    Duration linger = std::chrono::seconds(1);
    // close frame → abort (RELIABILITY 10)
    Duration closing = std::chrono::seconds(3);
    // read and thrown away meanwhile; who says more than was under way is not worth the trouble
    qint64 drained = 8 * 1024 * 1024;
    // RELIABILITY 17
    Duration pingEvery = std::chrono::seconds(15);
    int missedPings = 2;
    // after running out of descriptors (RELIABILITY 13)
    Duration acceptRetry = std::chrono::milliseconds(250);

    // Sockets that nobody has vouched for yet: no welcome so far. IPv6 counts by /64.
    int strangers = 4096;
    int strangersPerAddress = 512;
    // connections that the system accepts before we do (RELIABILITY 14)
    int backlog = 4096;

    // to one receiver that does not read (RELIABILITY 5)
    qint64 queuedBytes = 4 * 1024 * 1024;
    // a larger frame is cut with 1009 (RELIABILITY 7)
    qint64 incomingFrame = 256 * 1024;
    // taken from one socket in one turn of the event loop: a whole chunk (limits::chunkBytes), and no more
    qint64 readAhead = 80 * 1024;

    // What a member sends, on all its connections. More waits in the system's buffers, its and ours. Each
    // frame counts as some bytes more, for what it costs to look at.
    qint64 incomingBurst = 32 * 1024 * 1024;
    qint64 incomingPerSecond = 32 * 1024 * 1024;
    qint64 frameCost = 4 * 1024;
    // A message that was begun has this long, and a second more for each so many bytes of it (RELIABILITY 9).
    Duration messageGrace = std::chrono::seconds(10);
    qint64 slowestSender = 1024;
    // of one message: 256 KiB in pieces of 64 bytes
    int fragments = 4096;
};

} // namespace courtyard
