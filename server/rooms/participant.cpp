#include "server/rooms/participant.h"

#include "protocol/limits.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/houseprivate.h"
#include "server/rooms/participantprivate.h"
#include "server/rooms/visitorrights.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

// RFC 6455 §7.4.1
constexpr int goingAway = 1001;
constexpr int policyViolation = 1008;

// Those whose replies hold a page of events, or a list of everybody or everything.
bool isLarge(const ClientMessage &message)
{
    return std::holds_alternative<request::Join>(message) || std::holds_alternative<request::History>(message)
        || std::holds_alternative<request::Search>(message)
        || std::holds_alternative<request::People>(message) || std::holds_alternative<request::Files>(message)
        || std::holds_alternative<request::Bans>(message)
        || std::holds_alternative<request::Moderation>(message)
        || std::holds_alternative<request::Tickets>(message)
        || std::holds_alternative<request::Figures>(message)
        || std::holds_alternative<request::Rooms>(message);
}

// Empty: it names none.
RoomId roomOf(const ClientMessage &message)
{
    return std::visit(
        [](const auto &request) {
            if constexpr (requires { request.room; })
                return request.room;
            else
                return RoomId();
        },
        message);
}

} // namespace

// Hands each request to whoever answers it: exhaustive, so that a new one does not compile until it is
// answered.
struct Participant::Private::Dispatch {
    House::Private &house;
    Uploads &uploads;
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
    void operator()(const request::Link &) const { house.greeter.link(answer); }
    void operator()(const request::Upload &upload) const { uploads.handle(answer, upload); }
    void operator()(const request::Cancel &cancel) const { uploads.handle(answer, cancel); }
    void operator()(const request::Files &files) const { house.fileRequests.handle(answer, files); }
    void operator()(const request::Invite &invite) const { house.roomRequests.handle(answer, invite); }
    void operator()(const request::Kick &kick) const { house.moderation.handle(answer, kick); }
    void operator()(const request::Ban &ban) const { house.moderation.handle(answer, ban); }
    void operator()(const request::Unban &unban) const { house.moderation.handle(answer, unban); }
    void operator()(const request::Bans &bans) const { house.moderation.handle(answer, bans); }
    void operator()(const request::Mute &mute) const { house.moderation.handle(answer, mute); }
    void operator()(const request::SetRole &role) const { house.moderation.handle(answer, role); }
    void operator()(const request::Moderation &asked) const { house.moderation.handle(answer, asked); }
    void operator()(const request::SetCode &code) const { house.moderation.handle(answer, code); }
    void operator()(const request::CloseRoom &close) const { house.roomOrders.handle(answer, close); }
    void operator()(const request::Lock &lock) const { house.roomOrders.handle(answer, lock); }
    void operator()(const request::Slow &slow) const { house.roomOrders.handle(answer, slow); }
    void operator()(const request::Post &post) const { house.eventRequests.handle(answer, post); }
    void operator()(const request::Edit &edit) const { house.eventRequests.handle(answer, edit); }
    void operator()(const request::Delete &remove) const { house.eventRequests.handle(answer, remove); }
    void operator()(const request::React &react) const { house.eventRequests.handle(answer, react); }
    void operator()(const request::SetTopic &topic) const { house.eventRequests.handle(answer, topic); }
    void operator()(const request::History &history) const { house.eventRequests.handle(answer, history); }
    void operator()(const request::Search &search) const { house.eventRequests.handle(answer, search); }
    void operator()(const request::Tickets &tickets) const { house.deskRequests.handle(answer, tickets); }
    void operator()(const request::Claim &claim) const { house.deskRequests.handle(answer, claim); }
    void operator()(const request::Assign &assign) const { house.deskRequests.handle(answer, assign); }
    void operator()(const request::Resolve &resolve) const { house.deskRequests.handle(answer, resolve); }
    void operator()(const request::Reopen &reopen) const { house.deskRequests.handle(answer, reopen); }
    void operator()(const request::Look &look) const { house.deskRequests.handle(answer, look); }
    void operator()(const request::SetDesk &desk) const { house.deskRequests.handle(answer, desk); }
    void operator()(const request::SetCanned &canned) const { house.deskRequests.handle(answer, canned); }
    void operator()(const request::Origins &origins) const { house.deskRequests.handle(answer, origins); }
    void operator()(const request::Figures &figures) const { house.deskRequests.handle(answer, figures); }
};

void Participant::Private::receive(const QByteArray &utf8)
{
    if (phase == Phase::Ended)
        return;
    const auto decoded = decodeRequest(utf8);
    if (const auto *error = std::get_if<DecodeError>(&decoded)) {
        refuse(*error, utf8.size());
        return;
    }
    badFrames = 0;
    const Request &request = std::get<Request>(decoded);
    switch (phase) {
    case Phase::AwaitingHello:
        hello(request);
        return;
    case Phase::Greeting:
        wait(request, utf8.size(), u"wait for the answer to hello"_s);
        return;
    case Phase::Present:
        take(request, utf8.size());
        return;
    case Phase::Ended:
        return;
    }
}

// Chunks of uploads that were granted have a bound of their own, the window: they are no requests, and what
// they weigh is given back. Others count as requests do.
void Participant::Private::receiveChunk(const QByteArray &frame)
{
    if (phase == Phase::Ended)
        return;
    badFrames = 0;
    const Answer answer(visit, std::nullopt);
    if (phase == Phase::Present) {
        const std::optional<answer::Error> refused = uploads.receive(frame);
        if (!refused)
            visit->peer.giveBack(frame.size());
        else if (!isThrottled(answer, frame.size()))
            answer.error(*refused);
    } else if (!isThrottled(answer, frame.size())) {
        answer.error(ErrorCode::NotHello, u"hello must come first"_s);
    }
}

