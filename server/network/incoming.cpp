#include "server/network/incoming.h"

#include "server/files/filesender.h"
#include "server/network/handshake.h"
#include "server/network/log.h"
#include "server/sockets/tlscontext.h"

#include <QTimerEvent>

#include <algorithm>
#include <array>
#include <utility>

namespace courtyard {

namespace {

// A head that dribbles in is not parsed again at each byte, but at each line.
bool saysSomethingNew(const QByteArray &bytes, qsizetype looked)
{
    return looked == 0 || bytes.size() >= http::maxHeadBytes
        || std::any_of(bytes.begin() + looked, bytes.end(), [](char c) { return uchar(c) < 0x20; });
}

bool asksToClose(const http::Request &request)
{
    const QByteArray connection = request.header("connection").value_or(QByteArray()).toLower();
    return request.minorVersion == 0 ? !connection.contains("keep-alive") : connection.contains("close");
}

http::Responder::Client clientOf(const Transport &transport)
{
    return http::plain(transport.peerAddress()).isLoopback() ? http::Responder::Client::Loopback
                                                             : http::Responder::Client::Remote;
}

} // namespace

Incoming::Incoming(std::unique_ptr<Transport> transport, Strangers::Pass pass, const Shared &shared)
    : m_transport(std::move(transport)), m_pass(std::move(pass)), m_shared(shared), m_bounds(shared.bounds),
      m_deadline(m_bounds.arrival), m_lastDeadline(m_bounds.stranger)
{
    m_transport->setTalker(this);
    startTimer(m_bounds.arrival);
}

Incoming::Upgrade Incoming::takeUpgrade()
{
    m_transport->setTalker(nullptr);
    return {std::move(m_transport),
            std::move(m_upgradeAnswer),
            std::move(m_received),
            std::move(m_pass),
            m_deadline,
            m_lastDeadline,
            std::move(m_userAgent),
            m_foreignPage};
}

Strangers::Pass Incoming::giveUp()
{
    close();
    return std::move(m_pass);
}

void Incoming::readable()
{
    std::array<char, http::maxHeadBytes> bytes;
    const qint64 got = m_transport->receive(bytes.data(), bytes.size());
    if (got == Transport::over) {
        if (m_isFirst && m_received.isEmpty() && m_transport->isEncrypted())
            m_shared.traffic.count(Refusal::Tls);
        close();
        return;
    }
    if (m_phase == Phase::Lingering || got == 0)
        return;
    m_received.append(bytes.data(), got);
    if (std::exchange(m_betweenRequests, false))
        startTimer(m_bounds.arrival);
    readHead();
}

void Incoming::drained()
{
    goOn();
    readHead();
}

void Incoming::readHead()
{
    while (m_phase == Phase::ReadingHead && !m_received.isEmpty()) {
        if (m_isFirst && m_received.startsWith(tlsHandshake)) {
            beginTls();
            return;
        }
        if (!saysSomethingNew(m_received, m_looked))
            return;
        m_looked = m_received.size();
        const auto head = http::parseHead(
            QByteArrayView(m_received).first(std::min<qsizetype>(m_received.size(), http::maxHeadBytes)));
        if (std::holds_alternative<http::Incomplete>(head))
            return;
        m_looked = 0;
        m_isFirst = false;
        if (const auto *malformed = std::get_if<http::Malformed>(&head))
            answer(http::Response::text(malformed->status, malformed->why), http::Body::Send,
                   http::AfterAnswer::Close, 0);
        else
            handle(std::get<http::Request>(head));
    }
}

// Inside it a connection begins anew, with what is left of its deadline; but not with TLS once more.
void Incoming::beginTls()
{
    const FirstRecord record =
        m_shared.tls && !m_transport->isEncrypted() ? lookAtFirstRecord(m_received) : FirstRecord::Junk;
    if (record == FirstRecord::Junk) {
        m_shared.traffic.count(Refusal::Tls);
        close();
    } else if (record == FirstRecord::ClientHello) {
        m_transport->encrypt(*m_shared.tls, std::exchange(m_received, {}));
    }
}

void Incoming::handle(const http::Request &request)
{
    const bool isUpgrade = request.path == "/ws" && request.method == "GET";
    std::optional<http::Response> response = m_shared.gate.refuseHost(request, m_transport->ownAddress());
    if (!response && !m_transport->isEncrypted())
        response = m_shared.gate.refusePlain(request);
    if (!response && isUpgrade)
        response = m_shared.gate.refuseUpgrade(request);
    if (!response && isUpgrade) {
        upgrade(request);
        return;
    }
    if (auto ask = response ? std::nullopt : http::readFileAsk(request)) {
        handOver(std::move(*ask), request);
        return;
    }
    if (!response)
        response = m_shared.responder.respond(request, clientOf(*m_transport));
    const bool close = response->closesConnection() || asksToClose(request) || m_lastDeadline.hasExpired();
    answer(*response, request.method == "HEAD" ? http::Body::Omit : http::Body::Send,
           close ? http::AfterAnswer::Close : http::AfterAnswer::KeepAlive, request.headBytes);
}

void Incoming::upgrade(const http::Request &request)
{
    m_phase = Phase::HandedOver;
    m_timer.stop();
    m_userAgent = QString::fromUtf8(request.header("user-agent").value_or(QByteArray()));
    m_foreignPage = m_shared.gate.isForeign(request);
    m_upgradeAnswer = switchingProtocols(request);
    m_received.remove(0, request.headBytes);
    Q_EMIT upgradeAsked();
}

// Requests that came right behind this one are not the sender's to read: then it closes after its answer.
void Incoming::handOver(http::FileAsk ask, const http::Request &request)
{
    m_received.remove(0, request.headBytes);
    const bool closes = asksToClose(request) || m_lastDeadline.hasExpired() || !m_received.isEmpty();
    ask.after = closes ? http::AfterAnswer::Close : http::AfterAnswer::KeepAlive;
    m_shared.files.send(m_transport->takeSocket(), countingAddress(m_transport->peerAddress()), ask);
    close();
}

void Incoming::expectMore()
{
    m_betweenRequests = true;
    m_isFirst = false;
    startTimer(m_bounds.idleAfterAnswer);
}

void Incoming::answer(const http::Response &response, http::Body body, http::AfterAnswer after, int headBytes)
{
    m_received.remove(0, headBytes);
    if (response.closesConnection())
        m_shared.traffic.count(Refusal::Request);
    qCDebug(logHttp, "answered status=%d bytes=%lld", response.status, qint64(response.body.size()));
    m_closeAfterwards = after == http::AfterAnswer::Close;
    m_phase = Phase::Answering;
    startTimer(m_bounds.stalledAnswer);
    Pieces pieces;
    pieces.add(http::toBytes(response, body, after, QDateTime::currentDateTimeUtc()));
    m_transport->send(pieces);
    if (m_transport->queued() > 0)
        m_transport->setReading(false);
    else
        goOn();
}

// The next request is not looked at before the answer is with the system, so that a peer that asks and never
// reads costs no more than one answer.
void Incoming::goOn()
{
    if (m_phase != Phase::Answering)
        return;
    if (m_transport->queued() > 0) {
        startTimer(m_bounds.stalledAnswer);
        return;
    }
    m_transport->setReading(true);
    if (m_closeAfterwards) {
        m_phase = Phase::Lingering;
        m_received.clear();
        m_transport->shutDownSending();
        startTimer(m_bounds.linger);
        return;
    }
    m_phase = Phase::ReadingHead;
    m_betweenRequests = m_received.isEmpty();
    startTimer(m_betweenRequests ? m_bounds.idleAfterAnswer : m_bounds.arrival);
}

void Incoming::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    if (!m_betweenRequests && m_phase != Phase::Lingering)
        m_shared.traffic.count(Refusal::Deadline);
    close();
}

void Incoming::close()
{
    m_timer.stop();
    m_phase = Phase::Lingering;
    m_transport->abort();
    Q_EMIT finished();
}

void Incoming::startTimer(Bounds::Duration duration)
{
    m_timer.start(int(duration.count()), this);
}

} // namespace courtyard
