// The real host works in a folder whose every write, sync and rename is written down, together with each
// answer as it leaves. Then the power is cut, on paper, at every interesting place of that record and in many
// ways, and the real store opens what is left. COURTYARD_POWERCUT_STATES (200) and COURTYARD_POWERCUT_SEED
// make it longer.
#include "tests/powercut/disk.h"
#include "tests/powercut/realhost.h"
#include "tests/powercut/talker.h"
#include "tests/server/store/logprobe.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QLoggingCategory>
#include <QRegularExpression>

using namespace courtyard;
using namespace courtyard::test;
using namespace courtyard::powercut;
using namespace Qt::StringLiterals;

namespace {

struct Counts {
    int states = 0, answered = 0, missing = 0, doubled = 0, disordered = 0, gaps = 0, refused = 0,
        secretsLost = 0, stuck = 0;
};

QString temporaryPlace()
{
    const QString memory = u"/dev/shm"_s;
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + "/courtyard-cut-XXXXXX"_L1;
}

QString largeText(int i)
{
    return u"large %1 "_s.arg(i) + QString(12'000, QChar(u'a' + i % 26));
}

} // namespace

class PowerCutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingThatWasAnsweredIsEverMissing();

private:
    void live(const QString &root, const QString &record);
    void noteAnswers(const Step &step);
    void check(const Disk &disk, Fate fate);
    void checkRoom(LogProbe &probe, const QString &room, const QHash<QString, qint64> &confirmed);

    Talker m_talker;
    QString m_room; // a second one
    QHash<QString, QHash<QString, qint64>>
        m_confirmed; // room → key → seq, up to the present place of the record
    bool m_welcomed = false, m_roomMade = false;
    QByteArray m_ownerToken;
    QRandomGenerator m_chance{1};
    Counts m_counts;
};

