#include "client/cache.h"
#include "tests/client/events.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

const HostKey host = u"one"_s;
constexpr qint64 now = 1000;
const RoomId room = u"r_one"_s;

OutboxEntry entry(const QString &key, const RoomId &where = room)
{
    return {request::Post{where, key, u"text of "_s + key, {}, {}}, 1000, {}, u"Ward"_s};
}

QStringList keysOf(const QList<OutboxEntry> &entries)
{
    QStringList keys;
    for (const OutboxEntry &one : entries)
        keys.append(one.key());
    return keys;
}

/// Reads the file as somebody else would.
QVariant ask(const QString &folder, const QString &sql)
{
    QVariant value;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"probe"_s);
        db.setDatabaseName(folder + u"/client.sqlite"_s);
        if (db.open()) {
            QSqlQuery query(sql, db);
            if (query.next())
                value = query.value(0);
        }
    }
    QSqlDatabase::removeDatabase(u"probe"_s);
    return value;
}

} // namespace

class TestCache : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTokensByHost();
    void keepsAFewAddresses();
    void keepsEventsAsTheyWere();
    void takesOnlyWhatIsContiguous();
    void readsOnlyWhatIsContiguous();
    void restartForgetsTheRoom();
    void whatWasDeletedIsNotOnDiskAnyMore();
    void writesAreGathered();
    void theLogFallsBackOnceItHasGrown();
    void theOutboxIsOnDiskAtOnce();
    void theOutboxKeepsEveryKindOfRequest();
    void theOutboxIsFiledByHost();
    void aDamagedFileIsPutAside();
    void anUnusableFolderIsSaidOnce();
    void aFileOfANewerProgramIsLeftAlone();
    void twoProcessesShareAFolder();
    void oneThatForgetsDoesNotHarmTheOther();
    void aHundredThousandEventsOpenAtOnce();
};

