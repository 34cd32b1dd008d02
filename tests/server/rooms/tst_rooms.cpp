// Rooms and the people in them (PROTOCOL §4 and §8).
#include "protocol/limits.h"
#include "server/rooms/houselimits.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/support/patience.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject creating(const QString &name, const char *kind = "public", const QString &key = {},
                     const QString &secret = {})
{
    QJsonObject create{{u"type"_s, u"create"_s}, {u"name"_s, name}, {u"kind"_s, QString::fromLatin1(kind)}};
    if (!key.isEmpty())
        create.insert("key"_L1, key);
    if (!secret.isEmpty())
        create.insert("secret"_L1, secret);
    return create;
}

QJsonObject directWith(const QString &member)
{
    return {{u"type"_s, u"direct"_s}, {u"member"_s, member}};
}

QJsonObject roomIn(const QJsonObject &reply)
{
    return reply.value("room"_L1).toObject();
}

QString idIn(const QJsonObject &reply)
{
    return roomIn(reply).value("id"_L1).toString();
}

QString code(const QJsonObject &reply)
{
    return reply.value("code"_L1).toString();
}

QJsonObject listed(Caller &caller, const QString &room)
{
    for (const QJsonValue &one : caller.ask({{u"type"_s, u"rooms"_s}}).value("rooms"_L1).toArray()) {
        if (one.toObject().value("id"_L1).toString() == room)
            return one.toObject();
    }
    return {};
}

QList<bool> presenceOf(const Caller &listener, const QString &member, const QString &room = QString(lobbyId))
{
    QList<bool> online;
    for (const QJsonObject &frame : listener.heard("presence")) {
        if (frame.value("member"_L1).toObject().value("id"_L1).toString() == member
            && frame.value("room"_L1).toString() == room)
            online.append(frame.value("online"_L1).toBool());
    }
    return online;
}

} // namespace

class RoomsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void longTopicsDoNotMakeAListTooLarge();
    void aListTellsHowRoomsAreNow_data();
    void aListTellsHowRoomsAreNow();
    void whatOneselfHasSaidIsNotUnreadInAListEither();
    // Making
    void aPublicRoomIsAnnouncedToEverybody();
    void aPrivateRoomIsKnownToItsMembersOnly();
    void aDeskCannotBeMadeYet();
    void aRoomNameIsJudgedAndUnique();
    void theSameKeyMakesTheSameRoom();
    void theSameKeyTwiceAtOnceMakesOneRoom();
    void theSameKeyForAnotherRoomIsABadRequest();
    void twoAtOnceCannotMakeTheSameName();
    void aRoomThatCouldNotBeStoredIsNotThere();
    void onePersonMayMakeOnlySoManyRooms();

    // Direct
    void aDirectRoomIsMadeOnceForTwo();
    void aDirectRoomIsMadeOnceAlsoWhenBothAskAtOnce();
    void aDirectRoomIsCalledLikeTheOther();
    void withOneselfOrNobodyThereIsNoDirectRoom();

    // Coming and going
    void joiningAPublicRoomMakesAMember();
    void aPrivateRoomOpensToItsSecretOnly();
    void membersNeedNoSecret();
    void leavingEndsIt();
    void everybodyIsInTheLobbyUntilTheyLeave();
    void membershipsSurviveARestart();
    void aMembershipThatCouldNotBeStoredIsNone();

    // People
    void presenceIsToldOnceForEachMember();
    void presenceTellsOfAnotherDeviceAndName();
    void onlyListenersHear();
    void joinNamesPeopleOnlineFirst();
    void peoplePagesTheRest();
    void crowdsHearGatheredPresence();
    void aRenameIsJudgedAndHeard();

    // Reading and typing
    void typingIsHeardByOthersOnly();
    void readMarksNeverGoBackAndSurvive();
    void readMarksInFlightNeverGoBack();
    void readIsNotSaidBeforeTheDisk();
    void unreadCountsWhatOthersSaid();
};

void RoomsTest::aListTellsHowRoomsAreNow_data()
{
    QTest::addColumn<QJsonObject>("request");
    QTest::addColumn<QJsonObject>("told"); // otherwise than before
    const auto row = [](const char *type, QJsonObject more, const QJsonObject &told) {
        more.insert("type"_L1, QString::fromLatin1(type));
        QTest::newRow(type) << more << told;
    };
    row("post", {{u"key"_s, u"k"_s}, {u"text"_s, u"salam"_s}}, {{u"head"_s, 1}, {u"unread"_s, 1}});
    row("topic", {{u"key"_s, u"k"_s}, {u"text"_s, u"Soup"_s}}, {{u"head"_s, 1}, {u"topic"_s, u"Soup"_s}});
    row("leave", {}, {{u"people"_s, 0}});
    row("lock", {{u"on"_s, true}}, {{u"locked"_s, true}});
    row("slow", {{u"seconds"_s, 30}}, {{u"slow"_s, 30}});
}

