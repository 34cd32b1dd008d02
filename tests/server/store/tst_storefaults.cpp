#include "tests/server/store/logprobe.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

bool isFailed(const AppendResult &result)
{
    return std::holds_alternative<append::Failed>(result);
}

std::optional<StoreProblem::Kind> problemIn(const QString &folder)
{
    auto opened = SqliteEventLog::open(folder);
    const auto *problem = std::get_if<StoreProblem>(&opened);
    return problem ? std::optional(problem->kind) : std::nullopt;
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A second program at the same file, a backup tool say.
class Intruder {
public:
    explicit Intruder(const QString &path)
    {
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"intruder"_s);
        m_database.setDatabaseName(path);
        if (!m_database.open())
            qFatal("the intruder cannot open the file");
    }
    ~Intruder()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(u"intruder"_s);
    }
    bool run(const QString &sql) { return QSqlQuery(m_database).exec(sql); }

private:
    QSqlDatabase m_database;
};

} // namespace

class StoreFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFullDatabaseRefusesAndRecovers();
    void onlyWhatDoesNotFitIsRefused();
    void aDiskThatRefusesWritesLosesNothingThatWasAnswered();
    void aFileThatIsNotInItsPlaceIsNotWrittenTo_data();
    void aFileThatIsNotInItsPlaceIsNotWrittenTo();
    void aLockedDatabaseRefusesAndRecovers();
    void historyIsReadWhileAWriteWaits();
    void aSecondHostOnTheFolderIsRefused();
    void aFolderIsFreeAgainAfterItsHostWasKilled();
    void whatIsDamagedIsReportedAndLeftAsItIs_data();
    void whatIsDamagedIsReportedAndLeftAsItIs();
    void aFolderThatCannotBeWrittenIsReported();
    void theFilesAreTheirOwnersOnly();
};

void StoreFaultsTest::aFullDatabaseRefusesAndRecovers()
{
    LogProbe probe;
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, u"first"_s, u"t"_s)), 1);
    probe.log().limitPages(1);
    const QString large(10'000, u'x');
    int failed = 0;
    QString refused;
    for (int i = 0; i < 10; ++i) {
        const QString key = u"large%1"_s.arg(i);
        if (isFailed(probe.append(message(u"r"_s, u"a"_s, key, large)))) {
            ++failed;
            refused = key;
        }
    }
    QVERIFY(failed > 0);
    const qint64 head = probe.head(u"r"_s).head;
    QCOMPARE(head, 11 - failed);
    QVERIFY(!probe.find(message(u"r"_s, u"a"_s, refused, large)).found);

    probe.log().limitPages(0);
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, refused, large)), head + 1);
    QCOMPARE(probe.read(u"r"_s).entries.size(), head + 1);
}

void StoreFaultsTest::onlyWhatDoesNotFitIsRefused()
{
    LogProbe probe;
    probe.append(message(u"r"_s, u"a"_s, u"0"_s, u"t"_s));
    probe.log().limitPages(1); // no page may be added, but there is room on those that there are
    QList<AppendResult> results;
    const auto note = [&results](const AppendResult &result) { results.append(result); };
    // One batch: the large one must not take the small ones with it.
    probe.log().append(message(u"r"_s, u"a"_s, u"1"_s, u"small"_s), {}, note);
    probe.log().append(message(u"r"_s, u"a"_s, u"2"_s, QString(100'000, u'x')), {}, note);
    probe.log().append(message(u"r"_s, u"a"_s, u"3"_s, u"small"_s), {}, note);
    QTRY_COMPARE(results.size(), 3);
    QVERIFY(std::holds_alternative<append::Appended>(results[0]));
    QVERIFY(isFailed(results[1]));
    QVERIFY(std::holds_alternative<append::Appended>(results[2]));
    QCOMPARE(LogProbe::seqs(probe.read(u"r"_s).entries), QList<qint64>({1, 2, 3}));
}

void StoreFaultsTest::aDiskThatRefusesWritesLosesNothingThatWasAnswered()
{
#ifdef Q_OS_UNIX
    LogProbe probe;
    int stored = 0;
    for (; stored < 5; ++stored)
        probe.append(message(u"r"_s, u"a"_s, u"before%1"_s.arg(stored), u"t"_s));

    rlimit before;
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN); // so that write says EFBIG
    const qint64 size = QFile(probe.path() + u"/events.sqlite-wal"_s).size();
    const rlimit tight{rlim_t(size), before.rlim_max}; // some of which is filled ahead, but not so much
    const QString large(200'000, u'x');
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
    QList<AppendResult> results;
    for (int i = 0; i < 5; ++i)
        results.append(probe.append(message(u"r"_s, u"a"_s, u"during%1"_s.arg(i), large)));
    const qint64 readDuring = probe.read(u"r"_s).entries.size();
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);

    for (const AppendResult &result : std::as_const(results))
        QVERIFY(isFailed(result));
    QCOMPARE(readDuring, 5);
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, u"during0"_s, large)), 6);
    probe.reopen();
    QCOMPARE(probe.read(u"r"_s).entries.size(), 6);
