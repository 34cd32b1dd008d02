// Damage: noticed, said, kept aside under a new name; what can be read goes on.
#include "server/store/damage.h"
#include "server/store/database.h"
#include "tests/server/store/logprobe.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 block = 4096; // of a disk; of the file it is several pages

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, qint64 at, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(at) || file.write(bytes) != bytes.size())
        qFatal("cannot damage %s", qPrintable(path));
}

QStringList keptIn(const QString &folder)
{
    return QDir(folder).entryList({u"events-damaged-*.sqlite"_s}, QDir::Files);
}

bool isDamagedAt(const QString &folder)
{
    auto opened = SqliteEventLog::open(folder);
    const auto *problem = std::get_if<StoreProblem>(&opened);
    return problem && problem->kind == StoreProblem::Kind::FolderDamaged;
}

// A log of so many messages of about a block each, and a house of registers.
void fill(LogProbe &probe, int messages)
{
    for (int i = 1; i <= messages; ++i) {
        LogEntry entry =
            message(u"lobby"_s, u"a"_s, u"k%1"_s.arg(i), u"message %1 "_s.arg(i) + QString(3000, u'x'));
        entry.reply = i > 1 ? i - 1 : 0;
        QCOMPARE(probe.seqOf(entry), i);
    }
    for (int i = 0; i < 4; ++i) {
        LogEntry entry = message(u"house"_s, u"host"_s, u"h%1"_s.arg(i), u"member"_s);
        entry.slot = u"member-%1"_s.arg(i % 2);
        QCOMPARE(probe.seqOf(entry), i + 1);
    }
}

} // namespace

class DamageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStartThatFindsDamageLeavesItAndTheNextOneGoesOn_data();
    void aStartThatFindsDamageLeavesItAndTheNextOneGoesOn();
    void whatCanBeReadGoesOnWithoutGaps();
    void damageThatTheCheckFindsStopsWriting();
    void aWholeFileIsFoundWhole();
    void pagesOutOfOrderAreDamage();
    void aCopyPutBackAfterTheNoteIsTakenAsItIs();
    void twoDamagedFilesAreBothKept();
    void aSettingAsideThatWasCutOffIsTakenUp_data();
    void aSettingAsideThatWasCutOffIsTakenUp();
};

void DamageTest::aStartThatFindsDamageLeavesItAndTheNextOneGoesOn_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("rubbish") << u"rubbish"_s;
    QTest::newRow("its first page") << u"first page"_s;
    QTest::newRow("cut short") << u"short"_s;
    QTest::newRow("only its write-ahead log is left") << u"wal"_s;
}

void DamageTest::aStartThatFindsDamageLeavesItAndTheNextOneGoesOn()
{
    QFETCH(QString, how);
    LogProbe probe;
    fill(probe, 20);
    probe.close();
    const QString path = eventsFile(probe.path());
    if (how == u"rubbish"_s)
        overwrite(path, 0, QByteArray(int(QFile(path).size()), 'x'));
    else if (how == u"first page"_s)
        overwrite(path, 100, QByteArray(1000, '\xff'));
    else if (how == u"short"_s)
        QVERIFY(QFile::resize(path, 2 * block));
    else
        QVERIFY(QFile::rename(path, path + u"-wal"_s));
    const QString damagedPart = how == u"wal"_s ? u"-wal"_s : QString();
    const QByteArray damaged = contentOf(path + damagedPart);

    QVERIFY(isDamagedAt(probe.path()));
    QCOMPARE(contentOf(path + damagedPart), damaged);
    probe.reopen();
    const StoreHealth health = probe.log().stats().health;
    QCOMPARE(contentOf(probe.path() + u'/' + health.keptAs + damagedPart), damaged);
    QVERIFY(wordsFor(health, probe.path()).contains(health.keptAs));
    QCOMPARE(probe.seqOf(message(u"new"_s, u"a"_s, u"1"_s, u"t"_s)), 1);
    probe.reopen(); // and then it is all over
    QCOMPARE(probe.log().stats().health, StoreHealth());
    QCOMPARE(probe.head(u"new"_s).head, 1);
}

