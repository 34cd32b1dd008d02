// The help desk: moves of tickets, queues, figures and hours by themselves; and a house with visitors and
// agents.
#include "protocol/origins.h"
#include "server/rooms/deskfigures.h"
#include "server/rooms/deskhours.h"
#include "server/rooms/ticketmoves.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/support/patience.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

const NamedMember ada{u"m_ada"_s, u"Ada"_s}, ben{u"m_ben"_s, u"Ben"_s};

record::Ticket opened(qint64 at, qint64 number = 1, const RoomId &desk = u"r_desk"_s)
{
    record::Ticket ticket;
    ticket.number = number;
    ticket.room = u"r_%1"_s.arg(number);
    ticket.notes = u"n_%1"_s.arg(number);
    ticket.visitor = u"m_%1"_s.arg(number);
    ticket.desk = desk;
    ticketmoves::open(ticket, at);
    return ticket;
}

// One letter a move: c(laim), a(ssign to Ben), p(ut back), r(esolve), q(uestion); by Ada, or by Ben as a
// capital.
QString outcome(const QString &moves)
{
    record::Ticket ticket = opened(0);
    QString refused;
    for (qsizetype i = 0; i < moves.size(); ++i) {
        const ticketmoves::Asker asker{.who = moves[i].isUpper() ? ben : ada};
        const qint64 now = (i + 1) * 10;
        ticketmoves::Objection objection;
        switch (moves[i].toLower().unicode()) {
        case u'c':
            objection = ticketmoves::claim(ticket, asker, now);
            break;
        case u'a':
            objection = ticketmoves::assign(ticket, asker, ben, now);
            break;
        case u'p':
            objection = ticketmoves::putBack(ticket, asker, now);
            break;
        case u'r':
            objection = ticketmoves::resolve(ticket, asker, now);
            break;
        case u'q':
            ticketmoves::ask(ticket, now);
            break;
        }
        refused += objection ? u"!"_s : QString();
    }
    return toWire(ticket.state) % u' ' % ticket.agent.name % refused;
}

QJsonObject ticketOf(const QJsonObject &reply)
{
    return reply["ticket"_L1].toObject();
}

QJsonArray tickets(Caller &agent, const QJsonObject &more = {})
{
    QJsonObject request = more;
    request.insert("type"_L1, u"tickets"_s);
    return agent.ask(request)["tickets"_L1].toArray();
}

QStringList names(const QJsonArray &rooms)
{
    QStringList names;
    for (const QJsonValue &room : rooms)
        names.append(room["name"_L1].toString());
    return names;
}

QString deskOf(Caller &owner, const QString &name = u"Support"_s)
{
    for (const QJsonValue &room : owner.ask({{u"type"_s, u"rooms"_s}})["rooms"_L1].toArray()) {
        if (room["kind"_L1] == u"desk"_s && room["name"_L1] == name)
            return room["id"_L1].toString();
    }
    return {};
}

QJsonObject question(Caller &visitor, const QString &key, const QString &text = u"Where is it?"_s)
{
    return visitor.ask(posting(key, text, visitor.conversation));
}

// The newest that it was told of a room.
QJsonValue lastRoom(const Caller &caller)
{
    const QList<QJsonObject> rooms = caller.heard("room");
    return rooms.isEmpty() ? QJsonValue() : rooms.constLast()["room"_L1];
}

bool isOk(const QJsonObject &reply)
{
    return reply["type"_L1] == u"ok"_s;
}

} // namespace

class DeskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void movesOfATicket_data();
    void movesOfATicket();
    void whatWasPutBackKeepsItsPlace();
    void theQueueIsInOrderAndPagesGoOnWhereTheyEnded();
    void figuresCountWhatEndedThatDay();
    void hoursAreTheHostsOwn_data();
    void hoursAreTheHostsOwn();
    void origins_data();
    void origins();

    void aVisitorNeedsNoCodeAndKeepsItsConversation();
    void anUnknownDeskIsNoRoom();
    void visitorsTakeNoNamesAndAreInNoList();
    void aTicketGoesFromHandToHand();
    void twoWhoClaimAtOnceAreOne();
    void aMessageToAResolvedOneOpensItAgainOnce();
    void whatIsRepeatedOpensNothing();
    void aQuestionIsNeverOnDiskWithoutItsTicket();
    void everythingIsThereAfterARestart();
    void aDemotedAgentHearsNoMoreAndOthersGoOn();
    void whoLooksIsTold();
    void aForeignPageBringsVisitorsOnly();
    void deskSettingsAreTheOwners();
    void aDeskWithOpenTicketsStays();
    void aBannedVisitorStaysOut();
    void aMemberWithADeskStaysAMember();
    void aFloodOfVisitorsKeepsNobodyElseOut();
};

