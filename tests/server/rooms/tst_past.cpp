// A client notices that the host's past is not a continuation of what it knows (PROTOCOL §4: `log`, `reset`;
// protocol/README.md §9: `afterKey`).
#include "server/rooms/houselimits.h"
#include "server/store/sqliteeventlog.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"

#include <QDir>
#include <QTemporaryDir>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

const QString lobby = QString(lobbyId);

QList<qint64> seqsIn(const QJsonObject &reply)
{
    QList<qint64> seqs;
    for (const QJsonValue &event : reply.value("events"_L1).toArray())
        seqs.append(event.toObject().value("seq"_L1).toInteger());
    return seqs;
}

QList<qint64> range(qint64 from, qint64 to)
{
    QList<qint64> seqs;
    for (qint64 seq = from; seq <= to; ++seq)
        seqs.append(seq);
    return seqs;
}

QString logIn(const QJsonObject &reply)
{
    return reply.value("room"_L1).toObject().value("log"_L1).toString();
}

bool isReset(const QJsonObject &reply)
{
    return reply.value("reset"_L1).toBool();
}

HouseConfig inEpoch(const QString &epoch)
{
    HouseConfig config = openHouse();
    config.epoch = epoch;
    return config;
}

// 250 events with the keys k1 to k250; the older ones are not in memory.
void fill(Caller &caller)
{
    for (int i = 1; i < 250; ++i)
        caller.say(posting(u"k%1"_s.arg(i), u"x"_s));
    caller.ask(posting(u"k250"_s, u"x"_s));
    caller.forgetHeard();
}

} // namespace

class PastTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theKeyOfTheLastEventTellsTheSamePast_data();
    void theKeyOfTheLastEventTellsTheSamePast();
    void whatComesWhileItIsComparedComesLiveOnce();
    void aDeletedMessageKeepsItsKey();
    void aKeyThatCannotBeComparedIsNoReset();
    void withoutAKeyAheadCountsAsAbsent();
    void inTheSameEpochLogsKeepTheirIds();
    void inAnotherEpochEveryLogHasAnotherId();
    void roomsMadeInAnEpochKeepTheirLogInIt();
    void readMarksOfALostFutureCountAsTheHead();
    void aRestoredFolderIsAnotherPast();
};

void PastTest::theKeyOfTheLastEventTellsTheSamePast_data()
{
    QTest::addColumn<qint64>("after");
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("reset");
    QTest::addColumn<QList<qint64>>("events");
    QTest::addColumn<bool>("more");
    const QList<qint64> newest = range(51, 250);
    QTest::newRow("the same, in memory") << qint64(248) << u"k248"_s << false << range(249, 250) << false;
    QTest::newRow("the same, on disk") << qint64(60) << u"k60"_s << false << range(61, 250) << false;
    QTest::newRow("the same, more than a page") << qint64(3) << u"k3"_s << false << range(4, 203) << true;
    QTest::newRow("the same, exactly a page") << qint64(50) << u"k50"_s << false << newest << false;
    QTest::newRow("the same, the first") << qint64(1) << u"k1"_s << false << range(2, 201) << true;
    QTest::newRow("the same, the last") << qint64(250) << u"k250"_s << false << QList<qint64>() << false;
    QTest::newRow("another, in memory") << qint64(248) << u"other"_s << true << newest << true;
    QTest::newRow("another, on disk") << qint64(3) << u"other"_s << true << newest << true;
    QTest::newRow("another, the last") << qint64(250) << u"other"_s << true << newest << true;
    QTest::newRow("one that is not there") << qint64(251) << u"k251"_s << true << newest << true;
    QTest::newRow("nothing known") << qint64(0) << u"k0"_s << false << range(1, 200) << true;
}

void PastTest::theKeyOfTheLastEventTellsTheSamePast()
{
    QFETCH(qint64, after);
    QFETCH(QString, key);
    QFETCH(bool, reset);
    QFETCH(QList<qint64>, events);
    QFETCH(bool, more);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    fill(*amina);
    const QJsonObject reply = amina->ask(with(with(saying("join"), "after", after), "afterKey", key));
    QCOMPARE(isReset(reply), reset);
    QCOMPARE(seqsIn(reply), events);
    QCOMPARE(reply.value("more"_L1).toBool(), more);
    amina->ask(posting(u"live"_s, u"x"_s));
    QCOMPARE(amina->heardSeqs(lobby), QList<qint64>{251});
}

