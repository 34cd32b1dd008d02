// A connected socket that a thread of ours sends files on: the system's calls, one form for each system, and
// its own way past this process where nothing has to be encrypted. Owns the socket until it is given away.
// One thread at a time.
#pragma once

#include "server/sockets/socket.h"

#include <QByteArrayView>
#include <QtGlobal>

#include <span>
#include <utility>

class QFile;

namespace courtyard {

class SendingSocket {
public:
    explicit SendingSocket(Socket socket) : m_socket(std::move(socket)) { }

    qintptr descriptor() const { return m_socket.descriptor(); }
    Socket giveAway() { return std::exchange(m_socket, {}); }

    enum class More { Follows, Last };
    /// How many bytes the system took, without waiting; 0: none now. Negative: the peer is gone, or the file.
    qint64 send(QByteArrayView bytes, More more);
    qint64 sendFile(QFile &file, qint64 offset, qint64 length);
    void shutDownSending() { m_socket.shutDownSending(); }
    /// Whether the peer has gone meanwhile.
    bool isGone() const;

private:
    qint64 sendPlainly(QByteArrayView bytes, More more);
    qint64 sendCopied(QFile &file, qint64 offset, qint64 length);

    Socket m_socket;
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
