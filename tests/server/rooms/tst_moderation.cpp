// What owner and moderators do about people and about the join code (PROTOCOL §4 and §8, README §9): who may,
// whom it hits, what they hear of it, and that it outlives a restart.
#include "server/rooms/deeds.h"
#include "server/rooms/houselimits.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/support/patience.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000;

QJsonObject about(const char *type, const QString &member, QJsonObject more = {})
{
    more.insert("type"_L1, QString::fromLatin1(type));
    more.insert("member"_L1, member);
    return more;
}

QJsonObject plain(const char *type)
{
    return {{u"type"_s, QString::fromLatin1(type)}};
}

QString code(const QJsonObject &reply)
{
    return reply.value("code"_L1).toString();
}

bool isOk(const QJsonObject &reply)
{
    return reply.value("type"_L1).toString() == "ok"_L1;
}

QString roleIn(const QJsonObject &welcome)
{
    return welcome.value("me"_L1).toObject().value("role"_L1).toString();
}

QStringList deedsIn(const QJsonObject &reply)
{
    QStringList whats;
    for (const QJsonValue &deed : reply.value("deeds"_L1).toArray())
        whats.append(deed.toObject().value("what"_L1).toString());
    return whats;
}

HouseConfig withCode()
{
    HouseConfig config = openHouse();
    config.code = HouseConfig::Code::Auto;
    return config;
}

} // namespace

class ModerationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rightsNeedARoleAndATrustedWay_data();
    void rightsNeedARoleAndATrustedWay();
    void nobodyActsOnTheOwnerOnHimselfOrOnHisLikes_data();
    void nobodyActsOnTheOwnerOnHimselfOrOnHisLikes();
    void whoIsKickedHearsItOnAllDevicesAndMayComeBack();
    void whoIsBannedStaysOutOnEveryDevice();
    void aBanKeepsNewcomersOfItsAddressOut();
    void aBanHitsNobodyWhoIsAtHomeThere();
    void aBanOutlivesARestartAndEndsInTime();
    void bansAreListedAndLifted();
    void whoIsMutedWritesNothing_data();
    void whoIsMutedWritesNothing();
    void aMuteIsToldOutlivesARestartAndEndsInTime();
    void aMuteTakesNothingBackThatWasStored();
    void rolesActAtOnceAndOutliveARestart();
    void rolesThatCannotBeGiven_data();
    void rolesThatCannotBeGiven();
    void whatWasDoneCanBeRead();
    void whatWasDoneIsBounded();
    void whatWasDoneInAPrivateRoomIsReadInItOnly();
    void aDiskThatIsFullIsToldAndNobodyIsBanned();
    void anotherCodeLetsOthersStay_data();
    void anotherCodeLetsOthersStay();
    void theOwnerHearsOfGuessing();
};

void ModerationTest::rightsNeedARoleAndATrustedWay_data()
{
    QTest::addColumn<QJsonObject>("request");
    QTest::addColumn<bool>("isOwners");
    const QString nobody = u"m_nobody"_s;
    QTest::newRow("kick") << about("kick", nobody) << false;
    QTest::newRow("ban") << about("ban", nobody) << false;
    QTest::newRow("unban") << about("unban", nobody) << false;
    QTest::newRow("bans") << plain("bans") << false;
    QTest::newRow("mute") << about("mute", nobody, {{u"minutes"_s, 1}}) << false;
    QTest::newRow("role") << about("role", nobody, {{u"role"_s, u"member"_s}}) << true;
    QTest::newRow("close_room") << saying("close_room", u"r_none"_s) << false;
    QTest::newRow("lock") << with(saying("lock"), "on", true) << false;
    QTest::newRow("slow") << with(saying("slow"), "seconds", 1) << false;
    QTest::newRow("moderation") << plain("moderation") << false;
    QTest::newRow("code") << with(plain("code"), "code", u"auto"_s) << true;
}