void PastTest::whatComesWhileItIsComparedComesLiveOnce()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    fill(*amina);
    log.hold();
    const int join = ben->say(with(with(saying("join"), "after", 3), "afterKey", u"other"_s));
    amina->say(posting(u"during"_s, u"x"_s));
    log.answerWrites();
    log.resume();
    const QJsonObject reply = ben->replyTo(join);
    QVERIFY(isReset(reply));
    QCOMPARE(seqsIn(reply), range(51, 250));
    QCOMPARE(reply.value("room"_L1).toObject().value("head"_L1).toInteger(), 250);
    QCOMPARE(ben->heardSeqs(lobby), QList<qint64>{251});
}

void PastTest::aDeletedMessageKeepsItsKey()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    amina->ask(posting(u"k1"_s, u"x"_s));
    amina->ask(acting("delete", u"k2"_s, 1));
    const QJsonObject reply = amina->ask(with(with(saying("join"), "after", 1), "afterKey", u"k1"_s));
    QVERIFY(!isReset(reply));
    QCOMPARE(seqsIn(reply), QList<qint64>{2});
}

void PastTest::aKeyThatCannotBeComparedIsNoReset()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    fill(*amina);
    log.setReadsFail(true);
    QCOMPARE(amina->codeOf(with(with(saying("join"), "after", 3), "afterKey", u"k3"_s)), u"internal"_s);
}

void PastTest::withoutAKeyAheadCountsAsAbsent()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    amina->ask(posting(u"k1"_s, u"x"_s));
    const QJsonObject reply = amina->ask(with(saying("join"), "after", 2));
    QVERIFY(!reply.contains("reset"_L1)); // PROTOCOL §8
    QCOMPARE(seqsIn(reply), QList<qint64>{1});
}

void PastTest::inTheSameEpochLogsKeepTheirIds()
{
    MemoryLog log;
    QString id;
    for (int start = 0; start < 2; ++start) {
        HouseProbe probe(log, inEpoch(u"one"_s));
        const QJsonObject joined = probe.member(u"Guest %1"_s.arg(start))->ask(saying("join"));
        QVERIFY(logIn(joined).startsWith(u"l_"));
        QVERIFY(id.isEmpty() || logIn(joined) == id);
        id = logIn(joined);
    }
}

void PastTest::inAnotherEpochEveryLogHasAnotherId()
{
    MemoryLog log;
    QStringList before;
    QString room, token;
    const QJsonObject create{{u"type"_s, u"create"_s}, {u"name"_s, u"Kitchen"_s}, {u"kind"_s, u"public"_s}};
    {
        HouseProbe probe(log, inEpoch(u"one"_s));
        const auto amina = probe.member(u"Amina"_s);
        token = amina->token;
        room = amina->ask(create).value("room"_L1).toObject().value("id"_L1).toString();
        amina->ask(posting(u"k1"_s, u"x"_s));
        for (const QString &one : {lobby, room})
            before.append(logIn(amina->ask(saying("join", one))));
    }
    HouseProbe probe(log, inEpoch(u"two"_s));
    const auto amina = probe.caller();
    amina->token = token;
    amina->comeIn(u"Amina"_s);
    for (const QString &one : {lobby, room}) {
        const QString known = before.takeFirst();
        const QJsonObject reply = amina->ask(with(with(saying("join", one), "after", 0), "log", known));
        QVERIFY(logIn(reply) != known);
        QVERIFY(isReset(reply));
        const QJsonObject resumed =
            amina->ask(with(with(saying("join", one), "after", 0), "log", logIn(reply)));
        QVERIFY(!isReset(resumed));
    }
}

