// The agents' side of the help desk against a real host: an owner and an agent in sessions, and a visitor who
// speaks the protocol by hand.
#include "client/desk/helpdesk.h"
#include "client/roomsmodel.h"
#include "tests/client/hostedtest.h"
#include "tests/support/patience.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QWebSocket>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

using State = Session::State;

namespace {

class Visitor {
public:
    void open(quint16 port, const QString &name)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString &text) {
            said.append(QJsonDocument::fromJson(text.toUtf8()).object());
        });
        QObject::connect(&m_socket, &QWebSocket::connected, &m_socket, [this, name] {
            say({{u"type"_s, u"hello"_s},
                 {u"protocol"_s, 1},
                 {u"name"_s, name},
                 {u"desk"_s, u"support"_s},
                 {u"beat"_s, 0}});
        });
        m_socket.open(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(port)));
    }
    void say(QJsonObject request)
    {
        request[u"id"] = ++m_id;
        m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact)));
    }
    void post(const QString &text)
    {
        say({{u"type"_s, u"post"_s}, {u"room"_s, room()}, {u"key"_s, u"k%1"_s.arg(m_id)}, {u"text"_s, text}});
    }
    RoomId room() const
    {
        for (const QJsonObject &message : said) {
            if (message[u"type"].toString() == u"welcome")
                return message[u"rooms"][0][u"id"].toString();
        }
        return {};
    }
    QStringList texts() const
    {
        QStringList heard;
        for (const QJsonObject &message : said) {
            if (message[u"type"].toString() == u"event")
                heard.append(message[u"text"].toString());
        }
        return heard;
    }
    QList<QJsonObject> said;

private:
    QWebSocket m_socket;
    int m_id = 0;
};

} // namespace

class TestHostedDesk : public HostedTest {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aQuestionIsClaimedAnsweredAndResolved();
    void aVisitorWhoWritesAgainWaitsAgain();
    void twoCannotHaveTheSame();
    void notesStayAmongAgents();
    void theQueueSurvivesTheHost();
    void aTopicIsSetUp();
    void figuresCountWhatWasDone();
    void whoIsNoAgentAnyMoreSeesNothing();

private:
    void bothAnswer();
    void ask(Visitor &visitor, const QString &name, const QString &text);
    HelpDesk &desk(const std::unique_ptr<Session> &session) const { return *session->helpDesk(); }
    TicketState stateOf(const std::unique_ptr<Session> &session, const RoomId &room) const
    {
        const RoomInfo *known = session->room(room);
        return known && known->ticket ? known->ticket->state : TicketState::Resolved;
    }
    /// Does it, and waits for its answer.
    std::optional<ErrorCode> done(const std::function<void(Session::Done)> &act) const;
};

void TestHostedDesk::init()
{
    setUp();
}

void TestHostedDesk::cleanup()
{
    tearDown();
}

std::optional<ErrorCode> TestHostedDesk::done(const std::function<void(Session::Done)> &act) const
{
    std::optional<std::optional<SessionProblem>> answer;
    act([&answer](const std::optional<SessionProblem> &problem) { answer = problem; });
    [&answer] { QTRY_VERIFY(answer.has_value()); }();
    return answer && *answer ? (*answer)->code : std::nullopt;
}

/// Amina hosts and makes a topic; Ben is made an agent.
void TestHostedDesk::bothAnswer()
{
    JoinRequest owner = joinRequest(m_port, u"Amina"_s);
    owner.token = m_host->ownerToken();
    m_amina->open(owner);
    QTRY_COMPARE(m_amina->state(), State::Online);
    enter(*m_ben, u"Ben"_s);
    RoomId made;
    m_amina->createRoom(u"Support"_s, RoomKind::Desk, {},
                        [&made](const RoomId &room, const auto &) { made = room; });
    QTRY_VERIFY(!made.isEmpty());
    QCOMPARE(desk(m_amina).topics().size(), 1);
    QVERIFY(desk(m_ben).topics().isEmpty());
    QSignalSpy listed(&desk(m_ben), &HelpDesk::olderChanged);
    const request::SetRole role{m_ben->me().id, Role::Agent};
    QVERIFY(!done([&](Session::Done then) { m_amina->order(role, std::move(then)); }));
    QTRY_COMPARE(desk(m_ben).topics().size(), 1);
    QTRY_VERIFY(!listed.isEmpty()); // what arrives from here on is news
}

void TestHostedDesk::ask(Visitor &visitor, const QString &name, const QString &text)
{
    visitor.open(m_port, name);
    QTRY_VERIFY(!visitor.room().isEmpty());
    visitor.say({{u"type"_s, u"join"_s}, {u"room"_s, visitor.room()}});
    visitor.post(text);
    QTRY_COMPARE(visitor.texts(), QStringList{text});
}

