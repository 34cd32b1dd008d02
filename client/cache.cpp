#include "client/cache.h"

#include "client/timing.h"
#include "protocol/codec.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr auto gatherFor = 200ms;
constexpr size_t gatherAtMost = 500; // writes

/// Waits for others that write at most this long.
const QString connectOptions = u"QSQLITE_BUSY_TIMEOUT=2000"_s;

// From one version to the next; the file's user_version counts those that were done. Never changed, only
// added to.
const QList<QStringList> migrations{{
    u"CREATE TABLE hosts (host TEXT PRIMARY KEY, name TEXT NOT NULL, token TEXT NOT NULL, "
    "addresses TEXT NOT NULL) WITHOUT ROWID"_s,
    u"CREATE TABLE rooms (id INTEGER PRIMARY KEY, host TEXT NOT NULL, room TEXT NOT NULL, log TEXT NOT NULL, "
    "first INTEGER NOT NULL, last INTEGER NOT NULL, UNIQUE (host, room))"_s,
    u"CREATE TABLE events (room INTEGER NOT NULL, seq INTEGER NOT NULL, target INTEGER, body TEXT NOT NULL, "
    "PRIMARY KEY (room, seq)) WITHOUT ROWID"_s,
    u"CREATE INDEX changes ON events (room, target) WHERE target IS NOT NULL"_s,
    u"CREATE TABLE outbox (n INTEGER PRIMARY KEY AUTOINCREMENT, host TEXT NOT NULL, room TEXT NOT NULL, "
    "key TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL, refused TEXT NOT NULL, "
    "UNIQUE (host, room, key))"_s,
}};

} // namespace

Cache::Cache(const QString &folder, QObject *parent)
    : QObject(parent), m_name(u"courtyard-client-"_s + QUuid::createUuid().toString(QUuid::Id128))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(gatherFor);
    connect(&m_timer, &QTimer::timeout, this, &Cache::flush);
    m_db = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    openIn(folder);
}

Cache::~Cache()
{
    flush();
    m_db.close();
    m_db = {};
    QSqlDatabase::removeDatabase(m_name);
}

// ── Opening

void Cache::openIn(const QString &folder)
{
    const QString file = folder + u"/client.sqlite"_s;
    if (!QDir().mkpath(folder)) {
        goOnInMemory(tr("The folder %1 cannot be made.").arg(folder));
        return;
    }
    if (openFile(file))
        return;
    if (m_damaged && setAside(file) && openFile(file))
        return;
    goOnInMemory(tr("The file %1 cannot be used: %2.").arg(file, m_error));
}

bool Cache::openFile(const QString &file)
{
    m_db.close();
    m_db.setDatabaseName(file);
    m_db.setConnectOptions(connectOptions);
    if (m_db.open())
        return prepare() && migrate();
    m_error = m_db.lastError().text();
    return false;
}

bool Cache::prepare()
{
    // What others said and our token: for this person alone.
    QFile::setPermissions(m_db.databaseName(), QFile::ReadOwner | QFile::WriteOwner);
    return run(u"PRAGMA journal_mode=WAL"_s) && run(u"PRAGMA synchronous=NORMAL"_s)
        && run(u"PRAGMA foreign_keys=ON"_s);
}

bool Cache::migrate()
{
    const QVariant version = value(u"PRAGMA user_version"_s);
    if (!version.isValid())
        return false;
    const int from = version.toInt();
    if (from > migrations.size()) {
        m_error = tr("it belongs to a newer version of Courtyard");
        return false;
    }
    // IMMEDIATE: of two processes that start together the second one waits, and finds it done.
    for (qsizetype n = from; n < migrations.size(); ++n) {
        if (!run(u"BEGIN IMMEDIATE"_s))
            return false;
        const bool done = value(u"PRAGMA user_version"_s).toInt() > n;
        bool good = true;
        for (const QString &statement : migrations[n])
            good = good && (done || run(statement));
        good = good && (done || run(u"PRAGMA user_version=%1"_s.arg(n + 1)));
        if (!run(good ? u"COMMIT"_s : u"ROLLBACK"_s) || !good)
            return false;
    }
    return true;
}

