#include "server/rooms/participant.h"

#include "protocol/limits.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/houseprivate.h"
#include "server/rooms/participantprivate.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

// RFC 6455 §7.4.1
constexpr int goingAway = 1001;
constexpr int policyViolation = 1008;

answer::Error waitFor(qint64 ms, const QString &text)
{
    return {ErrorCode::RateLimited, text, ms, {}, {}};
}

} // namespace

// Hands each request to whoever answers it: exhaustive, so that a new one does not compile until it is
// answered.
struct Participant::Private::Dispatch {
    House::Private &house;
    const Answer &answer;

    void operator()(const request::Hello &) const
    {
        answer.error(ErrorCode::BadRequest, u"hello was said already"_s);
    }
    void operator()(const request::Ping &ping) const { answer.pong({ping.t, house.state.clock.wallMs()}); }
    void operator()(const request::Create &create) const { house.roomRequests.handle(answer, create); }
    void operator()(const request::Join &join) const { house.roomRequests.handle(answer, join); }
    void operator()(const request::Leave &leave) const { house.roomRequests.handle(answer, leave); }
    void operator()(const request::Rooms &rooms) const { house.roomRequests.handle(answer, rooms); }
    void operator()(const request::Direct &direct) const { house.roomRequests.handle(answer, direct); }
    void operator()(const request::Typing &typing) const { house.roomRequests.handle(answer, typing); }
    void operator()(const request::Read &read) const { house.roomRequests.handle(answer, read); }
    void operator()(const request::Rename &rename) const { house.roomRequests.handle(answer, rename); }
    void operator()(const request::People &people) const { house.roomRequests.handle(answer, people); }
    void operator()(const request::Post &post) const { house.eventRequests.handle(answer, post); }
    void operator()(const request::Edit &edit) const { house.eventRequests.handle(answer, edit); }
    void operator()(const request::Delete &remove) const { house.eventRequests.handle(answer, remove); }
    void operator()(const request::React &react) const { house.eventRequests.handle(answer, react); }
    void operator()(const request::SetTopic &topic) const { house.eventRequests.handle(answer, topic); }
    void operator()(const request::History &history) const { house.eventRequests.handle(answer, history); }
    void operator()(const request::Search &search) const { house.eventRequests.handle(answer, search); }
};

void Participant::Private::receive(const QByteArray &utf8)
{
    if (phase == Phase::Ended)
        return;
    const auto decoded = decodeRequest(utf8);
    if (const auto *error = std::get_if<DecodeError>(&decoded)) {
        refuse(*error);
        return;
    }
    badFrames = 0;
    const Request &request = std::get<Request>(decoded);
    switch (phase) {
    case Phase::AwaitingHello:
        hello(request);
        return;
    case Phase::Greeting:
        wait(request, utf8.size());
        return;
    case Phase::Present:
        handle(request);
        return;
    case Phase::Ended:
        return;
    }
}

void Participant::Private::refuse(const DecodeError &error)
{
    Answer(visit, error.id).error(error.code, error.text);
    const bool isBadFrame = error.code == ErrorCode::BadJson || error.code == ErrorCode::UnknownType;
    badFrames = isBadFrame ? badFrames + 1 : 0;
    if (badFrames >= limits::badFramesInARow)
        end(policyViolation, u"too many bad frames"_s);
}

void Participant::Private::hello(const Request &request)
{
    const Answer answer(visit, request.id);
    const auto *hello = std::get_if<request::Hello>(&request.message);
    if (!hello) {
        answer.error(ErrorCode::NotHello, u"hello must come first"_s);
        return;
    }
    if (house.state.config.rateLimit) {
        if (const auto retry = helloRate.take(house.state.clock.steadyMs())) {
            answer.error(waitFor(*retry, u"too many hellos; wait a moment"_s));
            return;
        }
    }
    ++hellos;
    if (house.state.stopping) {
        answer.error(ErrorCode::Busy, u"the host is stopping"_s);
        return;
    }
    phase = Phase::Greeting;
    house.greeter.hello(answer, *hello, [this, weak = std::weak_ptr<Visit>(visit)] {
        const auto still = weak.lock();
        if (still && !still->over)
            greeted();
    });
}

// What came while hello was being answered takes its turn now.
void Participant::Private::greeted()
{
    phase = visit->member ? Phase::Present : Phase::AwaitingHello;
    if (visit->member)
        house.noteVisits();
    const QList<Waiting> requests = std::exchange(waiting, {});
    waitingBytes = 0;
    for (const Waiting &one : requests) {
        if (phase == Phase::Ended)
            return;
        if (phase == Phase::Present)
            handle(one.request);
        else if (phase == Phase::AwaitingHello)
            hello(one.request);
        else
            wait(one.request, one.bytes); // that was another hello
    }
}

void Participant::Private::wait(const Request &request, qsizetype bytes)
{
    if (waiting.size() >= houselimits::waitingFrames || waitingBytes + bytes > houselimits::waitingBytes) {
        constexpr qint64 retryMs = 1000;
        Answer(visit, request.id).error(waitFor(retryMs, u"wait for the answer to hello"_s));
        return;
    }
    waitingBytes += bytes;
    waiting.append({request, bytes});
}

void Participant::Private::handle(const Request &request)
{
    const Answer answer(visit, request.id);
    if (house.state.config.rateLimit) {
        if (const auto retry = visit->member->requests.take(house.state.clock.steadyMs())) {
            answer.error(waitFor(*retry, u"wait a moment"_s));
            return;
        }
    }
    std::visit(Dispatch{house, answer}, request.message);
}

void Participant::Private::end(int closeCode, const QString &reason)
{
    if (phase == Phase::Ended)
        return;
    phase = Phase::Ended;
    waiting.clear();
    house.greeter.farewell(*visit);
    house.noteVisits();
    visit->peer.close(closeCode, reason);
}

void Participant::Private::dismiss(answer::ByeCode code, const QString &text)
{
    if (phase == Phase::Ended)
        return;
    visit->send(encodeLive(answer::Bye{code, text, {}}));
    end(code == answer::ByeCode::Stopping ? goingAway : policyViolation, text);
}

Participant::Participant(House &house, Peer &peer) : d(std::make_unique<Private>(*house.d, peer))
{
    d->house.participants.insert(this);
}

Participant::~Participant()
{
    d->house.participants.remove(this);
    if (d->phase == Private::Phase::Ended)
        return;
    d->house.greeter.farewell(*d->visit);
    d->house.noteVisits();
}

void Participant::receive(const QByteArray &utf8)
{
    d->receive(utf8);
}

void Participant::receiveBinary(const QByteArray &)
{
    if (d->phase == Private::Phase::Ended)
        return;
    d->badFrames = 0;
    const Answer answer(d->visit, std::nullopt);
    if (d->phase == Private::Phase::Present)
        answer.error(ErrorCode::BadRequest, u"uploads are not spoken by this version yet"_s);
    else
        answer.error(ErrorCode::NotHello, u"hello must come first"_s);
}

bool Participant::isPresent() const
{
    return d->visit->member != nullptr;
}

int Participant::hellosSaid() const
{
    return d->hellos;
}

Person Participant::person() const
{
    if (!d->visit->member)
        return {};
    Person person = d->visit->member->person();
    person.device = d->visit->device; // this connection's, not the member's newest
    return person;
}

void Participant::dismiss(answer::ByeCode code, const QString &text)
{
    d->dismiss(code, text);
}

} // namespace courtyard
