// The real host, killed (-9) at chosen places: instead of its n-th change of the data folder, or between a
// commit and its answer. Then it is started again, and nothing that was answered is missing, nothing is there
// twice. A few places by default, spread evenly; COURTYARD_KILLPOINTS=all takes every one.
#include "server/store/damage.h"
#include "tests/powercut/disk.h"
#include "tests/powercut/realhost.h"
#include "tests/powercut/talker.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void putFirstVersionInto(const QString &folder)
{
    const QString path = eventsFile(folder);
    if (!QDir().mkpath(folder) || !QFile::copy(QStringLiteral(COURTYARD_TEST_DATA "/v1/events.sqlite"), path)
        || !QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner))
        qFatal("cannot put the stored database into its place");
}

void damageOnePage(const QString &folder)
{
    constexpr qint64 page = 4096;
    const qint64 at = contentOf(eventsFile(folder)).indexOf("message 15 of");
    QFile file(eventsFile(folder));
    if (at < 0 || !file.open(QIODevice::ReadWrite) || !file.seek(at / page * page)
        || file.write(QByteArray(page, '\xee')) != page)
        qFatal("cannot damage the database");
}

int changesIn(const QString &record)
{
    const QList<powercut::Step> steps = powercut::readRecord(record);
    return int(std::count_if(steps.cbegin(), steps.cend(),
                             [](const powercut::Step &step) { return step.op != powercut::Op::Send; }));
}

QList<int> places(int first, int last, int few)
{
    const int step =
        qEnvironmentVariable("COURTYARD_KILLPOINTS") == u"all"_s ? 1 : std::max(1, (last - first) / few);
    QList<int> all;
    for (int place = first; place <= last; place += step)
        all.append(place);
    return all;
}

// The keys of a whole log, or nothing where it is not whole.
std::optional<QList<QString>> keysOf(const QList<QJsonObject> &events)
{
    QList<QString> keys;
    for (qsizetype i = 0; i < events.size(); ++i) {
        const QString key = events[i][u"key"_s].toString();
        if (events[i][u"seq"_s].toInteger() != i + 1 || keys.contains(key))
            return std::nullopt;
        keys.append(key);
    }
    return keys;
}

// Until the host goes away.
void talk(Talker &talker, int posts)
{
    for (int i = 0; i < posts && talker.isConnected(); ++i) {
        talker.post(u"lobby"_s, u"k%1"_s.arg(i), u"text %1"_s.arg(i));
        if (i % 3 == 2) // a few may share a commit
            talker.waitForAll();
    }
}

} // namespace

class KillPointsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStartThatIsKilledAnywhereIsTakenUp_data();
    void aStartThatIsKilledAnywhereIsTakenUp();
    void whatWasAnsweredBeforeAKillIsThereOnce();
    void whatWasCommittedButNotAnsweredIsThereOnce();

private:
    void killAndResend(const Environment &shim, int posts, int &acknowledged, int &kills);
};

void KillPointsTest::aStartThatIsKilledAnywhereIsTakenUp_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("the first one") << u"first"_s;
    QTest::newRow("with a migration") << u"migration"_s;
    QTest::newRow("with a damaged database to set aside") << u"damage"_s;
}

