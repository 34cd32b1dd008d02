// Session against a host that does what the test says: the faults that a real host does not produce at will.
#include "client/cache.h"
#include "client/latencymeter.h"
#include "client/peoplemodel.h"
#include "client/roomsmodel.h"
#include "client/session.h"
#include "client/timing.h"
#include "tests/client/events.h"
#include "tests/client/fakehost.h"
#include "tests/client/sessionsupport.h"
#include "tests/support/manualclock.h"
#include "tests/support/patience.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using State = Session::State;

namespace {

QStringList numbered(int first, int last)
{
    QStringList texts;
    for (int n = first; n <= last; ++n)
        texts.append(u"m%1"_s.arg(n));
    return texts;
}

} // namespace

class TestSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

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

    void whatWaitsIsSentOnceOnReturn();
    void whatWaitsOutlivesTheSession();
    void postsGoOutInOrderWhateverIsRefused_data();
    void postsGoOutInOrderWhateverIsRefused();
    void aFinalRefusalIsShownAndCanBeRetried();
    void aRefusedMessageCanBeGivenUp();
    void aRefusedEditKeepsItsWords();
    void aRefusedReactionIsAProblem();
    void whatNoFrameCanHoldIsNotSent();
    void anAnswerThatNeverComesIsSentAgain();

    void aHelloThatIsRefusedEndsThere_data();
    void aHelloThatIsRefusedEndsThere();
    void aFullHostIsTriedAgainLater();
    void byeKickedOrBannedIsFinal_data();
    void byeKickedOrBannedIsFinal();
    void byeStoppingComesBack();
    void byeMovedGoesThere();
    void nobodyThereIsSaidAtOnce();
    void whatIsNotAHostIsSaid();
    void whatDoesNotEncryptIsSaid_data();
    void whatDoesNotEncryptIsSaid();
    void anotherHostAtTheAddressGetsNothing();
    void theInvitationSaysWhoItIs();
    void aKeyOnceSeenIsTheOneThatMustBeThere();
    void aCertificateIsBelievedForNobodysWord_data();
    void aCertificateIsBelievedForNobodysWord();
    void aStrangerSeesNothingButAHandshake();
    void severalHostsAtOneAddressAreKnownByTheirKeys();
    void whatWasKeptUnderAnIdGoesToItsKey();
    void whatWasKeptUnderAnIdStaysWhereAnotherAnswers();
    void aTokenGoesOnlyToItsHost();
    void aHostThatMovedIsFoundAgain();
    void aHostElsewhereIsFoundBehindAStranger();
    void whoClaimsToBeTheHostAndIsNotGetsNothing();
    void aHostThatMovedBetweenTwoRunsIsFoundAgain();
    void nobodyWhoAnswersIsFoundInVain();
    void closeCallsNobodyBack();
    void openGoesElsewhere();

    void unreadFollowsTheHostAndTheReader();
    void mentionsAreCounted();
    void readIsSentAtMostOnceAnInterval();
    void typingIsSentAtMostOnceAnInterval();
    void typingOfOthersIsShown();
    void gatheredPresenceIsTakenWhole();
    void olderPagesComeFromTheHostAndThenFromTheCache();
    void newsIsWhatCameAfterTheFirstJoin();
    void requestsFailWithWordsWhileOffline();
    void aRequestThatMustWaitIsMadeLater_data();
    void aRequestThatMustWaitIsMadeLater();
    void aRequestThatWasLostIsMadeAgainWithItsKey();
    void aPauseIsNoErrorAndKeepsTheOrder_data();
    void aPauseIsNoErrorAndKeepsTheOrder();
    void whatIsReadWhileAwayIsToldOnReturn();
    void theBeatTellsTheClockDifference();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeHost> m_host;
    ManualClock m_clock;
    std::unique_ptr<Session> m_session;

    void makeSession(const std::function<void(SessionConfig &)> &adjust = {});
    void openAndWait();
    TimelineModel *lobby() { return m_session->timeline(lobbyId); }
};

void TestSession::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_host = std::make_unique<FakeHost>();
    QVERIFY(m_host->start());
    makeSession();
}

void TestSession::cleanup()
{
    m_session.reset();
    m_host.reset();
    m_folder.reset();
}

void TestSession::makeSession(const std::function<void(SessionConfig &)> &adjust)
{
    m_session.reset();
    SessionConfig config = sessionConfig(m_folder->path());
    if (adjust)
        adjust(config);
    m_session = std::make_unique<Session>(config, m_clock);
}

void TestSession::openAndWait()
{
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(m_session->state(), State::Online);
    QTRY_COMPARE(m_session->people(lobbyId)->rowCount(), 1); // the lobby is joined
    QTRY_COMPARE(lobby()->lastSeq(), m_host->head());
}

// ── Coming in, and staying up to date

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

// ── The outbox

void TestSession::whatWaitsIsSentOnceOnReturn()
{
    openAndWait();
    const quint16 port = m_host->port();
    m_host->stop();
    QTRY_COMPARE(m_session->state(), State::Waiting);
    for (const QString &text : numbered(1, 3))
        m_session->post(lobbyId, text);
    QCOMPARE(textsOf(lobby()), (QStringList{u"m1…"_s, u"m2…"_s, u"m3…"_s}));
    QCOMPARE(lobby()->index(0).data(TimelineModel::DeliveryRole).toInt(),
             int(TimelineModel::Delivery::Waiting));
    // The first one is stored, but the answer and the event are lost with the connection.
    m_host->hook = [this](const QJsonObject &request) {
        if (request[u"type"].toString() != u"post")
            return false;
        m_host->store(FakeHost::me, request[u"text"].toString(), request[u"key"].toString());
        m_host->hook = {};
        m_host->cut();
        return true;
    };
    QVERIFY(m_host->start(port));
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 3));
    QCOMPARE(m_host->head(), 3);
}

