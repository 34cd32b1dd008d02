// What the writer does to the tables, statement by statement; transactions are its caller's. Writer's thread
// only.
#pragma once

#include "server/store/database.h"
#include "server/store/durablefiles.h"
#include "server/store/encodedentry.h"
#include "server/store/eventlog.h"

#include <QHash>

#include <array>

namespace courtyard {

class WriterTables {
public:
    /// The reason where the file cannot be opened for writing. Never makes one.
    static std::variant<std::unique_ptr<WriterTables>, SqlProblem> open(const QString &path);

    Database &database() { return m_database; }
    bool begin() { return m_begin.run({}); }
    bool commit() { return m_commit.run({}); }
    /// False also where SQLite has done so itself.
    bool rollBack();
    /// Inside a transaction: whether what was opened is still what stands in the folder. SQLite would go on
    /// writing to a file that was deleted.
    bool isInPlace() const;

    /// nullopt: SQLite refused, see database().problem(); the transaction must be rolled back.
    std::optional<AppendResult> append(const LogEntry &entry, const AppendOptions &options);

    /// Most entries are a row of their own and nothing else. So many of a kind go in by one statement: it is
    /// less to begin and to end.
    static constexpr std::size_t rowsTogether = 8;
    enum class Form { Plain, Register, WithMore };
    static Form formOf(const LogEntry &entry, const AppendOptions &options);
    /// All of this form, Plain or Register. No results: as above, or some were there already, which a
    /// statement cannot tell one by one. Then the transaction must be rolled back, too, and is made again
    /// with append().
    using Entries = std::array<const LogEntry *, rowsTogether>;
    using Results = std::array<AppendResult, rowsTogether>;
    enum class Trouble { Refused, SomeAlready };
    std::variant<Results, Trouble> appendTogether(const Entries &entries, Form form);
    /// nullopt: as above.
    std::optional<FindResult> find(const LogEntry &entry);

private:
    explicit WriterTables(const QString &path);

    std::optional<qint64> findLog(const QString &name); // 0: there is none
    std::optional<qint64> makeLog(const QString &name);
    std::optional<qint64> headOf(qint64 log);
    std::optional<qint64> takeNextId(const QString &name);
    void giveBack(qint64 id);
    bool noteFiles(qint64 id, const LogEntry &entry);
    bool redact(qint64 log, const AppendOptions &options);
    std::optional<FindResult> findEncoded(qint64 log);

    struct Inserts {
        Inserts(Database &database, Form form);
        Statement one, several;
    };

    const PlacedFile m_file, m_wal;
    Database m_database; // before the statements on it
    Statement m_begin, m_commit, m_findLog, m_makeLog, m_head, m_noteFiles, m_find, m_redact, m_redactEdits,
        m_redactRange;
    Inserts m_plain, m_registers;
    QHash<QString, qint64> m_logs;
    QHash<qint64, qint64> m_heads;
    std::array<EncodedEntry, rowsTogether> m_encoded; // what is asked for; of one entry, the first
};

} // namespace courtyard
