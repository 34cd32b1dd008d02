// Work handed to one thread: added by any thread, taken by the worker, all that has gathered at a time. Mutex
// and condition variable of ours, not Qt's, so that the thread sanitizer sees them (RELIABILITY 25).
#pragma once

#include <chrono>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace courtyard {

template <typename Job>
class JobQueue {
public:
    void add(Job job)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_jobs.push_back(std::move(job));
        }
        m_added.notify_one();
    }

    void add(std::vector<Job> jobs)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_jobs.empty())
                m_jobs = std::move(jobs);
            else
                m_jobs.insert(m_jobs.end(), std::make_move_iterator(jobs.begin()),
                              std::make_move_iterator(jobs.end()));
        }
        m_added.notify_one();
    }

    /// Waits for work. Empty once it was ended: what was added before is still handed out first.
    std::vector<Job> takeAll()
    {
        std::unique_lock lock(m_mutex);
        m_added.wait(lock, [this] { return m_ended || !m_jobs.empty(); });
        return std::exchange(m_jobs, {});
    }
    /// As above, but not before this time. Who adds meanwhile wakes nobody up.
    std::vector<Job> takeAll(std::chrono::steady_clock::time_point earliest)
    {
        {
            std::unique_lock lock(m_mutex);
            m_added.wait(lock, [this] { return m_ended || !m_jobs.empty(); });
        }
        std::this_thread::sleep_until(earliest);
        return takeAll();
    }

    void end()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ended = true;
        }
        m_added.notify_one();
    }
    /// Whether the worker should leave the rest of what it took.
    bool hasEnded()
    {
        const std::lock_guard lock(m_mutex);
        return m_ended;
    }
    /// And forgets what nobody has taken yet.
    void endNow()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ended = true;
            m_jobs.clear();
        }
        m_added.notify_one();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_added;
    std::vector<Job> m_jobs; // guarded by m_mutex, as is m_ended
    bool m_ended = false;
};

} // namespace courtyard
