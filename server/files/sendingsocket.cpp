#include "server/files/sendingsocket.h"

#include <QFile>
#include <QVarLengthArray>

#include <algorithm>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#endif

namespace courtyard {

namespace {

constexpr int wakeLookMs = 20; // where a waiting thread cannot be woken

#ifdef Q_OS_WIN
bool isOnlyFull()
{
    return WSAGetLastError() == WSAEWOULDBLOCK;
}
#else
bool isOnlyFull()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}
#endif

constexpr qint64 copiedAtOnce = 128 << 10; // where the system cannot send a file by itself

} // namespace

qint64 SendingSocket::send(QByteArrayView bytes, More more)
{
    if (!m_socket.isEncrypted())
        return sendPlainly(bytes, more);
    const descriptor::Moved moved = m_socket.send({&bytes, 1});
    return moved.isOver ? -1 : moved.bytes;
}

qint64 SendingSocket::sendPlainly(QByteArrayView bytes, More more)
{
    int flags = 0;
#ifdef MSG_NOSIGNAL
    flags |= MSG_NOSIGNAL;
#endif
#ifdef MSG_MORE
    if (more == More::Follows)
        flags |= MSG_MORE;
#else
    Q_UNUSED(more);
#endif
#ifdef Q_OS_WIN
    const qint64 sent = ::send(SOCKET(descriptor()), bytes.data(), int(bytes.size()), flags);
#else
    const qint64 sent = ::send(int(descriptor()), bytes.data(), size_t(bytes.size()), flags);
#endif
    return sent < 0 && isOnlyFull() ? 0 : sent;
}

qint64 SendingSocket::sendFile(QFile &file, qint64 offset, qint64 length)
{
#ifdef Q_OS_LINUX
    if (!m_socket.isEncrypted()) {
        off_t at = offset;
        const qint64 sent = ::sendfile(int(descriptor()), file.handle(), &at, size_t(length));
        if (sent == 0)
            return -1; // the file is shorter than it was
        return sent < 0 && isOnlyFull() ? 0 : sent;
    }
#endif
    return sendCopied(file, offset, length);
}

// What is not taken is read again: nothing is kept for those who are slow.
qint64 SendingSocket::sendCopied(QFile &file, qint64 offset, qint64 length)
{
    if (file.pos() != offset && !file.seek(offset))
        return -1;
    const QByteArray bytes = file.read(std::min(length, copiedAtOnce));
    return bytes.isEmpty() ? -1 : send(bytes, More::Last);
}

bool SendingSocket::isGone() const
{
    char byte = 0;
#ifdef Q_OS_WIN
    const qint64 read = ::recv(SOCKET(descriptor()), &byte, 1, MSG_PEEK);
#else
    const qint64 read = ::recv(int(descriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
#endif
    return read == 0 || (read < 0 && !isOnlyFull());
}

#ifdef Q_OS_WIN
Waker::Waker() = default;
Waker::~Waker() = default;
void Waker::wake() { }
void Waker::reset() { }
#else
Waker::Waker()
{
#ifdef Q_OS_LINUX
    m_ends[0] = m_ends[1] = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
#else
    int ends[2] = {-1, -1};
    if (::pipe(ends) == 0) {
        for (int i = 0; i < 2; ++i) {
            ::fcntl(ends[i], F_SETFL, O_NONBLOCK);
            ::fcntl(ends[i], F_SETFD, FD_CLOEXEC);
            m_ends[i] = ends[i];
        }
    }
#endif
}

Waker::~Waker()
{
    ::close(int(m_ends[0]));
    if (m_ends[1] != m_ends[0])
        ::close(int(m_ends[1]));
}

void Waker::wake()
{
    const quint64 one = 1; // what an eventfd takes; a pipe takes any bytes
    [[maybe_unused]] const ssize_t written = ::write(int(m_ends[1]), &one, sizeof one);
}

void Waker::reset()
{
    quint64 count = 0;
    [[maybe_unused]] const ssize_t read = ::read(int(m_ends[0]), &count, sizeof count);
}
#endif

void waitForRoom(std::span<Waiting> sockets, Waker &waker, int timeoutMs)
{
#ifdef Q_OS_WIN
    QVarLengthArray<WSAPOLLFD, 64> polled;
    for (const Waiting &each : sockets)
        polled.append({SOCKET(each.descriptor), POLLWRNORM, 0});
    Q_UNUSED(waker);
    const int wait = timeoutMs < 0 ? wakeLookMs : std::min(timeoutMs, wakeLookMs);
    if (polled.isEmpty())
        ::Sleep(DWORD(wait));
    else
        ::WSAPoll(polled.data(), ULONG(polled.size()), wait);
#else
    Q_UNUSED(wakeLookMs);
    QVarLengthArray<pollfd, 64> polled;
    for (const Waiting &each : sockets)
        polled.append({int(each.descriptor), POLLOUT, 0});
    polled.append({int(waker.descriptor()), POLLIN, 0});
    ::poll(polled.data(), nfds_t(polled.size()), timeoutMs);
    if (polled.last().revents != 0)
        waker.reset();
#endif
    for (std::size_t i = 0; i < sockets.size(); ++i)
        sockets[i].ready = polled[qsizetype(i)].revents != 0;
}

} // namespace courtyard
