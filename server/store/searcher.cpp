#include "server/store/searcher.h"

#include "server/store/deliveries.h"
#include "server/store/entryreader.h"
#include "server/store/healthboard.h"
#include "server/store/searchindex.h"
#include "server/store/threadname.h"
#include "server/store/writegate.h"

#include <QFile>

#include <chrono>

namespace courtyard {

namespace {

// Indexing each commit by itself costs several times the insert, so it waits until some have gathered (DESIGN
// §2).
constexpr std::chrono::milliseconds gather(1000);

} // namespace

Searcher::Searcher(QString eventsPath, QString indexPath, Deliveries &deliveries, WriteGate &gate,
                   HealthBoard &board)
    : m_eventsPath(std::move(eventsPath)), m_indexPath(std::move(indexPath)), m_deliveries(deliveries),
      m_gate(gate), m_board(board), m_thread([this] { run(); })
{ }

Searcher::~Searcher()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_jobs.clear();
    }
    m_changed.notify_one();
    m_gate.open();
    m_thread.join();
}

void Searcher::search(SearchQuery query, std::function<void(const SearchHits &)> done)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back({std::move(query), m_gate.lastTicket(), std::move(done)});
    }
    m_changed.notify_one();
}

void Searcher::noteGrown(const QStringList &logs)
{
    {
        const std::lock_guard lock(m_mutex);
        for (const QString &log : logs)
            m_grown.insert(log);
    }
    m_changed.notify_one();
}

bool Searcher::isEnding()
{
    const std::lock_guard lock(m_mutex);
    return m_ending;
}

// Searches are answered at once; growth is left to gather for a while.
std::vector<Searcher::Job> Searcher::waitForWork()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_ending || !m_jobs.empty() || !m_grown.isEmpty(); });
    m_changed.wait_for(lock, gather, [this] { return m_ending || !m_jobs.empty(); });
    return std::exchange(m_jobs, {});
}

void Searcher::run()
{
    nameThisThread("searcher");
    noteAllGrown(); // while we were away
    while (!isEnding()) {
        const std::vector<Job> jobs = waitForWork();
        if (!jobs.empty())
            m_gate.waitFor(jobs.back().ticket);
        if (isEnding())
            break;
        catchUp();
        for (const Job &job : jobs) {
            if (isEnding())
                break;
            m_deliveries.add([done = job.done, hits = answer(job.query)] { done(hits); });
        }
        if (m_entries)
            m_board.noteReading(m_entries->takeProblem());
    }
    m_index.reset(); // in the thread that made them
    m_entries.reset();
}

bool Searcher::ensureOpen()
{
    if (!m_entries) {
        SqlProblem problem;
        m_entries = EntryReader::open(m_eventsPath, &problem);
        m_board.noteReading(problem);
    }
    if (m_entries && !m_index)
        m_index = SearchIndex::open(m_indexPath, *m_entries);
    return m_index != nullptr;
}

SearchHits Searcher::answer(const SearchQuery &query)
{
    if (!m_index)
        return {{}, true};
    const SearchHits hits = m_index->search(query);
    if (!hits.failed || !m_index->isBeyondRepair())
        return hits;
    startAnew();
    catchUp();
    return m_index ? m_index->search(query) : SearchHits{{}, true};
}

void Searcher::noteAllGrown()
{
    if (!ensureOpen())
        return;
    if (const auto all = m_entries->logNames())
        noteGrown(*all);
}

void Searcher::startAnew()
{
    m_index.reset();
    SearchIndex::remove(m_indexPath);
    noteAllGrown();
}

// What could not be taken in now stays noted, and is tried again.
void Searcher::catchUp()
{
    if (!ensureOpen())
        return;
    if (!takeInGrown() && m_index->isBeyondRepair()) {
        startAnew();
        if (m_index)
            takeInGrown();
    }
}

bool Searcher::takeInGrown()
{
    QSet<QString> grown;
    {
        const std::lock_guard lock(m_mutex);
        grown.swap(m_grown);
    }
    for (const QString &log : std::as_const(grown)) {
        auto progress = SearchIndex::Progress::More;
        while (progress == SearchIndex::Progress::More && !isEnding())
            progress = m_index->catchUp(log);
        if (progress == SearchIndex::Progress::Failed) {
            noteGrown(grown.values());
            return false;
        }
    }
    return true;
}

} // namespace courtyard
