// The host's answer to a request for a WebSocket (RFC 6455 §4.2.2), which the gate has let pass. Pure; any
// thread.
#pragma once

#include "server/http/request.h"

namespace courtyard {

inline constexpr char subprotocol[] = "courtyard.v1"; // PROTOCOL §1

QByteArray switchingProtocols(const http::Request &request);

} // namespace courtyard
