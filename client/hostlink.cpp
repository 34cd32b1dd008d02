#include "client/hostlink.h"

#include "client/latencymeter.h"
#include "client/log.h"
#include "client/problems.h"
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
      m_backoff(config.timing.firstRetry, config.timing.lastRetry, seedOf(config))
{
    m_elapsed.start();
    m_since = m_clock.wallMs();
    m_looking.setSingleShot(true);
    connect(&m_looking, &QTimer::timeout, this, [this] { refuse(m_whyLooking); });
    m_retry.setSingleShot(true);
    m_greeting.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &HostLink::tryNow);
    connect(&m_greeting, &QTimer::timeout, this,
            [this] { fallBack(problems::unreachable(way().address())); });
    connect(&m_about, &AboutFetch::found, this, &HostLink::aboutFound);
    connect(&m_about, &AboutFetch::failed, this, &HostLink::aboutFailed);
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
    m_known = {request.invitation};
    m_host.clear();
    m_remembered = m_cache.hostAt(request.invitation.address());
    gatherWays(Order::KnownFirst);
    m_lookUntil = QDeadlineTimer(QDeadlineTimer::Forever);
    m_looked = false;
    m_strangerAtHome = false;
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

// ── Looking around

void HostLink::hostSeen(const HostId &host)
{
    const bool idle = m_looking.isActive() || (m_state == State::Waiting && m_patience.hasExpired());
    if (host.isEmpty() || host != sought() || !idle)
        return;
    gatherWays(Order::SeenFirst);
    qCInfo(logClient, "event=host_seen host=%s address=%s", qPrintable(host), qPrintable(address()));
    tryNow();
}

/// Where the host may be: what is known, and where it says that it is.
void HostLink::gatherWays(Order order)
{
    m_ways = m_known;
    m_way = 0;
    const HostId host = sought();
    if (!m_config.whereIs || host.isEmpty())
        return;
    QList<Invitation> seen;
    for (Invitation &way : m_config.whereIs(host)) {
        way.room = m_request.invitation.room;
        way.code = m_request.invitation.code;
        if (!isKnown(way))
            seen.append(std::move(way));
    }
    m_ways = order == Order::SeenFirst ? seen + m_known : m_known + seen;
}

bool HostLink::isKnown(const Invitation &way) const
{
    return std::any_of(m_known.begin(), m_known.end(),
                       [&way](const Invitation &known) { return known.address() == way.address(); });
}

/// At the addresses that there are it is not. It may say in a moment where it is.
void HostLink::lookAround(const SessionProblem &problem)
{
    if (m_lookUntil.isForever())
        m_lookUntil = QDeadlineTimer(m_config.timing.finding);
    if (!m_config.whereIs || sought().isEmpty() || m_lookUntil.hasExpired()) {
        refuse(problem);
        return;
    }
    hangUp();
    if (!m_looked) { // it may be known already
        m_looked = true;
        gatherWays(Order::SeenFirst);
        if (m_ways.size() > m_known.size()) {
            tryNow();
            return;
        }
    }
    m_whyLooking = problem;
    if (m_beenOnline)
        setState(State::Waiting);
    m_looking.start(int(m_lookUntil.remainingTime()));
    qCInfo(logClient, "event=looking host=%s", qPrintable(sought()));
}

/// Somebody else answers there. Nothing was said to him but GET /about.json.
void HostLink::strangerFound()
{
    qCWarning(logClient, "event=another_host address=%s", qPrintable(address()));
    m_strangerAtHome = m_strangerAtHome || isKnown(way());
    if (m_way + 1 < m_ways.size()) {
        ++m_way;
        m_about.fetch(urlOf(way(), u"http"_s, u"/about.json"_s), m_config.timing.about);
    } else if (m_strangerAtHome) {
        lookAround(problems::anotherHost(m_request.invitation.address()));
    } else {
        fallBack(problems::anotherHost(address()));
    }
}

// ── Coming in

void HostLink::tryNow()
{
    m_retry.stop();
    m_looking.stop();
    setState(State::Connecting);
    if (m_state == State::Connecting) // nobody closed it meanwhile
        m_about.fetch(urlOf(way(), u"http"_s, u"/about.json"_s), m_config.timing.about);
}

void HostLink::aboutFound(const About &about)
{
    // At an address that the person named, whoever is there will do at first.
    const bool mustBeIt = !m_host.isEmpty() || !isKnown(way());
    if (mustBeIt && about.host != sought()) {
        strangerFound();
        return;
    }
    m_expected = about.host;
    connectTo(way());
}

void HostLink::aboutFailed(AboutFailure why)
{
    const QString address = way().address();
    fallBack(why == AboutFailure::NotAHost ? problems::notAHost(address) : problems::unreachable(address));
}

void HostLink::connectTo(const Invitation &way)
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
        [this, heard](HostConnection::Loss why) {
            heard() ? fallBack(problems::unreachable(this->way().address()), lossReason(why)) : void();
        },
        Qt::QueuedConnection);
    connect(connection, &HostConnection::pingWanted, this, &HostLink::ping);
    m_connection->open(urlOf(way, u"ws"_s, u"/ws"_s));
}