void TestSession::whatWaitsOutlivesTheSession()
{
    openAndWait();
    const quint16 port = m_host->port();
    m_host->stop();
    QTRY_COMPARE(m_session->state(), State::Waiting);
    m_session->post(lobbyId, u"m1"_s);
    m_session->post(lobbyId, u"m2"_s);
    makeSession();
    QVERIFY(m_host->start(port));
    m_session->open(joinRequest(port));
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 2));
    QCOMPARE(m_host->head(), 2);
    makeSession(); // nothing waits any more
    openAndWait();
    QCOMPARE(textsOf(lobby()), numbered(1, 2));
    QCOMPARE(m_host->asked(u"post"_s).size(), 2);
}

void TestSession::postsGoOutInOrderWhateverIsRefused_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("fields");
    QTest::newRow("rate_limited") << u"rate_limited"_s << QJsonObject{{u"retry"_s, 40}};
    QTest::newRow("storage") << u"storage"_s << QJsonObject();
    QTest::newRow("busy") << u"busy"_s << QJsonObject();
}

void TestSession::postsGoOutInOrderWhateverIsRefused()
{
    QFETCH(const QString, code);
    QFETCH(const QJsonObject, fields);
    openAndWait();
    int posts = 0;
    m_host->hook = [&](const QJsonObject &request) {
        if (request[u"type"].toString() != u"post" || ++posts % 3 != 2)
            return false;
        m_host->refuse(request, code, fields); // each third one, from the second on
        return true;
    };
    for (const QString &text : numbered(1, 8))
        m_session->post(lobbyId, text);
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 8));
    QStringList stored;
    for (const QJsonObject &event : std::as_const(m_host->events))
        stored.append(event[u"text"].toString());
    QCOMPARE(stored, numbered(1, 8));
    QVERIFY(posts > 8);
}

void TestSession::aFinalRefusalIsShownAndCanBeRetried()
{
    openAndWait();
    m_host->hook = [this](const QJsonObject &request) {
        if (request[u"text"].toString() != u"m1")
            return false;
        m_host->refuse(request, u"forbidden"_s);
        return true;
    };
    m_session->post(lobbyId, u"m1"_s);
    m_session->post(lobbyId, u"m2"_s);
    QTRY_COMPARE(textsOf(lobby()), (QStringList{u"m2"_s, u"m1!"_s}));
    const QModelIndex row = lobby()->index(lobby()->rowCount() - 1);
    QVERIFY(!row.data(TimelineModel::ProblemRole).toString().isEmpty());

    makeSession(); // it is still there after the window was closed, and is not sent by itself
    openAndWait();
    QTRY_COMPARE(textsOf(lobby()), (QStringList{u"m2"_s, u"m1!"_s}));
    m_host->hook = {};
    m_session->retryPending(lobbyId, keyOf(lobby(), lobby()->rowCount() - 1));
    QTRY_COMPARE(textsOf(lobby()), (QStringList{u"m2"_s, u"m1"_s}));
}

void TestSession::aRefusedMessageCanBeGivenUp()
{
    openAndWait();
    m_host->hook = [this](const QJsonObject &request) {
        if (request[u"type"].toString() != u"post")
            return false;
        m_host->refuse(request, u"too_large"_s);
        return true;
    };
    m_session->post(lobbyId, u"m1"_s);
    QTRY_COMPARE(textsOf(lobby()), QStringList{u"m1!"_s});
    m_session->discardPending(lobbyId, keyOf(lobby(), 0));
    QCOMPARE(textsOf(lobby()), QStringList());
    makeSession();
    openAndWait();
    QCOMPARE(textsOf(lobby()), QStringList());
}

void TestSession::aRefusedEditKeepsItsWords()
{
    m_host->store(FakeHost::ben, u"m1"_s);
    openAndWait();
    m_host->hook = [this](const QJsonObject &request) {
        if (request[u"type"].toString() != u"edit")
            return false;
        m_host->refuse(request, u"forbidden"_s);
        return true;
    };
    m_session->edit(lobbyId, 1, u"not mine"_s);
    QTRY_COMPARE(m_session->waiting().size(), 1);
    QVERIFY(m_session->waiting().first().what.contains(u"not mine"_s));
    QVERIFY(m_session->waiting().first().refused);
    QVERIFY(!m_session->waiting().first().why.isEmpty());
    m_session->post(lobbyId, u"m2"_s); // the queue goes on
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 2));
    m_session->discardWaiting();
    QTRY_COMPARE(m_session->waiting().size(), 0);
}

void TestSession::aRefusedReactionIsAProblem()
{
    m_host->store(FakeHost::ben, u"m1"_s);
    openAndWait();
    m_host->hook = [this](const QJsonObject &request) {
        if (request[u"type"].toString() != u"react")
            return false;
        m_host->refuse(request, u"forbidden"_s);
        return true;
    };
    QSignalSpy problems(m_session.get(), &Session::problem);
    m_session->react(lobbyId, 1, u"👍"_s, true);
    QTRY_COMPARE(problems.count(), 1);
    QCOMPARE(problems[0][0].value<SessionProblem>().code, std::optional(ErrorCode::Forbidden));
    QCOMPARE(m_session->waiting().size(), 0);
}

