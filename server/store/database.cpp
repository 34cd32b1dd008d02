#include "server/store/database.h"

#include <QFile>
#include <QSqlError>
#include <QStorageInfo>

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

StoreFault SqlProblem::fault() const
{
    constexpr int permission = 3, busy = 5, locked = 6, readOnly = 8, corrupt = 11, full = 13,
                  cannotOpen = 14, noDatabase = 26, fileMoved = 8 | (4 << 8);
    if (code == 0)
        return StoreFault::None;
    if (code == fileMoved)
        return StoreFault::Gone;
    switch (primary()) {
    case full:
        return StoreFault::Full;
    case permission:
    case readOnly:
    case cannotOpen:
        return StoreFault::NotWritable;
    case busy:
    case locked:
        return StoreFault::Busy;
    case corrupt:
    case noDatabase:
        return StoreFault::Damaged;
    default:
        return StoreFault::Failing;
    }
}

StoreFault faultOf(const SqlProblem &problem, const QString &folder)
{
    constexpr qint64 leastFree = 64 * 1024; // bytes; below, what fails has failed for want of them
    const StoreFault fault = problem.fault();
    if (fault != StoreFault::Failing && fault != StoreFault::NotWritable)
        return fault;
    const QStorageInfo disk(folder);
    if (!disk.isValid())
        return fault;
    if (disk.isReadOnly())
        return StoreFault::NotWritable;
    return disk.bytesAvailable() < leastFree ? StoreFault::Full : fault;
}

StoreProblem problemOf(const SqlProblem &problem, const QString &folder)
{
    switch (faultOf(problem, folder)) {
    case StoreFault::Damaged:
        return {StoreProblem::Kind::FolderDamaged, problem.text};
    case StoreFault::Full:
        return {StoreProblem::Kind::FolderFull, problem.text};
    case StoreFault::Busy:
        return {StoreProblem::Kind::FolderInUse, problem.text};
    default:
        return {StoreProblem::Kind::FolderNotWritable, problem.text};
    }
}

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
    m_failed = false;
    int position = 0;
    for (const QVariant &value : values)
        m_query.bindValue(position++, withoutNull(value));
    if (m_query.exec())
        return true;
    m_failed = true;
    m_database.m_problem = problemOf(m_query.lastError());
    return false;
}

void Statement::fail(const SqlProblem &problem)
{
    m_failed = true;
    m_database.m_problem = problem;
}

bool Statement::next()
{
    if (m_query.next())
        return true;
    if (const QSqlError error = m_query.lastError(); error.isValid()) {
        m_failed = true;
        m_database.m_problem = problemOf(error);
    }
    return false;
}

} // namespace courtyard