void DeskTest::movesOfATicket_data()
{
    QTest::addColumn<QString>("moves");
    QTest::addColumn<QString>("end");
    const auto row = [](const char *moves, const char *end) {
        QTest::newRow(moves) << QString::fromLatin1(moves) << QString::fromLatin1(end);
    };
    row("", "waiting ");
    row("c", "claimed Ada");
    row("cc", "claimed Ada");
    row("cC", "claimed Ada!");
    row("cR", "claimed Ada!");
    row("cP", "claimed Ada!");
    row("cA", "claimed Ada!");
    row("ca", "claimed Ben");
    row("caa", "claimed Ben");
    row("cac", "claimed Ben!");
    row("a", "claimed Ben");
    row("r", "resolved Ada");
    row("rR", "resolved Ada");
    row("cr", "resolved Ada");
    row("crC", "claimed Ben");
    row("crA", "resolved Ada!");
    row("crP", "resolved Ada!");
    row("crp", "waiting ");
    row("cp", "waiting ");
    row("p", "waiting ");
    row("q", "waiting ");
    row("cq", "claimed Ada");
    row("crq", "waiting ");
    row("crqC", "claimed Ben");
}

void DeskTest::movesOfATicket()
{
    QFETCH(QString, moves);
    QTEST(outcome(moves), "end");
}

void DeskTest::whatWasPutBackKeepsItsPlace()
{
    record::Ticket ticket = opened(5);
    QVERIFY(!ticketmoves::claim(ticket, {.who = ada}, 20));
    QVERIFY(!ticketmoves::putBack(ticket, {.who = ada}, 30));
    QCOMPARE(ticket.since, 5);
    QVERIFY(!ticketmoves::claim(ticket, {.who = ben}, 50));
    QCOMPARE(ticket.marks.size(), 2); // one wait, of all that time
    QCOMPARE(ticket.marks[1].ms, 45);
    // The owner may do it with anybody's, and so may anybody where who has it answers there no more.
    QVERIFY(!ticketmoves::putBack(ticket, {.who = ada, .isOwner = true}, 60));
    QVERIFY(!ticketmoves::claim(ticket, {.who = ben}, 70));
    QVERIFY(!ticketmoves::claim(ticket, {.who = ada, .isOrphaned = true}, 80));
    QCOMPARE(ticket.agent, ada);
}

void DeskTest::theQueueIsInOrderAndPagesGoOnWhereTheyEnded()
{
    DeskBook book;
    for (qint64 number = 1; number <= 9; ++number)
        book.put(opened(100 - number, number,
                        number % 3 == 0 ? u"r_other"_s : u"r_desk"_s)); // the last came first
    record::Ticket claimed = *book.ticket(u"r_4"_s), resolved = *book.ticket(u"r_8"_s);
    QVERIFY(!ticketmoves::claim(claimed, {.who = ada}, 200));
    QVERIFY(!ticketmoves::resolve(resolved, {.who = ada}, 201));
    book.put(claimed);
    book.put(resolved);
    QCOMPARE(book.queue(u"r_desk"_s), (QList<RoomId>{u"r_7"_s, u"r_5"_s, u"r_2"_s, u"r_1"_s}));
    QCOMPARE(book.position(*book.ticket(u"r_2"_s)), 3);
    QCOMPARE(book.position(*book.ticket(u"r_6"_s)), 2);
    QCOMPARE(book.position(claimed), 0);
    QCOMPARE(book.waiting(), 7);
    QCOMPARE(book.claimed(), 1);
    QCOMPARE(book.unresolved(u"r_desk"_s), 5);

    QList<qint64> numbers;
    std::optional<qint64> last;
    for (bool more = true; more;) {
        for (const record::Ticket *ticket : book.page([](const auto &) { return true; }, last, 2, more))
            numbers.append(ticket->number);
        last = numbers.constLast();
    }
    QCOMPARE(numbers, (QList<qint64>{9, 7, 6, 5, 3, 2, 1, 4, 8}));
    book.remove(u"r_7"_s);
    QCOMPARE(book.position(*book.ticket(u"r_2"_s)), 2);
    QVERIFY(!book.byVisitor(u"m_7"_s) && !book.byNotes(u"n_7"_s));
    QCOMPARE(book.takeNumber(), 10);
}

