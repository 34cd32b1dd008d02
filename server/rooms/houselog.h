// The house's own log: writes records, reads all of them back. Network thread only; as long as the house.
#pragma once

#include "protocol/clock.h"
#include "server/rooms/houserecords.h"

#include <functional>

namespace courtyard {

class HouseLog {
public:
    /// Unclear: it may or may not be there; say `storage`, and write what undoes it where that matters.
    enum class Outcome { Saved, NotSaved, Unclear };

    HouseLog(EventLog &log, const Clock &clock) : m_log(log), m_clock(clock) { }

    void save(const record::Any &record, std::function<void(Outcome)> done);
    /// In the order in which they were written; `ok` is false where the log could not be read.
    void load(std::function<void(const QList<record::Any> &records, bool ok)> done);

private:
    void append(const LogEntry &entry, int tries, std::function<void(Outcome)> done);
    void loadAfter(qint64 seq, QList<record::Any> records,
                   std::function<void(const QList<record::Any> &, bool)> done);

    EventLog &m_log;
    const Clock &m_clock;
};

} // namespace courtyard
