// Session against a real host over loopback: what a person would see.
#include "client/peoplemodel.h"
#include "client/roomsmodel.h"
#include "tests/client/hostedtest.h"
#include "tests/support/patience.h"

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

using State = Session::State;

class TestHosted : public HostedTest {
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void twoPeopleTalk();
    void everybodySeesOneOrder();
    void theHostStopsAndComesBack();
    void whatWaitsIsStoredOnce();
    void whatWaitsIsSentByTheNextSession();
    void aTakenNameIsRefusedWithAFreeOne();
    void aWrongCodeIsRefused();
    void aDeletedDataFolderIsAnotherHost();
    void editsReactionsAndDeletionsReachTheOther();
    void topicsReachTheOther();
    void aRoomIsMadeJoinedAndLeft();
    void aPrivateRoomNeedsItsSecret();
    void aDirectRoomReachesTheOther();
    void aRenameReachesTheOther();
    void wordsAreFound();
    void unreadIsKeptByTheHost();
    void whatTheOtherHasReadIsSeen();
    void theOwnersTokenIsTheOwner();
    void markupIsWords();

private:
    void bothEnter();
};

void TestHosted::bothEnter()
{
    enter(*m_amina, u"Amina"_s);
    enter(*m_ben, u"Ben"_s);
    QTRY_COMPARE(m_ben->people(lobbyId)->rowCount(), 2);
    QTRY_COMPARE(m_amina->people(lobbyId)->onlineCount(), 2);
}

void TestHosted::twoPeopleTalk()
{
    bothEnter();
    m_amina->post(lobbyId, u"hello"_s);
    QTRY_COMPARE(textsOf(m_ben->timeline(lobbyId)), QStringList{u"hello"_s});
    m_ben->post(lobbyId, u"hi"_s, 1);
    const QStringList both{u"hello"_s, u"hi"_s};
    QTRY_COMPARE(textsOf(m_amina->timeline(lobbyId)), both);
    QTRY_COMPARE(textsOf(m_ben->timeline(lobbyId)), both);
    const TimelineModel *model = m_amina->timeline(lobbyId);
    const QModelIndex answer = model->index(model->rowOfSeq(2));
    QCOMPARE(answer.data(TimelineModel::ReplyNameRole).toString(), u"Amina"_s);
    QCOMPARE(answer.data(TimelineModel::ReplyTextRole).toString(), u"hello"_s);
    QCOMPARE(answer.data(TimelineModel::NameRole).toString(), u"Ben"_s);
    QVERIFY(!answer.data(TimelineModel::MineRole).toBool());
}

void TestHosted::everybodySeesOneOrder()
{
    bothEnter();
    QStringList aminas, bens;
    for (int n = 0; n < 40; ++n) {
        aminas.append(u"a%1"_s.arg(n));
        bens.append(u"b%1"_s.arg(n));
        m_amina->post(lobbyId, aminas.last());
        m_ben->post(lobbyId, bens.last());
    }
    QTRY_COMPARE(m_amina->timeline(lobbyId)->lastSeq(), 80);
    QTRY_COMPARE(m_ben->timeline(lobbyId)->lastSeq(), 80);
    const QStringList all = textsOf(m_amina->timeline(lobbyId));
    QCOMPARE(all, textsOf(m_ben->timeline(lobbyId)));
    QCOMPARE(all.size(), 80);
    QCOMPARE(all.filter(u"a"_s), aminas);
    QCOMPARE(all.filter(u"b"_s), bens);
}

void TestHosted::theHostStopsAndComesBack()
{
    bothEnter();
    m_amina->post(lobbyId, u"before"_s);
    QTRY_COMPARE(textsOf(m_ben->timeline(lobbyId)), QStringList{u"before"_s});
    const MemberId amina = m_amina->me().id;
    stopHost();
    QTRY_VERIFY(m_amina->state() != State::Online);
    QTRY_VERIFY(m_ben->state() != State::Online);
    QVERIFY(m_amina->hasBeenOnline());
    startHost();
    QTRY_COMPARE(m_amina->state(), State::Online);
    QTRY_COMPARE(m_ben->state(), State::Online);
    QCOMPARE(m_amina->me().id, amina);
    m_ben->post(lobbyId, u"after"_s);
    const QStringList both{u"before"_s, u"after"_s};
    QTRY_COMPARE(textsOf(m_amina->timeline(lobbyId)), both);
    QTRY_COMPARE(textsOf(m_ben->timeline(lobbyId)), both);
}

