// The agents' side of the help desk in a session: what is listed and in which order, what is listened to, and
// what survives a lost connection.
#include "client/desk/helpdesk.h"
#include "client/roomsmodel.h"
#include "client/session.h"
#include "protocol/clock.h"
#include "tests/client/fakedesk.h"
#include "tests/client/sessionsupport.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

using State = Session::State;

class TestHelpDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void ticketsStandInTheOrderOfTheQueue();
    void oneThatMovesKeepsItsRow();
    void theOldestResolvedOnesAreLetGo();
    void theQueueIsFetchedForThoseWhoAnswerSomewhere();
    void conversationsAreNotAmongTheRooms();
    void whatIsMineIsListenedTo();
    void whatChangedWhileOneWasAwayIsKnownAfterwards();
    void aNewQuestionIsToldOnce();
    void whatOnePutsBackIsNoNews();
    void anAnswerSurvivesTheEndOfTheProgram();
    void aTopicThatGoesTakesItsTicketsAlong();
    void rolesDecideAtOnce();
    void theOwnerAsksForFiguresAndOrigins();

private:
    void enter();
    HelpDesk &desk() const { return *m_session->helpDesk(); }
    QStringList listed() const;
    QStringList joined() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeHost> m_host;
    std::unique_ptr<FakeDesk> m_desk;
    std::unique_ptr<Session> m_session;
    SystemClock m_clock;
};

static RoomInfo ticket(const QString &id, TicketState state, qint64 since, const QString &agent = {})
{
    RoomInfo room;
    room.id = id;
    room.name = id;
    room.kind = RoomKind::Private;
    Ticket made;
    made.desk = u"Support"_s;
    made.deskId = u"r_desk"_s;
    made.number = since;
    made.state = state;
    made.agent = {agent, agent};
    made.since = since;
    room.ticket = made;
    return room;
}

static QStringList idsOf(const TicketsModel &model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids.append(model.index(row).data(TicketsModel::IdRole).toString());
    return ids;
}

void TestHelpDesk::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_host = std::make_unique<FakeHost>();
    m_host->role = u"agent"_s;
    m_desk = std::make_unique<FakeDesk>(*m_host);
    QVERIFY(m_host->start());
    m_session = std::make_unique<Session>(sessionConfig(m_folder->path()), m_clock);
}

void TestHelpDesk::cleanup()
{
    m_session.reset();
    m_desk.reset();
    m_host.reset();
}

void TestHelpDesk::enter()
{
    QSignalSpy filled(&desk(), &HelpDesk::olderChanged);
    m_session->open(joinRequest(m_host->port()));
    QTRY_COMPARE(m_session->state(), State::Online);
    m_desk->open();
    QTRY_COMPARE(filled.count(), 1);
    QCOMPARE(desk().tickets()->rowCount(), int(m_desk->tickets.size()));
}

QStringList TestHelpDesk::listed() const
{
    return idsOf(*desk().tickets());
}

QStringList TestHelpDesk::joined() const
{
    QStringList rooms;
    for (const QJsonObject &request : m_host->asked(u"join"_s))
        rooms.append(request[u"room"].toString());
    return rooms;
}

void TestHelpDesk::ticketsStandInTheOrderOfTheQueue()
{
    TicketsModel model;
    model.setMe(u"m_me"_s);
    model.put(ticket(u"resolved early"_s, TicketState::Resolved, 10));
    model.put(ticket(u"waits short"_s, TicketState::Waiting, 90));
    model.put(ticket(u"resolved late"_s, TicketState::Resolved, 20));
    model.put(ticket(u"claimed"_s, TicketState::Claimed, 50, u"m_me"_s));
    model.put(ticket(u"waits long"_s, TicketState::Waiting, 30));
    QCOMPARE(idsOf(model),
             (QStringList{u"waits long"_s, u"waits short"_s, u"claimed"_s, u"resolved late"_s,
                          u"resolved early"_s}));
    QCOMPARE(model.waiting(), 2);
    QVERIFY(model.isMine(*model.find(u"claimed"_s)));
    model.setUnread(u"claimed"_s, 3);
    model.setUnread(u"waits long"_s, 9); // of those that are mine alone
    QCOMPARE(model.unread(), 3);
    QCOMPARE(model.lastOf(TicketState::Resolved)->id, u"resolved early"_s);
}