// Those who are not in a room are told of it from one encoding, for as long as that holds.
void RoomsTest::aListTellsHowRoomsAreNow()
{
    QFETCH(QJsonObject, request);
    QFETCH(const QJsonObject, told);
    MemoryLog log;
    HouseProbe probe(log);
    const auto olga = probe.owner(), ben = probe.member(u"Ben"_s);
    const QString room = idIn(olga->ask(creating(u"Kitchen"_s)));
    QJsonObject expected = listed(*ben, room);
    QCOMPARE(expected.value("people"_L1), 1);
    QCOMPARE(listed(*ben, room), expected);
    request.insert("room"_L1, room);
    QCOMPARE(olga->codeOf(request), QString());
    for (auto field = told.begin(); field != told.end(); ++field)
        expected.insert(field.key(), field.value());
    QCOMPARE(listed(*ben, room), expected);
    QCOMPARE(listed(*probe.member(u"Carla"_s), room), expected);
}

void RoomsTest::whatOneselfHasSaidIsNotUnreadInAListEither()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s),
               carla = probe.member(u"Carla"_s);
    const QString room = idIn(amina->ask(creating(u"Kitchen"_s)));
    ben->ask({{u"type"_s, u"join"_s}, {u"room"_s, room}});
    ben->ask({{u"type"_s, u"post"_s}, {u"room"_s, room}, {u"key"_s, u"b"_s}, {u"text"_s, u"mine"_s}});
    amina->ask({{u"type"_s, u"post"_s}, {u"room"_s, room}, {u"key"_s, u"a"_s}, {u"text"_s, u"hers"_s}});
    ben->ask({{u"type"_s, u"leave"_s}, {u"room"_s, room}});
    QCOMPARE(listed(*carla, room).value("unread"_L1), 2);
    QCOMPARE(listed(*ben, room).value("unread"_L1), 1);
    QCOMPARE(listed(*carla, room).value("unread"_L1), 2);
}

void RoomsTest::aPublicRoomIsAnnouncedToEverybody()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QJsonObject room = roomIn(amina->ask(creating(u"Kitchen"_s)));
    QVERIFY(room.value("id"_L1).toString().startsWith("r_"_L1));
    QVERIFY(room.value("log"_L1).toString().startsWith("l_"_L1));
    QCOMPARE(room.value("name"_L1).toString(), u"Kitchen"_s);
    QCOMPARE(room.value("kind"_L1).toString(), u"public"_s);
    QVERIFY(room.value("member"_L1).toBool());
    QCOMPARE(room.value("people"_L1).toInt(), 1);
    QCOMPARE(ben->heard("room").size(), 1);
    const QJsonObject heard = roomIn(ben->heard("room").first());
    QCOMPARE(heard.value("id"_L1), room.value("id"_L1));
    QVERIFY(!heard.value("member"_L1).toBool());
    QVERIFY(amina->heard("room").isEmpty());
    QVERIFY(!listed(*ben, heard.value("id"_L1).toString()).isEmpty());
}

void RoomsTest::aPrivateRoomIsKnownToItsMembersOnly()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString room = idIn(amina->ask(creating(u"Plans"_s, "private")));
    QVERIFY(ben->heard("room").isEmpty());
    QVERIFY(listed(*ben, room).isEmpty());
    QVERIFY(!listed(*amina, room).isEmpty());
    // Its name tells nothing either.
    QCOMPARE(code(ben->ask(creating(u"Plans"_s, "private"))), QString());
    QCOMPARE(code(amina->ask(creating(u"plans"_s, "private"))), u"name_taken"_s);
}

void RoomsTest::aDeskCannotBeMadeYet()
{
    MemoryLog log;
    HouseProbe probe(log);
    QCOMPARE(probe.member(u"Amina"_s)->codeOf(creating(u"Support"_s, "desk")), u"forbidden"_s);
}

void RoomsTest::aRoomNameIsJudgedAndUnique()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    QCOMPARE(amina->codeOf(creating(QString(limits::nameChars + 1, u'x'))), u"bad_request"_s);
    QCOMPARE(amina->codeOf(creating(u"a\u202eb"_s)), u"bad_request"_s);
    QCOMPARE(amina->codeOf(creating(QString(limits::nameChars, u'x'))), QString());
    QCOMPARE(amina->codeOf(creating(u"Lobby"_s)), u"name_taken"_s);
    QCOMPARE(amina->codeOf(creating(u"Kitchen"_s)), QString());
    const QJsonObject taken = ben->ask(creating(u"КITCHEN"_s)); // its first letter is Cyrillic
    QCOMPARE(code(taken), u"name_taken"_s);
    QCOMPARE(ben->codeOf(creating(taken.value("free"_L1).toString())), QString());
}

