// Exactly once, whatever the store answers and whoever is still there to hear it: every request that changes
// something, with every outcome of its append.
#include "tests/server/rooms/houseprobe.h"
#include "tests/server/rooms/memorylog.h"
#include "tests/support/patience.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;
using Fault = MemoryLog::Fault;

namespace {

const QString lobby = QString(lobbyId);
const QString house = u"house"_s;

enum class Asker { Stays, LeavesBeforeTheDisk, LeavesBeforeTheAnswer };

// What save() of a house record cannot be sure of after all its tries (rooms/houselog.h): it is there, or it
// is not.
const QList<Fault> inDoubtButStored{Fault::UnknownStored, Fault::UnknownLost, Fault::UnknownLost};
const QList<Fault> inDoubtAndLost{Fault::UnknownLost, Fault::UnknownLost, Fault::UnknownLost};

QString codeIn(const QJsonObject &reply)
{
    return reply.value("code"_L1).toString();
}

qint64 seqIn(const QJsonObject &reply)
{
    return reply.value("seq"_L1).toInteger();
}

QJsonObject creating(const QString &name, const QString &key = {})
{
    const QJsonObject create{{u"type"_s, u"create"_s}, {u"name"_s, name}, {u"kind"_s, u"public"_s}};
    return key.isEmpty() ? create : with(create, "key", key);
}

QStringList roomNames(const QJsonObject &welcome)
{
    QStringList names;
    for (const QJsonValue &room : welcome.value("rooms"_L1).toArray())
        names.append(room.toObject().value("name"_L1).toString());
    return names;
}

QString roomIn(const QJsonObject &reply)
{
    return reply.value("room"_L1).toObject().value("id"_L1).toString();
}

// Records of the house that say of something that it never came to be.
int goneRecords(MemoryLog &log)
{
    int gone = 0;
    for (const LogEntry &entry : log.stored(house))
        gone += QJsonDocument::fromJson(entry.extra).object().value("gone"_L1).toBool() ? 1 : 0;
    return gone;
}

} // namespace

class LogFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAppendIsStoredOnceWhateverTheStoreSays_data();
    void anAppendIsStoredOnceWhateverTheStoreSays();
    void whatIsStoredIsHeardAlsoAfterAReadThatFailed();
    void aRoomIsMadeOnceWhateverTheStoreSays_data();
    void aRoomIsMadeOnceWhateverTheStoreSays();
    void aRoomInDoubtLeavesNothingBehind_data();
    void aRoomInDoubtLeavesNothingBehind();
    void aMemberWhoNeverCameInLeavesNoName_data();
    void aMemberWhoNeverCameInLeavesNoName();
    void aRenameInDoubtIsTakenBack();
    void whatIsTakenBackDoesNotUndoWhatCameLater();
    void aMembershipInDoubtIsTakenBack_data();
    void aMembershipInDoubtIsTakenBack();
};

void LogFaultsTest::anAppendIsStoredOnceWhateverTheStoreSays_data()
{
    QTest::addColumn<QJsonObject>("request");
    QTest::addColumn<QJsonObject>("otherBody");
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<Asker>("asker");
    const auto text = [](QJsonObject request, const char *words) {
        return with(std::move(request), "text", QString::fromLatin1(words));
    };
    const auto react = [](bool on) {
        return with(with(acting("react", u"k"_s, 1), "emoji", u"👍"_s), "on", on);
    };
    const QJsonObject topic = with(saying("topic"), "key", u"k"_s);
    const std::tuple<const char *, QJsonObject, QJsonObject> requests[] = {
        {"post", posting(u"k"_s, u"a"_s), posting(u"k"_s, u"b"_s)},
        {"reply", with(posting(u"k"_s, u"a"_s), "reply", 1), with(posting(u"k"_s, u"a"_s), "reply", 2)},
        {"edit", text(acting("edit", u"k"_s, 1), "a"), text(acting("edit", u"k"_s, 1), "b")},
        {"delete", acting("delete", u"k"_s, 1), acting("delete", u"k"_s, 2)},
        {"react", react(true), react(false)},
        {"topic", text(topic, "a"), text(topic, "b")},
    };
    const std::pair<const char *, Fault> faults[] = {{"stored", Fault::None},
                                                     {"failed", Fault::Fail},
                                                     {"unknown, stored", Fault::UnknownStored},
                                                     {"unknown, lost", Fault::UnknownLost},
                                                     {"lease lost", Fault::LostLease}};
    const std::pair<const char *, Asker> askers[] = {{"stays", Asker::Stays},
                                                     {"leaves first", Asker::LeavesBeforeTheDisk},
                                                     {"leaves then", Asker::LeavesBeforeTheAnswer}};
    for (const auto &[name, request, other] : requests) {
        for (const auto &[outcome, fault] : faults) {
            for (const auto &[how, asker] : askers)
                QTest::addRow("%s, %s, who asks %s", name, outcome, how)
                    << request << other << fault << asker;
        }
    }
}