void DeskTest::figuresCountWhatEndedThatDay()
{
    const qint64 day = QDateTime(QDate(2026, 11, 20), QTime(8, 0)).toMSecsSinceEpoch(),
                 next = day + 24 * 3'600'000;
    DeskBook book;
    book.putDesk({.room = u"r_desk"_s,
                  .name = u"Support"_s,
                  .agents = {},
                  .greeting = {},
                  .away = {},
                  .hours = {},
                  .canned = {}});
    for (qint64 number = 1; number <= 10; ++number) {
        record::Ticket ticket = opened(day, number);
        QVERIFY(!ticketmoves::claim(ticket, {.who = ada}, day + number * 1000));
        if (number > 1)
            QVERIFY(!ticketmoves::resolve(ticket, {.who = ada}, (number > 8 ? next : day) + 60'000));
        book.put(ticket);
    }
    const QList<DeskDay> figures = figuresOf(book, 0, next * 2);
    QCOMPARE(figures.size(), 2);
    QCOMPARE(figures[0].day, u"2026-11-20");
    QCOMPARE(figures[0].desk, u"Support");
    QCOMPARE(figures[0].opened, 10);
    QCOMPARE(figures[0].resolved, 7);
    QCOMPARE(figures[0].waitedMedian, 5000);
    QCOMPARE(figures[0].waitedP90, 9000);
    QCOMPARE(figures[0].waitedMost, 10'000);
    QCOMPARE(figures[0].handledMedian, 55'000);
    QCOMPARE(figures[1].resolved, 2);
    QCOMPARE(figures[1].opened, 0);
    QCOMPARE(figuresOf(book, next, next * 2).size(), 1);
}

void DeskTest::hoursAreTheHostsOwn_data()
{
    QTest::addColumn<QString>("when");
    QTest::addColumn<bool>("open");
    QTest::newRow("a minute before") << u"2026-11-16T07:59:59"_s << false; // a Monday
    QTest::newRow("the first minute") << u"2026-11-16T08:00:00"_s << true;
    QTest::newRow("the last minute") << u"2026-11-16T16:59:59"_s << true;
    QTest::newRow("a minute after") << u"2026-11-16T17:00:00"_s << false;
    QTest::newRow("another day") << u"2026-11-17T09:00:00"_s << false;
    QTest::newRow("to midnight") << u"2026-11-22T23:59:59"_s << true; // a Sunday
}

void DeskTest::hoursAreTheHostsOwn()
{
    QFETCH(QString, when);
    const QList<DeskHours> hours{{1, 480, 1020}, {7, 600, 1440}};
    QTEST(isOpenAt(hours, QDateTime::fromString(when, Qt::ISODate)), "open");
    QVERIFY(isOpenAt({}, QDateTime::fromString(when, Qt::ISODate)));
}

void DeskTest::origins_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("origin");
    QTest::newRow("plain") << u"https://shop.example"_s << u"https://shop.example"_s;
    QTest::newRow("capitals and a slash") << u" HTTPS://Shop.Example/ "_s << u"https://shop.example"_s;
    QTest::newRow("its own port") << u"http://a:80"_s << u"http://a"_s;
    QTest::newRow("a port") << u"http://10.0.0.9:8080"_s << u"http://10.0.0.9:8080"_s;
    QTest::newRow("IPv6") << u"http://[::1]:8080"_s << u"http://[::1]:8080"_s;
    for (const char *bad :
         {"", "shop.example", "ftp://a", "https://a/b", "https://a?b", "https://a#b", "https://u@a",
          "https://", "null", "https://*.example", "https://a;script-src", "https://a b", "javascript:x"})
        QTest::newRow(bad) << QString::fromLatin1(bad) << QString();
}

void DeskTest::origins()
{
    QFETCH(QString, text);
    QTEST(acceptableOrigin(text).value_or(QString()), "origin");
}

void DeskTest::aVisitorNeedsNoCodeAndKeepsItsConversation()
{
    MemoryLog log;
    HouseConfig config = withDesks({u"Support"_s});
    config.code = HouseConfig::Code::Auto;
    HouseProbe probe(log, config);
    auto vera = probe.caller();
    const QJsonObject welcome = vera->comeIn(u"Vera"_s, {{u"desk"_s, u"SUPPORT"_s}});
    QCOMPARE(welcome["me"_L1]["role"_L1].toString(), u"visitor");
    QCOMPARE(welcome["rooms"_L1].toArray().size(), 1);
    const QJsonValue room = welcome["rooms"_L1][0];
    QCOMPARE(room["kind"_L1].toString(), u"private");
    QCOMPARE(room["ticket"_L1]["desk"_L1].toString(), u"Support");
    QCOMPARE(room["ticket"_L1]["state"_L1].toString(), u"waiting");
    QCOMPARE(room["ticket"_L1]["position"_L1].toInt(), 1);
    QVERIFY(!room["ticket"_L1].toObject().contains("notes"_L1));
    QCOMPARE(welcome["desk"_L1]["name"_L1].toString(), u"Support");
    const QString token = vera->token;
    vera.reset();
    for (const QString &desk : {u"support"_s, u"another"_s, QString()}) {
        auto back = probe.caller();
        back->token = token;
        const QJsonObject again =
            back->comeIn(u"x"_s, desk.isEmpty() ? QJsonObject() : QJsonObject{{u"desk"_s, desk}});
        QCOMPARE(again["rooms"_L1].toArray().size(), 1);
        QCOMPARE(again["rooms"_L1][0]["id"_L1], room["id"_L1]);
        QCOMPARE(again["me"_L1]["role"_L1].toString(), u"visitor");
    }
    QCOMPARE(probe.caller()->comeIn(u"Ben"_s)["code"_L1].toString(), u"wrong_code"); // as ever
}

void DeskTest::anUnknownDeskIsNoRoom()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto vera = probe.caller();
    for (const QString &desk : {u"Delivery"_s, QString(lobbyId), u"r_none"_s})
        QCOMPARE(vera->comeIn(u"Vera"_s, {{u"desk"_s, desk}})["code"_L1].toString(), u"no_room");
    QCOMPARE(vera->comeIn(u" "_s, {{u"desk"_s, u"Support"_s}})["code"_L1].toString(), u"bad_request");
    QCOMPARE(vera->comeIn(u"Vera"_s, {{u"desk"_s, u"Support"_s}})["type"_L1].toString(), u"welcome");
}

void DeskTest::visitorsTakeNoNamesAndAreInNoList()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto amina = probe.listener(u"Amina"_s);
    const auto one = probe.visitor(u"Amina"_s, u"Support"_s), two = probe.visitor(u"Amina"_s, u"Support"_s);
    QVERIFY(one->conversation != two->conversation);
    const auto vera = probe.visitor(u"Vera"_s, u"Support"_s);
    QVERIFY(isOk(amina->ask({{u"type"_s, u"rename"_s}, {u"name"_s, u"Vera"_s}})));
    QCOMPARE(amina->ask(saying("people"))["people"_L1].toArray().size(), 1);
    QCOMPARE(amina->codeOf({{u"type"_s, u"direct"_s}, {u"member"_s, vera->me}}), u"bad_request"_s);
    QVERIFY(amina->heard("presence").isEmpty());
    QCOMPARE(probe.house().facts().people, 4);
    const auto owner = probe.owner();
    QCOMPARE(owner->codeOf({{u"type"_s, u"role"_s}, {u"member"_s, vera->me}, {u"role"_s, u"agent"_s}}),
             u"forbidden"_s);
    amina->ask({{u"type"_s, u"create"_s}, {u"name"_s, u"News"_s}, {u"kind"_s, u"public"_s}});
    QVERIFY(vera->heard("room").isEmpty()); // public rooms are nothing of theirs
}

void DeskTest::aTicketGoesFromHandToHand()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto owner = probe.owner();
    const auto agent = probe.agent(*owner, u"Ada"_s), other = probe.agent(*owner, u"Ben"_s);
    const auto vera = probe.visitor(u"Vera"_s, u"Support"_s), carl = probe.visitor(u"Carl"_s, u"Support"_s);
    const QString room = vera->conversation;
    vera->ask(saying("join", room));
    QCOMPARE(question(*vera, u"k"_s)["seq"_L1].toInt(), 1);
    QCOMPARE(names(tickets(*agent)), (QStringList{u"Vera"_s, u"Carl"_s}));
    QCOMPARE(names(agent->ask({{u"type"_s, u"rooms"_s}})["rooms"_L1].toArray()),
             (QStringList{u"lobby"_s, u"Support"_s}));

    const QJsonObject claimed = ticketOf(agent->ask(saying("claim", room)));
    QCOMPARE(claimed["state"_L1].toString(), u"claimed");
    QCOMPARE(claimed["agent"_L1]["name"_L1].toString(), u"Ada");
    QCOMPARE(claimed["visitor"_L1]["online"_L1].toBool(), true);
    QCOMPARE(claimed["excerpt"_L1].toString(), u"Where is it?");
    QTRY_COMPARE(lastRoom(*vera)["ticket"_L1]["state"_L1].toString(), u"claimed");
    QTRY_COMPARE(lastRoom(*carl)["ticket"_L1]["position"_L1].toInt(), 1);
    const QJsonObject refused = other->ask(saying("claim", room));
    QCOMPARE(refused["code"_L1].toString(), u"forbidden");
    QVERIFY(refused["text"_L1].toString().contains(u"Ada"));

    agent->ask(saying("join", room));
    QVERIFY(isOk(agent->ask(posting(u"a"_s, u"There."_s, room))));
    QTRY_COMPARE(vera->heardSeqs(room), (QList<qint64>{1, 2}));
    // The notes are the agents' own.
    const QString notes = claimed["notes"_L1].toString();
    QVERIFY(isOk(agent->ask(saying("join", notes))) && isOk(other->ask(saying("join", notes))));
    QVERIFY(isOk(agent->ask(posting(u"n"_s, u"careful"_s, notes))));
    QTRY_COMPARE(other->heardSeqs(notes), QList<qint64>{1});

    QVERIFY(isOk(agent->ask(with(saying("assign", room), "member", other->me))));
    QCOMPARE(agent->codeOf(saying("resolve", room)), u"forbidden"_s);
    QCOMPARE(other->codeOf(with(saying("assign", room), "member", vera->me)), u"forbidden"_s);
    const QJsonObject resolved = ticketOf(other->ask(saying("resolve", room)));
    QCOMPARE(resolved["state"_L1].toString(), u"resolved");
    QCOMPARE(resolved["agent"_L1]["name"_L1].toString(), u"Ben");
    QCOMPARE(names(tickets(*agent, {{u"state"_s, u"resolved"_s}})), QStringList{u"Vera"_s});
    QCOMPARE(ticketOf(agent->ask(saying("reopen", room)))["agent"_L1]["name"_L1].toString(), u"Ada");
    QCOMPARE(ticketOf(agent->ask(saying("assign", room)))["state"_L1].toString(), u"waiting");
    QCOMPARE(probe.house().facts().ticketsWaiting, 2);
    for (const QJsonObject &frame : vera->peer().heard)
        QVERIFY(!QJsonDocument(frame).toJson().contains("notes"));
}

