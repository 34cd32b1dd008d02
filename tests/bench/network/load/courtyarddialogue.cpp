#include "courtyarddialogue.h"

#include "clock.h"
#include "tests/bench/network/wire/jsonslices.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <unistd.h>

namespace courtyard::bench {

namespace {

// A request's number says what it was, so that an answer needs no table.
constexpr uint64_t helloId = 1, joinId = 2, roomsId = 3, firstCreateId = 1000, firstPostId = 1'000'000;

constexpr uint64_t defaultRetry = 100; // milliseconds
constexpr int mostComplaints = 3;

// A host keeps its members: no name may come twice. Digits and a to f only, so that no two look alike.
std::string newName()
{
    std::array<char, 40> name{};
    std::snprintf(name.data(), name.size(), "load-%llx",
                  static_cast<unsigned long long>(now() / 1000 * 100'000 + uint64_t(getpid()) % 100'000));
    return name.data();
}

} // namespace

struct CourtyardDialogue::Fields {
    std::string_view type, room, rooms, kind, text, key, code, seq, id, name, head, re, retry;

    uint64_t answers() const { return numberIn(re); }
    bool isPutOff() const { return code == "rate_limited" || code == "busy"; }
    uint64_t retryAfter() const { return retry.empty() ? defaultRetry : numberIn(retry); }
};

CourtyardDialogue::Fields CourtyardDialogue::fieldsOf(std::string_view json)
{
    using Wanted = std::pair<std::string_view, std::string_view Fields::*>;
    static constexpr auto wanted = std::to_array<Wanted>({{"type", &Fields::type},
                                                          {"seq", &Fields::seq},
                                                          {"text", &Fields::text},
                                                          {"room", &Fields::room},
                                                          {"key", &Fields::key},
                                                          {"kind", &Fields::kind},
                                                          {"re", &Fields::re},
                                                          {"code", &Fields::code},
                                                          {"retry", &Fields::retry},
                                                          {"id", &Fields::id},
                                                          {"name", &Fields::name},
                                                          {"head", &Fields::head},
                                                          {"rooms", &Fields::rooms}});
    Fields fields;
    const bool isWhole = forEachField(json, [&](std::string_view name, std::string_view value) {
        const auto *found = std::ranges::find(wanted, name, &Wanted::first);
        if (found != wanted.end())
            fields.*(found->second) = value;
    });
    return isWhole ? fields : Fields{};
}

CourtyardDialogue::CourtyardDialogue(std::vector<Room> &rooms, Later &later, int beat)
    : m_rooms(rooms), m_later(later), m_beat(beat), m_name(newName()), m_areRoomsKnown(rooms.empty())
{ }

Progress CourtyardDialogue::begin(Clients &clients, Client &client)
{
    request(clients, client, helloId);
    return Progress::Waiting;
}

Progress CourtyardDialogue::greeted(Clients &clients, Client &client, std::string_view frame)
{
    const Fields fields = fieldsOf(frame);
    if (fields.type == "welcome")
        return welcomed(clients, client, fields);
    if (fields.type == "ok")
        return answered(clients, client, fields);
    if (fields.type == "error")
        return refused(clients, client, fields);
    return fields.type == "bye" ? complain(client, frame) : Progress::Waiting;
}

Incoming CourtyardDialogue::understand(Clients &, Client &client, std::string_view frame)
{
    const Fields fields = fieldsOf(frame);
    if (fields.type == "event")
        return eventIn(client, fields);
    if (fields.type == "presence" || fields.type == "presences")
        return {.kind = Incoming::Kind::Presence};
    if (fields.type == "ok" && fields.answers() >= firstPostId)
        return {.kind = Incoming::Kind::Ok, .number = fields.answers() - firstPostId};
    if (fields.type == "error")
        return errorIn(client, fields);
    if (fields.type == "bye")
        complain(client, frame);
    return {.kind = fields.type.empty() ? Incoming::Kind::Nonsense : Incoming::Kind::Other};
}

void CourtyardDialogue::writePost(std::string &json, const Room &room, const Marker &marker,
                                  std::string_view padding)
{
    json.append(R"({"type":"post","id":)").append(std::to_string(firstPostId + marker.number));
    json.append(R"(,"room":")").append(room.id).append(R"(","key":")").append(m_name).append("-");
    json.append(std::to_string(marker.number)).append(R"(","text":")");
    marker.appendTo(json);
    json.append(padding).append("\"}");
}

void CourtyardDialogue::request(Clients &clients, Client &client, uint64_t id)
{
    clients.sendText(client, "{\"id\":" + std::to_string(id) + ",\"type\":" + requestFor(client, id) + "}");
}

std::string CourtyardDialogue::requestFor(const Client &client, uint64_t id) const
{
    if (id == helloId)
        return R"("hello","protocol":1,"client":"courtyard-bench/1","beat":)" + std::to_string(m_beat)
            + R"(,"name":")" + m_name + "-" + std::to_string(client.number) + "\"";
    if (id == roomsId)
        return "\"rooms\"";
    if (id >= firstCreateId)
        return R"("create","kind":"public","name":")" + m_rooms[id - firstCreateId].name + "\"";
    // With `after` the answer holds no old events: they are not what is measured.
    const Room &room = m_rooms[client.room];
    return R"("join","room":")" + room.id + R"(","after":)" + std::to_string(room.head);
}

