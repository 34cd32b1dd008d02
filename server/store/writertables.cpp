#include "server/store/writertables.h"

#include "server/store/durablefiles.h"
#include "server/store/schema.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

// Whatever is in the cache, most commits look at once, page by page: when SQLite splits a page in the middle
// of a tree, its neighbours change their numbers for a moment, and it then looks for numbers that are too
// large (pcache1TruncateUnsafe). So it holds no more than some hundred rooms need that are spoken in at once.
constexpr int cachePages = 2000;
// One transaction may have more: below that it would be written, read and written again.
constexpr int mostPagesOfCommit = 8000;

Statement::Utf8View textOf(QByteArrayView utf8)
{
    return {utf8};
}

constexpr std::size_t columnsOfARow = 13;

// A register replaces what its slot holds, unless it is the very same: that is looked for first.
// A row that cannot be stored takes the whole transaction back, as its owner would: to take back one
// statement of several rows, SQLite would copy each page that it touches.
QString insertRows(std::size_t rows, WriterTables::Form form)
{
    QString sql =
        u"INSERT OR ROLLBACK INTO entries(log, id, at, author, name, kind, key, text, target, reply,"
        " extra, digest, slot) VALUES"_s;
    for (std::size_t i = 0; i < rows; ++i)
        sql += i == 0 ? "(?,?,?,?,?,?,?,?,?,?,?,?,?)"_L1 : ",(?,?,?,?,?,?,?,?,?,?,?,?,?)"_L1;
    sql += " ON CONFLICT(log, author, key) DO NOTHING"_L1;
    if (form == WriterTables::Form::Register) {
        sql +=
            " ON CONFLICT(log, slot) WHERE slot IS NOT NULL DO UPDATE SET id = excluded.id, at = excluded.at,"
            " author = excluded.author, name = excluded.name, kind = excluded.kind, key = excluded.key,"
            " text = excluded.text, target = excluded.target, reply = excluded.reply,"
            " extra = excluded.extra, digest = excluded.digest, redacted = 0"_L1;
    }
    return sql;
}

// The values show what `entry` and `encoded` hold.
void addRow(std::vector<Statement::Value> &values, qint64 id, const LogEntry &entry,
            const EncodedEntry &encoded)
{
    values.insert(values.end(),
                  {schema::logOf(id), id, entry.at, textOf(encoded.author()), textOf(encoded.name()),
                   textOf(encoded.kind()), textOf(encoded.key()), textOf(encoded.text()), entry.target,
                   entry.reply, Statement::BytesView{entry.extra}, Statement::BytesView{encoded.digest()},
                   entry.slot.isEmpty() ? Statement::Value(nullptr) : Statement::Value(entry.slot)});
}

} // namespace

std::variant<std::unique_ptr<WriterTables>, SqlProblem> WriterTables::open(const QString &path)
{
    std::unique_ptr<WriterTables> tables(new WriterTables(path));
    if (tables->m_database.isOpen() && schema::configureWriter(tables->m_database)
        && tables->m_database.run(u"PRAGMA cache_size = %1"_s.arg(cachePages))
        && tables->m_database.run(u"PRAGMA cache_spill = %1"_s.arg(mostPagesOfCommit))
        && tables->m_database.problem().code == 0)
        return tables;
    return tables->m_database.problem();
}

bool WriterTables::isInPlace() const
{
    return m_file.isUnchanged() && m_wal.exists();
}

WriterTables::WriterTables(const QString &path)
    : m_file(path), m_wal(path + "-wal"_L1), m_database(path, Database::Access::Appending),
      m_begin(m_database, u"BEGIN IMMEDIATE"_s), m_commit(m_database, u"COMMIT"_s),
      m_findLog(m_database, u"SELECT id FROM logs WHERE name = ?"_s),
      m_makeLog(m_database, u"INSERT INTO logs(name) VALUES(?)"_s),
      m_head(m_database, u"SELECT max(id) FROM entries WHERE id BETWEEN ? AND ?"_s),
      m_noteFiles(m_database, schema::noteFiles()),
      m_find(m_database, u"SELECT id, at, digest FROM entries WHERE log = ? AND author = ? AND key = ?"_s),
      m_redact(m_database, u"UPDATE entries SET text = '', extra = x'', redacted = 1 WHERE id = ?"_s),
      m_redactEdits(m_database,
                    u"UPDATE entries SET text = '', extra = x'', redacted = 1"
                    " WHERE log = ? AND target = ? AND kind = 'edit'"_s),
      m_redactRange(m_database,
                    u"UPDATE entries SET text = '', extra = x'', redacted = 1"
                    " WHERE id BETWEEN ? AND ? AND redacted = 0"_s),
      m_plain(m_database, Form::Plain), m_registers(m_database, Form::Register)
{ }

WriterTables::Inserts::Inserts(Database &database, Form form)
    : one(database, insertRows(1, form)), several(database, insertRows(rowsTogether, form))
{ }