void DeskTest::twoWhoClaimAtOnceAreOne()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto owner = probe.owner();
    const auto agent = probe.agent(*owner, u"Ada"_s), other = probe.agent(*owner, u"Ben"_s);
    const auto vera = probe.visitor(u"Vera"_s, u"Support"_s);
    QVERIFY(isOk(agent->ask(saying("join", vera->conversation))));
    log.hold();
    const int first = agent->say(saying("claim", vera->conversation));
    const int second = other->say(saying("claim", vera->conversation));
    const int third = agent->say(saying("resolve", vera->conversation));
    log.resume();
    QCOMPARE(ticketOf(agent->replyTo(first))["agent"_L1]["name"_L1].toString(), u"Ada");
    QCOMPARE(other->replyTo(second)["code"_L1].toString(), u"forbidden");
    QCOMPARE(ticketOf(agent->replyTo(third))["state"_L1].toString(), u"resolved");
}

void DeskTest::aMessageToAResolvedOneOpensItAgainOnce()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto owner = probe.owner();
    const auto vera = probe.visitor(u"Vera"_s, u"Support"_s), carl = probe.visitor(u"Carl"_s, u"Support"_s);
    question(*vera, u"1"_s);
    QVERIFY(isOk(owner->ask(saying("resolve", vera->conversation))));
    probe.clock().advance(1000);
    // Said at once: in their order, behind one change of the ticket.
    QList<int> ids;
    for (int i = 2; i < 12; ++i)
        ids.append(vera->say(posting(QString::number(i), u"again"_s, vera->conversation)));
    for (int i = 0; i < 10; ++i)
        QCOMPARE(vera->replyTo(ids[i])["seq"_L1].toInt(), i + 2);
    QCOMPARE(names(tickets(*owner)), (QStringList{u"Carl"_s, u"Vera"_s}));
    const QJsonArray figures = owner
                                   ->ask({{u"type"_s, u"figures"_s},
                                          {u"from"_s, 0},
                                          {u"to"_s, probe.clock().wallMs() + 1}})["figures"_L1]
                                   .toArray();
    QCOMPARE(figures[0]["reopened"_L1].toInt(), 1);
    QCOMPARE(figures[0]["opened"_L1].toInt(), 2);
}

