#include "client/session.h"

#include "client/latencymeter.h"
#include "client/peoplemodel.h"
#include "client/roomsmodel.h"
#include "client/timelinefeed.h"

#include <unordered_map>

namespace courtyard {

// The models; the way to the host comes with the next step.
struct Session::Private {
    SessionConfig config;
    const Clock &clock;
    State state = State::Idle;
    JoinRequest request;
    Self me;
    answer::Welcome::HostInfo host;
    LatencyMeter latency;
    RoomsModel rooms;
    std::unordered_map<RoomId, std::unique_ptr<TimelineModel>> timelines;
    std::unordered_map<RoomId, std::unique_ptr<PeopleModel>> people;
    SessionProblem offline() const
    {
        return {std::nullopt, tr("There is no connection to the host just now."), {}};
    }
};

Session::Session(SessionConfig config, const Clock &clock, QObject *parent)
    : QObject(parent), d(new Private{std::move(config), clock, {}, {}, {}, {}, {}, {}, {}, {}})
{ }
Session::~Session() = default;

void Session::open(const JoinRequest &request)
{
    d->request = request;
}
void Session::close() { }
void Session::retryNow() { }
Session::State Session::state() const
{
    return d->state;
}
qint64 Session::msUntilRetry() const
{
    return 0;
}
bool Session::hasBeenOnline() const
{
    return false;
}
Self Session::me() const
{
    return d->me;
}
answer::Welcome::HostInfo Session::host() const
{
    return d->host;
}
Invitation Session::invitation() const
{
    return d->request.invitation;
}
std::optional<qint64> Session::clockDifferenceMs() const
{
    return std::nullopt;
}
LatencyMeter &Session::latency() const
{
    return d->latency;
}
RoomsModel *Session::rooms() const
{
    return &d->rooms;
}

TimelineModel *Session::timeline(const RoomId &room)
{
    std::unique_ptr<TimelineModel> &model = d->timelines[room];
    if (!model)
        model = std::make_unique<TimelineModel>();
    return model.get();
}
PeopleModel *Session::people(const RoomId &room)
{
    std::unique_ptr<PeopleModel> &model = d->people[room];
    if (!model)
        model = std::make_unique<PeopleModel>();
    return model.get();
}

void Session::post(const RoomId &, const QString &, std::optional<qint64>)
{
    Q_EMIT problem(d->offline());
}
void Session::edit(const RoomId &, qint64, const QString &)
{
    Q_EMIT problem(d->offline());
}
void Session::remove(const RoomId &, qint64)
{
    Q_EMIT problem(d->offline());
}
void Session::react(const RoomId &, qint64, const QString &, bool)
{
    Q_EMIT problem(d->offline());
}
void Session::setTopic(const RoomId &, const QString &)
{
    Q_EMIT problem(d->offline());
}
void Session::retryPending(const RoomId &, const QString &) { }
void Session::discardPending(const RoomId &, const QString &) { }
void Session::createRoom(const QString &, RoomKind, const QString &, RoomDone done)
{
    done({}, d->offline());
}
void Session::joinRoom(const RoomId &room, const QString &, RoomDone done)
{
    done(room, d->offline());
}
void Session::leaveRoom(const RoomId &, Done done)
{
    done(d->offline());
}
void Session::openDirect(const MemberId &, RoomDone done)
{
    done({}, d->offline());
}
void Session::rename(const QString &, Done done)
{
    done(d->offline());
}
void Session::search(const QString &, const RoomId &, Hits done)
{
    done({}, d->offline());
}
void Session::typing(const RoomId &) { }
void Session::markRead(const RoomId &, qint64) { }

} // namespace courtyard