void TestSession::whatNoFrameCanHoldIsNotSent()
{
    openAndWait();
    const QString long_(70'000, u'x');
    m_session->post(lobbyId, long_);
    m_session->post(lobbyId, u"short"_s);
    QTRY_COMPARE(textsOf(lobby()), (QStringList{u"short"_s, long_ + u'!'}));
    QCOMPARE(m_host->asked(u"post"_s).size(), 1);
    QCOMPARE(m_session->state(), State::Online);
}

void TestSession::anAnswerThatNeverComesIsSentAgain()
{
    makeSession([](SessionConfig &config) { config.timing.reply = 100ms; });
    openAndWait();
    int posts = 0;
    m_host->hook = [&](const QJsonObject &request) {
        return request[u"type"].toString() == u"post" && ++posts == 1;
    };
    m_session->post(lobbyId, u"m1"_s);
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 1));
    QVERIFY(posts >= 2); // and again, where this machine needs longer than that for the answer
    QCOMPARE(m_host->head(), 1);
}

// ── Being refused, sent away, and sent elsewhere

void TestSession::aHelloThatIsRefusedEndsThere_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<ErrorCode>("expected");
    QTest::newRow("wrong code") << u"wrong_code"_s << ErrorCode::WrongCode;
    QTest::newRow("name taken") << u"name_taken"_s << ErrorCode::NameTaken;
    QTest::newRow("bad name") << u"bad_request"_s << ErrorCode::BadRequest;
    QTest::newRow("banned") << u"forbidden"_s << ErrorCode::Forbidden;
    QTest::newRow("other protocol") << u"unsupported_protocol"_s << ErrorCode::UnsupportedProtocol;
    QTest::newRow("too many wrong codes") << u"rate_limited"_s << ErrorCode::RateLimited;
}

void TestSession::aHelloThatIsRefusedEndsThere()
{
    QFETCH(const QString, code);
    QFETCH(const ErrorCode, expected);
    m_host->hook = [&](const QJsonObject &request) {
        m_host->refuse(request, code,
                       {{u"free"_s, u"Amina 2"_s}, {u"retry"_s, 60000}, {u"protocols"_s, QJsonArray{2}}});
        return true;
    };
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(refused.count(), 1);
    const auto problem = refused[0][0].value<SessionProblem>();
    QCOMPARE(problem.code, std::optional(expected));
    QVERIFY(!problem.text.isEmpty());
    if (expected == ErrorCode::NameTaken)
        QCOMPARE(problem.freeName, u"Amina 2"_s);
    QCOMPARE(m_session->state(), State::Idle);
    QVERIFY(!m_session->hasBeenOnline());
    m_host->hook = {};
    openAndWait(); // the next try is an ordinary one
}

void TestSession::aFullHostIsTriedAgainLater()
{
    openAndWait();
    int hellos = 0;
    m_host->hook = [&](const QJsonObject &request) {
        if (request[u"type"].toString() != u"hello" || ++hellos > 2)
            return false;
        m_host->refuse(request, u"busy"_s);
        return true;
    };
    m_host->cut();
    QTRY_COMPARE(hellos, 3);
    QTRY_COMPARE(m_session->state(), State::Online);
}

void TestSession::byeKickedOrBannedIsFinal_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("kicked") << u"kicked"_s;
    QTest::newRow("banned") << u"banned"_s;
}

void TestSession::byeKickedOrBannedIsFinal()
{
    QFETCH(const QString, code);
    openAndWait();
    QSignalSpy dismissed(m_session.get(), &Session::dismissed);
    QSignalSpy states(m_session.get(), &Session::stateChanged);
    m_host->bye(code);
    QTRY_COMPARE(dismissed.count(), 1);
    QVERIFY(!dismissed[0][0].value<SessionProblem>().text.isEmpty());
    QCOMPARE(m_session->state(), State::Idle);
    m_session->retryNow();
    QCOMPARE(m_session->state(), State::Idle);
    QCOMPARE(states.count(), 1);
}

void TestSession::byeStoppingComesBack()
{
    openAndWait();
    QSignalSpy states(m_session.get(), &Session::stateChanged);
    m_host->bye(u"stopping"_s);
    QTRY_COMPARE(m_host->asked(u"hello"_s).size(), 2);
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(states.first().first().value<State>(), State::Waiting);
}

void TestSession::byeMovedGoesThere()
{
    m_host->store(FakeHost::ben, u"m1"_s);
    openAndWait();
    FakeHost there(m_host->hostId, m_host->identity);
    there.events = m_host->events;
    QVERIFY(there.start());
    m_host->bye(u"moved"_s, {{u"urls"_s, QJsonArray{u"http://127.0.0.1:%1/"_s.arg(there.port())}}});
    QTRY_COMPARE(there.asked(u"join"_s).size(), 1);
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_session->invitation().port, there.port());
    QCOMPARE(there.asked(u"hello"_s).first()[u"token"].toString(), u"secret"_s);
    m_session.reset();
}

void TestSession::nobodyThereIsSaidAtOnce()
{
    const quint16 port = m_host->port();
    m_host->stop();
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(joinRequest(port));
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(refused[0][0].value<SessionProblem>().text.contains(u"127.0.0.1"));
    QCOMPARE(m_session->state(), State::Idle);
}

void TestSession::whatIsNotAHostIsSaid()
{
    m_host->upgrades = false;
    QSignalSpy refused(m_session.get(), &Session::refused);
    for (const QByteArray &answer :
         {"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"_qba, "220 smtp\r\n"_qba, ""_qba}) {
        m_host->http = [answer](const QByteArray &, QTcpSocket *socket) {
            socket->write(answer);
            socket->disconnectFromHost();
        };
        refused.clear();
        m_session->open(joinRequest(m_host->port()));
        QTRY_COMPARE(refused.count(), 1);
        QVERIFY(refused[0][0].value<SessionProblem>().text.contains(u"not Courtyard"));
        QVERIFY(m_host->requests.isEmpty());
    }
}

