#include "server/network/outflow.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

namespace courtyard {

namespace {

constexpr auto endOfTurn = QEvent::User; // nobody else posts to it

} // namespace

void Outflow::expect(Sender *sender)
{
    if (sender->m_place != Sender::nowhere)
        return;
    if (m_waiting.empty())
        QCoreApplication::postEvent(this, new QEvent(endOfTurn),
                                    Qt::LowEventPriority); // behind all that sends
    sender->m_place = m_waiting.size();
    m_waiting.push_back(sender);
}

// Its place stays empty: thousands may go in the same turn.
void Outflow::forget(Sender *sender)
{
    const std::size_t place = std::exchange(sender->m_place, Sender::nowhere);
    if (place == Sender::nowhere)
        return;
    const bool isBeingFlushed = place < m_flushing.size() && m_flushing[place] == sender;
    (isBeingFlushed ? m_flushing : m_waiting)[place] = nullptr;
}

bool Outflow::event(QEvent *event)
{
    if (event->type() != endOfTurn)
        return QObject::event(event);
    m_flushing.swap(m_waiting);
    for (std::size_t i = 0; i < m_flushing.size(); ++i) {
        Sender *sender = std::exchange(m_flushing[i], nullptr);
        if (!sender)
            continue;
        sender->m_place = Sender::nowhere;
        sender->flush();
    }
    m_flushing.clear();
    return true;
}

} // namespace courtyard
