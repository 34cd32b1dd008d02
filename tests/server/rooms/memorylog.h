// A log in memory whose disk is in the test's hand: nothing is committed, read or answered before the test
// says so, in any interleaving that the real one could show; appends can fail, or end in doubt. Left alone,
// it answers by itself.
#pragma once

#include "server/store/eventlog.h"

#include <QHash>
#include <QObject>
#include <QRandomGenerator>

#include <algorithm>
#include <deque>

namespace courtyard::test {

class MemoryLog final : public EventLog {
public:
    enum class Fault { None, Fail, UnknownStored, UnknownLost, LostLease };

    /// From now on nothing moves by itself.
    void hold() { m_held = true; }
    /// Moves everything there is, and goes on by itself.
    void resume()
    {
        m_held = false;
        schedule();
    }
    /// What becomes of the next appends to this log, one after the other.
    void plan(const QString &log, QList<Fault> faults) { m_faults[log] = std::move(faults); }
    /// Reads fail from now on, or do not.
    void setReadsFail(bool fail) { m_readsFail = fail; }

    bool isIdle() const
    {
        return m_writes.empty() && m_committed.empty() && m_reads.empty() && m_answers.empty();
    }
    std::size_t waitingWrites() const { return m_writes.size(); }
    std::size_t waitingReads() const { return m_reads.size(); }

    void commitOne()
    {
        if (m_writes.empty())
            return;
        const auto write = take(m_writes);
        m_committed.push_back(write());
    }
    void answerOneWrite() { runFront(m_committed); }
    void readOne()
    {
        if (m_reads.empty())
            return;
        const auto read = take(m_reads);
        m_answers.push_back(read());
    }
    void answerOneRead() { runFront(m_answers); }
    void answerWrites()
    {
        while (!m_writes.empty() || !m_committed.empty()) {
            commitOne();
            answerOneWrite();
        }
    }
    void answerReads()
    {
        while (!m_reads.empty() || !m_answers.empty()) {
            readOne();
            answerOneRead();
        }
    }
    void moveAtRandom(QRandomGenerator &random)
    {
        switch (random.bounded(4)) {
        case 0:
            return commitOne();
        case 1:
            return answerOneWrite();
        case 2:
            return readOne();
        default:
            return answerOneRead();
        }
    }

    /// As an older copy of it: only its first entries are there.
    void truncate(const QString &log, qsizetype entries)
    {
        m_logs[log].resize(entries);
        m_bodies[log].resize(entries);
    }
    const QList<LogEntry> &stored(const QString &log) { return m_logs[log]; }

    void append(LogEntry entry, AppendOptions options,
                std::function<void(const AppendResult &)> done) override
    {
        m_writes.push_back([this, entry, options, done] {
            const AppendResult result = store(entry, options);
            return [done, result] { done(result); };
        });
        schedule();
    }
    void find(LogEntry entry, std::function<void(const FindResult &)> done) override
    {
        m_writes.push_back([this, entry, done] {
            const FindResult result{findNow(entry), false};
            return [done, result] { done(result); };
        });
        schedule();
    }
    void read(const QString &log, ReadRange range, std::function<void(const ReadResult &)> done) override
    {
        addRead<ReadResult>(
            {{}, false, true}, [this, log, range] { return readNow(log, range); }, done);
    }
    void entries(const QString &log, const QList<qint64> &seqs,
                 std::function<void(const ReadResult &)> done) override
    {
        addRead<ReadResult>(
            {{}, false, true},
            [this, log, seqs] {
                ReadResult result;
                for (const LogEntry &entry : std::as_const(m_logs[log])) {
                    if (seqs.contains(entry.seq))
                        result.entries.append(entry);
                }
                return result;
            },
            done);
    }
    void latest(const QString &log, const QString &kind,
                std::function<void(const ReadResult &)> done) override
    {
        addRead<ReadResult>(
            {{}, false, true},
            [this, log, kind] {
                ReadResult result;
                for (const LogEntry &entry : std::as_const(m_logs[log])) {
                    if (entry.kind == kind)
                        result.entries = {entry};
                }
                return result;
            },
            done);
    }
    void head(const QString &log, std::function<void(const LogHead &)> done) override
    {
        addRead<LogHead>(
            {0, true},
            [this, log] {
                return LogHead{headOf(log), false};
            },
            done);
    }
    void search(SearchQuery, std::function<void(const SearchHits &)> done) override
    {
        addRead<SearchHits>(
            {{}, true}, [] { return SearchHits{}; }, done);
    }
    void naming(const QStringList &files, std::function<void(const NamingResult &)> done) override
    {
        addRead<NamingResult>(
            {{}, true},
            [this, files] {
                NamingResult result;
                for (auto log = m_logs.cbegin(); log != m_logs.cend(); ++log) {
                    for (const QString &file : files) {
                        for (auto entry = log->crbegin(); entry != log->crend(); ++entry) {
                            if (!entry->extra.contains(file.toUtf8()))
                                continue;
                            result.namings.append({file, log.key(), entry->seq});
                            break;
                        }
                    }
                }
                return result;
            },
            done);
    }
    void withFiles(const QString &log, qint64 before, int limit,
                   std::function<void(const ReadResult &)> done) override
    {
        addRead<ReadResult>(
            {{}, false, true},
            [this, log, before, limit] {
                ReadResult result;
                for (const LogEntry &entry : std::as_const(m_logs[log])) {
                    if ((before == 0 || entry.seq < before) && entry.extra.contains("\"files\""))
                        result.entries.append(entry);
                }
                result.more = result.entries.size() > limit;
                result.entries = result.entries.last(std::min<qsizetype>(limit, result.entries.size()));
                return result;
            },
            done);
    }

private:
    using Callback = std::function<void()>;
    using Work = std::function<Callback()>;

