// How the generator speaks with one kind of server: comes in, posts, and understands what it hears.
// One object serves all clients of a run, in the generator's thread.
#pragma once

#include "clients.h"
#include "incoming.h"
#include "later.h"
#include "options.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace courtyard::bench {

struct Room {
    std::string name; // needs no escaping
    std::string id = {}; // what the server calls it; empty until known
    uint64_t head = 0; // the last number of its log, when we looked
};

enum class Progress { Waiting, In, Failed };

class Dialogue {
public:
    virtual ~Dialogue() = default;

    virtual std::string path() const = 0;
    virtual std::string subprotocol() const { return {}; }

    // Until then only the first client comes in.
    virtual bool isOpenToAll() const { return true; }

    // How often the server put something off.
    virtual uint64_t putOff() const { return 0; }

    virtual Progress begin(Clients &clients, Client &client) = 0;
    virtual Progress greeted(Clients &clients, Client &client, std::string_view frame) = 0;
    virtual Incoming understand(Clients &clients, Client &client, std::string_view frame) = 0;
    virtual void writePost(std::string &json, const Room &room, const Marker &marker,
                           std::string_view padding) = 0;
};

std::unique_ptr<Dialogue> makeDialogue(const Options &options, std::vector<Room> &rooms, Later &later);

} // namespace courtyard::bench
