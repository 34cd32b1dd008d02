// What a frame means to somebody who is in: a message of ours is known by the marker that its text begins
// with.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace courtyard::bench {

// @@ sender (4 digits) number (8) sent (16), in hexadecimal.
struct Marker {
    uint32_t sender = 0;
    uint32_t number = 0; // by the sender's own count, from 0
    uint64_t sent = 0; // nanoseconds

    static constexpr std::string_view sign = "@@";
    static constexpr size_t size = sign.size() + 4 + 8 + 16;

    void appendTo(std::string &out) const
    {
        out += sign;
        appendHex(out, sender, 4);
        appendHex(out, number, 8);
        appendHex(out, sent, 16);
    }

    static std::optional<Marker> from(std::string_view text)
    {
        if (text.size() < size || !text.starts_with(sign))
            return {};
        return Marker{uint32_t(hexIn(text.substr(2, 4))), uint32_t(hexIn(text.substr(6, 8))),
                      hexIn(text.substr(14, 16))};
    }

private:
    static void appendHex(std::string &out, uint64_t value, int digits)
    {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
            out += "0123456789abcdef"[value >> shift & 15];
    }

    static uint64_t hexIn(std::string_view text)
    {
        uint64_t value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value, 16);
        return value;
    }
};

struct Incoming {
    enum class Kind : uint8_t {
        Message, // one of ours: `marker`, `seq`
        Event, // something else with a number in the room's log: `seq`
        Ok, // the post `number` of this client is kept
        TryAgain, // the post `number` is to be sent again after `retry`
        Refused, // the post `number` came to nothing
        Presence,
        Other,
        Nonsense,
    };
    Kind kind = Kind::Other;
    Marker marker = {};
    uint64_t seq = 0; // 0: the protocol has no numbers
    uint64_t number = 0;
    uint64_t retry = 0; // milliseconds
};

} // namespace courtyard::bench