void DeskTest::whatIsRepeatedOpensNothing()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto owner = probe.owner();
    const auto vera = probe.visitor(u"Vera"_s, u"Support"_s);
    const qint64 seq = question(*vera, u"1"_s)["seq"_L1].toInteger();
    QVERIFY(isOk(owner->ask(saying("resolve", vera->conversation))));
    QCOMPARE(question(*vera, u"1"_s)["seq"_L1].toInteger(), seq);
    QCOMPARE(tickets(*owner)[0]["ticket"_L1]["state"_L1].toString(), u"resolved");
}

void DeskTest::aQuestionIsNeverOnDiskWithoutItsTicket()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto owner = probe.owner();
    const auto vera = probe.visitor(u"Vera"_s, u"Support"_s);
    question(*vera, u"1"_s);
    QVERIFY(isOk(owner->ask(saying("resolve", vera->conversation))));
    for (const auto fault : {MemoryLog::Fault::Fail, MemoryLog::Fault::UnknownLost}) {
        log.plan(u"house"_s, {fault, fault, fault});
        QCOMPARE(question(*vera, u"2"_s)["code"_L1].toString(), u"storage");
        QTRY_VERIFY(log.isIdle());
        QCOMPARE(log.stored(vera->conversation).size(), 1);
        log.plan(u"house"_s, {});
    }
    QCOMPARE(question(*vera, u"2"_s)["seq"_L1].toInt(), 2);
    QCOMPARE(tickets(*owner)[0]["ticket"_L1]["state"_L1].toString(), u"waiting");
}