void ModerationTest::rightsNeedARoleAndATrustedWay()
{
    QFETCH(QJsonObject, request);
    QFETCH(bool, isOwners);
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto moderator = probe.moderator(*owner, u"Mo"_s);
    const auto member = probe.member(u"Ben"_s);
    member->peer().known.loopback = true;
    QCOMPARE(member->codeOf(request), u"forbidden"_s);
    for (Caller *plainly : {moderator.get(), owner.get()}) {
        const PeerFacts was = plainly->peer().known;
        plainly->peer().known.loopback = false;
        plainly->peer().known.encrypted = false;
        const QJsonObject refused = plainly->ask(request);
        QCOMPARE(code(refused), u"forbidden"_s);
        QVERIFY(refused.value("text"_L1).toString().contains("encrypted"_L1));
        plainly->peer().known = was;
    }
    QCOMPARE(moderator->codeOf(request) == "forbidden"_L1, isOwners);
    QVERIFY(owner->codeOf(request) != "forbidden"_L1);
}

void ModerationTest::nobodyActsOnTheOwnerOnHimselfOrOnHisLikes_data()
{
    QTest::addColumn<QString>("type");
    for (const char *type : {"kick", "ban", "unban", "mute"})
        QTest::newRow(type) << QString::fromLatin1(type);
}

void ModerationTest::nobodyActsOnTheOwnerOnHimselfOrOnHisLikes()
{
    QFETCH(QString, type);
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto mo = probe.moderator(*owner, u"Mo"_s), max = probe.moderator(*owner, u"Max"_s);
    const auto on = [&type](const Caller &one) {
        return about(type.toLatin1().constData(), one.me, {{u"minutes"_s, 5}});
    };
    for (const Caller *other : {owner.get(), mo.get(), max.get()})
        QCOMPARE(mo->codeOf(on(*other)), u"forbidden"_s);
    QCOMPARE(owner->codeOf(on(*owner)), u"forbidden"_s);
    QCOMPARE(mo->codeOf(about(type.toLatin1().constData(), u"m_nobody"_s, {{u"minutes"_s, 5}})),
             u"bad_request"_s);
    QCOMPARE(max->peer().closeCode, 0);
    QVERIFY(isOk(owner->ask(on(*max))));
}

void ModerationTest::whoIsKickedHearsItOnAllDevicesAndMayComeBack()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto phone = probe.listener(u"Ben"_s), tablet = probe.caller();
    const QString link = phone->ask(plain("link")).value("link"_L1).toString();
    tablet->comeIn({}, {{u"link"_s, link}});
    const auto cora = probe.listener(u"Cora"_s);
    cora->forgetHeard();
    QVERIFY(isOk(owner->ask(about("kick", phone->me, {{u"reason"_s, u"too loud"_s}}))));
    for (const Caller *device : {phone.get(), tablet.get()}) {
        QCOMPARE(device->heard("bye").size(), 1);
        const QJsonObject bye = device->heard("bye").constFirst();
        QCOMPARE(code(bye), u"kicked"_s);
        QCOMPARE(bye.value("reason"_L1).toString(), u"too loud"_s);
        QVERIFY(bye.value("text"_L1).toString().contains("Olga"_L1));
        QCOMPARE(device->peer().closeCode, 1008);
    }
    const auto bensLeave = [&cora, &phone] {
        const QList<QJsonObject> all = cora->heard("presence");
        return std::any_of(all.cbegin(), all.cend(), [&phone](const QJsonObject &presence) {
            return presence.value("member"_L1).toObject().value("id"_L1).toString() == phone->me
                && !presence.value("online"_L1).toBool();
        });
    };
    QTRY_VERIFY(bensLeave());
    QVERIFY(isOk(owner->ask(about("kick", phone->me)))); // nobody is there: nothing to do
    const auto again = probe.caller();
    again->token = phone->token;
    QCOMPARE(again->comeIn({}).value("type"_L1).toString(), u"welcome"_s);
    QCOMPARE(again->me, phone->me);
}

