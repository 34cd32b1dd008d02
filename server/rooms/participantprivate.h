// The state of a dialogue. Included by house.cpp and participant.cpp only.
#pragma once

#include "protocol/codec.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/houseprivate.h"
#include "server/rooms/participant.h"
#include "server/rooms/tokenbucket.h"
#include "server/rooms/visit.h"

namespace courtyard {

struct Participant::Private {
    struct Dispatch;
    enum class Phase { AwaitingHello, Greeting, Present, Ended };

    Private(House::Private &whose, Peer &peer) : house(whose), visit(std::make_shared<Visit>(peer)) { }

    void receive(const QByteArray &utf8);
    void refuse(const DecodeError &error);
    void hello(const Request &request);
    void greeted();
    void wait(const Request &request, qsizetype bytes);
    void handle(const Request &request);
    void dismiss(answer::ByeCode code, const QString &text);
    void end(int closeCode, const QString &reason);

    House::Private &house;
    std::shared_ptr<Visit> visit;
    Phase phase = Phase::AwaitingHello;
    struct Waiting {
        Request request;
        qsizetype bytes;
    };
    QList<Waiting> waiting; // came while hello was being answered
    qsizetype waitingBytes = 0;
    TokenBucket helloRate{houselimits::helloBurst, houselimits::hellosPerSecond};
    int badFrames = 0; // in a row
    int hellos = 0; // said so far
};

} // namespace courtyard
