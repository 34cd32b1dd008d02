// Every time and bound of the participant's side, by name, in one place. Tests make them shorter.
#pragma once

#include <QtGlobal>

#include <chrono>

namespace courtyard {

struct SessionTiming {
    std::chrono::milliseconds about{5000}; // until /about.json is there
    std::chrono::milliseconds handshake{8000}; // until the WebSocket is open (RELIABILITY 18)
    std::chrono::milliseconds greeting{10000}; // until the welcome
    std::chrono::milliseconds reply{20000}; // until any other reply
    std::chrono::milliseconds ping{3000}; // between two pings; after two without a sign of life it is lost
    std::chrono::milliseconds firstRetry{500}; // doubles …
    std::chrono::milliseconds lastRetry{15000}; // … up to this
    std::chrono::milliseconds resend{
        1000}; // an append that was not confirmed, where the host named no time …
    std::chrono::milliseconds lastResend{15000}; // … doubling up to this
    std::chrono::milliseconds finding{6000}; // where another host answers: until ours is looked for in vain
    std::chrono::milliseconds read{1000}; // between two `read`
    std::chrono::milliseconds typing{3000}; // between two `typing` in one room
};

namespace bounds {

inline constexpr qint64 aboutBytes = 16 * 1024;
inline constexpr quint64 frameBytes =
    4 * 1024 * 1024; // a page is about 1 MiB; a host that sends more is none of ours
inline constexpr int catchUpEvents = 2000; // missed more than this: start again at the newest page
inline constexpr int pageItems = 40; // an older page that shows fewer asks for the next one, too
inline constexpr int waitingLive = 1000; // live events kept while a gap before them is filled
inline constexpr int unreadEvents = 1000; // looked at when counting what is unread
inline constexpr int peopleKnown = 5000; // members of one room that are listed
inline constexpr int addressesKept = 4; // of one host
inline constexpr int lossesKept = 20; // shown under Connection details
inline constexpr int problemsKept = 10; // as well

} // namespace bounds

} // namespace courtyard
