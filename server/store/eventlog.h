// The seam that everything durable hangs on (DESIGN §2): append-only logs, numbered from 1, asynchronous
// throughout. One log per room, and one of the house (members, rooms, who is in which, read marks; see
// rooms/house.h). The embedded form is SqliteEventLog; a clustered one may come, so nothing above this seam
// assumes that a log is local or instant.
//
// Thread: the object lives in the thread that made it, and every function is called there. Every callback
// runs there too, later (never inside the call), in the order in which the calls of one kind on one log were
// made. After the destructor no callback runs any more. A callback must not throw.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <optional>
#include <variant>

namespace courtyard {

/// One entry of a log. For a room's log the fields are those of protocol Event; `extra` holds what has no
/// column of its own (emoji, on, files) as a JSON object, or nothing.
struct LogEntry {
    QString log; // the log's name: a room id, or "house"
    qint64 seq = 0; // given by append
    qint64 at = 0; // wall clock ms, given by the caller
    QString author; // member id
    QString name; // the author's name at that time
    QString kind; // EventKind on the wire, or a house record's kind
    QString key; // with log and author: makes append idempotent. Never empty
    QString text;
    qint64 target = 0; // 0: none
    qint64 reply = 0; // 0: none
    QByteArray extra;
    /// Not empty: a register. The newest entry of a slot replaces the older ones, which are dropped from the
    /// log (its numbers then have gaps; only the house uses it). So a log of registers is as long as its
    /// state.
    QString slot;
    bool redacted = false; // text and extra are gone, see AppendOptions
    bool operator==(const LogEntry &) const = default;
};

struct AppendOptions {
    /// In the same transaction, takes text and extra from entry `redactTarget` of this log and from all
    /// entries whose `target` it is and whose kind is "edit". 0: nothing.
    qint64 redactTarget = 0;
    /// In the same transaction, takes them from every entry with a number from `redactFrom` to `redactTo`:
    /// what empties the log of a closed room, by entries of the kind "closed". 0: none.
    qint64 redactFrom = 0, redactTo = 0;
};

namespace append {
/// On disk: no crash and no loss of power takes it back.
struct Appended {
    qint64 seq = 0;
    qint64 at = 0;
};
/// The same log, author and key was there. `sameBody`: with the same kind, text, target, reply and extra
/// (compared by a digest, so also after a redaction).
struct Already {
    qint64 seq = 0;
    qint64 at = 0;
    bool sameBody = true;
};
/// Not stored, nothing was changed; the same append may be tried again. `why` is for the host's log, in
/// English.
struct Failed {
    QString why;
};
/// Stored or not, nobody knows: append again with the same key to settle it.
struct Unknown {
    QString why;
};
/// Another writer has taken this log over; this one must stop.
struct LostLease { };
} // namespace append
using AppendResult =
    std::variant<append::Appended, append::Already, append::Failed, append::Unknown, append::LostLease>;

/// What became of an append, asked after the fact.
struct FindResult {
    std::optional<append::Already> found; // nothing: it is not there
    bool failed = false; // the store could not be asked
};

/// Which entries of a log: after or before a number (exclusive), at most `limit`, and at most about
/// `maxBytes` of text, counted as JSON.
struct ReadRange {
    std::optional<qint64> after; // the oldest after it, going up
    std::optional<qint64> before; // the newest before it, going down; neither: the newest of all
    int limit = 200;
    qint64 maxBytes = 1024 * 1024;
};
struct ReadResult {
    QList<LogEntry> entries; // oldest first
    bool more = false; // there are further ones in the direction that was asked for
    bool failed = false; // the store could not be read
};

struct LogHead {
    qint64 head = 0; // the last number, 0 for an empty log
    bool failed = false;
};

/// Full-text search in messages. Words are matched by prefix, all of them must be there; what is searched is
/// the text after the last edit; deleted messages are not found. Sees everything that was appended before the
/// call.
struct SearchQuery {
    QString words;
    QStringList logs; // only in these
    int limit = 50;
    qint64 maxBytes = 1024 * 1024; // as in ReadRange; the best ones
};
struct SearchHits {
    QList<LogEntry> hits; // the messages, best first, with their edited text
    bool failed = false;
};

/// Entries whose `extra` names files, as `id` or `thumb` of its list `files`. What was redacted names none.
struct Naming {
    QString file;
    QString log;
    qint64 seq = 0; // of the newest entry of that log that names it
};
struct NamingResult {
    QList<Naming> namings; // one for each file and log
    bool failed = false;
};

class EventLog {
public:
    virtual ~EventLog() = default;

    /// `entry.seq` is ignored; the entry gets the next number of its log.
    virtual void append(LogEntry entry, AppendOptions options,
                        std::function<void(const AppendResult &)> done) = 0;
    /// Whether the log has an entry with this author and key, and what `append` would say of it; stores
    /// nothing. Takes its turn among the appends: those asked for before count.
    virtual void find(LogEntry entry, std::function<void(const FindResult &)> done) = 0;
    virtual void read(const QString &log, ReadRange range, std::function<void(const ReadResult &)> done) = 0;
    /// The entries with these numbers, oldest first, without those that are not there.
    virtual void entries(const QString &log, const QList<qint64> &seqs,
                         std::function<void(const ReadResult &)> done) = 0;
    /// The newest entry of this kind (for instance a room's topic); none in `entries` where there is none.
    virtual void latest(const QString &log, const QString &kind,
                        std::function<void(const ReadResult &)> done) = 0;
    virtual void head(const QString &log, std::function<void(const LogHead &)> done) = 0;
    virtual void search(SearchQuery query, std::function<void(const SearchHits &)> done) = 0;
    /// Where these files are named. Sees everything that was answered before the call.
    virtual void naming(const QStringList &files, std::function<void(const NamingResult &)> done) = 0;
    /// The newest entries before this number (0: of all) that name files, oldest first.
    virtual void withFiles(const QString &log, qint64 before, int limit,
                           std::function<void(const ReadResult &)> done) = 0;
};

} // namespace courtyard
