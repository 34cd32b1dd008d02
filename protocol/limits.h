// Every limit of the wire protocol, by name, in one place. Each is tested at the limit and one past it.
// What a host allows beyond the protocol (sockets, queues, deadlines) stands in server/network/bounds.h.
#pragma once

#include <QtGlobal>

namespace courtyard::limits {

inline constexpr int protocolVersion = 1;

inline constexpr int textBytes = 16 * 1024; // UTF-8 bytes of a message, topic or search query
inline constexpr int frameBytes = 64 * 1024; // one text frame
inline constexpr int chunkBytes = 64 * 1024; // payload of one binary frame, after its 12 byte header
inline constexpr qint64 fileBytes = 4LL * 1024 * 1024 * 1024;
inline constexpr int pageEvents = 200; // events in one reply
inline constexpr int pageBytes = 1024 * 1024; // about so many bytes of events in one reply
inline constexpr int pagePeople = 200; // people in one reply
inline constexpr int nameChars = 48; // code points, of a person, room or host, after trimming
inline constexpr int keyChars = 64;
inline constexpr int emojiBytes = 64; // one emoji with its modifiers and joiners
inline constexpr int tokenChars = 128;
inline constexpr int codeChars = 64;
inline constexpr int clientChars = 80;
inline constexpr int secretChars = 128; // of a private room
inline constexpr int reasonChars = 200; // of a kick, ban or mute
inline constexpr int minutesMax = 10 * 366 * 24 * 60; // of a ban or mute
inline constexpr int slowSecondsMax = 3600; // between two posts in a slow room
inline constexpr int codeCharsMin = 4; // of a join code that somebody makes up
inline constexpr int greetingChars = 500; // of a desk, and of what it says while nobody is there
inline constexpr int deskAgents = 200; // named for one desk
inline constexpr int deskHours = 28; // times of a week in which it is open
inline constexpr int minutesOfDay = 24 * 60;
inline constexpr int cannedReplies = 100; // of one desk
inline constexpr int cannedNameChars = 40;
inline constexpr int excerptChars = 120; // code points, of the newest message, beside a ticket
inline constexpr int origins = 50; // that the owner allowed in the app
inline constexpr int originChars = 261; // "https://", 253 of a DNS name
inline constexpr int filesPerMessage = 32;
inline constexpr int fileNameChars = 255; // code points, of a file as its sender names it
inline constexpr int mimeChars = 127;
inline constexpr int idChars = 64; // of a host, as its beacon says it
inline constexpr int beaconBytes = 1024; // one datagram of a host: below every network's packet size
inline constexpr int jsonDepth = 16; // nesting of what a client may send
inline constexpr int badFramesInARow = 10;
inline constexpr int beatSecondsMax = 3600;
inline constexpr qint64 safeInteger =
    (1LL << 53) - 1; // what a browser's numbers hold exactly (RELIABILITY 20)

} // namespace courtyard::limits
