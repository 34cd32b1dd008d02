#include "client/hostlink.h"

#include "client/latencymeter.h"
#include "client/log.h"
#include "client/problems.h"
#include "protocol/fingerprint.h"
#include "protocol/limits.h"

#include <QMetaEnum>
#include <QNetworkInformation>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr qint64 helloId = 0; // Requests counts from 1

QUrl urlOf(const Invitation &way, const QString &scheme, const QString &path)
{
    QUrl url;
    url.setScheme(scheme);
    url.setHost(way.host);
    url.setPort(way.port);
    url.setPath(path);
    return url;
}

quint32 seedOf(const SessionConfig &config)
{
    return config.jitterSeed != 0 ? config.jitterSeed : QRandomGenerator::global()->generate();
}

/// A hello that may be said again as it is.
bool passes(ErrorCode code)
{
    return code == ErrorCode::Busy || code == ErrorCode::RateLimited || code == ErrorCode::Storage
        || code == ErrorCode::Internal;
}

} // namespace

HostLink::HostLink(const SessionConfig &config, Cache &cache, LatencyMeter &latency, const Clock &clock,
                   QObject *parent)
    : QObject(parent), m_config(config), m_cache(cache), m_latency(latency), m_clock(clock),
      m_requests(config.timing.reply, this),
      m_backoff(config.timing.firstRetry, config.timing.lastRetry, seedOf(config)), m_ways(config.whereIs)
{
    m_elapsed.start();
    m_since = m_clock.wallMs();
    m_looking.setSingleShot(true);
    connect(&m_looking, &QTimer::timeout, this, [this] { refuse(m_whyLooking); });
    m_retry.setSingleShot(true);
    m_greeting.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &HostLink::tryNow);
    connect(&m_greeting, &QTimer::timeout, this, [this] { fallBack(problems::unreachable(address())); });
    watchNetwork();
}

void HostLink::watchNetwork()
{
    // Not every system has a backend; then the timer alone brings it back.
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability reachability) {
                if (reachability != QNetworkInformation::Reachability::Disconnected)
                    retryNow();
            });
}

// ── What the session asks for

void HostLink::open(const JoinRequest &request)
{
    hangUp();
    m_requests.forget();
    m_retry.stop();
    m_request = request;
    m_ways.begin(request.invitation);
    m_host.clear();
    remember(request.invitation);
    m_ways.gather(sought(), HostWays::Order::KnownFirst);
    m_lookUntil = QDeadlineTimer(QDeadlineTimer::Forever);
    m_looked = false;
    m_strangerAtHome = false;
    m_stranger.clear();
    m_beenOnline = false;
    m_lostAt = 0;
    m_backoff.reset();
    if (request.invitation.host.isEmpty()) {
        // Later, as for every other reason: the caller of open() has not returned yet.
        takeState(State::Connecting);
        QMetaObject::invokeMethod(
            this, [this] { refuse(problems::noAddress()); }, Qt::QueuedConnection);
        return;
    }
    tryNow();
}

void HostLink::close()
{
    hangUp();
    m_requests.forget();
    m_retry.stop();
    setState(State::Idle);
}

void HostLink::retryNow()
{
    if (m_state == State::Waiting)
        tryNow();
}

qint64 HostLink::msUntilRetry() const
{
    const QTimer &timer = m_looking.isActive() ? m_looking : m_retry;
    return m_state == State::Waiting ? std::max(0, timer.remainingTime()) : 0;
}

// ── Coming in

void HostLink::tryNow()
{
    m_retry.stop();
    m_looking.stop();
    setState(State::Connecting);
    if (m_state == State::Connecting) // nobody closed it meanwhile
        connectToHost();
}

void HostLink::remember(const Invitation &way)
{
    m_remembered.clear();
    m_claimed.clear();
    for (const QString &known : m_cache.hostsAt(way.address())) {
        if (isFingerprint(known))
            m_remembered.append(known);
        else
            m_claimed = known;
    }
}

/// Empty: whoever is there, his key is kept at first sight.
QList<HostKey> HostLink::expected() const
{
    if (!m_host.isEmpty())
        return {m_host};
    if (!m_request.invitation.fingerprint.isEmpty())
        return {m_request.invitation.fingerprint};
    return m_remembered;
}

