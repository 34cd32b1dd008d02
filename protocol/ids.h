// Ids that a host makes: a letter for what it names, an underscore, 128 random bits in base64url without
// padding. Opaque to clients. Random, so that the logs of two hosts can be merged. Thread-safe.
#pragma once

#include <QString>

namespace courtyard {

using HostId = QString; // h_…
using MemberId = QString; // m_…
using RoomId = QString; // r_…, or the well-known "lobby"
using LogId = QString; // l_…: one life of a room's log

inline constexpr QLatin1StringView lobbyId{"lobby"};

/// A new id of the given kind ('h', 'm', 'r', 'l'), from the system's random source.
QString makeId(char kind);

/// A member's secret: 256 random bits in base64url, 43 characters.
QString makeToken();

/// A key for a request that appends: 128 random bits in base64url, 22 characters.
QString makeKey();

} // namespace courtyard
