// What goes wrong with disks and folders, done to the real executable: a clear refusal, nothing half-done,
// work goes on when the cause is gone, with words for the person and the exit codes of PROTOCOL §7. Runs in a
// mount namespace of its own where the system allows one, so that a disk can really be full.
#include "server/store/database.h"
#include "tests/powercut/realhost.h"
#include "tests/powercut/talker.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFile>
#include <QStorageInfo>
#include <QTemporaryDir>

#include <cerrno>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

bool ownMounts = false; // set once, before the tests

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

// A small disk of our own, as long as the object lives.
class SmallDisk {
public:
    explicit SmallDisk(const char *options)
    {
        m_mounted = ::mount("courtyard-test", path().toLocal8Bit().constData(), "tmpfs", 0, options) == 0;
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(path().toLocal8Bit().constData(), MNT_DETACH);
    }
    bool isMounted() const { return m_mounted; }
    QString path() const { return m_folder.path(); }
    void fillUp()
    {
        QFile filler(path() + u"/filler"_s);
        if (!filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return; // it is as full as can be
        for (const qint64 piece : {65536, 4096, 1}) {
            while (filler.write(QByteArray(piece, 'x')) == piece) { }
        }
    }
    void freeAgain() { QFile::remove(path() + u"/filler"_s); }
    bool setReadOnly(bool on)
    {
        return ::mount(nullptr, path().toLocal8Bit().constData(), nullptr,
                       MS_REMOUNT | (on ? static_cast<unsigned long>(MS_RDONLY) : 0UL), nullptr)
            == 0;
    }

private:
    QTemporaryDir m_folder;
    bool m_mounted = false;
};

QString large(int i)
{
    return QString(12'000, QChar(u'a' + i % 26));
}

QString codeOf(const QJsonObject &answer)
{
    return answer[u"type"_s] == u"error"_s ? answer[u"code"_s].toString() : answer[u"type"_s].toString();
}

// Numbered from 1 without gaps, each key once.
bool isWhole(const QList<QJsonObject> &events)
{
    QSet<QString> keys;
    for (qsizetype i = 0; i < events.size(); ++i) {
        if (events[i][u"seq"_s].toInteger() != i + 1 || keys.contains(events[i][u"key"_s].toString()))
            return false;
        keys.insert(events[i][u"key"_s].toString());
    }
    return true;
}

} // namespace

#define NEED_OWN_MOUNTS                                                                                      \
    if (!ownMounts)                                                                                          \
    QSKIP("needs a mount namespace of its own")

class FaultyFoldersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFullDiskRefusesAndRecovers();
    void aDiskThatIsFullAtTheStartIsSaid();
    void aReadOnlyFileSystemIsSaidAtTheStart();
    void failingWritesRefuseAndRecover_data();
    void failingWritesRefuseAndRecover();
    void aFolderThatIsMovedAwayRefusesAndRecovers();
    void aFolderThatIsDeletedConfirmsNothingMore();
    void aLockedDatabaseRefusesAndRecovers();
    void aSecondHostRefusesAndTheFirstGoesOn();
    void aDamagedDatabaseIsReportedKeptAndReplaced();
    void aNewerVersionsFolderIsRefused();
    void aFolderThatCannotBeMadeIsRefused();
    void anOwnerTokenThatCannotBeReadIsRefused();
    void aDamagedSearchIndexIsNobodysTrouble();

private:
    void refusesAndRecovers(RealHost &host, Talker &talker, const std::function<void()> &breakIt,
                            const std::function<void()> &mendIt, const QByteArray &logged);
};

