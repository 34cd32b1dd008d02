#include "server/rooms/answer.h"

namespace courtyard {

void Answer::ok(const ReplyBody &body) const
{
    if (const auto to = visit())
        to->send(encodeReply(m_re, body));
}

void Answer::welcome(const answer::Welcome &welcome, const WireList &rooms) const
{
    if (const auto to = visit())
        to->send(encodeWelcome(m_re, welcome, rooms));
}

void Answer::rooms(const WireList &rooms) const
{
    if (const auto to = visit())
        to->send(encodeRooms(m_re, rooms));
}

void Answer::joined(const reply::Joined &joined, const WireList &people) const
{
    if (const auto to = visit())
        to->send(encodeJoined(m_re, joined, people));
}

void Answer::people(const WireList &people, bool more) const
{
    if (const auto to = visit())
        to->send(encodePeople(m_re, people, more));
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
