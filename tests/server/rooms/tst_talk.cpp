// Events: what may be said, who hears it, and how it is read back (PROTOCOL §4 and §8). On the real store.
#include "protocol/limits.h"
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/server/store/logprobe.h"
#include "tests/support/patience.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject editing(const QString &key, qint64 target, const QString &text)
{
    return with(acting("edit", key, target), "text", text);
}

QJsonObject reacting(const QString &key, qint64 target, bool on = true)
{
    return with(with(acting("react", key, target), "emoji", u"👍"_s), "on", on);
}

QJsonObject topic(const QString &key, const QString &text)
{
    return with(with(saying("topic"), "key", key), "text", text);
}

qint64 seq(const QJsonObject &reply)
{
    return reply.value("seq"_L1).toInteger(-1);
}

QString code(const QJsonObject &reply)
{
    return reply.value("code"_L1).toString();
}

QList<qint64> seqs(const QJsonArray &events)
{
    QList<qint64> seqs;
    for (const QJsonValue &event : events)
        seqs.append(event.toObject().value("seq"_L1).toInteger());
    return seqs;
}

QList<qint64> range(qint64 first, qint64 last)
{
    QList<qint64> numbers;
    for (qint64 number = first; number <= last; ++number)
        numbers.append(number);
    return numbers;
}

QJsonObject history(const char *side, qint64 number, int limit = 0)
{
    QJsonObject request = with(saying("history"), side, number);
    return limit > 0 ? with(request, "limit", limit) : request;
}

// A house on the real store.
struct RealHouse {
    LogProbe store;
    HouseProbe probe{store.log(), [] {
                         HouseConfig config = openHouse();
                         config.rateLimit = false;
                         return config;
                     }()};
};

} // namespace

class TalkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatOneSaysAllHear();
    void everyKindIsHeardWhole();
    void aKeyIsTheSameEventHoweverOften_data();
    void aKeyIsTheSameEventHoweverOften();
    void whatWasDoneMayBeRepeatedWhenItCouldNotBeDoneNow();
    void onlyItsSenderEdits();
    void onlyItsSenderOrAModeratorDeletes();
    void aModeratorsRightsNeedATrustedWay();
    void whatIsDeletedIsGoneFromEverywhere();
    void targetsMustBeLivingMessages_data();
    void targetsMustBeLivingMessages();
    void aReplyNamesAMessage();
    void filesAreNotThereYet();
    void anybodySetsTheTopicAndAllRoomsShowIt();
    void editsOfTheSameMoment();
    void historyGoesBothWays_data();
    void historyGoesBothWays();
    void aPageIsBoundedInBytes();
    void joinGivesTheNewestPage();
    void joinResumesAfterANumber_data();
    void joinResumesAfterANumber();
    void joinOfAnotherLogResets();
    void searchFindsInOnesOwnRooms();
    void everythingSurvivesARestart();
};

void TalkTest::whatOneSaysAllHear()
{
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s), ben = real.probe.listener(u"Ben"_s);
    const QString text = u"<img src=x onerror=alert(1)> \"quoted\" \\ naïve 🌲 \u2028"_s;
    const QJsonObject ok = amina->ask(posting(u"k1"_s, text));
    QCOMPARE(seq(ok), 1);
    QCOMPARE(ok.value("at"_L1).toInteger(), real.probe.clock().wallMs());
    QCOMPARE(ben->heard("event").size(), 1);
    const QJsonObject event = ben->heard("event").first();
    QCOMPARE(event.value("room"_L1).toString(), u"lobby"_s);
    QCOMPARE(event.value("seq"_L1).toInt(), 1);
    QCOMPARE(event.value("at"_L1).toInteger(), real.probe.clock().wallMs());
    QCOMPARE(event.value("from"_L1).toString(), amina->me);
    QCOMPARE(event.value("name"_L1).toString(), u"Amina"_s);
    QCOMPARE(event.value("kind"_L1).toString(), u"message"_s);
    QCOMPARE(event.value("key"_L1).toString(), u"k1"_s);
    QCOMPARE(event.value("text"_L1).toString(), text);
    QCOMPARE(amina->heard("event"), ben->heard("event"));
}

