#include "server/store/schema.h"

#include "server/store/database.h"
#include "server/store/storelog.h"

#include <QRandomGenerator>
#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace courtyard::schema {

namespace {

constexpr int applicationId = 0x43747964; // "Ctyd"

// Of a file that is made now; an older one keeps its own. What is said in many rooms, or by many who come in,
// touches a page of each room and index: smaller ones are less to copy and to write for each message.
constexpr int newPageBytes = 1024;

using Migration = QStringList (*)();

QStringList versionOne()
{
    return {
        u"CREATE TABLE logs(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)"_s,
        u"CREATE TABLE entries("
        "id INTEGER PRIMARY KEY, log INTEGER NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL,"
        "name TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL,"
        "target INTEGER NOT NULL, reply INTEGER NOT NULL, extra BLOB NOT NULL, slot TEXT,"
        "digest BLOB NOT NULL, redacted INTEGER NOT NULL DEFAULT 0)"_s,
        u"CREATE UNIQUE INDEX entries_key ON entries(log, author, key)"_s,
        u"CREATE UNIQUE INDEX entries_slot ON entries(log, slot) WHERE slot IS NOT NULL"_s,
        u"CREATE INDEX entries_edits ON entries(log, target) WHERE kind = 'edit'"_s,
        // What `latest` asks for: of frequent kinds the newest is soon found without an index.
        u"CREATE INDEX entries_rare ON entries(log, kind)"
        " WHERE kind NOT IN ('message', 'edit', 'delete', 'reaction')"_s,
        u"CREATE TABLE meta(store TEXT NOT NULL)"_s,
        u"INSERT INTO meta VALUES('%1')"_s.arg(QRandomGenerator::system()->generate64(), 16, 16,
                                               QLatin1Char('0')),
        u"PRAGMA application_id = %1"_s.arg(applicationId),
    };
}

// What tells the file that was last run on from a copy: see continuity.h.
QStringList versionTwo()
{
    return {
        u"ALTER TABLE meta ADD COLUMN epoch TEXT NOT NULL DEFAULT ''"_s,
        u"ALTER TABLE meta ADD COLUMN file TEXT NOT NULL DEFAULT ''"_s,
        u"ALTER TABLE meta ADD COLUMN run INTEGER NOT NULL DEFAULT 0"_s,
        u"UPDATE meta SET epoch = store"_s,
    };
}

// Which entries name which files: kept by the database itself, in the transaction that appends or redacts, so
// that no writer can forget it.
QStringList versionThree()
{
    const auto take = [](QLatin1StringView row, QLatin1StringView field) {
        return QString("INSERT OR IGNORE INTO entry_files SELECT "_L1 % row
                       % ".id, json_extract(value, '$."_L1 % field % "') FROM json_each(CAST("_L1 % row
                       % ".extra AS TEXT), '$.files') WHERE json_extract(value, '$."_L1 % field
                       % "') IS NOT NULL;"_L1);
    };
    return {
        u"CREATE TABLE entry_files(entry INTEGER NOT NULL, file TEXT NOT NULL, PRIMARY KEY(entry, file))"
        " WITHOUT ROWID"_s,
        u"CREATE INDEX entry_files_file ON entry_files(file)"_s,
        QString(
            "CREATE TRIGGER entry_files_put AFTER INSERT ON entries"
            " WHEN NEW.kind = 'message' AND length(NEW.extra) > 0 AND json_valid(CAST(NEW.extra AS TEXT)) BEGIN "_L1
            % take("NEW"_L1, "id"_L1) % take("NEW"_L1, "thumb"_L1) % " END"_L1),
        u"CREATE TRIGGER entry_files_drop AFTER UPDATE OF redacted ON entries WHEN NEW.redacted = 1 BEGIN"
        " DELETE FROM entry_files WHERE entry = NEW.id; END"_s,
    };
}

// An insert is a third cheaper without a trigger, even one that has nothing to do, and where the condition of
// an index is no list: SQLite makes a table of that for each row. From here on the writer notes the files
// (noteFiles).
QStringList versionFour()
{
    return {
        u"DROP TRIGGER entry_files_put"_s,
        u"DROP INDEX entries_rare"_s,
        QString("CREATE INDEX entries_rare ON entries(log, kind) WHERE "_L1 % isRare),
    };
}

// Entry n brings a file from version n to n + 1. Only ever added to.
constexpr std::array<Migration, 4> migrations{versionOne, versionTwo, versionThree, versionFour};

bool migrate(Database &database, int from)
{
    if (!database.run(u"BEGIN IMMEDIATE"_s))
        return false;
    for (const QString &step : migrations[std::size_t(from)]()) {
        if (!database.run(step))
            return false;
    }
    if (!database.run(u"PRAGMA user_version = %1"_s.arg(from + 1)) || !database.run(u"COMMIT"_s))
        return false;
    qCInfo(logStore).nospace() << "migrated from=" << from << " to=" << from + 1;
    return true;
}

Outcome outcomeOf(const SqlProblem &problem)
{
    return problem.isDamage() ? Outcome::Damaged : Outcome::NotWritable;
}

} // namespace

