// Thousands of WebSocket clients on one epoll: they connect, upgrade, cut frames apart and send. Of chat they
// know nothing. One thread. The Client objects belong to whoever opens them, and stay where they are as long
// as Clients lives.
#pragma once

#include "tests/bench/network/wire/frames.h"

#include <cstdint>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <vector>

namespace courtyard::bench {

struct Client {
    enum class Phase : uint8_t { Unused, Connecting, Upgrading, Greeting, Ready, Gone };

    Phase phase = Phase::Unused;
    bool isBlocked = false; // the socket takes no more: EPOLLOUT will tell
    int descriptor = -1;
    uint32_t number = 0;
    uint32_t room = 0; // index
    uint32_t place = 0; // among the members of its room
    uint64_t nextSeq = 0; // of the room's next event; a count of messages where the protocol has no numbers
    std::vector<uint32_t> nextFrom; // of each sender's next message, by the sender's own count
    std::string unread, unsent;
};

class ClientEvents {
public:
    virtual ~ClientEvents() = default;
    virtual void upgraded(Client &client) = 0;
    virtual void textReceived(Client &client, std::string_view text) = 0;
    virtual void clientLost(Client &client, Client::Phase phase) = 0; // the phase before
};

struct Target {
    std::string host; // an IPv4 address
    int port = 0;
    std::string path;
    std::string subprotocol; // offered where not empty
    int sources = 0;
};

class Clients {
public:
    Clients(Target target, ClientEvents &events);
    ~Clients();
    Clients(const Clients &) = delete;
    Clients &operator=(const Clients &) = delete;

    void open(Client &client);
    void sendText(Client &client, std::string_view text) { sendFrame(client, text, Opcode::Text); }
    void drop(Client &client, std::string_view why);

    // Waits for at most `nanoseconds` and handles what came; how many clients had something.
    int poll(uint64_t nanoseconds);

    // When the bytes that are being handed out came in.
    uint64_t arrival() const { return m_arrival; }

    static constexpr int mostInOnePoll = 512;

private:
    void bindSource(const Client &client);
    void handle(Client &client, uint32_t events);
    void connected(Client &client);
    void receive(Client &client);
    size_t take(Client &client, std::string_view bytes);
    size_t takeUpgradeReply(Client &client, std::string_view bytes);
    void takeFrame(Client &client, const FrameHead &head, std::string_view payload);
    void sendFrame(Client &client, std::string_view payload, Opcode opcode);
    void send(Client &client, std::string_view bytes);
    void sendRest(Client &client);
    void watch(Client &client, int operation, bool isBlocked);

    const Target m_target;
    ClientEvents &m_events;
    const int m_epoll;
    sockaddr_in m_address{};
    std::vector<char> m_buffer;
    std::string m_frame;
    uint64_t m_arrival = 0;
    int m_complaints = 0;
};

} // namespace courtyard::bench
