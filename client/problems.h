// What went wrong, in words that say what to do. Pure; any thread.
#pragma once

#include "client/requests.h"
#include "client/session.h"

namespace courtyard::problems {

/// A request that failed.
SessionProblem of(const RequestFailure &failure);
/// A hello that was refused.
SessionProblem ofHello(const answer::Error &error, const JoinRequest &request);
SessionProblem offline();
SessionProblem unreachable(const QString &address);
SessionProblem notAHost(const QString &address);
SessionProblem noAddress();
/// Another host answers at an address than the one that was there before.
SessionProblem anotherHost(const QString &address);
SessionProblem dismissed(const answer::Bye &bye);

} // namespace courtyard::problems