void RoomsTest::theSameKeyMakesTheSameRoom()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto amina = probe.member(u"Amina"_s);
    const auto ben = probe.member(u"Ben"_s);
    const QString token = amina->token;
    const QString room = idIn(amina->ask(creating(u"Kitchen"_s, "public", u"k"_s)));
    QCOMPARE(idIn(amina->ask(creating(u"Kitchen"_s, "public", u"k"_s))), room);
    QCOMPARE(ben->heard("room").size(), 1);
    QCOMPARE(ben->codeOf(creating(u"Kitchen"_s, "public", u"k"_s)), u"name_taken"_s); // another's key
    amina.reset();
    ben->hangUp();
    probe.reopen();
    amina = probe.caller();
    amina->token = token;
    amina->comeIn(u"x"_s);
    QCOMPARE(idIn(amina->ask(creating(u"Kitchen"_s, "public", u"k"_s))), room);
}

void RoomsTest::theSameKeyTwiceAtOnceMakesOneRoom()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    log.hold();
    const int first = amina->say(creating(u"Kitchen"_s, "public", u"k"_s));
    const int second = amina->say(creating(u"Kitchen"_s, "public", u"k"_s));
    log.resume();
    QCOMPARE(idIn(amina->replyTo(first)), idIn(amina->replyTo(second)));
    QVERIFY(!idIn(amina->heardReply(first)).isEmpty());
}

void RoomsTest::theSameKeyForAnotherRoomIsABadRequest()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    QCOMPARE(amina->codeOf(creating(u"Kitchen"_s, "private", u"k"_s, u"sesame"_s)), QString());
    QCOMPARE(amina->codeOf(creating(u"Kitchen"_s, "private", u"k"_s, u"sesame"_s)), QString());
    QCOMPARE(amina->codeOf(creating(u"Garden"_s, "private", u"k"_s, u"sesame"_s)), u"bad_request"_s);
    QCOMPARE(amina->codeOf(creating(u"Kitchen"_s, "public", u"k"_s)), u"bad_request"_s);
    QCOMPARE(amina->codeOf(creating(u"Kitchen"_s, "private", u"k"_s, u"other"_s)), u"bad_request"_s);
    QCOMPARE(amina->codeOf(creating(u"Kitchen"_s, "private", u"k"_s)), u"bad_request"_s);
}

void RoomsTest::twoAtOnceCannotMakeTheSameName()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    log.hold();
    const int first = amina->say(creating(u"Kitchen"_s)), second = ben->say(creating(u"kitchen"_s));
    log.resume();
    QCOMPARE(code(amina->replyTo(first)), QString());
    QCOMPARE(code(ben->replyTo(second)), u"name_taken"_s);
}

void RoomsTest::aRoomThatCouldNotBeStoredIsNotThere()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    log.plan(u"house"_s, {MemoryLog::Fault::Fail});
    QCOMPARE(amina->codeOf(creating(u"Kitchen"_s)), u"storage"_s);
    QCOMPARE(ben->heard("room").size(), 0);
    QCOMPARE(amina->ask({{u"type"_s, u"rooms"_s}}).value("rooms"_L1).toArray().size(), 1);
    QCOMPARE(amina->codeOf(creating(u"Kitchen"_s)), QString());
}

void RoomsTest::onePersonMayMakeOnlySoManyRooms()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    for (int i = 0; i < houselimits::roomsPerMember; ++i)
        QCOMPARE(amina->codeOf(creating(u"Room %1"_s.arg(i))), QString());
    QCOMPARE(amina->codeOf(creating(u"One more"_s)), u"forbidden"_s);
    QCOMPARE(ben->codeOf(creating(u"One more"_s)), QString());
}

void RoomsTest::aDirectRoomIsMadeOnceForTwo()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s), carl = probe.member(u"Carl"_s);
    const QString room = idIn(amina->ask(directWith(ben->me)));
    QVERIFY(!room.isEmpty());
    QCOMPARE(idIn(amina->ask(directWith(ben->me))), room);
    QCOMPARE(idIn(ben->ask(directWith(amina->me))), room);
    QCOMPARE(ben->heard("room").size(), 1);
    QVERIFY(roomIn(ben->heard("room").first()).value("member"_L1).toBool());
    QVERIFY(carl->heard("room").isEmpty());
    QVERIFY(listed(*carl, room).isEmpty());
    QCOMPARE(carl->codeOf(saying("join", room)), u"no_room"_s);
    QCOMPARE(ben->codeOf(saying("join", room)), QString());
    QCOMPARE(amina->codeOf(posting(u"k"_s, u"hello"_s, room)), QString());
    QCOMPARE(ben->heardSeqs(room), QList<qint64>{1});
    // Who has left comes back by asking again.
    QCOMPARE(ben->codeOf(saying("leave", room)), QString());
    QCOMPARE(ben->codeOf(posting(u"k"_s, u"hello"_s, room)), u"not_member"_s);
    QCOMPARE(idIn(ben->ask(directWith(amina->me))), room);
    QCOMPARE(ben->codeOf(posting(u"k"_s, u"hello"_s, room)), QString());
}

