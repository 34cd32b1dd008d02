// One run of the generator: everybody comes in, then there is traffic (or silence), then the books are
// closed. Lives as long as main; everything in one thread.
#pragma once

#include "clients.h"
#include "dialogue.h"
#include "traffic.h"
#include "usage.h"

#include <functional>
#include <memory>
#include <vector>

namespace courtyard::bench {

// A moment; two of them make a figure.
struct Sample {
    uint64_t time = 0;
    Usage server;
    double ownMicroseconds = 0;
    Tally tally;
};

class Run : ClientEvents {
public:
    explicit Run(const Options &options);

    // Rooms are made before the clock starts, while nobody is coming in.
    void makeRooms();

    // True when all are in.
    bool comeIn();

    // Whoever came in is announced to others: waits until that is over.
    void settle();

    void idle() { loop(m_options.seconds); }
    void startTraffic();
    void measure() { loop(m_options.seconds); }
    void stopTraffic();

    Sample sample() const;
    size_t total() const { return m_clients.size(); }
    size_t ready() const { return m_ready; }
    size_t failed() const { return m_failed; }
    size_t cut() const { return m_cut; } // of those that failed: after they had come in
    uint64_t putOff() const { return m_dialogue->putOff(); }
    const Traffic &traffic() const { return m_traffic; }

private:
    void upgraded(Client &client) override;
    void textReceived(Client &client, std::string_view text) override;
    void clientLost(Client &client, Client::Phase phase) override;

    void advance(Client &client, Progress progress);
    bool isClosed() const { return m_failed > 0 && !m_dialogue->isOpenToAll(); } // the one who opens is gone
    void openMore();
    void loop(
        double seconds, const std::function<bool()> &isDone = [] { return false; });

    const Options &m_options;
    std::vector<Room> m_rooms;
    Later m_later;
    std::unique_ptr<Dialogue> m_dialogue;
    Clients m_engine;
    Traffic m_traffic;
    std::vector<Client> m_clients;
    size_t m_opened = 0, m_ready = 0, m_failed = 0, m_cut = 0;
    bool m_isBusy = false;
};

} // namespace courtyard::bench
