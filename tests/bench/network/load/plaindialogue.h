// The protocol of the floor and of the peer `ws`, and the same inside Socket.IO's packets.
//   > {"type":"join","room":R}                        < {"type":"joined","room":R}
//   > {"type":"message","room":R,"ts":T,"text":"…"}   <
//   {"type":"message","id":N,"room":R,"text":"…","ts":T,"serverTs":T}
#pragma once

#include "dialogue.h"

namespace courtyard::bench {

class PlainDialogue : public Dialogue {
public:
    explicit PlainDialogue(const std::vector<Room> &rooms) : m_rooms(rooms) { }

    std::string path() const override { return "/"; }
    Progress begin(Clients &clients, Client &client) override;
    Progress greeted(Clients &clients, Client &client, std::string_view frame) override;
    Incoming understand(Clients &clients, Client &client, std::string_view frame) override;
    void writePost(std::string &json, const Room &room, const Marker &marker,
                   std::string_view padding) override;

protected:
    std::string joinOf(const Client &client) const
    {
        return R"({"type":"join","room":")" + m_rooms[client.room].name + "\"}";
    }

private:
    const std::vector<Room> &m_rooms;
};

// Engine.IO 4: "0" open, "2" ping, "3" pong, "40" connect, "42" event.
class SocketIoDialogue : public PlainDialogue {
public:
    using PlainDialogue::PlainDialogue;

    std::string path() const override { return "/socket.io/?EIO=4&transport=websocket"; }
    Progress begin(Clients &, Client &) override { return Progress::Waiting; }
    Progress greeted(Clients &clients, Client &client, std::string_view frame) override;
    Incoming understand(Clients &clients, Client &client, std::string_view frame) override;
    void writePost(std::string &json, const Room &room, const Marker &marker,
                   std::string_view padding) override;
};

} // namespace courtyard::bench
