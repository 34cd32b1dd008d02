#include "server/network/incoming.h"

#include "server/files/filesender.h"
#include "server/files/sendingsocket.h"
#include "server/network/log.h"

#include <algorithm>

namespace courtyard {

namespace {

constexpr char tlsHandshake = 0x16; // RFC 8446 §5.1

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

// What Qt gets to read: only lines of ours. Its own parser drops a connection with a line of more than 8 KiB
// without a word, and a browser brings along whatever cookies other servers on this machine have set.
QByteArray handshakeHead(const http::Request &request)
{
    QByteArray head = "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Version: 13\r\nHost: "
        + request.header("host").value_or(QByteArray())
        + "\r\nSec-WebSocket-Key: " + request.header("sec-websocket-key").value_or(QByteArray()) + "\r\n";
    if (http::listsToken(request, "sec-websocket-protocol", subprotocol, Qt::CaseSensitive))
        head += QByteArray("Sec-WebSocket-Protocol: ") + subprotocol + "\r\n";
    return head + "\r\n";
}

} // namespace

Incoming::Incoming(CappedSocket *socket, Strangers::Pass pass, Shared shared, QObject *parent)
    : QObject(parent), m_socket(socket), m_pass(std::move(pass)), m_bounds(shared.bounds),
      m_gate(shared.gate), m_responder(shared.responder), m_files(shared.files), m_traffic(shared.traffic),
      m_deadline(m_bounds.arrival), m_lastDeadline(m_bounds.stranger)
{
    socket->setParent(this);
    socket->setReadBufferSize(m_bounds.readAhead);
    m_timer.setSingleShot(true);
    m_timer.start(m_bounds.arrival);
    connect(&m_timer, &QTimer::timeout, this, &Incoming::expire);
    connect(socket, &QTcpSocket::readyRead, this, &Incoming::read);
    connect(
        socket, &QTcpSocket::bytesWritten, this,
        [this] {
            goOn();
            readHead();
        },
        Qt::QueuedConnection);
    connect(socket, &QTcpSocket::disconnected, this, &Incoming::finished);
    connect(socket, &CappedSocket::overflowed, this, [this] { m_socket->abort(); });
}

void unread(QTcpSocket &socket, const QByteArray &bytes)
{
    for (auto byte = bytes.crbegin(); byte != bytes.crend(); ++byte)
        socket.ungetChar(*byte);
}

Incoming::Upgrade Incoming::takeUpgrade()
{
    m_socket->disconnect(this); // Qt emits readyRead again at once (RELIABILITY 4)
    m_socket->setParent(nullptr);
    const QByteArray behindHead = m_socket->readAll();
    unread(*m_socket, m_handshake);
    m_socket->setReadBufferSize(m_handshake.size()); // it is full, so nothing more comes in meanwhile
    return {m_socket, behindHead, std::move(m_pass), m_deadline, m_lastDeadline, m_userAgent};
}

void Incoming::read()
{
    if (m_betweenRequests) {
        m_betweenRequests = false;
        m_timer.start(m_bounds.arrival);
    }
    if (m_phase == Phase::Lingering)
        m_socket->skip(m_socket->bytesAvailable());
    else if (m_phase == Phase::ReadingHead)
        readHead();
}

void Incoming::readHead()
{
    while (m_phase == Phase::ReadingHead && m_socket->bytesAvailable() > 0) {
        const QByteArray bytes = m_socket->peek(http::maxHeadBytes);
        if (bytes.startsWith(tlsHandshake)) {
            m_traffic.count(Refusal::Tls);
            m_socket->abort(); // hosts have no certificates yet
            return;
        }
        if (!saysSomethingNew(bytes, m_looked))
            return;
        m_looked = bytes.size();
        const auto head = http::parseHead(bytes);
        if (std::holds_alternative<http::Incomplete>(head))
            return;
        m_looked = 0;
        if (const auto *malformed = std::get_if<http::Malformed>(&head)) {
            answer(http::Response::text(malformed->status, malformed->why), http::Body::Send,
                   http::AfterAnswer::Close, 0);
            return;
        }
        const http::Request &request = std::get<http::Request>(head);
        if (request.path == "/ws" && request.method == "GET"
            && !m_gate.refuseHost(request, m_socket->localAddress()) && !m_gate.refuseUpgrade(request)) {
            m_userAgent = QString::fromUtf8(request.header("user-agent").value_or(QByteArray()));
            m_handshake = handshakeHead(request);
            m_socket->skip(request.headBytes);
            m_traffic.bytesIn += quint64(request.headBytes);
            m_timer.stop();
            Q_EMIT upgradeAsked();
            return;
        }
        handle(request);
    }
}

void Incoming::handle(const http::Request &request)
{
    const auto client = http::plain(m_socket->peerAddress()).isLoopback() ? http::Responder::Client::Loopback
                                                                          : http::Responder::Client::Remote;
    std::optional<http::Response> response = m_gate.refuseHost(request, m_socket->localAddress());
    if (!response && request.path == "/ws" && request.method == "GET")
        response = m_gate.refuseUpgrade(request);
    if (auto ask = response ? std::nullopt : http::readFileAsk(request)) {
        handOver(std::move(*ask), request);
        return;
    }
    if (!response)
        response = m_responder.respond(request, client);
    const bool close = response->closesConnection() || asksToClose(request) || m_lastDeadline.hasExpired();
    answer(*response, request.method == "HEAD" ? http::Body::Omit : http::Body::Send,
           close ? http::AfterAnswer::Close : http::AfterAnswer::KeepAlive, request.headBytes);
}

// Requests that came right behind this one are not the sender's to read: then it closes after its answer.
void Incoming::handOver(http::FileAsk ask, const http::Request &request)
{
    m_socket->skip(request.headBytes);
    m_traffic.bytesIn += quint64(request.headBytes);
    const bool closes = asksToClose(request) || m_lastDeadline.hasExpired() || m_socket->bytesAvailable() > 0;
    ask.after = closes ? http::AfterAnswer::Close : http::AfterAnswer::KeepAlive;
    m_files.send(SendingSocket::duplicate(m_socket->socketDescriptor()),
                 countingAddress(m_socket->peerAddress()), ask);
    m_timer.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT finished();
}

void Incoming::expectMore()
{
    m_betweenRequests = true;
    m_timer.start(m_bounds.idleAfterAnswer);
}

void Incoming::answer(const http::Response &response, http::Body body, http::AfterAnswer after, int headBytes)
{
    m_socket->skip(headBytes);
    m_traffic.bytesIn += quint64(headBytes);
    if (response.closesConnection())
        m_traffic.count(Refusal::Request);
    qCDebug(logHttp, "answered status=%d bytes=%lld", response.status, qint64(response.body.size()));
    m_closeAfterwards = after == http::AfterAnswer::Close;
    m_phase = Phase::Answering;
    m_timer.start(m_bounds.stalledAnswer);
    m_socket->sendNow(http::toBytes(response, body, after, QDateTime::currentDateTimeUtc()));
    if (m_socket->queued() == 0)
        goOn();
}

// Called when bytes went out: the next request is not looked at before the answer is with the system, so that
// a peer that asks and never reads costs no more than one answer.
void Incoming::goOn()
{
    if (m_phase != Phase::Answering)
        return;
    if (m_socket->queued() > 0) {
        m_timer.start(m_bounds.stalledAnswer);
        return;
    }
    if (m_closeAfterwards) {
        m_phase = Phase::Lingering;
        m_socket->shutDownSending();
        m_timer.start(m_bounds.linger);
        m_socket->skip(m_socket->bytesAvailable());
        return;
    }
    m_phase = Phase::ReadingHead;
    m_betweenRequests = m_socket->bytesAvailable() == 0;
    m_timer.start(m_betweenRequests ? m_bounds.idleAfterAnswer : m_bounds.arrival);
}

void Incoming::expire()
{
    if (m_betweenRequests) {
        m_socket->disconnectFromHost();
        return;
    }
    if (m_phase != Phase::Lingering)
        m_traffic.count(Refusal::Deadline);
    m_socket->abort();
}

} // namespace courtyard