void TestHelpDesk::oneThatMovesKeepsItsRow()
{
    TicketsModel model;
    model.put(ticket(u"a"_s, TicketState::Waiting, 1));
    model.put(ticket(u"b"_s, TicketState::Waiting, 2));
    const QPersistentModelIndex a(model.index(0));
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    model.put(ticket(u"a"_s, TicketState::Claimed, 3, u"m_ben"_s));
    QCOMPARE(idsOf(model), (QStringList{u"b"_s, u"a"_s}));
    QCOMPARE(a.row(), 1);
    QVERIFY(removed.isEmpty());
}

void TestHelpDesk::theOldestResolvedOnesAreLetGo()
{
    TicketsModel model;
    for (int n = 1; n <= bounds::ticketsKnown; ++n)
        model.put(ticket(QString::number(n), TicketState::Resolved, n));
    QCOMPARE(model.rowCount(), bounds::ticketsKnown);
    model.put(ticket(u"one more"_s, TicketState::Waiting, 1));
    QCOMPARE(model.rowCount(), bounds::ticketsKnown);
    QCOMPARE(model.rowOf(u"1"_s), -1);
    QCOMPARE(model.rowOf(u"one more"_s), 0);
}

void TestHelpDesk::theQueueIsFetchedForThoseWhoAnswerSomewhere()
{
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 4);
    m_session->open(joinRequest(m_host->port()));
    m_session->timeline(lobbyId);
    QTRY_COMPARE(m_session->state(), State::Online);
    QTRY_COMPARE(joined(), QStringList{u"lobby"_s});
    QVERIFY(m_host->asked(u"tickets"_s).isEmpty());
    m_desk->open();
    QTRY_COMPARE(listed(), QStringList{u"r_1"_s});
    QStringList states;
    QTRY_COMPARE(m_host->asked(u"tickets"_s).size(), 3);
    for (const QJsonObject &request : m_host->asked(u"tickets"_s))
        states.append(request[u"state"].toString());
    QCOMPARE(states, (QStringList{u"waiting"_s, u"claimed"_s, u"resolved"_s}));
    QCOMPARE(joined(), QStringList{u"lobby"_s}); // neither topics nor what nobody looks at
}

void TestHelpDesk::conversationsAreNotAmongTheRooms()
{
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 4);
    enter();
    desk().look(u"r_1"_s);
    QTRY_VERIFY(joined().contains(u"r_1"_s) && joined().contains(u"r_notes1"_s));
    QTRY_VERIFY(m_session->room(u"r_notes1"_s)); // it came
    QCOMPARE(m_session->rooms()->rowOf(u"r_1"_s), -1);
    QCOMPARE(m_session->rooms()->rowOf(u"r_notes1"_s), -1);
    QCOMPARE(m_session->room(u"r_1"_s)->name, u"Fatima"_s);
    QCOMPARE(m_session->rooms()
                 ->index(m_session->rooms()->rowOf(u"r_desk"_s))
                 .data(RoomsModel::SectionRole)
                 .toInt(),
             int(RoomsModel::Section::Desk));
}

