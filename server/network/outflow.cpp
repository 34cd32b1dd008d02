#include "server/network/outflow.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>

namespace courtyard {

namespace {

constexpr auto endOfTurn = QEvent::User; // nobody else posts to it

} // namespace

void Outflow::expect(Sender *sender)
{
    if (m_waiting.empty())
        QCoreApplication::postEvent(this, new QEvent(endOfTurn),
                                    Qt::LowEventPriority); // behind all that sends
    m_waiting.push_back(sender);
}

void Outflow::forget(Sender *sender)
{
    std::erase(m_waiting, sender);
    std::replace(m_flushing.begin(), m_flushing.end(), sender, static_cast<Sender *>(nullptr));
}

bool Outflow::event(QEvent *event)
{
    if (event->type() != endOfTurn)
        return QObject::event(event);
    m_flushing.swap(m_waiting);
    for (std::size_t i = 0; i < m_flushing.size(); ++i) {
        if (m_flushing[i])
            m_flushing[i]->flush();
    }
    m_flushing.clear();
    return true;
}

} // namespace courtyard
