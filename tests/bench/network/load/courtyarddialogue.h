// Courtyard's protocol (protocol/README.md), as far as it takes to measure.
//
//   first client       > hello  < welcome  > create (each room that welcome did not list)  < ok
//                      > rooms (where one was refused: somebody else made it)  < ok  > join  < ok
//   the others, then   > hello  < welcome  > join  < ok
//
// Events, presence and beats may come between any two of these.
#pragma once

#include "dialogue.h"

#include <optional>

namespace courtyard::bench {

class CourtyardDialogue : public Dialogue {
public:
    /// `beat`: what is asked for in each hello, in seconds; 0: none.
    CourtyardDialogue(std::vector<Room> &rooms, Later &later, int beat);

    std::string path() const override { return "/ws"; }
    std::string subprotocol() const override { return "courtyard.v1"; }
    bool isOpenToAll() const override { return m_areRoomsKnown; }
    uint64_t putOff() const override { return m_putOff; }

    Progress begin(Clients &clients, Client &client) override;
    Progress greeted(Clients &clients, Client &client, std::string_view frame) override;
    Incoming understand(Clients &clients, Client &client, std::string_view frame) override;
    void writePost(std::string &json, const Room &room, const Marker &marker,
                   std::string_view padding) override;

private:
    struct Fields;
    static Fields fieldsOf(std::string_view json);

    void request(Clients &clients, Client &client, uint64_t id);
    std::string requestFor(const Client &client, uint64_t id) const;
    Progress welcomed(Clients &clients, Client &client, const Fields &fields);
    Progress join(Clients &clients, Client &client);
    Progress nextRoom(Clients &clients, Client &client);
    Progress answered(Clients &clients, Client &client, const Fields &fields);
    Progress refused(Clients &clients, Client &client, const Fields &fields);
    Incoming eventIn(const Client &client, const Fields &fields) const;
    Incoming errorIn(const Client &client, const Fields &fields);
    Progress complain(const Client &client, std::string_view what);
    void learnRooms(std::string_view array);
    bool isCreating(uint64_t id) const;

    std::vector<Room> &m_rooms;
    Later &m_later;
    const int m_beat;
    const std::string m_name; // of this run: members are called m_name-0, m_name-1, …
    bool m_areRoomsKnown;
    bool m_haveAskedForRooms = false;
    size_t m_nextRoom = 0; // to be made
    uint64_t m_putOff = 0;
    int m_complaints = 0;
};

} // namespace courtyard::bench