void TestHelpDesk::whatIsMineIsListenedTo()
{
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 4);
    m_desk->ask(u"Jorge"_s, u"The door is locked"_s, 2);
    m_desk->change(2, {{u"state"_s, u"claimed"_s}, {u"agent"_s, FakeDesk::person(FakeHost::me, u"Amina"_s)}});
    enter();
    QTRY_VERIFY(joined().contains(u"r_2"_s));
    QVERIFY(!joined().contains(u"r_1"_s));
    QSignalSpy arrived(m_session.get(), &Session::messageArrived);
    m_host->send({{u"type"_s, u"event"_s},
                  {u"room"_s, u"r_2"_s},
                  {u"seq"_s, 1},
                  {u"at"_s, FakeDesk::now},
                  {u"from"_s, u"m_v2"_s},
                  {u"name"_s, u"Jorge"_s},
                  {u"kind"_s, u"message"_s},
                  {u"key"_s, u"k"_s},
                  {u"text"_s, u"Hello?"_s}});
    QTRY_COMPARE(arrived.count(), 1);
    QTRY_COMPARE(desk().tickets()->unread(), 1);
    QCOMPARE(desk().unread(), 2); // and one that waits
    m_host->cut();
    const qsizetype before = joined().count(u"r_2"_s);
    QTRY_COMPARE(joined().count(u"r_2"_s), before + 1); // on return
    desk().resolve(u"r_2"_s, {});
    QTRY_COMPARE(m_host->asked(u"leave"_s).size(), 1); // no more mine, and nobody looks
}

void TestHelpDesk::whatChangedWhileOneWasAwayIsKnownAfterwards()
{
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 4);
    m_desk->ask(u"Jorge"_s, u"The door is locked"_s, 2);
    enter();
    desk().look(u"r_2"_s);
    m_desk->tickets.removeFirst(); // to a topic of others
    m_desk->tickets.first()[u"ticket"] = [this] {
        QJsonObject changed = m_desk->tickets.first()[u"ticket"].toObject();
        changed[u"state"] = u"claimed"_s;
        changed[u"agent"] = FakeDesk::person(FakeHost::ben, u"Ben"_s);
        return changed;
    }();
    m_host->cut();
    QTRY_COMPARE(m_host->asked(u"hello"_s).size(), 2); // until then it takes itself to be online still
    QTRY_COMPARE(m_session->state(), State::Online);
    m_desk->open();
    QTRY_COMPARE(listed(), QStringList{u"r_2"_s});
    QTRY_COMPARE(m_session->room(u"r_2"_s)->ticket->state, TicketState::Claimed);
    QCOMPARE(m_host->asked(u"look"_s).last()[u"room"].toString(), u"r_2"_s); // said again
}

void TestHelpDesk::aNewQuestionIsToldOnce()
{
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 4);
    QSignalSpy arrived(&desk(), &HelpDesk::questionArrived);
    enter();
    QCOMPARE(arrived.count(), 0); // it was there
    m_desk->ask(u"Jorge"_s, u"The door is locked"_s, 0);
    m_desk->tell(2);
    QTRY_COMPARE(arrived.count(), 1);
    m_desk->change(2, {{u"excerpt"_s, u"Still locked"_s}});
    m_desk->tell(2);
    QTRY_COMPARE(m_session->room(u"r_2"_s)->ticket->excerpt, u"Still locked"_s);
    QCOMPARE(arrived.count(), 1);
    m_desk->change(2, {{u"state"_s, u"resolved"_s}});
    m_desk->tell(2);
    m_desk->change(2, {{u"state"_s, u"waiting"_s}});
    m_desk->tell(2);
    QTRY_COMPARE(arrived.count(), 2); // the visitor wrote again
}

void TestHelpDesk::whatOnePutsBackIsNoNews()
{
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 4);
    enter();
    QSignalSpy arrived(&desk(), &HelpDesk::questionArrived);
    int done = 0;
    desk().claim(u"r_1"_s, [&done](const auto &problem) { done += problem ? 100 : 1; });
    QTRY_COMPARE(done, 1);
    desk().putBack(u"r_1"_s, [&done](const auto &problem) { done += problem ? 100 : 1; });
    QTRY_COMPARE(done, 2);
    QTRY_COMPARE(m_session->room(u"r_1"_s)->ticket->state, TicketState::Waiting);
    QCOMPARE(arrived.count(), 0);
}

