#include "server/sockets/descriptor.h"

#include <algorithm>
#include <array>

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#endif

namespace courtyard::descriptor {

#ifdef Q_OS_WIN

namespace {

Moved notNow()
{
    return {0, WSAGetLastError() != WSAEWOULDBLOCK};
}

} // namespace

Moved receive(qintptr socket, char *into, qint64 size)
{
    const int got = ::recv(SOCKET(socket), into, int(size), 0);
    return got > 0 ? Moved{got, false} : got == 0 ? Moved{0, true} : notNow();
}

Moved send(qintptr socket, std::span<const QByteArrayView> pieces)
{
    std::array<WSABUF, piecesAtOnce> buffers;
    const std::size_t count = std::min(pieces.size(), buffers.size());
    for (std::size_t i = 0; i < count; ++i)
        buffers[i] = {ULONG(pieces[i].size()), const_cast<char *>(pieces[i].data())};
    DWORD sent = 0;
    const int failed = ::WSASend(SOCKET(socket), buffers.data(), DWORD(count), &sent, 0, nullptr, nullptr);
    return failed ? notNow() : Moved{qint64(sent), false};
}

void prepare(qintptr socket)
{
    u_long on = 1;
    ::ioctlsocket(SOCKET(socket), FIONBIO, &on);
    const BOOL atOnce = TRUE;
    ::setsockopt(SOCKET(socket), IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char *>(&atOnce),
                 sizeof atOnce);
}

void shutDownSending(qintptr socket)
{
    ::shutdown(SOCKET(socket), SD_SEND);
}

void close(qintptr socket)
{
    ::closesocket(SOCKET(socket));
}

#else

namespace {

Moved notNow()
{
    return {0, errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR};
}

} // namespace

Moved receive(qintptr socket, char *into, qint64 size)
{
    const ssize_t got = ::recv(int(socket), into, size_t(size), 0);
    return got > 0 ? Moved{got, false} : got == 0 ? Moved{0, true} : notNow();
}

Moved send(qintptr socket, std::span<const QByteArrayView> pieces)
{
    std::array<iovec, piecesAtOnce> buffers;
    const std::size_t count = std::min(pieces.size(), buffers.size());
    for (std::size_t i = 0; i < count; ++i)
        buffers[i] = {const_cast<char *>(pieces[i].data()), size_t(pieces[i].size())};
#ifdef MSG_NOSIGNAL
    constexpr int flags = MSG_NOSIGNAL;
#else
    constexpr int flags = 0; // prepare() has seen to it
#endif
    ssize_t sent = 0;
    if (count == 1) { // a fifth cheaper than the call for several
        sent = ::send(int(socket), buffers[0].iov_base, buffers[0].iov_len, flags);
    } else {
        msghdr message{};
        message.msg_iov = buffers.data();
        message.msg_iovlen = decltype(message.msg_iovlen)(count);
        sent = ::sendmsg(int(socket), &message, flags);
    }
    return sent >= 0 ? Moved{sent, false} : notNow();
}

void prepare(qintptr socket)
{
    const int flags = ::fcntl(int(socket), F_GETFL);
    ::fcntl(int(socket), F_SETFL, flags | O_NONBLOCK);
    const int on = 1;
    ::setsockopt(int(socket), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#ifdef SO_NOSIGPIPE
    ::setsockopt(int(socket), SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
}

void shutDownSending(qintptr socket)
{
    ::shutdown(int(socket), SHUT_WR);
}

void close(qintptr socket)
{
    ::close(int(socket));
}

#endif

namespace {

template <typename Ask>
QHostAddress addressBy(Ask ask, qintptr socket)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    const bool known = ask(decltype(::socket(0, 0, 0))(socket), address, &size) == 0
        && (storage.ss_family == AF_INET || storage.ss_family == AF_INET6);
    return known ? QHostAddress(address) : QHostAddress();
}

} // namespace

Ends endsOf(qintptr socket)
{
    return {addressBy(::getpeername, socket), addressBy(::getsockname, socket)};
}

} // namespace courtyard::descriptor
