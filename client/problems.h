// What went wrong, in words that say what to do. Pure; any thread.
#pragma once

#include "client/requests.h"
#include "client/session.h"

namespace courtyard {

/// Why a queue of the outbox does not go on just now.
enum class WaitReason { Connection, Joining, Throttled, HostDisk, HostBusy, NoAnswer };

} // namespace courtyard

namespace courtyard::problems {

/// Of a failure that passes.
WaitReason waitReason(const RequestFailure &failure);
/// Why something waits, in words that say what happens next.
QString waits(WaitReason reason);
/// What a request of the outbox is, for a list of what waits: the words that were typed, or what it does.
QString what(const ClientMessage &message);
/// A request that was refused and is given up: says what was not done, and `why`.
QString notDone(const ClientMessage &message, const QString &why);

/// A request that failed.
SessionProblem of(const RequestFailure &failure);
/// A hello that was refused.
SessionProblem ofHello(const answer::Error &error, const JoinRequest &request);
SessionProblem offline();
SessionProblem unreachable(const QString &address);
SessionProblem notAHost(const QString &address);
/// Somebody answers there, and not with TLS.
SessionProblem notEncrypted(const QString &address);
SessionProblem noAddress();
/// Another host answers at an address than the one that was there before.
SessionProblem anotherHost(const SessionProblem::AnotherHost &another);
/// The same host is at another address now, and one is there.
QString movedTo(const QString &address);
SessionProblem dismissed(const answer::Bye &bye);

} // namespace courtyard::problems