void RoomsTest::aDirectRoomIsMadeOnceAlsoWhenBothAskAtOnce()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    log.hold();
    const int one = amina->say(directWith(ben->me)), two = ben->say(directWith(amina->me));
    const int three = amina->say(directWith(ben->me));
    log.resume();
    QCOMPARE(idIn(amina->replyTo(one)), idIn(ben->replyTo(two)));
    QCOMPARE(idIn(amina->replyTo(one)), idIn(amina->replyTo(three)));
    // And when the first one cannot be stored, the next one makes it.
    const auto carl = probe.member(u"Carl"_s);
    log.hold();
    log.plan(u"house"_s, {MemoryLog::Fault::Fail});
    const int failing = amina->say(directWith(carl->me)), waiting = carl->say(directWith(amina->me));
    log.resume();
    QCOMPARE(code(amina->replyTo(failing)), u"storage"_s);
    QVERIFY(!idIn(carl->replyTo(waiting)).isEmpty());
}

void RoomsTest::aDirectRoomIsCalledLikeTheOther()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QJsonObject room = roomIn(amina->ask(directWith(ben->me)));
    QCOMPARE(room.value("name"_L1).toString(), u"Ben"_s);
    QCOMPARE(room.value("peer"_L1).toString(), ben->me);
    QCOMPARE(room.value("kind"_L1).toString(), u"direct"_s);
    QCOMPARE(room.value("people"_L1).toInt(), 2);
    QCOMPARE(roomIn(ben->heard("room").first()).value("name"_L1).toString(), u"Amina"_s);
    amina->forgetHeard();
    QCOMPARE(ben->codeOf({{u"type"_s, u"rename"_s}, {u"name"_s, u"Benjamin"_s}}), QString());
    QTRY_COMPARE(amina->heard("room").size(), 1);
    QCOMPARE(roomIn(amina->heard("room").first()).value("name"_L1).toString(), u"Benjamin"_s);
}

void RoomsTest::withOneselfOrNobodyThereIsNoDirectRoom()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    QCOMPARE(amina->codeOf(directWith(amina->me)), u"bad_request"_s);
    QCOMPARE(amina->codeOf(directWith(u"m_nobody"_s)), u"bad_request"_s);
}

void RoomsTest::joiningAPublicRoomMakesAMember()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString room = idIn(amina->ask(creating(u"Kitchen"_s)));
    amina->ask(saying("join", room));
    QCOMPARE(ben->codeOf(posting(u"k"_s, u"x"_s, room)), u"not_member"_s);
    const QJsonObject joined = ben->ask(saying("join", room));
    QVERIFY(roomIn(joined).value("member"_L1).toBool());
    QCOMPARE(roomIn(joined).value("people"_L1).toInt(), 2);
    QCOMPARE(joined.value("people"_L1).toArray().size(), 2);
    QTRY_COMPARE(presenceOf(*amina, ben->me, room), QList<bool>{true});
    QCOMPARE(ben->codeOf(posting(u"k"_s, u"x"_s, room)), QString());
    QCOMPARE(amina->heardSeqs(room), QList<qint64>{1});
}

void RoomsTest::aPrivateRoomOpensToItsSecretOnly()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString closed = idIn(amina->ask(creating(u"Closed"_s, "private")));
    const QString open = idIn(amina->ask(creating(u"Open"_s, "private", {}, u"sesame"_s)));
    QCOMPARE(ben->codeOf(saying("join", closed)), u"no_room"_s);
    QCOMPARE(ben->codeOf(with(saying("join", closed), "secret", u""_s)), u"no_room"_s);
    QCOMPARE(ben->codeOf(saying("join", open)), u"no_room"_s);
    QCOMPARE(ben->codeOf(with(saying("join", open), "secret", u"Sesame"_s)), u"no_room"_s);
    QCOMPARE(ben->codeOf(with(saying("join", open), "secret", u"sesame"_s)), QString());
    QCOMPARE(ben->codeOf(posting(u"k"_s, u"x"_s, open)), QString());
    QVERIFY(!listed(*ben, open).isEmpty());
    for (const LogEntry &entry : log.stored(u"house"_s))
        QVERIFY2(!entry.extra.contains("sesame"), "a secret is on disk");
}

