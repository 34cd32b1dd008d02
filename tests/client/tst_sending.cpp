// What a session sends, against a host that refuses, pauses, keeps silent and goes: in its order, once, or
// said in words.
#include "tests/client/sessiontest.h"

#include <QSignalSpy>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using State = Session::State;

class TestSending : public SessionTest {
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

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
    void requestsFailWithWordsWhileOffline();
    void aRequestThatMustWaitIsMadeLater_data();
    void aRequestThatMustWaitIsMadeLater();
    void aRequestThatWasLostIsMadeAgainWithItsKey();
    void aPauseIsNoErrorAndKeepsTheOrder_data();
    void aPauseIsNoErrorAndKeepsTheOrder();
};

void TestSending::whatWaitsIsSentOnceOnReturn()
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

void TestSending::whatWaitsOutlivesTheSession()
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

void TestSending::postsGoOutInOrderWhateverIsRefused_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("fields");
    QTest::newRow("rate_limited") << u"rate_limited"_s << QJsonObject{{u"retry"_s, 40}};
    QTest::newRow("storage") << u"storage"_s << QJsonObject();
    QTest::newRow("busy") << u"busy"_s << QJsonObject();
}

void TestSending::postsGoOutInOrderWhateverIsRefused()
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

void TestSending::aFinalRefusalIsShownAndCanBeRetried()
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

void TestSending::aRefusedMessageCanBeGivenUp()
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

void TestSending::aRefusedEditKeepsItsWords()
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

void TestSending::aRefusedReactionIsAProblem()
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

void TestSending::whatNoFrameCanHoldIsNotSent()
{
    openAndWait();
    const QString long_(70'000, u'x');
    m_session->post(lobbyId, long_);
    m_session->post(lobbyId, u"short"_s);
    QTRY_COMPARE(textsOf(lobby()), (QStringList{u"short"_s, long_ + u'!'}));
    QCOMPARE(m_host->asked(u"post"_s).size(), 1);
    QCOMPARE(m_session->state(), State::Online);
}

void TestSending::anAnswerThatNeverComesIsSentAgain()
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

void TestSending::requestsFailWithWordsWhileOffline()
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

void TestSending::aRequestThatMustWaitIsMadeLater_data()
{
    QTest::addColumn<QString>("code");
    for (const auto *code : {"rate_limited", "storage", "busy"})
        QTest::newRow(code) << QString::fromLatin1(code);
}

void TestSending::aRequestThatMustWaitIsMadeLater()
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

void TestSending::aRequestThatWasLostIsMadeAgainWithItsKey()
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

void TestSending::aPauseIsNoErrorAndKeepsTheOrder_data()
{
    aRequestThatMustWaitIsMadeLater_data();
}

void TestSending::aPauseIsNoErrorAndKeepsTheOrder()
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

QTEST_GUILESS_MAIN(TestSending)
#include "tst_sending.moc"