void DamageTest::whatCanBeReadGoesOnWithoutGaps()
{
    LogProbe probe;
    fill(probe, 60);
    const QString epoch = probe.log().epoch();
    probe.close();
    const QString path = eventsFile(probe.path());
    const QByteArray whole = contentOf(path);
    for (const int lost : {20, 21, 40}) { // the blocks that hold them
        const qint64 at = whole.indexOf(QByteArray("message " + QByteArray::number(lost) + ' '));
        QVERIFY(at > 0);
        overwrite(path, at / block * block, QByteArray(block, '\xee'));
    }
    probe.reopen(); // the first page is whole, so that nobody notices yet
    QVERIFY(probe.read(u"lobby"_s, {.after = 0, .before = {}, .limit = 1000}).failed);
    QTRY_COMPARE(probe.log().stats().health.fault, StoreFault::Damaged);
    QVERIFY(
        std::holds_alternative<append::Failed>(probe.append(message(u"lobby"_s, u"a"_s, u"n"_s, u"t"_s))));
    probe.reopen();

    const ReadResult lobby = probe.read(u"lobby"_s, {.after = 0, .before = {}, .limit = 1000});
    QVERIFY(!lobby.failed);
    QVERIFY2(lobby.entries.size() >= 30 && lobby.entries.size() < 60,
             qPrintable(QString::number(lobby.entries.size())));
    qint64 last = 0;
    QHash<QString, qint64> seqs;
    for (const LogEntry &entry : lobby.entries) {
        QCOMPARE(entry.seq, ++last);
        const int number = entry.text.section(u' ', 1, 1).toInt();
        QCOMPARE(entry.reply,
                 seqs.value(u"k%1"_s.arg(number - 1))); // the same message, or none where it is lost
        seqs.insert(entry.key, entry.seq);
    }
    QVERIFY(seqs.contains(u"k1"_s) && seqs.contains(u"k60"_s) && !seqs.contains(u"k20"_s));
    QCOMPARE(probe.read(u"house"_s).entries.size(), 2);
    QCOMPARE(LogProbe::seqs(probe.read(u"house"_s).entries), QList<qint64>({3, 4}));
    QVERIFY(probe.log().epoch() != epoch);
    QCOMPARE(probe.log().stats().health.takenOver, lobby.entries.size() + 2);
}

void DamageTest::damageThatTheCheckFindsStopsWriting()
{
    LogProbe probe;
    fill(probe, 40);
    probe.close();
    const QString path = eventsFile(probe.path());
    const qint64 at = contentOf(path).indexOf("message 20 ");
    overwrite(path, at / block * block, QByteArray(block, '\xee'));
    probe.reopen();
    QList<StoreHealth> told;
    probe.log().onHealthChanged([&told](const StoreHealth &health) { told.append(health); });
    probe.log().checkIntegrity();
    // Whoever else reads the damaged page first tells the fault before the check is through.
    QTRY_VERIFY(!told.isEmpty() && told.constLast().integrity == Integrity::Damaged
                && told.constLast().fault == StoreFault::Damaged);
    QVERIFY(!wordsFor(told.constLast(), probe.path()).isEmpty());
    QVERIFY(std::holds_alternative<append::Failed>(probe.append(message(u"r"_s, u"a"_s, u"n"_s, u"t"_s))));
    QCOMPARE(probe.log().stats().refused[std::size_t(StoreFault::Damaged)], 1U);
    QTRY_VERIFY(QFile::exists(probe.path() + u"/events.damaged"_s)); // also where the host is killed now
    probe.reopen();
    QCOMPARE(keptIn(probe.path()).size(), 1);
}

void DamageTest::aWholeFileIsFoundWhole()
{
    LogProbe probe;
    fill(probe, 5);
    probe.log().checkIntegrity();
    QTRY_COMPARE(probe.log().stats().health.integrity, Integrity::Whole);
    QCOMPARE(probe.log().stats().health.fault, StoreFault::None);
}

void DamageTest::pagesOutOfOrderAreDamage()
{
    const QTemporaryDir folder;
    const QString path = eventsFile(folder.path());
    QVERIFY(QFile::copy(QStringLiteral(COURTYARD_TEST_DATA "/disordered.sqlite"), path));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    auto opened = SqliteEventLog::open(folder.path());
    if (std::holds_alternative<StoreProblem>(opened))
        return; // noticed at once
    opened = StoreProblem{};
    LogProbe probe(folder.path());
    QStringList names;
    {
        Database database(path, Database::Access::ReadOnly);
        Statement all(database, u"SELECT name FROM logs"_s);
        QVERIFY(all.run({}));
        while (all.next())
            names.append(all.text(0));
    }
    QVERIFY(!names.isEmpty());
    bool noticed = false;
    for (const QString &name : std::as_const(names)) {
        const ReadResult read = probe.read(name, {.after = 0, .before = {}, .limit = 1000});
        noticed = noticed || read.failed;
        for (qsizetype i = 1; i < read.entries.size(); ++i)
            QVERIFY(read.entries[i].seq > read.entries[i - 1].seq);
    }
    QVERIFY(noticed);
    QTRY_COMPARE(probe.log().stats().health.fault, StoreFault::Damaged);
}

