#include "server/store/logwriter.h"

#include "server/store/damage.h"
#include "server/store/deliveries.h"
#include "server/store/gatheredwal.h"
#include "server/store/healthboard.h"
#include "server/store/storelog.h"
#include "server/store/threadname.h"
#include "server/store/writegate.h"
#include "server/store/writertables.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

// So that one answer never waits for thousands of others.
constexpr std::size_t mostInOneTransaction = 4096;

// From the start of one commit to that of the next. A commit costs as much as a hundred deliveries, so where
// more is said than that, what comes in the meantime shares one. Whoever speaks into a silence waits for
// nobody. Most of what a commit of few entries costs is the way to the disk and back, so a disk that takes
// its time is gone to less often: syncs take a twentieth of the time, up to where somebody could feel it.
constexpr std::chrono::milliseconds shortestPause{2}, longestPause{5};
constexpr int syncShare = 20;
constexpr std::size_t manyEntries = 32; // a commit of so many is worth its price

std::chrono::steady_clock::duration pauseAfter(std::size_t entries, std::chrono::steady_clock::duration sync)
{
    using Duration = std::chrono::steady_clock::duration;
    return entries >= manyEntries ? shortestPause
                                  : std::clamp<Duration>(syncShare * sync, shortestPause, longestPause);
}

} // namespace

LogWriter::LogWriter(QString folder, Deliveries &deliveries, WriteGate &gate, HealthBoard &board,
                     Changed changed)
    : m_folder(std::move(folder)), m_deliveries(deliveries), m_gate(gate), m_board(board),
      m_changed(std::move(changed)), m_thread([this] { run(); })
{ }

LogWriter::~LogWriter()
{
    handOver();
    m_jobs.end();
    m_thread.join();
}

void LogWriter::append(LogEntry entry, AppendOptions options, std::function<void(const AppendResult &)> done)
{
    add(AppendJob{std::move(entry), options, std::move(done), append::Failed{}});
}

void LogWriter::find(LogEntry entry, std::function<void(const FindResult &)> done)
{
    add(FindJob{std::move(entry), std::move(done), {}});
}

void LogWriter::limitPages(qint64 pages)
{
    add(LimitJob{pages});
}

void LogWriter::wakeUp()
{
    m_gate.give();
    m_jobs.add(WakeUpJob{});
}

// What is asked for in one turn of the owner's event loop is handed over at its end: one lock and one wake-up
// for all of it, and the writer does not begin with the first while the others are on their way.
void LogWriter::add(Job job)
{
    m_gate.give();
    if (m_gathered.empty())
        QMetaObject::invokeMethod(
            &m_turn, [this] { handOver(); }, Qt::QueuedConnection);
    m_gathered.push_back(std::move(job));
}

void LogWriter::handOver()
{
    if (!m_gathered.empty())
        m_jobs.add(std::exchange(m_gathered, {}));
}

void LogWriter::run()
{
    nameThisThread("log writer");
    std::chrono::steady_clock::time_point earliest;
    for (;;) {
        std::vector<Job> jobs = m_jobs.takeAll(earliest);
        if (jobs.empty())
            break;
        const auto begun = std::chrono::steady_clock::now();
        const std::span<Job> all(jobs);
        for (std::size_t first = 0; first < jobs.size(); first += mostInOneTransaction)
            store(all.subspan(first, std::min(mostInOneTransaction, jobs.size() - first)));
        earliest = begun + pauseAfter(jobs.size(), m_lastSync);
        handBack(std::move(jobs));
        if (m_tables)
            m_tables->database().fold(); // after the answers: nobody waits for it
        noteAnyDamage();
    }
    m_tables.reset(); // in the thread that made it
}

// After the last thing that was written: the note tells the file by its size and time.
void LogWriter::noteAnyDamage()
{
    if (m_board.isDamaged() && !std::exchange(m_damageNoted, true))
        noteDamage(m_folder);
}

void LogWriter::store(std::span<Job> jobs)
{
    if (storeTogether(jobs) == Outcome::Settled)
        return;
    // One of them may be what stands in the way: a large one on a nearly full disk, say.
    for (std::size_t i = 0; i < jobs.size(); ++i)
        storeTogether(jobs.subspan(i, 1));
}

LogWriter::Outcome LogWriter::storeTogether(std::span<Job> jobs)
{
    if (m_board.isDamaged())
        return refuse(jobs, StoreFault::Damaged, u"the file is damaged"_s);
    const auto begun = std::chrono::steady_clock::now();
    takeSyncTime(); // of what went before
    if (const SqlProblem problem = ensureOpen(); problem.code != 0)
        return refuse(jobs, faultOf(problem, m_folder), problem.text);
    m_tables->database().forgetProblem();
    if (!performAll(jobs))
        return undo(jobs, Stage::Writing);
    const auto appended = std::count_if(jobs.begin(), jobs.end(), isAppended);
    if (appended > 0 && !m_tables->isInPlace())
        return undo(jobs, Stage::Misplaced);
    if (!m_tables->commit())
        return undo(jobs, Stage::Committing);
    m_lastSync = takeSyncTime();
    if (appended > 0)
        m_board.noteStored(quint64(appended), std::chrono::steady_clock::now() - begun, m_lastSync);
    return Outcome::Settled;
}

// In one transaction. False where SQLite refused.
bool LogWriter::performAll(std::span<Job> jobs)
{
    if (!m_tables->begin())
        return false;
    Trouble trouble = performAs(Rows::Together, jobs);
    if (trouble == WriterTables::Trouble::SomeAlready) {
        if (!m_tables->rollBack() || !m_tables->begin())
            return false;
        trouble = performAs(Rows::Each, jobs);
    }
    return !trouble;
}

