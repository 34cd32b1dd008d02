// Who says what, and the books: every message sent, every copy that came, in which order and after how long.
// One object for a run, in the generator's thread.
#pragma once

#include "dialogue.h"
#include "framememo.h"
#include "histogram.h"

#include <string>
#include <string_view>
#include <vector>

namespace courtyard::bench {

struct Tally {
    uint64_t sent = 0; // messages
    uint64_t deliveries = 0; // copies
    uint64_t complete = 0; // messages that all members have
    uint64_t confirmed = 0; // by an ok
    uint64_t doubled = 0, missed = 0; // by the senders' own count
    uint64_t doubledSeq = 0, missedSeq = 0; // by the room's numbers
    uint64_t refused = 0, nonsense = 0, presence = 0;
};

class Traffic {
public:
    Traffic(const Options &options, Clients &clients, Dialogue &dialogue, Later &later,
            const std::vector<Room> &rooms);

    const Tally &tally() const { return m_tally; }
    const Histogram &deliveryTimes() const { return m_deliveryTimes; }
    const Histogram &confirmationTimes() const { return m_confirmationTimes; }
    uint64_t expected() const { return m_tally.sent * uint64_t(m_options.members); }

    // Durations count only while this is on.
    void setMeasuring(bool isOn) { m_isMeasuring = isOn; }

    // The members of the measured rooms stand first, room by room.
    void start(std::vector<Client> &clients);
    void stop() { m_isSending = false; }
    bool isSettled() const;

    // Posts what is due; until when there is nothing more to do.
    uint64_t postWhatIsDue(uint64_t now);

    void receive(Client &client, std::string_view frame);

private:
    struct UnderWay {
        uint64_t sent = 0;
        uint32_t copies = 0;
    };

    struct Sender {
        Client *client = nullptr;
        uint32_t next = 0; // number of its next message
        bool hasRepeated = false; // what was put off comes after its successors
        std::vector<UnderWay> ring; // by number
    };

    size_t ringSize() const;
    static UnderWay &entry(Sender &sender, uint64_t number)
    {
        return sender.ring[number & (sender.ring.size() - 1)];
    }
    void post(Sender &sender, uint64_t sent);
    void transmit(Sender &sender, uint32_t number);
    void count(Client &client, const Incoming &incoming);
    bool isNextInRoom(Client &client, uint64_t seq);
    bool isNextFromSender(uint32_t &next, uint32_t number);
    void delivered(Client &client, const Marker &marker);
    void confirmed(Client &client, uint64_t number);
    void sendAgain(Client &client, const Incoming &incoming);
    Sender *senderOf(const Client &client);
    uint64_t since(uint64_t then) const;

    const Options &m_options;
    Clients &m_clients;
    Dialogue &m_dialogue;
    Later &m_later;
    const std::vector<Room> &m_rooms;
    const std::string m_padding;
    std::vector<FrameMemo> m_memos; // by room
    std::vector<Sender> m_senders; // room by room
    std::vector<uint32_t> m_free, m_freed; // senders that may post their next
    std::string m_json;
    Tally m_tally;
    Histogram m_deliveryTimes, m_confirmationTimes;
    bool m_isSending = false;
    bool m_isMeasuring = false;
    double m_nextDue = 0;
    size_t m_turn = 0; // whose it is, in an open loop
};

} // namespace courtyard::bench
