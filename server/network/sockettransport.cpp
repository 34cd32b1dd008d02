#include "server/network/sockettransport.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSocketNotifier>

#include <utility>

namespace courtyard {

/// A notifier that calls instead of emitting: a connection of signal and slot costs memory for each socket.
class SocketTransport::Watcher final : public QSocketNotifier {
public:
    Watcher(SocketTransport &owner, Type type)
        : QSocketNotifier(owner.m_socket.descriptor(), type), m_owner(owner)
    { }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::SockAct && event->type() != QEvent::SockClose)
            return QSocketNotifier::event(event);
        if (type() == Read)
            m_owner.onReadable();
        else
            m_owner.onWritable();
        return true;
    }

private:
    SocketTransport &m_owner;
};

SocketTransport::SocketTransport(Socket socket, Traffic &traffic)
    : m_socket(std::move(socket)), m_traffic(traffic), m_ends(descriptor::endsOf(m_socket.descriptor())),
      m_reading(std::make_unique<Watcher>(*this, QSocketNotifier::Read))
{
    readAgain();
}

SocketTransport::~SocketTransport()
{
    abort();
}

void SocketTransport::onReadable()
{
    m_readsAgain = false;
    if (m_reading->isEnabled()) // one that was posted may come into a pause
        tellReadable();
}

void SocketTransport::onWritable()
{
    const qint64 before = m_queue.size();
    const bool readingWaited = m_socket.waitsForRoom();
    give(m_queue);
    if (m_queue.isEmpty())
        m_writing->setEnabled(false);
    if (m_queue.size() < before && talker())
        talker()->drained();
    if (readingWaited && m_reading->isEnabled())
        tellReadable();
}

void SocketTransport::tellReadable()
{
    if (talker())
        talker()->readable();
    readAgain();
}

// What the system does not announce: it has given it to us already, but nobody has taken it. In a turn of its
// own, for others have waited as long.
void SocketTransport::readAgain()
{
    if (!m_socket.hasMore() || !m_reading->isEnabled() || std::exchange(m_readsAgain, true))
        return;
    QCoreApplication::postEvent(m_reading.get(), new QEvent(QEvent::SockAct));
}

qint64 SocketTransport::receive(char *into, qint64 size)
{
    if (!isOpen())
        return over;
    const descriptor::Moved moved = m_socket.receive(into, size);
    m_traffic.bytesIn += quint64(moved.bytes);
    if (m_socket.waitsForRoom())
        watchWriting();
    return moved.isOver ? over : moved.bytes;
}

void SocketTransport::setReading(bool on)
{
    if (!isOpen())
        return;
    m_reading->setEnabled(on);
    readAgain();
    if (on && m_socket.waitsForRoom())
        watchWriting();
}

void SocketTransport::send(Pieces &pieces)
{
    if (!isOpen()) {
        pieces.clear();
        return;
    }
    if (m_queue.isEmpty())
        give(pieces);
    if (pieces.isEmpty())
        return;
    m_queue.add(std::move(pieces));
    watchWriting();
}

// Where it fails nothing more can go out, and reading tells why the connection is over.
void SocketTransport::give(Pieces &pieces)
{
    std::array<QByteArrayView, descriptor::piecesAtOnce> views;
    while (!pieces.isEmpty()) {
        const auto front = pieces.front(views);
        qint64 offered = 0;
        for (const QByteArrayView view : front)
            offered += view.size();
        const descriptor::Moved moved = m_socket.send(front);
        m_traffic.bytesOut += quint64(moved.bytes);
        pieces.dropFront(moved.isOver ? pieces.size() : moved.bytes);
        if (moved.isOver)
            readAgain();
        if (moved.bytes < offered)
            return;
    }
}

void SocketTransport::watchWriting()
{
    if (!m_writing)
        m_writing = std::make_unique<Watcher>(*this, QSocketNotifier::Write);
    m_writing->setEnabled(true);
}

void SocketTransport::shutDownSending()
{
    m_socket.shutDownSending();
}

void SocketTransport::abort()
{
    stopWatching();
    m_socket.close();
}

Socket SocketTransport::takeSocket()
{
    stopWatching();
    return std::exchange(m_socket, {});
}

void SocketTransport::encrypt(const TlsContext &context, const QByteArray &heard)
{
    m_socket.encrypt(context, heard);
    readAgain();
}

// The watchers stay: one of them may be calling.
void SocketTransport::stopWatching()
{
    if (!isOpen())
        return;
    m_reading->setEnabled(false);
    if (m_writing)
        m_writing->setEnabled(false);
    m_queue.clear();
    setTalker(nullptr);
}

} // namespace courtyard
