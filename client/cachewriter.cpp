#include "client/cachewriter.h"

#include "client/diskkeeper.h"
#include "client/log.h"

#include <QDeadlineTimer>

#include <iterator>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr auto askOthersAgain = 500ms; // where somebody else holds the file; so long it may take to stop, too
constexpr auto othersMayHoldIt = 20s;

} // namespace

CacheWriter::CacheWriter(const QString &databaseFile, DiskKeeper &keeper, std::function<void()> failed)
    : m_file(databaseFile), m_keeper(keeper), m_failed(std::move(failed)), m_thread([this] { work(); })
{ }

CacheWriter::~CacheWriter()
{
    end(State::Finishing);
}

std::vector<CacheWrite> CacheWriter::stop()
{
    end(State::Stopping);
    return std::exchange(m_waiting, {});
}

void CacheWriter::end(State how)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_state == State::Working)
            m_state = how;
    }
    m_woken.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

quint64 CacheWriter::give(std::vector<CacheWrite> writes)
{
    const std::lock_guard lock(m_mutex);
    m_waiting.insert(m_waiting.end(), std::make_move_iterator(writes.begin()),
                     std::make_move_iterator(writes.end()));
    m_woken.notify_one();
    return ++m_given;
}

bool CacheWriter::isDone(quint64 number)
{
    const std::lock_guard lock(m_mutex);
    return m_done >= number;
}

void CacheWriter::waitFor(quint64 number, std::chrono::milliseconds atMost)
{
    std::unique_lock lock(m_mutex);
    m_progress.wait_for(lock, atMost, [&] { return m_done >= number || m_state == State::Failed; });
}

bool CacheWriter::hasFailed()
{
    const std::lock_guard lock(m_mutex);
    return m_state == State::Failed;
}

CacheFile::Trouble CacheWriter::trouble()
{
    const std::lock_guard lock(m_mutex);
    return m_trouble;
}

void CacheWriter::work()
{
    CacheFile file;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_woken.wait(lock, [this] { return !m_waiting.empty() || m_state != State::Working; });
        if (m_waiting.empty() || m_state == State::Stopping)
            return;
        std::vector<CacheWrite> writes = std::exchange(m_waiting, {});
        const quint64 number = m_given;
        lock.unlock();
        const bool done = write(file, writes);
        lock.lock();
        if (done) {
            m_done = number;
            m_progress.notify_all();
            continue;
        }
        m_waiting.insert(m_waiting.begin(), std::make_move_iterator(writes.begin()),
                         std::make_move_iterator(writes.end()));
        m_trouble = file.trouble();
        if (m_state != State::Working)
            return;
        m_state = State::Failed;
        m_progress.notify_all();
        m_failed();
        return;
    }
}

bool CacheWriter::write(CacheFile &file, const std::vector<CacheWrite> &writes)
{
    using Written = CacheFile::Written;
    const bool there = file.isOpen()
        || (file.open(m_file) && file.waitForOthers(askOthersAgain)
            && file.run(u"PRAGMA synchronous=NORMAL"_s)
            && file.run(u"PRAGMA wal_autocheckpoint=0"_s)); // DiskKeeper does it
    const QDeadlineTimer deadline(othersMayHoldIt);
    Written result = there ? file.inOneTransaction(writes) : Written::No;
    if (result == Written::Busy)
        qCInfo(logClient, "event=cache_busy writes=%zu", writes.size());
    while (result == Written::Busy && !deadline.hasExpired()) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_state != State::Working)
                return false;
        }
        result = file.inOneTransaction(writes);
        if (result == Written::Yes)
            qCInfo(logClient, "event=cache_free");
    }
    if (result == Written::Yes)
        m_keeper.wake();
    return result == Written::Yes;
}

} // namespace courtyard