// Posts before, during and after; during, they are refused with `storage`, and reading goes on.
void FaultyFoldersTest::refusesAndRecovers(RealHost &host, Talker &talker,
                                           const std::function<void()> &breakIt,
                                           const std::function<void()> &mendIt, const QByteArray &logged)
{
    QVERIFY(talker.connectTo(host.port()));
    for (int i = 0; i < 5; ++i)
        talker.post(u"lobby"_s, u"before%1"_s.arg(i), large(i));
    QVERIFY(talker.waitForAll());
    breakIt();
    int refused = 0;
    for (int i = 0; i < 5; ++i) {
        const QJsonObject answer = talker.ask({{u"type"_s, u"post"_s},
                                               {u"room"_s, u"lobby"_s},
                                               {u"key"_s, u"during%1"_s.arg(i)},
                                               {u"text"_s, large(i)}});
        refused += codeOf(answer) == u"storage"_s ? 1 : 0;
        QVERIFY2(codeOf(answer) == u"storage"_s || codeOf(answer) == u"ok"_s, qPrintable(codeOf(answer)));
        QVERIFY(codeOf(answer) == u"ok"_s || !answer[u"text"_s].toString().isEmpty());
    }
    QVERIFY(refused > 0);
    QVERIFY(isWhole(talker.history(u"lobby"_s))); // reading does not mind
    QTRY_VERIFY(host.logged().contains(logged));
    QTRY_VERIFY(host.logged().contains("new messages cannot be kept")); // and what to do
    mendIt();
    for (int i = 0; i < 5; ++i)
        talker.post(u"lobby"_s, u"during%1"_s.arg(i), large(i));
    QVERIFY(talker.waitForAll());
    QTRY_VERIFY(host.logged().contains("recovered"));
    const QList<QJsonObject> events = talker.history(u"lobby"_s);
    QCOMPARE(events.size(), 10);
    QVERIFY(isWhole(events));
    QCOMPARE(host.stop(), 0);
    QVERIFY(host.start());
    QVERIFY(talker.connectTo(host.port()));
    QCOMPARE(talker.history(u"lobby"_s).size(), 10);
}

void FaultyFoldersTest::aFullDiskRefusesAndRecovers()
{
    NEED_OWN_MOUNTS;
    SmallDisk disk("size=3m");
    QVERIFY(disk.isMounted());
    RealHost host(disk.path() + u"/data"_s);
    QVERIFY(host.start());
    Talker talker;
    refusesAndRecovers(
        host, talker, [&disk] { disk.fillUp(); }, [&disk] { disk.freeAgain(); }, "fault kind=full");
}

void FaultyFoldersTest::aDiskThatIsFullAtTheStartIsSaid()
{
    NEED_OWN_MOUNTS;
    SmallDisk disk("size=1m");
    disk.fillUp();
    RealHost host(disk.path() + u"/data"_s);
    QVERIFY(!host.start());
    QCOMPARE(host.exitCode(), 4);
    QVERIFY2(host.logged().contains("full"), host.logged().constData());
    disk.freeAgain();
    QVERIFY2(host.start(), host.logged().constData());
}

void FaultyFoldersTest::aReadOnlyFileSystemIsSaidAtTheStart()
{
    NEED_OWN_MOUNTS;
    SmallDisk disk("size=3m");
    RealHost host(disk.path() + u"/data"_s);
    QVERIFY(host.start());
    QCOMPARE(host.stop(), 0);
    QVERIFY(disk.setReadOnly(true));
    QVERIFY(!host.start());
    QCOMPARE(host.exitCode(), 4);
    QVERIFY2(host.logged().contains("cannot be written"), host.logged().constData());
    QVERIFY(disk.setReadOnly(false));
    QVERIFY(host.start());
}

void FaultyFoldersTest::failingWritesRefuseAndRecover_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<QByteArray>("logged");
    // A file system that turns read-only on an error of its own: no mount can be made so while a file is
    // open.
    QTest::newRow("read-only while running")
        << QByteArray("all ") + QByteArray::number(EROFS) << QByteArray("fault kind=");
    QTest::newRow("writes give errors")
        << QByteArray("write ") + QByteArray::number(EIO) << QByteArray("fault kind=failing");
    QTest::newRow("syncs give errors")
        << QByteArray("sync ") + QByteArray::number(EIO) << QByteArray("fault kind=failing");
    QTest::newRow("no space, as the system says it")
        << QByteArray("write ") + QByteArray::number(ENOSPC) << QByteArray("fault kind=full");
    QTest::newRow("over quota") << QByteArray("write ") + QByteArray::number(EDQUOT)
                                << QByteArray("fault kind=");
}