void ModerationTest::whoIsBannedStaysOutOnEveryDevice()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto ben = probe.listener(u"Ben"_s);
    const QString link = ben->ask(plain("link")).value("link"_L1).toString();
    QVERIFY(isOk(owner->ask(about("ban", ben->me, {{u"reason"_s, u"spam"_s}, {u"minutes"_s, 10}}))));
    const qint64 until = probe.clock().wallMs() + 10 * minuteMs;
    QCOMPARE(ben->heard("bye").size(), 1);
    QCOMPARE(code(ben->heard("bye").constFirst()), u"banned"_s);
    QCOMPARE(ben->heard("bye").constFirst().value("until"_L1).toInteger(), until);
    QCOMPARE(ben->peer().closeCode, 1008);
    const auto back = probe.caller(u"198.51.100.7"_s);
    back->token = ben->token;
    const QJsonObject refused = back->comeIn(u"Ben"_s);
    QCOMPARE(code(refused), u"forbidden"_s);
    QCOMPARE(refused.value("until"_L1).toInteger(), until);
    QCOMPARE(refused.value("reason"_L1).toString(), u"spam"_s);
    QCOMPARE(back->peer().closeCode, 0);
    const auto byLink = probe.caller(u"198.51.100.8"_s);
    QCOMPARE(code(byLink->comeIn({}, {{u"link"_s, link}})), u"forbidden"_s);
    // The name stays his.
    const auto other = probe.caller(u"198.51.100.9"_s);
    QCOMPARE(code(other->comeIn(u"Ben"_s)), u"name_taken"_s);
}

void ModerationTest::aBanKeepsNewcomersOfItsAddressOut()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto owner = probe.owner();
    auto ben = probe.caller(u"198.51.100.7"_s), tablet = probe.caller(u"2001:db8:1:2::"_s);
    ben->comeIn(u"Ben"_s);
    tablet->token = ben->token;
    tablet->comeIn({});
    tablet->hangUp();
    ben->hangUp(); // where he was last counts as well
    QVERIFY(isOk(owner->ask(about("ban", ben->me))));
    QCOMPARE(code(probe.caller(u"2001:db8:1:2::"_s)->comeIn(u"Bob"_s)), u"forbidden"_s);
    QCOMPARE(code(probe.caller(u"2001:db8:1:3::"_s)->comeIn(u"Bea"_s)), QString());
    const QString bens = ben->me;
    owner.reset();
    ben.reset();
    tablet.reset();
    probe.reopen();
    QCOMPARE(code(probe.caller(u"2001:db8:1:2::"_s)->comeIn(u"Bob"_s)), u"forbidden"_s);
    const auto back = probe.owner();
    QVERIFY(isOk(back->ask(about("unban", bens))));
    QCOMPARE(code(probe.caller(u"2001:db8:1:2::"_s)->comeIn(u"Bob"_s)), QString());
}

void ModerationTest::aBanHitsNobodyWhoIsAtHomeThere()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const QString shared = u"198.51.100.7"_s;
    const auto ben = probe.caller(shared), cora = probe.caller(shared);
    ben->comeIn(u"Ben"_s);
    cora->comeIn(u"Cora"_s);
    QVERIFY(isOk(owner->ask(about("ban", ben->me))));
    QVERIFY(cora->heard("bye").isEmpty());
    const auto again = probe.caller(shared);
    again->token = cora->token;
    QCOMPARE(code(again->comeIn({})), QString());
    const auto boss = probe.caller(shared);
    boss->token = owner->token;
    QCOMPARE(code(boss->comeIn({})), QString());
    QCOMPARE(code(probe.caller(shared)->comeIn(u"Dan"_s)), u"forbidden"_s);
    // Beside the owner's own device, newcomers are let in.
    const auto eve = probe.caller(shared);
    QVERIFY(isOk(owner->ask(about("unban", ben->me))));
    eve->comeIn(u"Eve"_s);
    QVERIFY(isOk(owner->ask(about("ban", eve->me))));
    QCOMPARE(code(probe.caller(shared)->comeIn(u"Fay"_s)), QString());
    // … and so they are on the computer that hosts, whoever was banned there.
    const auto here = probe.caller(u"127.0.0.1"_s);
    here->peer().known.loopback = true;
    here->comeIn(u"Gil"_s);
    QVERIFY(isOk(owner->ask(about("ban", here->me))));
    const auto next = probe.caller(u"127.0.0.1"_s);
    next->peer().known.loopback = true;
    QCOMPARE(code(next->comeIn(u"Hal"_s)), QString());
}