void PastTest::roomsMadeInAnEpochKeepTheirLogInIt()
{
    MemoryLog log;
    QString token, room, id;
    const QJsonObject create{{u"type"_s, u"create"_s}, {u"name"_s, u"Kitchen"_s}, {u"kind"_s, u"public"_s}};
    {
        HouseProbe probe(log, inEpoch(u"one"_s));
        const auto amina = probe.member(u"Amina"_s);
        token = amina->token;
        const QJsonObject made = amina->ask(create).value("room"_L1).toObject();
        room = made.value("id"_L1).toString();
        id = made.value("log"_L1).toString();
    }
    HouseProbe probe(log, inEpoch(u"one"_s));
    const auto amina = probe.caller();
    amina->token = token;
    amina->comeIn(u"Amina"_s);
    QCOMPARE(logIn(amina->ask(saying("join", room))), id);
}

// Another log's events under the same house: what a restored copy or a damaged file leaves.
void PastTest::readMarksOfALostFutureCountAsTheHead()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    for (int i = 1; i <= 5; ++i)
        amina->ask(posting(QString::number(i), u"x"_s));
    amina->ask(with(saying("read"), "seq", 5));
    const QString token = amina->token;
    amina->hangUp();
    log.truncate(lobby, 2);
    probe.reopen();
    const auto again = probe.caller(), ben = probe.member(u"Ben"_s);
    again->token = token;
    const QJsonArray rooms = again->comeIn(u"Amina"_s).value("rooms"_L1).toArray();
    QCOMPARE(rooms.first().toObject().value("read"_L1).toInt(), 2);
    ben->ask(posting(u"b"_s, u"x"_s));
    QCOMPARE(again->ask(with(saying("read"), "seq", 3)).value("type"_L1).toString(), u"ok"_s);
}

namespace {

// A house on a real folder, for as long as it is open.
struct OpenFolder {
    explicit OpenFolder(const QString &folder)
    {
        auto opened = SqliteEventLog::open(folder);
        if (!std::holds_alternative<std::unique_ptr<SqliteEventLog>>(opened))
            qFatal("the folder does not open");
        log = std::move(std::get<std::unique_ptr<SqliteEventLog>>(opened));
        probe = std::make_unique<HouseProbe>(*log, inEpoch(log->epoch()));
    }
    std::unique_ptr<SqliteEventLog> log;
    std::unique_ptr<HouseProbe> probe; // before the log goes
};

void copyFolder(const QString &from, const QString &to)
{
    QDir(to).removeRecursively();
    QVERIFY(QDir().mkpath(to));
    for (const QString &file : QDir(from).entryList(QDir::Files | QDir::Hidden))
        QVERIFY(QFile::copy(from + u'/' + file, to + u'/' + file));
}

} // namespace

// And has grown past what the client knows.
void PastTest::aRestoredFolderIsAnotherPast()
{
    const QTemporaryDir folder;
    const QString data = folder.filePath(u"data"_s), copy = folder.filePath(u"copy"_s);
    QString token, known;
    const auto comeBack = [&token](OpenFolder &place) {
        auto caller = place.probe->caller();
        caller->token = token;
        caller->comeIn(u"Amina"_s);
        token = caller->token;
        return caller;
    };
    const auto resuming = [&known](qint64 after) {
        return with(with(saying("join"), "after", after), "log", known);
    };
    {
        OpenFolder place(data);
        const auto amina = comeBack(place);
        amina->ask(posting(u"1"_s, u"x"_s));
        known = logIn(amina->ask(saying("join")));
    }
    copyFolder(data, copy);
    {
        OpenFolder place(data); // a plain restart
        const auto amina = comeBack(place);
        QVERIFY(!isReset(amina->ask(resuming(1))));
        amina->ask(posting(u"2"_s, u"x"_s));
    }
    copyFolder(copy, data);
    OpenFolder place(data);
    const auto amina = comeBack(place);
    for (const auto &key : {u"3"_s, u"4"_s, u"5"_s})
        amina->ask(posting(key, u"x"_s));
    const QJsonObject reply = amina->ask(resuming(2));
    QVERIFY(isReset(reply));
    QVERIFY(logIn(reply) != known);
    QCOMPARE(seqsIn(reply), range(1, 4));
}

QTEST_GUILESS_MAIN(PastTest)
#include "tst_past.moc"