bool Cache::setAside(const QString &file)
{
    m_db.close();
    const QString aside =
        file + u".damaged-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss");
    if (!QFile::rename(file, aside))
        return false;
    QFile::remove(file + u"-wal"_s);
    QFile::remove(file + u"-shm"_s);
    m_trouble = tr("What was kept on this computer is damaged and was put aside as %1. A new file was begun.")
                    .arg(aside);
    return true;
}

void Cache::goOnInMemory(const QString &trouble)
{
    if (m_inMemory)
        return;
    m_inMemory = true;
    m_waiting.clear();
    m_rooms.clear();
    m_db.close();
    m_db.setDatabaseName(u":memory:"_s);
    if (!m_db.open() || !migrate())
        qWarning("The cache cannot be kept in memory either: %s", qPrintable(m_error));
    m_trouble = trouble + u' ' + tr("Until this is closed it goes on without keeping anything on disk.");
    Q_EMIT degraded(m_trouble);
}

// ── Statements

bool Cache::run(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(m_db);
    if (!query.prepare(sql)) {
        note(query.lastError());
        return false;
    }
    for (const QVariant &bound : values) { // a null string would become NULL
        const bool isText = bound.typeId() == QMetaType::QString;
        query.addBindValue(isText && bound.toString().isNull() ? QVariant(u""_s) : bound);
    }
    if (query.exec())
        return true;
    note(query.lastError());
    return false;
}

QVariant Cache::value(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(m_db);
    bool good = query.prepare(sql);
    for (const QVariant &bound : values)
        query.addBindValue(bound);
    good = good && query.exec();
    if (!good)
        note(query.lastError());
    return good && query.next() ? query.value(0) : QVariant();
}

void Cache::note(const QSqlError &error)
{
    const QString code = error.nativeErrorCode();
    m_error = error.text();
    m_damaged = code == u"11" || code == u"26"; // SQLITE_CORRUPT, SQLITE_NOTADB
}

bool Cache::durably(const Write &write)
{
    flush();
    const bool done =
        run(u"PRAGMA synchronous=FULL"_s) && run(u"BEGIN IMMEDIATE"_s) && write() && run(u"COMMIT"_s);
    const QString why = m_error;
    if (!done)
        run(u"ROLLBACK"_s);
    run(u"PRAGMA synchronous=NORMAL"_s);
    if (done)
        return true;
    goOnInMemory(tr("What you write cannot be kept on this computer: %1.").arg(why));
    write();
    return false;
}

void Cache::later(Write write)
{
    m_waiting.push_back(std::move(write));
    if (m_waiting.size() >= gatherAtMost)
        flush();
    else if (!m_timer.isActive())
        m_timer.start();
}

void Cache::flush()
{
    m_timer.stop();
    if (m_waiting.empty())
        return;
    const std::vector<Write> writes = std::exchange(m_waiting, {});
    bool done = run(u"BEGIN IMMEDIATE"_s);
    for (const Write &write : writes)
        done = done && write();
    done = done && run(u"COMMIT"_s);
    if (done)
        return;
    const QString why = m_error;
    run(u"ROLLBACK"_s);
    goOnInMemory(tr("What was said cannot be kept on this computer: %1.").arg(why));
}

// ── Hosts

QString Cache::token(const HostId &host)
{
    return value(u"SELECT token FROM hosts WHERE host = ?"_s, {host}).toString();
}

QStringList Cache::addresses(const HostId &host)
{
    return value(u"SELECT addresses FROM hosts WHERE host = ?"_s, {host})
        .toString()
        .split(u' ', Qt::SkipEmptyParts);
}

void Cache::saveHost(const HostId &host, const QString &name, const QString &token, const QString &address)
{
    QStringList known = addresses(host);
    known.removeAll(address);
    known.prepend(address);
    known = known.mid(0, bounds::addressesKept);
    durably([=, this] {
        return run(u"INSERT INTO hosts (host, name, token, addresses) VALUES (?, ?, ?, ?) ON CONFLICT (host) "
                   u"DO UPDATE "
                   "SET name = excluded.name, token = excluded.token, addresses = excluded.addresses"_s,
                   {host, name, token, known.join(u' ')});
    });
}

} // namespace courtyard