void ModerationTest::aBanOutlivesARestartAndEndsInTime()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto owner = probe.owner();
    auto ben = probe.caller(u"198.51.100.7"_s), carl = probe.caller(u"198.51.100.8"_s);
    ben->comeIn(u"Ben"_s);
    carl->comeIn(u"Carl"_s);
    owner->ask(about("ban", ben->me, {{u"minutes"_s, 10}}));
    owner->ask(about("ban", carl->me));
    const QString token = ben->token, forGood = carl->token;
    owner.reset();
    ben.reset();
    carl.reset();
    probe.reopen();
    const auto comes = [&probe](const QString &with) {
        const auto one = probe.caller(u"198.51.100.9"_s);
        one->token = with;
        return code(one->comeIn({}));
    };
    QCOMPARE(comes(token), u"forbidden"_s);
    QCOMPARE(comes(forGood), u"forbidden"_s);
    probe.clock().advance(10 * minuteMs - 1);
    QCOMPARE(comes(token), u"forbidden"_s);
    probe.clock().advance(1);
    QCOMPARE(comes(token), QString());
    QCOMPARE(code(probe.caller(u"198.51.100.7"_s)->comeIn(u"Dan"_s)), QString());
    probe.clock().advance(10LL * 366 * 24 * 60 * minuteMs);
    QCOMPARE(comes(forGood), u"forbidden"_s);
}

void ModerationTest::bansAreListedAndLifted()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto ben = probe.member(u"Ben"_s), carl = probe.member(u"Carl"_s);
    owner->ask(about("ban", ben->me, {{u"minutes"_s, 10}, {u"reason"_s, u"spam"_s}}));
    probe.clock().advance(1);
    owner->ask(about("ban", carl->me));
    const QJsonArray bans = owner->ask(plain("bans")).value("bans"_L1).toArray();
    QCOMPARE(bans.size(), 2);
    QCOMPARE(bans.at(0).toObject().value("name"_L1).toString(), u"Carl"_s);
    QVERIFY(!bans.at(0).toObject().contains("until"_L1));
    QCOMPARE(bans.at(1).toObject().value("reason"_L1).toString(), u"spam"_s);
    QCOMPARE(bans.at(1).toObject().value("byName"_L1).toString(), u"Olga"_s);
    QVERIFY(isOk(owner->ask(about("unban", carl->me))));
    QVERIFY(isOk(owner->ask(about("unban", carl->me)))); // twice is no harm
    probe.clock().advance(10 * minuteMs);
    QCOMPARE(owner->ask(plain("bans")).value("bans"_L1).toArray().size(), 0);
}

void ModerationTest::whoIsMutedWritesNothing_data()
{
    QTest::addColumn<QJsonObject>("request");
    QTest::newRow("post") << posting(u"n"_s, u"hello"_s);
    QTest::newRow("post with files") << with(with(saying("post"), "key", u"n"_s), "files",
                                             QJsonArray{u"f"_s});
    QTest::newRow("edit") << with(acting("edit", u"n"_s, 1), "text", u"other"_s);
    QTest::newRow("react") << with(with(acting("react", u"n"_s, 1), "emoji", u"👍"_s), "on", true);
    QTest::newRow("topic") << with(with(saying("topic"), "key", u"n"_s), "text", u"mine"_s);
    QTest::newRow("create") << QJsonObject{
        {u"type"_s, u"create"_s}, {u"name"_s, u"Mine"_s}, {u"kind"_s, u"public"_s}};
    QTest::newRow("rename") << QJsonObject{{u"type"_s, u"rename"_s}, {u"name"_s, u"Benny"_s}};
}

void ModerationTest::whoIsMutedWritesNothing()
{
    QFETCH(QJsonObject, request);
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto ben = probe.listener(u"Ben"_s);
    ben->ask(posting(u"first"_s, u"x"_s));
    owner->ask(about("mute", ben->me, {{u"minutes"_s, 3}}));
    const QJsonObject refused = ben->ask(request);
    QCOMPARE(code(refused), u"forbidden"_s);
    QCOMPARE(refused.value("until"_L1).toInteger(), probe.clock().wallMs() + 3 * minuteMs);
    QCOMPARE(log.stored(QString(lobbyId)).size(), 1);
    // What was said before may be taken back.
    QVERIFY(isOk(ben->ask(acting("delete", u"d"_s, 1))));
}

