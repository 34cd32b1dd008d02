#include "server/store/searchindex.h"

#include "server/store/entryreader.h"
#include "server/store/schema.h"
#include "server/store/searchwords.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr int batchEntries = 2000;
constexpr int version = 1;

} // namespace

struct SearchIndex::Statements {
    explicit Statements(Database &database)
        : insert(database, u"INSERT OR REPLACE INTO messages(rowid, text, at) VALUES(?, ?, ?)"_s),
          update(database, u"UPDATE messages SET text = ? WHERE rowid = ?"_s),
          remove(database, u"DELETE FROM messages WHERE rowid = ?"_s),
          removeAll(database, u"DELETE FROM messages WHERE rowid BETWEEN ? AND ?"_s),
          progress(database, u"SELECT seq FROM progress WHERE log = ?"_s),
          setProgress(database, u"INSERT OR REPLACE INTO progress(log, seq) VALUES(?, ?)"_s),
          search(database,
                 u"SELECT rowid FROM messages WHERE messages MATCH ?"
                 " AND (rowid >> 40) IN (SELECT value FROM json_each(?)) ORDER BY rank, at DESC LIMIT ?"_s)
    { }
    Statement insert, update, remove, removeAll, progress, setProgress, search;
};

std::unique_ptr<SearchIndex> SearchIndex::open(const QString &path, EntryReader &entries)
{
    {
        std::unique_ptr<SearchIndex> index(new SearchIndex(path, entries));
        if (index->isUsable())
            return index;
    }
    remove(path);
    std::unique_ptr<SearchIndex> index(new SearchIndex(path, entries));
    return index->makeTables() && index->isUsable() ? std::move(index) : nullptr;
}

void SearchIndex::remove(const QString &path)
{
    for (const QLatin1StringView suffix : {""_L1, "-wal"_L1, "-shm"_L1, "-journal"_L1})
        QFile::remove(path + suffix);
}

SearchIndex::SearchIndex(const QString &path, EntryReader &entries)
    : m_entries(entries), m_database(path, Database::Access::ReadWrite)
{ }

SearchIndex::~SearchIndex() = default;

bool SearchIndex::isUsable()
{
    if (!m_database.isOpen() || m_database.single(u"PRAGMA user_version"_s).toInt() != version
        || m_database.single(u"SELECT store FROM source"_s).toString() != m_entries.storeId())
        return false;
    // A crash may lose what is derived; it is made again.
    if (!m_database.run(u"PRAGMA journal_mode = WAL"_s) || !m_database.run(u"PRAGMA synchronous = OFF"_s))
        return false;
    m_statements = std::make_unique<Statements>(m_database);
    return m_database.problem().code == 0;
}

bool SearchIndex::makeTables()
{
    for (const QString &step : {
             u"CREATE VIRTUAL TABLE messages USING fts5(text, at UNINDEXED,"
             " tokenize = 'unicode61 remove_diacritics 2')"_s,
             u"CREATE TABLE progress(log INTEGER PRIMARY KEY, seq INTEGER NOT NULL)"_s,
             u"CREATE TABLE source(store TEXT NOT NULL)"_s,
             u"INSERT INTO source VALUES('%1')"_s.arg(m_entries.storeId()),
             u"PRAGMA user_version = %1"_s.arg(version),
         }) {
        if (!m_database.run(step))
            return false;
    }
    return true;
}

std::optional<qint64> SearchIndex::indexedUpTo(qint64 log)
{
    if (!m_statements->progress.run({log}))
        return std::nullopt;
    const qint64 seq = m_statements->progress.next() ? m_statements->progress.integer(0) : 0;
    m_statements->progress.finish();
    return seq;
}

SearchIndex::Progress SearchIndex::catchUp(const QString &log)
{
    const auto number = m_entries.logNumber(log);
    if (!number)
        return Progress::Failed;
    if (*number == 0)
        return Progress::UpToDate;
    const auto from = indexedUpTo(*number);
    if (!from)
        return Progress::Failed;
    const LogHead head = m_entries.head(*number);
    if (head.failed)
        return Progress::Failed;
    if (head.head < *from) { // an older copy of the log was put in its place
        m_isAhead = true;
        return Progress::Failed;
    }
    const ReadResult read = m_entries.readAfter(*number, log, *from, batchEntries);
    if (read.failed)
        return Progress::Failed;
    if (read.entries.isEmpty())
        return Progress::UpToDate;
    if (!takeAll(*number, read.entries))
        return Progress::Failed;
    m_taken += read.entries.size();
    return read.more ? Progress::More : Progress::UpToDate;
}

bool SearchIndex::begin()
{
    m_taken = 0;
    return m_database.run(u"BEGIN IMMEDIATE"_s);
}

bool SearchIndex::commit()
{
    return m_database.run(u"COMMIT"_s);
}

void SearchIndex::rollBack()
{
    m_database.run(u"ROLLBACK"_s);
}

bool SearchIndex::takeAll(qint64 log, const QList<LogEntry> &entries)
{
    for (const LogEntry &entry : entries) {
        if (!take(log, entry))
            return false;
    }
    return m_statements->setProgress.run({log, entries.last().seq});
}

bool SearchIndex::take(qint64 log, const LogEntry &entry)
{
    const qint64 target = schema::entryId(log, entry.target);
    if (entry.kind == "message"_L1 && !entry.redacted && !entry.text.isEmpty())
        return m_statements->insert.run({schema::entryId(log, entry.seq), indexedText(entry.text), entry.at});
    if (entry.kind == "edit"_L1 && !entry.redacted) {
        const ReadResult edited = m_entries.entries(entry.log, {entry.target});
        const bool isAuthors = !edited.entries.isEmpty() && edited.entries.first().author == entry.author;
        return !edited.failed && (!isAuthors || m_statements->update.run({indexedText(entry.text), target}));
    }
    if (entry.kind == "delete"_L1)
        return m_statements->remove.run({target});
    if (entry.kind == "closed"_L1) // so is the room, and nothing of it is kept
        return m_statements->removeAll.run({schema::entryId(log, 1), schema::entryId(log, entry.seq)});
    return true;
}

SearchHits SearchIndex::search(const SearchQuery &query)
{
    const QString expression = searchExpression(query.words);
    QJsonArray logs;
    QHash<qint64, QString> names;
    for (const QString &name : query.logs) {
        if (const auto number = m_entries.logNumber(name); number && *number != 0) {
            logs.append(*number);
            names.insert(*number, name);
        }
    }
    SearchHits hits;
    if (expression.isEmpty() || logs.isEmpty() || query.limit <= 0)
        return hits;
    const QString among = QString::fromLatin1(QJsonDocument(logs).toJson(QJsonDocument::Compact));
    if (!m_statements->search.run({expression, among, query.limit})) {
        hits.failed = true;
        return hits;
    }
    qint64 bytes = 0;
    while (bytes < query.maxBytes && m_statements->search.next()) {
        const qint64 id = m_statements->search.integer(0);
        bytes += addHit(names.value(schema::logOf(id)), id, hits);
    }
    m_statements->search.finish();
    return hits;
}

// How large it is.
qint64 SearchIndex::addHit(const QString &log, qint64 id, SearchHits &hits)
{
    const ReadResult found = m_entries.entries(log, {schema::seqOf(id)});
    hits.failed = hits.failed || found.failed;
    if (found.entries.isEmpty() || found.entries.first().redacted)
        return 0;
    LogEntry hit = found.entries.first();
    if (const auto edited = m_entries.editedText(schema::logOf(id), hit))
        hit.text = *edited;
    hits.hits.append(hit);
    return sizeAsJson(hit);
}

} // namespace courtyard