LogWriter::Trouble LogWriter::performAs(Rows rows, std::span<Job> jobs)
{
    constexpr std::size_t several = WriterTables::rowsTogether;
    while (!jobs.empty()) {
        const bool areEnough = rows == Rows::Together && jobs.size() >= several;
        const auto form = areEnough ? commonForm(jobs.first(several)) : WriterTables::Form::WithMore;
        if (form == WriterTables::Form::WithMore) {
            if (!perform(jobs.front()))
                return WriterTables::Trouble::Refused;
            jobs = jobs.subspan(1);
        } else {
            if (const Trouble trouble = performTogether(jobs.first(several), form))
                return trouble;
            jobs = jobs.subspan(several);
        }
    }
    return std::nullopt;
}

LogWriter::Trouble LogWriter::performTogether(std::span<Job> jobs, WriterTables::Form form)
{
    WriterTables::Entries entries;
    for (std::size_t i = 0; i < entries.size(); ++i)
        entries[i] = &std::get<AppendJob>(jobs[i]).entry;
    const auto appended = m_tables->appendTogether(entries, form);
    if (const auto *trouble = std::get_if<WriterTables::Trouble>(&appended))
        return *trouble;
    const auto &results = std::get<WriterTables::Results>(appended);
    for (std::size_t i = 0; i < entries.size(); ++i)
        std::get<AppendJob>(jobs[i]).result = results[i];
    return std::nullopt;
}

// WithMore where they have none in common.
WriterTables::Form LogWriter::commonForm(std::span<const Job> jobs)
{
    const auto form = formOf(jobs.front());
    const bool isCommon =
        std::all_of(jobs.begin() + 1, jobs.end(), [form](const Job &job) { return formOf(job) == form; });
    return isCommon ? form : WriterTables::Form::WithMore;
}

WriterTables::Form LogWriter::formOf(const Job &job)
{
    const auto *appending = std::get_if<AppendJob>(&job);
    return appending ? WriterTables::formOf(appending->entry, appending->options)
                     : WriterTables::Form::WithMore;
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
    if (const auto *limit = std::get_if<LimitJob>(&job)) {
        m_maxPages = limit->pages;
        limitPagesNow();
    }
    return true;
}

// A commit that failed on its last sync may still be found on disk after a crash: only then is it unclear.
LogWriter::Outcome LogWriter::undo(std::span<Job> jobs, Stage stage)
{
    const SqlProblem problem = m_tables->database().problem();
    m_tables->rollBack();
    if (stage == Stage::Misplaced)
        return refuse(jobs, StoreFault::Gone, u"the file is not in its place"_s);
    const StoreFault fault = faultOf(problem, m_folder);
    if (fault != StoreFault::Full && fault != StoreFault::Busy)
        m_tables.reset(); // a fresh connection may do better
    if (stage == Stage::Committing && !problem.isCertainlyUndone()) {
        m_board.noteRefused(failAll(jobs, append::Unknown{problem.text}), fault, problem.text);
        return Outcome::Settled;
    }
    const bool isForAll = fault == StoreFault::Busy || fault == StoreFault::Damaged;
    return isForAll || jobs.size() == 1 ? refuse(jobs, fault, problem.text) : Outcome::UndoneTryEach;
}

LogWriter::Outcome LogWriter::refuse(std::span<Job> jobs, StoreFault fault, const QString &why)
{
    m_board.noteRefused(failAll(jobs, append::Failed{why}), fault, why);
    return Outcome::Settled;
}

SqlProblem LogWriter::ensureOpen()
{
    if (m_tables)
        return {};
    auto opened = WriterTables::open(eventsFile(m_folder));
    if (const auto *problem = std::get_if<SqlProblem>(&opened))
        return *problem;
    m_tables = std::move(std::get<std::unique_ptr<WriterTables>>(opened));
    limitPagesNow();
    return {};
}

// How many appends there were among them.
quint64 LogWriter::failAll(std::span<Job> jobs, const AppendResult &result)
{
    quint64 appends = 0;
    for (Job &job : jobs) {
        if (auto *appending = std::get_if<AppendJob>(&job)) {
            appending->result = result;
            ++appends;
        } else if (auto *finding = std::get_if<FindJob>(&job)) {
            finding->result = {{}, true};
        }
    }
    return appends;
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

void LogWriter::answer(const Job &job)
{
    if (const auto *appending = std::get_if<AppendJob>(&job))
        appending->done(appending->result);
    else if (const auto *finding = std::get_if<FindJob>(&job))
        finding->done(finding->result);
}

// With all that they hold, which is let go of in the thread that made it: memory that one thread takes and
// another gives back is dear to both.
void LogWriter::handBack(std::vector<Job> jobs)
{
    const auto done = std::make_shared<std::vector<Job>>(std::move(jobs));
    std::vector<Deliveries::Callback> callbacks;
    callbacks.reserve(done->size() + 1);
    QSet<QString> grown;
    qsizetype entries = 0;
    for (const Job &job : *done) {
        if (isAppended(job)) {
            grown.insert(std::get<AppendJob>(job).entry.log);
            ++entries;
        }
        callbacks.push_back([&job] { answer(job); });
    }
    callbacks.push_back([done] {}); // they stay until here
    // First, so that a search that waits for these entries knows of them.
    if (!grown.isEmpty())
        m_changed(grown.values(), entries);
    m_gate.settle(done->size());
    m_deliveries.add(std::move(callbacks));
}

} // namespace courtyard