void ModerationTest::aMuteIsToldOutlivesARestartAndEndsInTime()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto owner = probe.owner();
    auto ben = probe.listener(u"Ben"_s), cora = probe.listener(u"Cora"_s);
    cora->forgetHeard();
    owner->ask(about("mute", ben->me, {{u"minutes"_s, 3}, {u"reason"_s, u"cool down"_s}}));
    const qint64 until = probe.clock().wallMs() + 3 * minuteMs;
    QCOMPARE(ben->heard("you").size(), 1);
    QCOMPARE(ben->heard("you").constFirst().value("reason"_L1).toString(), u"cool down"_s);
    QCOMPARE(ben->heard("you").constFirst().value("me"_L1).toObject().value("muted"_L1).toInteger(), until);
    const auto bensPresence = [&cora, &ben]() -> QJsonObject {
        for (const QJsonObject &presence : cora->heard("presence")) {
            if (presence.value("member"_L1).toObject().value("id"_L1).toString() == ben->me)
                return presence;
        }
        return {};
    };
    QTRY_VERIFY(!bensPresence().isEmpty());
    const QJsonObject seen = bensPresence();
    QCOMPARE(seen.value("member"_L1).toObject().value("muted"_L1).toInteger(), until);
    const QString token = ben->token;
    owner.reset();
    ben.reset();
    cora.reset();
    probe.reopen();
    const auto back = probe.caller();
    back->token = token;
    QCOMPARE(back->comeIn({}).value("me"_L1).toObject().value("muted"_L1).toInteger(), until);
    QCOMPARE(back->codeOf(posting(u"n"_s, u"x"_s)), u"forbidden"_s);
    probe.clock().advance(3 * minuteMs);
    QCOMPARE(back->codeOf(posting(u"n"_s, u"x"_s)), QString());
    const auto boss = probe.owner();
    boss->ask(about("mute", back->me, {{u"minutes"_s, 3}}));
    boss->ask(about("mute", back->me, {{u"minutes"_s, 0}}));
    QVERIFY(!back->heard("you").constLast().value("me"_L1).toObject().contains("muted"_L1));
    QCOMPARE(back->codeOf(posting(u"o"_s, u"x"_s)), QString());
}

void ModerationTest::aMuteTakesNothingBackThatWasStored()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto ben = probe.listener(u"Ben"_s);
    const QJsonObject first = ben->ask(posting(u"first"_s, u"x"_s));
    owner->ask(about("mute", ben->me, {{u"minutes"_s, 3}}));
    QCOMPARE(ben->ask(posting(u"first"_s, u"x"_s)).value("seq"_L1), first.value("seq"_L1));
    QCOMPARE(ben->codeOf(posting(u"first"_s, u"other"_s)), u"bad_request"_s);
}

void ModerationTest::rolesActAtOnceAndOutliveARestart()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto owner = probe.owner();
    auto mo = probe.moderator(*owner, u"Mo"_s);
    QCOMPARE(mo->heard("you").size(), 1);
    QCOMPARE(roleIn(mo->heard("you").constFirst()), u"moderator"_s);
    QVERIFY(isOk(mo->ask(plain("bans"))));
    const QString token = mo->token;
    owner.reset();
    mo.reset();
    probe.reopen();
    const auto boss = probe.owner();
    const auto back = probe.caller();
    back->peer().known.encrypted = true;
    back->token = token;
    QCOMPARE(roleIn(back->comeIn({})), u"moderator"_s);
    QVERIFY(isOk(boss->ask(about("role", back->me, {{u"role"_s, u"member"_s}}))));
    QCOMPARE(back->codeOf(plain("bans")), u"forbidden"_s);
}

void ModerationTest::rolesThatCannotBeGiven_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("code");
    QTest::newRow("owner") << u"owner"_s << u"bad_request"_s;
    QTest::newRow("visitor") << u"visitor"_s << u"bad_request"_s;
}