void RoomsTest::membersNeedNoSecret()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString room = idIn(amina->ask(creating(u"Open"_s, "private", {}, u"sesame"_s)));
    QCOMPARE(amina->codeOf(saying("join", room)), QString());
    ben->ask(with(saying("join", room), "secret", u"sesame"_s));
    QCOMPARE(ben->codeOf(saying("join", room)), QString());
    QCOMPARE(ben->codeOf(with(saying("join", room), "secret", u"wrong"_s)), QString());
}

void RoomsTest::leavingEndsIt()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s), ben = probe.listener(u"Ben"_s);
    auto phone = probe.caller();
    phone->token = ben->token;
    phone->comeIn(u"x"_s);
    phone->ask(saying("join"));
    QCOMPARE(ben->codeOf(saying("leave")), QString());
    QTRY_VERIFY(presenceOf(*amina, ben->me).endsWith(false));
    amina->ask(posting(u"k"_s, u"are they gone?"_s));
    QVERIFY(ben->heardSeqs(QString(lobbyId)).isEmpty());
    QVERIFY(phone->heardSeqs(QString(lobbyId)).isEmpty());
    QCOMPARE(ben->codeOf(saying("leave")), u"not_member"_s);
    QCOMPARE(ben->codeOf(posting(u"k"_s, u"x"_s)), u"not_member"_s);
    QCOMPARE(listed(*ben, QString(lobbyId)).value("member"_L1).toBool(), false);
    QCOMPARE(roomIn(phone->heard("room").last()).value("member"_L1).toBool(), false);
    QCOMPARE(ben->codeOf(saying("join")), QString());
    QCOMPARE(ben->codeOf(posting(u"k"_s, u"x"_s)), QString());
    // A private room goes for whoever leaves it.
    const QString room = idIn(amina->ask(creating(u"Plans"_s, "private")));
    auto tablet = probe.caller();
    tablet->token = amina->token;
    tablet->comeIn(u"x"_s);
    QCOMPARE(amina->codeOf(saying("leave", room)), QString());
    QVERIFY(tablet->heard("room").last().value("gone"_L1).toBool());
    QCOMPARE(amina->codeOf(saying("leave", room)), u"no_room"_s);
    QVERIFY(listed(*amina, room).isEmpty());
}

void RoomsTest::everybodyIsInTheLobbyUntilTheyLeave()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto amina = probe.member(u"Amina"_s);
    const QString token = amina->token;
    QCOMPARE(amina->codeOf(posting(u"k"_s, u"without a join"_s)), QString());
    QVERIFY(amina->heard("event").isEmpty());
    amina->ask(saying("leave"));
    amina->hangUp();
    amina = probe.caller();
    amina->token = token;
    amina->comeIn(u"x"_s);
    QCOMPARE(amina->codeOf(posting(u"k2"_s, u"x"_s)), u"not_member"_s);
}

void RoomsTest::membershipsSurviveARestart()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString aminas = amina->token, bens = ben->token, benId = ben->me;
    const QString kitchen = idIn(amina->ask(creating(u"Kitchen"_s)));
    const QString direct = idIn(amina->ask(directWith(ben->me)));
    ben->ask(saying("join", kitchen));
    amina->ask(saying("leave", kitchen));
    amina->ask(saying("leave"));
    amina->ask(
        {{u"type"_s, u"rename"_s}, {u"name"_s, u"Amina B"_s}}); // its record now stands after the others
    amina.reset();
    ben.reset();
    probe.reopen();
    amina = probe.caller();
    amina->token = aminas;
    amina->comeIn(u"x"_s);
    ben = probe.caller();
    ben->token = bens;
    ben->comeIn(u"x"_s);
    QCOMPARE(listed(*ben, kitchen).value("member"_L1).toBool(), true);
    QCOMPARE(listed(*ben, kitchen).value("people"_L1).toInt(), 1);
    QCOMPARE(listed(*amina, kitchen).value("member"_L1).toBool(), false);
    QCOMPARE(listed(*amina, QString(lobbyId)).value("member"_L1).toBool(), false);
    QCOMPARE(listed(*ben, QString(lobbyId)).value("people"_L1).toInt(), 1);
    QCOMPARE(listed(*amina, direct).value("peer"_L1).toString(), benId);
    QCOMPARE(listed(*ben, direct).value("name"_L1).toString(), u"Amina B"_s);
    QCOMPARE(idIn(amina->ask(directWith(benId))), direct);
}

void RoomsTest::aMembershipThatCouldNotBeStoredIsNone()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString room = idIn(amina->ask(creating(u"Kitchen"_s)));
    log.plan(u"house"_s, {MemoryLog::Fault::Fail});
    QCOMPARE(ben->codeOf(saying("join", room)), u"storage"_s);
    QCOMPARE(ben->codeOf(posting(u"k"_s, u"x"_s, room)), u"not_member"_s);
    amina->ask(posting(u"k"_s, u"x"_s, room));
    QVERIFY(ben->heard("event").isEmpty());
    log.plan(u"house"_s, {MemoryLog::Fault::Fail});
    QCOMPARE(amina->codeOf(saying("leave", room)), u"storage"_s);
    QCOMPARE(amina->codeOf(posting(u"k2"_s, u"x"_s, room)), QString());
}