void Participant::Private::refuse(const DecodeError &error, qsizetype bytes)
{
    const Answer answer(visit, error.id);
    const bool isBadFrame = error.code == ErrorCode::BadJson || error.code == ErrorCode::UnknownType;
    // Bad frames have a bound of their own.
    if (isBadFrame || !isThrottled(answer, bytes))
        answer.error(error.code, error.text);
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
            answer.waitFor(*retry, u"too many hellos; wait a moment"_s);
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
    const QList<Waiting> requests = takeWaiting();
    for (const Waiting &one : requests) {
        if (phase == Phase::Ended)
            return;
        if (phase == Phase::Present)
            take(one.request, one.bytes);
        else if (phase == Phase::AwaitingHello)
            hello(one.request);
        else
            wait(one.request, one.bytes, u"wait for the answer to hello"_s); // that was another hello
    }
}

// Of a member.
void Participant::Private::take(const Request &request, qsizetype bytes)
{
    if (isThrottled(Answer(visit, request.id), bytes))
        return;
    if (mustWait(request))
        wait(request, bytes, u"wait for the replies that are under way"_s);
    else
        handle(request);
}

bool Participant::Private::isThrottled(const Answer &answer, qsizetype bytes)
{
    if (!house.state.config.rateLimit || !visit->member)
        return false;
    const qint64 now = house.state.clock.steadyMs();
    auto retry = visit->member->requests.take(now);
    if (!retry)
        retry = visit->member->bytes.take(now, double(bytes));
    if (retry)
        answer.waitFor(*retry, u"wait a moment"_s);
    return retry.has_value();
}

// Large requests take their turns: a few at once, and none while much is still queued, or a slow receiver
// would be cut for what it asked for. Nothing overtakes a waiting `join` of the room that it names: whether
// it may be done can depend on that.
bool Participant::Private::mustWait(const Request &request) const
{
    if (!joinsWaiting.isEmpty() && joinsWaiting.contains(roomOf(request.message)))
        return true;
    return isLarge(request.message)
        && (largeWaiting > 0 || visit->largeUnderWay >= houselimits::largeAtOnce
            || visit->peer.queuedBytes() > houselimits::largeQueue);
}

void Participant::Private::wait(const Request &request, qsizetype bytes, const QString &why)
{
    const bool tooMany = house.state.config.rateLimit && waiting.size() >= houselimits::waitingFrames;
    if (tooMany || waitingBytes + bytes > houselimits::waitingBytes) {
        Answer(visit, request.id).waitFor(houselimits::retryMs, why);
        return;
    }
    waitingBytes += bytes;
    waiting.append({request, bytes});
    largeWaiting += isLarge(request.message) ? 1 : 0;
    if (std::holds_alternative<request::Join>(request.message))
        joinsWaiting.insert(roomOf(request.message));
}

QList<Participant::Private::Waiting> Participant::Private::takeWaiting()
{
    waitingBytes = 0;
    largeWaiting = 0;
    joinsWaiting.clear();
    return std::exchange(waiting, {});
}

void Participant::Private::handle(const Request &request)
{
    const Answer answer(visit, request.id, isLarge(request.message) ? largeTurn() : nullptr);
    if (visit->member->isVisitor() && !mayVisitorSay(request.message)) {
        answer.error(ErrorCode::Forbidden, u"visitors of the help desk may not do this"_s);
        return;
    }
    std::visit(Dispatch{house, uploads, answer}, request.message);
}

// Held by the answer: whatever way it goes, the next in line has its turn then.
std::shared_ptr<void> Participant::Private::largeTurn()
{
    ++visit->largeUnderWay;
    const auto over = [this, weak = std::weak_ptr<Visit>(visit)](void *) {
        const auto still = weak.lock();
        if (!still)
            return;
        --still->largeUnderWay;
        goOnLater();
    };
    return std::shared_ptr<void>(nullptr, over);
}

void Participant::Private::goOnLater()
{
    if (phase != Phase::Present || waiting.isEmpty() || std::exchange(goesOnLater, true))
        return;
    QMetaObject::invokeMethod(
        &house.q,
        [this, weak = std::weak_ptr<Visit>(visit)] {
            if (weak.expired())
                return;
            goesOnLater = false;
            if (phase == Phase::Present)
                goOn();
        },
        Qt::QueuedConnection);
}

void Participant::Private::goOn()
{
    const QList<Waiting> requests = takeWaiting();
    for (const Waiting &one : requests) {
        if (phase != Phase::Present)
            return;
        if (mustWait(one.request))
            wait(one.request, one.bytes, {});
        else
            handle(one.request);
    }
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

void Participant::Private::dismiss(const answer::Bye &bye)
{
    if (phase == Phase::Ended)
        return;
    visit->send(encodeLive(bye));
    end(bye.code == answer::ByeCode::Stopping ? goingAway : policyViolation, bye.text);
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

void Participant::receiveBinary(const QByteArray &bytes)
{
    d->receiveChunk(bytes);
}

void Participant::drained()
{
    d->goOnLater();
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

void Participant::dismiss(answer::ByeCode code, const QString &text, const QStringList &urls)
{
    d->dismiss({code, text, urls});
}

} // namespace courtyard