void TestHosted::whatWaitsIsStoredOnce()
{
    bothEnter();
    stopHost();
    QTRY_VERIFY(m_amina->state() != State::Online);
    QStringList sent;
    for (int n = 0; n < 20; ++n) {
        sent.append(u"m%1"_s.arg(n));
        m_amina->post(lobbyId, sent.last());
    }
    startHost();
    QTRY_COMPARE(textsOf(m_amina->timeline(lobbyId)), sent);
    QTRY_COMPARE(textsOf(m_ben->timeline(lobbyId)), sent);
}

void TestHosted::whatWaitsIsSentByTheNextSession()
{
    bothEnter();
    stopHost();
    QTRY_VERIFY(m_amina->state() != State::Online);
    m_amina->post(lobbyId, u"one"_s);
    m_amina->post(lobbyId, u"two"_s);
    m_amina = makeSession(*m_aminasFolder);
    startHost();
    enter(*m_amina, u"Amina"_s);
    QTRY_COMPARE(textsOf(m_ben->timeline(lobbyId)), (QStringList{u"one"_s, u"two"_s}));
    QTRY_COMPARE(textsOf(m_amina->timeline(lobbyId)), (QStringList{u"one"_s, u"two"_s}));
}

void TestHosted::aTakenNameIsRefusedWithAFreeOne()
{
    enter(*m_amina, u"Amina"_s);
    QSignalSpy refused(m_ben.get(), &Session::refused);
    m_ben->open(joinRequest(m_port, u"amina"_s));
    QTRY_COMPARE(refused.count(), 1);
    const auto problem = refused[0][0].value<SessionProblem>();
    QCOMPARE(problem.code, std::optional(ErrorCode::NameTaken));
    QVERIFY(!problem.freeName.isEmpty());
    enter(*m_ben, problem.freeName);
    QCOMPARE(m_ben->me().name, problem.freeName);
}

void TestHosted::aWrongCodeIsRefused()
{
    stopHost();
    m_code = {CodePolicy::Kind::Fixed, u"481502"_s};
    startHost();
    QSignalSpy refused(m_amina.get(), &Session::refused);
    m_amina->open(joinRequest(m_port));
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(refused[0][0].value<SessionProblem>().code, std::optional(ErrorCode::WrongCode));
    JoinRequest request = joinRequest(m_port);
    request.invitation.code = u"111111"_s;
    m_amina->open(request);
    QTRY_COMPARE(refused.count(), 2);
    request.invitation.code = u"481502"_s;
    m_amina->open(request);
    QTRY_COMPARE(m_amina->state(), State::Online);
    m_amina = makeSession(*m_aminasFolder); // a member needs no code any more
    enter(*m_amina, u"Amina"_s);
}

void TestHosted::aDeletedDataFolderIsAnotherHost()
{
    bothEnter();
    m_amina->post(lobbyId, u"gone"_s);
    QTRY_COMPARE(textsOf(m_amina->timeline(lobbyId)), QStringList{u"gone"_s});
    const HostId old = m_amina->host().id;
    const MemberId me = m_amina->me().id;
    QSignalSpy refused(m_amina.get(), &Session::refused);
    stopHost();
    m_hostFolder = std::make_unique<QTemporaryDir>();
    startHost();
    QTRY_COMPARE(refused.count(), 1); // nothing is sent to it until the person agrees
    QCOMPARE(m_amina->state(), State::Idle);
    JoinRequest agreed = joinRequest(m_port, u"Amina"_s);
    agreed.invitation.fingerprint = refused[0][0].value<SessionProblem>().another->now;
    m_amina->open(agreed);
    QTRY_COMPARE(m_amina->state(), State::Online);
    QVERIFY(m_amina->host().id != old);
    QVERIFY(m_amina->me().id != me);
    QTRY_COMPARE(textsOf(m_amina->timeline(lobbyId)), QStringList());
    m_amina->post(lobbyId, u"new"_s);
    QTRY_COMPARE(textsOf(m_amina->timeline(lobbyId)), QStringList{u"new"_s});
}

void TestHosted::editsReactionsAndDeletionsReachTheOther()
{
    bothEnter();
    m_amina->post(lobbyId, u"helo"_s);
    m_amina->post(lobbyId, u"wrong room"_s);
    TimelineModel *model = m_ben->timeline(lobbyId);
    QTRY_COMPARE(model->lastSeq(), 2);
    QTRY_COMPARE(m_amina->timeline(lobbyId)->lastSeq(), 2);
    m_amina->edit(lobbyId, 1, u"hello"_s);
    m_ben->react(lobbyId, 1, u"👍"_s, true);
    m_amina->remove(lobbyId, 2);
    QTRY_COMPARE(model->lastSeq(), 5);
    const QModelIndex first = model->index(model->rowOfSeq(1));
    QCOMPARE(first.data(TimelineModel::TextRole).toString(), u"hello"_s);
    QVERIFY(first.data(TimelineModel::EditedRole).toBool());
    QCOMPARE(first.data(TimelineModel::ReactionsRole).value<QList<ReactionView>>(),
             (QList<ReactionView>{{u"👍"_s, 1, true}}));
    QVERIFY(model->index(model->rowOfSeq(2)).data(TimelineModel::DeletedRole).toBool());

    // The same after everything was fetched anew, and from the cache.
    m_ben = makeSession(*m_bensFolder);
    enter(*m_ben, u"Ben"_s);
    model = m_ben->timeline(lobbyId);
    QTRY_COMPARE(model->lastSeq(), 5);
    QCOMPARE(textsOf(model), (QStringList{u"hello"_s, QString()}));
}