void LogFaultsTest::anAppendIsStoredOnceWhateverTheStoreSays()
{
    QFETCH(QJsonObject, request);
    QFETCH(QJsonObject, otherBody);
    QFETCH(Fault, fault);
    QFETCH(Asker, asker);
    MemoryLog log;
    HouseProbe probe(log);
    auto amina = probe.listener(u"Amina"_s);
    const QString token = amina->token;
    const auto ben = probe.listener(u"Ben"_s);
    QCOMPARE(seqIn(amina->ask(posting(u"1"_s, u"one"_s))), 1);
    QCOMPARE(seqIn(amina->ask(posting(u"2"_s, u"two"_s))), 2);

    log.plan(lobby, {fault});
    log.hold();
    const int id = amina->say(request);
    if (asker == Asker::LeavesBeforeTheDisk)
        amina->hangUp();
    log.commitOne();
    if (asker == Asker::LeavesBeforeTheAnswer)
        amina->hangUp();
    log.resume();
    QTRY_VERIFY(log.isIdle());
    if (asker == Asker::Stays)
        QCOMPARE(codeIn(amina->heardReply(id)), fault == Fault::None ? QString() : u"storage"_s);
    else
        QVERIFY(amina->heardReply(id).isEmpty());
    const bool wasStored = fault == Fault::None || fault == Fault::UnknownStored;
    QCOMPARE(ben->heardSeqs(lobby), wasStored ? QList<qint64>({1, 2, 3}) : QList<qint64>({1, 2}));

    // As a client does that is not sure: again, on another connection, in another life of the host.
    const auto again = [&token](HouseProbe &place) {
        auto caller = place.caller();
        caller->token = token;
        caller->comeIn(u"Amina"_s);
        return caller;
    };
    amina = again(probe);
    const QJsonObject settled = amina->ask(request);
    QCOMPARE(seqIn(settled), 3);
    QCOMPARE(amina->ask(request).value("at"_L1), settled.value("at"_L1));
    QCOMPARE(amina->codeOf(otherBody), u"bad_request"_s);
    QCOMPARE(ben->heardSeqs(lobby), QList<qint64>({1, 2, 3}));
    QCOMPARE(seqIn(ben->ask(posting(u"k"_s, u"a"_s))), 4); // another member's key is another's
    amina.reset();
    ben->hangUp();
    probe.reopen();
    amina = again(probe);
    QCOMPARE(seqIn(amina->ask(request)), 3);
    QCOMPARE(amina->codeOf(otherBody), u"bad_request"_s);
    QCOMPARE(log.stored(lobby).size(), 4);
}

// Without anybody saying anything more.
void LogFaultsTest::whatIsStoredIsHeardAlsoAfterAReadThatFailed()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.listener(u"Amina"_s), ben = probe.listener(u"Ben"_s);
    log.plan(lobby, {Fault::UnknownStored});
    log.setReadsFail(true);
    QCOMPARE(amina->codeOf(posting(u"k"_s, u"a"_s)), u"storage"_s);
    QTRY_VERIFY(log.isIdle());
    QVERIFY(ben->heard("event").isEmpty());
    log.setReadsFail(false);
    QTRY_COMPARE(ben->heardSeqs(lobby), QList<qint64>{1});
}

