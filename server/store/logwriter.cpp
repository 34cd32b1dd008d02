#include "server/store/logwriter.h"

#include "server/store/deliveries.h"
#include "server/store/writegate.h"
#include "server/store/writertables.h"

#include <QLoggingCategory>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

Q_LOGGING_CATEGORY(logStore, "courtyard.store")

namespace {

// So that one answer never waits for thousands of others.
constexpr std::size_t mostInOneTransaction = 4096;

} // namespace

LogWriter::LogWriter(QString path, Deliveries &deliveries, WriteGate &gate, Changed changed)
    : m_path(std::move(path)), m_deliveries(deliveries), m_gate(gate), m_changed(std::move(changed)),
      m_thread([this] { run(); })
{ }

LogWriter::~LogWriter()
{
    m_jobs.end();
    m_thread.join();
}

void LogWriter::append(LogEntry entry, AppendOptions options, std::function<void(const AppendResult &)> done)
{
    m_gate.give();
    m_jobs.add(AppendJob{std::move(entry), options, std::move(done), append::Failed{}});
}

void LogWriter::find(LogEntry entry, std::function<void(const FindResult &)> done)
{
    m_gate.give();
    m_jobs.add(FindJob{std::move(entry), std::move(done), {}});
}

void LogWriter::limitPages(qint64 pages)
{
    m_gate.give();
    m_jobs.add(LimitJob{pages});
}

StoreStats LogWriter::stats() const
{
    return {m_commits, m_appended};
}

void LogWriter::run()
{
    for (;;) {
        std::vector<Job> jobs = m_jobs.takeAll();
        if (jobs.empty())
            break;
        const std::span<Job> all(jobs);
        for (std::size_t first = 0; first < jobs.size(); first += mostInOneTransaction)
            store(all.subspan(first, std::min(mostInOneTransaction, jobs.size() - first)));
        handBack(jobs);
    }
    m_tables.reset(); // in the thread that made it
}

void LogWriter::store(std::span<Job> jobs)
{
    if (storeTogether(jobs) == Outcome::Settled || jobs.size() == 1)
        return;
    // One of them may be what stands in the way: a large one on a nearly full disk, say.
    for (std::size_t i = 0; i < jobs.size(); ++i)
        storeTogether(jobs.subspan(i, 1));
}

LogWriter::Outcome LogWriter::storeTogether(std::span<Job> jobs)
{
    QString why;
    if (!ensureOpen(why) || !m_tables->database().run(u"BEGIN IMMEDIATE"_s)) {
        failAll(jobs, append::Failed{m_tables ? m_tables->database().problem().text : why});
        return Outcome::Settled;
    }
    for (Job &job : jobs) {
        if (!perform(job))
            return undo(jobs, Stage::Writing);
    }
    if (!m_tables->database().run(u"COMMIT"_s))
        return undo(jobs, Stage::Committing);
    const auto appended = std::count_if(jobs.begin(), jobs.end(), isAppended);
    m_appended += quint64(appended);
    m_commits += appended > 0 ? 1 : 0;
    return Outcome::Settled;
}

// False where SQLite refused.
bool LogWriter::perform(Job &job)
{
    if (auto *appending = std::get_if<AppendJob>(&job)) {
        auto result = m_tables->append(appending->entry, appending->options);
        appending->result = result.value_or(append::Failed{});
        return result.has_value();
    }
    if (auto *finding = std::get_if<FindJob>(&job)) {
        const auto result = m_tables->find(finding->entry);
        finding->result = result.value_or(FindResult{{}, true});
        return result.has_value();
    }
    m_maxPages = std::get<LimitJob>(job).pages;
    limitPagesNow();
    return true;
}

// A commit that failed on its last sync may still be found on disk after a crash: only then is it unclear.
LogWriter::Outcome LogWriter::undo(std::span<Job> jobs, Stage stage)
{
    const SqlProblem problem = m_tables->database().problem();
    qCWarning(logStore).noquote() << "could not store:" << problem.text;
    m_tables->database().run(u"ROLLBACK"_s); // SQLite may have done so itself
    m_tables->forget();
    if (problem.isCertainlyUndone() || stage == Stage::Writing) {
        failAll(jobs, append::Failed{problem.text});
        return Outcome::UndoneTryEach;
    }
    failAll(jobs, append::Unknown{problem.text});
    return Outcome::Settled;
}

bool LogWriter::ensureOpen(QString &why)
{
    if (!m_tables) {
        m_tables = WriterTables::open(m_path, why);
        if (m_tables)
            limitPagesNow();
    }
    return m_tables != nullptr;
}

void LogWriter::failAll(std::span<Job> jobs, const AppendResult &result)
{
    for (Job &job : jobs) {
        if (auto *appending = std::get_if<AppendJob>(&job))
            appending->result = result;
        else if (auto *finding = std::get_if<FindJob>(&job))
            finding->result = {{}, true};
    }
}

// Setting it back to a bound below the present size does nothing but stop the growth.
void LogWriter::limitPagesNow()
{
    constexpr qint64 unbounded = 1'073'741'823; // SQLite's own default
    m_tables->database().run(u"PRAGMA max_page_count = %1"_s.arg(m_maxPages > 0 ? m_maxPages : unbounded));
}

bool LogWriter::isAppended(const Job &job)
{
    const auto *appending = std::get_if<AppendJob>(&job);
    return appending && std::holds_alternative<append::Appended>(appending->result);
}

void LogWriter::addCallback(Job &job, std::vector<std::function<void()>> &callbacks)
{
    if (auto *appending = std::get_if<AppendJob>(&job))
        callbacks.push_back(
            [done = std::move(appending->done), result = std::move(appending->result)] { done(result); });
    else if (auto *finding = std::get_if<FindJob>(&job))
        callbacks.push_back([done = std::move(finding->done), result = finding->result] { done(result); });
}

void LogWriter::handBack(std::vector<Job> &jobs)
{
    std::vector<Deliveries::Callback> callbacks;
    callbacks.reserve(jobs.size());
    QSet<QString> grown;
    for (Job &job : jobs) {
        if (isAppended(job))
            grown.insert(std::get<AppendJob>(job).entry.log);
        addCallback(job, callbacks);
    }
    // First, so that a search that waits for these entries knows of them.
    if (!grown.isEmpty())
        m_changed(grown.values());
    m_gate.settle(jobs.size());
    m_deliveries.add(std::move(callbacks));
}

} // namespace courtyard
