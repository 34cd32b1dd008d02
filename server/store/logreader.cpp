#include "server/store/logreader.h"

#include "server/store/deliveries.h"
#include "server/store/entryreader.h"
#include "server/store/healthboard.h"
#include "server/store/threadname.h"

namespace courtyard {

LogReader::LogReader(QString path, Deliveries &deliveries, HealthBoard &board)
    : m_path(std::move(path)), m_deliveries(deliveries), m_board(board), m_thread([this] { run(); })
{ }

LogReader::~LogReader()
{
    m_jobs.endNow();
    m_thread.join();
}

void LogReader::run()
{
    nameThisThread("log reader");
    std::unique_ptr<EntryReader> reader;
    for (;;) {
        const std::vector<Job> jobs = m_jobs.takeAll();
        if (jobs.empty())
            return;
        SqlProblem problem;
        if (!reader)
            reader = EntryReader::open(m_path, &problem);
        for (const Job &job : jobs) {
            if (m_jobs.hasEnded())
                return;
            m_deliveries.add(job(reader.get()));
        }
        m_board.noteReading(reader ? reader->takeProblem() : problem);
    }
}

template <typename Result, typename Ask>
void LogReader::add(Ask ask, Result failure, std::function<void(const Result &)> done)
{
    m_jobs.add([ask = std::move(ask), failure = std::move(failure),
                done = std::move(done)](EntryReader *reader) -> std::function<void()> {
        return [done, result = reader ? ask(*reader) : failure] { done(result); };
    });
}

void LogReader::read(const QString &log, ReadRange range, std::function<void(const ReadResult &)> done)
{
    add([log, range](EntryReader &reader) { return reader.read(log, range); }, ReadResult{{}, false, true},
        std::move(done));
}

void LogReader::entries(const QString &log, const QList<qint64> &seqs,
                        std::function<void(const ReadResult &)> done)
{
    add([log, seqs](EntryReader &reader) { return reader.entries(log, seqs); }, ReadResult{{}, false, true},
        std::move(done));
}

void LogReader::latest(const QString &log, const QString &kind, std::function<void(const ReadResult &)> done)
{
    add([log, kind](EntryReader &reader) { return reader.latest(log, kind); }, ReadResult{{}, false, true},
        std::move(done));
}

void LogReader::head(const QString &log, std::function<void(const LogHead &)> done)
{
    add([log](EntryReader &reader) { return reader.head(log); }, LogHead{0, true}, std::move(done));
}

void LogReader::naming(const QStringList &files, std::function<void(const NamingResult &)> done)
{
    add([files](EntryReader &reader) { return reader.naming(files); }, NamingResult{{}, true},
        std::move(done));
}

void LogReader::withFiles(const QString &log, qint64 before, int limit,
                          std::function<void(const ReadResult &)> done)
{
    add([log, before, limit](EntryReader &reader) { return reader.withFiles(log, before, limit); },
        ReadResult{{}, false, true}, std::move(done));
}

} // namespace courtyard
