// The log as a house uses it: its callbacks end with the house, though the log lives on. Network thread only.
#pragma once

#include "server/store/eventlog.h"

#include <memory>

namespace courtyard {

class GuardedLog final : public EventLog {
public:
    explicit GuardedLog(EventLog &log) : m_log(log) { }

    void append(LogEntry entry, AppendOptions options,
                std::function<void(const AppendResult &)> done) override
    {
        m_log.append(std::move(entry), options, guarded(std::move(done)));
    }
    void find(LogEntry entry, std::function<void(const FindResult &)> done) override
    {
        m_log.find(std::move(entry), guarded(std::move(done)));
    }
    void read(const QString &log, ReadRange range, std::function<void(const ReadResult &)> done) override
    {
        m_log.read(log, range, guarded(std::move(done)));
    }
    void entries(const QString &log, const QList<qint64> &seqs,
                 std::function<void(const ReadResult &)> done) override
    {
        m_log.entries(log, seqs, guarded(std::move(done)));
    }
    void latest(const QString &log, const QString &kind,
                std::function<void(const ReadResult &)> done) override
    {
        m_log.latest(log, kind, guarded(std::move(done)));
    }
    void head(const QString &log, std::function<void(const LogHead &)> done) override
    {
        m_log.head(log, guarded(std::move(done)));
    }
    void search(SearchQuery query, std::function<void(const SearchHits &)> done) override
    {
        m_log.search(std::move(query), guarded(std::move(done)));
    }
    void naming(const QStringList &files, std::function<void(const NamingResult &)> done) override
    {
        m_log.naming(files, guarded(std::move(done)));
    }
    void withFiles(const QString &log, qint64 before, int limit,
                   std::function<void(const ReadResult &)> done) override
    {
        m_log.withFiles(log, before, limit, guarded(std::move(done)));
    }

private:
    template <typename Result>
    std::function<void(const Result &)> guarded(std::function<void(const Result &)> done) const
    {
        return [done = std::move(done), alive = std::weak_ptr<int>(m_alive)](const Result &result) {
            if (!alive.expired())
                done(result);
        };
    }

    EventLog &m_log;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace courtyard