void TalkTest::everyKindIsHeardWhole()
{
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s), ben = real.probe.listener(u"Ben"_s);
    QCOMPARE(seq(amina->ask(posting(u"1"_s, u"text"_s))), 1);
    QCOMPARE(seq(ben->ask(with(posting(u"2"_s, u"reply"_s), "reply", 1))), 2);
    QCOMPARE(seq(amina->ask(editing(u"3"_s, 1, u"edited"_s))), 3);
    QCOMPARE(seq(ben->ask(reacting(u"4"_s, 1))), 4);
    QCOMPARE(seq(ben->ask(reacting(u"5"_s, 1, false))), 5);
    QCOMPARE(seq(ben->ask(topic(u"6"_s, u"Today"_s))), 6);
    QCOMPARE(seq(amina->ask(acting("delete", u"7"_s, 1))), 7);
    const QList<QJsonObject> heard = ben->heard("event");
    QCOMPARE(ben->heardSeqs(u"lobby"_s), range(1, 7));
    QCOMPARE(heard[1].value("reply"_L1).toInt(), 1);
    QCOMPARE(heard[2].value("target"_L1).toInt(), 1);
    QCOMPARE(heard[2].value("text"_L1).toString(), u"edited"_s);
    QCOMPARE(heard[3].value("emoji"_L1).toString(), u"👍"_s);
    QCOMPARE(heard[3].value("on"_L1).toBool(), true);
    QCOMPARE(heard[4].value("on"_L1).toBool(), false);
    QCOMPARE(heard[5].value("text"_L1).toString(), u"Today"_s);
    QCOMPARE(heard[6].value("kind"_L1).toString(), u"delete"_s);
    // What is read back later is what was heard, but for what was deleted.
    const QJsonArray read = amina->ask(history("after", 0)).value("events"_L1).toArray();
    for (const int i : {1, 3, 4, 5, 6}) {
        QJsonObject live = heard[i];
        live.remove("type"_L1);
        QCOMPARE(read[i].toObject(), live);
    }
}

void TalkTest::aKeyIsTheSameEventHoweverOften_data()
{
    QTest::addColumn<QJsonObject>("request");
    QTest::addColumn<QJsonObject>("other");
    QTest::newRow("post") << posting(u"k"_s, u"text"_s) << posting(u"k"_s, u"other"_s);
    QTest::newRow("reply") << with(posting(u"k"_s, u"text"_s), "reply", 1) << posting(u"k"_s, u"text"_s);
    QTest::newRow("edit") << editing(u"k"_s, 1, u"text"_s) << editing(u"k"_s, 1, u"other"_s);
    QTest::newRow("edit, another target") << editing(u"k"_s, 1, u"text"_s) << editing(u"k"_s, 2, u"text"_s);
    QTest::newRow("delete") << acting("delete", u"k"_s, 1) << acting("delete", u"k"_s, 2);
    QTest::newRow("react") << reacting(u"k"_s, 1) << reacting(u"k"_s, 1, false);
    QTest::newRow("topic") << topic(u"k"_s, u"text"_s) << topic(u"k"_s, u"other"_s);
    QTest::newRow("another kind") << posting(u"k"_s, u"text"_s) << topic(u"k"_s, u"text"_s);
}

void TalkTest::aKeyIsTheSameEventHoweverOften()
{
    QFETCH(QJsonObject, request);
    QFETCH(QJsonObject, other);
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s), ben = real.probe.listener(u"Ben"_s);
    amina->ask(posting(u"1"_s, u"a message"_s));
    amina->ask(posting(u"2"_s, u"another"_s));
    const qint64 first = seq(amina->ask(request));
    QCOMPARE(first, 3);
    const int together = amina->say(request);
    const int again = amina->say(request);
    QCOMPARE(seq(amina->replyTo(together)), first);
    QCOMPARE(seq(amina->replyTo(again)), first);
    QCOMPARE(code(amina->ask(other)), u"bad_request"_s);
    QCOMPARE(ben->heardSeqs(u"lobby"_s), range(1, 3));
    // Another member's key is another's.
    QCOMPARE(seq(ben->ask(posting(u"k"_s, u"mine"_s))), 4);
}

