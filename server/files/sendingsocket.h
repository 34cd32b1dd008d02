// A connected socket that a thread of ours sends on, past Qt: the system's calls, one form for each system.
// Owns its descriptor until it is given away. One thread at a time.
#pragma once

#include <QByteArrayView>
#include <QtGlobal>

#include <span>
#include <utility>

class QFile;

namespace courtyard {

class SendingSocket {
public:
    /// Takes the descriptor.
    explicit SendingSocket(qintptr descriptor);
    SendingSocket(SendingSocket &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, none)) { }
    SendingSocket &operator=(SendingSocket &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~SendingSocket();

    qintptr descriptor() const { return m_descriptor; }
    qintptr giveAway() { return std::exchange(m_descriptor, none); }

    enum class More { Follows, Last };
    /// How many bytes the system took, without waiting; 0: none now. Negative: the peer is gone, or the file.
    qint64 send(QByteArrayView bytes, More more);
    qint64 sendFile(QFile &file, qint64 offset, qint64 length);
    void shutDownSending();
    /// Whether the peer has gone meanwhile.
    bool isGone() const;

private:
    static constexpr qintptr none = -1;
    qintptr m_descriptor;
};

/// Wakes a thread that waits in waitForRoom(). wake() from any thread.
class Waker {
public:
    Waker();
    ~Waker();
    void wake();
    qintptr descriptor() const { return m_ends[0]; }
    void reset();

private:
    qintptr m_ends[2] = {-1, -1};
};

/// Waits until one of the sockets takes bytes, somebody wakes us, or the time is over. Says which are ready.
struct Waiting {
    qintptr descriptor;
    bool ready = false;
};
void waitForRoom(std::span<Waiting> sockets, Waker &waker, int timeoutMs);

} // namespace courtyard