void TestCache::keepsTokensByHost()
{
    const QTemporaryDir folder;
    {
        Cache cache(folder.path());
        QCOMPARE(cache.token(host), QString());
        cache.saveHost(host, u"Clinic"_s, u"secret"_s, u"1.2.3.4:3000"_s, now);
        cache.saveHost(u"two"_s, u"Other"_s, u"other"_s, u"1.2.3.4:3000"_s, now);
        cache.saveHost(host, u"Clinic"_s, u"newer"_s, u"1.2.3.4:3000"_s, now);
    }
    Cache cache(folder.path());
    QCOMPARE(cache.token(host), u"newer"_s);
    QCOMPARE(cache.token(u"two"_s), u"other"_s);
    QCOMPARE(cache.trouble(), QString());
    QCOMPARE(QFile::permissions(folder.filePath(u"client.sqlite"_s))
                 & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
}

void TestCache::keepsAFewAddresses()
{
    const QTemporaryDir folder;
    Cache cache(folder.path());
    for (int n = 1; n <= 6; ++n)
        cache.saveHost(host, u"Clinic"_s, u"secret"_s, u"10.0.0.%1:3000"_s.arg(n), now);
    cache.saveHost(host, u"Clinic"_s, u"secret"_s, u"10.0.0.5:3000"_s, now);
    QTRY_COMPARE(
        cache.addresses(host),
        (QStringList{u"10.0.0.5:3000"_s, u"10.0.0.6:3000"_s, u"10.0.0.4:3000"_s, u"10.0.0.3:3000"_s}));
}

void TestCache::keepsEventsAsTheyWere()
{
    const QTemporaryDir folder;
    Event rich = message(1, ben, u"<b> ü 🎉 \"\\\n"_s);
    rich.room = room;
    rich.reply = 7;
    rich.files = {{u"ab"_s, u"photo.jpg"_s, 12, u"image/jpeg"_s, 3, 4, u"cd"_s}};
    Event changed = reaction(2, amina, 1, u"👍"_s, false);
    changed.room = room;
    {
        Cache cache(folder.path());
        cache.restart(host, room, u"l_1"_s);
        cache.append(host, room, {rich, changed});
    }
    Cache cache(folder.path());
    QCOMPARE(cache.range(host, room).log, u"l_1"_s);
    QCOMPARE(cache.range(host, room).first, 1);
    QCOMPARE(cache.range(host, room).last, 2);
    const QList<Event> read = cache.before(host, room, 3, 10);
    QCOMPARE(read.size(), 2);
    QVERIFY(read[0] == rich);
    QVERIFY(read[1] == changed);
    QCOMPARE(cache.range(u"two"_s, room).last, 0); // the same room id of another host is another room
}

void TestCache::takesOnlyWhatIsContiguous()
{
    const QTemporaryDir folder;
    Cache cache(folder.path());
    cache.append(host, room, messages(11, 20));
    cache.append(host, room, messages(22, 25)); // 21 is missing
    cache.prepend(host, room, messages(1, 9)); // 10 is missing
    QCOMPARE(cache.range(host, room).first, 11);
    QCOMPARE(cache.range(host, room).last, 20);
    cache.prepend(host, room, messages(6, 10));
    cache.append(host, room, messages(21, 21));
    QTRY_COMPARE(cache.before(host, room, 100, 100).size(), 16);
    const QList<Event> read = cache.before(host, room, 100, 100);
    QCOMPARE(read.first().seq, 6);
    QCOMPARE(read.last().seq, 21);
    QCOMPARE(cache.before(host, room, 10, 3).first().seq, 7);
    QCOMPARE(cache.before(host, room, 6, 3).size(), 0);
}

void TestCache::readsOnlyWhatIsContiguous()
{
    const QTemporaryDir folder;
    Cache cache(folder.path());
    cache.append(host, room, messages(1, 10));
    QTRY_COMPARE(ask(folder.path(), u"SELECT count(*) FROM events"_s).toInt(), 10);
    ask(folder.path(), u"DELETE FROM events WHERE seq = 4"_s);
    const QList<Event> read = cache.before(host, room, 11, 100);
    QCOMPARE(read.size(), 6);
    QCOMPARE(read.first().seq, 5);
}

void TestCache::restartForgetsTheRoom()
{
    const QTemporaryDir folder;
    {
        Cache cache(folder.path());
        cache.append(host, room, messages(1, 10));
        cache.append(host, u"r_two"_s, messages(1, 5));
        cache.restart(host, room, u"l_2"_s);
        QCOMPARE(cache.range(host, room).last, 0);
        cache.append(host, room, messages(50, 51));
    }
    Cache cache(folder.path());
    QCOMPARE(cache.range(host, room).log, u"l_2"_s);
    QCOMPARE(cache.before(host, room, 100, 100).size(), 2);
    QCOMPARE(cache.before(host, u"r_two"_s, 100, 100).size(), 5);
}

void TestCache::whatWasDeletedIsNotOnDiskAnyMore()
{
    const QTemporaryDir folder;
    {
        Cache cache(folder.path());
        cache.append(host, room, {message(1, ben, u"password"_s), edit(2, ben, 1, u"the password is"_s)});
        cache.append(host, room, {modifier(3, ben, EventKind::Delete, 1), message(4, ben, u"other"_s)});
        QTRY_COMPARE(ask(folder.path(), u"SELECT count(*) FROM events"_s).toInt(), 4);
        const QList<Event> read = cache.before(host, room, 5, 10);
        QVERIFY(read[0].deleted && read[0].text.isEmpty());
        QVERIFY(read[1].deleted && read[1].text.isEmpty());
        QCOMPARE(read[3].text, u"other"_s);
    }
    QCOMPARE(ask(folder.path(), u"SELECT count(*) FROM events WHERE body LIKE '%password%'"_s).toInt(), 0);
}

void TestCache::writesAreGathered()
{
    const QTemporaryDir folder;
    Cache cache(folder.path());
    cache.append(host, room, messages(1, 3));
    QCOMPARE(ask(folder.path(), u"SELECT count(*) FROM events"_s).toInt(), 0);
    QTRY_COMPARE(ask(folder.path(), u"SELECT count(*) FROM events"_s).toInt(), 3);
}

void TestCache::theLogFallsBackOnceItHasGrown()
{
    const QTemporaryDir folder;
    const QString log = folder.filePath(u"client.sqlite-wal"_s);
    Cache cache(folder.path());
    for (int first = 1; first < 40'000; first += 500) {
        cache.append(host, room, messages(first, first + 499));
        cache.flush();
    }
    constexpr qint64 longLog = 4 * 1024 * 1024;
    // It came over from the log: some of it, since what follows the first time may be too little for another.
    QTRY_VERIFY(QFileInfo(folder.filePath(u"client.sqlite"_s)).size() > longLog / 4);
    QTRY_VERIFY(QFileInfo(log).size() < longLog);
    QCOMPARE(cache.trouble(), QString());
    QTRY_COMPARE(cache.before(host, room, 501, 1000).size(), 500);
}

void TestCache::theOutboxIsOnDiskAtOnce()
{
    const QTemporaryDir folder;
    Cache cache(folder.path());
    cache.putOutbox(host, entry(u"a"_s));
    cache.putOutbox(host, entry(u"b"_s));
    QCOMPARE(ask(folder.path(), u"SELECT count(*) FROM outbox"_s).toInt(), 2);
    OutboxEntry refused = entry(u"a"_s);
    refused.refused = u"too long"_s;
    cache.putOutbox(host, refused); // stays in its place
    QTRY_COMPARE(keysOf(cache.outbox(host)), (QStringList{u"a"_s, u"b"_s}));
    QTRY_COMPARE(cache.outbox(host).first().refused, u"too long"_s);
    cache.takeOutbox(host, room, u"a"_s);
    QTRY_COMPARE(keysOf(cache.outbox(host)), QStringList{u"b"_s});
}

void TestCache::theOutboxKeepsEveryKindOfRequest()
{
    const QTemporaryDir folder;
    {
        Cache cache(folder.path());
        cache.putOutbox(host, {request::Post{room, u"k1"_s, u"<b>\n🎉"_s, {u"ab"_s}, 5}, 1, {}, {}});
        cache.putOutbox(host, {request::Edit{room, u"k2"_s, 5, u"better"_s}, 2, {}, {}});
        cache.putOutbox(host, {request::Delete{room, u"k3"_s, 6}, 3, {}, {}});
        cache.putOutbox(host, {request::React{room, u"k4"_s, 7, u"👍"_s, false}, 4, {}, {}});
        cache.putOutbox(host, {request::SetTopic{room, u"k5"_s, QString()}, 5, {}, {}});
    }
    Cache cache(folder.path());
    const QList<OutboxEntry> read = cache.outbox(host);
    QCOMPARE(keysOf(read), (QStringList{u"k1"_s, u"k2"_s, u"k3"_s, u"k4"_s, u"k5"_s}));
    const auto &post = std::get<request::Post>(read[0].message);
    QCOMPARE(post.text, u"<b>\n🎉"_s);
    QCOMPARE(post.files, QStringList{u"ab"_s});
    QCOMPARE(post.reply, std::optional<qint64>(5));
    QCOMPARE(std::get<request::Edit>(read[1].message).text, u"better"_s);
    QCOMPARE(std::get<request::Delete>(read[2].message).target, 6);
    QVERIFY(!std::get<request::React>(read[3].message).on);
    QVERIFY(std::holds_alternative<request::SetTopic>(read[4].message));
    QCOMPARE(read[4].at, 5);
}

void TestCache::theOutboxIsFiledByHost()
{
    const QTemporaryDir folder;
    Cache cache(folder.path());
    cache.putOutbox(host, entry(u"a"_s));
    QVERIFY(cache.outbox(u"two"_s).isEmpty());
}

void TestCache::aDamagedFileIsPutAside()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"client.sqlite"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("this is no database. ").repeated(500));
    file.close();
    {
        Cache cache(folder.path());
        QVERIFY(!cache.trouble().isEmpty());
        cache.saveHost(host, u"Clinic"_s, u"secret"_s, u"a"_s, now);
    }
    QCOMPARE(QDir(folder.path()).entryList({u"client.sqlite.damaged-*"_s}).size(), 1);
    Cache cache(folder.path());
    QCOMPARE(cache.trouble(), QString());
    QCOMPARE(cache.token(host), u"secret"_s);
}