void RoomsTest::presenceIsToldOnceForEachMember()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s);
    auto ben = probe.member(u"Ben"_s);
    QTRY_COMPARE(presenceOf(*amina, ben->me), QList<bool>{true});
    auto second = probe.caller();
    second->token = ben->token;
    second->comeIn(u"x"_s);
    const QString id = ben->me;
    ben.reset();
    amina->ask(saying("typing"));
    QCOMPARE(presenceOf(*amina, id).count(false), 0);
    second.reset();
    QTRY_COMPARE(presenceOf(*amina, id).count(false), 1);
    const QJsonObject last = amina->heard("presence").last();
    QCOMPARE(last.value("member"_L1).toObject().value("name"_L1).toString(), u"Ben"_s);
    QVERIFY(!last.value("member"_L1).toObject().contains("device"_L1));
}

void RoomsTest::presenceTellsOfAnotherDeviceAndName()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s);
    const auto ben = probe.member(u"Ben"_s);
    auto phone = probe.caller();
    phone->token = ben->token;
    phone->comeIn(u"x"_s, {{u"device"_s, u"phone"_s}});
    const auto lastMember = [&amina] {
        const QList<QJsonObject> heard = amina->heard("presence");
        return heard.isEmpty() ? QJsonObject() : heard.last().value("member"_L1).toObject();
    };
    QTRY_COMPARE(lastMember().value("device"_L1).toString(), u"phone"_s);
    phone.reset();
    QTRY_COMPARE(lastMember().value("device"_L1).toString(), u"bot"_s);
    ben->ask({{u"type"_s, u"rename"_s}, {u"name"_s, u"Benjamin"_s}});
    QTRY_COMPARE(lastMember().value("name"_L1).toString(), u"Benjamin"_s);
    QVERIFY(amina->heard("presence").last().value("online"_L1).toBool());
}

void RoomsTest::onlyListenersHear()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s);
    const auto idle = probe.member(u"Idle"_s);
    auto second = probe.caller();
    second->token = amina->token;
    second->comeIn(u"x"_s);
    amina->ask(posting(u"k"_s, u"x"_s));
    probe.member(u"Ben"_s);
    QTRY_VERIFY(!amina->heard("presence").isEmpty());
    for (const char *type : {"event", "presence", "typing", "read"}) {
        QVERIFY2(idle->heard(type).isEmpty(), type);
        QVERIFY2(second->heard(type).isEmpty(), type);
    }
}

void RoomsTest::joinNamesPeopleOnlineFirst()
{
    MemoryLog log;
    HouseProbe probe(log);
    for (int i = 0; i < 5; ++i)
        probe.member(u"Away %1"_s.arg(i)); // gone at once
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QJsonArray people = amina->ask(saying("join")).value("people"_L1).toArray();
    QCOMPARE(people.size(), 7);
    for (int i = 0; i < 7; ++i) {
        const QJsonObject person = people[i].toObject();
        QCOMPARE(person.value("online"_L1).toBool(), i < 2);
        QCOMPARE(person.contains("device"_L1), i < 2);
        QVERIFY(person.contains("role"_L1));
    }
}

void RoomsTest::peoplePagesTheRest()
{
    MemoryLog log;
    HouseProbe probe(log);
    constexpr int absent = 250;
    for (int i = 0; i < absent; ++i)
        probe.member(u"Away %1"_s.arg(i));
    const auto amina = probe.member(u"Amina"_s);
    const QJsonObject joined = amina->ask(saying("join"));
    QCOMPARE(roomIn(joined).value("people"_L1).toInt(), absent + 1);
    QSet<QString> seen;
    QJsonArray page = joined.value("people"_L1).toArray();
    QCOMPARE(page.size(), limits::pagePeople);
    QCOMPARE(page.first().toObject().value("id"_L1).toString(), amina->me);
    bool more = true;
    while (true) {
        for (const QJsonValue &person : page)
            seen.insert(person.toObject().value("id"_L1).toString());
        if (!more)
            break;
        const QString last = page.last().toObject().value("id"_L1).toString();
        const QJsonObject next = amina->ask(with(with(saying("people"), "from", last), "limit", 30));
        page = next.value("people"_L1).toArray();
        more = next.value("more"_L1).toBool();
        QVERIFY(page.size() <= 30);
    }
    QCOMPARE(seen.size(), absent + 1);
}