void TalkTest::whatWasDoneMayBeRepeatedWhenItCouldNotBeDoneNow()
{
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s);
    amina->ask(posting(u"1"_s, u"a message"_s));
    QCOMPARE(seq(amina->ask(editing(u"2"_s, 1, u"edited"_s))), 2);
    QCOMPARE(seq(amina->ask(reacting(u"3"_s, 1))), 3);
    QCOMPARE(seq(amina->ask(acting("delete", u"4"_s, 1))), 4);
    QCOMPARE(seq(amina->ask(editing(u"2"_s, 1, u"edited"_s))), 2);
    QCOMPARE(seq(amina->ask(reacting(u"3"_s, 1))), 3);
    QCOMPARE(seq(amina->ask(acting("delete", u"4"_s, 1))), 4);
    QCOMPARE(seq(amina->ask(posting(u"1"_s, u"a message"_s))), 1);
    QCOMPARE(code(amina->ask(editing(u"2"_s, 1, u"forged"_s))), u"bad_request"_s);
    QCOMPARE(code(amina->ask(acting("delete", u"5"_s, 1))), u"no_event"_s);
    QCOMPARE(amina->heardSeqs(u"lobby"_s), range(1, 4));
}

void TalkTest::onlyItsSenderEdits()
{
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s), ben = real.probe.listener(u"Ben"_s);
    const auto owner = real.probe.caller();
    owner->peer().known.loopback = true;
    owner->token = u"the owner's secret"_s;
    owner->comeIn(u"Olga"_s);
    amina->ask(posting(u"1"_s, u"mine"_s));
    QCOMPARE(code(ben->ask(editing(u"k"_s, 1, u"forged"_s))), u"forbidden"_s);
    QCOMPARE(code(owner->ask(editing(u"k"_s, 1, u"forged"_s))), u"forbidden"_s);
    QCOMPARE(seq(amina->ask(editing(u"k"_s, 1, u"better"_s))), 2);
}

void TalkTest::onlyItsSenderOrAModeratorDeletes()
{
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s), ben = real.probe.listener(u"Ben"_s);
    const auto owner = real.probe.caller();
    owner->peer().known.loopback = true;
    owner->token = u"the owner's secret"_s;
    owner->comeIn(u"Olga"_s);
    amina->ask(posting(u"1"_s, u"mine"_s));
    amina->ask(posting(u"2"_s, u"mine too"_s));
    QCOMPARE(code(ben->ask(acting("delete", u"k"_s, 1))), u"forbidden"_s);
    QCOMPARE(seq(amina->ask(acting("delete", u"k"_s, 1))), 3);
    QCOMPARE(seq(owner->ask(acting("delete", u"k"_s, 2))), 4);
}

void TalkTest::aModeratorsRightsNeedATrustedWay()
{
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s);
    const auto owner = real.probe.caller();
    owner->token = u"the owner's secret"_s;
    owner->comeIn(u"Olga"_s);
    amina->ask(posting(u"1"_s, u"mine"_s));
    owner->ask(posting(u"2"_s, u"the owner's"_s));
    QCOMPARE(code(owner->ask(acting("delete", u"k"_s, 1))), u"forbidden"_s);
    QCOMPARE(seq(owner->ask(acting("delete", u"k"_s, 2))), 3); // one's own needs no rights
    owner->peer().known.encrypted = true;
    QCOMPARE(seq(owner->ask(acting("delete", u"k2"_s, 1))), 4);
}

