#include "server/network/plaintransport.h"

#include <QEvent>
#include <QSocketNotifier>

#include <utility>

namespace courtyard {

/// A notifier that calls instead of emitting: a connection of signal and slot costs memory for each socket.
class PlainTransport::Watcher final : public QSocketNotifier {
public:
    Watcher(PlainTransport &owner, Type type) : QSocketNotifier(owner.m_descriptor, type), m_owner(owner) { }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::SockAct && event->type() != QEvent::SockClose)
            return QSocketNotifier::event(event);
        m_owner.onActivated(type() == Read);
        return true;
    }

private:
    PlainTransport &m_owner;
};

PlainTransport::PlainTransport(qintptr descriptor, Traffic &traffic)
    : m_descriptor(descriptor), m_traffic(traffic), m_ends(descriptor::endsOf(descriptor)),
      m_reading(std::make_unique<Watcher>(*this, QSocketNotifier::Read))
{ }

PlainTransport::~PlainTransport()
{
    abort();
}

void PlainTransport::onActivated(bool readable)
{
    if (readable) {
        if (talker())
            talker()->readable();
        return;
    }
    const qint64 before = m_queue.size();
    give(m_queue);
    if (m_queue.isEmpty())
        m_writing->setEnabled(false);
    if (m_queue.size() < before && talker())
        talker()->drained();
}

qint64 PlainTransport::receive(char *into, qint64 size)
{
    if (!isOpen())
        return over;
    const descriptor::Moved moved = descriptor::receive(m_descriptor, into, size);
    m_traffic.bytesIn += quint64(moved.bytes);
    return moved.isOver ? over : moved.bytes;
}

void PlainTransport::setReading(bool on)
{
    if (isOpen())
        m_reading->setEnabled(on);
}

void PlainTransport::send(Pieces &pieces)
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
void PlainTransport::give(Pieces &pieces)
{
    std::array<QByteArrayView, descriptor::piecesAtOnce> views;
    while (!pieces.isEmpty()) {
        const auto front = pieces.front(views);
        qint64 offered = 0;
        for (const QByteArrayView view : front)
            offered += view.size();
        const descriptor::Moved moved = descriptor::send(m_descriptor, front);
        m_traffic.bytesOut += quint64(moved.bytes);
        pieces.dropFront(moved.isOver ? pieces.size() : moved.bytes);
        if (moved.bytes < offered)
            return;
    }
}

void PlainTransport::watchWriting()
{
    if (!m_writing)
        m_writing = std::make_unique<Watcher>(*this, QSocketNotifier::Write);
    m_writing->setEnabled(true);
}

void PlainTransport::shutDownSending()
{
    if (isOpen())
        descriptor::shutDownSending(m_descriptor);
}

void PlainTransport::abort()
{
    stopWatching();
    const qintptr descriptor = std::exchange(m_descriptor, closed);
    if (descriptor != closed)
        descriptor::close(descriptor);
}

qintptr PlainTransport::takeDescriptor()
{
    stopWatching();
    return std::exchange(m_descriptor, closed);
}

// The watchers stay: one of them may be calling.
void PlainTransport::stopWatching()
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
