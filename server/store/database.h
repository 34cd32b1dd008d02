// One connection to one SQLite file, and statements prepared on it. Made, used and destroyed in one thread.
#pragma once

#include "server/store/storehealth.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <initializer_list>
#include <memory>

namespace courtyard {

/// What went wrong last, in SQLite's extended result codes (sqlite.org/rescode.html).
struct SqlProblem {
    int code = 0; // 0: nothing did
    QString text;

    bool isDamage() const { return fault() == StoreFault::Damaged; }
    StoreFault fault() const; // as far as the code tells
    /// Full, busy, read-only, or a write that the system refused: certainly nothing was stored.
    bool isCertainlyUndone() const;

private:
    int primary() const { return code & 0xff; }
};

/// As fault(), and where the code leaves it open, by a look at the folder's disk: the system's own reason is
/// not among what SQLite hands on.
StoreFault faultOf(const SqlProblem &problem, const QString &folder);
/// What it means for a start.
StoreProblem problemOf(const SqlProblem &problem, const QString &folder);

class Database {
public:
    enum class Access { ReadWrite, ReadOnly };

    Database(const QString &path, Access access);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    bool isOpen() const { return m_database.isOpen(); }
    /// One statement without results.
    bool run(const QString &sql);
    /// The first column of the first row; invalid where there is none, or it failed.
    QVariant single(const QString &sql);
    const SqlProblem &problem() const { return m_problem; }
    void forgetProblem() { m_problem = {}; }

private:
    friend class Statement;
    QString m_name;
    QSqlDatabase m_database;
    SqlProblem m_problem;
};

/// A prepared statement. Ends before its database.
class Statement {
public:
    Statement(Database &database, const QString &sql);

    /// Null strings and byte arrays are stored as empty ones, never as NULL; a null QVariant is NULL.
    bool run(std::initializer_list<QVariant> values);
    /// False at the end, and where the next row cannot be read: then problem() says so, hasFailed() too.
    bool next();
    bool hasFailed() const { return m_failed; }
    /// What was read makes no sense.
    void fail(const SqlProblem &problem);
    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    QString text(int column) const { return m_query.value(column).toString(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    QVariant value(int column) const { return m_query.value(column); }
    qint64 changedRows() const { return m_query.numRowsAffected(); }
    /// Lets go of the rows, and of the view of the file that they hold.
    void finish() { m_query.finish(); }

private:
    Database &m_database;
    QSqlQuery m_query;
    bool m_failed = false; // since run()
};

} // namespace courtyard
