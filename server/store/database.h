// One connection to one SQLite file, and statements prepared on it. Made, used and destroyed in one thread.
// On SQLite itself: through QtSql an insert costs twice as much, in QVariants and in UTF-16 that SQLite turns
// back.
#pragma once

#include "server/store/storehealth.h"

#include <QVariant>

#include <initializer_list>
#include <memory>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

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

/// First of all in a process, while it has one thread and before anybody uses SQLite (sqlite3_config). A
/// process that does without is slower, and nothing else.
void prepareSqlite();

class Database {
public:
    /// Appending: as ReadWrite; what a commit writes to the write-ahead log is gathered (gatheredwal.h), and
    /// the log is folded into the file by fold() alone.
    enum class Access { ReadWrite, ReadOnly, Appending };

    Database(const QString &path, Access access);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    bool isOpen() const { return m_handle != nullptr; }
    /// One statement; rows are passed over.
    bool run(const QString &sql);
    /// The first column of the first row; invalid where there is none, or it failed.
    QVariant single(const QString &sql);
    const SqlProblem &problem() const { return m_problem; }
    void forgetProblem() { m_problem = {}; }

    /// Folds the write-ahead log into the file where it has grown long. Nobody who reads has to wait for it;
    /// what somebody still reads is left for the next time.
    void fold();

private:
    friend class Statement;
    struct Close {
        void operator()(sqlite3 *handle) const;
    };
    void noteProblem();
    void noteWalPages(int pages);

    std::unique_ptr<sqlite3, Close> m_handle;
    SqlProblem m_problem;
    int m_walPages = 0; // after the last commit; Appending only
    int m_foldAt = 0;
};

/// A prepared statement. Ends before its database.
class Statement {
public:
    struct Utf8View {
        QByteArrayView bytes;
    };
    struct BytesView {
        QByteArrayView bytes;
    };
    /// What can be bound. Null strings and byte arrays are stored as empty ones, never as NULL.
    class Value {
    public:
        Value(int number) : m_value(qint64(number)) { }
        Value(qint64 number) : m_value(number) { }
        Value(const QString &text) : m_value(Text{text.toUtf8()}) { }
        Value(const QByteArray &bytes) : m_value(Blob{bytes}) { }
        /// Without a copy: what they show must outlive the rows.
        Value(Utf8View text) : m_value(text) { }
        Value(BytesView bytes) : m_value(bytes) { }
        Value(std::nullptr_t) { }
        Value(const QVariant &value);

    private:
        friend class Statement;
        struct Text {
            QByteArray utf8;
        };
        struct Blob {
            QByteArray bytes;
        };
        std::variant<std::monostate, qint64, double, Text, Blob, Utf8View, BytesView>
            m_value; // monostate: NULL
    };

    Statement(Database &database, const QString &sql);

    bool run(std::initializer_list<Value> values) { return run(std::vector<Value>(values)); }
    bool run(std::vector<Value> values);
    /// False at the end, and where the next row cannot be read: then problem() says so, hasFailed() too.
    bool next();
    bool hasFailed() const { return m_failed; }
    /// What was read makes no sense.
    void fail(const SqlProblem &problem);
    qint64 integer(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    QVariant value(int column) const;
    qint64 changedRows() const;
    /// Lets go of the rows, and of the view of the file that they hold.
    void finish();

private:
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const;
    };
    bool bind(int position, const Value &value);
    bool bindText(int position, QByteArrayView utf8);
    bool bindBytes(int position, QByteArrayView bytes);
    bool step();

    Database &m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    SqlProblem m_unprepared; // why there is no statement
    std::vector<Value> m_values; // bound without a copy
    enum class Row { None, First, Current } m_row = Row::None; // First: run() has come to it already
    bool m_failed = false; // since run()
};

} // namespace courtyard
