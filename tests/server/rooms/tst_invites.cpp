// Private rooms open to whom a member invited (PROTOCOL §4 and §8), and to nobody before.
#include "server/rooms/houselimits.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/support/patience.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

bool isOk(const QJsonObject &reply)
{
    return reply.value("type"_L1).toString() == "ok"_L1;
}

QString newRoom(Caller &caller, const char *kind)
{
    const QJsonObject made = caller.ask(
        {{u"type"_s, u"create"_s}, {u"name"_s, u"Plans"_s}, {u"kind"_s, QString::fromLatin1(kind)}});
    return made.value("room"_L1).toObject().value("id"_L1).toString();
}

QJsonObject inviting(const QString &room, const QString &member)
{
    return with(saying("invite", room), "member", member);
}

int roomsOf(Caller &caller)
{
    return int(caller.ask({{u"type"_s, u"rooms"_s}}).value("rooms"_L1).toArray().size());
}

} // namespace

class InvitesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoIsInvitedLearnsOfItAndMayJoin();
    void beforeJoiningNothingCanBeRead();
    void anInvitationOutlivesARestart();
    void anInvitationCanBeDeclined();
    void whoHasLeftNeedsAnotherInvitation();
    void invitationsThatAreNone();
    void invitingWhoJoinsMeanwhileTakesNobodyOut();
};

void InvitesTest::whoIsInvitedLearnsOfItAndMayJoin()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s), cora = probe.member(u"Cora"_s);
    const QString room = newRoom(*amina, "private");
    QVERIFY(isOk(amina->ask(inviting(room, ben->me))));
    QCOMPARE(ben->heard("room").size(), 1);
    const QJsonObject told = ben->heard("room").constFirst().value("room"_L1).toObject();
    QCOMPARE(told.value("name"_L1).toString(), u"Plans"_s);
    QCOMPARE(told.value("inviter"_L1).toString(), u"Amina"_s);
    QVERIFY(!told.value("member"_L1).toBool());
    QVERIFY(isOk(amina->ask(inviting(room, ben->me)))); // twice is no harm
    QCOMPARE(ben->heard("room").size(), 1);
    const QJsonObject joined = ben->ask(saying("join", room)).value("room"_L1).toObject();
    QVERIFY(joined.value("member"_L1).toBool());
    QVERIFY(!joined.contains("inviter"_L1));
    QVERIFY(isOk(ben->ask(inviting(room, cora->me)))); // any member may
    QCOMPARE(roomsOf(*cora), 2);
}

void InvitesTest::beforeJoiningNothingCanBeRead()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString room = newRoom(*amina, "private");
    amina->ask(posting(u"k"_s, u"a secret"_s, room));
    amina->ask(inviting(room, ben->me));
    for (const QJsonObject &request :
         {with(saying("history", room), "before", 5), saying("people", room), saying("files", room),
          with(saying("search", room), "query", u"secret"_s), posting(u"k"_s, u"x"_s, room),
          inviting(room, ben->me)})
        QCOMPARE(ben->codeOf(request), u"not_member"_s);
    amina->ask(posting(u"l"_s, u"another"_s, room));
    QVERIFY(ben->heard("event").isEmpty());
}

void InvitesTest::anInvitationOutlivesARestart()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString room = newRoom(*amina, "private"), token = ben->token;
    amina->ask(inviting(room, ben->me));
    amina.reset();
    ben.reset();
    probe.reopen();
    const auto back = probe.caller();
    back->token = token;
    const QJsonArray rooms = back->comeIn({}).value("rooms"_L1).toArray();
    QCOMPARE(rooms.size(), 2);
    QCOMPARE(rooms.at(1).toObject().value("inviter"_L1).toString(), u"Amina"_s);
    QVERIFY(isOk(back->ask(saying("join", room))));
}

void InvitesTest::anInvitationCanBeDeclined()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString room = newRoom(*amina, "private");
    amina->ask(inviting(room, ben->me));
    QVERIFY(isOk(ben->ask(saying("leave", room))));
    QVERIFY(ben->heard("room").constLast().value("gone"_L1).toBool());
    QCOMPARE(ben->codeOf(saying("join", room)), u"no_room"_s);
    QVERIFY(isOk(amina->ask(inviting(room, ben->me)))); // asked again
    QVERIFY(isOk(ben->ask(saying("join", room))));
}

void InvitesTest::whoHasLeftNeedsAnotherInvitation()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString room = newRoom(*amina, "private");
    amina->ask(inviting(room, ben->me));
    ben->ask(saying("join", room));
    ben->ask(saying("leave", room));
    QCOMPARE(ben->codeOf(saying("join", room)), u"no_room"_s);
}

void InvitesTest::invitationsThatAreNone()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s), cora = probe.member(u"Cora"_s);
    const QString room = newRoom(*amina, "private");
    QCOMPARE(amina->codeOf(inviting(lobbyId, ben->me)), u"bad_request"_s);
    QCOMPARE(amina->codeOf(inviting(room, u"m_nobody"_s)), u"bad_request"_s);
    QCOMPARE(ben->codeOf(inviting(room, cora->me)), u"no_room"_s);
    const QString direct = amina->ask({{u"type"_s, u"direct"_s}, {u"member"_s, ben->me}})
                               .value("room"_L1)
                               .toObject()
                               .value("id"_L1)
                               .toString();
    QCOMPARE(amina->codeOf(inviting(direct, cora->me)), u"forbidden"_s);
    QVERIFY(isOk(amina->ask(inviting(room, amina->me)))); // who is in it
    QCOMPARE(roomsOf(*cora), 1);
}

// The invitation and the coming in by the secret are on their way to disk at once.
void InvitesTest::invitingWhoJoinsMeanwhileTakesNobodyOut()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QJsonObject made = amina->ask({{u"type"_s, u"create"_s},
                                         {u"name"_s, u"Plans"_s},
                                         {u"kind"_s, u"private"_s},
                                         {u"secret"_s, u"sesame"_s}});
    const QString room = made.value("room"_L1).toObject().value("id"_L1).toString(), token = ben->token;
    amina->ask(posting(u"k"_s, u"x"_s, room));
    log.hold();
    const int joining = ben->say(with(saying("join", room), "secret", u"sesame"_s));
    const int invites = amina->say(inviting(room, ben->me));
    log.resume();
    QVERIFY(isOk(ben->replyTo(joining)));
    QVERIFY(isOk(amina->replyTo(invites)));
    QTRY_VERIFY(log.isIdle());
    amina.reset();
    ben.reset();
    probe.reopen();
    const auto back = probe.caller();
    back->token = token;
    QVERIFY(back->comeIn({}).value("rooms"_L1).toArray().at(1).toObject().value("member"_L1).toBool());
}

QTEST_GUILESS_MAIN(InvitesTest)
#include "tst_invites.moc"