void TalkTest::whatIsDeletedIsGoneFromEverywhere()
{
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s);
    amina->ask(posting(u"1"_s, u"a secret"_s));
    amina->ask(editing(u"2"_s, 1, u"a secret, edited"_s));
    amina->ask(acting("delete", u"3"_s, 1));
    const auto ben = real.probe.member(u"Ben"_s);
    const auto check = [](const QJsonArray &events) {
        QCOMPARE(seqs(events), range(1, 3));
        for (const int i : {0, 1}) {
            QVERIFY(events[i].toObject().value("deleted"_L1).toBool());
            QVERIFY(!events[i].toObject().contains("text"_L1));
        }
        QVERIFY(!events[2].toObject().contains("deleted"_L1));
    };
    check(ben->ask(saying("join")).value("events"_L1).toArray()); // from memory
    check(ben->ask(history("before", 99)).value("events"_L1).toArray());
    for (int i = 0; i < 300; ++i) // until it is out of memory
        amina->say(posting(u"m%1"_s.arg(i), u"x"_s));
    amina->ask(posting(u"last"_s, u"x"_s));
    check(ben->ask(history("before", 4)).value("events"_L1).toArray());
    QVERIFY(
        ben->ask({{u"type"_s, u"search"_s}, {u"query"_s, u"secret"_s}}).value("hits"_L1).toArray().isEmpty());
}

void TalkTest::targetsMustBeLivingMessages_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<qint64>("target");
    QTest::addColumn<bool>("old"); // out of memory
    for (const bool old : {false, true}) {
        for (const char *type : {"edit", "delete", "react", "reply"}) {
            const auto row = [type, old](const char *name, qint64 target) {
                QTest::addRow("%s of %s%s", type, name, old ? ", long ago" : "")
                    << QString::fromLatin1(type) << target << old;
            };
            row("what is not there", 9999);
            row("an edit", 2);
            row("a reaction", 3);
            row("a topic", 4);
            row("a delete", 6);
            if (QLatin1StringView(type) != "reply"_L1)
                row("what was deleted", 5);
        }
    }
}

void TalkTest::targetsMustBeLivingMessages()
{
    QFETCH(QString, type);
    QFETCH(qint64, target);
    QFETCH(bool, old);
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s);
    amina->ask(posting(u"1"_s, u"a message"_s));
    amina->ask(editing(u"2"_s, 1, u"edited"_s));
    amina->ask(reacting(u"3"_s, 1));
    amina->ask(topic(u"4"_s, u"Today"_s));
    amina->ask(posting(u"5"_s, u"soon gone"_s));
    QCOMPARE(seq(amina->ask(acting("delete", u"6"_s, 5))), 6);
    for (int i = 0; old && i < 250; ++i)
        amina->say(posting(u"m%1"_s.arg(i), u"x"_s));
    amina->ask(posting(u"last"_s, u"x"_s));
    const auto asked = [&type](qint64 number) {
        if (type == "edit"_L1)
            return editing(u"k"_s, number, u"text"_s);
        if (type == "react"_L1)
            return reacting(u"k"_s, number);
        return type == "reply"_L1 ? with(posting(u"k"_s, u"text"_s), "reply", number)
                                  : acting("delete", u"k"_s, number);
    };
    QCOMPARE(code(amina->ask(asked(target))), u"no_event"_s);
    QVERIFY(seq(amina->ask(asked(1))) > 0);
}

void TalkTest::aReplyNamesAMessage()
{
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s);
    QCOMPARE(code(amina->ask(with(posting(u"1"_s, u"text"_s), "reply", 1))), u"no_event"_s);
    amina->ask(posting(u"2"_s, u"text"_s));
    amina->ask(acting("delete", u"3"_s, 1));
    // Who was writing while it went may still send: the reply shows that it is gone.
    QCOMPARE(seq(amina->ask(with(posting(u"4"_s, u"text"_s), "reply", 1))), 3);
}

void TalkTest::filesAreNotThereYet()
{
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s);
    const QJsonObject post = with(posting(u"1"_s, u"text"_s), "files", QJsonArray{QString(64, u'a')});
    QCOMPARE(code(amina->ask(post)), u"no_file"_s);
    QVERIFY(amina->heard("event").isEmpty());
}

