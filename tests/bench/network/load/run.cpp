#include "run.h"

#include "clock.h"

#include <algorithm>
#include <string>

namespace courtyard::bench {

namespace {

constexpr uint64_t longestWait = 20'000'000; // nanoseconds
constexpr double settledAfter = 0.2; // seconds without news of people
constexpr int mostSettling = 100; // times that

// The measured rooms first, then those of the idle.
std::vector<Room> roomsOf(const Options &options)
{
    std::vector<Room> rooms;
    for (int i = 0; i < (options.members > 0 ? options.rooms : 0); ++i)
        rooms.push_back({options.room + "-" + std::to_string(i)});
    for (int i = 0; i * options.idleRoomSize < options.idle; ++i)
        rooms.push_back({options.room + "-idle-" + std::to_string(i)});
    return rooms;
}

// The same order as the rooms.
std::vector<Client> clientsOf(const Options &options)
{
    const int members = options.members * options.rooms;
    std::vector<Client> clients(size_t(members + options.idle));
    for (int i = 0; i < int(clients.size()); ++i) {
        Client &client = clients[size_t(i)];
        client.number = uint32_t(i);
        if (i < members) {
            client.room = uint32_t(i / options.members);
            client.place = uint32_t(i % options.members);
            client.nextFrom.assign(size_t(options.senders), 0);
        } else {
            client.room =
                uint32_t((options.members > 0 ? options.rooms : 0) + (i - members) / options.idleRoomSize);
        }
    }
    return clients;
}

void sleepFor(int microseconds)
{
    const timespec pause{0, long(microseconds) * 1000};
    nanosleep(&pause, nullptr);
}

} // namespace

Run::Run(const Options &options)
    : m_options(options), m_rooms(roomsOf(options)), m_dialogue(makeDialogue(options, m_rooms, m_later)),
      m_engine({options.host, options.port, m_dialogue->path(), m_dialogue->subprotocol(), options.sources},
               *this),
      m_traffic(options, m_engine, *m_dialogue, m_later, m_rooms), m_clients(clientsOf(options))
{ }

void Run::makeRooms()
{
    loop(m_options.patience, [this] { return m_dialogue->isOpenToAll() || isClosed(); });
}

bool Run::comeIn()
{
    loop(m_options.patience, [this] { return m_ready + m_failed == total() || isClosed(); });
    return m_ready == total();
}

void Run::settle()
{
    for (int i = 0; i < mostSettling; ++i) {
        const uint64_t before = m_traffic.tally().presence;
        loop(settledAfter);
        if (m_traffic.tally().presence == before)
            return;
    }
}

void Run::startTraffic()
{
    m_isBusy = true;
    m_traffic.start(m_clients);
    loop(m_options.warm);
    m_traffic.setMeasuring(true);
}

void Run::stopTraffic()
{
    m_traffic.stop();
    m_isBusy = false;
    // In an open loop the slowest messages are those that are still under way: they belong to the figures.
    m_traffic.setMeasuring(m_options.rate > 0);
    loop(m_options.drain, [this] { return m_traffic.isSettled(); });
}

Sample Run::sample() const
{
    return {now(), usageOf(m_options.pid), ownMicroseconds(), m_traffic.tally()};
}

void Run::upgraded(Client &client)
{
    advance(client, m_dialogue->begin(m_engine, client));
}

void Run::textReceived(Client &client, std::string_view text)
{
    if (client.phase == Client::Phase::Ready)
        m_traffic.receive(client, text);
    else if (client.phase == Client::Phase::Greeting)
        advance(client, m_dialogue->greeted(m_engine, client, text));
}

void Run::advance(Client &client, Progress progress)
{
    if (progress == Progress::In) {
        client.phase = Client::Phase::Ready;
        ++m_ready;
    } else if (progress == Progress::Failed) {
        m_engine.drop(client, "could not come in");
    }
}

void Run::clientLost(Client &, Client::Phase phase)
{
    if (phase == Client::Phase::Ready) {
        --m_ready;
        ++m_cut;
    }
    ++m_failed;
}

void Run::openMore()
{
    const size_t most = m_dialogue->isOpenToAll() ? size_t(m_options.inFlight) : 1;
    while (!isClosed() && m_opened < total() && m_opened - m_ready - m_failed < most)
        m_engine.open(m_clients[m_opened++]);
}

void Run::loop(double seconds, const std::function<bool()> &isDone)
{
    const uint64_t end = now() + uint64_t(seconds * 1e9);
    int heard = 0;
    for (uint64_t time = now(); time < end && !isDone(); time = now()) {
        m_later.doWhatIsDue();
        const uint64_t nextPost = m_traffic.postWhatIsDue(time);
        openMore();
        if (m_options.nap > 0 && m_isBusy && heard < Clients::mostInOnePoll / 2)
            sleepFor(m_options.nap);
        const uint64_t wake = std::min({end, nextPost, time + longestWait}), here = now();
        heard = m_engine.poll(wake > here ? wake - here : 0);
    }
}

} // namespace courtyard::bench