void DeskTest::everythingIsThereAfterARestart()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    auto owner = probe.owner();
    auto agent = probe.agent(*owner, u"Ada"_s);
    auto vera = probe.visitor(u"Vera"_s, u"Support"_s), carl = probe.visitor(u"Carl"_s, u"Support"_s);
    const QString room = vera->conversation, token = vera->token, agentToken = agent->token,
                  desk = deskOf(*owner);
    question(*vera, u"1"_s);
    const QString notes = ticketOf(agent->ask(saying("claim", room)))["notes"_L1].toString();
    agent->ask(posting(u"n"_s, u"careful"_s, notes));
    agent->ask(with(saying("read", room), "seq", 1));
    QVERIFY(isOk(owner->ask(with(with(saying("desk", desk), "greeting", u"Hello"_s), "hours",
                                 QJsonArray{QJsonObject{{u"day"_s, 1}, {u"from"_s, 0}, {u"to"_s, 60}}}))));
    QVERIFY(isOk(agent->ask(with(saying("canned", desk), "replies",
                                 QJsonArray{QJsonObject{{u"name"_s, u"hi"_s}, {u"text"_s, u"Hello!"_s}}}))));
    QVERIFY(
        isOk(owner->ask({{u"type"_s, u"origins"_s}, {u"origins"_s, QJsonArray{u"http://shop.example"_s}}})));
    const QJsonArray before = tickets(*owner);
    owner.reset();
    agent.reset();
    vera.reset();
    carl.reset();
    probe.reopen();
    owner = probe.owner();
    QJsonArray after = tickets(*owner);
    QCOMPARE(names(after), names(before));
    QCOMPARE(after[1]["ticket"_L1]["state"_L1].toString(), u"claimed");
    QCOMPARE(after[1]["ticket"_L1]["notes"_L1].toString(), notes);
    QCOMPARE(probe.house().facts().origins, QStringList{u"http://shop.example"_s});
    QCOMPARE(probe.house().desks().constFirst().greeting, u"Hello");
    QCOMPARE(probe.house().desks().size(), 1); // not made again
    vera = probe.visitor(u"x"_s, u"Support"_s, token);
    QCOMPARE(vera->conversation, room);
    QCOMPARE(vera->ask(saying("join", room))["events"_L1].toArray().size(), 1);
    agent = probe.caller();
    agent->token = agentToken;
    const QJsonObject welcome = agent->comeIn({});
    QCOMPARE(welcome["rooms"_L1][1]["desk"_L1]["canned"_L1][0]["text"_L1].toString(), u"Hello!");
    const QJsonObject joined = agent->ask(saying("join", room));
    QCOMPARE(joined["room"_L1]["read"_L1].toInt(), 1);
    QCOMPARE(agent->ask(saying("join", notes))["events"_L1].toArray().size(), 1);
    QCOMPARE(probe.visitor(u"New"_s, u"Support"_s)->comeIn(u"again"_s)["code"_L1].toString(),
             u"bad_request"); // hello once
    QCOMPARE(tickets(*owner, {{u"limit"_s, 1}}).size(), 1);
}

void DeskTest::aDemotedAgentHearsNoMoreAndOthersGoOn()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto owner = probe.owner();
    const auto agent = probe.agent(*owner, u"Ada"_s), other = probe.agent(*owner, u"Ben"_s);
    const auto vera = probe.visitor(u"Vera"_s, u"Support"_s);
    const QString room = vera->conversation;
    QVERIFY(isOk(agent->ask(saying("claim", room))));
    agent->ask(saying("join", room));
    agent->forgetHeard();
    QVERIFY(isOk(owner->ask({{u"type"_s, u"role"_s}, {u"member"_s, agent->me}, {u"role"_s, u"member"_s}})));
    QTRY_COMPARE(agent->heard("room").size(), 2); // desk and conversation, gone
    for (const QJsonObject &frame : agent->heard("room"))
        QVERIFY(frame["gone"_L1].toBool());
    agent->forgetHeard();
    question(*vera, u"1"_s);
    QCOMPARE(agent->codeOf(saying("join", room)), u"no_room"_s);
    QCOMPARE(agent->codeOf({{u"type"_s, u"tickets"_s}}), u"forbidden"_s);
    QVERIFY(agent->heard("event").isEmpty() && agent->heard("room").isEmpty());
    QCOMPARE(ticketOf(other->ask(saying("claim", room)))["agent"_L1]["name"_L1].toString(), u"Ben");
    // And so for one who is not named at the desk any more.
    QVERIFY(isOk(owner->ask(with(saying("desk", deskOf(*owner)), "agents", QJsonArray{owner->me}))));
    QCOMPARE(other->codeOf(posting(u"x"_s, u"x"_s, room)), u"no_room"_s);
}

