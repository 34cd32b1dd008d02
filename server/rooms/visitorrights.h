// What visitors of the help desk may say (README §9): these in their own conversation; everything else is
// forbidden, requests of later versions too. Pure; any thread.
#pragma once

#include "protocol/requests.h"

namespace courtyard {

template <typename T, typename... Allowed>
inline constexpr bool isOneOf = (std::is_same_v<T, Allowed> || ...);

inline bool mayVisitorSay(const ClientMessage &message)
{
    return std::visit(
        []<typename T>(const T &) {
            return isOneOf<T, request::Hello, request::Ping, request::Join, request::History, request::Read,
                           request::Typing, request::Post, request::Edit, request::Delete, request::React,
                           request::Files, request::People, request::Upload, request::Cancel>;
        },
        message);
}

} // namespace courtyard