void LogFaultsTest::aRoomIsMadeOnceWhateverTheStoreSays_data()
{
    QTest::addColumn<bool>("direct");
    QTest::addColumn<QList<Fault>>("faults");
    for (const bool direct : {false, true}) {
        const char *name = direct ? "direct" : "create";
        QTest::addRow("%s, failed", name) << direct << QList<Fault>{Fault::Fail};
        QTest::addRow("%s, lease lost", name) << direct << QList<Fault>{Fault::LostLease};
        QTest::addRow("%s, in doubt, stored", name) << direct << inDoubtButStored;
        QTest::addRow("%s, in doubt, lost", name) << direct << inDoubtAndLost;
        // And what takes it back fails as well.
        QTest::addRow("%s, in doubt, stored, and failing on", name)
            << direct << inDoubtButStored + QList<Fault>{Fault::Fail};
    }
}

void LogFaultsTest::aRoomIsMadeOnceWhateverTheStoreSays()
{
    QFETCH(bool, direct);
    QFETCH(QList<Fault>, faults);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString token = amina->token;
    const QJsonObject request = direct ? QJsonObject{{u"type"_s, u"direct"_s}, {u"member"_s, ben->me}}
                                       : creating(u"Kitchen"_s, u"k"_s);
    log.plan(house, faults);
    QCOMPARE(amina->codeOf(request), u"storage"_s);
    const QString made = roomIn(amina->ask(request));
    QVERIFY(!made.isEmpty());
    QCOMPARE(roomIn(amina->ask(request)), made);
    QTRY_COMPARE(goneRecords(log), faults.size() > 1 ? 1 : 0);
    amina->hangUp();
    ben->hangUp();
    probe.reopen();
    const auto again = probe.caller();
    again->token = token;
    const QStringList names = roomNames(again->comeIn(u"Amina"_s));
    QCOMPARE(names.size(), 2); // it and the lobby
    QCOMPARE(roomIn(again->ask(request)), made);
}

void LogFaultsTest::aRoomInDoubtLeavesNothingBehind_data()
{
    QTest::addColumn<QList<Fault>>("faults");
    QTest::newRow("stored") << inDoubtButStored;
    QTest::newRow("lost") << inDoubtAndLost;
    QTest::newRow("stored, and failing on")
        << inDoubtButStored + QList<Fault>{Fault::Fail, Fault::UnknownLost};
}

void LogFaultsTest::aRoomInDoubtLeavesNothingBehind()
{
    QFETCH(QList<Fault>, faults);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s), ben = probe.member(u"Ben"_s);
    const QString token = amina->token;
    log.plan(house, faults);
    QCOMPARE(amina->codeOf(creating(u"Kitchen"_s)), u"storage"_s);
    QVERIFY(ben->heard("room").isEmpty());
    QTRY_COMPARE(goneRecords(log), 1);
    amina->hangUp();
    ben->hangUp();
    probe.reopen();
    const auto again = probe.caller();
    again->token = token;
    QCOMPARE(roomNames(again->comeIn(u"Amina"_s)), QStringList{lobby});
}

void LogFaultsTest::aMemberWhoNeverCameInLeavesNoName_data()
{
    QTest::addColumn<QList<Fault>>("faults");
    QTest::addColumn<bool>("hangsUp");
    QTest::newRow("in doubt, stored") << inDoubtButStored << false;
    QTest::newRow("in doubt, lost") << inDoubtAndLost << false;
    QTest::newRow("in doubt, stored, and failing on")
        << inDoubtButStored + QList<Fault>{Fault::Fail, Fault::UnknownLost} << false;
    QTest::newRow("gone before the welcome") << QList<Fault>{} << true;
    QTest::newRow("gone before the welcome, and failing on")
        << QList<Fault>{Fault::None, Fault::Fail, Fault::UnknownLost, Fault::Fail} << true;
}