void RoomsTest::crowdsHearGatheredPresence()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s);
    QString last;
    for (int i = 0; i < houselimits::crowd; ++i)
        last = probe.member(u"Away %1"_s.arg(i))->me;
    QTRY_VERIFY(!amina->heard("presence").isEmpty());
    const auto lastWasTold = [&amina, &last] {
        for (const QJsonObject &frame : amina->heard("presences")) {
            for (const QJsonValue &person : frame.value("left"_L1).toArray()) {
                if (person.toObject().value("id"_L1).toString() == last)
                    return true;
            }
        }
        return false;
    };
    QTRY_VERIFY(lastWasTold()); // it made it a crowd
    amina->forgetHeard();
    const auto ben = probe.listener(u"Ben"_s);
    auto carl = probe.member(u"Carl"_s);
    const QString carlId = carl->me;
    carl.reset();
    QTRY_COMPARE(amina->heard("presences").size(), 1);
    QVERIFY(amina->heard("presence").isEmpty());
    const QJsonObject gathered = amina->heard("presences").first();
    QCOMPARE(gathered.value("people"_L1).toInt(), houselimits::crowd + 3);
    const QJsonArray joined = gathered.value("joined"_L1).toArray(),
                     left = gathered.value("left"_L1).toArray();
    QCOMPARE(joined.size(), 1);
    QCOMPARE(joined.first().toObject().value("id"_L1).toString(), ben->me);
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first().toObject().value("id"_L1).toString(), carlId);
    // Nor are read marks passed on there.
    amina->ask(posting(u"k"_s, u"x"_s));
    ben->ask(with(saying("read"), "seq", 1));
    amina->ask(saying("typing"));
    QVERIFY(amina->heard("read").isEmpty());
}

void RoomsTest::aRenameIsJudgedAndHeard()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s), ben = probe.listener(u"Ben"_s);
    const auto rename = [](const QString &name) {
        return QJsonObject{{u"type"_s, u"rename"_s}, {u"name"_s, name}};
    };
    const QJsonObject taken = ben->ask(rename(u"AMINA"_s));
    QCOMPARE(code(taken), u"name_taken"_s);
    QVERIFY(!taken.value("free"_L1).toString().isEmpty());
    QCOMPARE(ben->codeOf(rename(u"Ben\u202e"_s)), u"bad_request"_s);
    QCOMPARE(ben->codeOf(rename(QString(limits::nameChars + 1, u'x'))), u"bad_request"_s);
    log.plan(u"house"_s, {MemoryLog::Fault::Fail});
    QCOMPARE(ben->codeOf(rename(u"Benjamin"_s)), u"storage"_s);
    const QJsonObject renamed = ben->ask(rename(u"BEN"_s)); // one's own, in other letters
    QCOMPARE(renamed.value("me"_L1).toObject().value("name"_L1).toString(), u"BEN"_s);
    QCOMPARE(ben->codeOf(rename(u"Benjamin"_s)), QString());
    ben->ask(posting(u"k"_s, u"x"_s));
    QCOMPARE(amina->heard("event").last().value("name"_L1).toString(), u"Benjamin"_s);
    QCOMPARE(probe.caller()
                 ->ask({{u"type"_s, u"hello"_s}, {u"protocol"_s, 1}, {u"name"_s, u"Ben"_s}})
                 .value("type"_L1)
                 .toString(),
             u"welcome"_s); // its old name is free
}

void RoomsTest::typingIsHeardByOthersOnly()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s), ben = probe.listener(u"Ben"_s);
    auto second = probe.caller();
    second->token = amina->token;
    second->comeIn(u"x"_s);
    second->ask(saying("join"));
    QCOMPARE(amina->codeOf(saying("typing")), QString());
    QCOMPARE(ben->heard("typing").size(), 1);
    QCOMPARE(ben->heard("typing").first().value("from"_L1).toString(), amina->me);
    QVERIFY(amina->heard("typing").isEmpty());
    QVERIFY(second->heard("typing").isEmpty());
}

