#include "server/store/entryreader.h"

#include "server/store/schema.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

QString selectEntries(QLatin1StringView rest)
{
    return QString("SELECT "_L1 % schema::entryColumns % " FROM entries WHERE "_L1 % rest);
}

// Rows until the page is full; what comes after them is only noticed.
ReadResult takePage(Statement &rows, const QString &log, int limit, qint64 maxBytes)
{
    ReadResult result;
    qint64 bytes = 0;
    while (rows.next()) {
        if (result.entries.size() >= limit) {
            result.more = true;
            break;
        }
        LogEntry entry = schema::entryFrom(rows, log);
        bytes += sizeAsJson(entry);
        if (bytes > maxBytes && !result.entries.isEmpty()) {
            result.more = true;
            break;
        }
        result.entries.append(std::move(entry));
    }
    rows.finish();
    return result;
}

const ReadResult failedRead{.entries = {}, .more = false, .failed = true};

} // namespace

qint64 sizeAsJson(const LogEntry &entry)
{
    const auto isEscapedByNumber = [](char16_t c) {
        return c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029;
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

std::unique_ptr<EntryReader> EntryReader::open(const QString &path)
{
    std::unique_ptr<EntryReader> reader(new EntryReader(path));
    return reader->m_database.isOpen() && reader->m_database.problem().code == 0 ? std::move(reader)
                                                                                 : nullptr;
}

EntryReader::EntryReader(const QString &path)
    : m_database(path, Database::Access::ReadOnly),
      m_up(m_database, selectEntries("id > ? AND id <= ? ORDER BY id LIMIT ?"_L1)),
      m_down(m_database, selectEntries("id >= ? AND id < ? ORDER BY id DESC LIMIT ?"_L1)),
      m_one(m_database, selectEntries("id = ?"_L1)),
      // The second condition is there so that SQLite sees that its partial index holds all that is asked for.
      m_latestRare(
          m_database,
          selectEntries("log = ? AND kind = ? AND kind NOT IN ('message', 'edit', 'delete', 'reaction')"
                        " ORDER BY id DESC LIMIT 1"_L1)),
      m_latest(m_database, selectEntries("id BETWEEN ? AND ? AND kind = ? ORDER BY id DESC LIMIT 1"_L1)),
      m_log(m_database, u"SELECT id FROM logs WHERE name = ?"_s),
      m_head(m_database, u"SELECT max(id) FROM entries WHERE id BETWEEN ? AND ?"_s),
      m_edited(m_database,
               u"SELECT text FROM entries WHERE log = ? AND target = ? AND kind = 'edit' AND author = ?"
               " ORDER BY id DESC LIMIT 1"_s)
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
        if (!m_up.run(
                {schema::entryId(*number, after), schema::entryId(*number, schema::maxSeq), range.limit + 1}))
            return failedRead;
        return takePage(m_up, log, range.limit, range.maxBytes);
    }
    const qint64 before = std::clamp<qint64>(range.before.value_or(schema::maxSeq), 0, schema::maxSeq);
    if (!m_down.run({schema::entryId(*number, 0), schema::entryId(*number, before), range.limit + 1}))
        return failedRead;
    ReadResult result = takePage(m_down, log, range.limit, range.maxBytes);
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
        if (!m_one.run({schema::entryId(*number, seq)}))
            return failedRead;
        result.entries.append(takePage(m_one, log, 1, 0).entries);
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
    const bool ok = frequent
        ? statement.run({schema::entryId(*number, 0), schema::entryId(*number, schema::maxSeq), kind})
        : statement.run({*number, kind});
    return ok ? takePage(statement, log, 1, 0) : failedRead;
}

LogHead EntryReader::head(const QString &log)
{
    const auto number = logNumber(log);
    if (!number)
        return {0, true};
    return *number == 0 ? LogHead{} : head(*number);
}

std::optional<qint64> EntryReader::logNumber(const QString &log)
{
    if (const auto known = m_logs.constFind(log); known != m_logs.cend())
        return *known;
    if (!m_log.run({log}))
        return std::nullopt;
    const qint64 number = m_log.next() ? m_log.integer(0) : 0;
    m_log.finish();
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
    return names;
}

LogHead EntryReader::head(qint64 log)
{
    if (!m_head.run({schema::entryId(log, 0), schema::entryId(log, schema::maxSeq)}))
        return {0, true};
    const LogHead head{m_head.next() ? schema::seqOf(m_head.integer(0)) : 0, false};
    m_head.finish();
    return head;
}

ReadResult EntryReader::readAfter(qint64 log, const QString &name, qint64 after, int limit)
{
    constexpr qint64 mostBytes = 8 * 1024 * 1024;
    if (!m_up.run({schema::entryId(log, after), schema::entryId(log, schema::maxSeq), limit + 1}))
        return failedRead;
    return takePage(m_up, name, limit, mostBytes);
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

} // namespace courtyard