HostKey HostLink::sought() const
{
    const QList<HostKey> hosts = expected();
    return hosts.size() == 1 ? hosts.first() : HostKey();
}

bool HostLink::admits(const HostKey &key) const
{
    const QList<HostKey> hosts = expected();
    return hosts.isEmpty() ? m_ways.isNamed() : hosts.contains(key);
}

void HostLink::connectToHost()
{
    m_connection = std::make_unique<HostConnection>(m_config.timing, nullptr);
    HostConnection *connection = m_connection.get();
    // Queued, so that whoever listens to the session may open a message box: a nested event loop in a slot of
    // the socket would crash when the host leaves (RELIABILITY 12). What was queued before it was hung up is
    // not heard.
    const auto heard = [this, serial = ++m_serial] { return serial == m_serial; };
    connect(
        connection, &HostConnection::opened, this, [this, heard] { heard() ? greet() : void(); },
        Qt::QueuedConnection);
    connect(
        connection, &HostConnection::received, this,
        [this, heard](const QByteArray &text) { heard() ? received(text) : void(); }, Qt::QueuedConnection);
    connect(
        connection, &HostConnection::lost, this,
        [this, heard](HostConnection::Loss why) { heard() ? connectionLost(why) : void(); },
        Qt::QueuedConnection);
    connect(connection, &HostConnection::pingWanted, this, &HostLink::ping);
    connect(
        connection, &HostConnection::written, this, [this, heard] { heard() ? Q_EMIT written() : void(); },
        Qt::QueuedConnection);
    m_connection->open(urlOf(m_ways.now(), u"wss"_s, u"/ws"_s),
                       [this](const HostKey &key) { return admits(key); });
}

void HostLink::connectionLost(HostConnection::Loss why)
{
    switch (why) {
    case HostConnection::Loss::Stranger:
        strangerFound();
        return;
    case HostConnection::Loss::NotEncrypted:
        fallBack(problems::notEncrypted(address()));
        return;
    case HostConnection::Loss::NotAHost:
        fallBack(problems::notAHost(address()));
        return;
    case HostConnection::Loss::NeverOpened:
    case HostConnection::Loss::Closed:
    case HostConnection::Loss::Silent:
        break;
    }
    fallBack(problems::unreachable(address()), lossReason(why));
}

void HostLink::greet()
{
    setState(State::Greeting);
    if (m_state != State::Greeting)
        return;
    keepKey();
    request::Hello hello;
    hello.protocol = limits::protocolVersion;
    hello.name = m_request.name;
    hello.token = tokenFor(m_connection->key());
    hello.code = m_request.invitation.code;
    hello.client = m_config.client;
    hello.device = Device::Desktop;
    m_connection->send(encode(Request{helloId, hello}));
    m_greeting.start(m_config.timing.greeting);
}

/// Pinned at first sight: whoever is at this address the next time must have the same key.
void HostLink::keepKey()
{
    const HostKey &key = m_connection->key();
    m_cache.saveHost(key, m_cache.hostName(key), m_cache.token(key), address(), m_clock.wallMs());
    remember(m_request.invitation);
}

/// Where a host was only known by the id that it claimed, its token goes to the first key that is seen at its
/// address, as it did to whoever was there before there were keys.
QString HostLink::tokenFor(const HostKey &key)
{
    if (!m_request.token.isEmpty())
        return m_request.token;
    const QString token = m_cache.token(key);
    return token.isEmpty() && !m_claimed.isEmpty() ? m_cache.token(m_claimed) : token;
}

void HostLink::greeted(const WelcomeReply &reply)
{
    m_greeting.stop();
    const answer::Welcome &welcome = reply.welcome;
    m_host = m_connection->key();
    if (!m_claimed.isEmpty() && m_claimed == welcome.host.id)
        m_cache.adopt(m_claimed, m_host);
    m_request.token = welcome.token; // a new one, where the host did not know ours
    m_cache.saveHost(m_host, welcome.host.name, welcome.token, address(), m_clock.wallMs());
    m_beenOnline = true;
    m_backoff.reset();
    takeState(State::Online);
    if (m_lostAt > 0 && !m_losses.isEmpty())
        m_losses.first().awayMs = m_elapsed.elapsed() - m_lostAt;
    m_lostAt = 0;
    m_requests.setWay([this](const QByteArray &text) { m_connection->send(text); });
    m_connection->watch();
    Q_EMIT welcomed(welcome);
    if (m_state == State::Online)
        Q_EMIT stateChanged(m_state);
    if (m_state == State::Online)
        arrived();
}

