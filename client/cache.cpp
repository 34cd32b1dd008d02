#include "client/cache.h"

#include "client/log.h"
#include "client/sqlitecode.h"
#include "client/timing.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
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
constexpr auto askOthersAgain = 500ms; // where somebody else holds the file
constexpr auto othersMayHoldIt = 20s;
constexpr size_t gatherAtMost = 500; // writes

/// Waits in the window's thread for others that write at most this long; after it, later.
const QString connectOptions = u"QSQLITE_BUSY_TIMEOUT=500"_s;

// From one version to the next; the file's user_version counts those that were done. Never changed, only
// added to.
const QList<QStringList> migrations{
    QStringList{
        u"CREATE TABLE hosts (host TEXT PRIMARY KEY, name TEXT NOT NULL, token TEXT NOT NULL, "
        "addresses TEXT NOT NULL) WITHOUT ROWID"_s,
        u"CREATE TABLE rooms (id INTEGER PRIMARY KEY, host TEXT NOT NULL, room TEXT NOT NULL, log TEXT NOT "
        u"NULL, "
        "first INTEGER NOT NULL, last INTEGER NOT NULL, UNIQUE (host, room))"_s,
        u"CREATE TABLE events (room INTEGER NOT NULL, seq INTEGER NOT NULL, target INTEGER, body TEXT NOT "
        u"NULL, "
        "PRIMARY KEY (room, seq)) WITHOUT ROWID"_s,
        u"CREATE INDEX changes ON events (room, target) WHERE target IS NOT NULL"_s,
        u"CREATE TABLE outbox (n INTEGER PRIMARY KEY AUTOINCREMENT, host TEXT NOT NULL, room TEXT NOT NULL, "
        "key TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL, refused TEXT NOT NULL, "
        "UNIQUE (host, room, key))"_s,
    },
    QStringList{
        u"ALTER TABLE outbox ADD COLUMN place TEXT NOT NULL DEFAULT ''"_s,
    },
    QStringList{
        u"CREATE TABLE transfers (n INTEGER PRIMARY KEY AUTOINCREMENT, host TEXT NOT NULL, key TEXT NOT "
        u"NULL, "
        "body TEXT NOT NULL, UNIQUE (host, key))"_s,
    },
    QStringList{
        u"CREATE TABLE drafts (host TEXT NOT NULL, room TEXT NOT NULL, text TEXT NOT NULL, "
        "reply INTEGER NOT NULL, edit INTEGER NOT NULL, context TEXT NOT NULL, "
        "PRIMARY KEY (host, room)) WITHOUT ROWID"_s,
    },
    // From here on `host` is the key of a host; what stands there from before is the id that it claimed.
    QStringList{
        u"ALTER TABLE hosts ADD COLUMN since INTEGER NOT NULL DEFAULT 0"_s,
    }};

} // namespace

Cache::Cache(const QString &folder, QObject *parent)
    : QObject(parent), m_folder(folder),
      m_name(u"courtyard-client-"_s + QUuid::createUuid().toString(QUuid::Id128))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Cache::flush);
    m_db = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    if (!openIn(folder))
        goOnInMemory(why());
}

Cache::~Cache()
{
    flush();
    m_keeper.reset();
    m_db.close();
    m_db = {};
    QSqlDatabase::removeDatabase(m_name);
}

// ── Opening

bool Cache::openIn(const QString &folder)
{
    const QString file = folder + u"/client.sqlite"_s;
    if (!QDir().mkpath(folder)) {
        m_code = sqlite::CannotOpen;
        return false;
    }
    if (openFile(file))
        return true;
    if (!sqlite::isDamaged(m_code))
        return false;
    const Belongings kept = belongings(); // as far as it can be read
    return setAside(file) && openFile(file) && takeOver(kept);
}

bool Cache::openFile(const QString &file)
{
    m_keeper.reset();
    m_db.close();
    m_db.setDatabaseName(file);
    m_db.setConnectOptions(connectOptions);
    if (!m_db.open()) {
        note(m_db.lastError());
        return false;
    }
    if (!prepare() || !migrate())
        return false;
    m_keeper = std::make_unique<DiskKeeper>(file);
    return true;
}

bool Cache::prepare()
{
    // What others said and our token: for this person alone.
    QFile::setPermissions(m_db.databaseName(), QFile::ReadOwner | QFile::WriteOwner);
    // A folder that cannot be written to is found now, and not with the first message.
    return run(u"PRAGMA journal_mode=WAL"_s) && run(u"PRAGMA synchronous=NORMAL"_s)
        && run(u"PRAGMA wal_autocheckpoint=0"_s) // DiskKeeper does it
        && run(u"PRAGMA foreign_keys=ON"_s) && run(u"BEGIN IMMEDIATE"_s) && run(u"ROLLBACK"_s);
}

bool Cache::migrate()
{
    const QVariant version = value(u"PRAGMA user_version"_s);
    if (!version.isValid())
        return false;
    const int from = version.toInt();
    if (from > migrations.size()) {
        m_code = sqlite::NewerVersion;
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
    m_error = error.text();
    m_code = error.nativeErrorCode().toInt() & 0xff; // the primary code of an extended one
}

Cache::Written Cache::inOneTransaction(const std::vector<Write> &writes)
{
    bool done = run(u"BEGIN IMMEDIATE"_s);
    const bool begun = done;
    for (const Write &write : writes)
        done = done && write.run();
    done = done && run(u"COMMIT"_s);
    if (done)
        return Written::Yes;
    const int code = m_code;
    const QString error = m_error;
    if (begun)
        run(u"ROLLBACK"_s);
    m_code = code;
    m_error = error;
    return sqlite::isBusy(code) ? Written::Busy : Written::No;
}

void Cache::later(Write write)
{
    m_waiting.push_back(std::move(write));
    if (m_waiting.size() >= gatherAtMost && m_othersUntil.isForever())
        flush();
    else if (!m_timer.isActive())
        m_timer.start(gatherFor);
}

void Cache::flush()
{
    m_timer.stop();
    if (m_waiting.empty())
        return;
    std::vector<Write> writes = std::exchange(m_waiting, {});
    switch (inOneTransaction(writes)) {
    case Written::Yes:
        if (!std::exchange(m_othersUntil, QDeadlineTimer(QDeadlineTimer::Forever)).isForever())
            qCInfo(logClient, "event=cache_free");
        if (m_keeper)
            m_keeper->wake();
        break;
    case Written::Busy:
        waitForOthers(std::move(writes));
        break;
    case Written::No:
        failed(writes);
    }
}

void Cache::waitForOthers(std::vector<Write> writes)
{
    if (m_othersUntil.isForever()) {
        qCInfo(logClient, "event=cache_busy writes=%zu", writes.size());
        m_othersUntil = QDeadlineTimer(othersMayHoldIt);
    }
    if (m_othersUntil.hasExpired()) {
        m_othersUntil = QDeadlineTimer(QDeadlineTimer::Forever);
        failed(writes);
        return;
    }
    writes.insert(writes.end(), std::make_move_iterator(m_waiting.begin()),
                  std::make_move_iterator(m_waiting.end()));
    m_waiting = std::move(writes);
    m_timer.start(askOthersAgain);
}

void Cache::now(Write write)
{
    m_waiting.push_back(std::move(write));
    flush();
}

} // namespace courtyard
