#include "traffic.h"

#include "clock.h"

#include <bit>

namespace courtyard::bench {

namespace {

std::string paddingOf(int bytes)
{
    static constexpr std::string_view words =
        " The quick brown fox jumps over the lazy dog, then writes a line about it.";
    std::string padding;
    for (size_t i = 0; Marker::size + i < size_t(bytes); ++i)
        padding += words[i % words.size()];
    return padding;
}

} // namespace

Traffic::Traffic(const Options &options, Clients &clients, Dialogue &dialogue, Later &later,
                 const std::vector<Room> &rooms)
    : m_options(options), m_clients(clients), m_dialogue(dialogue), m_later(later), m_rooms(rooms),
      m_padding(paddingOf(options.bytes)), m_memos(options.members > 1 ? size_t(options.rooms) : 0)
{ }

// So large that no place is taken again while its message is under way.
size_t Traffic::ringSize() const
{
    const double seconds = m_options.warm + m_options.seconds + 1;
    const double each = m_options.rate > 0 ? m_options.rate * seconds / (m_options.senders * m_options.rooms)
                                           : m_options.window * 16;
    return std::bit_ceil(size_t(each) + 256);
}

void Traffic::start(std::vector<Client> &clients)
{
    for (int room = 0; room < m_options.rooms; ++room) {
        for (int i = 0; i < m_options.senders; ++i)
            m_senders.push_back({&clients[size_t(room * m_options.members + i)], 0, false,
                                 std::vector<UnderWay>(ringSize())});
    }
    m_isSending = true;
    m_nextDue = double(now());
    for (int i = 0; i < (m_options.rate > 0 ? 0 : m_options.window); ++i) {
        for (Sender &sender : m_senders)
            post(sender, now());
    }
}

bool Traffic::isSettled() const
{
    const bool isConfirmed =
        m_options.protocol != Protocol::Courtyard || m_tally.confirmed + m_tally.refused >= m_tally.sent;
    return m_tally.complete + m_tally.refused == m_tally.sent && isConfirmed;
}

uint64_t Traffic::postWhatIsDue(uint64_t time)
{
    if (!m_isSending)
        return UINT64_MAX;
    if (m_options.rate > 0) {
        // A message counts from when it was due: a server that stalls cannot hide it by slowing us down.
        for (; m_nextDue <= double(time); m_nextDue += 1e9 / m_options.rate) {
            post(m_senders[m_turn], uint64_t(m_nextDue));
            m_turn = (m_turn + 1) % m_senders.size();
        }
        return uint64_t(m_nextDue) + 1;
    }
    m_free.swap(m_freed);
    for (uint32_t index : m_free)
        post(m_senders[index], now());
    m_free.clear();
    return UINT64_MAX;
}

void Traffic::receive(Client &client, std::string_view frame)
{
    if (client.room >= m_memos.size())
        return count(client, m_dialogue.understand(m_clients, client, frame));
    FrameMemo &memo = m_memos[client.room];
    if (const Incoming *known = memo.find(client.nextSeq, frame))
        return count(client, *known);
    const uint64_t expected = client.nextSeq;
    const Incoming incoming = m_dialogue.understand(m_clients, client, frame);
    if (incoming.kind == Incoming::Kind::Message)
        memo.keep(expected, frame, incoming);
    count(client, incoming);
}

void Traffic::post(Sender &sender, uint64_t sent)
{
    entry(sender, sender.next) = {sent, 0};
    ++m_tally.sent;
    transmit(sender, sender.next++);
}

// Sent a second time a message is the same to the byte: its key stands for it.
void Traffic::transmit(Sender &sender, uint32_t number)
{
    m_json.clear();
    const auto index = uint32_t(&sender - m_senders.data());
    m_dialogue.writePost(m_json, m_rooms[sender.client->room], {index, number, entry(sender, number).sent},
                         m_padding);
    m_clients.sendText(*sender.client, m_json);
}

void Traffic::count(Client &client, const Incoming &incoming)
{
    switch (incoming.kind) {
    case Incoming::Kind::Message:
        if (isNextInRoom(client, incoming.seq))
            delivered(client, incoming.marker);
        break;
    case Incoming::Kind::Event:
        isNextInRoom(client, incoming.seq);
        break;
    case Incoming::Kind::Ok:
        confirmed(client, incoming.number);
        break;
    case Incoming::Kind::TryAgain:
        sendAgain(client, incoming);
        break;
    case Incoming::Kind::Refused:
        ++m_tally.refused;
        break;
    case Incoming::Kind::Presence:
        ++m_tally.presence;
        break;
    case Incoming::Kind::Nonsense:
        ++m_tally.nonsense;
        break;
    case Incoming::Kind::Other:
        break;
    }
}

// False for what this member has had already.
bool Traffic::isNextInRoom(Client &client, uint64_t seq)
{
    if (seq == 0) {
        ++client.nextSeq;
        return true;
    }
    if (seq < client.nextSeq) {
        ++m_tally.doubledSeq;
        return false;
    }
    m_tally.missedSeq += seq - client.nextSeq;
    client.nextSeq = seq + 1;
    return true;
}

// False for what this member has had already.
bool Traffic::isNextFromSender(uint32_t &next, uint32_t number)
{
    if (number < next)
        return false;
    m_tally.missed += number - next;
    next = number + 1;
    return true;
}

void Traffic::delivered(Client &client, const Marker &marker)
{
    const uint32_t nth = marker.sender - client.room * uint32_t(m_options.senders);
    if (nth >= client.nextFrom.size() || marker.sender >= m_senders.size()) {
        ++m_tally.nonsense;
        return;
    }
    Sender &sender = m_senders[marker.sender];
    UnderWay &message = entry(sender, marker.number);
    const bool isNext = sender.hasRepeated || isNextFromSender(client.nextFrom[nth], marker.number);
    if (!isNext || message.sent != marker.sent || message.copies == uint32_t(m_options.members)) {
        ++m_tally.doubled;
        return;
    }
    ++m_tally.deliveries;
    if (m_isMeasuring)
        m_deliveryTimes.add(since(marker.sent));
    if (++message.copies == uint32_t(m_options.members)) {
        ++m_tally.complete;
        if (m_isSending && m_options.rate == 0)
            m_freed.push_back(marker.sender);
    }
}

void Traffic::confirmed(Client &client, uint64_t number)
{
    Sender *sender = senderOf(client);
    if (!sender || number >= sender->next)
        return;
    ++m_tally.confirmed;
    if (m_isMeasuring)
        m_confirmationTimes.add(since(entry(*sender, number).sent));
}

void Traffic::sendAgain(Client &client, const Incoming &incoming)
{
    Sender *sender = senderOf(client);
    if (!sender)
        return;
    sender->hasRepeated = true;
    const auto index = size_t(sender - m_senders.data());
    m_later.after(incoming.retry,
                  [this, index, number = uint32_t(incoming.number)] { transmit(m_senders[index], number); });
}

Traffic::Sender *Traffic::senderOf(const Client &client)
{
    const size_t index = size_t(client.room) * size_t(m_options.senders) + client.place;
    return client.place < uint32_t(m_options.senders) && index < m_senders.size() ? &m_senders[index]
                                                                                  : nullptr;
}

uint64_t Traffic::since(uint64_t then) const
{
    const uint64_t arrival = m_clients.arrival();
    return arrival > then ? arrival - then : 0;
}

} // namespace courtyard::bench
