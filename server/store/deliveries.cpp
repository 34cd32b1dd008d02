#include "server/store/deliveries.h"

#include <iterator>

namespace courtyard {

void Deliveries::add(std::vector<Callback> callbacks)
{
    if (callbacks.empty())
        return;
    const std::lock_guard lock(m_mutex);
    const bool wakeUp = m_waiting.empty();
    m_waiting.insert(m_waiting.end(), std::make_move_iterator(callbacks.begin()),
                     std::make_move_iterator(callbacks.end()));
    // Under the lock, so that nobody deletes us between the two.
    if (wakeUp)
        QMetaObject::invokeMethod(this, &Deliveries::runAll, Qt::QueuedConnection);
}

void Deliveries::add(Callback callback)
{
    std::vector<Callback> one;
    one.push_back(std::move(callback));
    add(std::move(one));
}

void Deliveries::runAll()
{
    std::vector<Callback> callbacks;
    {
        const std::lock_guard lock(m_mutex);
        callbacks.swap(m_waiting);
    }
    const std::shared_ptr<bool> alive = m_alive;
    for (const Callback &callback : callbacks) {
        callback();
        if (!*alive)
            return;
    }
}

} // namespace courtyard