#else
    QSKIP("needs RLIMIT_FSIZE");
#endif
}

void StoreFaultsTest::aFileThatIsNotInItsPlaceIsNotWrittenTo_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<bool>("isReplaced"); // by a copy of the same bytes
    QTest::newRow("the file is gone") << QString() << false;
    QTest::newRow("a copy stands there") << QString() << true;
    QTest::newRow("the write-ahead log is gone") << u"-wal"_s << false;
}

void StoreFaultsTest::aFileThatIsNotInItsPlaceIsNotWrittenTo()
{
    QFETCH(const QString, suffix);
    QFETCH(const bool, isReplaced);
    LogProbe probe;
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, u"1"_s, u"t"_s)), 1);
    const QString path = probe.path() + "/events.sqlite"_L1 + suffix, aside = path + "-aside"_L1;
    QVERIFY(QFile::rename(path, aside));
    QVERIFY(!isReplaced || QFile::copy(aside, path));
    QVERIFY(isFailed(probe.append(message(u"r"_s, u"a"_s, u"2"_s, u"t"_s))));
    QVERIFY(probe.log().stats().health.fault == StoreFault::Gone);

    QVERIFY(!isReplaced || QFile::remove(path));
    QVERIFY(QFile::rename(aside, path));
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, u"2"_s, u"t"_s)), 2);
}

void StoreFaultsTest::aLockedDatabaseRefusesAndRecovers()
{
    LogProbe probe;
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"t"_s));
    {
        Intruder intruder(probe.path() + u"/events.sqlite"_s);
        QVERIFY(intruder.run(u"BEGIN IMMEDIATE"_s));
        QVERIFY(isFailed(probe.append(message(u"r"_s, u"a"_s, u"2"_s, u"t"_s))));
        QCOMPARE(probe.read(u"r"_s).entries.size(), 1); // reading does not wait for it
        QVERIFY(intruder.run(u"ROLLBACK"_s));
    }
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, u"2"_s, u"t"_s)), 2);
}

void StoreFaultsTest::historyIsReadWhileAWriteWaits()
{
    LogProbe probe;
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, u"1"_s, u"t"_s)), 1);
    Intruder intruder(probe.path() + u"/events.sqlite"_s);
    QVERIFY(intruder.run(u"BEGIN IMMEDIATE"_s));
    std::optional<AppendResult> second;
    probe.log().append(message(u"r"_s, u"a"_s, u"2"_s, u"t"_s), {},
                       [&second](const AppendResult &result) { second = result; });
    QCOMPARE(LogProbe::seqs(probe.read(u"r"_s).entries), QList<qint64>{1});
    QVERIFY(!second);
    QVERIFY(intruder.run(u"COMMIT"_s));
    QTRY_VERIFY(second);
    QVERIFY(std::holds_alternative<append::Appended>(*second));
    QCOMPARE(LogProbe::seqs(probe.read(u"r"_s).entries), (QList<qint64>{1, 2}));
}

void StoreFaultsTest::aSecondHostOnTheFolderIsRefused()
{
    LogProbe probe;
    QCOMPARE(problemIn(probe.path()), StoreProblem::Kind::FolderInUse);
    QCOMPARE(probe.seqOf(message(u"r"_s, u"a"_s, u"1"_s, u"t"_s)), 1);
    probe.close();
    QCOMPARE(problemIn(probe.path()), std::nullopt);
}

