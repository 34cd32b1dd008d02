// Carries the write-ahead log of a SQLite file to the disk, off the GUI thread: what was committed outlives
// the process at once, and a loss of power a moment later. Moves the log into the file, too, once it has
// grown. Owned by Cache; works in a thread of its own, and finishes what was asked for before it goes.
#pragma once

#include <QString>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace courtyard {

class DiskKeeper final {
public:
    explicit DiskKeeper(const QString &databaseFile);
    ~DiskKeeper();
    DiskKeeper(const DiskKeeper &) = delete;
    DiskKeeper &operator=(const DiskKeeper &) = delete;

    /// Something was committed. Returns at once; several calls may be answered by one trip to the disk.
    void wake();

private:
    void work();
    void syncLog() const;
    void shortenLog() const;

    const QString m_file;
    std::mutex m_mutex;
    std::condition_variable m_woken;
    bool m_wanted = false, m_ending = false;
    std::thread m_thread; // the last member: it uses the others
};

} // namespace courtyard
