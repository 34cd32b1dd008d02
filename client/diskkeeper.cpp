#include "client/diskkeeper.h"

#include "client/log.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <cstdio>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr qint64 longLog = 4 * 1024 * 1024; // bytes

bool sync(const QString &file)
{
    // SQLite's locks are on the file and on its index (-shm); on this one there are none that closing it
    // would take away (https://www.sqlite.org/howtocorrupt.html §2.2).
#ifdef Q_OS_WIN
    std::FILE *opened = _wfopen(reinterpret_cast<const wchar_t *>(file.utf16()), L"r+b");
    const bool done = opened && _commit(_fileno(opened)) == 0;
#else
    std::FILE *opened = std::fopen(QFile::encodeName(file).constData(), "r+b");
    const bool done = opened && ::fsync(fileno(opened)) == 0;
#endif
    if (opened)
        std::fclose(opened);
    return done;
}

// Passive: neither waits for those who write, nor lets them wait. True: nothing is left in the log.
bool moveAll(const QSqlDatabase &db)
{
    QSqlQuery query(db);
    return query.exec(u"PRAGMA wal_checkpoint(PASSIVE)"_s) && query.next()
        && query.value(1) == query.value(2);
}

// Whoever writes first after that begins the log anew, and syncs its first page: not the window. Its length
// falls back, too, and says again how much is in it.
void beginAnew(const QSqlDatabase &db)
{
    QSqlQuery query(db);
    if (!query.exec(u"PRAGMA journal_size_limit=0"_s) || !query.exec(u"BEGIN IMMEDIATE"_s))
        return;
    const bool known = query.exec(u"PRAGMA user_version"_s) && query.next();
    const int version = known ? query.value(0).toInt() : 0;
    query.finish();
    if (known)
        query.exec(u"PRAGMA user_version=%1"_s.arg(version)); // a change that changes nothing
    query.exec(u"COMMIT"_s);
}

} // namespace

DiskKeeper::DiskKeeper(const QString &databaseFile) : m_file(databaseFile), m_thread([this] { work(); }) { }

DiskKeeper::~DiskKeeper()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_woken.notify_one();
    m_thread.join();
}

void DiskKeeper::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = true;
    }
    m_woken.notify_one();
}

void DiskKeeper::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_woken.wait(lock, [this] { return m_wanted || m_ending; });
        if (!m_wanted)
            return;
        m_wanted = false;
        lock.unlock();
        syncLog();
        shortenLog();
        lock.lock();
    }
}

void DiskKeeper::syncLog() const
{
    const QString log = m_file + u"-wal"_s;
    if (!sync(log) && QFile::exists(log))
        qCWarning(logClient, "event=sync_failed");
}

void DiskKeeper::shortenLog() const
{
    if (QFileInfo(m_file + u"-wal"_s).size() < longLog)
        return;
    const QString name = u"courtyard-keeper-%1"_s.arg(quintptr(this));
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        db.setDatabaseName(m_file);
        if (db.open() && moveAll(db))
            beginAnew(db);
    }
    QSqlDatabase::removeDatabase(name);
}

} // namespace courtyard
