// The command line of the load generator.
#pragma once

#include <string>
#include <variant>

namespace courtyard::bench {

enum class Protocol { Plain, SocketIo, Courtyard };

struct Options {
    std::string host = "127.0.0.1";
    int port = 0;
    Protocol protocol = Protocol::Plain; // --protocol plain, socketio or courtyard
    int pid = 0; // of the server, to tell what it uses; 0: unknown

    // Who is there
    int rooms = 1; // measured ones
    int members = 10; // of each
    int senders = 1; // of each; they are members, too
    int idle = 0; // further connections that only listen, in rooms of their own
    int idleRoomSize = 100; // how many of them share one
    std::string room = "bench"; // rooms are called bench-0, bench-1, …, bench-idle-0, …

    // What is said
    int bytes = 64; // of text in a message
    int window = 1; // closed loop: so many messages of a sender are under way
    double rate = 0; // open loop instead: messages a second, of all senders together

    // How they come in
    int inFlight = 128; // so many at once
    int sources = 64; // from 127.0.0.2, 127.0.0.3, …; 0: from the system's choice

    // Seconds
    double warm = 0.25;
    double seconds = 1; // measured
    double drain = 60; // at most, for what is under way
    double patience = 60; // until everybody is in

    int nap = 0; // microseconds of sleep between looks, so that deliveries gather as they do for a thousand
                 // real clients
    int beat = 0; // seconds from one beat of Courtyard's to the next; 0: none, as from the other servers
};

struct WrongArguments {
    std::string why;
};

std::variant<Options, WrongArguments> parseOptions(int count, char **arguments);

} // namespace courtyard::bench