void TestHosted::topicsReachTheOther()
{
    bothEnter();
    m_amina->setTopic(lobbyId, u"Rounds at nine"_s);
    QTRY_COMPARE(m_ben->rooms()->find(lobbyId)->topic, u"Rounds at nine"_s);
    QTRY_COMPARE(m_ben->timeline(lobbyId)->rowCount(), 2); // the day, and the notice
}

void TestHosted::aRoomIsMadeJoinedAndLeft()
{
    bothEnter();
    RoomId room;
    m_amina->createRoom(u"Ward 3"_s, RoomKind::Public, {}, [&](const RoomId &made, const auto &problem) {
        QVERIFY(!problem);
        room = made;
    });
    QTRY_VERIFY(!room.isEmpty());
    QVERIFY(m_amina->rooms()->find(room)->member);
    QTRY_VERIFY(m_ben->rooms()->find(room) != nullptr);
    QVERIFY(!m_ben->rooms()->find(room)->member);

    TimelineModel *bens = m_ben->timeline(room); // opening it joins it
    m_amina->post(room, u"beds?"_s);
    QTRY_COMPARE(textsOf(bens), QStringList{u"beds?"_s});
    QTRY_VERIFY(m_ben->rooms()->find(room)->member);

    bool left = false;
    m_ben->leaveRoom(room, [&](const auto &problem) { left = !problem; });
    QTRY_VERIFY(left);
    QVERIFY(!m_ben->rooms()->find(room)->member);
    m_amina->post(room, u"still there?"_s);
    QTRY_COMPARE(m_amina->timeline(room)->lastSeq(), 2);
    QCOMPARE(textsOf(bens), QStringList{u"beds?"_s});

    bool joined = false;
    m_ben->joinRoom(room, {}, [&](const RoomId &, const auto &problem) { joined = !problem; });
    QTRY_VERIFY(joined);
    QTRY_COMPARE(textsOf(bens), (QStringList{u"beds?"_s, u"still there?"_s}));

    std::optional<SessionProblem> taken;
    m_ben->createRoom(u"Ward 3"_s, RoomKind::Public, {},
                      [&](const RoomId &, const auto &problem) { taken = problem; });
    QTRY_VERIFY(taken);
    QCOMPARE(taken->code, std::optional(ErrorCode::NameTaken));
}

void TestHosted::aPrivateRoomNeedsItsSecret()
{
    bothEnter();
    RoomId room;
    m_amina->createRoom(u"Staff"_s, RoomKind::Private, u"sesame"_s,
                        [&](const RoomId &made, const auto &) { room = made; });
    QTRY_VERIFY(!room.isEmpty());
    std::optional<std::optional<SessionProblem>> outcome;
    const auto noted = [&](const RoomId &, const std::optional<SessionProblem> &problem) {
        outcome = problem;
    };
    m_ben->joinRoom(room, u"wrong"_s, noted);
    QTRY_VERIFY(outcome);
    QVERIFY(outcome->has_value());
    outcome.reset();
    m_ben->joinRoom(room, u"sesame"_s, noted);
    QTRY_VERIFY(outcome);
    QVERIFY(!outcome->has_value());
    m_amina->post(room, u"in private"_s);
    QTRY_COMPARE(textsOf(m_ben->timeline(room)), QStringList{u"in private"_s});
}

void TestHosted::aDirectRoomReachesTheOther()
{
    bothEnter();
    RoomId room;
    m_amina->openDirect(m_ben->me().id, [&](const RoomId &made, const auto &) { room = made; });
    QTRY_VERIFY(!room.isEmpty());
    QSignalSpy arrived(m_ben.get(), &Session::messageArrived);
    m_amina->post(room, u"psst"_s);
    QTRY_COMPARE(textsOf(m_ben->timeline(room)), QStringList{u"psst"_s});
    QCOMPARE(m_ben->rooms()->find(room)->name, u"Amina"_s);
    QCOMPARE(m_amina->rooms()->find(room)->name, u"Ben"_s);
    QTRY_VERIFY(
        m_amina->rooms()->index(m_amina->rooms()->rowOf(room)).data(RoomsModel::PeerOnlineRole).toBool());
}

