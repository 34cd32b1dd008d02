// Questions to events.sqlite, over one read-only connection. Used in one thread: the reader's, or the
// searcher's.
#pragma once

#include "server/store/database.h"
#include "server/store/eventlog.h"

#include <QHash>

namespace courtyard {

class EntryReader {
public:
    /// nullptr where the file cannot be opened; `problem` says why.
    static std::unique_ptr<EntryReader> open(const QString &path, SqlProblem *problem = nullptr);

    ReadResult read(const QString &log, const ReadRange &range);
    ReadResult entries(const QString &log, QList<qint64> seqs);
    ReadResult latest(const QString &log, const QString &kind);
    LogHead head(const QString &log);
    NamingResult naming(const QStringList &files);
    ReadResult withFiles(const QString &log, qint64 before, int limit);

    // For the search index, by the log's number.
    /// 0: there is none; nullopt: the store could not be read.
    std::optional<qint64> logNumber(const QString &log);
    std::optional<QStringList> logNames();
    LogHead head(qint64 log);
    ReadResult readAfter(qint64 log, const QString &name, qint64 after, int limit);
    /// The text after the newest edit by the author; nullopt: there is no edit.
    std::optional<QString> editedText(qint64 log, const LogEntry &message);
    QString storeId();

    /// What went wrong since the last time it was taken.
    SqlProblem takeProblem();

private:
    explicit EntryReader(const QString &path);
    QString logName(qint64 number);
    ReadResult upwards(qint64 log, const QString &name, qint64 after, int limit, qint64 maxBytes);

    Database m_database; // before the statements on it
    Statement m_up, m_down, m_one, m_latestRare, m_latest, m_log, m_head, m_edited, m_naming, m_withFiles,
        m_logName;
    QHash<QString, qint64> m_logs;
};

/// About how much it is for whoever it is sent to: a control character takes six bytes.
qint64 sizeAsJson(const LogEntry &entry);

} // namespace courtyard