void FaultyFoldersTest::failingWritesRefuseAndRecover()
{
    QFETCH(QByteArray, fault);
    QFETCH(QByteArray, logged);
    const QTemporaryDir folder;
    const QString control = folder.filePath(u"fault"_s);
    RealHost host(folder.filePath(u"data"_s));
    QVERIFY(host.start({{u"COURTYARD_SHIM_FAULT"_s, control}}));
    Talker talker;
    refusesAndRecovers(
        host, talker, [&] { write(control, fault); }, [&] { QFile::remove(control); }, logged);
}

void FaultyFoldersTest::aFolderThatIsMovedAwayRefusesAndRecovers()
{
    const QTemporaryDir folder;
    const QString data = folder.filePath(u"data"_s), away = folder.filePath(u"away"_s);
    RealHost host(data);
    QVERIFY(host.start());
    Talker talker;
    refusesAndRecovers(
        host, talker, [&] { QVERIFY(QDir().rename(data, away)); },
        [&] { QVERIFY(QDir().rename(away, data)); }, "fault kind=gone");
}

void FaultyFoldersTest::aFolderThatIsDeletedConfirmsNothingMore()
{
    const QTemporaryDir folder;
    RealHost host(folder.filePath(u"data"_s));
    QVERIFY(host.start());
    Talker talker;
    QVERIFY(talker.connectTo(host.port()));
    talker.post(u"lobby"_s, u"1"_s, u"t"_s);
    QVERIFY(talker.waitForAll());
    // The searcher may make a file in a folder that is just being emptied.
    QTRY_VERIFY(QDir(host.data()).removeRecursively());
    const int id = talker.post(u"lobby"_s, u"2"_s, u"t"_s);
    QTRY_COMPARE(codeOf(talker.answerTo(id)), u"storage"_s);
    QCOMPARE(host.stop(), 0);
    QVERIFY(host.start()); // anew
}

void FaultyFoldersTest::aLockedDatabaseRefusesAndRecovers()
{
    const QTemporaryDir folder;
    RealHost host(folder.filePath(u"data"_s));
    QVERIFY(host.start());
    Talker talker;
    std::unique_ptr<Database> intruder;
    refusesAndRecovers(
        host, talker,
        [&] {
            intruder =
                std::make_unique<Database>(host.data() + u"/events.sqlite"_s, Database::Access::ReadWrite);
            QVERIFY(intruder->run(u"BEGIN IMMEDIATE"_s));
        },
        [&] { intruder.reset(); }, "fault kind=busy");
}

void FaultyFoldersTest::aSecondHostRefusesAndTheFirstGoesOn()
{
    const QTemporaryDir folder;
    RealHost first(folder.filePath(u"data"_s)), second(folder.filePath(u"data"_s));
    QVERIFY(first.start());
    QVERIFY(!second.start());
    QCOMPARE(second.exitCode(), 4);
    QVERIFY(second.logged().contains("another host"));
    Talker talker;
    QVERIFY(talker.connectTo(first.port()));
    talker.post(u"lobby"_s, u"1"_s, u"t"_s);
    QVERIFY(talker.waitForAll());
}

