// The event log on SQLite: `events.sqlite` in the data folder, and `search.sqlite`, which is derived from it
// and made anew wherever it is missing or damaged. Lives in the thread that made it, which needs an event
// loop; the work is done by three threads of its own (one writes, one reads, one searches), so reading never
// waits for writing.
//
//   append ──► LogWriter: all that is queued is one transaction ──► Deliveries ──► callbacks
//   read ────► LogReader: a read-only connection ─────────────────► Deliveries ──► callbacks
//   search ──► Searcher: catches up with the log, then asks FTS5 ─► Deliveries ──► callbacks
#pragma once

#include "server/store/eventlog.h"
#include "server/store/storehealth.h"

#include <memory>

namespace courtyard {

class SqliteEventLog final : public EventLog {
public:
    /// Opens the folder's log, made where it is not there. Blocks for as long as the disk takes.
    static std::variant<std::unique_ptr<SqliteEventLog>, StoreProblem> open(const QString &folder);
    /// Writes what is still queued, tells nobody, and lets go of the folder.
    ~SqliteEventLog() override;

    void append(LogEntry entry, AppendOptions options,
                std::function<void(const AppendResult &)> done) override;
    void find(LogEntry entry, std::function<void(const FindResult &)> done) override;
    void read(const QString &log, ReadRange range, std::function<void(const ReadResult &)> done) override;
    void entries(const QString &log, const QList<qint64> &seqs,
                 std::function<void(const ReadResult &)> done) override;
    void latest(const QString &log, const QString &kind,
                std::function<void(const ReadResult &)> done) override;
    void head(const QString &log, std::function<void(const LogHead &)> done) override;
    void search(SearchQuery query, std::function<void(const SearchHits &)> done) override;
    void naming(const QStringList &files, std::function<void(const NamingResult &)> done) override;
    void withFiles(const QString &log, qint64 before, int limit,
                   std::function<void(const ReadResult &)> done) override;

    StoreStats stats() const;
    /// Called whenever stats().health changed; once in the life of the log. Words for people: wordsFor().
    void onHealthChanged(std::function<void(const StoreHealth &)> changed);
    /// Reads the whole file once, in the background, for damage; to be asked for when the host is up.
    void checkIntegrity();
    /// Changes whenever the database is not the file that was last run on (a copy put in its place, say), or
    /// part of it was lost to damage. Then the past of its logs is not what it was: what others know of them
    /// must be forgotten.
    QString epoch() const;
    /// The file may not grow past so many pages of 4 KiB (0: no bound). From the next append on.
    void limitPages(qint64 pages);

private:
    struct Parts;
    explicit SqliteEventLog(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> d;
};

} // namespace courtyard
