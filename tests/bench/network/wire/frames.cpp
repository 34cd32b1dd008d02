#include "frames.h"

#include <cstring>

namespace courtyard::bench {

namespace {

constexpr uint8_t finBit = 0x80, reservedBits = 0x70, opcodeBits = 0x0f, maskBit = 0x80, lengthBits = 0x7f;
constexpr uint8_t sixteenBitLength = 126, sixtyFourBitLength = 127;

// A fixed mask will do: masking protects proxies from hostile pages (RFC 6455 §10.3), and this is none.
constexpr std::array<char, 4> fixedMask{0x37, char(0xfa), 0x21, 0x3d};

void appendHead(std::string &out, uint64_t length, Opcode opcode, uint8_t masked)
{
    const int width = length < sixteenBitLength ? 0 : length <= UINT16_MAX ? 2 : 8;
    out.push_back(char(finBit | uint8_t(opcode)));
    out.push_back(char(masked
                       | (width == 0       ? uint8_t(length)
                              : width == 2 ? sixteenBitLength
                                           : sixtyFourBitLength)));
    for (int i = width - 1; i >= 0; --i)
        out.push_back(char(length >> (8 * i)));
}

} // namespace

std::optional<FrameHead> readFrameHead(std::string_view bytes)
{
    if (bytes.size() < 2)
        return {};
    const auto first = uint8_t(bytes[0]), second = uint8_t(bytes[1]);
    FrameHead head;
    head.isPlain = (first & finBit) && !(first & reservedBits);
    head.opcode = Opcode(first & opcodeBits);
    head.isMasked = second & maskBit;
    head.length = second & lengthBits;
    const size_t width = head.length == sixteenBitLength ? 2 : head.length == sixtyFourBitLength ? 8 : 0;
    head.size = 2 + width + (head.isMasked ? head.mask.size() : 0);
    if (bytes.size() < head.size)
        return {};
    if (width > 0)
        head.length = 0;
    for (size_t i = 0; i < width; ++i)
        head.length = head.length << 8 | uint8_t(bytes[2 + i]);
    if (head.isMasked)
        std::memcpy(head.mask.data(), bytes.data() + 2 + width, head.mask.size());
    return head;
}

void applyMask(char *payload, size_t size, std::array<char, 4> mask)
{
    std::array<char, 8> doubled{};
    std::memcpy(doubled.data(), mask.data(), 4);
    std::memcpy(doubled.data() + 4, mask.data(), 4);
    uint64_t wide = 0;
    std::memcpy(&wide, doubled.data(), sizeof wide);
    size_t at = 0;
    for (; at + sizeof wide <= size; at += sizeof wide) {
        uint64_t eight = 0;
        std::memcpy(&eight, payload + at, sizeof eight);
        eight ^= wide;
        std::memcpy(payload + at, &eight, sizeof eight);
    }
    for (; at < size; ++at)
        payload[at] = char(payload[at] ^ mask[at % 4]);
}

void appendServerFrame(std::string &out, std::string_view payload, Opcode opcode)
{
    appendHead(out, payload.size(), opcode, 0);
    out.append(payload);
}

void appendClientFrame(std::string &out, std::string_view payload, Opcode opcode)
{
    appendHead(out, payload.size(), opcode, maskBit);
    out.append(fixedMask.data(), fixedMask.size());
    const size_t begin = out.size();
    out.append(payload);
    applyMask(out.data() + begin, payload.size(), fixedMask);
}

} // namespace courtyard::bench