/// What a host of the time before keys does with a TLS hello, and what other servers do.
void TestSession::whatDoesNotEncryptIsSaid_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("a page") << "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"_qba;
    QTest::newRow("junk") << QByteArray(100, '\x16');
    QTest::newRow("nothing") << QByteArray();
}

void TestSession::whatDoesNotEncryptIsSaid()
{
    QFETCH(const QByteArray, answer);
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    QByteArray heard;
    connect(&plain, &QTcpServer::newConnection, &plain, [&] {
        QTcpSocket *socket = plain.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&, socket] {
            heard += socket->readAll();
            socket->write(answer);
            socket->disconnectFromHost();
        });
    });
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(joinRequest(plain.serverPort()));
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY2(refused[0][0].value<SessionProblem>().text.contains(u"does not encrypt"),
             qPrintable(refused[0][0].value<SessionProblem>().text));
    QVERIFY(heard.startsWith('\x16'));
    QVERIFY(!heard.contains("GET"));
}

void TestSession::anotherHostAtTheAddressGetsNothing()
{
    openAndWait();
    const quint16 port = m_host->port();
    m_host->stop();
    m_session->post(lobbyId, u"for the old one"_s);
    FakeHost other(u"h_fake"_s); // it may claim what it likes
    QVERIFY(other.start(port));
    QSignalSpy refused(m_session.get(), &Session::refused);
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(m_session->state(), State::Idle);
    QCOMPARE(other.bytesInside, 0);
    const auto another = refused[0][0].value<SessionProblem>().another;
    QVERIFY(another);
    QCOMPARE(another->before, QList<HostKey>{m_host->identity.fingerprint});
    QCOMPARE(another->now, other.identity.fingerprint);
    QCOMPARE(another->nameBefore, u"Clinic"_s);

    makeSession(); // another day
    QSignalSpy again(m_session.get(), &Session::refused);
    m_session->open(joinRequest(port));
    QTRY_COMPARE(again.count(), 1);
    QVERIFY(again[0][0].value<SessionProblem>().another);
    QCOMPARE(other.bytesInside, 0);

    JoinRequest agreed = joinRequest(port);
    agreed.invitation.fingerprint = another->now;
    m_session->open(agreed);
    QTRY_COMPARE(m_session->state(), State::Online);
    QTRY_COMPARE(other.asked(u"join"_s).size(), 1);
    QVERIFY(other.asked(u"hello"_s).first()[u"token"].toString().isEmpty());
    QVERIFY(!other.asked(u"join"_s).first().contains(u"after"));
    QVERIFY(other.asked(u"post"_s).isEmpty());
    QCOMPARE(textsOf(lobby()), QStringList());
    QCOMPARE(m_session->waitingElsewhere().size(), 1); // the old one's stays filed
    m_session.reset();
}

void TestSession::theInvitationSaysWhoItIs()
{
    JoinRequest request = joinRequest(m_host->port());
    request.invitation.fingerprint = TestIdentity::make().fingerprint;
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(request);
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(refused[0][0].value<SessionProblem>().another->before,
             QList<HostKey>{request.invitation.fingerprint});
    QCOMPARE(m_host->bytesInside, 0);
    request.invitation.fingerprint = m_host->identity.fingerprint;
    m_session->open(request);
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_session->details().key, m_host->identity.fingerprint);
}

/// Also where the host let nobody in that time.
void TestSession::aKeyOnceSeenIsTheOneThatMustBeThere()
{
    m_host->hook = [&](const QJsonObject &request) {
        m_host->refuse(request, u"wrong_code"_s);
        return true;
    };
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(refused.count(), 1);
    const quint16 port = m_host->port();
    m_host->stop();
    FakeHost other;
    QVERIFY(other.start(port));
    JoinRequest withCode = joinRequest(port);
    withCode.invitation.code = u"481502"_s;
    m_session->open(withCode);
    QTRY_COMPARE(refused.count(), 2);
    QVERIFY(refused[1][0].value<SessionProblem>().another);
    QCOMPARE(other.bytesInside, 0);
    m_session.reset();
}

void TestSession::aCertificateIsBelievedForNobodysWord_data()
{
    QTest::addColumn<bool>("trusted"); // the system knows the issuer
    QTest::newRow("signed by somebody") << false;
    QTest::newRow("signed by an authority of this system") << true;
}

/// Neither the authority's word nor the host's own certificate behind another one says who it is.
void TestSession::aCertificateIsBelievedForNobodysWord()
{
    QFETCH(const bool, trusted);
    openAndWait();
    const quint16 port = m_host->port();
    const TestIdentity real = m_host->identity;
    m_host->stop();
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    const auto restored = qScopeGuard([&] { QSslConfiguration::setDefaultConfiguration(before); });
    if (trusted) {
        QSslConfiguration all = before;
        all.addCaCertificates(real.chain);
        QSslConfiguration::setDefaultConfiguration(all);
    }
    makeSession();
    FakeHost other(u"h_fake"_s, TestIdentity::make(&real));
    QCOMPARE(other.identity.chain.size(), 2); // its own, then the real host's
    QVERIFY(other.start(port));
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(joinRequest(port));
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(refused[0][0].value<SessionProblem>().another->now, other.identity.fingerprint);
    QCOMPARE(other.bytesInside, 0);
    m_session.reset();
}

