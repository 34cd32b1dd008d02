// Writes what Cache gathered, in its order, in a thread of its own: neither a transaction nor the disk holds
// up the window. Where somebody else holds the file it waits; where the file cannot be written, it stops and
// says so. Owned by Cache; finishes what it was given before it goes, unless the file is held just then.
#pragma once

#include "client/cachefile.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace courtyard {

class DiskKeeper;

class CacheWriter final {
public:
    /// `failed` is called in the writer's thread; `keeper` lives longer.
    CacheWriter(const QString &databaseFile, DiskKeeper &keeper, std::function<void()> failed);
    ~CacheWriter();
    CacheWriter(const CacheWriter &) = delete;
    CacheWriter &operator=(const CacheWriter &) = delete;

    /// A number that isDone() and waitFor() know it by: 1, 2 …
    quint64 give(std::vector<CacheWrite> writes);
    bool isDone(quint64 number);
    /// Until it is done, has failed, or the time is over.
    void waitFor(quint64 number, std::chrono::milliseconds atMost);

    bool hasFailed();
    CacheFile::Trouble trouble();
    /// Stops; gives back what is not written, in its order.
    std::vector<CacheWrite> stop();

private:
    enum class State { Working, Finishing, Stopping, Failed };

    void work();
    bool write(CacheFile &file, const std::vector<CacheWrite> &writes);
    void end(State how);

    const QString m_file;
    DiskKeeper &m_keeper;
    const std::function<void()> m_failed;
    std::mutex m_mutex; // for all below
    std::condition_variable m_woken, m_progress;
    std::vector<CacheWrite> m_waiting;
    quint64 m_given = 0, m_done = 0;
    State m_state = State::Working;
    CacheFile::Trouble m_trouble;
    std::thread m_thread; // the last member: it uses the others
};

} // namespace courtyard
