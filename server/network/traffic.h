// What a host's sockets did, counted from its start, for /metrics and the window. A value of the network;
// network thread only. The names of the reasons are part of /metrics.
#pragma once

#include <QtGlobal>

#include <array>

namespace courtyard {

/// Why the host ended a WebSocket.
enum class Cut {
    Slow, // did not read
    Deadline, // no hello in time
    Vanished, // did not answer pings
    Dribble, // left a message open for too long
    Fragments, // a message of too many pieces
    Protocol, // breached RFC 6455
    Dismissed, // by the rooms or the person who hosts
};
inline constexpr std::array cutNames{"slow",      "deadline", "vanished", "dribble",
                                     "fragments", "protocol", "dismissed"};

/// Why a connection, or an HTTP request, did not get what it came for.
enum class Refusal {
    Strangers, // too many in all
    Address, // too many from there
    Tls, // which is not spoken
    Request, // answered 4xx or 5xx
    Deadline, // no whole request in time
};
inline constexpr std::array refusalNames{"strangers", "address", "tls", "request", "deadline"};

struct Traffic {
    quint64 accepted = 0;
    quint64 framesIn = 0, framesOut = 0;
    quint64 bytesIn = 0, bytesOut = 0;
    quint64 pauses = 0;
    std::array<quint64, cutNames.size()> cuts{};
    std::array<quint64, refusalNames.size()> refused{};

    void count(Cut cut) { ++cuts[std::size_t(cut)]; }
    void count(Refusal refusal) { ++refused[std::size_t(refusal)]; }
};

} // namespace courtyard
