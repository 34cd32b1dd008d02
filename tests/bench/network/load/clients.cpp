#include "clients.h"

#include "clock.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace courtyard::bench {

namespace {

constexpr size_t bufferSize = 8u << 20;
constexpr int mostComplaints = 3; // where thousands fail, the first few say why

// The example of RFC 6455 §1.3.
constexpr std::string_view sampleKey = "dGhlIHNhbXBsZSBub25jZQ==",
                           sampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

[[noreturn]] void giveUp(const char *what)
{
    std::perror(what);
    std::exit(1);
}

sockaddr_in addressOf(const Target &target)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(target.port));
    if (inet_pton(AF_INET, target.host.c_str(), &address.sin_addr) != 1)
        giveUp("--host needs an IPv4 address");
    return address;
}

void setOption(int descriptor, int level, int option)
{
    const int on = 1;
    setsockopt(descriptor, level, option, &on, sizeof on);
}

} // namespace

Clients::Clients(Target target, ClientEvents &events)
    : m_target(std::move(target)), m_events(events), m_epoll(epoll_create1(EPOLL_CLOEXEC)),
      m_address(addressOf(m_target)), m_buffer(bufferSize)
{ }

Clients::~Clients()
{
    close(m_epoll);
}

void Clients::open(Client &client)
{
    client.descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (client.descriptor < 0)
        giveUp("socket (see ulimit -n)");
    setOption(client.descriptor, IPPROTO_TCP, TCP_NODELAY);
    client.phase = Client::Phase::Connecting;
    bindSource(client);
    const auto *address = reinterpret_cast<const sockaddr *>(&m_address);
    if (connect(client.descriptor, address, sizeof m_address) != 0 && errno != EINPROGRESS)
        return drop(client, std::strerror(errno));
    watch(client, EPOLL_CTL_ADD, true); // after connect: a socket of no connection counts as hung up
}

// All of 127.0.0.0/8 is this machine, so one process can come from many addresses.
void Clients::bindSource(const Client &client)
{
    if (m_target.sources == 0 || !m_target.host.starts_with("127."))
        return;
    setOption(client.descriptor, SOL_IP, IP_BIND_ADDRESS_NO_PORT);
    sockaddr_in source{};
    source.sin_family = AF_INET;
    source.sin_addr.s_addr = htonl(0x7f000002u + client.number % uint32_t(m_target.sources));
    if (bind(client.descriptor, reinterpret_cast<sockaddr *>(&source), sizeof source) != 0)
        giveUp("bind");
}

void Clients::drop(Client &client, std::string_view why)
{
    const Client::Phase phase = client.phase;
    client.phase = Client::Phase::Gone;
    close(client.descriptor);
    client.descriptor = -1;
    if (m_complaints++ < mostComplaints)
        std::fprintf(stderr, "connection %u: %.*s\n", client.number, int(why.size()), why.data());
    m_events.clientLost(client, phase);
}

int Clients::poll(uint64_t nanoseconds)
{
    const timespec wait{time_t(nanoseconds / 1'000'000'000), long(nanoseconds % 1'000'000'000)};
    epoll_event events[mostInOnePoll];
    const int count = epoll_pwait2(m_epoll, events, mostInOnePoll, &wait, nullptr);
    for (int i = 0; i < count; ++i)
        handle(*static_cast<Client *>(events[i].data.ptr), events[i].events);
    return std::max(count, 0);
}

void Clients::handle(Client &client, uint32_t events)
{
    if (client.phase == Client::Phase::Connecting)
        return connected(client);
    if ((events & EPOLLOUT) && client.descriptor >= 0)
        sendRest(client);
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) && client.descriptor >= 0)
        receive(client);
}

void Clients::connected(Client &client)
{
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(client.descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0)
        return drop(client, std::strerror(error));
    watch(client, EPOLL_CTL_MOD, false);
    client.phase = Client::Phase::Upgrading;
    std::string request = "GET " + m_target.path + " HTTP/1.1\r\nHost: " + m_target.host + ":"
        + std::to_string(m_target.port)
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ";
    request.append(sampleKey).append("\r\n");
    if (!m_target.subprotocol.empty())
        request += "Sec-WebSocket-Protocol: " + m_target.subprotocol + "\r\n";
    send(client, request + "\r\n");
}