std::optional<AppendResult> WriterTables::append(const LogEntry &entry, const AppendOptions &options)
{
    const auto id = takeNextId(entry.log);
    if (!id)
        return std::nullopt;
    m_encoded[0].take(entry);
    Statement &insert = entry.slot.isEmpty() ? m_plain.one : m_registers.one;
    std::vector<Statement::Value> values;
    addRow(values, *id, entry, m_encoded[0]);
    if (!insert.run(std::move(values)))
        return std::nullopt;
    if (insert.changedRows() == 0) {
        giveBack(*id);
        const auto found = findEncoded(schema::logOf(*id));
        return found && found->found ? std::optional<AppendResult>(*found->found) : std::nullopt;
    }
    if (!noteFiles(*id, entry) || !redact(schema::logOf(*id), options))
        return std::nullopt;
    return append::Appended{schema::seqOf(*id), entry.at};
}

WriterTables::Form WriterTables::formOf(const LogEntry &entry, const AppendOptions &options)
{
    const bool mayNameFiles = !entry.extra.isEmpty() && entry.kind == "message"_L1;
    if (mayNameFiles || options.redactTarget > 0 || options.redactFrom > 0)
        return Form::WithMore;
    return entry.slot.isEmpty() ? Form::Plain : Form::Register;
}

std::variant<WriterTables::Results, WriterTables::Trouble>
WriterTables::appendTogether(const Entries &entries, Form form)
{
    Results results;
    std::vector<Statement::Value> values;
    values.reserve(rowsTogether * columnsOfARow);
    for (std::size_t i = 0; i < rowsTogether; ++i) {
        const auto id = takeNextId(entries[i]->log);
        if (!id)
            return Trouble::Refused;
        m_encoded[i].take(*entries[i]);
        addRow(values, *id, *entries[i], m_encoded[i]);
        results[i] = append::Appended{schema::seqOf(*id), entries[i]->at};
    }
    Statement &insert = form == Form::Plain ? m_plain.several : m_registers.several;
    if (!insert.run(std::move(values)))
        return Trouble::Refused;
    if (insert.changedRows() != qint64(rowsTogether))
        return Trouble::SomeAlready;
    return results;
}

std::optional<FindResult> WriterTables::find(const LogEntry &entry)
{
    const auto log = findLog(entry.log);
    if (!log)
        return std::nullopt;
    m_encoded[0].take(entry);
    return *log == 0 ? FindResult{} : findEncoded(*log);
}

bool WriterTables::rollBack()
{
    m_logs.clear(); // what is remembered of names and heads may not be true
    m_heads.clear();
    return m_database.run(u"ROLLBACK"_s);
}

std::optional<qint64> WriterTables::findLog(const QString &name)
{
    if (const auto known = m_logs.constFind(name); known != m_logs.cend())
        return *known;
    if (!m_findLog.run({name}))
        return std::nullopt;
    const qint64 id = m_findLog.next() ? m_findLog.integer(0) : 0;
    const bool failed = m_findLog.hasFailed();
    m_findLog.finish();
    if (failed)
        return std::nullopt;
    if (id != 0)
        m_logs.insert(name, id);
    return id;
}

std::optional<qint64> WriterTables::makeLog(const QString &name)
{
    const auto found = findLog(name);
    if (!found || *found != 0)
        return found;
    return m_makeLog.run({name}) ? findLog(name) : std::nullopt;
}

std::optional<qint64> WriterTables::headOf(qint64 log)
{
    if (const auto known = m_heads.constFind(log); known != m_heads.cend())
        return *known;
    if (!m_head.run({schema::entryId(log, 0), schema::entryId(log, schema::maxSeq)}))
        return std::nullopt;
    const qint64 head = m_head.next() ? schema::seqOf(m_head.integer(0)) : 0;
    const bool failed = m_head.hasFailed();
    m_head.finish();
    if (failed)
        return std::nullopt;
    m_heads.insert(log, head);
    return head;
}

// The next number of this log is taken by whoever asks, and given back where it stored nothing.
std::optional<qint64> WriterTables::takeNextId(const QString &name)
{
    const auto log = makeLog(name);
    const auto head = log ? headOf(*log) : std::nullopt;
    if (!head || *head >= schema::maxSeq)
        return std::nullopt;
    m_heads.insert(*log, *head + 1);
    return schema::entryId(*log, *head + 1);
}

void WriterTables::giveBack(qint64 id)
{
    m_heads.insert(schema::logOf(id), schema::seqOf(id) - 1);
}

bool WriterTables::noteFiles(qint64 id, const LogEntry &entry)
{
    return entry.extra.isEmpty() || entry.kind != "message"_L1 || m_noteFiles.run({id, id});
}

bool WriterTables::redact(qint64 log, const AppendOptions &options)
{
    const qint64 target = options.redactTarget;
    if (target > 0 && !(m_redact.run({schema::entryId(log, target)}) && m_redactEdits.run({log, target})))
        return false;
    return options.redactFrom == 0
        || m_redactRange.run(
            {schema::entryId(log, options.redactFrom), schema::entryId(log, options.redactTo)});
}

std::optional<FindResult> WriterTables::findEncoded(qint64 log)
{
    if (!m_find.run({log, textOf(m_encoded[0].author()), textOf(m_encoded[0].key())}))
        return std::nullopt;
    FindResult result;
    if (m_find.next()) {
        result.found = append::Already{schema::seqOf(m_find.integer(0)), m_find.integer(1),
                                       m_find.bytes(2) == m_encoded[0].digest()};
    }
    const bool failed = m_find.hasFailed();
    m_find.finish();
    return failed ? std::nullopt : std::optional(result);
}

} // namespace courtyard
