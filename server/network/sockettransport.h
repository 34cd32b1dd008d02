// A socket, straight on the descriptor: one call to read what is there, one to write all that is to go, and
// no buffer where nothing waits. QTcpSocket arms and disarms a notifier for each write, and keeps some 10 KiB
// for each connection; QSslSocket some 60, and what it has encrypted already is out of sight (RELIABILITY 6).
#pragma once

#include "server/network/traffic.h"
#include "server/network/transport.h"

#include <memory>

namespace courtyard {

class SocketTransport final : public Transport {
public:
    /// Counts what it sends in `traffic`, which must outlive it: content, not what encryption adds.
    SocketTransport(Socket socket, Traffic &traffic);
    ~SocketTransport() override;

    qint64 receive(char *into, qint64 size) override;
    void setReading(bool on) override;
    void send(Pieces &pieces) override;
    qint64 queued() const override { return m_queue.size(); }
    void shutDownSending() override;
    void abort() override;
    bool isOpen() const override { return m_socket.isOpen(); }
    Socket takeSocket() override;
    void encrypt(const TlsContext &context, const QByteArray &heard) override;
    bool isEncrypted() const override { return m_socket.isEncrypted(); }
    const QHostAddress &peerAddress() const override { return m_ends.peer; }
    const QHostAddress &ownAddress() const override { return m_ends.own; }

private:
    class Watcher;

    void onReadable();
    void onWritable();
    void tellReadable();
    void readAgain();
    void give(Pieces &pieces);
    void watchWriting();
    void stopWatching();

    Socket m_socket;
    Traffic &m_traffic;
    descriptor::Ends m_ends;
    std::unique_ptr<Watcher> m_reading;
    std::unique_ptr<Watcher> m_writing; // once something had to wait
    Pieces m_queue;
    bool m_readsAgain = false; // an event is under way
};

} // namespace courtyard
