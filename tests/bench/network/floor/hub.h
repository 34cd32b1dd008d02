// A chat hub written by hand on epoll: one thread, no disk, no accounts, no limits worth the name. It is the
// yardstick of the benchmark, about what the kernel allows, and speaks the plain protocol
// (load/plaindialogue.h). Never ends by itself.
#pragma once

#include "tests/bench/network/wire/frames.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace courtyard::bench {

class Hub {
public:
    explicit Hub(uint16_t port);
    ~Hub();
    Hub(const Hub &) = delete;
    Hub &operator=(const Hub &) = delete;

    uint16_t port() const;

    [[noreturn]] void serve();

private:
    struct Member;

    struct Room {
        std::string name;
        std::vector<Member *> members = {};
        std::string frames = {}; // that this turn of the loop has brought
    };

    struct Member {
        int descriptor = -1;
        bool isUpgraded = false;
        bool isBlocked = false; // the socket takes no more: EPOLLOUT will tell
        bool isGone = false;
        std::vector<Room *> rooms = {};
        std::string unread = {}, unsent = {};
    };

    void turn();
    void acceptAll();
    void receive(Member &member);
    size_t upgrade(Member &member, std::string_view bytes);
    size_t takeFrames(Member &member, char *bytes, size_t size);
    void takeFrame(Member &member, Opcode opcode, std::string_view payload);
    void takeText(Member &member, std::string_view json);
    void join(Member &member, std::string_view name);
    void post(Member &member, std::string_view name, std::string_view text, std::string_view ts);
    void sendWhatTheTurnBrought();
    void send(Member &member, std::string_view bytes);
    void sendRest(Member &member);
    void setBlocked(Member &member, bool isBlocked);
    void drop(Member &member);
    void forgetThoseGone();

    const int m_epoll;
    const int m_listener;
    uint64_t m_nextId = 1;
    std::unordered_map<int, std::unique_ptr<Member>> m_members; // by descriptor
    std::unordered_map<std::string, std::unique_ptr<Room>> m_rooms;
    std::vector<Room *> m_busyRooms;
    std::vector<int> m_gone;
    std::string m_json;
    std::vector<char> m_buffer;
};

} // namespace courtyard::bench
