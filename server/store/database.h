// One connection to one SQLite file, and statements prepared on it. Made, used and destroyed in one thread.
#pragma once

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

    bool isDamage() const { return primary() == 11 || primary() == 26; } // SQLITE_CORRUPT, SQLITE_NOTADB
    /// Full, busy, read-only, or a write that the system refused: certainly nothing was stored.
    bool isCertainlyUndone() const;

private:
    int primary() const { return code & 0xff; }
};

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
    bool next() { return m_query.next(); }
    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    QString text(int column) const { return m_query.value(column).toString(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    qint64 changedRows() const { return m_query.numRowsAffected(); }
    /// Lets go of the rows, and of the view of the file that they hold.
    void finish() { m_query.finish(); }

private:
    Database &m_database;
    QSqlQuery m_query;
};

} // namespace courtyard
