// Answers reads, one after the other, in a thread of its own with a read-only connection. Made, asked and
// destroyed by the log's owner; what is still queued at the end is forgotten.
#pragma once

#include "server/store/eventlog.h"
#include "server/store/jobqueue.h"

#include <memory>
#include <thread>

namespace courtyard {

class Deliveries;
class EntryReader;
class HealthBoard;

class LogReader {
public:
    LogReader(QString path, Deliveries &deliveries, HealthBoard &board);
    ~LogReader();

    void read(const QString &log, ReadRange range, std::function<void(const ReadResult &)> done);
    void entries(const QString &log, const QList<qint64> &seqs, std::function<void(const ReadResult &)> done);
    void latest(const QString &log, const QString &kind, std::function<void(const ReadResult &)> done);
    void head(const QString &log, std::function<void(const LogHead &)> done);
    void naming(const QStringList &files, std::function<void(const NamingResult &)> done);
    void withFiles(const QString &log, qint64 before, int limit,
                   std::function<void(const ReadResult &)> done);

private:
    /// What to ask; nullptr where the file could not be opened. Gives what to do in the owner's thread.
    using Job = std::function<std::function<void()>(EntryReader *)>;

    template <typename Result, typename Ask>
    void add(Ask ask, Result failure, std::function<void(const Result &)> done);
    void run();

    const QString m_path;
    Deliveries &m_deliveries;
    HealthBoard &m_board;
    JobQueue<Job> m_jobs;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace courtyard
