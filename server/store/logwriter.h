// The only writer of events.sqlite. Runs a thread of its own; made, asked and destroyed by the log's owner.
// What gathers while one transaction is on its way to disk, or within two to five milliseconds of its start,
// is the next one (group commit). The destructor writes what is queued.
#pragma once

#include "server/store/database.h"
#include "server/store/eventlog.h"
#include "server/store/jobqueue.h"
#include "server/store/writertables.h"

#include <QObject>

#include <chrono>
#include <span>
#include <thread>

namespace courtyard {

class Deliveries;
class HealthBoard;
class WriteGate;

class LogWriter {
public:
    /// `changed` is called in the writer's thread with the names of the logs that grew, and by how many
    /// entries.
    using Changed = std::function<void(const QStringList &logs, qsizetype entries)>;

    /// `folder` holds `events.sqlite`.
    LogWriter(QString folder, Deliveries &deliveries, WriteGate &gate, HealthBoard &board, Changed changed);
    ~LogWriter();

    void append(LogEntry entry, AppendOptions options, std::function<void(const AppendResult &)> done);
    void find(LogEntry entry, std::function<void(const FindResult &)> done);
    void limitPages(qint64 pages);
    /// So that it looks at the board: nothing more is written to a damaged file, and that it is damaged is
    /// noted for the next start. From any thread.
    void wakeUp();

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
    struct WakeUpJob { };
    using Job = std::variant<AppendJob, FindJob, LimitJob, WakeUpJob>;
    enum class Outcome { Settled, UndoneTryEach };
    enum class Stage { Writing, Misplaced, Committing };
    enum class Rows { Together, Each };
    using Trouble = std::optional<WriterTables::Trouble>;

    void add(Job job);
    void handOver();
    void run();
    void noteAnyDamage();
    void store(std::span<Job> jobs);
    Outcome storeTogether(std::span<Job> jobs);
    Outcome undo(std::span<Job> jobs, Stage stage);
    Outcome refuse(std::span<Job> jobs, StoreFault fault, const QString &why);
    void limitPagesNow();
    static quint64 failAll(std::span<Job> jobs, const AppendResult &result);
    static bool isAppended(const Job &job);
    static void answer(const Job &job);
    bool performAll(std::span<Job> jobs);
    Trouble performAs(Rows rows, std::span<Job> jobs);
    Trouble performTogether(std::span<Job> jobs, WriterTables::Form form);
    static WriterTables::Form commonForm(std::span<const Job> jobs);
    static WriterTables::Form formOf(const Job &job);
    bool perform(Job &job);
    SqlProblem ensureOpen();
    void handBack(std::vector<Job> jobs);

    const QString m_folder;
    Deliveries &m_deliveries;
    WriteGate &m_gate;
    HealthBoard &m_board;
    const Changed m_changed;
    std::vector<Job> m_gathered; // owner's, until the end of its turn
    QObject m_turn; // owner's
    JobQueue<Job> m_jobs;
    std::unique_ptr<WriterTables> m_tables; // worker's
    qint64 m_maxPages = 0; // worker's
    bool m_damageNoted = false; // worker's
    std::chrono::steady_clock::duration m_lastSync{}; // worker's; of the last commit
    std::thread m_thread; // last: it uses all of the above
};

} // namespace courtyard
