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

// Indexing each commit by itself costs several times the insert, so it waits until many have gathered (DESIGN
// §2): until nothing was said for a while, but neither for long nor for many, as a search has to wait for the
// rest: of so many it takes about two thirds of a second.
constexpr std::chrono::milliseconds pauseOfTalk(1000);
constexpr std::chrono::seconds longestGathering(10);
constexpr qsizetype mostBehind = 70'000;
constexpr qsizetype transactionEntries = 4000;

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

void Searcher::noteGrown(const QStringList &logs, qsizetype entries)
{
    bool isNews = false; // else it is gathering already
    {
        const std::lock_guard lock(m_mutex);
        isNews = m_grown.isEmpty() || m_behind + entries >= mostBehind;
        for (const QString &log : logs)
            m_grown.insert(log);
        m_behind += entries;
    }
    if (isNews)
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
    const auto latest = std::chrono::steady_clock::now() + longestGathering;
    qsizetype before = -1;
    while (mayGather() && m_behind != before && std::chrono::steady_clock::now() < latest) {
        before = m_behind;
        m_changed.wait_for(lock, pauseOfTalk, [this] { return !mayGather(); });
    }
    return std::exchange(m_jobs, {});
}

bool Searcher::mayGather() const
{
    return !m_ending && m_jobs.empty() && m_behind < mostBehind;
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
        noteGrown(*all, mostBehind); // nobody knows by how many
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
        m_behind = 0;
    }
    if (grown.isEmpty() || (m_index->begin() && takeIn(grown) && m_index->commit()))
        return true;
    m_index->rollBack();
    noteGrown(grown.values(), 0);
    return false;
}

bool Searcher::takeIn(const QSet<QString> &logs)
{
    for (const QString &log : logs) {
        if (!takeIn(log))
            return false;
    }
    return true;
}

bool Searcher::takeIn(const QString &log)
{
    auto progress = SearchIndex::Progress::More;
    while (progress == SearchIndex::Progress::More && !isEnding()) {
        progress = m_index->catchUp(log);
        const bool isFull = m_index->taken() >= transactionEntries;
        if (progress == SearchIndex::Progress::Failed || (isFull && !(m_index->commit() && m_index->begin())))
            return false;
    }
    return true;
}

} // namespace courtyard