void TalkTest::anybodySetsTheTopicAndAllRoomsShowIt()
{
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s), idle = real.probe.member(u"Idle"_s);
    QCOMPARE(seq(idle->ask(topic(u"1"_s, u"Today: water"_s))), 1);
    QCOMPARE(amina->heard("event").first().value("kind"_L1).toString(), u"topic"_s);
    QTRY_COMPARE(amina->heard("room").size(), 1);
    QTRY_COMPARE(idle->heard("room").size(), 1);
    const QJsonObject room = idle->heard("room").first().value("room"_L1).toObject();
    QCOMPARE(room.value("topic"_L1).toString(), u"Today: water"_s);
    const QJsonObject welcome = real.probe.caller()->comeIn(u"Ben"_s);
    QCOMPARE(welcome.value("rooms"_L1).toArray().first().toObject().value("topic"_L1).toString(),
             u"Today: water"_s);
    QCOMPARE(seq(amina->ask(topic(u"2"_s, u""_s))), 2);
    QTRY_COMPARE(idle->heard("room").size(), 2);
    QCOMPARE(idle->heard("room").last().value("room"_L1).toObject().value("topic"_L1).toString(), u""_s);
}

// A delete and an edit on their way together: whichever is first in the log, the text is gone.
void TalkTest::editsOfTheSameMoment()
{
    RealHouse real;
    const auto amina = real.probe.listener(u"Amina"_s);
    auto second = real.probe.caller();
    second->token = amina->token;
    second->comeIn(u"x"_s);
    for (int i = 0; i < 20; ++i) {
        const qint64 target = seq(amina->ask(posting(u"p%1"_s.arg(i), u"secret"_s)));
        const int before = second->say(editing(u"b%1"_s.arg(i), target, u"secret before"_s));
        const int gone = amina->say(acting("delete", u"d%1"_s.arg(i), target));
        const int after = second->say(editing(u"a%1"_s.arg(i), target, u"secret after"_s));
        QVERIFY(seq(second->replyTo(before)) > 0);
        QVERIFY(seq(amina->replyTo(gone)) > 0);
        QCOMPARE(code(second->replyTo(after)), u"no_event"_s);
    }
    for (const QJsonValue &event : amina->ask(history("after", 0)).value("events"_L1).toArray())
        QVERIFY(!event.toObject().value("text"_L1).toString().contains("secret"_L1));
}