void RoomsTest::readMarksNeverGoBackAndSurvive()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto amina = probe.listener(u"Amina"_s), ben = probe.listener(u"Ben"_s);
    const QString token = ben->token;
    for (int i = 1; i <= 5; ++i)
        amina->ask(posting(QString::number(i), u"x"_s));
    QCOMPARE(ben->codeOf(with(saying("read"), "seq", 3)), QString());
    QCOMPARE(amina->heard("read").size(), 1);
    QCOMPARE(amina->heard("read").first().value("seq"_L1).toInt(), 3);
    QCOMPARE(amina->heard("read").first().value("from"_L1).toString(), ben->me);
    QVERIFY(ben->heard("read").isEmpty());
    QCOMPARE(ben->codeOf(with(saying("read"), "seq", 2)), QString());
    QCOMPARE(amina->heard("read").size(), 1);
    QCOMPARE(listed(*ben, QString(lobbyId)).value("read"_L1).toInt(), 3);
    QCOMPARE(listed(*ben, QString(lobbyId)).value("unread"_L1).toInt(), 2);
    QCOMPARE(ben->codeOf(with(saying("read"), "seq", 99)), QString()); // what is not there yet is not read
    QCOMPARE(listed(*ben, QString(lobbyId)).value("read"_L1).toInt(), 5);
    amina.reset();
    ben.reset();
    probe.reopen();
    ben = probe.caller();
    ben->token = token;
    const QJsonObject lobby = ben->comeIn(u"x"_s).value("rooms"_L1).toArray().first().toObject();
    QCOMPARE(lobby.value("read"_L1).toInt(), 5);
    QCOMPARE(lobby.value("unread"_L1).toInt(), 0);
    QCOMPARE(lobby.value("head"_L1).toInt(), 5);
}

void RoomsTest::readMarksInFlightNeverGoBack()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto amina = probe.listener(u"Amina"_s);
    const QString token = amina->token;
    for (int i = 1; i <= 5; ++i)
        amina->ask(posting(QString::number(i), u"x"_s));
    log.hold();
    amina->say(with(saying("read"), "seq", 5));
    const int second = amina->say(with(saying("read"), "seq", 2));
    log.resume();
    amina->replyTo(second);
    amina.reset();
    probe.reopen();
    amina = probe.caller();
    amina->token = token;
    const QJsonObject lobby = amina->comeIn(u"x"_s).value("rooms"_L1).toArray().first().toObject();
    QCOMPARE(lobby.value("read"_L1).toInt(), 5);
}

void RoomsTest::readIsNotSaidBeforeTheDisk()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s), ben = probe.listener(u"Ben"_s);
    amina->ask(posting(u"k"_s, u"x"_s));
    log.hold();
    const int id = ben->say(with(saying("read"), "seq", 1));
    log.commitOne();
    QVERIFY(ben->heardReply(id).isEmpty());
    QVERIFY(amina->heard("read").isEmpty());
    log.answerOneWrite();
    QCOMPARE(ben->heardReply(id).value("type"_L1).toString(), u"ok"_s);
    QCOMPARE(amina->heard("read").size(), 1);
    log.resume();
    amina->ask(posting(u"k2"_s, u"x"_s));
    log.plan(u"house"_s, {MemoryLog::Fault::Fail});
    QCOMPARE(ben->codeOf(with(saying("read"), "seq", 2)), u"storage"_s);
    QCOMPARE(amina->heard("read").size(), 1);
}

void RoomsTest::unreadCountsWhatOthersSaid()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    amina->ask(posting(u"1"_s, u"x"_s));
    ben->ask(posting(u"2"_s, u"x"_s));
    amina->ask(with(with(acting("react", u"3"_s, 1), "emoji", u"👍"_s), "on", true));
    amina->ask(posting(u"4"_s, u"x"_s));
    QCOMPARE(listed(*ben, QString(lobbyId)).value("unread"_L1).toInt(), 2);
    QCOMPARE(listed(*amina, QString(lobbyId)).value("unread"_L1).toInt(), 1);
    QCOMPARE(listed(*ben, QString(lobbyId)).value("head"_L1).toInt(), 4);
}

void RoomsTest::longTopicsDoNotMakeAListTooLarge()
{
    MemoryLog log;
    HouseConfig config = openHouse();
    config.rateLimit = false;
    HouseProbe probe(log, config);
    const auto amina = probe.member(u"Amina"_s);
    const QString topic(limits::textBytes, u'x');
    constexpr int rooms = 60;
    QString last;
    for (int i = 0; i < rooms; ++i) {
        last = idIn(amina->ask(creating(u"Room %1"_s.arg(i))));
        QCOMPARE(code(amina->ask(with(with(saying("topic", last), "key", u"t"_s), "text", topic))),
                 QString());
    }
    const QJsonObject welcome =
        probe.caller()->ask({{u"type"_s, u"hello"_s}, {u"protocol"_s, 1}, {u"name"_s, u"Bashir"_s}});
    const QJsonArray listed = welcome.value("rooms"_L1).toArray();
    QCOMPARE(listed.size(), rooms + 1);
    QVERIFY(QJsonDocument(welcome).toJson().size() < 256 * 1024);
    const QString shown = listed.last().toObject().value("topic"_L1).toString();
    QVERIFY(shown.size() >= 1000 && topic.startsWith(shown)); // the beginning of it
    const QJsonObject joined = amina->ask(saying("join", last)); // and here it is whole
    QCOMPARE(roomIn(joined).value("topic"_L1).toString(), topic);
}

QTEST_GUILESS_MAIN(RoomsTest)
#include "tst_rooms.moc"
