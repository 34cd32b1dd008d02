// The cache when its disk is full, its file is damaged or held by somebody else, and when its process is
// killed.
#include "client/cache.h"
#include "tests/client/events.h"
#include "tests/support/patience.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

const HostKey host = u"one"_s;
const RoomId room = u"r_one"_s;
constexpr int kept = 20; // the writer gives up what is older

OutboxEntry entry(const QString &key, const QString &text = u"text"_s)
{
    return {request::Post{room, key, text, {}, {}}, 1000, {}, u"Ward"_s};
}

QStringList keysOf(const QList<OutboxEntry> &entries)
{
    QStringList keys;
    for (const OutboxEntry &one : entries)
        keys.append(one.key());
    return keys;
}

/// The file as somebody else sees it.
class Other {
public:
    explicit Other(const QString &folder)
    {
        m_db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
        m_db.setDatabaseName(folder + u"/client.sqlite"_s);
        m_db.open();
    }
    ~Other()
    {
        m_db.close();
        m_db = {};
        QSqlDatabase::removeDatabase(u"other"_s);
    }
    QVariant ask(const QString &sql)
    {
        QSqlQuery query(sql, m_db);
        return query.next() ? query.value(0) : QVariant();
    }

private:
    QSqlDatabase m_db;
};

/// Another process: says each thing that the cache has promised, until it is killed.
int write(const QString &folder)
{
    Cache cache(folder);
    cache.saveHost(host, u"Clinic"_s, u"secret"_s, u"a:1"_s, 1000);
    cache.restart(host, room, u"l_1"_s);
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly))
        return 1;
    for (int n = 1;; ++n) {
        cache.putOutbox(host, entry(QString::number(n)));
        out.write(QByteArray::number(n) + '\n');
        out.flush();
        if (n > kept)
            cache.takeOutbox(host, room, QString::number(n - kept));
        cache.append(host, room, messages(3 * n - 2, 3 * n));
    }
}

} // namespace

class TestCacheFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void damageWhileRunningCostsNeitherTokenNorOutbox();
    void damageFoundAtTheStartCostsNeitherTokenNorOutbox();
    void aFileThatSomebodyHoldsIsWaitedFor();
    void whatIsNotInTheFileYetIsReadAllTheSame();
    void aDiskThatTakesNoMoreIsSaidAndTriedAgain();
    void whatWasSentMeanwhileDoesNotWaitAgain();
    void aKilledProcessLeavesWhatItPromised();

private:
    static void fill(const QString &folder);
    static void spoilEvents(const QString &folder);
};

void TestCacheFaults::fill(const QString &folder)
{
    Cache cache(folder);
    cache.saveHost(host, u"Clinic"_s, u"secret"_s, u"a:1"_s, 1000);
    cache.putOutbox(host, entry(u"k1"_s));
    cache.append(host, room, messages(1, 2000));
}

/// Every page of the events' table.
void TestCacheFaults::spoilEvents(const QString &folder)
{
    qint64 page = 0, size = 0;
    {
        Other other(folder);
        page = other.ask(u"SELECT rootpage FROM sqlite_master WHERE name = 'events'"_s).toLongLong();
        size = other.ask(u"PRAGMA page_size"_s).toLongLong();
    }
    QFile file(folder + u"/client.sqlite"_s);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(page > 1 && size > 0);
    QVERIFY(file.seek((page - 1) * size));
    file.write(QByteArray(int(size), '\xff'));
}

void TestCacheFaults::damageWhileRunningCostsNeitherTokenNorOutbox()
{
    const QTemporaryDir folder;
    fill(folder.path());
    spoilEvents(folder.path());
    Cache cache(folder.path());
    QCOMPARE(cache.trouble(), QString()); // nobody has looked there yet
    QSignalSpy said(&cache, &Cache::troubleChanged);
    cache.append(host, room, messages(2001, 2001));
    cache.putOutbox(host, entry(u"k2"_s));
    QTRY_COMPARE(said.count(), 1);
    QVERIFY(cache.trouble().contains(u"damaged"_s));
    QVERIFY(!cache.isInMemory());
    QCOMPARE(cache.token(host), u"secret"_s);
    QTRY_COMPARE(keysOf(cache.outbox(host)), (QStringList{u"k1"_s, u"k2"_s}));
    QCOMPARE(cache.range(host, room).last, 0); // the host has it
    QCOMPARE(QDir(folder.path()).entryList({u"client.sqlite.damaged-*"_s}).size(), 1);
    cache.append(host, room, messages(1, 10));
    QTRY_COMPARE(cache.before(host, room, 11, 100).size(), 10);
}

void TestCacheFaults::damageFoundAtTheStartCostsNeitherTokenNorOutbox()
{
    const QTemporaryDir folder;
    fill(folder.path());
    spoilEvents(folder.path());
    {
        Cache cache(folder.path());
        QVERIFY(cache.before(host, room, 2001, 10).isEmpty());
        cache.append(host, room, messages(2001, 2001));
    }
    Cache cache(folder.path());
    QVERIFY(!cache.isInMemory());
    QCOMPARE(cache.token(host), u"secret"_s);
    QCOMPARE(keysOf(cache.outbox(host)), QStringList{u"k1"_s});
}

void TestCacheFaults::aFileThatSomebodyHoldsIsWaitedFor()
{
    const QTemporaryDir folder;
    Cache cache(folder.path());
    Other other(folder.path());
    other.ask(u"BEGIN IMMEDIATE"_s);
    cache.putOutbox(host, entry(u"k1"_s));
    cache.putOutbox(host, entry(u"k2"_s));
    QCOMPARE(cache.trouble(), QString());
    other.ask(u"ROLLBACK"_s);
    QTRY_COMPARE(other.ask(u"SELECT count(*) FROM outbox"_s).toInt(), 2);
    QVERIFY(!cache.isInMemory());
}

