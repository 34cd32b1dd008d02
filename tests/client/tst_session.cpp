// Session against a host that does what the test says: coming in, and the log through gaps, losses and other
// pasts.
#include "client/cache.h"
#include "client/latencymeter.h"
#include "client/peoplemodel.h"
#include "client/roomsmodel.h"
#include "client/timing.h"
#include "tests/client/events.h"
#include "tests/client/sessiontest.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSignalSpy>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using State = Session::State;

class TestSession : public SessionTest {
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void comesInAndTalks();
    void saysItsNameAndCodeAndNothingElse();
    void fetchesTheRoomOnlyFromWhereItWas();
    void comesBackAndMissesNothing();
    void aGapIsFilledFromHistory();
    void catchesUpOverManyPages();
    void afterALongAbsenceItStartsAtTheNewestPage();
    void aBusyRoomIsTakenInByFrames();
    void whatWasGatheredIsKeptWhenTheHostGoes();
    void doublesAndOldOnesAreTakenOnce();
    void aHostWithoutWhatItNumberedIsAskedAfresh();
    void aLogThatIsAnotherOneReplacesTheOld();
    void aLogThatWentBackReplacesTheOld();
    void aJoinThatMustWaitIsMadeLater();
    void aHundredThousandEventsOpenFromTheCache();
    void aListenerMayRunALoopOfItsOwn();
    void whatWasBegunIsThereTheNextTime();
    void junkIsIgnored();
    void silenceIsALoss();
    void aHandshakeThatHangsIsALoss();
    void latencyIsMeasured();
};

void TestSession::comesInAndTalks()
{
    m_host->store(FakeHost::ben, u"hello"_s);
    QSignalSpy states(m_session.get(), &Session::stateChanged);
    m_session->open(joinRequest(m_host->port()));
    QCOMPARE(m_session->state(), State::Connecting);
    QVERIFY(!m_session->hasBeenOnline());
    TimelineModel *model = lobby();
    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(textsOf(model), QStringList{u"hello"_s});
    QVERIFY(m_session->hasBeenOnline());
    QCOMPARE(states.count(), 3); // Connecting, Greeting, Online
    QCOMPARE(m_session->me().name, u"Amina"_s);
    QCOMPARE(m_session->host().name, u"Clinic"_s);
    QCOMPARE(m_session->rooms()->rowCount(), 1);
    QTRY_COMPARE(m_session->people(lobbyId)->rowCount(), 1);

    m_session->post(lobbyId, u"hi"_s);
    QCOMPARE(textsOf(model), (QStringList{u"hello"_s, u"hi…"_s}));
    QTRY_COMPARE(textsOf(model), (QStringList{u"hello"_s, u"hi"_s}));
    m_host->say(u"good"_s);
    QTRY_COMPARE(textsOf(model), (QStringList{u"hello"_s, u"hi"_s, u"good"_s}));
}

void TestSession::saysItsNameAndCodeAndNothingElse()
{
    JoinRequest request = joinRequest(m_host->port());
    request.invitation.code = u"481502"_s;
    m_session->open(request);
    QTRY_COMPARE(m_session->state(), State::Online);
    const QJsonObject hello = m_host->requests.first();
    QCOMPARE(hello[u"type"].toString(), u"hello"_s);
    QCOMPARE(hello[u"name"].toString(), u"Amina"_s);
    QCOMPARE(hello[u"code"].toString(), u"481502"_s);
    QCOMPARE(hello[u"client"].toString(), u"courtyard-test/1"_s);
    QCOMPARE(hello[u"device"].toString(), u"desktop"_s);
    QVERIFY(hello[u"token"].toString().isEmpty());
}

void TestSession::fetchesTheRoomOnlyFromWhereItWas()
{
    m_host->store(FakeHost::ben, u"m1"_s);
    openAndWait();
    makeSession();
    m_host->store(FakeHost::ben, u"m2"_s);
    m_host->requests.clear();
    openAndWait();
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 2));
    const QJsonObject join = m_host->asked(u"join"_s).value(0);
    QCOMPARE(join[u"after"].toInteger(), 1);
    QCOMPARE(join[u"log"].toString(), u"l_1"_s);
    QCOMPARE(join[u"afterKey"].toString(), u"key1"_s);
    QCOMPARE(m_host->asked(u"hello"_s).value(0)[u"token"].toString(), u"secret"_s);
}