void KillPointsTest::aStartThatIsKilledAnywhereIsTakenUp()
{
    QFETCH(QString, kind);
    const auto prepare = [&kind](const QString &data) {
        if (kind == u"first"_s)
            return;
        putFirstVersionInto(data);
        if (kind == u"damage"_s) {
            damageOnePage(data);
            if (!noteDamage(data))
                qFatal("cannot note the damage");
        }
    };
    const QTemporaryDir whole;
    const QString data = whole.filePath(u"data"_s), record = whole.filePath(u"record"_s);
    prepare(data);
    {
        RealHost host(data);
        QVERIFY2(host.start({{u"COURTYARD_SHIM_RECORD"_s, record}}), host.logged().constData());
    }
    const int changes = changesIn(record);
    int kills = 0;
    for (const int place : places(1, changes, 8)) {
        const QTemporaryDir folder;
        RealHost host(folder.filePath(u"data"_s));
        prepare(host.data());
        const QByteArray before = contentOf(eventsFile(host.data()));
        // The last places are changes of the searcher, at its own pace: they may come after the start.
        if (host.start({{u"COURTYARD_SHIM_KILL"_s, QString::number(place)}}))
            host.kill();
        QVERIFY(host.waitForEnd());
        ++kills;
        QVERIFY2(host.start(), host.logged().constData());
        Talker talker;
        QVERIFY(talker.connectTo(host.port()));
        const auto keys = keysOf(talker.history(u"lobby"_s));
        QVERIFY(keys);
        if (kind == u"first"_s)
            QCOMPARE(keys->size(), 0);
        else if (kind == u"migration"_s)
            QCOMPARE(keys->size(), 34);
        else
            QVERIFY2(keys->contains(u"k1"_s) && !keys->contains(u"k15"_s), qPrintable(keys->join(u' ')));
        if (kind == u"damage"_s) {
            const QStringList kept = QDir(host.data()).entryList({u"events-damaged-*.sqlite"_s});
            QCOMPARE(kept.size(), 1);
            QCOMPARE(contentOf(host.data() + u'/' + kept[0]), before);
        }
        talker.post(u"lobby"_s, u"new"_s, u"it goes on"_s);
        QVERIFY(talker.waitForAll());
    }
    qInfo("start (%s): %d changes, %d kills, all taken up", qPrintable(kind), changes, kills);
}

void KillPointsTest::killAndResend(const Environment &shim, int posts, int &acknowledged, int &kills)
{
    const QTemporaryDir folder;
    RealHost host(folder.filePath(u"data"_s));
    Talker talker;
    // What the searcher writes is counted, too, at its own pace: the place may come while the host starts.
    if (host.start(shim) && talker.connectTo(host.port()))
        talk(talker, posts);
    host.kill(); // where the place did not come
    ++kills;
    const int confirmed = int(talker.posts().size()) - talker.open();
    acknowledged += confirmed;

    QVERIFY2(host.start(), host.logged().constData());
    QVERIFY(talker.connectTo(host.port()));
    const auto before = keysOf(talker.history(u"lobby"_s));
    QVERIFY(before);
    for (const Talker::Post &post : talker.posts()) {
        if (post.seq != 0)
            QCOMPARE(before->value(post.seq - 1), post.key);
    }
    talker.repost();
    QVERIFY(talker.waitForAll());
    const auto after = keysOf(talker.history(u"lobby"_s));
    QVERIFY(after);
    QCOMPARE(after->size(), talker.posts().size());
    for (const Talker::Post &post : talker.posts())
        QCOMPARE(after->value(post.seq - 1), post.key);
}

void KillPointsTest::whatWasAnsweredBeforeAKillIsThereOnce()
{
    constexpr int posts = 30;
    const QTemporaryDir whole;
    const QString record = whole.filePath(u"record"_s);
    int beforePosts = 0;
    {
        RealHost host(whole.filePath(u"data"_s));
        QVERIFY(host.start({{u"COURTYARD_SHIM_RECORD"_s, record}}));
        Talker talker;
        QVERIFY(talker.connectTo(host.port()));
        beforePosts = changesIn(record);
        talk(talker, posts);
        QCOMPARE(talker.open(), 0);
    }
    const int changes = changesIn(record);
    int acknowledged = 0, kills = 0;
    for (const int place : places(beforePosts + 1, changes, 8)) {
        killAndResend({{u"COURTYARD_SHIM_KILL"_s, QString::number(place)}}, posts, acknowledged, kills);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(acknowledged > 0);
    qInfo("kills before and in commits: %d, answered before them: %d, missing 0, doubled 0", kills,
          acknowledged);
}

void KillPointsTest::whatWasCommittedButNotAnsweredIsThereOnce()
{
    int acknowledged = 0, kills = 0;
    for (const int place : places(1, 20, 4)) {
        killAndResend({{u"COURTYARD_SHIM_KILL_OK"_s, QString::number(place)}}, 30, acknowledged, kills);
        if (QTest::currentTestFailed())
            return;
    }
    qInfo("kills between commit and answer: %d, answered before them: %d, missing 0, doubled 0", kills,
          acknowledged);
}

QTEST_GUILESS_MAIN(KillPointsTest)
#include "tst_killpoints.moc"
