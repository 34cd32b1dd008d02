#include "server/rooms/houselog.h"

#include "server/rooms/houselimits.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr int mostTries = 3;

} // namespace

HouseLog::HouseLog(EventLog &log, const Clock &clock) : m_log(log), m_clock(clock)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(houselimits::retryMs);
    QObject::connect(&m_retry, &QTimer::timeout, &m_retry, [this] { payAgain(); });
}

LogEntry HouseLog::entryOf(const record::Any &record) const
{
    LogEntry entry = record::toEntry(record);
    entry.at = m_clock.wallMs();
    return entry;
}

void HouseLog::save(const record::Any &record, std::function<void(Outcome)> done)
{
    const LogEntry entry = entryOf(record);
    enqueue(entry.slot, {entry, std::move(done)});
}

void HouseLog::restore(const record::Any &record)
{
    const LogEntry entry = entryOf(record);
    m_owed.insert(entry.slot, entry);
    enqueue(entry.slot, {});
}

void HouseLog::enqueue(const QString &slot, Job job)
{
    std::list<Job> &lane = m_lanes[slot];
    lane.push_back(std::move(job));
    if (lane.size() == 1)
        runFirst(slot);
}

void HouseLog::runFirst(const QString &slot)
{
    const std::optional<LogEntry> entry = m_lanes[slot].front().entry;
    if (entry || m_owed.contains(slot))
        append(entry.value_or(m_owed.value(slot)), mostTries,
               [this, slot](Outcome outcome) { finishFirst(slot, outcome); });
    else
        finishFirst(slot, Outcome::Saved); // something newer is there
}

// The job stays in its lane until it is over, so that what it brings about waits behind it.
void HouseLog::finishFirst(const QString &slot, Outcome outcome)
{
    const Job job = m_lanes[slot].front();
    if (outcome == Outcome::Saved)
        m_owed.remove(slot);
    else if (!job.entry)
        m_retry.start();
    if (job.done)
        job.done(outcome);
    std::list<Job> &lane = m_lanes[slot];
    lane.pop_front();
    if (lane.empty())
        m_lanes.remove(slot);
    else
        runFirst(slot);
}

void HouseLog::payAgain()
{
    const QStringList owed = m_owed.keys();
    for (const QString &slot : owed) {
        if (!m_lanes.contains(slot))
            enqueue(slot, {});
    }
}

// Where it is unknown whether it was stored, the same key again settles it.
void HouseLog::append(const LogEntry &entry, int tries, std::function<void(Outcome)> done)
{
    m_log.append(entry, {}, [this, entry, tries, done = std::move(done)](const AppendResult &result) {
        if (std::holds_alternative<append::Appended>(result)
            || std::holds_alternative<append::Already>(result))
            done(Outcome::Saved);
        else if (!std::holds_alternative<append::Unknown>(result))
            done(Outcome::NotSaved);
        else if (tries > 1)
            append(entry, tries - 1, done);
        else
            done(Outcome::Unclear);
    });
}

void HouseLog::load(std::function<void(const QList<record::Any> &, bool)> done)
{
    loadAfter(0, {}, std::move(done));
}

void HouseLog::loadAfter(qint64 seq, QList<record::Any> records,
                         std::function<void(const QList<record::Any> &, bool)> done)
{
    const ReadRange range{.after = seq, .before = {}, .limit = 5000, .maxBytes = 4 * 1024 * 1024};
    m_log.read(u"house"_s, range, [this, records, done = std::move(done)](const ReadResult &read) mutable {
        for (const LogEntry &entry : read.entries) {
            if (const auto record = record::fromEntry(entry))
                records.append(*record);
        }
        if (read.failed || !read.more)
            done(records, !read.failed);
        else
            loadAfter(read.entries.last().seq, std::move(records), std::move(done));
    });
}

} // namespace courtyard
