#include "server/store/entryreader.h"

#include "server/store/schema.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

QString selectEntries(const QString &rest)
{
    return QString("SELECT "_L1 % schema::entryColumns % " FROM entries WHERE "_L1 % rest);
}

const SqlProblem damagedOrder{11, u"entries are missing or out of order"_s}; // SQLITE_CORRUPT
const ReadResult failedRead{.entries = {}, .more = false, .failed = true};

enum class Order { Up, Down };

struct Ids { // both are in it
    qint64 first, last;
    bool holds(qint64 id) const { return id >= first && id <= last; }
};

// SQLite does not look whether a damaged tree is in order. A log of registers has gaps, a room's has none.
bool mayFollow(const LogEntry &entry, const LogEntry &previous, Order order)
{
    const qint64 step = order == Order::Up ? entry.seq - previous.seq : previous.seq - entry.seq;
    const bool mayHaveGaps = !entry.slot.isEmpty() || !previous.slot.isEmpty();
    return step == 1 || (step > 1 && mayHaveGaps);
}

// Rows until the page is full; what comes after them is only noticed.
ReadResult takePage(Statement &rows, const QString &log, Ids ids, int limit, qint64 maxBytes,
                    Order order = Order::Up)
{
    ReadResult result;
    qint64 bytes = 0;
    while (rows.next()) {
        if (result.entries.size() >= limit) {
            result.more = true;
            break;
        }
        LogEntry entry = schema::entryFrom(rows, log);
        if (!ids.holds(rows.integer(0))
            || (!result.entries.isEmpty() && !mayFollow(entry, result.entries.constLast(), order))) {
            rows.fail(damagedOrder);
            break;
        }
        bytes += sizeAsJson(entry);
        if (bytes > maxBytes && !result.entries.isEmpty()) {
            result.more = true;
            break;
        }
        result.entries.append(std::move(entry));
    }
    rows.finish();
    return rows.hasFailed() ? failedRead : result; // a page that ends too soon would be a gap
}

} // namespace

qint64 sizeAsJson(const LogEntry &entry)
{
    const auto isEscapedByNumber = [](char16_t c) {
        return c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029 || c == 0xfeff;
    };
    qint64 bytes = entry.extra.size();
    for (const QChar c : entry.text) {
        const char16_t unit = c.unicode();
        if (isEscapedByNumber(unit))
            bytes += 6; // \uXXXX
        else if (unit == u'"' || unit == u'\\')
            bytes += 2;
        else
            bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    }
    return bytes;
}

std::unique_ptr<EntryReader> EntryReader::open(const QString &path, SqlProblem *problem)
{
    std::unique_ptr<EntryReader> reader(new EntryReader(path));
    if (reader->m_database.isOpen() && reader->m_database.problem().code == 0)
        return reader;
    if (problem)
        *problem = reader->m_database.problem();
    return nullptr;
}

EntryReader::EntryReader(const QString &path)
    : m_database(path, Database::Access::ReadOnly),
      m_up(m_database, selectEntries("id >= ? AND id <= ? ORDER BY id LIMIT ?"_L1)),
      m_down(m_database, selectEntries("id >= ? AND id < ? ORDER BY id DESC LIMIT ?"_L1)),
      m_one(m_database, selectEntries("id = ?"_L1)),
      // The second condition is there so that SQLite sees that its partial index holds all that is asked for.
      m_latestRare(m_database,
                   selectEntries(QString("log = ? AND kind = ? AND "_L1 % schema::isRare
                                         % " ORDER BY id DESC LIMIT 1"_L1))),
      m_latest(m_database, selectEntries("id BETWEEN ? AND ? AND kind = ? ORDER BY id DESC LIMIT 1"_L1)),
      m_log(m_database, u"SELECT id FROM logs WHERE name = ?"_s),
      m_head(m_database, u"SELECT max(id) FROM entries WHERE id BETWEEN ? AND ?"_s),
      m_edited(m_database,
               u"SELECT text FROM entries WHERE log = ? AND target = ? AND kind = 'edit' AND author = ?"
               " ORDER BY id DESC LIMIT 1"_s),
      m_naming(
          m_database,
          u"SELECT max(entry) FROM entry_files WHERE file = ? GROUP BY entry >> %1"_s.arg(schema::seqBits)),
      m_withFiles(m_database,
                  selectEntries("id IN (SELECT DISTINCT entry FROM entry_files WHERE entry >= ? AND entry < ?"
                                " ORDER BY entry DESC LIMIT ?) ORDER BY id"_L1)),
      m_logName(m_database, u"SELECT name FROM logs WHERE id = ?"_s)
{ }

ReadResult EntryReader::read(const QString &log, const ReadRange &range)
{
    const auto number = logNumber(log);
    if (!number)
        return failedRead;
    if (*number == 0 || range.limit <= 0)
        return {};
    if (range.after) {
        const qint64 after = std::clamp<qint64>(*range.after, 0, schema::maxSeq);
        return upwards(*number, log, after, range.limit, range.maxBytes);
    }
    const qint64 before = std::clamp<qint64>(range.before.value_or(schema::maxSeq), 0, schema::maxSeq);
    const Ids ids{schema::entryId(*number, 0), schema::entryId(*number, before)};
    if (!m_down.run({ids.first, ids.last, range.limit + 1}))
        return failedRead;
    ReadResult result = takePage(m_down, log, ids, range.limit, range.maxBytes, Order::Down);
    std::reverse(result.entries.begin(), result.entries.end());
    return result;
}

