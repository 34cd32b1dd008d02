// The state of a dialogue. Included by house.cpp and participant.cpp only.
#pragma once

#include "protocol/codec.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/houseprivate.h"
#include "server/rooms/participant.h"
#include "server/rooms/tokenbucket.h"
#include "server/rooms/uploads.h"
#include "server/rooms/visit.h"

namespace courtyard {

struct Participant::Private {
    struct Dispatch;
    struct Waiting {
        Request request;
        qsizetype bytes;
    };
    enum class Phase { AwaitingHello, Greeting, Present, Ended };

    Private(House::Private &whose, Peer &peer)
        : house(whose), visit(std::make_shared<Visit>(peer)), uploads(whose.state, visit)
    {
        visit->dismiss = [this](const answer::Bye &bye) { dismiss(bye); };
    }

    void receive(const QByteArray &utf8);
    void receiveChunk(const QByteArray &frame);
    void refuse(const DecodeError &error, qsizetype bytes);
    void hello(const Request &request);
    void greeted();
    void take(const Request &request, qsizetype bytes);
    bool isThrottled(const Answer &answer, qsizetype bytes);
    bool mustWait(const Request &request) const;
    void wait(const Request &request, qsizetype bytes, const QString &why);
    QList<Waiting> takeWaiting();
    void handle(const Request &request);
    std::shared_ptr<void> largeTurn();
    void goOnLater();
    void goOn();
    void dismiss(const answer::Bye &bye);
    void end(int closeCode, const QString &reason);

    House::Private &house;
    std::shared_ptr<Visit> visit;
    Uploads uploads;
    Phase phase = Phase::AwaitingHello;
    // Came while hello was being answered; later: large requests whose turn it is not yet, and what must not
    // overtake them.
    QList<Waiting> waiting;
    qsizetype waitingBytes = 0;
    int largeWaiting = 0;
    QSet<RoomId> joinsWaiting;
    bool goesOnLater = false;
    TokenBucket helloRate{houselimits::helloBurst, houselimits::hellosPerSecond};
    int badFrames = 0; // in a row
    int hellos = 0; // said so far
};

} // namespace courtyard