Progress CourtyardDialogue::welcomed(Clients &clients, Client &client, const Fields &fields)
{
    if (m_areRoomsKnown)
        return join(clients, client);
    learnRooms(fields.rooms);
    return nextRoom(clients, client);
}

Progress CourtyardDialogue::join(Clients &clients, Client &client)
{
    request(clients, client, joinId);
    return Progress::Waiting;
}

// One at a time, so that the first client does not look like a flood.
Progress CourtyardDialogue::nextRoom(Clients &clients, Client &client)
{
    while (m_nextRoom < m_rooms.size() && !m_rooms[m_nextRoom].id.empty())
        ++m_nextRoom;
    if (m_nextRoom < m_rooms.size()) {
        request(clients, client, firstCreateId + m_nextRoom);
        return Progress::Waiting;
    }
    m_areRoomsKnown = std::ranges::none_of(m_rooms, [](const Room &room) { return room.id.empty(); });
    if (m_areRoomsKnown)
        return join(clients, client);
    if (m_haveAskedForRooms)
        return complain(client, "a room that cannot be made is not listed either");
    m_haveAskedForRooms = true;
    request(clients, client, roomsId);
    return Progress::Waiting;
}

Progress CourtyardDialogue::answered(Clients &clients, Client &client, const Fields &fields)
{
    if (fields.answers() == joinId) {
        client.nextSeq = numberIn(fieldsOf(fields.room).head) + 1;
        return Progress::In;
    }
    if (fields.answers() == roomsId) {
        learnRooms(fields.rooms);
    } else if (isCreating(fields.answers())) {
        const Fields made = fieldsOf(fields.room);
        m_rooms[m_nextRoom].id = made.id;
        m_rooms[m_nextRoom++].head = numberIn(made.head);
    }
    return m_areRoomsKnown ? Progress::Waiting : nextRoom(clients, client);
}

Progress CourtyardDialogue::refused(Clients &clients, Client &client, const Fields &fields)
{
    const uint64_t id = fields.answers();
    if (fields.isPutOff() && id != 0) {
        ++m_putOff;
        m_later.after(fields.retryAfter(), [this, &clients, &client, id] { request(clients, client, id); });
        return Progress::Waiting;
    }
    if (isCreating(id)) { // it is there already, most likely
        ++m_nextRoom;
        return nextRoom(clients, client);
    }
    return complain(client, std::string(fields.code) + ": " + std::string(fields.text));
}

bool CourtyardDialogue::isCreating(uint64_t id) const
{
    return m_nextRoom < m_rooms.size() && id == firstCreateId + m_nextRoom;
}

void CourtyardDialogue::learnRooms(std::string_view array)
{
    std::map<std::string_view, Room *> byName;
    for (Room &room : m_rooms)
        byName.emplace(room.name, &room);
    forEachElement(array, [&](std::string_view json) {
        const Fields fields = fieldsOf(json);
        const auto found = byName.find(fields.name);
        if (found == byName.end())
            return;
        found->second->id = fields.id;
        found->second->head = numberIn(fields.head);
    });
}

Incoming CourtyardDialogue::eventIn(const Client &client, const Fields &fields) const
{
    if (fields.room != m_rooms[client.room].id)
        return {};
    const uint64_t seq = numberIn(fields.seq);
    if (seq == 0)
        return {.kind = Incoming::Kind::Nonsense};
    const bool isOurs = fields.kind == "message" && fields.key.starts_with(m_name);
    const auto marker = isOurs ? Marker::from(fields.text) : std::nullopt;
    if (!marker)
        return {.kind = Incoming::Kind::Event, .seq = seq};
    return {.kind = Incoming::Kind::Message, .marker = *marker, .seq = seq};
}

Incoming CourtyardDialogue::errorIn(const Client &client, const Fields &fields)
{
    const bool isPost = fields.answers() >= firstPostId;
    if (isPost && fields.isPutOff()) {
        ++m_putOff;
        return {.kind = Incoming::Kind::TryAgain,
                .number = fields.answers() - firstPostId,
                .retry = fields.retryAfter()};
    }
    complain(client, std::string(fields.code) + ": " + std::string(fields.text));
    if (!isPost)
        return {.kind = Incoming::Kind::Nonsense};
    return {.kind = Incoming::Kind::Refused, .number = fields.answers() - firstPostId};
}

Progress CourtyardDialogue::complain(const Client &client, std::string_view what)
{
    if (m_complaints++ < mostComplaints)
        std::fprintf(stderr, "connection %u: %.*s\n", client.number, int(what.size()), what.data());
    return Progress::Failed;
}

} // namespace courtyard::bench
