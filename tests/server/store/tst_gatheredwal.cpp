// The write-ahead log of a connection that gathers its writes, seen by another connection and by SQLite's own
// check. Power cuts and kills are tried with the real host: tests/powercut.
#include "server/store/database.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace courtyard;
using namespace Qt::StringLiterals;

namespace {

constexpr int manyRows = 3000; // ten times the cache below
const QString aThousandBytes(1000, u'x');

class Place {
public:
    Place()
    {
        Database database(path(), Database::Access::ReadWrite);
        m_isMade = database.run(u"PRAGMA page_size = 1024"_s) && database.run(u"PRAGMA journal_mode = WAL"_s)
            && database.run(u"CREATE TABLE t(id INTEGER PRIMARY KEY, text TEXT NOT NULL)"_s);
    }
    bool isMade() const { return m_isMade; }
    QString path() const { return m_folder.filePath(u"t.sqlite"_s); }
    qint64 walSize() const { return QFileInfo(path() + "-wal"_L1).size(); }

private:
    QTemporaryDir m_folder;
    bool m_isMade = false;
};

// With a cache so small that pages go to the log long before the commit, and are read from there again.
struct Writer {
    explicit Writer(const Place &place) : database(place.path(), Database::Access::Appending)
    {
        for (const QString &setting :
             {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s, u"PRAGMA cache_size = 50"_s})
            isReady = isReady && database.run(setting);
    }
    bool put(qint64 first, int count)
    {
        Statement insert(database, u"INSERT INTO t VALUES(?, ?)"_s);
        for (qint64 id = first; id < first + count; ++id) {
            if (!insert.run({id, aThousandBytes}))
                return false;
        }
        return true;
    }

    Database database;
    bool isReady = true;
};

qint64 rows(Database &database)
{
    return database.single(u"SELECT count(*) FROM t"_s).toLongLong();
}

QString check(Database &database)
{
    return database.single(u"PRAGMA integrity_check"_s).toString();
}

} // namespace

class GatheredWalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void othersSeeACommitWholeAndNothingOfItBefore();
    void nothingIsWrittenBeforeTheSync();
    void whatWasRolledBackNeverReachesTheLog_data();
    void whatWasRolledBackNeverReachesTheLog();
    void whatIsCommittedIsInTheFileWithoutAClose();
    void mostCommitsDoNotGrowTheFile();
    void zerosBehindTheLogAreNotTakenForMore();
    void pagesWrittenAgainInOneTransactionAreAllKept();
    void foldingKeepsEverything();
    void aWriteThatFailsTakesTheTransactionBack_data();
    void aWriteThatFailsTakesTheTransactionBack();
};

void GatheredWalTest::othersSeeACommitWholeAndNothingOfItBefore()
{
    Place place;
    QVERIFY(place.isMade());
    Writer writer(place);
    QVERIFY(writer.isReady);
    Database reader(place.path(), Database::Access::ReadOnly);
    QVERIFY(writer.database.run(u"BEGIN IMMEDIATE"_s));
    QVERIFY(writer.put(1, manyRows));
    QCOMPARE(rows(writer.database), manyRows);
    QCOMPARE(rows(reader), 0);
    QVERIFY(writer.database.run(u"UPDATE t SET text = text || 'y'"_s)); // pages that the log has already
    QVERIFY(writer.database.run(u"COMMIT"_s));
    QCOMPARE(rows(reader), manyRows);
    QCOMPARE(reader.single(u"SELECT count(*) FROM t WHERE text LIKE '%xy'"_s).toInt(), manyRows);
    QCOMPARE(check(reader), u"ok"_s);
}

void GatheredWalTest::nothingIsWrittenBeforeTheSync()
{
    Place place;
    QVERIFY(place.isMade());
    Writer writer(place);
    QVERIFY(writer.isReady && writer.put(1, 1));
    const qint64 before = place.walSize();
    QVERIFY(before > 0);
    QVERIFY(writer.database.run(u"BEGIN IMMEDIATE"_s));
    QVERIFY(writer.put(2, 300)); // more than the cache, less than is gathered at most
    QCOMPARE(place.walSize(), before);
    QVERIFY(writer.database.run(u"COMMIT"_s));
    QVERIFY(place.walSize() > before);
}