void TestHostedDesk::aQuestionIsClaimedAnsweredAndResolved()
{
    bothAnswer();
    QSignalSpy arrived(&desk(m_ben), &HelpDesk::questionArrived);
    Visitor fatima;
    ask(fatima, u"Fatima"_s, u"Where is my parcel?"_s);
    QTRY_COMPARE(arrived.count(), 1);
    const RoomId room = fatima.room();
    QTRY_COMPARE(m_ben->room(room)->ticket->excerpt, u"Where is my parcel?"_s);
    QCOMPARE(m_ben->room(room)->name, u"Fatima"_s);
    QVERIFY(m_ben->room(room)->ticket->visitorOnline);
    QCOMPARE(m_ben->rooms()->rowOf(room), -1);
    desk(m_ben).look(room);
    QTRY_COMPARE(textsOf(m_ben->timeline(room)), QStringList{u"Where is my parcel?"_s});
    QTRY_VERIFY(m_amina->room(room));
    QTRY_COMPARE(m_amina->room(room)->ticket->looking.size(), 1); // the other one is told
    QVERIFY(!done([&](Session::Done then) { desk(m_ben).claim(room, std::move(then)); }));
    QTRY_COMPARE(stateOf(m_amina, room), TicketState::Claimed);
    QCOMPARE(m_amina->room(room)->ticket->agent.name, u"Ben"_s);
    m_ben->post(room, u"It is here"_s);
    QTRY_COMPARE(fatima.texts().last(), u"It is here"_s);
    QVERIFY(!done([&](Session::Done then) { desk(m_ben).resolve(room, std::move(then)); }));
    QTRY_COMPARE(stateOf(m_amina, room), TicketState::Resolved);
}

void TestHostedDesk::aVisitorWhoWritesAgainWaitsAgain()
{
    bothAnswer();
    Visitor fatima;
    ask(fatima, u"Fatima"_s, u"Where is my parcel?"_s);
    const RoomId room = fatima.room();
    QTRY_VERIFY(m_ben->room(room));
    QVERIFY(!done([&](Session::Done then) { desk(m_ben).claim(room, std::move(then)); }));
    QVERIFY(!done([&](Session::Done then) { desk(m_ben).resolve(room, std::move(then)); }));
    QSignalSpy arrived(&desk(m_ben), &HelpDesk::questionArrived);
    fatima.post(u"It is not there"_s);
    QTRY_COMPARE(arrived.count(), 1);
    QCOMPARE(stateOf(m_ben, room), TicketState::Waiting);
    QVERIFY(!done([&](Session::Done then) { desk(m_ben).claim(room, std::move(then)); }));
    QVERIFY(!done([&](Session::Done then) { desk(m_ben).putBack(room, std::move(then)); }));
    QCOMPARE(stateOf(m_ben, room), TicketState::Waiting);
    QCOMPARE(arrived.count(), 1); // what one puts back is no news
}

void TestHostedDesk::twoCannotHaveTheSame()
{
    bothAnswer();
    Visitor fatima;
    ask(fatima, u"Fatima"_s, u"Where is my parcel?"_s);
    const RoomId room = fatima.room();
    QTRY_VERIFY(m_ben->room(room) && m_amina->room(room));
    QVERIFY(!done([&](Session::Done then) { desk(m_amina).claim(room, std::move(then)); }));
    QCOMPARE(done([&](Session::Done then) { desk(m_ben).claim(room, std::move(then)); }),
             ErrorCode::Forbidden);
    QVERIFY(
        !done([&](Session::Done then) { desk(m_amina).handOver(room, m_ben->me().id, std::move(then)); }));
    QTRY_VERIFY(desk(m_ben).tickets()->isMine(*m_ben->room(room)));
}

void TestHostedDesk::notesStayAmongAgents()
{
    bothAnswer();
    Visitor fatima;
    ask(fatima, u"Fatima"_s, u"Where is my parcel?"_s);
    const RoomId room = fatima.room();
    QTRY_VERIFY(m_ben->room(room) && m_amina->room(room));
    desk(m_ben).look(room);
    desk(m_amina).look(room);
    const RoomId notes = m_ben->room(room)->ticket->notes;
    QVERIFY(!notes.isEmpty());
    QTRY_VERIFY(m_ben->room(notes) && m_amina->room(notes));
    m_ben->post(notes, u"Was here yesterday"_s);
    QTRY_COMPARE(textsOf(m_amina->timeline(notes)), QStringList{u"Was here yesterday"_s});
    QCOMPARE(m_amina->rooms()->rowOf(notes), -1);
    QCOMPARE(fatima.texts(), QStringList{u"Where is my parcel?"_s});
    for (const QJsonObject &message : std::as_const(fatima.said))
        QVERIFY(!QJsonDocument(message).toJson().contains(notes.toUtf8()));
}

