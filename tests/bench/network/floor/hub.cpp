#include "hub.h"

#include "handshake.h"
#include "tests/bench/network/wire/jsonslices.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace courtyard::bench {

namespace {

constexpr size_t bufferSize = 1u << 16;
constexpr size_t largestFrame = bufferSize / 2;
constexpr size_t mostUnsent = 16u << 20;
constexpr int backlog = 4096;
constexpr int eventsInOneTurn = 256;

int listenOn(uint16_t port)
{
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // whatever is accepted inherits it
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0
        || listen(listener, backlog) != 0) {
        std::perror("listen");
        std::exit(1);
    }
    return listener;
}

void watch(int epoll, int operation, int descriptor, void *whose, uint32_t events)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = whose;
    epoll_ctl(epoll, operation, descriptor, &event);
}

void appendNumber(std::string &out, uint64_t number)
{
    std::array<char, 24> digits{};
    out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr);
}

} // namespace

Hub::Hub(uint16_t port)
    : m_epoll(epoll_create1(EPOLL_CLOEXEC)), m_listener(listenOn(port)), m_buffer(bufferSize)
{
    watch(m_epoll, EPOLL_CTL_ADD, m_listener, nullptr, EPOLLIN);
}

Hub::~Hub()
{
    for (const auto &[descriptor, member] : m_members)
        close(descriptor);
    close(m_listener);
    close(m_epoll);
}

uint16_t Hub::port() const
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

void Hub::serve()
{
    for (;;)
        turn();
}

void Hub::turn()
{
    std::array<epoll_event, eventsInOneTurn> events{};
    const int count = epoll_wait(m_epoll, events.data(), eventsInOneTurn, -1);
    for (int i = 0; i < count; ++i) {
        auto *member = static_cast<Member *>(events[size_t(i)].data.ptr);
        if (!member) {
            acceptAll();
            continue;
        }
        if (events[size_t(i)].events & EPOLLOUT)
            sendRest(*member);
        if (events[size_t(i)].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
            receive(*member);
    }
    sendWhatTheTurnBrought();
    forgetThoseGone();
}

void Hub::acceptAll()
{
    for (;;) {
        const int descriptor = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0)
            return;
        auto &member = m_members[descriptor] = std::make_unique<Member>(Member{.descriptor = descriptor});
        watch(m_epoll, EPOLL_CTL_ADD, descriptor, member.get(), EPOLLIN);
    }
}

void Hub::receive(Member &member)
{
    if (member.isGone)
        return;
    const size_t kept = member.unread.size();
    std::memcpy(m_buffer.data(), member.unread.data(), kept);
    const ssize_t got = recv(member.descriptor, m_buffer.data() + kept, m_buffer.size() - kept, MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN)
        return;
    if (got <= 0)
        return drop(member);
    const size_t size = kept + size_t(got);
    size_t used = member.isUpgraded ? 0 : upgrade(member, {m_buffer.data(), size});
    if (member.isUpgraded)
        used += takeFrames(member, m_buffer.data() + used, size - used);
    if (size - used > largestFrame)
        return drop(member);
    // Whoever says nothing has no memory here.
    std::string(m_buffer.data() + used, size - used).swap(member.unread);
}

// How many bytes are used up: 0 while the head is not there whole.
size_t Hub::upgrade(Member &member, std::string_view bytes)
{
    const size_t end = bytes.find("\r\n\r\n");
    if (end == bytes.npos)
        return 0;
    const std::string reply = upgradeReply(bytes.substr(0, end + 2));
    if (reply.empty()) {
        drop(member);
        return 0;
    }
    member.isUpgraded = true;
    send(member, reply);
    return end + 4;
}

// How many bytes are used up.
size_t Hub::takeFrames(Member &member, char *bytes, size_t size)
{
    size_t used = 0;
    while (!member.isGone) {
        const auto head = readFrameHead({bytes + used, size - used});
        if (!head || (head->length <= largestFrame && size - used < head->size + head->length))
            break;
        if (!head->isMasked || !head->isPlain || head->length > largestFrame) {
            drop(member);
            break;
        }
        char *payload = bytes + used + head->size;
        applyMask(payload, head->length, head->mask);
        takeFrame(member, head->opcode, {payload, head->length});
        used += head->size + head->length;
    }
    return used;
}

