// Databases of other versions: older ones are brought up to date whole or not at all, newer ones are left
// alone.
#include "server/store/database.h"
#include "server/store/schema.h"
#include "tests/server/store/logprobe.h"

#include <QFile>
#include <QTest>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool putFirstVersionInto(const QString &folder)
{
    const QString path = folder + u"/events.sqlite"_s;
    return QFile::copy(QStringLiteral(COURTYARD_TEST_DATA "/v1/events.sqlite"), path)
        && QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
}

qint64 number(const QString &folder, const QString &sql)
{
    Database database(folder + u"/events.sqlite"_s, Database::Access::ReadOnly);
    return database.single(sql).toLongLong();
}

} // namespace

class MigrationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDatabaseOfTheFirstVersionGoesOn();
    void aStepThatFailsChangesNothing();
    void aNewerVersionsDatabaseIsLeftByteByByte();
    void theEpochIsKeptFromRunToRun();
    void aCopyPutInPlaceIsAnotherEpoch();
    void anOlderCopyWrittenOverTheFileIsAnotherEpoch();
};

void MigrationsTest::aDatabaseOfTheFirstVersionGoesOn()
{
    const QTemporaryDir folder;
    QVERIFY(putFirstVersionInto(folder.path()));
    QCOMPARE(number(folder.path(), u"PRAGMA user_version"_s), 1);
    LogProbe probe(folder.path());
    const ReadResult lobby = probe.read(u"lobby"_s, {.after = 0, .before = {}, .limit = 1000});
    QCOMPARE(lobby.entries.size(), 34);
    QCOMPARE(lobby.entries[0].text, u"message 1 of the first version"_s);
    QCOMPARE(lobby.entries[0].name, u"Amina"_s);
    QVERIFY(lobby.entries[1].redacted);
    QCOMPARE(lobby.entries[30].kind, u"edit"_s);
    QCOMPARE(lobby.entries[33].reply, 3);
    QCOMPARE(probe.read(u"house"_s).entries.size(), 6);
    // A key of that time is still the same entry, and the log goes on from there.
    const AppendResult again = probe.append(lobby.entries[2]);
    QVERIFY(std::holds_alternative<append::Already>(again) && std::get<append::Already>(again).sameBody);
    QCOMPARE(probe.seqOf(message(u"lobby"_s, u"a"_s, u"new"_s, u"t"_s)), 35);
    QCOMPARE(probe.search(u"put right"_s, {u"lobby"_s}).hits.size(), 1);
    probe.close();
    QCOMPARE(number(folder.path(), u"PRAGMA user_version"_s), 4);
    Database database(folder.filePath(u"events.sqlite"_s), Database::Access::ReadOnly);
    QCOMPARE(database.single(u"PRAGMA integrity_check"_s).toString(), u"ok"_s);
}

void MigrationsTest::aStepThatFailsChangesNothing()
{
    const QTemporaryDir folder;
    QVERIFY(putFirstVersionInto(folder.path()));
    {
        // The second of the steps to version 2 will find that its column is there.
        Database database(folder.filePath(u"events.sqlite"_s), Database::Access::ReadWrite);
        QVERIFY(database.run(u"ALTER TABLE meta ADD COLUMN file TEXT NOT NULL DEFAULT ''"_s));
    }
    QVERIFY(std::holds_alternative<StoreProblem>(SqliteEventLog::open(folder.path())));
    QCOMPARE(number(folder.path(), u"PRAGMA user_version"_s), 1);
    QCOMPARE(number(folder.path(), u"SELECT count(*) FROM pragma_table_info('meta')"_s), 2);
    QCOMPARE(number(folder.path(), u"SELECT count(*) FROM entries"_s), 42);
}

void MigrationsTest::aNewerVersionsDatabaseIsLeftByteByByte()
{
    const QTemporaryDir folder;
    LogProbe probe(folder.path());
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"t"_s));
    probe.close();
    const QString path = folder.filePath(u"events.sqlite"_s);
    {
        Database database(path, Database::Access::ReadWrite);
        QVERIFY(database.run(u"PRAGMA user_version = 99"_s));
    }
    const QByteArray before = contentOf(path);
    for (int i = 0; i < 2; ++i) { // no start makes more of it than another
        const auto opened = SqliteEventLog::open(folder.path());
        const auto *problem = std::get_if<StoreProblem>(&opened);
        QVERIFY(problem);
        QCOMPARE(problem->kind, StoreProblem::Kind::FolderNewer);
        QVERIFY(wordsFor(*problem, folder.path()).contains(folder.path()));
        QCOMPARE(contentOf(path), before);
    }
}

void MigrationsTest::theEpochIsKeptFromRunToRun()
{
    LogProbe probe;
    const QString epoch = probe.log().epoch();
    QVERIFY(!epoch.isEmpty());
    for (int i = 0; i < 3; ++i) {
        probe.append(message(u"r"_s, u"a"_s, QString::number(i), u"t"_s));
        probe.reopen();
        QCOMPARE(probe.log().epoch(), epoch);
    }
    LogProbe other;
    QVERIFY(other.log().epoch() != epoch);
}

void MigrationsTest::aCopyPutInPlaceIsAnotherEpoch()
{
    LogProbe probe;
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"t"_s));
    const QString epoch = probe.log().epoch();
    probe.close();
    const QString path = probe.path() + u"/events.sqlite"_s;
    QVERIFY(QFile::copy(path, path + u".copy"_s));
    QVERIFY(QFile::remove(path) && QFile::rename(path + u".copy"_s, path));
    probe.reopen();
    const QString later = probe.log().epoch();
    QVERIFY(later != epoch);
    probe.reopen();
    QCOMPARE(probe.log().epoch(), later);
}

void MigrationsTest::anOlderCopyWrittenOverTheFileIsAnotherEpoch()
{
    LogProbe probe;
    probe.append(message(u"r"_s, u"a"_s, u"1"_s, u"t"_s));
    probe.close();
    const QString path = probe.path() + u"/events.sqlite"_s;
    const QByteArray older = contentOf(path);
    probe.reopen();
    const QString epoch = probe.log().epoch();
    probe.append(message(u"r"_s, u"a"_s, u"2"_s, u"t"_s));
    probe.close();
    QFile file(path); // the same file, so that only the count of runs tells
    QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(older.size())
            && file.write(older) == older.size());
    file.close();
    probe.reopen();
    QVERIFY(probe.log().epoch() != epoch);
    QCOMPARE(probe.head(u"r"_s).head, 1);
}

QTEST_GUILESS_MAIN(MigrationsTest)
#include "tst_migrations.moc"