void TestSession::comesBackAndMissesNothing()
{
    m_host->store(FakeHost::ben, u"m1"_s);
    openAndWait();
    QSignalSpy reset(lobby(), &QAbstractItemModel::modelReset);
    const quint16 port = m_host->port();
    m_host->stop();
    QTRY_COMPARE(m_session->state(), State::Waiting);
    QVERIFY(m_session->msUntilRetry() >= 0);
    m_host->store(FakeHost::ben, u"m2"_s);
    m_host->store(FakeHost::ben, u"m3"_s);
    QVERIFY(m_host->start(port));
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 3));
    QCOMPARE(m_session->state(), State::Online);
    QCOMPARE(reset.count(), 0);
}

void TestSession::aGapIsFilledFromHistory()
{
    openAndWait();
    m_host->say(u"m1"_s);
    m_host->store(FakeHost::ben, u"m2"_s); // nobody is told
    m_host->store(FakeHost::ben, u"m3"_s);
    m_host->say(u"m4"_s);
    m_host->say(u"m5"_s);
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 5));
    QCOMPARE(m_host->asked(u"history"_s).size(), 1);
    QCOMPARE(m_host->asked(u"history"_s).first()[u"after"].toInteger(), 1);
}

void TestSession::catchesUpOverManyPages()
{
    m_host->pageSize = 10;
    m_host->store(FakeHost::ben, u"m1"_s);
    openAndWait();
    const quint16 port = m_host->port();
    m_host->stop();
    for (int n = 2; n <= 57; ++n)
        m_host->store(FakeHost::ben, u"m%1"_s.arg(n));
    QVERIFY(m_host->start(port));
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 57));
    QCOMPARE(m_host->asked(u"history"_s).size(), 5);
}

void TestSession::afterALongAbsenceItStartsAtTheNewestPage()
{
    m_host->store(FakeHost::ben, u"m1"_s);
    openAndWait();
    const quint16 port = m_host->port();
    m_host->stop();
    for (int n = 2; n <= 3000; ++n)
        m_host->store(FakeHost::ben, u"m%1"_s.arg(n));
    QVERIFY(m_host->start(port));
    QTRY_COMPARE(textsOf(lobby()), numbered(2801, 3000));
    QCOMPARE(m_host->asked(u"history"_s).size(), 0);
}

void TestSession::aBusyRoomIsTakenInByFrames()
{
    m_host->say(u"m1"_s);
    openAndWait();
    TimelineModel *model = lobby();
    QTRY_COMPARE(model->lastSeq(), 1);
    QSignalSpy inserts(model, &QAbstractItemModel::rowsInserted);
    QElapsedTimer timer;
    timer.start();
    for (int n = 2; n <= 1000; ++n)
        m_host->say(u"m%1"_s.arg(n));
    QTRY_COMPARE(model->lastSeq(), 1000);
    QCOMPARE(textsOf(model), numbered(1, 1000));
    // Each frame at most once, beside those that were full before their time.
    const qint64 frames = timer.elapsed() / 15 + 1;
    QVERIFY2(inserts.count() <= frames + 1000 / bounds::gatheredLive + 1,
             qPrintable(u"%1 in %2 frames"_s.arg(inserts.count()).arg(frames)));
}

void TestSession::whatWasGatheredIsKeptWhenTheHostGoes()
{
    openAndWait();
    TimelineModel *model = lobby();
    m_host->say(u"m1"_s);
    QTRY_COMPARE(model->lastSeq(), 1);
    QStringList shownWhenLost; // looked at then: soon it is back, and has asked for what it missed
    const QObject here;
    connect(m_session.get(), &Session::stateChanged, &here, [&] {
        if (m_session->state() == State::Waiting && shownWhenLost.isEmpty())
            shownWhenLost = textsOf(model);
    });
    m_host->say(u"m2"_s);
    m_host->bye(u"stopping"_s); // in the same frame, it may be
    QTRY_COMPARE(shownWhenLost, numbered(1, 2));
}

