// Plain TCP, straight on the descriptor: one call to read what is there, one to write all that is to go, and
// no buffer where nothing waits. QTcpSocket arms and disarms a notifier for each write, and keeps some 10 KiB
// for each connection.
#pragma once

#include "server/network/descriptor.h"
#include "server/network/traffic.h"
#include "server/network/transport.h"

#include <memory>

namespace courtyard {

class PlainTransport final : public Transport {
public:
    /// Takes the descriptor. Counts what it sends in `traffic`, which must outlive it.
    PlainTransport(qintptr descriptor, Traffic &traffic);
    ~PlainTransport() override;

    qint64 receive(char *into, qint64 size) override;
    void setReading(bool on) override;
    void send(Pieces &pieces) override;
    qint64 queued() const override { return m_queue.size(); }
    void shutDownSending() override;
    void abort() override;
    bool isOpen() const override { return m_descriptor != closed; }
    qintptr takeDescriptor() override;
    const QHostAddress &peerAddress() const override { return m_ends.peer; }
    const QHostAddress &ownAddress() const override { return m_ends.own; }

private:
    class Watcher;
    static constexpr qintptr closed = -1;

    void onActivated(bool readable);
    void give(Pieces &pieces);
    void watchWriting();
    void stopWatching();

    qintptr m_descriptor;
    Traffic &m_traffic;
    descriptor::Ends m_ends;
    std::unique_ptr<Watcher> m_reading;
    std::unique_ptr<Watcher> m_writing; // once something had to wait
    Pieces m_queue;
};

} // namespace courtyard
