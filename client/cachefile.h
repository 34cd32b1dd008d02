// A connection to client.sqlite: statements, transactions, and the words and number of what went wrong. In
// the thread that opened it; Cache has one for the window's thread, CacheWriter one for its own.
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <chrono>
#include <functional>
#include <unordered_map>
#include <vector>

class QSqlError;

namespace courtyard {

class CacheFile;

struct CacheWrite {
    std::function<bool(CacheFile &)> run;
    bool isOurs = false; // the host cannot give it again: tokens, the outbox
};

class CacheFile final {
public:
    CacheFile();
    ~CacheFile();
    CacheFile(const CacheFile &) = delete;
    CacheFile &operator=(const CacheFile &) = delete;

    bool open(const QString &file);
    void close();
    bool isOpen() const { return m_db.isOpen(); }
    QString name() const { return m_db.databaseName(); }
    /// For others that write, before it is Busy.
    bool waitForOthers(std::chrono::milliseconds atMost);

    bool run(const QString &sql, const QVariantList &values = {});
    QVariant value(const QString &sql, const QVariantList &values = {});
    /// For what is read row by row.
    QSqlQuery query() const { return QSqlQuery(m_db); }

    enum class Written { Yes, Busy, No };
    Written inOneTransaction(const std::vector<CacheWrite> &writes);

    struct Trouble {
        int code = 0; // SQLite's, see sqlitecode.h
        QString words; // SQLite's as well
    };
    /// Of the last statement that failed.
    const Trouble &trouble() const { return m_trouble; }
    void note(const Trouble &trouble) { m_trouble = trouble; }

private:
    void note(const QSqlError &error);

    const QString m_connection;
    QSqlDatabase m_db;
    std::unordered_map<QString, QSqlQuery> m_prepared; // those of run(), by their text
    Trouble m_trouble;
};

} // namespace courtyard