ReadResult EntryReader::entries(const QString &log, QList<qint64> seqs)
{
    const auto number = logNumber(log);
    if (!number)
        return failedRead;
    std::sort(seqs.begin(), seqs.end());
    seqs.erase(std::unique(seqs.begin(), seqs.end()), seqs.end());
    ReadResult result;
    for (const qint64 seq : std::as_const(seqs)) {
        if (*number == 0 || seq < 1 || seq > schema::maxSeq)
            continue;
        const qint64 id = schema::entryId(*number, seq);
        if (!m_one.run({id}))
            return failedRead;
        const ReadResult one = takePage(m_one, log, {id, id}, 1, 0);
        if (one.failed)
            return failedRead;
        result.entries.append(one.entries);
    }
    return result;
}

ReadResult EntryReader::latest(const QString &log, const QString &kind)
{
    const auto number = logNumber(log);
    if (!number)
        return failedRead;
    if (*number == 0)
        return {};
    const bool frequent =
        kind == "message"_L1 || kind == "edit"_L1 || kind == "delete"_L1 || kind == "reaction"_L1;
    Statement &statement = frequent ? m_latest : m_latestRare;
    const Ids ids{schema::entryId(*number, 0), schema::entryId(*number, schema::maxSeq)};
    const bool ok = frequent ? statement.run({ids.first, ids.last, kind}) : statement.run({*number, kind});
    return ok ? takePage(statement, log, ids, 1, 0) : failedRead;
}

LogHead EntryReader::head(const QString &log)
{
    const auto number = logNumber(log);
    if (!number)
        return {0, true};
    return *number == 0 ? LogHead{} : head(*number);
}

NamingResult EntryReader::naming(const QStringList &files)
{
    NamingResult result;
    for (const QString &file : files) {
        if (!m_naming.run({file}))
            return {{}, true};
        QList<qint64> ids;
        while (m_naming.next())
            ids.append(m_naming.integer(0));
        if (m_naming.hasFailed())
            return {{}, true};
        m_naming.finish();
        for (const qint64 id : std::as_const(ids))
            result.namings.append({file, logName(schema::logOf(id)), schema::seqOf(id)});
    }
    return result;
}

ReadResult EntryReader::withFiles(const QString &log, qint64 before, int limit)
{
    const auto number = logNumber(log);
    if (!number)
        return failedRead;
    ReadResult result;
    if (*number == 0)
        return result;
    const qint64 end = before > 0 ? std::min(before, schema::maxSeq) : schema::maxSeq;
    if (!m_withFiles.run({schema::entryId(*number, 0), schema::entryId(*number, end), limit + 1}))
        return failedRead;
    while (m_withFiles.next())
        result.entries.append(schema::entryFrom(m_withFiles, log));
    const bool failed = m_withFiles.hasFailed();
    m_withFiles.finish();
    result.more = result.entries.size() > limit;
    if (result.more)
        result.entries.removeFirst();
    return failed ? failedRead : result;
}

QString EntryReader::logName(qint64 number)
{
    QString name;
    if (m_logName.run({number}) && m_logName.next())
        name = m_logName.text(0);
    m_logName.finish();
    return name;
}

std::optional<qint64> EntryReader::logNumber(const QString &log)
{
    if (const auto known = m_logs.constFind(log); known != m_logs.cend())
        return *known;
    if (!m_log.run({log}))
        return std::nullopt;
    const qint64 number = m_log.next() ? m_log.integer(0) : 0;
    const bool failed = m_log.hasFailed();
    m_log.finish();
    if (failed)
        return std::nullopt;
    if (number != 0)
        m_logs.insert(log, number);
    return number;
}

std::optional<QStringList> EntryReader::logNames()
{
    Statement all(m_database, u"SELECT name FROM logs ORDER BY id"_s);
    if (!all.run({}))
        return std::nullopt;
    QStringList names;
    while (all.next())
        names.append(all.text(0));
    return all.hasFailed() ? std::nullopt : std::optional(names);
}

LogHead EntryReader::head(qint64 log)
{
    if (!m_head.run({schema::entryId(log, 0), schema::entryId(log, schema::maxSeq)}))
        return {0, true};
    const qint64 seq = m_head.next() ? schema::seqOf(m_head.integer(0)) : 0;
    const LogHead head{seq, m_head.hasFailed()};
    m_head.finish();
    return head;
}

ReadResult EntryReader::readAfter(qint64 log, const QString &name, qint64 after, int limit)
{
    constexpr qint64 mostBytes = 8 * 1024 * 1024;
    return upwards(log, name, after, limit, mostBytes);
}

ReadResult EntryReader::upwards(qint64 log, const QString &name, qint64 after, int limit, qint64 maxBytes)
{
    const Ids ids{schema::entryId(log, after) + 1, schema::entryId(log, schema::maxSeq)};
    if (!m_up.run({ids.first, ids.last, limit + 1}))
        return failedRead;
    return takePage(m_up, name, ids, limit, maxBytes);
}

std::optional<QString> EntryReader::editedText(qint64 log, const LogEntry &message)
{
    std::optional<QString> text;
    if (m_edited.run({log, message.seq, message.author}) && m_edited.next())
        text = m_edited.text(0);
    m_edited.finish();
    return text;
}

QString EntryReader::storeId()
{
    return m_database.single(u"SELECT store FROM meta"_s).toString();
}

SqlProblem EntryReader::takeProblem()
{
    const SqlProblem problem = m_database.problem();
    m_database.forgetProblem();
    return problem;
}

} // namespace courtyard
