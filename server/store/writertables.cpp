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

Statement::Value slotValue(const QString &slot)
{
    return slot.isEmpty() ? Statement::Value(nullptr) : Statement::Value(slot);
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
      m_insert(m_database,
               u"INSERT INTO entries(id, log, at, author, name, kind, key, text, target, reply, extra, slot, "
               u"digest)"
               " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(log, author, key) DO NOTHING"_s),
      m_noteFiles(m_database, schema::noteFiles()),
      m_find(m_database, u"SELECT id, at, digest FROM entries WHERE log = ? AND author = ? AND key = ?"_s),
      m_dropSlot(m_database, u"DELETE FROM entries WHERE log = ? AND slot = ?"_s),
      m_redact(m_database, u"UPDATE entries SET text = '', extra = x'', redacted = 1 WHERE id = ?"_s),
      m_redactEdits(m_database,
                    u"UPDATE entries SET text = '', extra = x'', redacted = 1"
                    " WHERE log = ? AND target = ? AND kind = 'edit'"_s),
      m_redactRange(m_database,
                    u"UPDATE entries SET text = '', extra = x'', redacted = 1"
                    " WHERE id BETWEEN ? AND ? AND redacted = 0"_s)
{ }

std::optional<AppendResult> WriterTables::append(const LogEntry &entry, const AppendOptions &options)
{
    const auto log = makeLog(entry.log);
    if (!log)
        return std::nullopt;
    m_encoded.take(entry);
    if (!entry.slot.isEmpty()) {
        // Looked for before the old one goes, for it may be the very same.
        const auto found = findEncoded(*log);
        if (!found)
            return std::nullopt;
        if (found->found)
            return *found->found;
    }
    const auto head = headOf(*log);
    if (!head || *head >= schema::maxSeq || (!entry.slot.isEmpty() && !dropSlot(*log, entry.slot)))
        return std::nullopt;
    const qint64 seq = *head + 1;
    const qint64 id = schema::entryId(*log, seq);
    if (!insert(id, *log, entry))
        return std::nullopt;
    if (m_insert.changedRows() == 0) {
        const auto found = findEncoded(*log);
        return found && found->found ? std::optional<AppendResult>(*found->found) : std::nullopt;
    }
    if (!noteFiles(id, entry) || !redact(*log, options))
        return std::nullopt;
    m_heads.insert(*log, seq);
    return append::Appended{seq, entry.at};
}

std::optional<FindResult> WriterTables::find(const LogEntry &entry)
{
    const auto log = findLog(entry.log);
    if (!log)
        return std::nullopt;
    m_encoded.take(entry);
    return *log == 0 ? FindResult{} : findEncoded(*log);
}

void WriterTables::forget()
{
    m_logs.clear();
    m_heads.clear();
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

bool WriterTables::insert(qint64 id, qint64 log, const LogEntry &entry)
{
    return m_insert.run({id, log, entry.at, textOf(m_encoded.author()), textOf(m_encoded.name()),
                         textOf(m_encoded.kind()), textOf(m_encoded.key()), textOf(m_encoded.text()),
                         entry.target, entry.reply, Statement::BytesView{entry.extra}, slotValue(entry.slot),
                         Statement::BytesView{m_encoded.digest()}});
}

bool WriterTables::dropSlot(qint64 log, const QString &slot)
{
    return m_dropSlot.run({log, slot});
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
    if (!m_find.run({log, textOf(m_encoded.author()), textOf(m_encoded.key())}))
        return std::nullopt;
    FindResult result;
    if (m_find.next()) {
        result.found = append::Already{schema::seqOf(m_find.integer(0)), m_find.integer(1),
                                       m_find.bytes(2) == m_encoded.digest()};
    }
    const bool failed = m_find.hasFailed();
    m_find.finish();
    return failed ? std::nullopt : std::optional(result);
}

} // namespace courtyard
