#include "server/rooms/houselog.h"

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr int mostTries = 3;

} // namespace

void HouseLog::save(const record::Any &record, std::function<void(Outcome)> done)
{
    LogEntry entry = record::toEntry(record);
    entry.at = m_clock.wallMs();
    append(entry, mostTries, std::move(done));
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