/// As it is seen on the wire. TLS 1.2, where records tell what they hold.
void TestSession::aStrangerSeesNothingButAHandshake()
{
    openAndWait();
    const quint16 port = m_host->port();
    m_host->stop();
    FakeHost other;
    other.newestTls = QSsl::TlsV1_2;
    QVERIFY(other.start());
    QByteArray said; // by our side
    QTcpServer wire;
    QVERIFY(wire.listen(QHostAddress::LocalHost, port));
    connect(&wire, &QTcpServer::newConnection, &wire, [&] {
        QTcpSocket *near = wire.nextPendingConnection();
        auto *far = new QTcpSocket(near);
        far->connectToHost(QHostAddress::LocalHost, other.port());
        connect(near, &QTcpSocket::readyRead, far, [&said, near, far] {
            const QByteArray bytes = near->readAll();
            said += bytes;
            far->write(bytes);
        });
        connect(far, &QTcpSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
        connect(near, &QTcpSocket::disconnected, far, &QTcpSocket::disconnectFromHost);
    });
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->close();
    m_session->open(joinRequest(port));
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(refused[0][0].value<SessionProblem>().another);
    QList<int> records;
    for (qsizetype at = 0; at + 5 <= said.size();) {
        records.append(uchar(said[at]));
        at += 5 + (uchar(said[at + 3]) << 8 | uchar(said[at + 4]));
    }
    QVERIFY(!records.isEmpty());
    QVERIFY2(!records.contains(23), "application data"); // RFC 5246 §6.2.1

    JoinRequest agreed = joinRequest(port); // with consent it is there: the test sees what it looks for
    agreed.invitation.fingerprint = other.identity.fingerprint;
    said.clear();
    m_session->open(agreed);
    QTRY_COMPARE(m_session->state(), State::Online);
    QVERIFY(other.bytesInside > 0);
    m_session.reset();
}

void TestSession::severalHostsAtOneAddressAreKnownByTheirKeys()
{
    openAndWait();
    const quint16 port = m_host->port();
    m_session->close();
    m_host->stop();
    FakeHost other;
    other.token = u"other secret"_s;
    QVERIFY(other.start(port));
    JoinRequest agreed = joinRequest(port);
    agreed.invitation.fingerprint = other.identity.fingerprint;
    m_session->open(agreed);
    QTRY_COMPARE(m_session->state(), State::Online);
    m_session->close();
    other.stop();
    QVERIFY(m_host->start(port));
    m_session->open(joinRequest(port)); // both are known there: no question
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_host->asked(u"hello"_s).last()[u"token"].toString(), u"secret"_s);
    m_session->close();
    m_host->stop();
    QVERIFY(other.start(port));
    m_session->open(joinRequest(port));
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(other.asked(u"hello"_s).last()[u"token"].toString(), u"other secret"_s);
    m_session.reset();
}

/// A client.sqlite from before hosts had keys.
static void keepUnderId(const QString &folder, const HostId &id, quint16 port)
{
    Cache cache(folder);
    cache.saveHost(id, u"Clinic"_s, u"old secret"_s, u"127.0.0.1:%1"_s.arg(port), 0);
    cache.restart(id, lobbyId, u"l_1"_s);
    cache.append(id, lobbyId, {message(1, ben, u"kept"_s)});
    cache.putOutbox(id, {request::Post{lobbyId, u"k1"_s, u"waits"_s, {}, {}}, 1, {}, {}});
}

void TestSession::whatWasKeptUnderAnIdGoesToItsKey()
{
    m_session.reset();
    keepUnderId(m_folder->path(), u"h_fake"_s, m_host->port());
    makeSession();
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_host->asked(u"hello"_s).first()[u"token"].toString(), u"old secret"_s);
    QTRY_COMPARE(m_host->asked(u"post"_s).size(), 1);
    m_session.reset();
    Cache cache(m_folder->path());
    QCOMPARE(cache.token(u"h_fake"_s), QString());
    QCOMPARE(cache.token(m_host->identity.fingerprint), u"secret"_s);
    QVERIFY(cache.outbox(u"h_fake"_s).isEmpty());
}

void TestSession::whatWasKeptUnderAnIdStaysWhereAnotherAnswers()
{
    m_session.reset();
    keepUnderId(m_folder->path(), u"h_gone"_s, m_host->port());
    makeSession();
    openAndWait();
    QVERIFY(m_host->asked(u"post"_s).isEmpty());
    QCOMPARE(m_session->waitingElsewhere().size(), 1);
    m_session.reset();
    QCOMPARE(Cache(m_folder->path()).token(u"h_gone"_s), u"old secret"_s);
}

void TestSession::aTokenGoesOnlyToItsHost()
{
    openAndWait();
    FakeHost other(u"h_other"_s);
    other.token = u"other secret"_s;
    QVERIFY(other.start());
    m_session->open(joinRequest(other.port()));
    QTRY_COMPARE(m_session->state(), State::Online);
    QVERIFY(other.asked(u"hello"_s).first()[u"token"].toString().isEmpty());
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_host->asked(u"hello"_s).last()[u"token"].toString(), u"secret"_s);
    m_session->open(joinRequest(other.port()));
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(other.asked(u"hello"_s).last()[u"token"].toString(), u"other secret"_s);
    m_session.reset();
}

static QList<Invitation> at(quint16 port)
{
    return {joinRequest(port).invitation};
}