void StoreFaultsTest::aFolderIsFreeAgainAfterItsHostWasKilled()
{
#ifdef Q_OS_UNIX
    const QTemporaryDir folder;
    QProcess host;
    host.setProcessEnvironment([&folder] {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"COURTYARD_TEST_HOLD"_s, folder.path());
        return environment;
    }());
    host.start(QCoreApplication::applicationFilePath());
    QVERIFY(host.waitForStarted());
    QByteArray said;
    QTRY_VERIFY((said += host.readAllStandardOutput()).contains("holding"));
    QCOMPARE(problemIn(folder.path()), StoreProblem::Kind::FolderInUse);
    QCOMPARE(::kill(pid_t(host.processId()), SIGKILL), 0);
    QVERIFY(host.waitForFinished());

    LogProbe probe(folder.path());
    QCOMPARE(probe.read(u"r"_s).entries.size(), 1);
#else
    QSKIP("needs SIGKILL");
#endif
}

void StoreFaultsTest::whatIsDamagedIsReportedAndLeftAsItIs_data()
{
    QTest::addColumn<QString>("sql"); // on a good file; empty: rubbish in its place
    QTest::newRow("rubbish") << u""_s;
    QTest::newRow("another program's database") << u"PRAGMA application_id = 1"_s;
    QTest::newRow("without its id") << u"DELETE FROM meta"_s;
}

void StoreFaultsTest::whatIsDamagedIsReportedAndLeftAsItIs()
{
    QFETCH(QString, sql);
    LogProbe probe;
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"t"_s));
    probe.close();
    const QString path = probe.path() + u"/events.sqlite"_s;
    if (sql.isEmpty()) {
        write(path, QByteArray(50'000, 'x'));
    } else {
        Intruder intruder(path);
        QVERIFY(intruder.run(sql));
    }
    const QByteArray before = read(path);
    QCOMPARE(problemIn(probe.path()), StoreProblem::Kind::FolderDamaged);
    QCOMPARE(read(path), before);
}

void StoreFaultsTest::aFolderThatCannotBeWrittenIsReported()
{
    const QTemporaryDir folder;
    write(folder.filePath(u"file"_s), "x");
    QCOMPARE(problemIn(folder.filePath(u"file/below"_s)), StoreProblem::Kind::FolderNotWritable);
#ifdef Q_OS_UNIX
    if (::geteuid() == 0)
        return; // whom permissions do not stop
    QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner));
    QCOMPARE(problemIn(folder.path()), StoreProblem::Kind::FolderNotWritable);
    QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
#endif
}

void StoreFaultsTest::theFilesAreTheirOwnersOnly()
{
#ifdef Q_OS_UNIX
    const QStringList names{u"events.sqlite"_s, u"events.sqlite-wal"_s, u"events.sqlite-shm"_s,
                            u"search.sqlite"_s, u"search.sqlite-wal"_s, u"search.sqlite-shm"_s};
    constexpr auto ofOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    LogProbe probe;
    for (const QString &text : {u"made"_s, u"put right"_s}) {
        probe.append(message(u"r"_s, u"a"_s, text, text));
        QCOMPARE(probe.search(text, {u"r"_s}).hits.size(), 1);
        for (const QString &name : names) {
            const QString path = probe.path() + u'/' + name;
            QVERIFY2(QFile::exists(path), qPrintable(name));
            QVERIFY2(!(QFile::permissions(path) & ofOthers), qPrintable(name));
        }
        probe.close();
        for (const QString &name : names) {
            QFile::setPermissions(probe.path() + u'/' + name,
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        }
        probe.reopen();
    }
#endif
}

// Another process that holds a folder until it is killed.
static int holdFolder(const QString &folder)
{
    LogProbe probe(folder);
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"answered"_s));
    std::fputs("holding\n", stdout);
    std::fflush(stdout);
    return QCoreApplication::exec();
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (const QString folder = qEnvironmentVariable("COURTYARD_TEST_HOLD"); !folder.isEmpty())
        return holdFolder(folder);
    StoreFaultsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_storefaults.moc"