void GatheredWalTest::whatWasRolledBackNeverReachesTheLog_data()
{
    QTest::addColumn<bool>("isRolledBack");
    QTest::addColumn<bool>("isClosed");
    QTest::newRow("and another transaction follows") << true << false;
    QTest::newRow("and the connection is closed") << true << true;
    QTest::newRow("by closing") << false << true;
}

// In the meantime somebody else has committed to that place of the log.
void GatheredWalTest::whatWasRolledBackNeverReachesTheLog()
{
    QFETCH(bool, isRolledBack);
    QFETCH(bool, isClosed);
    Place place;
    QVERIFY(place.isMade());
    auto writer = std::make_unique<Writer>(place);
    QVERIFY(writer->isReady && writer->put(1, 1));
    Database other(place.path(), Database::Access::ReadWrite);
    QCOMPARE(rows(other), 1);
    QVERIFY(writer->database.run(u"BEGIN IMMEDIATE"_s));
    QVERIFY(writer->put(2, 300));
    if (isRolledBack)
        QVERIFY(writer->database.run(u"ROLLBACK"_s));
    else
        writer.reset();
    QVERIFY(other.run(u"INSERT INTO t VALUES(1000, 'of another')"_s));
    if (isClosed)
        writer.reset();
    else
        QVERIFY(writer->put(2000, 1));
    Database reader(place.path(), Database::Access::ReadOnly);
    QCOMPARE(reader.single(u"SELECT text FROM t WHERE id = 1000"_s).toString(), u"of another"_s);
    QCOMPARE(rows(reader), isClosed ? 2 : 3);
    QCOMPARE(check(reader), u"ok"_s);
}