void HostLink::greet()
{
    setState(State::Greeting);
    if (m_state != State::Greeting)
        return;
    request::Hello hello;
    hello.protocol = limits::protocolVersion;
    hello.name = m_request.name;
    hello.token = m_request.token.isEmpty() ? m_cache.token(m_expected) : m_request.token;
    hello.code = m_request.invitation.code;
    hello.client = m_config.client;
    hello.device = Device::Desktop;
    m_connection->send(encode(Request{helloId, hello}));
    m_greeting.start(m_config.timing.greeting);
}

void HostLink::greeted(const WelcomeReply &reply)
{
    m_greeting.stop();
    const answer::Welcome &welcome = reply.welcome;
    if (welcome.host.id != m_expected) {
        refuse(problems::anotherHost(way().address()));
        return;
    }
    m_host = welcome.host.id;
    m_request.token = welcome.token; // a new one, where the host did not know ours
    m_cache.saveHost(m_host, welcome.host.name, welcome.token, way().address());
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
    if (isKnown(way()))
        return;
    m_request.invitation = way();
    m_known = {way()};
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
        m_requests.settle(*error);
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
    QList<Invitation> ways;
    for (const QString &url : bye.urls) {
        if (std::optional<Invitation> found = Invitation::parse(url)) {
            found->room = m_request.invitation.room;
            found->code = m_request.invitation.code;
            ways.append(*std::move(found));
        }
    }
    if (bye.code == answer::ByeCode::Moved && !ways.isEmpty()) {
        m_known = ways;
        m_ways = ways;
        m_way = ways.size() - 1; // fallBack() goes on to the first one
        m_request.invitation = ways.first();
    }
    fallBack(problems::unreachable(way().address()),
             bye.code == answer::ByeCode::Moved      ? LossReason::Moved
                 : bye.code == answer::ByeCode::Slow ? LossReason::Slow
                                                     : LossReason::Stopping);
}

// ── Going away

void HostLink::fallBack(const SessionProblem &problem, LossReason why, std::chrono::milliseconds atLeast)
{
    if (!m_beenOnline) {
        enterElsewhere(problem);
        return;
    }
    const bool wasOnline = m_state == State::Online;
    hangUp();
    if (++m_way >= m_ways.size())
        gatherWays(Order::KnownFirst);
    takeState(State::Waiting);
    const auto pause = std::max(m_backoff.next(), atLeast);
    m_patience = QDeadlineTimer(atLeast);
    m_retry.start(pause);
    qCInfo(logClient, "event=waiting ms=%lld", qlonglong(pause.count()));
    if (wasOnline)
        sayLost(why);
    if (m_state == State::Waiting)
        Q_EMIT stateChanged(m_state);
}

/// The first try came to nothing. Who was there last time may be elsewhere now; a host that answered has said
/// what it thinks.
void HostLink::enterElsewhere(const SessionProblem &problem)
{
    if (problem.code) {
        refuse(problem);
    } else if (m_way + 1 < m_ways.size()) {
        hangUp();
        ++m_way;
        tryNow();
    } else {
        lookAround(problems::unreachable(m_request.invitation.address()));
    }
}

void HostLink::sayLost(LossReason why)
{
    ++m_lossesInAll;
    m_lostAt = std::max<qint64>(1, m_elapsed.elapsed());
    m_losses.prepend({m_clock.wallMs(), lossWords(why), std::nullopt});
    m_losses = m_losses.mid(0, bounds::lossesKept);
    qCInfo(logClient, "event=lost reason=%d", int(why));
    Q_EMIT lost();
    m_requests.fail();
}

HostLink::LossReason HostLink::lossReason(HostConnection::Loss why)
{
    return why == HostConnection::Loss::Silent ? LossReason::Silent : LossReason::Closed;
}

QString HostLink::lossWords(LossReason why)
{
    switch (why) {
    case LossReason::Silent:
        return tr("Nothing came from the host any more");
    case LossReason::Stopping:
        return tr("The host was stopped");
    case LossReason::Slow:
        return tr("This device took in too slowly what was said");
    case LossReason::Moved:
        return tr("The host moved");
    case LossReason::Dismissed:
        return tr("Removed by the person who hosts");
    case LossReason::Closed:
        break;
    }
    return tr("The connection was closed");
}

void HostLink::refuse(const SessionProblem &problem)
{
    hangUp();
    m_retry.stop();
    setState(State::Idle);
    Q_EMIT refused(problem);
}

void HostLink::hangUp()
{
    ++m_serial;
    m_looking.stop();
    m_greeting.stop();
    m_about.cancel();
    m_requests.setWay({});
    m_latency.clear();
    if (!m_connection)
        return;
    HostConnection *connection = m_connection.release();
    disconnect(connection, nullptr, this, nullptr);
    connection->hangUp();
    connection->deleteLater();
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
