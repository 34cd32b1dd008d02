#include "tests/bench/window/fill.h"

#include "client/roomsmodel.h"
#include "client/session.h"
#include "client/timelinemodel.h"
#include "protocol/clock.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QUuid>

#include <functional>

using namespace Qt::StringLiterals;

namespace courtyard::bench {

namespace {

constexpr int patience = 150'000; // ms

bool waitUntil(const std::function<bool()> &done)
{
    QElapsedTimer timer;
    for (timer.start(); !done() && timer.elapsed() < patience;)
        QCoreApplication::processEvents();
    return done();
}

bool fillRoom(Session &session, const RoomId &room)
{
    const auto member = [&] {
        const RoomInfo *info = session.rooms()->find(room);
        return info && info->member;
    };
    if (!member())
        session.joinRoom(room, {}, {});
    TimelineModel *timeline = session.timeline(room);
    return waitUntil([&] {
        if (member() && timeline->rowCount() > 0 && !timeline->isFetching())
            timeline->fetchOlder();
        return timeline->rowCount() > 0 && !timeline->hasOlder();
    });
}

} // namespace

int fill(quint16 port, const QString &dataFolder)
{
    const SystemClock clock;
    SessionConfig config;
    config.dataFolder = dataFolder + u"/client"_s;
    config.client = u"courtyard-bench"_s;
    Session session(config, clock);
    JoinRequest request;
    request.invitation.host = u"127.0.0.1"_s;
    request.invitation.port = port;
    request.name =
        u"Guest %1"_s.arg(QUuid::createUuid().toString(QUuid::Id128).left(6)); // nobody else has it
    session.open(request);
    if (!waitUntil([&] { return session.rooms()->rowCount() > 0; }))
        return 1;
    QStringList rooms;
    for (int row = 0; row < session.rooms()->rowCount(); ++row)
        rooms.append(session.rooms()->index(row, 0).data(RoomsModel::IdRole).toString());
    for (const RoomId &room : std::as_const(rooms)) {
        if (!fillRoom(session, room))
            return 1;
    }
    return 0;
}

} // namespace courtyard::bench