void DamageTest::aCopyPutBackAfterTheNoteIsTakenAsItIs()
{
    LogProbe probe;
    fill(probe, 5);
    probe.close();
    const QString path = eventsFile(probe.path());
    const QByteArray copy = contentOf(path);
    overwrite(path, 0, "rubbish, and a good deal of it");
    QVERIFY(isDamagedAt(probe.path()));
    QVERIFY(QFile::remove(path));
    overwrite(path, 0, copy);
    { // nobody puts a copy back within the same tick of the file system's clock
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QDateTime anHourAgo = QDateTime::currentDateTime().addSecs(-3600);
        QVERIFY(file.setFileTime(anHourAgo, QFileDevice::FileModificationTime));
    }
    probe.reopen();
    QCOMPARE(probe.head(u"lobby"_s).head, 5);
    QVERIFY(keptIn(probe.path()).isEmpty());
}

void DamageTest::twoDamagedFilesAreBothKept()
{
    LogProbe probe;
    for (int i = 0; i < 2; ++i) {
        fill(probe, 3);
        probe.close();
        overwrite(eventsFile(probe.path()), 0, QByteArray(block, char('1' + i)));
        QVERIFY(isDamagedAt(probe.path()));
        probe.reopen();
    }
    const QStringList kept = keptIn(probe.path());
    QCOMPARE(kept.size(), 2);
    QVERIFY(contentOf(probe.path() + u'/' + kept[0]).left(1)
            != contentOf(probe.path() + u'/' + kept[1]).left(1));
}

void DamageTest::aSettingAsideThatWasCutOffIsTakenUp_data()
{
    QTest::addColumn<QString>("after");
    QTest::newRow("the log was moved") << u"-wal"_s;
    QTest::newRow("the file was moved") << u""_s;
    QTest::newRow("half a new file was written") << u"half"_s;
    QTest::newRow("the new file is in place") << u"new"_s;
}

void DamageTest::aSettingAsideThatWasCutOffIsTakenUp()
{
    QFETCH(QString, after);
    LogProbe probe;
    fill(probe, 30);
    probe.close();
    const QString path = eventsFile(probe.path());
    const qint64 at = contentOf(path).indexOf("message 20 ");
    overwrite(path, at / block * block, QByteArray(block, '\xee'));
    overwrite(path + u"-wal"_s, 0, "what was left of a log");
    QVERIFY(noteDamage(probe.path()));
    const QByteArray damaged = contentOf(path);
    QFile note(probe.path() + u"/events.damaged"_s);
    QVERIFY(note.open(QIODevice::ReadOnly));
    const QByteArray noted = note.readAll();
    note.close();
    const QString kept = probe.path() + u'/' + QString::fromUtf8(noted.left(noted.indexOf('\n')));

    QVERIFY(QFile::rename(path + u"-wal"_s, kept + u"-wal"_s));
    if (after != u"-wal"_s)
        QVERIFY(QFile::rename(path, kept));
    if (after == u"half"_s)
        overwrite(path + u".new"_s, 0, QByteArray(block, 'h'));
    if (after == u"new"_s) {
        QVERIFY(std::holds_alternative<SetAside>(settleDamage(probe.path())));
        overwrite(note.fileName(), 0, noted);
    }
    probe.reopen();
    QCOMPARE(contentOf(kept), damaged);
    QCOMPARE(contentOf(kept + u"-wal"_s), QByteArray("what was left of a log"));
    QVERIFY(probe.head(u"lobby"_s).head >= 15);
    QVERIFY(!QFile::exists(note.fileName()));
    QCOMPARE(probe.log().stats().health.keptAs, QFileInfo(kept).fileName());
}

QTEST_GUILESS_MAIN(DamageTest)
#include "tst_damage.moc"