    template <typename Queue>
    static typename Queue::value_type take(Queue &queue)
    {
        auto first = std::move(queue.front());
        queue.pop_front();
        return first;
    }
    static void runFront(std::deque<Callback> &queue)
    {
        if (!queue.empty())
            take(queue)();
    }

    template <typename Result, typename Ask>
    void addRead(Result failure, Ask ask, std::function<void(const Result &)> done)
    {
        m_reads.push_back([this, failure, ask, done]() -> Callback {
            const Result result = m_readsFail ? failure : ask();
            return [done, result] { done(result); };
        });
        schedule();
    }

    void schedule()
    {
        if (m_held || m_scheduled)
            return;
        m_scheduled = true;
        QMetaObject::invokeMethod(
            &m_context,
            [this] {
                m_scheduled = false;
                if (m_held)
                    return;
                answerWrites();
                answerReads();
                if (!isIdle())
                    schedule();
            },
            Qt::QueuedConnection);
    }

    qint64 headOf(const QString &log) { return m_logs[log].isEmpty() ? 0 : m_logs[log].last().seq; }

    std::optional<append::Already> findNow(const LogEntry &entry)
    {
        for (const LogEntry &other : std::as_const(m_bodies[entry.log])) {
            if (other.author == entry.author && other.key == entry.key) {
                const bool same = other.kind == entry.kind && other.text == entry.text
                    && other.target == entry.target && other.reply == entry.reply
                    && other.extra == entry.extra;
                return append::Already{other.seq, other.at, same};
            }
        }
        return std::nullopt;
    }

    AppendResult store(LogEntry entry, const AppendOptions &options)
    {
        QList<Fault> &faults = m_faults[entry.log];
        const Fault fault = faults.isEmpty() ? Fault::None : faults.takeFirst();
        if (fault == Fault::Fail)
            return append::Failed{QStringLiteral("as planned")};
        if (fault == Fault::LostLease)
            return append::LostLease{};
        if (fault == Fault::UnknownLost)
            return append::Unknown{QStringLiteral("as planned")};
        if (const auto found = findNow(entry))
            return *found;
        QList<LogEntry> &entries = m_logs[entry.log];
        entry.seq = headOf(entry.log) + 1;
        if (!entry.slot.isEmpty())
            entries.removeIf([&entry](const LogEntry &other) { return other.slot == entry.slot; });
        m_bodies[entry.log].append(entry);
        entries.append(entry);
        for (LogEntry &other : entries) {
            const bool isEdit =
                other.kind == QLatin1StringView("edit") && other.target == options.redactTarget;
            const bool isInRange = other.seq >= options.redactFrom && other.seq <= options.redactTo;
            if ((options.redactTarget > 0 && (other.seq == options.redactTarget || isEdit)) || isInRange) {
                other.text.clear();
                other.extra.clear();
                other.redacted = true;
            }
        }
        if (fault == Fault::UnknownStored)
            return append::Unknown{QStringLiteral("as planned")};
        return append::Appended{entry.seq, entry.at};
    }

    ReadResult readNow(const QString &log, const ReadRange &range)
    {
        ReadResult result;
        for (const LogEntry &entry : std::as_const(m_logs[log])) {
            if (entry.seq > range.after.value_or(0) && (!range.before || entry.seq < *range.before))
                result.entries.append(entry);
        }
        result.more = result.entries.size() > range.limit;
        result.entries = range.after
            ? result.entries.first(std::min<qsizetype>(range.limit, result.entries.size()))
            : result.entries.last(std::min<qsizetype>(range.limit, result.entries.size()));
        return result;
    }

    QObject m_context;
    bool m_held = false, m_scheduled = false, m_readsFail = false;
    QHash<QString, QList<LogEntry>> m_logs, m_bodies; // as they are, and as they were sent
    QHash<QString, QList<Fault>> m_faults;
    std::deque<Work> m_writes, m_reads;
    std::deque<Callback> m_committed, m_answers;
};

} // namespace courtyard::test