void TestSession::aHostThatMovedIsFoundAgain()
{
    QList<Invitation> ways;
    makeSession([&](SessionConfig &config) {
        config.whereIs = [&](const HostKey &host) {
            return host == m_host->identity.fingerprint ? ways : QList<Invitation>();
        };
    });
    m_host->store(FakeHost::ben, u"m1"_s);
    openAndWait();
    const quint16 before = m_host->port();
    QSignalSpy moved(m_session.get(), &Session::moved);
    m_host->stop();
    m_session->post(lobbyId, u"m2"_s);
    QTRY_COMPARE(m_session->state(), State::Waiting);
    QVERIFY(m_host->start()); // on another port
    QVERIFY(m_host->port() != before);
    ways = at(m_host->port());
    m_session->hostSeen(TestIdentity::make().fingerprint); // nothing to us
    m_session->hostSeen(m_host->identity.fingerprint);
    QTRY_COMPARE(m_session->state(), State::Online);
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 2));
    QCOMPARE(moved.count(), 1);
    QVERIFY(moved[0][0].toString().contains(QString::number(m_host->port())));
    QCOMPARE(m_session->invitation().port, m_host->port());
    QCOMPARE(m_host->asked(u"hello"_s).last()[u"token"].toString(), u"secret"_s);
    QCOMPARE(m_host->events.size(), 2);
}

void TestSession::aHostElsewhereIsFoundBehindAStranger()
{
    QList<Invitation> ways;
    makeSession([&](SessionConfig &config) { config.whereIs = [&](const HostKey &) { return ways; }; });
    openAndWait();
    const quint16 before = m_host->port();
    m_host->stop();
    FakeHost other(u"h_other"_s);
    QVERIFY(other.start(before)); // takes its place
    QSignalSpy refused(m_session.get(), &Session::refused);
    QTRY_COMPARE(m_session->state(), State::Waiting);
    QVERIFY(m_host->start());
    ways = at(m_host->port());
    QTRY_COMPARE(m_session->state() == State::Waiting || m_session->state() == State::Online, true);
    m_session->hostSeen(m_host->identity.fingerprint);
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_session->invitation().port, m_host->port());
    QCOMPARE(other.bytesInside, 0);
    QCOMPARE(refused.count(), 0);
}

void TestSession::whoClaimsToBeTheHostAndIsNotGetsNothing()
{
    FakeHost liar(u"h_liar"_s);
    QVERIFY(liar.start());
    makeSession([&](SessionConfig &config) {
        config.whereIs = [port = liar.port()](const HostKey &) { return at(port); };
    });
    openAndWait();
    const quint16 before = m_host->port();
    m_host->stop();
    QTRY_COMPARE(m_session->state(), State::Waiting);
    QSignalSpy refused(m_session.get(), &Session::refused);
    QSignalSpy states(m_session.get(), &Session::stateChanged);
    for (int round = 0; round < 3; ++round) {
        m_session->hostSeen(m_host->identity.fingerprint);
        QTRY_VERIFY(states.count() >= 2 * (round + 1)); // went there, and away again
    }
    QVERIFY(liar.requests.isEmpty());
    QCOMPARE(liar.bytesInside, 0);
    QCOMPARE(refused.count(), 0);
    QVERIFY(m_host->start(before));
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_session->invitation().port, before);
}

void TestSession::aHostThatMovedBetweenTwoRunsIsFoundAgain()
{
    openAndWait();
    const quint16 before = m_host->port();
    m_session.reset();
    m_host->stop();
    QVERIFY(m_host->start());
    QList<Invitation> ways;
    makeSession([&](SessionConfig &config) { config.whereIs = [&](const HostKey &) { return ways; }; });
    m_session->open(joinRequest(before));
    QSignalSpy moved(m_session.get(), &Session::moved);
    ways = at(m_host->port());
    m_session->hostSeen(m_host->identity.fingerprint);
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_session->invitation().port, m_host->port());
    QCOMPARE(moved.count(), 1);
    QCOMPARE(m_host->asked(u"hello"_s).last()[u"token"].toString(), u"secret"_s);
}

void TestSession::nobodyWhoAnswersIsFoundInVain()
{
    openAndWait();
    const quint16 before = m_host->port();
    m_host->stop();
    makeSession([&](SessionConfig &config) {
        config.whereIs = [](const HostKey &) { return QList<Invitation>(); };
        config.timing.finding = std::chrono::milliseconds(100);
    });
    QSignalSpy refused(m_session.get(), &Session::refused);
    m_session->open(joinRequest(before));
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(refused[0][0].value<SessionProblem>().text.contains(QString::number(before)));
    QCOMPARE(m_session->state(), State::Idle);
}

void TestSession::closeCallsNobodyBack()
{
    openAndWait();
    m_host->silent = true;
    int called = 0;
    m_session->rename(u"Anna"_s, [&](const auto &) { ++called; });
    m_session->search(u"x"_s, {}, [&](const auto &, const auto &) { ++called; });
    m_session->close();
    QCOMPARE(m_session->state(), State::Idle);
    m_host->silent = false;
    openAndWait();
    QCOMPARE(called, 0);
}

void TestSession::openGoesElsewhere()
{
    m_host->store(FakeHost::ben, u"here"_s);
    openAndWait();
    TimelineModel *model = lobby();
    FakeHost other(u"h_other"_s);
    other.store(FakeHost::ben, u"there"_s);
    QVERIFY(other.start());
    m_session->open(joinRequest(other.port()));
    QTRY_COMPARE(textsOf(model), QStringList{u"there"_s}); // the same model
    m_host->say(u"nobody hears this"_s);
    other.say(u"and"_s);
    QTRY_COMPARE(textsOf(model), (QStringList{u"there"_s, u"and"_s}));
    m_session.reset();
}

// ── What goes on beside the log

