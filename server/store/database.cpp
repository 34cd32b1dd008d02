#include "server/store/database.h"

#include "server/store/gatheredwal.h"

#include <QFile>
#include <QStorageInfo>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

// Only our own threads and somebody's backup tool ever hold the file.
constexpr int busyTimeoutMs = 1000;

// Of the write-ahead log: 8 MiB, with pages of 1 KiB. The longer it is, the more often a page is written to
// it before it is written to the file once.
constexpr int foldPages = 8000;

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

// Nobody asks how much memory SQLite has taken, and to count it each of its threads locks one mutex whenever
// it takes or frees some: twenty times for a message in the log.
void prepareSqlite()
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void Database::Close::operator()(sqlite3 *handle) const
{
    sqlite3_close_v2(handle);
}

Database::Database(const QString &path, Access access) : m_foldAt(foldPages)
{
    if (access != Access::ReadOnly)
        makePrivate(path);
    const int flags =
        access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3 *handle = nullptr;
    const int opened = sqlite3_open_v2(path.toUtf8().constData(), &handle, flags | SQLITE_OPEN_NOMUTEX,
                                       access == Access::Appending ? gatheredWal() : nullptr);
    m_handle.reset(handle); // there may be one that could not be opened, too
    if (opened != SQLITE_OK) {
        m_problem = {handle ? sqlite3_extended_errcode(handle) : opened,
                     QString::fromUtf8(handle ? sqlite3_errmsg(handle) : sqlite3_errstr(opened))};
        m_handle.reset();
        return;
    }
    sqlite3_busy_timeout(handle, busyTimeoutMs);
    if (access != Access::Appending)
        return;
    const auto committed = [](void *self, sqlite3 *, const char *, int pages) {
        static_cast<Database *>(self)->noteWalPages(pages);
        return SQLITE_OK;
    };
    sqlite3_wal_hook(handle, committed, this); // in place of SQLite's own, which folds within the commit
    const auto rolledBack = [](void *connection) { forgetGathered(static_cast<sqlite3 *>(connection)); };
    sqlite3_rollback_hook(handle, rolledBack, handle);
}

Database::~Database() = default;

void Database::noteProblem()
{
    m_problem = {sqlite3_extended_errcode(m_handle.get()), QString::fromUtf8(sqlite3_errmsg(m_handle.get()))};
}