void TestHelpDesk::anAnswerSurvivesTheEndOfTheProgram()
{
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 4);
    m_desk->change(1, {{u"state"_s, u"claimed"_s}, {u"agent"_s, FakeDesk::person(FakeHost::me, u"Amina"_s)}});
    enter();
    QTRY_VERIFY(joined().contains(u"r_1"_s));
    const quint16 port = m_host->port();
    m_host->stop();
    QTRY_COMPARE(m_session->state(), State::Waiting);
    m_session->post(u"r_1"_s, u"It is here"_s);
    QCOMPARE(m_session->waiting().size(), 1);
    QCOMPARE(m_session->waiting().first().place, u"Fatima"_s);
    m_session = std::make_unique<Session>(sessionConfig(m_folder->path()), m_clock);
    QVERIFY(m_host->start(port));
    m_session->open(joinRequest(port));
    QTRY_COMPARE(m_host->asked(u"post"_s).size(), 1);
    QCOMPARE(m_host->asked(u"post"_s).first()[u"room"].toString(), u"r_1"_s);
    QCOMPARE(m_host->asked(u"post"_s).first()[u"text"].toString(), u"It is here"_s);
    QTRY_VERIFY(m_session->waiting().isEmpty());
}

void TestHelpDesk::aTopicThatGoesTakesItsTicketsAlong()
{
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 4);
    enter();
    QJsonObject gone = m_desk->tickets.first();
    gone[u"id"] = u"r_desk"_s;
    gone[u"kind"] = u"desk"_s;
    gone.remove(u"ticket");
    m_host->send({{u"type"_s, u"room"_s}, {u"room"_s, gone}, {u"gone"_s, true}});
    QTRY_COMPARE(listed(), QStringList());
    QVERIFY(desk().topics().isEmpty());
}

void TestHelpDesk::rolesDecideAtOnce()
{
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 4);
    enter();
    m_desk->refusal = u"forbidden"_s;
    std::optional<SessionProblem> refused;
    desk().claim(u"r_1"_s, [&refused](const auto &problem) { refused = problem; });
    QTRY_VERIFY(refused);
    QCOMPARE(refused->code, ErrorCode::Forbidden);
    QVERIFY(!refused->text.isEmpty());
    QCOMPARE(m_session->room(u"r_1"_s)->ticket->state, TicketState::Waiting);
}

void TestHelpDesk::theOwnerAsksForFiguresAndOrigins()
{
    m_desk->fixed = {u"http://fixed.example"_s};
    m_desk->figures = {QJsonObject{{u"day"_s, u"2026-11-21"_s},
                                   {u"desk"_s, u"Support"_s},
                                   {u"opened"_s, 2},
                                   {u"resolved"_s, 1},
                                   {u"reopened"_s, 0},
                                   {u"waitedMedian"_s, 5},
                                   {u"waitedP90"_s, 6},
                                   {u"waitedMost"_s, 7},
                                   {u"handledMedian"_s, 8},
                                   {u"handledP90"_s, 9}}};
    enter();
    QList<DeskDay> days;
    desk().askFigures(1, 2, [&days](const QList<DeskDay> &found, const auto &) { days = found; });
    QTRY_COMPARE(days.size(), 1);
    QCOMPARE(days.first().waitedMost, 7);
    reply::Origins origins;
    desk().setOrigins({u"http://intranet"_s},
                      [&origins](const reply::Origins &now, const auto &) { origins = now; });
    QTRY_COMPARE(origins.origins, QStringList{u"http://intranet"_s});
    QCOMPARE(origins.fixed, QStringList{u"http://fixed.example"_s});
    desk().askOrigins([&origins](const reply::Origins &now, const auto &) { origins = now; });
    QTRY_COMPARE(m_host->asked(u"origins"_s).size(), 2);
    QVERIFY(!m_host->asked(u"origins"_s).last().contains(u"origins"_s)); // only asks
}

QTEST_GUILESS_MAIN(TestHelpDesk)

#include "tst_helpdesk.moc"
