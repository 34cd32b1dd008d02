#include "server/store/sqliteeventlog.h"

#include "server/store/database.h"
#include "server/store/deliveries.h"
#include "server/store/folderlock.h"
#include "server/store/logreader.h"
#include "server/store/logwriter.h"
#include "server/store/schema.h"
#include "server/store/searcher.h"
#include "server/store/writegate.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace courtyard {

struct SqliteEventLog::Parts {
    explicit Parts(const QString &folder)
        : eventsPath(folder + "/events.sqlite"_L1), indexPath(folder + "/search.sqlite"_L1)
    { }
    // The writer first: it writes what is left, while the searcher that it tells is still there.
    ~Parts()
    {
        if (!writer)
            return;
        writer.reset();
        reader.reset();
        searcher.reset();
        // SQLite folds the write-ahead log into the file when its last connection closes, and ours was one
        // that may only read.
        Database(eventsPath, Database::Access::ReadWrite).run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    }
    void start()
    {
        searcher.emplace(eventsPath, indexPath, deliveries, gate);
        reader.emplace(eventsPath, deliveries);
        writer.emplace(eventsPath, deliveries, gate,
                       [this](const QStringList &logs) { searcher->noteGrown(logs); });
    }

    const QString eventsPath, indexPath;
    FolderLock lock;
    Deliveries deliveries;
    WriteGate gate;
    std::optional<Searcher> searcher;
    std::optional<LogReader> reader;
    std::optional<LogWriter> writer;
};

namespace {

std::optional<StoreProblem> problemOf(FolderLock::Outcome outcome, const QString &folder)
{
    switch (outcome) {
    case FolderLock::Outcome::Held:
        return std::nullopt;
    case FolderLock::Outcome::TakenByAnother:
        return StoreProblem{StoreProblem::Kind::FolderInUse, u"another host uses %1"_s.arg(folder)};
    case FolderLock::Outcome::CannotWrite:
        break;
    }
    return StoreProblem{StoreProblem::Kind::FolderNotWritable, u"cannot write to %1"_s.arg(folder)};
}

std::optional<StoreProblem> prepareTables(const QString &path)
{
    using Kind = StoreProblem::Kind;
    Database database(path, Database::Access::ReadWrite);
    if (!database.isOpen())
        return StoreProblem{Kind::FolderNotWritable, database.problem().text};
    switch (schema::prepare(database)) {
    case schema::Outcome::Ready:
        return std::nullopt;
    case schema::Outcome::Damaged:
        return StoreProblem{Kind::FolderDamaged, u"%1 is damaged: %2"_s.arg(path, database.problem().text)};
    case schema::Outcome::Newer:
        return StoreProblem{Kind::FolderDamaged, u"%1 was written by a newer version"_s.arg(path)};
    case schema::Outcome::NotWritable:
        break;
    }
    return StoreProblem{Kind::FolderNotWritable, database.problem().text};
}

} // namespace

std::variant<std::unique_ptr<SqliteEventLog>, StoreProblem> SqliteEventLog::open(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return StoreProblem{StoreProblem::Kind::FolderNotWritable, u"cannot make %1"_s.arg(folder)};
    auto parts = std::make_unique<Parts>(folder);
    if (const auto problem = problemOf(parts->lock.take(folder), folder))
        return *problem;
    if (const auto problem = prepareTables(parts->eventsPath))
        return *problem;
    parts->start();
    return std::unique_ptr<SqliteEventLog>(new SqliteEventLog(std::move(parts)));
}

SqliteEventLog::SqliteEventLog(std::unique_ptr<Parts> parts) : d(std::move(parts)) { }

SqliteEventLog::~SqliteEventLog() = default;

void SqliteEventLog::append(LogEntry entry, AppendOptions options,
                            std::function<void(const AppendResult &)> done)
{
    d->writer->append(std::move(entry), options, std::move(done));
}

void SqliteEventLog::find(LogEntry entry, std::function<void(const FindResult &)> done)
{
    d->writer->find(std::move(entry), std::move(done));
}

void SqliteEventLog::read(const QString &log, ReadRange range, std::function<void(const ReadResult &)> done)
{
    d->reader->read(log, range, std::move(done));
}

void SqliteEventLog::entries(const QString &log, const QList<qint64> &seqs,
                             std::function<void(const ReadResult &)> done)
{
    d->reader->entries(log, seqs, std::move(done));
}

void SqliteEventLog::latest(const QString &log, const QString &kind,
                            std::function<void(const ReadResult &)> done)
{
    d->reader->latest(log, kind, std::move(done));
}

void SqliteEventLog::head(const QString &log, std::function<void(const LogHead &)> done)
{
    d->reader->head(log, std::move(done));
}

void SqliteEventLog::search(SearchQuery query, std::function<void(const SearchHits &)> done)
{
    d->searcher->search(std::move(query), std::move(done));
}

StoreStats SqliteEventLog::stats() const
{
    return d->writer->stats();
}

void SqliteEventLog::limitPages(qint64 pages)
{
    d->writer->limitPages(pages);
}

} // namespace courtyard