void Hub::takeFrame(Member &member, Opcode opcode, std::string_view payload)
{
    if (opcode == Opcode::Text) {
        takeText(member, payload);
    } else if (opcode == Opcode::Ping) {
        std::string pong;
        appendServerFrame(pong, payload, Opcode::Pong);
        send(member, pong);
    } else if (opcode != Opcode::Pong) {
        drop(member);
    }
}

void Hub::takeText(Member &member, std::string_view json)
{
    std::string_view type, room, text, ts = "0";
    const bool isWhole = forEachField(json, [&](std::string_view name, std::string_view value) {
        if (name == "type")
            type = value;
        else if (name == "room")
            room = value;
        else if (name == "text")
            text = value;
        else if (name == "ts")
            ts = value;
    });
    if (isWhole && type == "join")
        join(member, room);
    else if (isWhole && type == "message")
        post(member, room, text, ts);
}

void Hub::join(Member &member, std::string_view name)
{
    auto &room = m_rooms[std::string(name)];
    if (!room)
        room = std::make_unique<Room>(Room{.name = std::string(name)});
    room->members.push_back(&member);
    member.rooms.push_back(room.get());
    std::string frame;
    appendServerFrame(frame, R"({"type":"joined","room":")" + room->name + "\"}");
    send(member, frame);
}

// The text goes out as it came in, still escaped: nothing is decoded, nothing encoded.
void Hub::post(Member &member, std::string_view name, std::string_view text, std::string_view ts)
{
    const auto found = std::ranges::find(member.rooms, name, &Room::name);
    if (found == member.rooms.end())
        return;
    Room &room = **found;
    const auto time = std::chrono::system_clock::now().time_since_epoch();
    m_json.assign(R"({"type":"message","id":)");
    appendNumber(m_json, m_nextId++);
    m_json.append(R"(,"room":")").append(name).append(R"(","text":")").append(text);
    m_json.append(R"(","ts":)").append(ts).append(R"(,"serverTs":)");
    appendNumber(m_json, uint64_t(std::chrono::duration_cast<std::chrono::milliseconds>(time).count()));
    m_json.push_back('}');
    if (room.frames.empty())
        m_busyRooms.push_back(&room);
    appendServerFrame(room.frames, m_json);
}

// One write for each member, whatever the turn has brought to its room.
void Hub::sendWhatTheTurnBrought()
{
    for (Room *room : m_busyRooms) {
        for (Member *member : room->members)
            send(*member, room->frames);
        room->frames.clear();
    }
    m_busyRooms.clear();
}

void Hub::send(Member &member, std::string_view bytes)
{
    if (member.isGone)
        return;
    if (!member.isBlocked) {
        const ssize_t sent =
            ::send(member.descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN)
            return drop(member);
        bytes.remove_prefix(size_t(std::max<ssize_t>(sent, 0)));
        if (bytes.empty())
            return;
    }
    if (member.unsent.size() > mostUnsent)
        return drop(member);
    member.unsent.append(bytes);
    setBlocked(member, true);
}

void Hub::sendRest(Member &member)
{
    if (member.isGone || !member.isBlocked)
        return;
    const ssize_t sent =
        ::send(member.descriptor, member.unsent.data(), member.unsent.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN)
        return drop(member);
    member.unsent.erase(0, size_t(std::max<ssize_t>(sent, 0)));
    if (!member.unsent.empty())
        return;
    std::string().swap(member.unsent);
    setBlocked(member, false);
}

void Hub::setBlocked(Member &member, bool isBlocked)
{
    if (member.isBlocked == isBlocked)
        return;
    member.isBlocked = isBlocked;
    watch(m_epoll, EPOLL_CTL_MOD, member.descriptor, &member, isBlocked ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

// Only marks it: rooms that are being walked through still point at it, and its descriptor must not be
// another's yet.
void Hub::drop(Member &member)
{
    if (!member.isGone)
        m_gone.push_back(member.descriptor);
    member.isGone = true;
}

void Hub::forgetThoseGone()
{
    for (int descriptor : m_gone) {
        const auto found = m_members.find(descriptor);
        for (Room *room : found->second->rooms)
            std::erase(room->members, found->second.get());
        m_members.erase(found);
        close(descriptor);
    }
    m_gone.clear();
}

} // namespace courtyard::bench
