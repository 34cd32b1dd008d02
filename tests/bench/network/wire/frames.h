// WebSocket frames (RFC 6455 §5.2) in both directions: whole ones without extensions, which is all that a
// benchmark needs. Functions without state.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace courtyard::bench {

enum class Opcode : uint8_t { Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

struct FrameHead {
    size_t size = 0; // bytes before the payload, the mask included
    uint64_t length = 0; // bytes of payload
    Opcode opcode = Opcode::Text;
    bool isMasked = false;
    bool isPlain = false; // FIN and no reserved bit: a whole frame without extensions
    std::array<char, 4> mask{};
};

// Nothing while the head is not there whole.
std::optional<FrameHead> readFrameHead(std::string_view bytes);

// Masks what is plain, and the other way round.
void applyMask(char *payload, size_t size, std::array<char, 4> mask);

void appendServerFrame(std::string &out, std::string_view payload, Opcode opcode = Opcode::Text);
void appendClientFrame(std::string &out, std::string_view payload, Opcode opcode = Opcode::Text);

} // namespace courtyard::bench