// Edge triggered: until there is nothing left.
void Clients::receive(Client &client)
{
    for (;;) {
        const size_t kept = client.unread.size();
        std::memcpy(m_buffer.data(), client.unread.data(), kept);
        const size_t space = m_buffer.size() - kept;
        if (space == 0)
            return drop(client, "a frame larger than the generator's buffer");
        const ssize_t got = recv(client.descriptor, m_buffer.data() + kept, space, MSG_DONTWAIT);
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0)
            return drop(client, got == 0 ? "the server ended the connection" : std::strerror(errno));
        m_arrival = now();
        const std::string_view bytes(m_buffer.data(), kept + size_t(got));
        const size_t used = take(client, bytes);
        if (client.descriptor < 0)
            return;
        if (used < bytes.size())
            client.unread.assign(bytes.substr(used));
        else if (kept > 0)
            std::string().swap(client.unread);
        if (size_t(got) < space)
            return;
    }
}

// How many bytes are used up.
size_t Clients::take(Client &client, std::string_view bytes)
{
    size_t used = 0;
    if (client.phase == Client::Phase::Upgrading) {
        used = takeUpgradeReply(client, bytes);
        if (used == 0)
            return 0;
        client.phase = Client::Phase::Greeting;
        m_events.upgraded(client);
    }
    while (client.descriptor >= 0) {
        const std::string_view rest = bytes.substr(used);
        const auto head = readFrameHead(rest);
        if (!head || rest.size() - head->size < head->length)
            break;
        takeFrame(client, *head, rest.substr(head->size, head->length));
        used += head->size + head->length;
    }
    return used;
}

// 0 while it is not there whole, or where it refuses.
size_t Clients::takeUpgradeReply(Client &client, std::string_view bytes)
{
    const size_t end = bytes.find("\r\n\r\n");
    if (end == bytes.npos)
        return 0;
    const std::string_view reply = bytes.substr(0, end);
    const bool isAccepted = reply.starts_with("HTTP/1.1 101") && reply.find(sampleAccept) != reply.npos
        && (m_target.subprotocol.empty() || reply.find(m_target.subprotocol) != reply.npos);
    if (!isAccepted) {
        drop(client, reply.substr(0, reply.find("\r\n")));
        return 0;
    }
    return end + 4;
}

void Clients::takeFrame(Client &client, const FrameHead &head, std::string_view payload)
{
    if (head.isMasked || !head.isPlain)
        return drop(client, "a masked, extended or fragmented frame");
    switch (head.opcode) {
    case Opcode::Text:
        return m_events.textReceived(client, payload);
    case Opcode::Ping:
        return sendFrame(client, payload, Opcode::Pong);
    case Opcode::Pong:
        return;
    case Opcode::Close:
        return drop(client,
                    "a close frame: " + std::string(payload.substr(std::min<size_t>(payload.size(), 2))));
    case Opcode::Binary:
        break;
    }
    drop(client, "a frame of another kind");
}

void Clients::sendFrame(Client &client, std::string_view payload, Opcode opcode)
{
    m_frame.clear();
    appendClientFrame(m_frame, payload, opcode);
    send(client, m_frame);
}

void Clients::send(Client &client, std::string_view bytes)
{
    if (client.descriptor < 0)
        return;
    client.unsent.append(bytes);
    if (!client.isBlocked)
        sendRest(client);
}

void Clients::sendRest(Client &client)
{
    const ssize_t sent =
        ::send(client.descriptor, client.unsent.data(), client.unsent.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN)
        return drop(client, std::strerror(errno));
    client.unsent.erase(0, size_t(std::max<ssize_t>(sent, 0)));
    if (client.isBlocked == client.unsent.empty())
        watch(client, EPOLL_CTL_MOD, !client.unsent.empty());
}

void Clients::watch(Client &client, int operation, bool isBlocked)
{
    client.isBlocked = isBlocked;
    epoll_event event{};
    event.events = EPOLLIN | EPOLLET;
    if (isBlocked)
        event.events |= EPOLLOUT;
    event.data.ptr = &client;
    epoll_ctl(m_epoll, operation, client.descriptor, &event);
}

} // namespace courtyard::bench
