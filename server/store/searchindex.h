// search.sqlite: the words of all messages, derived from the log and never backed up. Whatever is wrong with
// it, it is thrown away and filled again. Searcher's thread only.
#pragma once

#include "server/store/database.h"
#include "server/store/eventlog.h"

namespace courtyard {

class EntryReader;

class SearchIndex {
public:
    /// Opens the index of this store, made anew where it is missing, damaged, or another store's. nullptr
    /// where even that cannot be written.
    static std::unique_ptr<SearchIndex> open(const QString &path, EntryReader &entries);

    ~SearchIndex();

    /// Takes in a batch of what this log has beyond what is indexed, inside a transaction of the caller's.
    /// More: call again. Failed: roll back.
    enum class Progress { UpToDate, More, Failed };
    Progress catchUp(const QString &log);
    bool begin();
    bool commit();
    void rollBack();
    /// Entries taken in since begin().
    qsizetype taken() const { return m_taken; }

    SearchHits search(const SearchQuery &query);

    /// Whether only remove() and a new one help.
    bool isBeyondRepair() const { return m_isAhead || m_database.problem().isDamage(); }
    /// While none is open on this path.
    static void remove(const QString &path);

private:
    SearchIndex(const QString &path, EntryReader &entries);
    bool isUsable();
    bool makeTables();
    std::optional<qint64> indexedUpTo(qint64 log);
    bool take(qint64 log, const LogEntry &entry);
    bool takeAll(qint64 log, const QList<LogEntry> &entries);
    qint64 addHit(const QString &log, qint64 id, SearchHits &hits);

    EntryReader &m_entries;
    Database m_database;
    bool m_isAhead = false; // of the log
    qsizetype m_taken = 0;
    struct Statements;
    std::unique_ptr<Statements> m_statements;
};

} // namespace courtyard
