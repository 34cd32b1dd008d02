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
    std::chrono::milliseconds draft{1000}; // until what was begun is written to disk
};

namespace bounds {

inline constexpr qint64 aboutBytes = 16 * 1024;
inline constexpr quint64 frameBytes =
    4 * 1024 * 1024; // a page is about 1 MiB; a host that sends more is none of ours
inline constexpr int catchUpEvents = 2000; // missed more than this: start again at the newest page
inline constexpr int pageItems = 40; // an older page that shows fewer asks for the next one, too
inline constexpr int waitingLive = 1000; // live events kept while a gap before them is filled
inline constexpr int gatheredLive = 250; // so many are taken without waiting for the end of the frame
inline constexpr int unreadEvents = 1000; // looked at when counting what is unread
inline constexpr int peopleKnown = 5000; // members of one room that are listed
inline constexpr int ticketsKnown = 1000; // conversations of the help desk that are listed
inline constexpr int addressesKept = 4; // of one host
inline constexpr int lossesKept = 20; // shown under Connection details
inline constexpr int problemsKept = 10; // as well

// Files
inline constexpr qint64 uploadStanding =
    128 * 1024; // of uploads, before a message, in all queues of this computer
inline constexpr qint64 uploadReadAhead = 4 * 64 * 1024; // of each upload
inline constexpr int uploadsAtOnce = 2;
inline constexpr int uploadAttempts = 5; // of a file that changes while it is sent
inline constexpr int photoSide =
    2048; // pixels; larger photos are made smaller, unless the person wants otherwise
inline constexpr int photoQuality = 85; // of JPEG
inline constexpr int downloadsAtOnce = 2;
inline constexpr qint64 fetchPiece = 256 * 1024; // of a download, from the network to the disk
inline constexpr qint64 fetchBuffer = 4 * 1024 * 1024; // of a download, where the disk is slow
inline constexpr int fetchSilenceMs = 20000; // without a byte: another try
inline constexpr qint64 largeTransfer = 10 * 1024 * 1024; // its end is told, where the window is not in front

// Pictures
inline constexpr qint64 picturesInMemory = 48 * 1024 * 1024; // decoded small ones
inline constexpr qint64 picturesOnDisk = 256 * 1024 * 1024; // files that were seen lately
inline constexpr int picturesWaiting = 60; // that are asked for; scrolled past, they are asked for again
inline constexpr qint64 ownThumbBytes = 8 * 1024 * 1024; // a file that is shown without a thumbnail
inline constexpr int smallPictureSide = 1024; // pixels, in a timeline
inline constexpr qint64 fullPictureBytes = 64 * 1024 * 1024;
inline constexpr int fullPictureSide = 6000;
inline constexpr qint64 picturePixels = 40'000'000; // of what cannot be made smaller while it is read

} // namespace bounds

} // namespace courtyard