void ModerationTest::rolesThatCannotBeGiven()
{
    QFETCH(QString, role);
    QFETCH(QString, code);
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto ben = probe.member(u"Ben"_s);
    QCOMPARE(owner->codeOf(about("role", ben->me, {{u"role"_s, role}})), code);
    QVERIFY(ben->heard("you").isEmpty());
}

void ModerationTest::whatWasDoneCanBeRead()
{
    MemoryLog log;
    HouseProbe probe(log);
    auto owner = probe.owner();
    auto ben = probe.listener(u"Ben"_s);
    ben->ask(posting(u"first"_s, u"x"_s));
    owner->ask(about("mute", ben->me, {{u"minutes"_s, 3}, {u"reason"_s, u"cool down"_s}}));
    owner->ask(about("mute", ben->me, {{u"minutes"_s, 0}}));
    owner->ask(acting("delete", u"d"_s, 1));
    owner->ask(with(saying("lock"), "on", true));
    owner->ask(with(saying("lock"), "on", true)); // changes nothing, and is no deed
    owner->ask(about("kick", ben->me));
    const QStringList all{u"kick"_s, u"lock"_s, u"delete"_s, u"unmute"_s, u"mute"_s};
    QCOMPARE(deedsIn(owner->ask(plain("moderation"))), all);
    owner.reset();
    ben.reset();
    probe.reopen();
    const auto boss = probe.owner();
    const QJsonObject reply = boss->ask(plain("moderation"));
    QCOMPARE(deedsIn(reply), all);
    const QJsonObject mute = reply.value("deeds"_L1).toArray().last().toObject();
    QCOMPARE(mute.value("reason"_L1).toString(), u"cool down"_s);
    QCOMPARE(mute.value("minutes"_L1).toInt(), 3);
    QCOMPARE(mute.value("name"_L1).toString(), u"Ben"_s);
    QCOMPARE(mute.value("byName"_L1).toString(), u"Olga"_s);
    const QJsonObject page = boss->ask(
        with(with(plain("moderation"), "limit", 2), "before", mute.value("seq"_L1).toInteger() + 3));
    QCOMPARE(deedsIn(page), QStringList({u"delete"_s, u"unmute"_s}));
    QVERIFY(page.value("more"_L1).toBool());
}

// The newest of a thousand stand in the log, one in the place of another.
void ModerationTest::whatWasDoneIsBounded()
{
    Deeds deeds;
    const auto numbered = [](qint64 seq) {
        record::Deed deed;
        deed.deed.seq = seq;
        return deed;
    };
    const auto all = [](const record::Deed &) { return true; };
    for (qint64 seq = 1; seq <= houselimits::deeds + 1; ++seq)
        deeds.add(numbered(seq));
    bool more = true;
    QCOMPARE(deeds.page(3, 10, all, more).size(), 1);
    QVERIFY(!more);
    QCOMPARE(deeds.page(1'000'000, 10, all, more).constFirst().seq, houselimits::deeds + 1);
    QVERIFY(more);
    QCOMPARE(record::toEntry(numbered(1)).slot, record::toEntry(numbered(1 + houselimits::deeds)).slot);
    QVERIFY(record::toEntry(numbered(1)).slot != record::toEntry(numbered(2)).slot);
}

void ModerationTest::whatWasDoneInAPrivateRoomIsReadInItOnly()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto mo = probe.moderator(*owner, u"Mo"_s);
    const QJsonObject made =
        mo->ask({{u"type"_s, u"create"_s}, {u"name"_s, u"Plans"_s}, {u"kind"_s, u"private"_s}});
    const QString room = made.value("room"_L1).toObject().value("id"_L1).toString();
    QVERIFY(isOk(mo->ask(with(saying("lock", room), "on", true))));
    QCOMPARE(deedsIn(mo->ask(plain("moderation"))), QStringList({u"lock"_s, u"role"_s}));
    QCOMPARE(deedsIn(owner->ask(plain("moderation"))), QStringList{u"role"_s});
}

