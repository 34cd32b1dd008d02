// What a house is made of. Included by house.cpp and participant.cpp only.
#pragma once

#include "server/rooms/deskrequests.h"
#include "server/rooms/eventrequests.h"
#include "server/rooms/filerequests.h"
#include "server/rooms/greeter.h"
#include "server/rooms/house.h"
#include "server/rooms/housestate.h"
#include "server/rooms/moderation.h"
#include "server/rooms/roomorders.h"
#include "server/rooms/roomrequests.h"

#include <QSet>
#include <QTimer>

namespace courtyard {

struct House::Private {
    Private(House &whose, HouseConfig config, EventLog &log, const Clock &clock, FileStore *files);

    // Opening, step by step.
    void takeRecords(const QList<record::Any> &records);
    void takeTickets(const QList<record::Any> &records);
    void renewOwner(std::function<void(const QString &)> opened);
    void completeHouse(std::function<void(const QString &)> opened);
    void makeLobby(std::function<void(const QString &)> opened);
    void makeDesks(QStringList names, std::function<void(const QString &)> opened);
    void finishOpening(const std::function<void(const QString &)> &opened);

    void noteChange();
    void beat();
    void beatSome();
    /// A visit that wants beats came, or one went.
    void noteVisits();

    House &q;
    HouseState state;
    Greeter greeter{state};
    DeskRequests deskRequests{state};
    RoomRequests roomRequests{state};
    FileRequests fileRequests{state};
    EventRequests eventRequests{state, fileRequests};
    Moderation moderation{state};
    RoomOrders roomOrders{state};
    QSet<Participant *> participants;
    QTimer beatTimer;
    QList<Participant *> beating; // get their beat in the next turns, unless they have gone by then
    bool changeNoted = false;
};

} // namespace courtyard
