#include "plaindialogue.h"

namespace courtyard::bench {

namespace {

bool isPingAnswered(Clients &clients, Client &client, std::string_view frame)
{
    if (frame != "2")
        return false;
    clients.sendText(client, "3");
    return true;
}

} // namespace

Progress PlainDialogue::begin(Clients &clients, Client &client)
{
    clients.sendText(client, joinOf(client));
    return Progress::Waiting;
}

Progress PlainDialogue::greeted(Clients &, Client &, std::string_view frame)
{
    return frame.find(R"("joined")") != frame.npos ? Progress::In : Progress::Waiting;
}

Incoming PlainDialogue::understand(Clients &, Client &, std::string_view frame)
{
    const size_t at = frame.find(Marker::sign);
    const auto marker = at == frame.npos ? std::nullopt : Marker::from(frame.substr(at));
    if (!marker)
        return {.kind = Incoming::Kind::Nonsense};
    return {.kind = Incoming::Kind::Message, .marker = *marker};
}

void PlainDialogue::writePost(std::string &json, const Room &room, const Marker &marker,
                              std::string_view padding)
{
    json.append(R"({"type":"message","room":")").append(room.name).append(R"(","ts":1700000000000,"text":")");
    marker.appendTo(json);
    json.append(padding).append("\"}");
}

Progress SocketIoDialogue::greeted(Clients &clients, Client &client, std::string_view frame)
{
    if (isPingAnswered(clients, client, frame))
        return Progress::Waiting;
    if (frame.starts_with("0"))
        clients.sendText(client, "40");
    else if (frame.starts_with("40"))
        clients.sendText(client, "42[\"join\"," + joinOf(client) + "]");
    return PlainDialogue::greeted(clients, client, frame);
}

Incoming SocketIoDialogue::understand(Clients &clients, Client &client, std::string_view frame)
{
    return isPingAnswered(clients, client, frame) ? Incoming{}
                                                  : PlainDialogue::understand(clients, client, frame);
}

void SocketIoDialogue::writePost(std::string &json, const Room &room, const Marker &marker,
                                 std::string_view padding)
{
    json += "42[\"message\",";
    PlainDialogue::writePost(json, room, marker, padding);
    json += "]";
}

} // namespace courtyard::bench
