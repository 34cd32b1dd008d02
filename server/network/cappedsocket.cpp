#include "server/network/cappedsocket.h"

#include <QSslSocket>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace courtyard {

qint64 unsentBytes(const QTcpSocket &socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

CappedSocket::CappedSocket(qint64 cap, Traffic &traffic, QObject *parent)
    : QTcpSocket(parent), m_cap(cap), m_traffic(traffic)
{ }

qint64 CappedSocket::writeData(const char *data, qint64 size)
{
    if (m_overfull)
        return size; // swallowed: whoever writes here has no use for an error, and the connection is being
                     // cut
    if (queued() + size > m_cap) {
        m_overfull = true;
        QMetaObject::invokeMethod(this, &CappedSocket::overflowed, Qt::QueuedConnection);
        return size;
    }
    m_traffic.bytesOut += quint64(size);
    return QTcpSocket::writeData(data, size);
}

void CappedSocket::sendNow(const QByteArray &bytes)
{
    qsizetype sent = 0;
#if defined(Q_OS_UNIX) && defined(MSG_NOSIGNAL)
    if (queued() == 0 && !m_overfull) {
        const ssize_t result = ::send(int(socketDescriptor()), bytes.constData(), size_t(bytes.size()),
                                      MSG_NOSIGNAL | MSG_DONTWAIT);
        sent = qMax<qsizetype>(result, 0); // an error shows itself again in write(), or to the reader
        m_traffic.bytesOut += quint64(sent);
    }
#endif
    if (sent < bytes.size())
        write(bytes.constData() + sent, bytes.size() - sent);
}

void CappedSocket::shutDownSending()
{
#ifdef Q_OS_WIN
    ::shutdown(SOCKET(socketDescriptor()), SD_SEND);
#else
    ::shutdown(int(socketDescriptor()), SHUT_WR);
#endif
}

} // namespace courtyard
