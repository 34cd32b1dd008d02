// A data folder with a log in it, and its asynchronous answers waited for.
#pragma once

#include "server/store/sqliteeventlog.h"
#include "tests/server/store/waitfor.h"

#include <QTemporaryDir>
#include <QTest>

namespace courtyard::test {

inline LogEntry message(const QString &log, const QString &author, const QString &key, const QString &text)
{
    return {.log = log,
            .seq = 0,
            .at = 1000,
            .author = author,
            .name = author.toUpper(),
            .kind = QStringLiteral("message"),
            .key = key,
            .text = text,
            .target = 0,
            .reply = 0,
            .extra = {},
            .slot = {},
            .redacted = false};
}

inline LogEntry about(LogEntry entry, const char *kind, qint64 target)
{
    entry.kind = QString::fromLatin1(kind);
    entry.target = target;
    return entry;
}

class LogProbe {
public:
    LogProbe() { reopen(); }
    explicit LogProbe(const QString &folder) : m_path(folder) { reopen(); }
    /// Not open yet.
    enum class Closed { Yet };
    LogProbe(const QString &folder, Closed) : m_path(folder) { }

    QString path() const { return m_path.isEmpty() ? m_folder.path() : m_path; }
    SqliteEventLog &log() { return *m_log; }
    void close() { m_log.reset(); }
    void reopen()
    {
        if (const auto problem = tryToOpen())
            qFatal("%s", qPrintable(problem->why));
    }
    std::optional<StoreProblem> tryToOpen()
    {
        close();
        auto opened = SqliteEventLog::open(path());
        if (const auto *problem = std::get_if<StoreProblem>(&opened))
            return *problem;
        m_log = std::move(std::get<std::unique_ptr<SqliteEventLog>>(opened));
        return std::nullopt;
    }

    AppendResult append(const LogEntry &entry, AppendOptions options = {})
    {
        return wait<AppendResult>([&](auto done) { m_log->append(entry, options, done); });
    }
    qint64 seqOf(const LogEntry &entry, AppendOptions options = {})
    {
        const AppendResult result = append(entry, options);
        const auto *appended = std::get_if<append::Appended>(&result);
        return appended ? appended->seq : -1;
    }
    FindResult find(const LogEntry &entry)
    {
        return wait<FindResult>([&](auto done) { m_log->find(entry, done); });
    }
    ReadResult read(const QString &name, ReadRange range = {})
    {
        return wait<ReadResult>([&](auto done) { m_log->read(name, range, done); });
    }
    ReadResult entries(const QString &name, const QList<qint64> &seqs)
    {
        return wait<ReadResult>([&](auto done) { m_log->entries(name, seqs, done); });
    }
    ReadResult latest(const QString &name, const QString &kind)
    {
        return wait<ReadResult>([&](auto done) { m_log->latest(name, kind, done); });
    }
    LogHead head(const QString &name)
    {
        return wait<LogHead>([&](auto done) { m_log->head(name, done); });
    }
    SearchHits search(const QString &words, const QStringList &logs, int limit = 50,
                      qint64 maxBytes = SearchQuery().maxBytes)
    {
        return wait<SearchHits>([&](auto done) { m_log->search({words, logs, limit, maxBytes}, done); });
    }

    NamingResult naming(const QStringList &files)
    {
        return wait<NamingResult>([&](auto done) { m_log->naming(files, done); });
    }
    ReadResult withFiles(const QString &name, qint64 before, int limit)
    {
        return wait<ReadResult>([&](auto done) { m_log->withFiles(name, before, limit, done); });
    }

    static QStringList texts(const QList<LogEntry> &entries)
    {
        QStringList texts;
        for (const LogEntry &entry : entries)
            texts.append(entry.text);
        return texts;
    }
    static QList<qint64> seqs(const QList<LogEntry> &entries)
    {
        QList<qint64> seqs;
        for (const LogEntry &entry : entries)
            seqs.append(entry.seq);
        return seqs;
    }

private:
    template <typename Result, typename Ask>
    Result wait(Ask ask)
    {
        std::optional<Result> answer;
        ask([&answer](const Result &result) { answer = result; });
        if (!waitFor([&answer] { return answer.has_value(); }))
            qFatal("the log did not answer");
        return *answer;
    }

    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<SqliteEventLog> m_log;
};

} // namespace courtyard::test
