// What a house allows beyond the protocol's own limits (protocol/limits.h), by name. `--no-rate-limit` lifts
// those on requests, rooms and members.
#pragma once

#include "protocol/limits.h"

#include <QtGlobal>

namespace courtyard::houselimits {

// Requests of one member, on all its connections: PROTOCOL §8 promises 200 at once and 50 a second.
inline constexpr int requestBurst = 300;
inline constexpr int requestsPerSecond = 60;
// And their bytes: so many requests of the largest frame are still let pass.
inline constexpr int byteBurst = 200 * limits::frameBytes;
inline constexpr int bytesPerSecond = 50 * limits::frameBytes;

// Requests whose replies may be large (join, history, search, people, rooms), of one connection: under way at
// once, and with at most so many bytes queued for it; the rest wait for their turn. With what they bring, the
// queue stays below what a slow receiver is cut at (server/network/bounds.h).
inline constexpr int largeAtOnce = 2;
inline constexpr qint64 largeQueue = 512 * 1024;

// Guesses at the join code, at the secrets of private rooms, and at links (RELIABILITY "Trust")
inline constexpr int wrongTries = 5; // of one address, before it has to wait
inline constexpr int wrongTriesPerMinute = 20; // of all addresses
inline constexpr qint64 firstWaitMs = 30'000; // doubled by each further wrong try
inline constexpr qint64 longestWaitMs = 15 * 60'000;
inline constexpr qint64 guessingShownMs = 10 * 60'000; // after the last time that somebody had to wait
inline constexpr int watchedAddresses = 10'000;

// Hellos of one connection, refused or not: as many as PROTOCOL §8 promises for requests. Guesses have bounds
// of their own.
inline constexpr int helloBurst = 200;
inline constexpr int hellosPerSecond = 50;

// What comes while a hello is being answered, or waits for its turn
inline constexpr int waitingFrames = 256;
inline constexpr int waitingBytes = 256 * 1024;

inline constexpr int members = 20'000;
inline constexpr int newcomerBurst = 1'000; // who become members from one address
inline constexpr int newcomersPerMinute = 10;
inline constexpr int rooms = 2'000; // without direct ones
inline constexpr int roomsPerMember = 100; // that it made, without direct ones
inline constexpr int directRooms = 20'000;
inline constexpr int directRoomsPerMember = 500; // that it is one of the two of

// Links to other devices (PROTOCOL §3)
inline constexpr qint64 linkMs = 120'000;
inline constexpr int linksPerMember = 5; // that hold at once
inline constexpr int tokensPerMember = 50; // devices, so to say

// Order in the house (README §9)
inline constexpr int deeds = 1'000; // of owner and moderators, remembered
inline constexpr int bansListed = 1'000; // in one reply
inline constexpr int invitationsPerRoom = 500; // that nobody has followed yet
inline constexpr int redactedAtOnce = 5'000; // of a closed room, in one transaction
inline constexpr qint64 guessingToldMs = 10'000; // from one warning of guessers to the next

// The help desk (README §9)
inline constexpr int desks = 50;
inline constexpr int visitors = 20'000;
inline constexpr int marksPerTicket = 64; // what it went through; the oldest is forgotten
inline constexpr int deskNoticeMs =
    1'000; // from one notice of places in the queue, or of excerpts, to the next
inline constexpr int deskNoticeEach = 1'000; // in longer queues they come the more rarely
inline constexpr int hoursLookedAtMs = 10'000; // whether a desk opens or closes
inline constexpr qint64 visitorBytes = 256LL << 20; // that all files of one visitor may take

// What could not be written, or read, though it must: tried again after so long.
inline constexpr int retryMs = 1'000;

// Of all topics in one list of rooms: with many rooms long ones are cut there. Otherwise whoever may set
// topics could make every `welcome` too large to be taken. `join` brings a topic whole.
inline constexpr int listedTopicChars = 128 * 1024;

// A room where events come faster than this pace is busy, and those of a moment go out together.
inline constexpr int busyPaceUs = 1'500;
inline constexpr int busyGatherMs = 2;
inline constexpr int gatheredBytes = 64 * 1024; // no more of them

inline constexpr int fewPeople = 20; // members; in larger rooms who comes and goes is told together …
inline constexpr int burstMs = 100; // … with whom else does within this time
inline constexpr int crowd = 200; // members; in larger rooms presence is gathered (PROTOCOL §8)
inline constexpr int gatherMs = 250;
inline constexpr int gatheredPeople = 200; // named in one gathered presence
// In a room of more than so many a notice comes the more rarely, and names the fewer, the larger it is: what
// it costs all of them together grows no more.
inline constexpr int hugeCrowd = 1'000;

inline constexpr int beatsAtOnce = 200; // connections that get a beat in one turn of the event loop

inline constexpr int unreadCounted = 1'000; // `unread` is exact up to at least so many
inline constexpr int cachedEvents = 200; // of one room, in memory
inline constexpr int cachedBytes = 128 * 1024;

} // namespace courtyard::houselimits