void HostLink::arrived()
{
    m_lookUntil = QDeadlineTimer(QDeadlineTimer::Forever);
    m_looked = false;
    m_strangerAtHome = false;
    if (m_ways.isNamed())
        return;
    m_request.invitation = m_ways.now();
    m_ways.settle();
    Q_EMIT movedTo(address());
}

void HostLink::helloRefused(const answer::Error &error)
{
    m_greeting.stop();
    const SessionProblem problem = problems::ofHello(error, m_request);
    if (passes(error.code))
        fallBack(problem, LossReason::Closed, std::chrono::milliseconds(error.retryMs.value_or(0)));
    else
        refuse(problem);
}

// ── Being there

void HostLink::received(const QByteArray &text)
{
    const std::optional<HostMessage> message = decodeHostMessage(text);
    if (!message) {
        qWarning("The host said something that cannot be read (%lld bytes).", qlonglong(text.size()));
        return;
    }
    if (m_state == State::Greeting) {
        if (const auto *welcome = std::get_if<WelcomeReply>(&*message))
            greeted(*welcome);
        else if (const auto *error = std::get_if<ErrorReply>(&*message))
            helloRefused(error->error);
        else if (const auto *farewell = std::get_if<answer::Bye>(&*message))
            bye(*farewell);
        return;
    }
    if (const auto *ok = std::get_if<OkReply>(&*message)) {
        m_requests.settle(*ok);
    } else if (const auto *error = std::get_if<ErrorReply>(&*message)) {
        if (!m_requests.settle(*error))
            Q_EMIT said(*message);
    } else if (const auto *pong = std::get_if<PongReply>(&*message)) {
        const double roundTrip = double(m_elapsed.nsecsElapsed()) / 1e6 - pong->pong.t;
        if (roundTrip >= 0)
            m_latency.add(roundTrip);
    } else if (const auto *farewell = std::get_if<answer::Bye>(&*message)) {
        bye(*farewell);
    } else {
        Q_EMIT said(*message);
    }
}

void HostLink::ping()
{
    m_connection->send(encode(Request{helloId, request::Ping{double(m_elapsed.nsecsElapsed()) / 1e6}}));
}

void HostLink::bye(const answer::Bye &bye)
{
    if (bye.code == answer::ByeCode::Kicked || bye.code == answer::ByeCode::Banned) {
        const bool wasOnline = m_state == State::Online;
        hangUp();
        takeState(State::Idle);
        if (wasOnline)
            sayLost(LossReason::Dismissed);
        Q_EMIT stateChanged(m_state);
        Q_EMIT dismissed(problems::dismissed(bye));
        return;
    }
    if (bye.code == answer::ByeCode::Moved && m_ways.moveTo(bye.urls))
        m_request.invitation = m_ways.firstKnown();
    fallBack(problems::unreachable(address()),
             bye.code == answer::ByeCode::Moved      ? LossReason::Moved
                 : bye.code == answer::ByeCode::Slow ? LossReason::Slow
                                                     : LossReason::Stopping);
}

HostUrl HostLink::fileUrl(const QString &path) const
{
    return m_ways.isEmpty() ? HostUrl() : HostUrl{urlOf(m_ways.now(), u"https"_s, path), m_host};
}

void HostLink::sendBinary(const QByteArray &frame)
{
    if (m_connection)
        m_connection->sendBinary(frame);
}

void HostLink::setState(State state)
{
    if (m_state == state)
        return;
    takeState(state);
    Q_EMIT stateChanged(state);
}

/// For where something else is said before stateChanged().
void HostLink::takeState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    m_since = m_clock.wallMs();
    qCInfo(logClient, "event=state state=%s host=%s address=%s",
           QMetaEnum::fromType<State>().valueToKey(int(state)), qPrintable(m_host), qPrintable(address()));
}

} // namespace courtyard