/// A room that is opened while the disk is slow would stay empty.
void TestCacheFaults::whatIsNotInTheFileYetIsReadAllTheSame()
{
    const auto numbers = [](const QList<Event> &events) {
        QList<qint64> all;
        for (const Event &event : events)
            all.append(event.seq);
        return all;
    };
    const QTemporaryDir folder;
    Cache cache(folder.path());
    Other other(folder.path());
    cache.append(host, room, messages(1, 5));
    QTRY_COMPARE(other.ask(u"SELECT count(*) FROM events"_s).toInt(), 5);
    other.ask(u"BEGIN IMMEDIATE"_s);
    cache.append(host, room, messages(6, 8));
    QCOMPARE(numbers(cache.before(host, room, 9, 5)), (QList<qint64>{4, 5, 6, 7, 8}));
    QCOMPARE(numbers(cache.before(host, room, 8, 2)), (QList<qint64>{6, 7}));
    QCOMPARE(numbers(cache.after(host, room, 3, 3)), (QList<qint64>{4, 5, 6}));
    cache.restart(host, room, u"l_2"_s);
    cache.append(host, room, {message(7, ben, u"another past"_s), message(8, ben, u"8"_s)});
    QCOMPARE(numbers(cache.before(host, room, 9, 5)), (QList<qint64>{7, 8}));
    QCOMPARE(cache.after(host, room, 0, 5).value(0).text, u"another past"_s); // not what the file has still
    other.ask(u"ROLLBACK"_s);
    QTRY_COMPARE(other.ask(u"SELECT count(*) FROM events"_s).toInt(), 2);
    QCOMPARE(numbers(cache.before(host, room, 9, 5)), (QList<qint64>{7, 8}));
}

void TestCacheFaults::aDiskThatTakesNoMoreIsSaidAndTriedAgain()
{
#ifdef Q_OS_UNIX
    const QTemporaryDir folder;
    Cache cache(folder.path());
    cache.saveHost(host, u"Clinic"_s, u"secret"_s, u"a:1"_s, 1000);
    cache.putOutbox(host, entry(u"k1"_s));
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit tight = before;
    tight.rlim_cur = rlim_t(QFile(folder.filePath(u"client.sqlite-wal"_s)).size());
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    auto loosened = qScopeGuard([&before] { ::setrlimit(RLIMIT_FSIZE, &before); });
    cache.putOutbox(host, entry(u"k2"_s, QString(10'000, u'x')));
    QTRY_VERIFY(cache.isInMemory());
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    loosened.dismiss();
    QVERIFY(!cache.trouble().isEmpty());
    QCOMPARE(keysOf(cache.outbox(host)), (QStringList{u"k1"_s, u"k2"_s})); // still visible, still sent
    QCOMPARE(cache.token(host), u"secret"_s);
    QVERIFY(cache.tryAgain());
    QCOMPARE(cache.trouble(), QString());
    Other other(folder.path());
    QCOMPARE(other.ask(u"SELECT count(*) FROM outbox"_s).toInt(), 2);
#endif
}

void TestCacheFaults::whatWasSentMeanwhileDoesNotWaitAgain()
{
#ifdef Q_OS_UNIX
    const QTemporaryDir folder;
    Cache cache(folder.path());
    cache.putOutbox(host, entry(u"k1"_s));
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit tight = before;
    tight.rlim_cur = rlim_t(QFile(folder.filePath(u"client.sqlite-wal"_s)).size());
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    auto loosened = qScopeGuard([&before] { ::setrlimit(RLIMIT_FSIZE, &before); });
    cache.putOutbox(host, entry(u"k2"_s, QString(10'000, u'x')));
    QTRY_VERIFY(cache.isInMemory());
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    loosened.dismiss();
    cache.takeOutbox(host, room, u"k1"_s);
    QVERIFY(cache.tryAgain());
    QCOMPARE(keysOf(cache.outbox(host)), QStringList{u"k2"_s});
#endif
}

void TestCacheFaults::aKilledProcessLeavesWhatItPromised()
{
    const QTemporaryDir folder;
    auto &random = *QRandomGenerator::global();
    for (int round = 0; round < 8; ++round) {
        const QString here = folder.filePath(QString::number(round));
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(), {u"--write"_s, here});
        const int lines = random.bounded(1, 400);
        QByteArray said;
        while (said.count('\n') < lines && writer.waitForReadyRead(patienceMs))
            said += writer.readAllStandardOutput();
        writer.kill(); // SIGKILL: no flush, no farewell
        QVERIFY(writer.waitForFinished());
        said += writer.readAllStandardOutput();
        const int last = said.left(said.lastIndexOf('\n')).split('\n').last().toInt();
        QVERIFY(last >= lines);

        Cache cache(here);
        QCOMPARE(cache.trouble(), QString());
        QCOMPARE(cache.token(host), u"secret"_s);
        const QStringList keys = keysOf(cache.outbox(host));
        for (int n = std::max(1, last - kept + 1); n <= last; ++n)
            QVERIFY2(keys.contains(QString::number(n)), qPrintable(u"%1 of %2"_s.arg(n).arg(last)));
        const CachedRange range = cache.range(host, room);
        QCOMPARE(cache.before(host, room, range.last + 1, int(range.last) + 1).size(), range.last);
        QCOMPARE(Other(here).ask(u"PRAGMA integrity_check"_s).toString(), u"ok"_s);
    }
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--write"_s)
        return write(arguments.value(2));
    TestCacheFaults test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_cachefaults.moc"
