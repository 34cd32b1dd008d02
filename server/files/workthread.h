// A thread that does one thing after the other. Made, fed and destroyed from any one thread; what is still
// queued at the end is done first.
#pragma once

#include "server/store/jobqueue.h"

#include <functional>
#include <thread>

namespace courtyard {

class WorkThread {
public:
    using Job = std::function<void()>;

    /// `rest` runs after each batch of jobs: what can be said once for all of them.
    explicit WorkThread(Job rest = {}) : m_rest(std::move(rest)), m_thread([this] { run(); }) { }
    ~WorkThread() { end(); }
    WorkThread(const WorkThread &) = delete;
    WorkThread &operator=(const WorkThread &) = delete;

    /// From any thread.
    void post(Job job) { m_jobs.add(std::move(job)); }
    void end()
    {
        m_jobs.end();
        if (m_thread.joinable())
            m_thread.join();
    }

private:
    void run()
    {
        for (;;) {
            const std::vector<Job> jobs = m_jobs.takeAll();
            if (jobs.empty())
                return;
            for (const Job &job : jobs)
                job();
            if (m_rest)
                m_rest();
        }
    }

    JobQueue<Job> m_jobs;
    Job m_rest;
    std::thread m_thread; // last: it uses the others
};

} // namespace courtyard