void FaultyFoldersTest::aDamagedDatabaseIsReportedKeptAndReplaced()
{
    const QTemporaryDir folder;
    RealHost host(folder.filePath(u"data"_s));
    QVERIFY(host.start());
    QCOMPARE(host.stop(), 0);
    const QByteArray rubbish(40'000, 'x');
    write(host.data() + u"/events.sqlite"_s, rubbish);
    QVERIFY(!host.start());
    QCOMPARE(host.exitCode(), 4);
    QVERIFY2(host.logged().contains("Start again"), host.logged().constData());
    QCOMPARE(contentOf(host.data() + u"/events.sqlite"_s), rubbish);
    QVERIFY2(host.start(), host.logged().constData());
    const QStringList kept = QDir(host.data()).entryList({u"events-damaged-*.sqlite"_s});
    QCOMPARE(kept.size(), 1);
    QCOMPARE(contentOf(host.data() + u'/' + kept[0]), rubbish);
    QVERIFY(host.logged().contains(kept[0].toUtf8()));
    Talker talker;
    QVERIFY(talker.connectTo(host.port()));
    talker.post(u"lobby"_s, u"1"_s, u"t"_s);
    QVERIFY(talker.waitForAll());
}

void FaultyFoldersTest::aNewerVersionsFolderIsRefused()
{
    const QTemporaryDir folder;
    RealHost host(folder.filePath(u"data"_s));
    QVERIFY(host.start());
    QCOMPARE(host.stop(), 0);
    const QString path = host.data() + u"/events.sqlite"_s;
    QVERIFY(Database(path, Database::Access::ReadWrite).run(u"PRAGMA user_version = 99"_s));
    const QByteArray before = contentOf(path);
    for (int i = 0; i < 2; ++i) {
        QVERIFY(!host.start());
        QCOMPARE(host.exitCode(), 4);
        QVERIFY2(host.logged().contains("newer version"), host.logged().constData());
        QCOMPARE(contentOf(path), before);
    }
}

void FaultyFoldersTest::aFolderThatCannotBeMadeIsRefused()
{
    const QTemporaryDir folder;
    write(folder.filePath(u"file"_s), "x");
    RealHost host(folder.filePath(u"file/data"_s));
    QVERIFY(!host.start());
    QCOMPARE(host.exitCode(), 4);
    const QByteArray lastLine = host.logged().trimmed().split('\n').constLast();
    QVERIFY2(lastLine.contains("cannot be written"), lastLine.constData());
}

void FaultyFoldersTest::anOwnerTokenThatCannotBeReadIsRefused()
{
    const QTemporaryDir folder;
    RealHost host(folder.filePath(u"data"_s));
    QVERIFY(QDir().mkpath(host.data() + u"/owner-token"_s)); // a folder in its place
    QVERIFY(!host.start());
    QCOMPARE(host.exitCode(), 4);
}

void FaultyFoldersTest::aDamagedSearchIndexIsNobodysTrouble()
{
    const QTemporaryDir folder;
    RealHost host(folder.filePath(u"data"_s));
    Talker talker;
    for (int run = 0; run < 2; ++run) {
        QVERIFY2(host.start(), host.logged().constData());
        QVERIFY(talker.connectTo(host.port()));
        talker.post(u"lobby"_s, u"k%1"_s.arg(run), u"sesame %1"_s.arg(run));
        QVERIFY(talker.waitForAll());
        const QJsonObject found = talker.ask({{u"type"_s, u"search"_s}, {u"query"_s, u"sesame"_s}});
        QCOMPARE(found[u"hits"_s].toArray().size(), run + 1);
        QCOMPARE(host.stop(), 0);
        write(host.data() + u"/search.sqlite"_s, QByteArray(50'000, 'x'));
    }
}

// Before there is a thread: a user namespace is only for those who have none.
static bool takeOwnMounts()
{
    const uid_t user = ::getuid();
    const gid_t group = ::getgid();
    if (::unshare(CLONE_NEWNS) != 0) {
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            return false;
        write(u"/proc/self/setgroups"_s, "deny");
        write(u"/proc/self/uid_map"_s, "0 " + QByteArray::number(user) + " 1");
        write(u"/proc/self/gid_map"_s, "0 " + QByteArray::number(group) + " 1");
    }
    return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

int main(int argc, char **argv)
{
    ownMounts = takeOwnMounts();
    QCoreApplication app(argc, argv);
    FaultyFoldersTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_faultyfolders.moc"