void DeskTest::whoLooksIsTold()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto owner = probe.owner();
    const auto agent = probe.agent(*owner, u"Ada"_s);
    auto other = probe.agent(*owner, u"Ben"_s);
    const auto vera = probe.visitor(u"Vera"_s, u"Support"_s);
    QVERIFY(isOk(other->ask(saying("look", vera->conversation))));
    QTRY_COMPARE(agent->heard("looking").size(), 1);
    QCOMPARE(agent->heard("looking")[0]["people"_L1][0]["name"_L1].toString(), u"Ben");
    QCOMPARE(tickets(*agent)[0]["ticket"_L1]["looking"_L1][0]["name"_L1].toString(), u"Ben");
    other.reset();
    QTRY_COMPARE(agent->heard("looking").size(), 2);
    QCOMPARE(agent->heard("looking")[1]["people"_L1].toArray().size(), 0);
    QVERIFY(vera->heard("looking").isEmpty());
}

void DeskTest::aForeignPageBringsVisitorsOnly()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto amina = probe.member(u"Amina"_s);
    const auto vera = probe.visitor(u"Vera"_s, u"Support"_s);
    const auto foreign = [&probe](const QString &token) {
        auto one = probe.caller();
        one->peer().known.foreignPage = true;
        one->token = token;
        return one;
    };
    QCOMPARE(foreign({})->comeIn(u"Ben"_s)["code"_L1].toString(), u"forbidden");
    QCOMPARE(foreign(amina->token)->comeIn({}, {{u"desk"_s, u"Support"_s}})["code"_L1].toString(),
             u"forbidden");
    QCOMPARE(
        foreign(openHouse().ownerToken)->comeIn(u"Olga"_s, {{u"desk"_s, u"Support"_s}})["code"_L1].toString(),
        u"forbidden");
    const QString link = amina->ask({{u"type"_s, u"link"_s}})["link"_L1].toString();
    QCOMPARE(foreign({})->comeIn(u"x"_s, {{u"link"_s, link}})["code"_L1].toString(), u"forbidden");
    QCOMPARE(foreign({})->comeIn(u"Carl"_s, {{u"desk"_s, u"Support"_s}})["type"_L1].toString(), u"welcome");
    QCOMPARE(foreign(vera->token)->comeIn({})["type"_L1].toString(), u"welcome");
}

void DeskTest::deskSettingsAreTheOwners()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto owner = probe.owner(), plain = probe.owner();
    plain->peer().known.loopback = false;
    const auto agent = probe.agent(*owner, u"Ada"_s);
    const QString desk = deskOf(*owner);
    const QJsonObject change = with(saying("desk", desk), "away", u"Later"_s);
    QCOMPARE(agent->codeOf(change), u"forbidden"_s);
    QCOMPARE(plain->codeOf(change), u"forbidden"_s);
    for (const char *own : {"origins", "figures"}) {
        const QJsonObject asked{{u"type"_s, QString::fromLatin1(own)}, {u"from"_s, 0}, {u"to"_s, 1}};
        QCOMPARE(agent->codeOf(asked), u"forbidden"_s);
        QCOMPARE(plain->codeOf(asked), u"forbidden"_s);
        QVERIFY(isOk(owner->ask(asked)));
    }
    QCOMPARE(owner->codeOf(with(change, "agents", QJsonArray{u"m_nobody"_s})), u"bad_request"_s);
    QCOMPARE(owner->codeOf({{u"type"_s, u"origins"_s}, {u"origins"_s, QJsonArray{u"https://a/b"_s}}}),
             u"bad_request"_s);
    agent->forgetHeard();
    QVERIFY(isOk(owner->ask(change)));
    QTRY_VERIFY(!agent->heard("room").isEmpty());
    QCOMPARE(lastRoom(*agent)["desk"_L1]["away"_L1].toString(), u"Later");
    QCOMPARE(agent->codeOf({{u"type"_s, u"create"_s}, {u"name"_s, u"Mine"_s}, {u"kind"_s, u"desk"_s}}),
             u"forbidden"_s);
    QVERIFY(isOk(owner->ask({{u"type"_s, u"create"_s}, {u"name"_s, u"Delivery"_s}, {u"kind"_s, u"desk"_s}})));
    QCOMPARE(owner->codeOf({{u"type"_s, u"create"_s}, {u"name"_s, u"delivery"_s}, {u"kind"_s, u"desk"_s}}),
             u"name_taken"_s);
    for (const char *talk : {"join", "post", "history", "leave", "typing"})
        QCOMPARE(
            agent->codeOf(with(with(with(saying(talk, desk), "key", u"k"_s), "text", u"x"_s), "before", 5)),
            u"forbidden"_s);
}

