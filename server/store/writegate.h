// How far the writer is, for who must not look before it: a ticket for each append, counted up as it is asked
// for and as it is settled. Any thread.
#pragma once

#include <QtGlobal>

#include <condition_variable>
#include <mutex>

namespace courtyard {

class WriteGate {
public:
    quint64 lastTicket() const
    {
        const std::lock_guard lock(m_mutex);
        return m_given;
    }
    quint64 waiting() const
    {
        const std::lock_guard lock(m_mutex);
        return m_given - m_settled;
    }
    void give()
    {
        const std::lock_guard lock(m_mutex);
        ++m_given;
    }
    void settle(quint64 count)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_settled += count;
        }
        m_moved.notify_all();
    }
    /// Returns once everything up to this ticket is settled, or the gate was opened.
    void waitFor(quint64 ticket)
    {
        std::unique_lock lock(m_mutex);
        m_moved.wait(lock, [this, ticket] { return m_open || m_settled >= ticket; });
    }
    /// Nobody waits any more.
    void open()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_open = true;
        }
        m_moved.notify_all();
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_moved;
    quint64 m_given = 0, m_settled = 0; // guarded by m_mutex
    bool m_open = false;
};

} // namespace courtyard