void TestSession::doublesAndOldOnesAreTakenOnce()
{
    openAndWait();
    const QJsonObject one = m_host->store(FakeHost::ben, u"m1"_s);
    const QJsonObject two = m_host->store(FakeHost::ben, u"m2"_s);
    for (const QJsonObject &event : {one, one, two, one, two})
        m_host->send(event);
    m_host->say(u"m3"_s);
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 3));
    QCOMPARE(m_host->asked(u"history"_s).size(), 0);
}

void TestSession::aHostWithoutWhatItNumberedIsAskedAfresh()
{
    m_host->store(FakeHost::ben, u"m1"_s);
    openAndWait();
    QJsonObject late = m_host->store(FakeHost::ben, u"m2"_s);
    m_host->events.removeLast();
    late[u"seq"_s] = 9;
    m_host->send(late);
    m_host->events.append(late); // 2 to 8 are nowhere
    QTRY_COMPARE(textsOf(lobby()), QStringList{u"m2"_s});
    m_host->say(u"m10"_s);
    QTRY_COMPARE(textsOf(lobby()), (QStringList{u"m2"_s, u"m10"_s}));
}

void TestSession::aLogThatIsAnotherOneReplacesTheOld()
{
    m_host->store(FakeHost::ben, u"old"_s);
    m_host->store(FakeHost::ben, u"older"_s);
    openAndWait();
    QSignalSpy reset(lobby(), &QAbstractItemModel::modelReset);
    const quint16 port = m_host->port();
    m_host->stop();
    m_host->log = u"l_2"_s;
    m_host->events.clear();
    m_host->store(FakeHost::ben, u"new"_s);
    QVERIFY(m_host->start(port));
    QTRY_COMPARE(textsOf(lobby()), QStringList{u"new"_s});
    QCOMPARE(reset.count(), 1);
    m_host->say(u"next"_s);
    QTRY_COMPARE(textsOf(lobby()), (QStringList{u"new"_s, u"next"_s}));
    makeSession(); // and so on disk
    openAndWait();
    QCOMPARE(textsOf(lobby()), (QStringList{u"new"_s, u"next"_s}));
}

void TestSession::aLogThatWentBackReplacesTheOld()
{
    for (const QString &text : numbered(1, 5))
        m_host->store(FakeHost::ben, text);
    openAndWait();
    const quint16 port = m_host->port();
    m_host->stop();
    m_host->events = m_host->events.mid(0, 2); // with the same `log`, which a host must not do
    QVERIFY(m_host->start(port));
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 2));
}

void TestSession::aJoinThatMustWaitIsMadeLater()
{
    m_host->store(FakeHost::ben, u"m1"_s);
    int joins = 0;
    m_host->hook = [&](const QJsonObject &request) {
        if (request[u"type"].toString() != u"join" || ++joins > 2)
            return false;
        m_host->refuse(request, u"rate_limited"_s, {{u"retry"_s, 30}});
        return true;
    };
    openAndWait();
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 1));
    QCOMPARE(joins, 3);
}

void TestSession::aHundredThousandEventsOpenFromTheCache()
{
    {
        Cache cache(m_folder->path());
        cache.restart(m_host->identity.fingerprint, lobbyId, m_host->log);
        for (qint64 first = 1; first < 100'000; first += 1000)
            cache.append(m_host->identity.fingerprint, lobbyId, messages(first, first + 999));
    }
    QJsonObject newest = m_host->store(FakeHost::ben, u"newest"_s);
    newest[u"seq"_s] = 100'001;
    m_host->events = {newest};
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(m_session->state(), State::Online);
    TimelineModel *model = lobby();
    QCOMPARE(textsOf(model).size(), 200); // a page, however many there are
    QTRY_COMPARE(model->lastSeq(), 100'001);

    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy fetched(model, &TimelineModel::olderFetched);
    for (int page = 1; page <= 20; ++page) {
        model->fetchOlder();
        QTRY_COMPARE(fetched.count(), page);
        QVERIFY(model->rowCount() <= TimelineModel::maxRows + TimelineModel::pageRows);
    }
    QVERIFY(model->hasNewer());
    m_session->post(lobbyId, u"back to the end"_s); // shows the end, where it stands
    QVERIFY(!model->hasNewer());
    QTRY_COMPARE(textsOf(model).last(), u"back to the end"_s);
}

void TestSession::aListenerMayRunALoopOfItsOwn()
{
    openAndWait();
    int boxes = 0;
    connect(m_session.get(), &Session::messageArrived, this, [&] {
        ++boxes; // a message box, and the host leaves while it is open
        QEventLoop box;
        connect(m_session.get(), &Session::stateChanged, &box, [&](State state) {
            if (state == State::Online)
                box.quit();
        });
        m_host->cut();
        QTimer::singleShot(patienceMs, &box, &QEventLoop::quit);
        box.exec();
    });
    m_host->say(u"m1"_s);
    QTRY_COMPARE(boxes, 1);
    QTRY_COMPARE(m_session->state(), State::Online);
    m_session->disconnect(this);
    m_host->say(u"m2"_s);
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 2));
}

