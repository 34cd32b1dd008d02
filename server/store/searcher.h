// Answers searches, and keeps the index up to date in the background, in a thread of its own. Made, asked and
// destroyed by the log's owner; what is still queued at the end is forgotten.
#pragma once

#include "server/store/eventlog.h"

#include <QSet>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace courtyard {

class Deliveries;
class EntryReader;
class HealthBoard;
class SearchIndex;
class WriteGate;

class Searcher {
public:
    Searcher(QString eventsPath, QString indexPath, Deliveries &deliveries, WriteGate &gate,
             HealthBoard &board);
    ~Searcher();

    void search(SearchQuery query, std::function<void(const SearchHits &)> done);
    /// From any thread: these logs grew, by so many entries in all.
    void noteGrown(const QStringList &logs, qsizetype entries);

private:
    struct Job {
        SearchQuery query;
        quint64 ticket; // what was asked to be written before
        std::function<void(const SearchHits &)> done;
    };

    void run();
    std::vector<Job> waitForWork();
    bool isEnding();
    bool ensureOpen();
    void catchUp();
    bool takeInGrown();
    bool takeIn(const QSet<QString> &logs);
    bool takeIn(const QString &log);
    bool mayGather() const;
    void noteAllGrown();
    void startAnew();
    SearchHits answer(const SearchQuery &query);

    const QString m_eventsPath, m_indexPath;
    Deliveries &m_deliveries;
    WriteGate &m_gate;
    HealthBoard &m_board;

    std::mutex m_mutex; // guards the next five
    std::condition_variable m_changed;
    std::vector<Job> m_jobs;
    QSet<QString> m_grown;
    qsizetype m_behind = 0; // entries
    bool m_ending = false;

    std::unique_ptr<EntryReader> m_entries; // worker's
    std::unique_ptr<SearchIndex> m_index; // worker's
    std::thread m_thread; // last: it uses all of the above
};

} // namespace courtyard
