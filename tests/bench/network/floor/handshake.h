// The server's half of the opening handshake (RFC 6455 §4.2.2).
#pragma once

#include <string>
#include <string_view>

namespace courtyard::bench {

// The answer to the lines of an upgrade request; empty where it is none.
std::string upgradeReply(std::string_view lines);

} // namespace courtyard::bench