// As a kill would leave it: file and log are copied while they are open.
void GatheredWalTest::whatIsCommittedIsInTheFileWithoutAClose()
{
    Place place;
    QVERIFY(place.isMade());
    Writer writer(place);
    QVERIFY(writer.isReady);
    QVERIFY(writer.put(1, 10)); // a commit each
    QVERIFY(writer.database.run(u"BEGIN IMMEDIATE"_s));
    QVERIFY(writer.put(11, manyRows));
    QVERIFY(writer.database.run(u"COMMIT"_s));
    QVERIFY(writer.database.run(u"BEGIN IMMEDIATE"_s));
    QVERIFY(writer.put(10'000, manyRows)); // some of it is in the log, and must not count
    QTemporaryDir left;
    const QString copy = left.filePath(u"t.sqlite"_s);
    QVERIFY(QFile::copy(place.path(), copy));
    QVERIFY(QFile::copy(place.path() + "-wal"_L1, copy + "-wal"_L1));
    Database reopened(copy, Database::Access::ReadWrite);
    QCOMPARE(rows(reopened), 10 + manyRows);
    QCOMPARE(check(reopened), u"ok"_s);
}

void GatheredWalTest::mostCommitsDoNotGrowTheFile()
{
    Place place;
    QVERIFY(place.isMade());
    Writer writer(place);
    QVERIFY(writer.isReady);
    QSet<qint64> sizes;
    constexpr int commits = 200; // of two pages at least, 1.6 MB
    for (int id = 1; id <= commits; ++id) {
        QVERIFY(writer.put(id, 1));
        sizes.insert(place.walSize());
    }
    QVERIFY2(sizes.size() < commits / 10, qPrintable(QString::number(sizes.size())));
}

void GatheredWalTest::zerosBehindTheLogAreNotTakenForMore()
{
    Place place;
    QVERIFY(place.isMade());
    Writer writer(place);
    QVERIFY(writer.isReady && writer.put(1, 1) && writer.put(2, 1));
    QFile log(place.path() + "-wal"_L1);
    QVERIFY(log.open(QIODevice::ReadOnly));
    QVERIFY(log.readAll().endsWith(QByteArray(50'000, '\0')));
    QTemporaryDir left; // by a crash
    const QString copy = left.filePath(u"t.sqlite"_s);
    QVERIFY(QFile::copy(place.path(), copy) && QFile::copy(log.fileName(), copy + "-wal"_L1));
    Database reopened(copy, Database::Access::Appending);
    QCOMPARE(rows(reopened), 2);
    QVERIFY(reopened.run(u"INSERT INTO t VALUES(3, 'after it')"_s));
    QCOMPARE(rows(reopened), 3);
    QCOMPARE(check(reopened), u"ok"_s);
}

// The last thing that is written then stands in the middle of the log.
void GatheredWalTest::pagesWrittenAgainInOneTransactionAreAllKept()
{
    Place place;
    QVERIFY(place.isMade());
    Writer writer(place);
    QVERIFY(writer.isReady);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(writer.database.run(u"BEGIN IMMEDIATE"_s));
        QVERIFY(writer.put(1 + i * manyRows, manyRows));
        QVERIFY(writer.database.run(u"UPDATE t SET text = text || 'y' WHERE id % 500 = 1"_s));
        QVERIFY(writer.database.run(u"COMMIT"_s));
        Database reader(place.path(), Database::Access::ReadOnly);
        QCOMPARE(rows(reader), (i + 1) * manyRows);
        QCOMPARE(check(reader), u"ok"_s);
    }
}

void GatheredWalTest::foldingKeepsEverything()
{
    Place place;
    QVERIFY(place.isMade());
    Writer writer(place);
    QVERIFY(writer.isReady);
    Database reader(place.path(), Database::Access::ReadOnly);
    constexpr int times = 20;
    for (int i = 0; i < times; ++i) {
        QVERIFY(writer.database.run(u"BEGIN IMMEDIATE"_s));
        QVERIFY(writer.put(1 + i * manyRows, manyRows));
        QVERIFY(writer.database.run(i % 5 == 4 ? u"ROLLBACK"_s : u"COMMIT"_s));
        writer.database.fold();
    }
    QCOMPARE(rows(reader), times * manyRows * 4 / 5);
    QCOMPARE(check(reader), u"ok"_s);
    QVERIFY(place.walSize() < times * manyRows * aThousandBytes.size() / 2); // it began anew meanwhile
}

void GatheredWalTest::aWriteThatFailsTakesTheTransactionBack_data()
{
    QTest::addColumn<int>("rowsOfIt");
    QTest::newRow("at the commit") << 300;
    QTest::newRow("long before") << manyRows;
}

// The bound on a file's size stands for a disk that is full.
void GatheredWalTest::aWriteThatFailsTakesTheTransactionBack()
{
#ifndef Q_OS_UNIX
    QSKIP("there is no such bound here");
#else
    QFETCH(int, rowsOfIt);
    Place place;
    QVERIFY(place.isMade());
    Writer writer(place);
    QVERIFY(writer.isReady && writer.put(1, 1));
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit tight = before;
    tight.rlim_cur = rlim_t(place.walSize()) + 100'000;
    QVERIFY(writer.database.run(u"BEGIN IMMEDIATE"_s));
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
    const bool stored =
        writer.put(2, rowsOfIt) && rows(writer.database) > 0 && writer.database.run(u"COMMIT"_s);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!stored);
    writer.database.run(u"ROLLBACK"_s); // SQLite may have done so itself
    QCOMPARE(rows(writer.database), 1);
    QVERIFY(writer.put(2, 5));
    Database reader(place.path(), Database::Access::ReadOnly);
    QCOMPARE(rows(reader), 6);
    QCOMPARE(check(reader), u"ok"_s);
#endif
}

QTEST_GUILESS_MAIN(GatheredWalTest)
#include "tst_gatheredwal.moc"
