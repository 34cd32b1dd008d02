#include "server/store/sqliteeventlog.h"

#include "server/store/continuity.h"
#include "server/store/damage.h"
#include "server/store/database.h"
#include "server/store/deliveries.h"
#include "server/store/durablefiles.h"
#include "server/store/folderlock.h"
#include "server/store/healthboard.h"
#include "server/store/integritycheck.h"
#include "server/store/logreader.h"
#include "server/store/logwriter.h"
#include "server/store/schema.h"
#include "server/store/searcher.h"
#include "server/store/storelog.h"
#include "server/store/writegate.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace courtyard {

struct SqliteEventLog::Parts {
    explicit Parts(const QString &path)
        : folder(path), eventsPath(eventsFile(folder)), indexPath(folder + "/search.sqlite"_L1)
    { }
    // The writer first: it writes what is left, while the searcher that it tells is still there.
    ~Parts()
    {
        if (!writer)
            return;
        board.onDamage({});
        writer.reset();
        check.reset();
        reader.reset();
        searcher.reset();
        if (board.isDamaged()) {
            noteDamage(folder); // closing may have changed the file
            return;
        }
        // SQLite folds the write-ahead log into the file when its last connection closes, and ours was one
        // that may only read.
        Database(eventsPath, Database::Access::ReadWrite).run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    }
    void start()
    {
        writer.emplace(folder, deliveries, gate, board, [this](const QStringList &logs, qsizetype entries) {
            searcher->noteGrown(logs, entries);
        });
        board.onDamage([this] { writer->wakeUp(); }); // before there is anybody who reads
        searcher.emplace(eventsPath, indexPath, deliveries, gate, board);
        reader.emplace(eventsPath, deliveries, board);
    }

    const QString folder, eventsPath, indexPath;
    QString epoch;
    FolderLock lock;
    Deliveries deliveries;
    HealthBoard board{deliveries};
    WriteGate gate;
    std::optional<Searcher> searcher;
    std::optional<LogReader> reader;
    std::optional<LogWriter> writer;
    std::optional<IntegrityCheck> check;
};

namespace {

std::optional<StoreProblem> problemOf(FolderLock::Outcome outcome, const QString &folder)
{
    switch (outcome) {
    case FolderLock::Outcome::Held:
        return std::nullopt;
    case FolderLock::Outcome::TakenByAnother:
        return StoreProblem{StoreProblem::Kind::FolderInUse, u"another host uses %1"_s.arg(folder)};
    case FolderLock::Outcome::DiskFull:
        return StoreProblem{StoreProblem::Kind::FolderFull, u"no room for a lock in %1"_s.arg(folder)};
    case FolderLock::Outcome::CannotWrite:
        break;
    }
    return StoreProblem{StoreProblem::Kind::FolderNotWritable, u"no permission"_s};
}

// Looked at without the right to write: what we do not understand is left byte by byte as it is.
bool isNewerVersions(const QString &path)
{
    if (QFileInfo(path).size() == 0)
        return false;
    Database database(path, Database::Access::ReadOnly);
    return database.isOpen() && schema::isNewer(database);
}

// SQLite would take a log without its file for rubbish, and remove it.
bool hasLostItsFile(const QString &path)
{
    return QFileInfo(path).size() == 0 && QFileInfo(path + "-wal"_L1).size() > 0;
}

StoreProblem damaged(const QString &folder, const QString &why)
{
    noteDamage(folder);
    return {StoreProblem::Kind::FolderDamaged, why};
}

/// The epoch.
std::variant<QString, StoreProblem> prepareFile(const QString &folder)
{
    const QString path = eventsFile(folder);
    if (isNewerVersions(path))
        return StoreProblem{StoreProblem::Kind::FolderNewer, u"a newer version's"_s};
    if (hasLostItsFile(path))
        return damaged(folder, u"there is only its write-ahead log"_s);
    Database database(path, Database::Access::ReadWrite);
    const auto outcome = database.isOpen() ? schema::prepare(database) : schema::Outcome::NotWritable;
    if (outcome == schema::Outcome::Ready) {
        if (const auto epoch = beginRun(database, folder))
            return *epoch;
    } else if (outcome == schema::Outcome::Damaged) {
        const QString why = database.problem().text;
        return damaged(folder, why.isEmpty() ? u"not one of ours"_s : why);
    }
    const StoreProblem problem = problemOf(database.problem(), folder);
    return problem.kind == StoreProblem::Kind::FolderDamaged ? damaged(folder, problem.why) : problem;
}

} // namespace

std::variant<std::unique_ptr<SqliteEventLog>, StoreProblem> SqliteEventLog::open(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return StoreProblem{StoreProblem::Kind::FolderNotWritable, u"cannot make %1"_s.arg(folder)};
    auto parts = std::make_unique<Parts>(folder);
    if (const auto problem = problemOf(parts->lock.take(folder), folder))
        return *problem;
    const auto settled = settleDamage(folder);
    if (const auto *problem = std::get_if<StoreProblem>(&settled))
        return *problem;
    if (const auto *aside = std::get_if<SetAside>(&settled))
        parts->board.noteSetAside(aside->keptAs, aside->takenOver);
    const auto prepared = prepareFile(folder);
    if (const auto *problem = std::get_if<StoreProblem>(&prepared))
        return *problem;
    parts->epoch = std::get<QString>(prepared);
    syncFoldersUp(folder);
    parts->start();
    qCInfo(logStore).noquote() << "open epoch="_L1 + parts->epoch;
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

void SqliteEventLog::naming(const QStringList &files, std::function<void(const NamingResult &)> done)
{
    d->reader->naming(files, std::move(done));
}

void SqliteEventLog::withFiles(const QString &log, qint64 before, int limit,
                               std::function<void(const ReadResult &)> done)
{
    d->reader->withFiles(log, before, limit, std::move(done));
}

void SqliteEventLog::search(SearchQuery query, std::function<void(const SearchHits &)> done)
{
    d->searcher->search(std::move(query), std::move(done));
}

StoreStats SqliteEventLog::stats() const
{
    StoreStats stats = d->board.stats();
    stats.waiting = d->gate.waiting();
    return stats;
}

void SqliteEventLog::onHealthChanged(std::function<void(const StoreHealth &)> changed)
{
    d->board.onChanged(std::move(changed));
}

void SqliteEventLog::checkIntegrity()
{
    if (!d->check)
        d->check.emplace(d->eventsPath, d->board);
}

QString SqliteEventLog::epoch() const
{
    return d->epoch;
}

void SqliteEventLog::limitPages(qint64 pages)
{
    d->writer->limitPages(pages);
}

} // namespace courtyard