void TestCache::anUnusableFolderIsSaidOnce()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    Cache cache(folder.filePath(u"file/below"_s)); // below a file there is no folder
    QVERIFY(!cache.trouble().isEmpty());
    QSignalSpy said(&cache, &Cache::troubleChanged);
    cache.saveHost(host, u"Clinic"_s, u"secret"_s, u"a"_s, now);
    cache.append(host, room, messages(1, 10));
    cache.putOutbox(host, entry(u"a"_s));
    QCOMPARE(cache.token(host), u"secret"_s); // it works, in memory
    QCOMPARE(cache.before(host, room, 11, 100).size(), 10);
    QCOMPARE(cache.outbox(host).size(), 1);
    QCOMPARE(said.count(), 0);
    QVERIFY(cache.isInMemory());
    QVERIFY(!cache.tryAgain()); // the file is still in the way
    QVERIFY(file.remove());
    QVERIFY(cache.tryAgain());
    QCOMPARE(cache.trouble(), QString());
    QCOMPARE(cache.token(host), u"secret"_s); // what came meanwhile is in the file
    QCOMPARE(ask(folder.filePath(u"file/below"_s), u"SELECT count(*) FROM outbox"_s).toInt(), 1);
}

void TestCache::aFileOfANewerProgramIsLeftAlone()
{
    const QTemporaryDir folder;
    {
        Cache cache(folder.path());
        cache.saveHost(host, u"Clinic"_s, u"secret"_s, u"a"_s, now);
    }
    ask(folder.path(), u"PRAGMA user_version=99"_s);
    {
        Cache cache(folder.path());
        QVERIFY(!cache.trouble().isEmpty());
        cache.saveHost(host, u"Clinic"_s, u"other"_s, u"a"_s, now);
    }
    QCOMPARE(ask(folder.path(), u"SELECT token FROM hosts"_s).toString(), u"secret"_s);
    QCOMPARE(ask(folder.path(), u"PRAGMA user_version"_s).toInt(), 99);
}