void ModerationTest::aDiskThatIsFullIsToldAndNobodyIsBanned()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto owner = probe.owner();
    const auto ben = probe.member(u"Ben"_s);
    log.plan(u"house"_s, {MemoryLog::Fault::Fail});
    QCOMPARE(owner->codeOf(about("ban", ben->me)), u"storage"_s);
    QCOMPARE(ben->peer().closeCode, 0);
    QCOMPARE(owner->ask(plain("bans")).value("bans"_L1).toArray().size(), 0);
    QVERIFY(isOk(owner->ask(about("ban", ben->me))));
    QCOMPARE(ben->peer().closeCode, 1008);
}

void ModerationTest::anotherCodeLetsOthersStay_data()
{
    QTest::addColumn<QString>("wanted");
    for (const char *wanted : {"auto", "none", "correct horse battery"})
        QTest::newRow(wanted) << QString::fromLatin1(wanted);
}

void ModerationTest::anotherCodeLetsOthersStay()
{
    QFETCH(QString, wanted);
    MemoryLog log;
    HouseProbe probe(log, withCode());
    const HouseFacts before = probe.house().facts();
    auto owner = probe.owner();
    auto ben = probe.caller();
    ben->comeIn(u"Ben"_s, {{u"code"_s, before.code}});
    QVERIFY(!ben->me.isEmpty());
    const QJsonObject reply = owner->ask(with(plain("code"), "code", wanted));
    QVERIFY(isOk(reply));
    const QString now = reply.value("code"_L1).toString();
    QCOMPARE(ben->peer().closeCode, 0);
    const auto comesWith = [&probe](const QString &name, const QString &given) {
        return code(probe.caller()->comeIn(name, {{u"code"_s, given}}));
    };
    const bool isOpen = wanted == "none"_L1;
    const QString refused = isOpen ? QString() : u"wrong_code"_s;
    QCOMPARE(now.isEmpty(), isOpen);
    if (wanted.size() > 4)
        QCOMPARE(now, wanted);
    if (now != before.code) // six digits may come again, once in a million
        QCOMPARE(comesWith(u"Cora"_s, before.code), refused);
    QCOMPARE(comesWith(u"Dan"_s, before.linkCode), refused);
    QCOMPARE(comesWith(u"Eve"_s, now), QString());
    QCOMPARE(comesWith(u"Fay"_s, reply.value("linkCode"_L1).toString()), QString());
    QCOMPARE(probe.house().facts().code, now);
    const QString token = ben->token;
    owner.reset();
    ben.reset();
    probe.reopen();
    QCOMPARE(probe.house().facts().code, now);
    const auto back = probe.caller();
    back->token = token;
    QCOMPARE(code(back->comeIn({})), QString());
    const auto boss = probe.owner();
    const QByteArray deeds = QJsonDocument(boss->ask(plain("moderation"))).toJson();
    QVERIFY(deeds.contains("\"what\": \"code\""));
    QVERIFY(isOpen || !deeds.contains(now.toUtf8()));
}

void ModerationTest::theOwnerHearsOfGuessing()
{
    MemoryLog log;
    HouseProbe probe(log, withCode());
    const auto owner = probe.owner();
    const QString right = probe.house().facts().code;
    const QString wrong = right == "000000"_L1 ? u"000001"_s : u"000000"_s;
    for (int i = 0; i < houselimits::wrongTries; ++i) {
        QVERIFY(owner->heard("guessing").isEmpty());
        probe.caller(u"198.51.100.%1"_s.arg(i))->comeIn(u"X"_s, {{u"code"_s, wrong}});
    }
    QCOMPARE(owner->heard("guessing").size(), 1);
    QCOMPARE(owner->heard("guessing").constFirst().value("tries"_L1).toInt(), houselimits::wrongTries);
    QCOMPARE(owner->heard("guessing").constFirst().value("addresses"_L1).toInt(), houselimits::wrongTries);
    probe.caller(u"198.51.100.99"_s)->comeIn(u"X"_s, {{u"code"_s, wrong}});
    QCOMPARE(owner->heard("guessing").size(), 1);
    probe.clock().advance(houselimits::guessingToldMs);
    probe.caller(u"198.51.100.98"_s)->comeIn(u"X"_s, {{u"code"_s, wrong}});
    QCOMPARE(owner->heard("guessing").size(), 2);
}

QTEST_GUILESS_MAIN(ModerationTest)
#include "tst_moderation.moc"
