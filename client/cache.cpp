#include "client/cache.h"

#include "client/log.h"
#include "client/sqlitecode.h"
#include "client/timing.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

constexpr auto gatherFor = 200ms;
constexpr size_t gatherAtMost = 500; // writes
constexpr auto mayWait = 500ms; // for what CacheWriter has not written yet

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

Cache::Cache(const QString &folder, QObject *parent) : QObject(parent), m_folder(folder)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Cache::handOver);
    if (!openIn(folder))
        goOnInMemory(why());
}

Cache::~Cache()
{
    handOver();
    closeFile();
}

// ── Opening

bool Cache::openIn(const QString &folder)
{
    const QString file = folder + u"/client.sqlite"_s;
    if (!QDir().mkpath(folder)) {
        m_file.note({sqlite::CannotOpen, {}});
        return false;
    }
    if (openFile(file))
        return true;
    if (!sqlite::isDamaged(m_file.trouble().code))
        return false;
    const Belongings kept = belongings(); // as far as it can be read
    return setAside(file) && openFile(file) && takeOver(kept);
}

bool Cache::openFile(const QString &file)
{
    closeFile();
    if (!m_file.open(file) || !m_file.waitForOthers(openingMayWait) || !prepare() || !migrate()
        || !m_file.waitForOthers(writingMayWait))
        return false;
    m_keeper = std::make_unique<DiskKeeper>(file);
    m_writer = std::make_unique<CacheWriter>(file, *m_keeper, [this] {
        QMetaObject::invokeMethod(this, &Cache::writerFailed, Qt::QueuedConnection);
    });
    return true;
}

bool Cache::openInMemory()
{
    closeFile();
    return m_file.open(u":memory:"_s) && migrate();
}

// Once the writer has finished what it was given; what was told of that file holds no more.
void Cache::closeFile()
{
    m_writer.reset();
    m_keeper.reset();
    m_file.close();
    m_rooms.clear();
    m_given = m_owed = m_draft = 0;
}

bool Cache::prepare()
{
    // What others said and our token: for this person alone.
    QFile::setPermissions(m_file.name(), QFile::ReadOwner | QFile::WriteOwner);
    // A folder that cannot be written to is found now, and not with the first message.
    return m_file.run(u"PRAGMA journal_mode=WAL"_s) && m_file.run(u"PRAGMA synchronous=NORMAL"_s)
        && m_file.run(u"PRAGMA wal_autocheckpoint=0"_s) // DiskKeeper does it
        && m_file.run(u"PRAGMA foreign_keys=ON"_s) && m_file.run(u"BEGIN IMMEDIATE"_s)
        && m_file.run(u"ROLLBACK"_s);
}

bool Cache::migrate()
{
    const QVariant version = m_file.value(u"PRAGMA user_version"_s);
    if (!version.isValid())
        return false;
    const int from = version.toInt();
    if (from > migrations.size()) {
        m_file.note({sqlite::NewerVersion, {}});
        return false;
    }
    // IMMEDIATE: of two processes that start together the second one waits, and finds it done.
    for (qsizetype n = from; n < migrations.size(); ++n) {
        if (!m_file.run(u"BEGIN IMMEDIATE"_s))
            return false;
        const bool done = m_file.value(u"PRAGMA user_version"_s).toInt() > n;
        bool good = true;
        for (const QString &statement : migrations[n])
            good = good && (done || m_file.run(statement));
        good = good && (done || m_file.run(u"PRAGMA user_version=%1"_s.arg(n + 1)));
        if (!m_file.run(good ? u"COMMIT"_s : u"ROLLBACK"_s) || !good)
            return false;
    }
    return true;
}

// ── Writing

void Cache::now(Write write)
{
    std::vector<Write> one;
    one.push_back(std::move(write));
    const bool mayBeNext = !m_writer || isWritten(m_owed); // else it would overtake what waits
    switch (mayBeNext ? m_file.inOneTransaction(one) : File::Written::Busy) {
    case File::Written::Yes:
        if (m_keeper)
            m_keeper->wake();
        break;
    case File::Written::Busy:
        if (m_writer) {
            handOver();
            m_given = m_owed = m_writer->give(std::move(one));
            m_writer->waitFor(m_given, mayWait);
            writerFailed();
            break;
        }
        [[fallthrough]];
    case File::Written::No:
        failed(std::move(one));
    }
}

quint64 Cache::later(Write write)
{
    m_waiting.push_back(std::move(write));
    const quint64 number = m_given + 1;
    if (m_waiting.size() >= gatherAtMost)
        handOver();
    else if (!m_timer.isActive())
        m_timer.start(gatherFor);
    return number;
}

void Cache::handOver()
{
    m_timer.stop();
    if (m_waiting.empty())
        return;
    std::vector<Write> writes = std::exchange(m_waiting, {});
    if (m_writer)
        m_given = m_writer->give(std::move(writes));
    else if (m_file.inOneTransaction(writes) != File::Written::Yes)
        failed(std::move(writes));
}

bool Cache::isWritten(quint64 number)
{
    return m_writer ? m_writer->isDone(number) : m_waiting.empty();
}

void Cache::flush()
{
    handOver();
    if (!m_writer)
        return;
    m_writer->waitFor(m_given, mayWait);
    writerFailed();
}

void Cache::writerFailed()
{
    if (!m_writer || !m_writer->hasFailed())
        return;
    m_file.note(m_writer->trouble());
    failed({});
}

} // namespace courtyard