// Three runs: a first start that is stopped in order; one that is killed; one that finds what that one left.
void PowerCutTest::live(const QString &root, const QString &record)
{
    RealHost host(root + u"/place/data"_s);
    const Environment shim{{u"COURTYARD_SHIM_RECORD"_s, record}};
    int key = 0;
    for (int run = 0; run < 3; ++run) {
        QVERIFY2(host.start(shim, root), host.logged().constData());
        QVERIFY(m_talker.connectTo(host.port()));
        if (m_room.isEmpty()) {
            m_room = m_talker
                         .ask({{u"type"_s, u"create"_s},
                               {u"name"_s, u"second"_s},
                               {u"kind"_s, u"public"_s}})[u"room"_s][u"id"_s]
                         .toString();
            QVERIFY(!m_room.isEmpty());
        }
        for (int i = 0; i < (run == 1 ? 1400 : 20); ++i, ++key) { // one by one, until the log is folded
            m_talker.post(u"lobby"_s, u"k%1"_s.arg(key), u"one by one %1"_s.arg(key));
            QVERIFY(m_talker.waitForAll());
            if (run == 1) { // a commit of more pages, in a log that does not grow
                const QJsonObject read{{u"type"_s, u"read"_s}, {u"room"_s, u"lobby"_s}, {u"seq"_s, key + 1}};
                QCOMPARE(m_talker.ask(read)[u"type"_s].toString(), u"ok"_s);
            }
        }
        for (int i = 0; i < 60; ++i, ++key) // many in one commit, of two rooms
            m_talker.post(i % 3 == 0 ? m_room : u"lobby"_s, u"k%1"_s.arg(key), u"together %1"_s.arg(key));
        for (int i = 0; i < (run == 1 ? 100 : 0); ++i, ++key) // many pages each
            m_talker.post(u"lobby"_s, u"k%1"_s.arg(key), largeText(key));
        QVERIFY(m_talker.waitForAll());
        QFile token(host.data() + u"/owner-token"_s);
        QVERIFY(token.open(QIODevice::ReadOnly));
        m_ownerToken = token.readAll();
        m_talker.disconnect();
        if (run == 1) {
            QTRY_VERIFY(QFileInfo(host.data() + u"/events.sqlite"_s).size() > 150'000); // it was folded
            host.kill();
        } else {
            QCOMPARE(host.stop(), 0);
        }
    }
}

void PowerCutTest::noteAnswers(const Step &step)
{
    static const QRegularExpression ok(uR"("type":"ok","re":(\d+)[^}]*?"seq":(\d+))"_s);
    const QString sent = QString::fromUtf8(step.bytes);
    m_welcomed = m_welcomed || sent.contains(u"\"type\":\"welcome\""_s);
    m_roomMade = m_roomMade || (m_welcomed && !m_room.isEmpty() && sent.contains(m_room));
    for (auto match = ok.globalMatch(sent); match.hasNext();) {
        const QRegularExpressionMatch one = match.next();
        const auto post = m_talker.posts().constFind(one.captured(1).toInt());
        if (post != m_talker.posts().cend())
            m_confirmed[post->room].insert(post->key, one.captured(2).toLongLong());
    }
}

void PowerCutTest::checkRoom(LogProbe &probe, const QString &room, const QHash<QString, qint64> &confirmed)
{
    const ReadResult all =
        probe.read(room, {.after = 0, .before = {}, .limit = 1'000'000, .maxBytes = 1LL << 40});
    m_counts.gaps += all.failed ? 1 : 0;
    QHash<QString, qint64> found;
    qint64 last = 0;
    for (const LogEntry &entry : all.entries) {
        m_counts.gaps += entry.seq == last + 1 ? 0 : 1;
        last = entry.seq;
        m_counts.doubled += found.contains(entry.key) ? 1 : 0;
        found.insert(entry.key, entry.seq);
    }
    for (auto one = confirmed.cbegin(); one != confirmed.cend(); ++one) {
        ++m_counts.answered;
        if (!found.contains(one.key()))
            ++m_counts.missing;
        else if (found[one.key()] != one.value())
            ++m_counts.disordered;
    }
    m_counts.stuck +=
        probe.seqOf(message(room, u"after"_s, u"after the cut"_s, u"it goes on"_s)) == last + 1 ? 0 : 1;
}

void PowerCutTest::check(const Disk &disk, Fate fate)
{
    ++m_counts.states;
    const QTemporaryDir place(temporaryPlace());
    disk.layOut(place.path(), fate, m_chance);
    const QString data = place.filePath(u"place/data"_s);
    LogProbe probe(data, LogProbe::Closed::Yet);
    if (const auto problem = probe.tryToOpen()) {
        ++m_counts.refused;
        qWarning("refused: %s", qPrintable(problem->why));
        return;
    }
    checkRoom(probe, u"lobby"_s, m_confirmed.value(u"lobby"_s));
    if (m_roomMade)
        checkRoom(probe, m_room, m_confirmed.value(m_room));
    if (m_welcomed) {
        const ReadResult house = probe.read(u"house"_s, {.after = 0, .before = {}, .limit = 10'000});
        QByteArray all;
        for (const LogEntry &entry : house.entries)
            all += entry.slot.toUtf8() + entry.text.toUtf8() + entry.extra;
        m_counts.missing += m_roomMade && !all.contains(m_room.toUtf8()) ? 1 : 0;
        m_counts.missing += all.contains("Talker") ? 0 : 1;
        QFile token(data + u"/owner-token"_s);
        m_counts.secretsLost += token.open(QIODevice::ReadOnly) && token.readAll() == m_ownerToken ? 0 : 1;
    }
}

void PowerCutTest::nothingThatWasAnsweredIsEverMissing()
{
    QLoggingCategory::setFilterRules(u"courtyard.*=false"_s); // of the store in here; it is opened very often
    const QTemporaryDir place;
    const QString root = place.filePath(u"root"_s), record = place.filePath(u"record"_s);
    QVERIFY(QDir().mkpath(root));
    live(root, record);
    if (QTest::currentTestFailed())
        return;
    const int wanted = qEnvironmentVariableIntValue("COURTYARD_POWERCUT_STATES") > 0
        ? qEnvironmentVariableIntValue("COURTYARD_POWERCUT_STATES")
        : 200;
    if (qEnvironmentVariableIsSet("COURTYARD_POWERCUT_SEED"))
        m_chance.seed(quint32(qEnvironmentVariableIntValue("COURTYARD_POWERCUT_SEED")));

    const QList<Step> steps = readRecord(record);
    const qint64 syncs = std::count_if(steps.cbegin(), steps.cend(), [](const Step &step) {
        return step.op == Op::SyncFile || step.op == Op::SyncFolder;
    });
    // Before each sync, for then the most is on its way, and after what was sent; now and then elsewhere.
    const auto isInteresting = [](const Step &step) {
        return step.op == Op::SyncFile || step.op == Op::SyncFolder || step.op == Op::Send
            || step.op == Op::Rename || step.op == Op::Remove;
    };
    const double interesting = double(std::count_if(steps.cbegin(), steps.cend(), isInteresting));
    constexpr double fates = 4; // tried at each place
    const double share = double(wanted) / fates / (interesting + double(steps.size()) / 10);
    Disk disk(root);
    for (const Step &step : steps) {
        if (m_chance.generateDouble() < (isInteresting(step) ? share : share / 10)) {
            check(disk, Fate::OnlySynced);
            check(disk, Fate::ByChance);
            check(disk, Fate::ByChance);
            check(disk, Fate::AllArrived);
        }
        disk.take(step);
        if (step.op == Op::Send)
            noteAnswers(step);
    }
    check(disk, Fate::OnlySynced);

    qInfo("record: %lld steps, %lld syncs, %lld answers; cuts: %d states, %d answers looked for: missing %d, "
          "doubled %d, out of order %d, gaps %d, refused to open %d, owner's token lost %d, stuck %d",
          qlonglong(steps.size()), qlonglong(syncs),
          qlonglong(m_confirmed.value(u"lobby"_s).size() + m_confirmed.value(m_room).size()), m_counts.states,
          m_counts.answered, m_counts.missing, m_counts.doubled, m_counts.disordered, m_counts.gaps,
          m_counts.refused, m_counts.secretsLost, m_counts.stuck);
    QCOMPARE(m_confirmed.value(u"lobby"_s).size() + m_confirmed.value(m_room).size(),
             m_talker.posts().size());
    QVERIFY(m_counts.answered > 1000);
    QCOMPARE(m_counts.missing, 0);
    QCOMPARE(m_counts.doubled, 0);
    QCOMPARE(m_counts.disordered, 0);
    QCOMPARE(m_counts.gaps, 0);
    QCOMPARE(m_counts.refused, 0);
    QCOMPARE(m_counts.stuck, 0);
    QCOMPARE(m_counts.secretsLost, 0);
}

QTEST_GUILESS_MAIN(PowerCutTest)
#include "tst_powercut.moc"
