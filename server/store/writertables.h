// What the writer does to the tables, statement by statement; transactions are its caller's. Writer's thread
// only.
#pragma once

#include "server/store/database.h"
#include "server/store/durablefiles.h"
#include "server/store/encodedentry.h"
#include "server/store/eventlog.h"

#include <QHash>

namespace courtyard {

class WriterTables {
public:
    /// The reason where the file cannot be opened for writing. Never makes one.
    static std::variant<std::unique_ptr<WriterTables>, SqlProblem> open(const QString &path);

    Database &database() { return m_database; }
    bool begin() { return m_begin.run({}); }
    bool commit() { return m_commit.run({}); }
    /// Inside a transaction: whether what was opened is still what stands in the folder. SQLite would go on
    /// writing to a file that was deleted.
    bool isInPlace() const;

    /// nullopt: SQLite refused, see database().problem(); the transaction must be rolled back.
    std::optional<AppendResult> append(const LogEntry &entry, const AppendOptions &options);
    /// nullopt: as above.
    std::optional<FindResult> find(const LogEntry &entry);
    /// After a rollback: what is remembered of heads and names may not be true.
    void forget();

private:
    explicit WriterTables(const QString &path);

    std::optional<qint64> findLog(const QString &name); // 0: there is none
    std::optional<qint64> makeLog(const QString &name);
    std::optional<qint64> headOf(qint64 log);
    bool insert(qint64 id, qint64 log, const LogEntry &entry);
    bool dropSlot(qint64 log, const QString &slot);
    bool noteFiles(qint64 id, const LogEntry &entry);
    bool redact(qint64 log, const AppendOptions &options);
    std::optional<FindResult> findEncoded(qint64 log);

    const PlacedFile m_file, m_wal;
    Database m_database; // before the statements on it
    Statement m_begin, m_commit, m_findLog, m_makeLog, m_head, m_insert, m_noteFiles, m_find, m_dropSlot,
        m_redact, m_redactEdits, m_redactRange;
    QHash<QString, qint64> m_logs;
    QHash<qint64, qint64> m_heads;
    EncodedEntry m_encoded; // what append or find was asked for
};

} // namespace courtyard