void TestSession::unreadFollowsTheHostAndTheReader()
{
    for (const QString &text : numbered(1, 5))
        m_host->store(FakeHost::ben, text);
    m_host->readTo = 2;
    m_host->unread = 3;
    openAndWait();
    const auto unread = [this] { return m_session->rooms()->index(0).data(RoomsModel::UnreadRole).toInt(); };
    QTRY_COMPARE(unread(), 3);
    m_host->say(u"m6"_s);
    QTRY_COMPARE(unread(), 4);
    m_session->post(lobbyId, u"m7"_s); // one's own does not count
    QTRY_COMPARE(lobby()->lastSeq(), 7);
    QCOMPARE(unread(), 4);
    m_session->markRead(lobbyId, 4);
    QCOMPARE(unread(), 2);
    m_session->markRead(lobbyId, 3); // never back
    QCOMPARE(unread(), 2);
    m_host->send({{u"type"_s, u"read"_s}, {u"room"_s, u"lobby"_s}, {u"from"_s, FakeHost::me}, {u"seq"_s, 6}});
    QTRY_COMPARE(unread(), 0); // read on another device

    m_host->cut();
    m_host->readTo = 6;
    m_host->unread = 0;
    QTRY_COMPARE(m_host->asked(u"join"_s).size(), 2);
    m_host->say(u"m8"_s);
    QTRY_COMPARE(unread(), 1);
}

void TestSession::mentionsAreCounted()
{
    openAndWait();
    for (const QString &text : {u"@amina come"_s, u"@Aminata come"_s, u"amina"_s, u"so, @Amina"_s})
        m_host->say(text);
    QTRY_COMPARE(lobby()->lastSeq(), 4);
    const QModelIndex room = m_session->rooms()->index(0);
    QCOMPARE(room.data(RoomsModel::UnreadRole).toInt(), 4);
    QCOMPARE(room.data(RoomsModel::MentionsRole).toInt(), 2);
    m_session->markRead(lobbyId, 1);
    QCOMPARE(room.data(RoomsModel::MentionsRole).toInt(), 1);
}

void TestSession::readIsSentAtMostOnceAnInterval()
{
    openAndWait();
    for (const QString &text : numbered(1, 9))
        m_host->say(text);
    QTRY_COMPARE(lobby()->lastSeq(), 9);
    for (qint64 seq = 1; seq <= 9; ++seq)
        m_session->markRead(lobbyId, seq);
    QTRY_COMPARE(m_host->asked(u"read"_s).size(),
                 2); // the first at once, the newest when the interval is over
    QCOMPARE(m_host->asked(u"read"_s)[0][u"seq"].toInteger(), 1);
    QCOMPARE(m_host->asked(u"read"_s)[1][u"seq"].toInteger(), 9);
}

void TestSession::typingIsSentAtMostOnceAnInterval()
{
    openAndWait();
    for (int n = 0; n < 5; ++n)
        m_session->typing(lobbyId);
    m_session->post(lobbyId, u"m1"_s); // comes after them
    QTRY_COMPARE(m_host->head(), 1);
    QCOMPARE(m_host->asked(u"typing"_s).size(), 1);
}

void TestSession::gatheredPresenceIsTakenWhole()
{
    openAndWait();
    PeopleModel *people = m_session->people(lobbyId);
    QTRY_VERIFY(people->rowCount() > 0);
    m_host->sendRaw(R"({"type":"presences","room":"lobby","people":250,"joined":[)"
                    R"({"id":"m_new","name":"Noor","role":"member","device":"phone"},)"
                    R"({"id":"m_gone","name":"Paul","role":"member"}],"left":[]})");
    QTRY_COMPARE(people->nameOf(u"m_new"_s), u"Noor"_s);
    QVERIFY(people->find(u"m_gone"_s)->online);
    m_host->sendRaw(R"({"type":"presences","room":"lobby","people":250,"joined":[],)"
                    R"("left":[{"id":"m_gone","name":"Paul","role":"member"}]})");
    QTRY_VERIFY(!people->find(u"m_gone"_s)->online);
    QVERIFY(people->find(u"m_new"_s)->online);
    QCOMPARE(m_session->rooms()->find(lobbyId)->people, 250);
}

void TestSession::typingOfOthersIsShown()
{
    openAndWait();
    m_host->send({{u"type"_s, u"typing"_s}, {u"room"_s, u"lobby"_s}, {u"from"_s, FakeHost::ben}});
    QTRY_COMPARE(lobby()->typingNames(), QStringList{u"Ben"_s});
    m_host->say(u"m1"_s);
    QTRY_COMPARE(lobby()->typingNames(), QStringList());
}

void TestSession::olderPagesComeFromTheHostAndThenFromTheCache()
{
    for (const QString &text : numbered(1, 450))
        m_host->store(FakeHost::ben, text);
    openAndWait();
    QTRY_COMPARE(textsOf(lobby()), numbered(251, 450));
    for (const int first : {51, 1}) {
        QVERIFY(lobby()->hasOlder());
        QSignalSpy fetched(lobby(), &TimelineModel::olderFetched);
        lobby()->fetchOlder();
        QTRY_COMPARE(fetched.count(), 1);
        QCOMPARE(textsOf(lobby()), numbered(first, 450));
    }
    QVERIFY(!lobby()->hasOlder());
    makeSession();
    m_host->requests.clear();
    openAndWait();
    while (lobby()->hasOlder()) {
        QSignalSpy fetched(lobby(), &TimelineModel::olderFetched);
        lobby()->fetchOlder();
        QTRY_COMPARE(fetched.count(), 1);
    }
    QCOMPARE(textsOf(lobby()), numbered(1, 450));
    QVERIFY(m_host->asked(u"history"_s).isEmpty());
}

