#include "server/store/database.h"

#include <QFile>
#include <QSqlError>

#include <atomic>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

// Only our own threads and somebody's backup tool ever hold the file.
constexpr auto openOptions = "QSQLITE_BUSY_TIMEOUT=1000"_L1;

QString uniqueName()
{
    static std::atomic<quint64> count = 0;
    return u"courtyard-"_s + QString::number(++count);
}

SqlProblem problemOf(const QSqlError &error)
{
    return {error.nativeErrorCode().toInt(), error.text()};
}

// What people wrote is nobody else's on this machine. Made by us, so that it is so from the first byte;
// SQLite gives its other files the permissions of this one, and older ones are put right.
void makePrivate(const QString &path)
{
    constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
    QFile fresh(path);
    if (fresh.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
        return;
    for (const QLatin1StringView suffix : {""_L1, "-wal"_L1, "-shm"_L1})
        QFile::setPermissions(path + suffix, ownerOnly); // what is not there, or not ours, stays as it is
}

QVariant withoutNull(const QVariant &value)
{
    if (value.typeId() == QMetaType::QString && value.toString().isNull())
        return u""_s;
    if (value.typeId() == QMetaType::QByteArray && value.toByteArray().isNull())
        return QByteArray("");
    return value;
}

} // namespace

bool SqlProblem::isCertainlyUndone() const
{
    constexpr int busy = 5, readOnly = 8, full = 13, ioErrorWrite = 10 | (3 << 8);
    return primary() == busy || primary() == readOnly || primary() == full || code == ioErrorWrite;
}

Database::Database(const QString &path, Access access)
    : m_name(uniqueName()), m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
{
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(access == Access::ReadOnly
                                     ? QString(openOptions % ";QSQLITE_OPEN_READONLY"_L1)
                                     : QString(openOptions));
    if (access == Access::ReadWrite)
        makePrivate(path);
    if (!m_database.open())
        m_problem = problemOf(m_database.lastError());
}

Database::~Database()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

bool Database::run(const QString &sql)
{
    QSqlQuery query(m_database);
    if (query.exec(sql))
        return true;
    m_problem = problemOf(query.lastError());
    return false;
}

QVariant Database::single(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql)) {
        m_problem = problemOf(query.lastError());
        return {};
    }
    return query.next() ? query.value(0) : QVariant();
}

Statement::Statement(Database &database, const QString &sql)
    : m_database(database), m_query(database.m_database)
{
    m_query.setForwardOnly(true);
    if (!m_query.prepare(sql))
        m_database.m_problem = problemOf(m_query.lastError());
}

bool Statement::run(std::initializer_list<QVariant> values)
{
    int position = 0;
    for (const QVariant &value : values)
        m_query.bindValue(position++, withoutNull(value));
    if (m_query.exec())
        return true;
    m_database.m_problem = problemOf(m_query.lastError());
    return false;
}

} // namespace courtyard