void LogFaultsTest::aMemberWhoNeverCameInLeavesNoName()
{
    QFETCH(QList<Fault>, faults);
    QFETCH(bool, hangsUp);
    MemoryLog log;
    HouseProbe probe(log);
    log.plan(house, faults);
    auto amina = probe.caller();
    const QJsonObject hello{{u"type"_s, u"hello"_s}, {u"protocol"_s, 1}, {u"name"_s, u"Amina"_s}};
    log.hold();
    const int id = amina->say(hello);
    if (hangsUp)
        amina.reset();
    log.resume();
    if (!hangsUp)
        QCOMPARE(codeIn(amina->replyTo(id)), u"storage"_s);
    QTRY_COMPARE(goneRecords(log), 1);
    amina.reset();
    probe.reopen();
    QVERIFY(!probe.member(u"Amina"_s)->me.isEmpty());
}

void LogFaultsTest::aRenameInDoubtIsTakenBack()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    const QString token = amina->token;
    log.plan(house, inDoubtButStored);
    QCOMPARE(amina->codeOf({{u"type"_s, u"rename"_s}, {u"name"_s, u"Zahra"_s}}), u"storage"_s);
    QTRY_VERIFY(log.isIdle());
    amina->hangUp();
    probe.reopen();
    const auto again = probe.caller();
    again->token = token;
    const QJsonObject me = again->comeIn(u"x"_s).value("me"_L1).toObject();
    QCOMPARE(me.value("name"_L1).toString(), u"Amina"_s);
    QVERIFY(!probe.member(u"Zahra"_s)->me.isEmpty());
}

void LogFaultsTest::whatIsTakenBackDoesNotUndoWhatCameLater()
{
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    const QString token = amina->token;
    log.plan(house, inDoubtButStored + QList<Fault>{Fault::UnknownLost, Fault::UnknownLost, Fault::Fail});
    log.hold();
    amina->say({{u"type"_s, u"rename"_s}, {u"name"_s, u"Zahra"_s}});
    const int later = amina->say({{u"type"_s, u"rename"_s}, {u"name"_s, u"Amal"_s}});
    log.resume();
    QCOMPARE(amina->replyTo(later).value("me"_L1).toObject().value("name"_L1).toString(), u"Amal"_s);
    QTRY_VERIFY(log.isIdle());
    amina->hangUp();
    probe.reopen();
    const auto again = probe.caller();
    again->token = token;
    const QJsonObject me = again->comeIn(u"x"_s).value("me"_L1).toObject();
    QCOMPARE(me.value("name"_L1).toString(), u"Amal"_s);
}

void LogFaultsTest::aMembershipInDoubtIsTakenBack_data()
{
    QTest::addColumn<QList<Fault>>("faults");
    QTest::newRow("stored") << inDoubtButStored;
    QTest::newRow("lost") << inDoubtAndLost;
}

void LogFaultsTest::aMembershipInDoubtIsTakenBack()
{
    QFETCH(QList<Fault>, faults);
    MemoryLog log;
    HouseProbe probe(log);
    const auto amina = probe.member(u"Amina"_s);
    const QString token = amina->token;
    log.plan(house, faults);
    QCOMPARE(amina->codeOf(saying("leave")), u"storage"_s);
    QTRY_VERIFY(log.isIdle());
    QCOMPARE(seqIn(amina->ask(posting(u"k"_s, u"still here"_s))), 1);
    amina->hangUp();
    probe.reopen();
    const auto again = probe.caller();
    again->token = token;
    again->comeIn(u"Amina"_s);
    QCOMPARE(seqIn(again->ask(posting(u"k2"_s, u"and here"_s))), 2);
}

QTEST_GUILESS_MAIN(LogFaultsTest)
#include "tst_logfaults.moc"