void TestHostedDesk::theQueueSurvivesTheHost()
{
    bothAnswer();
    Visitor fatima, jorge;
    ask(fatima, u"Fatima"_s, u"Where is my parcel?"_s);
    ask(jorge, u"Jorge"_s, u"The door is locked"_s);
    QTRY_COMPARE(desk(m_ben).tickets()->rowCount(), 2);
    QVERIFY(!done([&](Session::Done then) { desk(m_ben).claim(fatima.room(), std::move(then)); }));
    stopHost();
    QTRY_VERIFY(m_ben->state() != State::Online);
    m_ben->post(fatima.room(), u"typed while away"_s);
    startHost();
    QTRY_COMPARE(m_ben->state(), State::Online);
    QTRY_VERIFY(m_ben->waiting().isEmpty());
    QTRY_COMPARE(textsOf(m_ben->timeline(fatima.room())),
                 (QStringList{u"Where is my parcel?"_s, u"typed while away"_s}));
    QCOMPARE(stateOf(m_ben, fatima.room()), TicketState::Claimed);
    QCOMPARE(stateOf(m_ben, jorge.room()), TicketState::Waiting);
    QTRY_COMPARE(desk(m_ben).unread(), 2); // Jorge, and what Fatima said that was not looked at
}

void TestHostedDesk::aTopicIsSetUp()
{
    bothAnswer();
    const RoomId topic = desk(m_amina).topics().first().id;
    const request::SetDesk change{topic, QStringList{m_ben->me().id}, u"Good day"_s, u"Back at eight"_s,
                                  QList<DeskHours>{{1, 480, 1020}}};
    QVERIFY(!done([&](Session::Done then) { desk(m_amina).setTopic(change, std::move(then)); }));
    QTRY_COMPARE(desk(m_ben).topic(topic)->desk->greeting, u"Good day"_s);
    QCOMPARE(desk(m_ben).topic(topic)->desk->hours, *change.hours);
    const QList<CannedReply> replies{{u"hello"_s, u"Good day! How can I help?"_s}};
    QVERIFY(!done([&](Session::Done then) { desk(m_ben).setCanned(topic, replies, std::move(then)); }));
    QTRY_COMPARE(desk(m_amina).topic(topic)->desk->canned, replies);
    reply::Origins origins;
    desk(m_amina).setOrigins({u"http://intranet:8080"_s},
                             [&origins](const reply::Origins &now, const auto &) { origins = now; });
    QTRY_COMPARE(origins.origins, QStringList{u"http://intranet:8080"_s});
    QCOMPARE(done([&](Session::Done then) { desk(m_ben).setTopic(change, std::move(then)); }),
             ErrorCode::Forbidden); // the owner alone
}

void TestHostedDesk::figuresCountWhatWasDone()
{
    bothAnswer();
    Visitor fatima;
    ask(fatima, u"Fatima"_s, u"Where is my parcel?"_s);
    const RoomId room = fatima.room();
    QTRY_VERIFY(m_ben->room(room));
    QVERIFY(!done([&](Session::Done then) { desk(m_ben).claim(room, std::move(then)); }));
    QVERIFY(!done([&](Session::Done then) { desk(m_ben).resolve(room, std::move(then)); }));
    constexpr qint64 day = 24 * 60 * 60 * 1000;
    QList<DeskDay> days;
    desk(m_amina).askFigures(m_amina->hostTime() - day, m_amina->hostTime() + day,
                             [&days](const QList<DeskDay> &found, const auto &) { days = found; });
    QTRY_VERIFY(!days.isEmpty());
    QCOMPARE(days.last().desk, u"Support"_s);
    QCOMPARE(days.last().resolved, 1);
}

void TestHostedDesk::whoIsNoAgentAnyMoreSeesNothing()
{
    bothAnswer();
    Visitor fatima;
    ask(fatima, u"Fatima"_s, u"Where is my parcel?"_s);
    QTRY_VERIFY(m_ben->room(fatima.room()));
    desk(m_ben).look(fatima.room());
    QTRY_COMPARE(textsOf(m_ben->timeline(fatima.room())).size(), 1);
    const request::SetRole role{m_ben->me().id, Role::Member};
    QVERIFY(!done([&](Session::Done then) { m_amina->order(role, std::move(then)); }));
    QTRY_VERIFY(desk(m_ben).topics().isEmpty());
    QTRY_COMPARE(desk(m_ben).tickets()->rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestHostedDesk)

#include "tst_hosteddesk.moc"