bool Database::run(const QString &sql)
{
    if (!m_handle)
        return false;
    if (sqlite3_exec(m_handle.get(), sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK)
        return true;
    noteProblem();
    return false;
}

QVariant Database::single(const QString &sql)
{
    Statement statement(*this, sql);
    return statement.run({}) && statement.next() ? statement.value(0) : QVariant();
}

// The log begins anew at the first commit after all of it was folded, unless somebody still reads it.
void Database::noteWalPages(int pages)
{
    if (pages < m_walPages)
        m_foldAt = foldPages;
    m_walPages = pages;
}

// A failure harms nobody: what is committed stands in the log, and it is tried again.
void Database::fold()
{
    if (m_walPages < m_foldAt)
        return;
    sqlite3_wal_checkpoint_v2(m_handle.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    m_foldAt = m_walPages + foldPages;
}

Statement::Value::Value(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString:
        m_value = Text{value.toString().toUtf8()};
        return;
    case QMetaType::QByteArray:
        m_value = Blob{value.toByteArray()};
        return;
    case QMetaType::Double:
        m_value = value.toDouble();
        return;
    default:
        if (value.isValid())
            m_value = value.toLongLong();
    }
}

void Statement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(Database &database, const QString &sql) : m_database(database)
{
    if (!database.m_handle) {
        m_unprepared = database.m_problem;
        return;
    }
    const QByteArray utf8 = sql.toUtf8();
    sqlite3_stmt *statement = nullptr;
    const int prepared = sqlite3_prepare_v3(database.m_handle.get(), utf8.constData(), int(utf8.size()),
                                            SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    m_statement.reset(statement);
    if (prepared == SQLITE_OK)
        return;
    database.noteProblem();
    m_unprepared = database.m_problem;
}

bool Statement::run(std::vector<Value> values)
{
    finish();
    m_failed = false;
    if (!m_statement) {
        fail(m_unprepared);
        return false;
    }
    m_values = std::move(values);
    int position = 0;
    for (const Value &value : m_values) {
        if (!bind(++position, value)) {
            m_failed = true;
            m_database.noteProblem();
            return false;
        }
    }
    if (step())
        m_row = Row::First;
    return !m_failed;
}

// The values outlive the rows, so nothing needs to be copied.
bool Statement::bind(int position, const Value &value)
{
    sqlite3_stmt *statement = m_statement.get();
    if (const auto *number = std::get_if<qint64>(&value.m_value))
        return sqlite3_bind_int64(statement, position, *number) == SQLITE_OK;
    if (const auto *number = std::get_if<double>(&value.m_value))
        return sqlite3_bind_double(statement, position, *number) == SQLITE_OK;
    if (const auto *text = std::get_if<Value::Text>(&value.m_value))
        return bindText(position, text->utf8);
    if (const auto *text = std::get_if<Utf8View>(&value.m_value))
        return bindText(position, text->bytes);
    if (const auto *blob = std::get_if<Value::Blob>(&value.m_value))
        return bindBytes(position, blob->bytes);
    if (const auto *blob = std::get_if<BytesView>(&value.m_value))
        return bindBytes(position, blob->bytes);
    return sqlite3_bind_null(statement, position) == SQLITE_OK;
}

// A null pointer would be NULL.
bool Statement::bindText(int position, QByteArrayView utf8)
{
    return sqlite3_bind_text64(m_statement.get(), position, utf8.isNull() ? "" : utf8.data(),
                               sqlite3_uint64(utf8.size()), SQLITE_STATIC, SQLITE_UTF8)
        == SQLITE_OK;
}

bool Statement::bindBytes(int position, QByteArrayView bytes)
{
    return sqlite3_bind_blob64(m_statement.get(), position, bytes.isNull() ? "" : bytes.data(),
                               sqlite3_uint64(bytes.size()), SQLITE_STATIC)
        == SQLITE_OK;
}

// Whether it came to a row. At the end it lets go of the file at once.
bool Statement::step()
{
    const int result = sqlite3_step(m_statement.get());
    if (result == SQLITE_ROW)
        return true;
    if (result != SQLITE_DONE) {
        m_failed = true;
        m_database.noteProblem();
    }
    sqlite3_reset(m_statement.get());
    return false;
}

void Statement::fail(const SqlProblem &problem)
{
    m_failed = true;
    m_database.m_problem = problem;
}

bool Statement::next()
{
    switch (m_row) {
    case Row::None:
        return false;
    case Row::First:
        m_row = Row::Current;
        return true;
    case Row::Current:
        break;
    }
    if (!step())
        m_row = Row::None;
    return m_row == Row::Current;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

QString Statement::text(int column) const
{
    const auto *utf8 = reinterpret_cast<const char *>(sqlite3_column_text(m_statement.get(), column));
    return QString::fromUtf8(utf8, sqlite3_column_bytes(m_statement.get(), column));
}

QByteArray Statement::bytes(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return QByteArray(bytes, sqlite3_column_bytes(m_statement.get(), column));
}

QVariant Statement::value(int column) const
{
    switch (sqlite3_column_type(m_statement.get(), column)) {
    case SQLITE_INTEGER:
        return integer(column);
    case SQLITE_FLOAT:
        return sqlite3_column_double(m_statement.get(), column);
    case SQLITE_TEXT:
        return text(column);
    case SQLITE_BLOB:
        return bytes(column);
    default:
        return {};
    }
}

qint64 Statement::changedRows() const
{
    return sqlite3_changes64(m_database.m_handle.get());
}

void Statement::finish()
{
    if (m_statement && m_row != Row::None)
        sqlite3_reset(m_statement.get());
    m_row = Row::None;
}

} // namespace courtyard
