#include "server/rooms/answer.h"

namespace courtyard {

void Answer::ok(const ReplyBody &body) const
{
    if (const auto to = visit())
        to->send(encodeReply(m_re, body));
}

void Answer::welcome(const answer::Welcome &welcome) const
{
    if (const auto to = visit())
        to->send(encodeWelcome(m_re, welcome));
}

void Answer::pong(const answer::Pong &pong) const
{
    if (const auto to = visit())
        to->send(encodePong(m_re, pong));
}

void Answer::error(const answer::Error &error) const
{
    if (const auto to = visit())
        to->send(encodeError(m_re, error));
}

} // namespace courtyard
