// What goes on beside the log: what is unread, who is there and types, what is news.
#include "client/peoplemodel.h"
#include "client/roomsmodel.h"
#include "tests/client/sessiontest.h"

#include <QSignalSpy>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

using State = Session::State;

class TestAttending : public SessionTest {
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void unreadFollowsTheHostAndTheReader();
    void mentionsAreCounted();
    void readIsSentAtMostOnceAnInterval();
    void typingIsSentAtMostOnceAnInterval();
    void typingOfOthersIsShown();
    void gatheredPresenceIsTakenWhole();
    void olderPagesComeFromTheHostAndThenFromTheCache();
    void newsIsWhatCameAfterTheFirstJoin();
    void whatIsReadWhileAwayIsToldOnReturn();
    void theBeatTellsTheClockDifference();
};

void TestAttending::unreadFollowsTheHostAndTheReader()
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

void TestAttending::mentionsAreCounted()
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

void TestAttending::readIsSentAtMostOnceAnInterval()
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

void TestAttending::typingIsSentAtMostOnceAnInterval()
{
    openAndWait();
    for (int n = 0; n < 5; ++n)
        m_session->typing(lobbyId);
    m_session->post(lobbyId, u"m1"_s); // comes after them
    QTRY_COMPARE(m_host->head(), 1);
    QCOMPARE(m_host->asked(u"typing"_s).size(), 1);
}

void TestAttending::gatheredPresenceIsTakenWhole()
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

void TestAttending::typingOfOthersIsShown()
{
    openAndWait();
    m_host->send({{u"type"_s, u"typing"_s}, {u"room"_s, u"lobby"_s}, {u"from"_s, FakeHost::ben}});
    QTRY_COMPARE(lobby()->typingNames(), QStringList{u"Ben"_s});
    m_host->say(u"m1"_s);
    QTRY_COMPARE(lobby()->typingNames(), QStringList());
}

void TestAttending::olderPagesComeFromTheHostAndThenFromTheCache()
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

void TestAttending::newsIsWhatCameAfterTheFirstJoin()
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

void TestAttending::whatIsReadWhileAwayIsToldOnReturn()
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

void TestAttending::theBeatTellsTheClockDifference()
{
    openAndWait();
    m_host->send({{u"type"_s, u"beat"_s}, {u"time"_s, m_clock.wallMs() + 90'000}});
    QTRY_COMPARE(m_session->clockDifferenceMs(), std::optional<qint64>(90'000));
}

QTEST_GUILESS_MAIN(TestAttending)
#include "tst_attending.moc"
