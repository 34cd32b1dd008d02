// The house's own log: writes records, reads all of them back. What is written of one slot is written one
// after the other, so that a repetition of an older record can never replace a newer one. Network thread
// only; as long as the house.
#pragma once

#include "protocol/clock.h"
#include "server/rooms/houserecords.h"

#include <QHash>
#include <QTimer>

#include <functional>
#include <list>

namespace courtyard {

class HouseLog {
public:
    /// Unclear: it may or may not be there; say `storage`, and restore() what was.
    enum class Outcome { Saved, NotSaved, Unclear };

    HouseLog(EventLog &log, const Clock &clock);

    void save(const record::Any &record, std::function<void(Outcome)> done);
    /// How things stand after all, where a record is, or may be, on disk that must not be: written again and
    /// again until it is there, or until something newer of its slot is.
    void restore(const record::Any &record);
    /// In the order in which they were written; `ok` is false where the log could not be read.
    void load(std::function<void(const QList<record::Any> &records, bool ok)> done);

private:
    struct Job {
        std::optional<LogEntry> entry; // nothing: what is owed to the slot
        std::function<void(Outcome)> done;
    };
    LogEntry entryOf(const record::Any &record) const;
    void enqueue(const QString &slot, Job job);
    void runFirst(const QString &slot);
    void finishFirst(const QString &slot, Outcome outcome);
    void payAgain();
    void append(const LogEntry &entry, int tries, std::function<void(Outcome)> done);
    void loadAfter(qint64 seq, QList<record::Any> records,
                   std::function<void(const QList<record::Any> &, bool)> done);

    EventLog &m_log;
    const Clock &m_clock;
    QHash<QString, std::list<Job>> m_lanes; // by slot: the one that is being written, then those that wait
    QHash<QString, LogEntry> m_owed; // by slot: what restore() promised
    QTimer m_retry;
};

} // namespace courtyard