void TestCache::twoProcessesShareAFolder()
{
    const QTemporaryDir folder;
    Cache one(folder.path());
    Cache two(folder.path());
    for (int n = 0; n < 20; ++n) {
        one.putOutbox(host, entry(u"a%1"_s.arg(n)));
        two.putOutbox(host, entry(u"b%1"_s.arg(n)));
        one.append(host, room, messages(10 * n + 1, 10 * n + 10));
        two.append(host, room, messages(10 * n + 1, 10 * n + 10));
        one.flush();
        two.flush();
    }
    QTRY_COMPARE(one.outbox(host).size(), 40);
    QTRY_COMPARE(two.outbox(host).size(), 40);
    QTRY_COMPARE(one.before(host, room, 1000, 1000).size(), 200);
    QCOMPARE(one.trouble() + two.trouble(), QString());
    QCOMPARE(ask(folder.path(), u"PRAGMA integrity_check"_s).toString(), u"ok"_s);
}

void TestCache::oneThatForgetsDoesNotHarmTheOther()
{
    const QTemporaryDir folder;
    Cache one(folder.path());
    one.append(host, room, messages(1, 100));
    QTRY_COMPARE(ask(folder.path(), u"SELECT count(*) FROM events"_s).toInt(), 100);
    Cache two(folder.path());
    QCOMPARE(two.range(host, room).last, 100);
    one.restart(host, room, u"l_2"_s);
    one.append(host, room, messages(91, 100));
    QTRY_COMPARE(ask(folder.path(), u"SELECT count(*) FROM events"_s).toInt(), 10);
    two.append(host, room, messages(101, 105));
    QTRY_COMPARE(two.before(host, room, 106, 200).size(), 15); // and not with a hole in it
    const QList<Event> read = two.before(host, room, 106, 200);
    QCOMPARE(read.first().seq, 91);
}

void TestCache::aHundredThousandEventsOpenAtOnce()
{
    const QTemporaryDir folder;
    {
        Cache cache(folder.path());
        for (qint64 first = 1; first < 100'000; first += 1000)
            cache.append(host, room, messages(first, first + 999));
    }
    const std::clock_t before = std::clock(); // what it works, and not what this machine does beside
    Cache cache(folder.path());
    const QList<Event> newest = cache.before(host, room, cache.range(host, room).last + 1, 200);
    const qint64 took = 1000 * qint64(std::clock() - before) / CLOCKS_PER_SEC;
    QCOMPARE(newest.size(), 200);
    QCOMPARE(newest.last().seq, 100'000);
    QVERIFY2(took < 200, qPrintable(QString::number(took)));
}

QTEST_GUILESS_MAIN(TestCache)
#include "tst_cache.moc"