void TestSession::whatWasBegunIsThereTheNextTime()
{
    const KeptDraft begun{u"What I wanted to"_s, 0, 0, {}}, reply{u"Yes"_s, 7, 0, u"Reply to Ben: So?"_s};
    openAndWait();
    QVERIFY(m_session->draft(lobbyId).isEmpty());
    m_session->keepDraft(lobbyId, {u"What"_s, 0, 0, {}});
    m_session->keepDraft(lobbyId, begun);
    m_session->keepDraft(u"r_other"_s, reply);
    QCOMPARE(m_session->draft(lobbyId), begun);
    m_session = std::make_unique<Session>(sessionConfig(m_folder->path()), m_clock);
    openAndWait();
    QCOMPARE(m_session->draft(lobbyId), begun);
    QCOMPARE(m_session->draft(u"r_other"_s), reply);
    m_session->keepDraft(lobbyId, {}); // it was sent
    m_session = std::make_unique<Session>(sessionConfig(m_folder->path()), m_clock);
    openAndWait();
    QVERIFY(m_session->draft(lobbyId).isEmpty());
}

void TestSession::junkIsIgnored()
{
    openAndWait();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot be read"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot be read"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot be read"_s));
    m_host->sendRaw("not JSON");
    m_host->sendRaw("[]");
    m_host->sendRaw(R"({"type":"event","room":"lobby","seq":"many"})");
    m_host->sendRaw(R"({"type":"hologram","seq":1})");
    m_host->sendRaw(R"({"type":"ok","re":99999})");
    m_host->sendRaw(R"({"type":"error","re":99999,"code":"internal","text":"?"})");
    m_host->sendRaw(R"({"type":"typing","room":"r_nowhere","from":"m_nobody"})");
    m_host->say(u"m1"_s);
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 1));
    QCOMPARE(m_session->state(), State::Online);
}

void TestSession::silenceIsALoss()
{
    makeSession([](SessionConfig &config) { config.timing.ping = 200ms; });
    openAndWait();
    QSignalSpy states(m_session.get(), &Session::stateChanged);
    m_host->silent = true;
    QTRY_VERIFY(!states.isEmpty());
    QCOMPARE(states.first().first().value<State>(), State::Waiting);
    m_host->silent = false;
    m_host->cut(); // it may have greeted meanwhile, and wait for the answer
    QTRY_COMPARE(m_session->state(), State::Online);
}

void TestSession::aHandshakeThatHangsIsALoss()
{
    makeSession([](SessionConfig &config) { config.timing.greeting = 2s; }); // the first time counts, too
    openAndWait();
    m_host->hook = [](const QJsonObject &request) { return request[u"type"].toString() == u"hello"; };
    m_host->cut();
    QTRY_VERIFY(m_host->asked(u"hello"_s).size() >= 3);
    m_host->hook = {};
    m_host->cut();
    QTRY_COMPARE(m_session->state(), State::Online);
}

void TestSession::latencyIsMeasured()
{
    QElapsedTimer all;
    all.start();
    openAndWait();
    QTRY_VERIFY(m_session->latency().latestMs().has_value());
    QVERIFY(*m_session->latency().latestMs() <= double(all.elapsed() + 1));
    m_session->close();
    QVERIFY(!m_session->latency().latestMs());
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