void DeskTest::aDeskWithOpenTicketsStays()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto owner = probe.owner();
    const auto agent = probe.agent(*owner, u"Ada"_s);
    const auto vera = probe.visitor(u"Vera"_s, u"Support"_s);
    const QString desk = deskOf(*owner);
    QCOMPARE(owner->codeOf(saying("close_room", desk)), u"forbidden"_s);
    QVERIFY(isOk(agent->ask(saying("resolve", vera->conversation))));
    QCOMPARE(agent->codeOf(saying("close_room", desk)), u"forbidden"_s);
    QVERIFY(isOk(owner->ask(saying("close_room", desk))));
    QCOMPARE(question(*vera, u"1"_s)["code"_L1].toString(), u"forbidden");
    QVERIFY(isOk(vera->ask(saying("join", vera->conversation))));
    QCOMPARE(names(tickets(*agent, {{u"state"_s, u"resolved"_s}})), QStringList{u"Vera"_s});
    QVERIFY(isOk(agent->ask(saying("join", vera->conversation))));
    QCOMPARE(probe.house().desks().size(), 0);
    QCOMPARE(probe.caller()->comeIn(u"New"_s, {{u"desk"_s, u"Support"_s}})["code"_L1].toString(), u"no_room");
}

void DeskTest::aBannedVisitorStaysOut()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto owner = probe.owner();
    const auto vera = probe.visitor(u"Vera"_s, u"Support"_s);
    QVERIFY(isOk(owner->ask({{u"type"_s, u"mute"_s}, {u"member"_s, vera->me}, {u"minutes"_s, 5}})));
    QCOMPARE(question(*vera, u"1"_s)["code"_L1].toString(), u"forbidden");
    QVERIFY(isOk(owner->ask({{u"type"_s, u"ban"_s}, {u"member"_s, vera->me}})));
    QCOMPARE(vera->heard("bye").size(), 1);
    QCOMPARE(probe.caller()
                 ->comeIn(u"Vera"_s, {{u"desk"_s, u"Support"_s}, {u"token"_s, vera->token}})["code"_L1]
                 .toString(),
             u"forbidden");
    QCOMPARE(probe.caller()->comeIn(u"Vera"_s, {{u"desk"_s, u"Support"_s}})["code"_L1].toString(),
             u"forbidden"); // her address
    QCOMPARE(
        probe.caller(u"192.0.2.9"_s)->comeIn(u"Carl"_s, {{u"desk"_s, u"Support"_s}})["type"_L1].toString(),
        u"welcome");
}

void DeskTest::aMemberWithADeskStaysAMember()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    const auto amina = probe.member(u"Amina"_s);
    auto again = probe.caller();
    again->token = amina->token;
    const QJsonObject welcome = again->comeIn({}, {{u"desk"_s, u"Support"_s}});
    QCOMPARE(welcome["me"_L1]["id"_L1].toString(), amina->me);
    QCOMPARE(welcome["me"_L1]["role"_L1].toString(), u"member");
    QVERIFY(!welcome.contains("desk"_L1));
}

void DeskTest::aFloodOfVisitorsKeepsNobodyElseOut()
{
    MemoryLog log;
    HouseProbe probe(log, withDesks({u"Support"_s}));
    QString code;
    int came = 0;
    while (code.isEmpty() && came < houselimits::newcomerBurst + 5) {
        code = probe.caller()->comeIn(u"Flood"_s, {{u"desk"_s, u"Support"_s}})["code"_L1].toString();
        came += code.isEmpty() ? 1 : 0;
    }
    QCOMPARE(code, u"rate_limited");
    QCOMPARE(came, houselimits::newcomerBurst);
    QVERIFY(!probe.member(u"Amina"_s)->me.isEmpty()); // from the same address
    QVERIFY(!probe.caller(u"192.0.2.77"_s)
                 ->comeIn(u"Vera"_s, {{u"desk"_s, u"Support"_s}})["token"_L1]
                 .isUndefined());
}

QTEST_GUILESS_MAIN(DeskTest)
#include "tst_desk.moc"
