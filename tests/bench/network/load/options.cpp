#include "options.h"

#include <charconv>
#include <map>
#include <string_view>

namespace courtyard::bench {

namespace {

using Target = std::variant<int *, double *, std::string *, Protocol *>;

std::map<std::string_view, Target> targetsIn(Options &options)
{
    return {
        {"--host", &options.host},
        {"--port", &options.port},
        {"--protocol", &options.protocol},
        {"--pid", &options.pid},
        {"--rooms", &options.rooms},
        {"--members", &options.members},
        {"--senders", &options.senders},
        {"--idle", &options.idle},
        {"--idle-room-size", &options.idleRoomSize},
        {"--room", &options.room},
        {"--bytes", &options.bytes},
        {"--window", &options.window},
        {"--rate", &options.rate},
        {"--in-flight", &options.inFlight},
        {"--sources", &options.sources},
        {"--warm", &options.warm},
        {"--seconds", &options.seconds},
        {"--drain", &options.drain},
        {"--patience", &options.patience},
        {"--nap", &options.nap},
        {"--beat", &options.beat},
    };
}

template <typename Number>
bool readNumber(std::string_view text, Number &number)
{
    const char *end = text.data() + text.size();
    return std::from_chars(text.data(), end, number).ptr == end && !text.empty() && number >= 0;
}

struct Reader {
    std::string_view text;

    bool operator()(int *number) const { return readNumber(text, *number); }
    bool operator()(double *number) const { return readNumber(text, *number); }
    bool operator()(std::string *words) const { return words->assign(text), true; }
    bool operator()(Protocol *protocol) const
    {
        static const std::map<std::string_view, Protocol> names{
            {"plain", Protocol::Plain}, {"socketio", Protocol::SocketIo}, {"courtyard", Protocol::Courtyard}};
        const auto found = names.find(text);
        if (found != names.end())
            *protocol = found->second;
        return found != names.end();
    }
};

// What is wrong with them together; empty: nothing.
std::string complaintAbout(const Options &options)
{
    if (options.port == 0)
        return "--port is needed";
    if (options.rooms == 0 || options.window == 0 || options.inFlight == 0 || options.idleRoomSize == 0)
        return "--rooms, --window, --in-flight and --idle-room-size need 1 or more";
    if (options.senders > options.members)
        return "a room has no more senders than members";
    if (options.sources > 250)
        return "--sources: 250 at most";
    return {};
}

} // namespace

std::variant<Options, WrongArguments> parseOptions(int count, char **arguments)
{
    Options options;
    const auto targets = targetsIn(options);
    for (int i = 1; i < count; i += 2) {
        const auto target = targets.find(arguments[i]);
        if (target == targets.end())
            return WrongArguments{std::string("no such option: ") + arguments[i]};
        if (i + 1 == count || !std::visit(Reader{arguments[i + 1]}, target->second))
            return WrongArguments{std::string("no good value: ") + arguments[i]};
    }
    if (std::string complaint = complaintAbout(options); !complaint.empty())
        return WrongArguments{std::move(complaint)};
    return options;
}

} // namespace courtyard::bench