void TestSession::newsIsWhatCameAfterTheFirstJoin()
{
    m_host->store(FakeHost::ben, u"old"_s);
    QSignalSpy arrived(m_session.get(), &Session::messageArrived);
    openAndWait();
    QCOMPARE(arrived.count(), 0);
    m_host->say(u"new"_s);
    QTRY_COMPARE(arrived.count(), 1);
    const quint16 port = m_host->port();
    m_host->stop();
    m_host->store(FakeHost::ben, u"meanwhile"_s);
    QVERIFY(m_host->start(port));
    QTRY_COMPARE(arrived.count(), 2);
    QCOMPARE(arrived[1][1].value<Event>().text, u"meanwhile"_s);
}

void TestSession::requestsFailWithWordsWhileOffline()
{
    openAndWait();
    m_host->stop();
    QTRY_COMPARE(m_session->state(), State::Waiting);
    std::optional<SessionProblem> problem;
    m_session->createRoom(u"Ward"_s, RoomKind::Public, {},
                          [&](const RoomId &, const auto &why) { problem = why; });
    QVERIFY(!problem); // later, never at once
    QTRY_VERIFY(problem);
    QVERIFY(!problem->text.isEmpty());
    QVERIFY(!problem->code);
}

void TestSession::aRequestThatMustWaitIsMadeLater_data()
{
    QTest::addColumn<QString>("code");
    for (const auto *code : {"rate_limited", "storage", "busy"})
        QTest::newRow(code) << QString::fromLatin1(code);
}

void TestSession::aRequestThatMustWaitIsMadeLater()
{
    QFETCH(QString, code);
    openAndWait();
    int asked = 0;
    m_host->hook = [&](const QJsonObject &request) {
        if (request[u"type"].toString() != u"rename")
            return false;
        if (++asked < 3)
            m_host->refuse(request, code, {{u"retry"_s, 20}});
        else
            m_host->reply(
                request,
                {{u"me"_s,
                  QJsonObject{{u"id"_s, FakeHost::me}, {u"name"_s, u"Mina"_s}, {u"role"_s, u"member"_s}}}});
        return true;
    };
    int answers = 0;
    std::optional<SessionProblem> problem;
    m_session->rename(u"Mina"_s, [&](const auto &why) {
        ++answers;
        problem = why;
    });
    QTRY_COMPARE(answers, 1);
    QVERIFY(!problem);
    QCOMPARE(m_session->me().name, u"Mina"_s);
    QCOMPARE(asked, 3);
}

void TestSession::aRequestThatWasLostIsMadeAgainWithItsKey()
{
    openAndWait();
    QStringList keys;
    m_host->hook = [&](const QJsonObject &request) {
        if (request[u"type"].toString() != u"create")
            return false;
        keys.append(request[u"key"].toString());
        if (keys.size() == 1) { // done or not: nobody knows
            QMetaObject::invokeMethod(m_host.get(), &FakeHost::cut, Qt::QueuedConnection);
            return true;
        }
        QJsonObject room = m_host->room();
        room[u"id"_s] = u"r_ward"_s;
        room[u"name"_s] = u"Ward"_s;
        m_host->reply(request, {{u"room"_s, room}});
        return true;
    };
    RoomId made;
    m_session->createRoom(u"Ward"_s, RoomKind::Public, {}, [&](const RoomId &room, const auto &why) {
        QVERIFY(!why);
        made = room;
    });
    QTRY_COMPARE(made, u"r_ward"_s);
    QCOMPARE(keys.size(), 2);
    QVERIFY(!keys[0].isEmpty());
    QCOMPARE(keys[0], keys[1]);
}

void TestSession::aPauseIsNoErrorAndKeepsTheOrder_data()
{
    aRequestThatMustWaitIsMadeLater_data();
}

void TestSession::aPauseIsNoErrorAndKeepsTheOrder()
{
    QFETCH(QString, code);
    openAndWait();
    bool pauses = true;
    m_host->hook = [&](const QJsonObject &request) {
        if (request[u"type"].toString() != u"post" || !pauses)
            return false;
        m_host->refuse(request, code);
        return true;
    };
    QSignalSpy problems(m_session.get(), &Session::problem);
    for (const QString &text : numbered(1, 3))
        m_session->post(lobbyId, text);
    QTRY_COMPARE(m_session->waiting().size(), 3);
    QVERIFY(!m_session->waiting().first().refused);
    QVERIFY(!m_session->waiting().first().why.isEmpty());
    QTRY_VERIFY(m_host->asked(u"post"_s).size() >= 3);
    const qsizetype refused = m_host->asked(u"post"_s).size();
    pauses = false;
    QTRY_COMPARE(textsOf(lobby()), numbered(1, 3));
    QTRY_COMPARE(m_session->waiting().size(), 0);
    QCOMPARE(problems.count(), 0);
    for (qsizetype n = 0; n <= refused; ++n) // the first one, until it is taken; nothing overtakes it
        QCOMPARE(m_host->asked(u"post"_s)[n][u"text"].toString(), u"m1"_s);
}

void TestSession::whatIsReadWhileAwayIsToldOnReturn()
{
    m_host->store(FakeHost::ben, u"m1"_s);
    openAndWait();
    const quint16 port = m_host->port();
    m_host->stop();
    QTRY_COMPARE(m_session->state(), State::Waiting);
    m_session->markRead(lobbyId, 1);
    QVERIFY(m_host->start(port));
    QTRY_COMPARE(m_host->asked(u"read"_s).size(), 1);
    QCOMPARE(m_host->asked(u"read"_s)[0][u"seq"].toInteger(), 1);
}

void TestSession::theBeatTellsTheClockDifference()
{
    openAndWait();
    m_host->send({{u"type"_s, u"beat"_s}, {u"time"_s, m_clock.wallMs() + 90'000}});
    QTRY_COMPARE(m_session->clockDifferenceMs(), std::optional<qint64>(90'000));
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