void TalkTest::historyGoesBothWays_data()
{
    QTest::addColumn<QJsonObject>("request");
    QTest::addColumn<QList<qint64>>("expected");
    QTest::addColumn<bool>("more");
    const auto row = [](const char *name, const QJsonObject &request, const QList<qint64> &expected,
                        bool more) { QTest::newRow(name) << request << expected << more; };
    // 450 events; the newest 200 are in memory.
    row("the oldest", history("after", 0), range(1, 200), true);
    row("after, few", history("after", 10, 3), range(11, 13), true);
    row("after, from disk into memory", history("after", 240, 100), range(241, 340), true);
    row("after, from memory", history("after", 300, 100), range(301, 400), true);
    row("after, up to the end", history("after", 400), range(401, 450), false);
    row("after the last", history("after", 450), {}, false);
    row("after what is not there", history("after", 9999), {}, false);
    row("before, from disk", history("before", 100, 10), range(90, 99), true);
    row("before, down to the start", history("before", 100), range(1, 99), false);
    row("before, across memory's edge", history("before", 300, 100), range(200, 299), true);
    row("before, from memory", history("before", 400, 10), range(390, 399), true);
    row("before the first", history("before", 1), {}, false);
    row("before nothing", history("before", 0), {}, false);
    row("before what is not there", history("before", 9999, 2), range(449, 450), true);
    row("a limit above a page", history("after", 0, 100'000), range(1, 200), true);
}

void TalkTest::historyGoesBothWays()
{
    QFETCH(QJsonObject, request);
    QFETCH(QList<qint64>, expected);
    QFETCH(bool, more);
    RealHouse real;
    const auto amina = real.probe.member(u"Amina"_s);
    for (int i = 1; i < 450; ++i)
        amina->say(posting(QString::number(i), u"x"_s));
    QCOMPARE(seq(amina->ask(posting(u"last"_s, u"x"_s))), 450);
    const QJsonObject page = amina->ask(request);
    QCOMPARE(seqs(page.value("events"_L1).toArray()), expected);
    QCOMPARE(page.value("more"_L1).toBool(), more);
}

void TalkTest::aPageIsBoundedInBytes()
{
    RealHouse real;
    const auto amina = real.probe.member(u"Amina"_s);
    const QString large(limits::textBytes, u'x');
    for (int i = 1; i < 100; ++i)
        amina->say(posting(QString::number(i), large));
    amina->ask(posting(u"last"_s, large));
    QList<qint64> all;
    qint64 after = 0;
    bool more = true;
    while (more) {
        const QJsonObject page = amina->ask(history("after", after));
        QVERIFY(QJsonDocument(page).toJson(QJsonDocument::Compact).size() <= limits::pageBytes + 64 * 1024);
        all += seqs(page.value("events"_L1).toArray());
        after = all.last();
        more = page.value("more"_L1).toBool();
    }
    QCOMPARE(all, range(1, 100));
    const QJsonObject joined = amina->ask(saying("join"));
    QVERIFY(QJsonDocument(joined).toJson(QJsonDocument::Compact).size() <= limits::pageBytes + 64 * 1024);
    QVERIFY(joined.value("more"_L1).toBool());
    QCOMPARE(joined.value("events"_L1).toArray().last().toObject().value("seq"_L1).toInt(), 100);
}

void TalkTest::joinGivesTheNewestPage()
{
    RealHouse real;
    const auto amina = real.probe.member(u"Amina"_s);
    const QJsonObject empty = amina->ask(saying("join"));
    QCOMPARE(empty.value("room"_L1).toObject().value("head"_L1).toInt(), 0);
    QVERIFY(empty.value("events"_L1).toArray().isEmpty());
    QVERIFY(!empty.value("more"_L1).toBool());
    QVERIFY(!empty.contains("reset"_L1));
    for (int i = 1; i <= 200; ++i)
        amina->say(posting(QString::number(i), u"x"_s));
    const QJsonObject full = amina->ask(saying("join"));
    amina->ask(posting(u"last"_s, u"x"_s));
    const QJsonObject page = amina->ask(saying("join"));
    QCOMPARE(seqs(page.value("events"_L1).toArray()), range(2, 201));
    QVERIFY(page.value("more"_L1).toBool());
    QCOMPARE(page.value("room"_L1).toObject().value("head"_L1).toInt(), 201);
}

void TalkTest::joinResumesAfterANumber_data()
{
    QTest::addColumn<qint64>("after");
    QTest::addColumn<QList<qint64>>("expected");
    QTest::addColumn<bool>("more");
    QTest::newRow("from the start") << qint64(0) << range(1, 200) << true;
    QTest::newRow("more than a page") << qint64(49) << range(50, 249) << true;
    QTest::newRow("exactly a page") << qint64(50) << range(51, 250) << false;
    QTest::newRow("a few") << qint64(248) << range(249, 250) << false;
    QTest::newRow("nothing") << qint64(250) << QList<qint64>() << false;
    QTest::newRow("what is not there yet") << qint64(251) << range(51, 250) << true;
}

void TalkTest::joinResumesAfterANumber()
{
    QFETCH(qint64, after);
    QFETCH(QList<qint64>, expected);
    QFETCH(bool, more);
    RealHouse real;
    const auto amina = real.probe.member(u"Amina"_s);
    for (int i = 1; i < 250; ++i)
        amina->say(posting(QString::number(i), u"x"_s));
    amina->ask(posting(u"last"_s, u"x"_s));
    const QJsonObject joined = amina->ask(with(saying("join"), "after", after));
    QCOMPARE(seqs(joined.value("events"_L1).toArray()), expected);
    QCOMPARE(joined.value("more"_L1).toBool(), more);
    QCOMPARE(joined.value("room"_L1).toObject().value("head"_L1).toInt(), 250);
    amina->ask(posting(u"live"_s, u"x"_s));
    QCOMPARE(amina->heardSeqs(u"lobby"_s), QList<qint64>{251});
}

void TalkTest::joinOfAnotherLogResets()
{
    RealHouse real;
    const auto amina = real.probe.member(u"Amina"_s);
    for (int i = 1; i <= 3; ++i)
        amina->ask(posting(QString::number(i), u"x"_s));
    const QJsonObject same = amina->ask(saying("join"));
    const QString log = same.value("room"_L1).toObject().value("log"_L1).toString();
    const QJsonObject resumed = amina->ask(with(with(saying("join"), "after", 2), "log", log));
    QVERIFY(!resumed.contains("reset"_L1));
    QCOMPARE(seqs(resumed.value("events"_L1).toArray()), QList<qint64>{3});
    const QJsonObject reset = amina->ask(with(with(saying("join"), "after", 2), "log", u"l_other"_s));
    QVERIFY(reset.value("reset"_L1).toBool());
    QCOMPARE(seqs(reset.value("events"_L1).toArray()), range(1, 3));
}

void TalkTest::searchFindsInOnesOwnRooms()
{
    RealHouse real;
    const auto amina = real.probe.member(u"Amina"_s), ben = real.probe.member(u"Ben"_s);
    const QString secret =
        amina->ask({{u"type"_s, u"create"_s}, {u"name"_s, u"Plans"_s}, {u"kind"_s, u"private"_s}})
            .value("room"_L1)
            .toObject()
            .value("id"_L1)
            .toString();
    amina->ask(posting(u"1"_s, u"water in the lobby"_s));
    amina->ask(posting(u"1"_s, u"water in private"_s, secret));
    amina->ask(posting(u"2"_s, u"first"_s));
    amina->ask(editing(u"3"_s, 2, u"water after an edit"_s));
    const auto hits = [](Caller &caller, const QJsonObject &more = {}) {
        QJsonObject search{{u"type"_s, u"search"_s}, {u"query"_s, u"water"_s}};
        for (auto field = more.begin(); field != more.end(); ++field)
            search.insert(field.key(), field.value());
        QStringList texts;
        for (const QJsonValue &hit : caller.ask(search).value("hits"_L1).toArray())
            texts.append(QString(hit.toObject().value("room"_L1).toString() % ": "_L1
                                 % hit.toObject().value("text"_L1).toString()));
        texts.sort();
        return texts;
    };
    const QStringList lobby{u"lobby: water after an edit"_s, u"lobby: water in the lobby"_s};
    QCOMPARE(hits(*ben), lobby);
    QCOMPARE(hits(*amina).size(), 3);
    QCOMPARE(hits(*amina, {{u"room"_s, u"lobby"_s}}), lobby);
    QCOMPARE(hits(*amina, {{u"limit"_s, 1}}).size(), 1);
    QCOMPARE(hits(*amina, {{u"room"_s, secret}}), QStringList(QString(secret % ": water in private"_L1)));
    QCOMPARE(ben->codeOf({{u"type"_s, u"search"_s}, {u"query"_s, u"water"_s}, {u"room"_s, secret}}),
             u"no_room"_s);
    ben->ask(saying("leave"));
    QVERIFY(hits(*ben).isEmpty());
}

void TalkTest::everythingSurvivesARestart()
{
    RealHouse real;
    auto amina = real.probe.listener(u"Amina"_s);
    const QString token = amina->token;
    for (int i = 1; i <= 3; ++i)
        amina->ask(posting(QString::number(i), u"text %1"_s.arg(i)));
    amina->ask(topic(u"4"_s, u"Today"_s));
    const QJsonObject before = amina->ask(saying("join"));
    amina.reset();
    real.store.reopen();
    HouseProbe again(real.store.log());
    const auto back = again.caller();
    back->token = token;
    back->comeIn(u"x"_s);
    const QJsonObject after = back->ask(saying("join"));
    QCOMPARE(after.value("events"_L1), before.value("events"_L1));
    QCOMPARE(after.value("room"_L1), before.value("room"_L1));
    QCOMPARE(seq(back->ask(posting(u"2"_s, u"text 2"_s))), 2);
    QCOMPARE(seq(back->ask(posting(u"5"_s, u"text 5"_s))), 5);
}

QTEST_GUILESS_MAIN(TalkTest)
#include "tst_talk.moc"