void TestHosted::aRenameReachesTheOther()
{
    bothEnter();
    QSignalSpy changed(m_amina.get(), &Session::meChanged);
    bool done = false;
    m_amina->rename(u"Anna"_s, [&](const auto &problem) { done = !problem; });
    QTRY_VERIFY(done);
    QCOMPARE(m_amina->me().name, u"Anna"_s);
    QVERIFY(changed.count() > 0);
    QTRY_COMPARE(m_ben->people(lobbyId)->nameOf(m_amina->me().id), u"Anna"_s);
    std::optional<SessionProblem> taken;
    m_amina->rename(u"Ben"_s, [&](const auto &problem) { taken = problem; });
    QTRY_VERIFY(taken);
    QCOMPARE(taken->code, std::optional(ErrorCode::NameTaken));
    QCOMPARE(m_amina->me().name, u"Anna"_s);
}

void TestHosted::wordsAreFound()
{
    bothEnter();
    m_amina->post(lobbyId, u"the generator is back"_s);
    m_amina->post(lobbyId, u"lunch"_s);
    QTRY_COMPARE(m_ben->timeline(lobbyId)->lastSeq(), 2);
    // The index follows the log a moment later.
    QList<Event> hits;
    const auto ask = [&] {
        m_ben->search(u"generator"_s, {}, [&](const QList<Event> &found, const auto &) { hits = found; });
        return hits.size();
    };
    QTRY_COMPARE(ask(), 1);
    QCOMPARE(hits.first().text, u"the generator is back"_s);
    QCOMPARE(hits.first().room, QString(lobbyId));
}

void TestHosted::unreadIsKeptByTheHost()
{
    bothEnter();
    for (int n = 1; n <= 4; ++n)
        m_amina->post(lobbyId, u"m%1"_s.arg(n));
    const auto unread = [](const Session &session) {
        return session.rooms()->index(session.rooms()->rowOf(lobbyId)).data(RoomsModel::UnreadRole).toInt();
    };
    QTRY_COMPARE(unread(*m_ben), 4);
    m_ben->markRead(lobbyId, 3);
    QCOMPARE(unread(*m_ben), 1);
    QCOMPARE(unread(*m_amina), 0);
    const QTemporaryDir otherFolder; // nothing is known there but the token
    m_ben->post(lobbyId, u"after the read mark"_s);
    QTRY_COMPARE(m_ben->timeline(lobbyId)->lastSeq(), 5);
    m_ben = makeSession(*m_bensFolder);
    enter(*m_ben, u"Ben"_s);
    QTRY_COMPARE(m_ben->timeline(lobbyId)->lastSeq(), 5);
    QTRY_COMPARE(unread(*m_ben), 1);
}

void TestHosted::whatTheOtherHasReadIsSeen()
{
    bothEnter();
    m_amina->post(lobbyId, u"one"_s);
    m_amina->post(lobbyId, u"two"_s);
    QTRY_COMPARE(m_ben->timeline(lobbyId)->lastSeq(), 2);
    const TimelineModel *timeline = m_amina->timeline(lobbyId);
    const auto seen = [timeline](qint64 seq) {
        return timeline->index(timeline->rowOfSeq(seq)).data(TimelineModel::DeliveryRole).toInt()
            == int(TimelineModel::Delivery::Seen);
    };
    QTRY_COMPARE(timeline->lastSeq(), 2);
    QVERIFY(!seen(1));
    m_ben->markRead(lobbyId, 1);
    QTRY_VERIFY(seen(1));
    QVERIFY(!seen(2));
}

void TestHosted::theOwnersTokenIsTheOwner()
{
    JoinRequest request = joinRequest(m_port, u"Olga"_s);
    request.token = m_host->ownerToken();
    m_amina->open(request);
    QTRY_COMPARE(m_amina->state(), State::Online);
    QCOMPARE(m_amina->me().role, Role::Owner);
    stopHost();
    QTRY_VERIFY(m_amina->state() != State::Online);
    startHost();
    QTRY_COMPARE(m_amina->state(), State::Online);
    QCOMPARE(m_amina->me().role, Role::Owner);
}

void TestHosted::markupIsWords()
{
    bothEnter();
    const QString text = u"<img src=x onerror=alert(1)> & \"'\\\n\tü 🎉"_s;
    m_amina->post(lobbyId, text);
    QTRY_COMPARE(textsOf(m_ben->timeline(lobbyId)), QStringList{text});
}

QTEST_GUILESS_MAIN(TestHosted)
#include "tst_hosted.moc"