QString noteFiles()
{
    constexpr auto json = "CAST(entries.extra AS TEXT)"_L1;
    const auto take = [json](QLatin1StringView field) {
        return QString("SELECT entries.id AS entry, json_extract(file.value, '$."_L1 % field
                       % "') AS file FROM entries, json_each(CASE WHEN json_valid("_L1 % json % ") THEN "_L1
                       % json
                       % " ELSE '{}' END, '$.files') AS file"
                         " WHERE entries.id BETWEEN ?1 AND ?2 AND entries.kind = 'message'"
                         " AND length(entries.extra) > 0"_L1);
    };
    return QString("INSERT OR IGNORE INTO entry_files SELECT entry, file FROM ("_L1 % take("id"_L1)
                   % " UNION ALL "_L1 % take("thumb"_L1) % ") WHERE file IS NOT NULL"_L1);
}

LogEntry entryFrom(const Statement &row, const QString &log)
{
    return {.log = log,
            .seq = seqOf(row.integer(0)),
            .at = row.integer(1),
            .author = row.text(2),
            .name = row.text(3),
            .kind = row.text(4),
            .key = row.text(5),
            .text = row.text(6),
            .target = row.integer(7),
            .reply = row.integer(8),
            .extra = row.bytes(9),
            .slot = row.text(10),
            .redacted = row.integer(11) != 0};
}

bool configureWriter(Database &database)
{
    return database.run(u"PRAGMA journal_mode = WAL"_s) && database.run(u"PRAGMA synchronous = FULL"_s);
}

bool isNewer(Database &database)
{
    return database.single(u"PRAGMA application_id"_s).toInt() == applicationId
        && database.single(u"PRAGMA user_version"_s).toInt() > int(migrations.size());
}

Outcome prepare(Database &database)
{
    const QVariant tables = database.single(u"SELECT count(*) FROM sqlite_master"_s);
    if (!tables.isValid())
        return outcomeOf(database.problem());
    const int version = database.single(u"PRAGMA user_version"_s).toInt();
    const int application = database.single(u"PRAGMA application_id"_s).toInt();
    if (isNewer(database))
        return Outcome::Newer;
    if (tables.toInt() > 0 && (version == 0 || application != applicationId))
        return Outcome::Damaged; // a file of somebody else's
    if (tables.toInt() == 0 && !database.run(u"PRAGMA page_size = %1"_s.arg(newPageBytes)))
        return outcomeOf(database.problem());
    if (!configureWriter(database))
        return outcomeOf(database.problem());
    for (int from = version; from < int(migrations.size()); ++from) {
        if (!migrate(database, from))
            return outcomeOf(database.problem());
    }
    return database.single(u"SELECT store FROM meta"_s).isValid() ? Outcome::Ready : Outcome::Damaged;
}

} // namespace courtyard::schema
