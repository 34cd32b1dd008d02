// Who may use the rights of owner and moderators (PROTOCOL §8, README §9 "Order in the house"). Pure
// functions; any thread.
#pragma once

#include "server/rooms/peer.h"
#include "server/rooms/roster.h"

namespace courtyard {

/// Over plain http anybody on the network could read the token, and use its rights.
inline bool isTrustedWay(const PeerFacts &peer)
{
    return peer.encrypted || peer.loopback;
}

inline bool isModerator(const Member &member)
{
    return member.record.role == Role::Owner || member.record.role == Role::Moderator;
}

/// Whether what this connection says may use them now.
inline bool mayModerate(const Visit &visit)
{
    return visit.member && isModerator(*visit.member) && isTrustedWay(visit.peer.facts());
}

inline answer::Error needsTrustedWay()
{
    return {ErrorCode::Forbidden,
            QStringLiteral("the rights of owners and moderators need an encrypted connection"),
            {},
            {},
            {}};
}

/// Owners act on everybody else, moderators on those who are neither.
inline bool mayActOn(const Member &moderator, const Member &other)
{
    if (&moderator == &other || other.record.role == Role::Owner)
        return false;
    return moderator.record.role == Role::Owner || !isModerator(other);
}

} // namespace courtyard
