// The only writer of events.sqlite. Runs a thread of its own; made, asked and destroyed by the log's owner.
// What gathers while one transaction is on its way to disk is the next one (group commit). The destructor
// writes what is queued.
#pragma once

#include "server/store/eventlog.h"
#include "server/store/jobqueue.h"
#include "server/store/sqliteeventlog.h"

#include <atomic>
#include <span>
#include <thread>

namespace courtyard {

class Deliveries;
class WriteGate;
class WriterTables;

class LogWriter {
public:
    /// `changed` is called in the writer's thread with the names of the logs that grew.
    using Changed = std::function<void(const QStringList &logs)>;

    LogWriter(QString path, Deliveries &deliveries, WriteGate &gate, Changed changed);
    ~LogWriter();

    void append(LogEntry entry, AppendOptions options, std::function<void(const AppendResult &)> done);
    void find(LogEntry entry, std::function<void(const FindResult &)> done);
    void limitPages(qint64 pages);
    StoreStats stats() const;

private:
    struct AppendJob {
        LogEntry entry;
        AppendOptions options;
        std::function<void(const AppendResult &)> done;
        AppendResult result;
    };
    struct FindJob {
        LogEntry entry;
        std::function<void(const FindResult &)> done;
        FindResult result;
    };
    struct LimitJob {
        qint64 pages;
    };
    using Job = std::variant<AppendJob, FindJob, LimitJob>;
    enum class Outcome { Settled, UndoneTryEach };
    enum class Stage { Writing, Committing };

    void run();
    void store(std::span<Job> jobs);
    Outcome storeTogether(std::span<Job> jobs);
    Outcome undo(std::span<Job> jobs, Stage stage);
    void limitPagesNow();
    static void failAll(std::span<Job> jobs, const AppendResult &result);
    static bool isAppended(const Job &job);
    static void addCallback(Job &job, std::vector<std::function<void()>> &callbacks);
    bool perform(Job &job);
    bool ensureOpen(QString &why);
    void handBack(std::vector<Job> &jobs);

    const QString m_path;
    Deliveries &m_deliveries;
    WriteGate &m_gate;
    const Changed m_changed;
    JobQueue<Job> m_jobs;
    std::unique_ptr<WriterTables> m_tables; // worker's
    qint64 m_maxPages = 0; // worker's
    std::atomic<quint64> m_commits = 0, m_appended = 0;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace courtyard
