#include "server/store/salvage.h"

#include "server/store/schema.h"

#include <QMap>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr int batchEntries = 2000; // a transaction
constexpr auto columns =
    "id, log, at, author, name, kind, key, text, target, reply, extra, slot, redacted, digest"_L1;
constexpr int targetColumn = 8, replyColumn = 9, slotColumn = 11, columnCount = 14;

using Row = std::vector<QVariant>;

// Where the numbers of a log went: runs of numbers that stayed together.
class Renumbering {
public:
    void add(qint64 from, qint64 to)
    {
        if (!m_runs.empty() && m_runs.back().from + m_runs.back().length == from
            && m_runs.back().to + m_runs.back().length == to)
            ++m_runs.back().length;
        else
            m_runs.push_back({from, to, 1});
    }
    /// 0: it is lost, or was none.
    qint64 of(qint64 seq) const
    {
        const auto after = std::upper_bound(m_runs.begin(), m_runs.end(), seq,
                                            [](qint64 value, const Run &run) { return value < run.from; });
        if (after == m_runs.begin())
            return 0;
        const Run &run = *std::prev(after);
        return seq < run.from + run.length ? run.to + seq - run.from : 0;
    }

private:
    struct Run {
        qint64 from, to, length;
    };
    std::vector<Run> m_runs; // in order
};

// One log, from its first entry to its last, around what cannot be read.
class LogWalk {
public:
    LogWalk(Database &from, qint64 log)
        : m_rows(from,
                 QString("SELECT "_L1 % columns
                         % " FROM entries WHERE id > ? AND id <= ? ORDER BY id LIMIT ?"_L1)),
          m_at(schema::entryId(log, 0)), m_end(schema::entryId(log, schema::maxSeq))
    { }

    /// The next ones that can be read; none at the end.
    std::vector<Row> next()
    {
        std::vector<Row> rows;
        while (rows.empty() && m_at < m_end) {
            if (m_rows.run({m_at, m_end, batchEntries})) {
                while (m_rows.next())
                    rows.push_back(row());
            }
            const bool failed = m_rows.hasFailed();
            m_rows.finish();
            if (!rows.empty()) {
                m_at = rows.back().front().toLongLong();
                m_stuckSince = m_at;
            } else if (failed) {
                m_at += 1 + (m_at - m_stuckSince) / 8; // longer steps through larger holes
            } else {
                m_at = m_end;
            }
        }
        return rows;
    }

private:
    Row row() const
    {
        Row values;
        for (int column = 0; column < columnCount; ++column) {
            const QVariant value = m_rows.value(column);
            values.push_back(value.isNull() ? QVariant() : value);
        }
        return values;
    }

    Statement m_rows;
    qint64 m_at, m_end;
    qint64 m_stuckSince = m_at;
};

class Salvager {
public:
    Salvager(Database &from, Database &to)
        : m_from(from), m_to(to), m_makeLog(to, u"INSERT OR IGNORE INTO logs(id, name) VALUES(?, ?)"_s),
          m_insert(to,
                   QString("INSERT OR IGNORE INTO entries("_L1 % columns
                           % ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_L1)),
          m_noteFiles(to, schema::noteFiles())
    { }

    bool run()
    {
        const QMap<qint64, QString> names = logNames();
        for (auto log = names.cbegin(); log != names.cend(); ++log) {
            if (!m_makeLog.run({log.key(), log.value()}) || !takeLog(log.key())
                || !m_noteFiles.run(
                    {schema::entryId(log.key(), 0), schema::entryId(log.key(), schema::maxSeq)}))
                return false;
        }
        return true;
    }

private:
    // By the table, and by the index on its names: one of them may be whole.
    QMap<qint64, QString> logNames()
    {
        QMap<qint64, QString> names;
        for (const QLatin1StringView order : {"id"_L1, "name"_L1}) {
            Statement all(m_from, QString("SELECT id, name FROM logs ORDER BY "_L1 % order));
            if (!all.run({}))
                continue;
            while (all.next())
                names.insert(all.integer(0), all.text(1));
        }
        return names;
    }

    bool takeLog(qint64 log)
    {
        LogWalk walk(m_from, log);
        Renumbering renumbering;
        qint64 head = 0;
        for (auto rows = walk.next(); !rows.empty(); rows = walk.next()) {
            if (!m_to.run(u"BEGIN IMMEDIATE"_s))
                return false;
            for (Row &row : rows) {
                if (!take(log, row, renumbering, head))
                    return false;
            }
            if (!m_to.run(u"COMMIT"_s))
                return false;
        }
        return true;
    }

    bool take(qint64 log, Row &row, Renumbering &renumbering, qint64 &head)
    {
        const qint64 seq = schema::seqOf(row[0].toLongLong());
        const bool isRegister = !row[slotColumn].isNull();
        const qint64 target = row[targetColumn].toLongLong();
        const qint64 newTarget = renumbering.of(target);
        if (!isRegister && target != 0 && newTarget == 0)
            return true;
        const qint64 newSeq = isRegister ? std::max(seq, head + 1) : head + 1;
        row[0] = schema::entryId(log, newSeq);
        if (!isRegister) {
            row[targetColumn] = newTarget;
            row[replyColumn] = renumbering.of(row[replyColumn].toLongLong());
        }
        if (!m_insert.run({row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9],
                           row[10], row[11], row[12], row[13]}))
            return false;
        if (m_insert.changedRows() == 1) {
            renumbering.add(seq, newSeq);
            head = newSeq;
        }
        return true;
    }

    Database &m_from;
    Database &m_to;
    Statement m_makeLog, m_insert, m_noteFiles;
};

} // namespace

SqlProblem salvage(const QString &from, const QString &to)
{
    Database fresh(to, Database::Access::ReadWrite);
    if (!fresh.isOpen() || schema::prepare(fresh) != schema::Outcome::Ready)
        return fresh.problem();
    Database damaged(from, Database::Access::ReadOnly);
    if (damaged.isOpen() && !Salvager(damaged, fresh).run())
        return fresh.problem();
    fresh.forgetProblem();
    fresh.run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s); // one file, to be moved
    return fresh.problem();
}

} // namespace courtyard
