// Who keeps order sees how, and whoever is hit is told: menus, dialogs and the composer, by clicks.
#include "client/roomsmodel.h"
#include "client/session.h"
#include "protocol/clock.h"
#include "protocol/fingerprint.h"
#include "tests/client/fakehost.h"
#include "tests/client/sessionsupport.h"
#include "tests/support/patience.h"
#include "tests/ui/fakehosting.h"
#include "tests/ui/themed.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversation.h"
#include "ui/chat/messagefield.h"
#include "ui/chat/writingrule.h"
#include "ui/mainwindow.h"
#include "ui/people/orderactions.h"
#include "ui/timeline/timelineview.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

using State = Session::State;

class TestPeople : public QObject {
    Q_OBJECT
public:
    explicit TestPeople(Theme &theme) : m_theme(theme) { }

private Q_SLOTS:
    void init();
    void cleanup();
    void aModeratorMutesAndTakesItBack();
    void aModeratorRemoves();
    void aBanIsAskedForAndTakenBack();
    void theMenuFollowsTheRole_data();
    void theMenuFollowsTheRole();
    void theMenuKeyAndTheDotsOpenIt();
    void anAuthorIsReachedFromTheMessage();
    void aRefusalIsSaid();
    void roomsAreLockedSlowedAndClosed();
    void somebodyIsInvitedIntoAPrivateRoom();
    void anInvitationIsToldAndAccepted();
    void whoIsInvitedIsAskedInTheListAndMayDecline();
    void bansAreListedAndLifted();
    void theMutedSeeWhyAndHowLong();
    void aNewRoleIsTold();
    void aLockedRoomSaysSo();
    void aSlowRoomCountsDown();
    void writingRules_data();
    void writingRules();
    void whoIsSentAwayReadsWhy_data();
    void whoIsSentAwayReadsWhy();
    void anotherHostIsAskedAbout();

private:
    void enterAs(const QString &role);
    void beInvited(); // by Ben, into r_1
    template <typename Widget>
    Widget *find(const QString &name) const
    {
        return m_window->findChild<Widget *>(name);
    }
    void click(const QString &name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    QMenu *personMenu();
    QStringList actionsOf(const QMenu *menu) const;
    void run(const QString &action);
    QJsonObject onlyAsked(const QString &type);
    QString note() const { return find<QLabel>(u"noteText"_s)->text(); }
    void sendRoom(const QJsonObject &fields);

    Theme &m_theme;
    const SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeHost> m_host;
    std::unique_ptr<FakeHosting> m_hosting;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestPeople::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_host = std::make_unique<FakeHost>();
    QVERIFY(m_host->start());
    m_hosting = std::make_unique<FakeHosting>();
    m_session = std::make_unique<Session>(sessionConfig(m_folder->path()), m_clock);
    Settings settings;
    settings.yourName = u"Amina"_s;
    m_window = std::make_unique<MainWindow>(*m_session, *m_hosting, m_theme, settings);
    m_window->show();
}

void TestPeople::cleanup()
{
    m_window.reset();
    m_session.reset();
    m_hosting.reset();
    m_host.reset();
}

void TestPeople::enterAs(const QString &role)
{
    m_host->role = role;
    find<QLineEdit>(u"address"_s)->setText(u"127.0.0.1:%1"_s.arg(m_host->port()));
    click(u"join"_s);
    QTRY_VERIFY(m_window->chatPage()->isVisible());
    QTRY_COMPARE(find<QListView>(u"people"_s)->model()->rowCount(), 1); // Ben
    QTRY_COMPARE(m_session->timeline(lobbyId)->lastSeq(), m_host->head());
}

/// Of Ben, by the right button.
QMenu *TestPeople::personMenu()
{
    auto *people = find<QListView>(u"people"_s);
    people->setCurrentIndex(people->model()->index(0, 0));
    const QPoint position = people->visualRect(people->currentIndex()).center();
    Q_EMIT people->customContextMenuRequested(position);
    return find<QMenu>(u"personMenu"_s);
}

QStringList TestPeople::actionsOf(const QMenu *menu) const
{
    QStringList names;
    for (const QAction *action : menu->actions()) {
        if (!action->isSeparator())
            names.append(action->menu() ? action->menu()->objectName() : action->objectName());
    }
    return names;
}

void TestPeople::run(const QString &action)
{
    QMenu *menu = personMenu();
    QVERIFY(menu);
    auto *found = menu->findChild<QAction *>(action);
    QVERIFY2(found, qPrintable(action));
    found->trigger();
    delete menu;
}

QJsonObject TestPeople::onlyAsked(const QString &type)
{
    const bool came = QTest::qWaitFor([&] { return m_host->asked(type).size() == 1; }, patienceMs);
    return came ? m_host->asked(type).first() : QJsonObject();
}

void TestPeople::sendRoom(const QJsonObject &fields)
{
    for (auto field = fields.begin(); field != fields.end(); ++field)
        m_host->roomFields[field.key()] = *field;
    m_host->send({{u"type"_s, u"room"_s}, {u"room"_s, m_host->room()}});
}

// ── People

void TestPeople::aModeratorMutesAndTakesItBack()
{
    enterAs(u"moderator"_s);
    run(u"mute60"_s);
    const QJsonObject mute = onlyAsked(u"mute"_s);
    QCOMPARE(mute[u"member"].toString(), FakeHost::ben);
    QCOMPARE(mute[u"minutes"].toInt(), 60);
    QTRY_COMPARE(note(), u"Ben cannot write for 1 hours."_s);
    QCOMPARE(find<QPushButton>(u"noteAction"_s)->text(), u"Undo"_s);
    click(u"noteAction"_s);
    QTRY_COMPARE(m_host->asked(u"mute"_s).size(), 2);
    QCOMPARE(m_host->asked(u"mute"_s).last()[u"minutes"].toInt(-1), 0);
    QTRY_COMPARE(note(), u"Ben may write again."_s);
}

void TestPeople::aModeratorRemoves()
{
    enterAs(u"moderator"_s);
    run(u"removeAction"_s);
    QCOMPARE(onlyAsked(u"kick"_s)[u"member"].toString(), FakeHost::ben);
    QTRY_VERIFY(note().startsWith(u"Ben was removed"));
}

void TestPeople::aBanIsAskedForAndTakenBack()
{
    enterAs(u"owner"_s);
    run(u"banAction"_s);
    QTRY_VERIFY(find<QDialog>(u"banDialog"_s));
    QVERIFY(m_host->asked(u"ban"_s).isEmpty());
    find<QComboBox>(u"banTime"_s)->setCurrentIndex(2);
    QTest::keyClicks(find<QLineEdit>(u"banReason"_s), u"spam"_s);
    QTest::mouseClick(find<QDialog>(u"banDialog"_s)->findChild<QPushButton *>(u"yes"_s), Qt::LeftButton);
    const QJsonObject ban = onlyAsked(u"ban"_s);
    QCOMPARE(ban[u"member"].toString(), FakeHost::ben);
    QCOMPARE(ban[u"minutes"].toInt(), 7 * 24 * 60);
    QCOMPARE(ban[u"reason"].toString(), u"spam"_s);
    QTRY_VERIFY(note().startsWith(u"Ben is banned"));
    click(u"noteAction"_s);
    QCOMPARE(onlyAsked(u"unban"_s)[u"member"].toString(), FakeHost::ben);
}

void TestPeople::theMenuFollowsTheRole_data()
{
    QTest::addColumn<QString>("mine");
    QTest::addColumn<QString>("bens");
    QTest::addColumn<QString>("expected");
    const QString order = u" muteMenu removeAction banAction"_s;
    QTest::newRow("member") << u"member"_s << u"member"_s << u"directAction"_s;
    QTest::newRow("moderator, member") << u"moderator"_s << u"member"_s << u"directAction"_s + order;
    QTest::newRow("moderator, moderator") << u"moderator"_s << u"moderator"_s << u"directAction"_s;
    QTest::newRow("moderator, owner") << u"moderator"_s << u"owner"_s << u"directAction"_s;
    QTest::newRow("owner, member") << u"owner"_s << u"member"_s
                                   << u"directAction roleAction agentAction"_s + order;
    QTest::newRow("owner, agent") << u"owner"_s << u"agent"_s
                                  << u"directAction roleAction agentAction"_s + order;
    QTest::newRow("moderator, visitor") << u"moderator"_s << u"visitor"_s << order.trimmed();
    QTest::newRow("owner, moderator") << u"owner"_s << u"moderator"_s << u"directAction roleAction"_s + order;
}

void TestPeople::theMenuFollowsTheRole()
{
    QFETCH(const QString, mine);
    QFETCH(const QString, bens);
    enterAs(mine);
    m_host->send(
        {{u"type"_s, u"presence"_s},
         {u"room"_s, u"lobby"_s},
         {u"member"_s, QJsonObject{{u"id"_s, FakeHost::ben}, {u"name"_s, u"Ben"_s}, {u"role"_s, bens}}},
         {u"online"_s, true}});
    m_host->say(u"after it"_s);
    QTRY_COMPARE(m_session->timeline(lobbyId)->lastSeq(), m_host->head());
    QTEST(actionsOf(personMenu()).join(u' '), "expected");
}

void TestPeople::theMenuKeyAndTheDotsOpenIt()
{
    enterAs(u"member"_s);
    auto *people = find<QListView>(u"people"_s);
    people->setFocus();
    people->setCurrentIndex(people->model()->index(0, 0));
    QContextMenuEvent key(QContextMenuEvent::Keyboard, people->rect().center(),
                          people->mapToGlobal(people->rect().center()));
    QApplication::sendEvent(people->viewport(), &key);
    QVERIFY(find<QMenu>(u"personMenu"_s));
    delete find<QMenu>(u"personMenu"_s);
    const QRect row = people->visualRect(people->currentIndex());
    QTest::mouseClick(people->viewport(), Qt::LeftButton, {}, row.center());
    QVERIFY(!find<QMenu>(u"personMenu"_s));
    QTest::mouseClick(people->viewport(), Qt::LeftButton, {}, QPoint(row.right() - 8, row.center().y()));
    QVERIFY(find<QMenu>(u"personMenu"_s));
}

void TestPeople::anAuthorIsReachedFromTheMessage()
{
    m_host->store(FakeHost::ben, u"a message"_s);
    enterAs(u"moderator"_s);
    auto *timeline = m_window->chatPage()->conversation()->timeline();
    QTRY_VERIFY(timeline->showMessage(1));
    QContextMenuEvent key(QContextMenuEvent::Keyboard, timeline->rect().center(),
                          timeline->mapToGlobal(timeline->rect().center()));
    QApplication::sendEvent(timeline->viewport(), &key);
    auto *menu = find<QMenu>(u"messageMenu"_s);
    QVERIFY(menu);
    QVERIFY(menu->findChild<QAction *>(u"removeAction"_s));
    QAction *remove = nullptr;
    for (QAction *action : menu->actions()) {
        if (action->text() == u"Delete…")
            remove = action;
    }
    QVERIFY(remove);
    remove->trigger();
    menu->close();
    QTRY_VERIFY(find<QMessageBox>(u"confirm"_s));
    click(u"confirmYes"_s);
    QCOMPARE(onlyAsked(u"delete"_s)[u"target"].toInt(), 1);
}

void TestPeople::aRefusalIsSaid()
{
    m_host->hook = [this](const QJsonObject &request) {
        if (request[u"type"].toString() != u"kick")
            return false;
        m_host->refuse(request, u"forbidden"_s);
        return true;
    };
    enterAs(u"moderator"_s);
    run(u"removeAction"_s);
    QTRY_VERIFY2(note().startsWith(u"You may not"), qPrintable(note()));
}

// ── Rooms

void TestPeople::roomsAreLockedSlowedAndClosed()
{
    enterAs(u"moderator"_s);
    QMenu menu;
    OrderActions *order = m_window->chatPage()->order();
    order->fillRoomMenu(&menu, lobbyId);
    QVERIFY(!menu.findChild<QAction *>(u"closeRoomAction"_s)); // the lobby stays
    menu.findChild<QAction *>(u"lockAction"_s)->trigger();
    QCOMPARE(onlyAsked(u"lock"_s)[u"on"].toBool(), true);
    QTRY_COMPARE(note(), u"Only moderators may write in lobby now."_s);
    click(u"noteAction"_s);
    QTRY_COMPARE(m_host->asked(u"lock"_s).size(), 2);
    QCOMPARE(m_host->asked(u"lock"_s).last()[u"on"].toBool(true), false);
    menu.findChild<QAction *>(u"slow30"_s)->trigger();
    QCOMPARE(onlyAsked(u"slow"_s)[u"seconds"].toInt(), 30);

    m_host->send({{u"type"_s, u"room"_s},
                  {u"room"_s,
                   QJsonObject{{u"id"_s, u"r_1"_s},
                               {u"name"_s, u"plans"_s},
                               {u"kind"_s, u"public"_s},
                               {u"head"_s, 0},
                               {u"log"_s, u"l_9"_s},
                               {u"people"_s, 1},
                               {u"member"_s, false},
                               {u"topic"_s, QString()},
                               {u"read"_s, 0},
                               {u"unread"_s, 0}}}});
    QTRY_VERIFY(m_session->rooms()->find(u"r_1"_s));
    QMenu other;
    order->fillRoomMenu(&other, u"r_1"_s);
    other.findChild<QAction *>(u"closeRoomAction"_s)->trigger();
    QTRY_VERIFY(find<QMessageBox>(u"confirm"_s));
    QVERIFY(m_host->asked(u"close_room"_s).isEmpty());
    click(u"confirmYes"_s);
    QCOMPARE(onlyAsked(u"close_room"_s)[u"room"].toString(), u"r_1"_s);
}

void TestPeople::somebodyIsInvitedIntoAPrivateRoom()
{
    enterAs(u"member"_s);
    sendRoom({{u"kind"_s, u"private"_s}});
    QTRY_COMPARE(m_session->rooms()->find(lobbyId)->kind, RoomKind::Private);
    click(u"invite"_s); // of the header: into this room
    auto *dialog = find<QDialog>(u"personDialog"_s);
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"yes"_s), Qt::LeftButton);
    const QJsonObject invite = onlyAsked(u"invite"_s);
    QCOMPARE(invite[u"member"].toString(), FakeHost::ben);
    QCOMPARE(invite[u"room"].toString(), u"lobby"_s);
    QTRY_COMPARE(note(), u"Ben is invited."_s);
}

void TestPeople::beInvited()
{
    enterAs(u"member"_s);
    m_host->send({{u"type"_s, u"room"_s},
                  {u"room"_s,
                   QJsonObject{{u"id"_s, u"r_1"_s},
                               {u"name"_s, u"plans"_s},
                               {u"kind"_s, u"private"_s},
                               {u"head"_s, 0},
                               {u"log"_s, u"l_9"_s},
                               {u"people"_s, 1},
                               {u"member"_s, false},
                               {u"topic"_s, QString()},
                               {u"read"_s, 0},
                               {u"unread"_s, 0},
                               {u"inviter"_s, u"Ben"_s}}}});
    QTRY_COMPARE(note(), u"Ben invites you to plans."_s);
    m_host->requests.clear();
}

void TestPeople::anInvitationIsToldAndAccepted()
{
    beInvited();
    click(u"noteAction"_s);
    QCOMPARE(onlyAsked(u"join"_s)[u"room"].toString(), u"r_1"_s);
}

void TestPeople::whoIsInvitedIsAskedInTheListAndMayDecline()
{
    beInvited();
    const auto choose = [this] {
        QListView *rooms = find<QListView>(u"rooms"_s);
        const QModelIndexList rows =
            rooms->model()->match(rooms->model()->index(0, 0), RoomsModel::IdRole, u"r_1"_s);
        QCOMPARE(rows.size(), 1);
        QTest::mouseClick(rooms->viewport(), Qt::LeftButton, {}, rooms->visualRect(rows.first()).center());
        QTRY_VERIFY(find<QMessageBox>(u"invitation"_s));
    };
    choose();
    find<QMessageBox>(u"invitation"_s)->reject();
    QTRY_VERIFY(!find<QMessageBox>(u"invitation"_s));
    QCOMPARE(m_host->asked(u"join"_s).size() + m_host->asked(u"leave"_s).size(), 0);
    choose();
    click(u"invitationDecline"_s);
    QCOMPARE(onlyAsked(u"leave"_s)[u"room"].toString(), u"r_1"_s);
    QTRY_VERIFY(!m_session->rooms()->find(u"r_1"_s));
}

void TestPeople::bansAreListedAndLifted()
{
    bool banned = true;
    m_host->hook = [&](const QJsonObject &request) {
        const QString type = request[u"type"].toString();
        if (type == u"bans") {
            const QJsonObject ban{{u"member"_s, u"m_eve"_s},
                                  {u"name"_s, u"Eve"_s},
                                  {u"by"_s, u"m_me"_s},
                                  {u"byName"_s, u"Amina"_s},
                                  {u"at"_s, qint64(1'763'700'000'000)},
                                  {u"reason"_s, u"spam"_s}};
            m_host->reply(request, {{u"bans"_s, banned ? QJsonArray{ban} : QJsonArray()}});
        } else if (type == u"moderation") {
            const QJsonObject deed{{u"seq"_s, 1},         {u"at"_s, qint64(1'763'700'000'000)},
                                   {u"by"_s, u"m_me"_s},  {u"byName"_s, u"Amina"_s},
                                   {u"what"_s, u"ban"_s}, {u"member"_s, u"m_eve"_s},
                                   {u"name"_s, u"Eve"_s}, {u"minutes"_s, 60}};
            m_host->reply(request, {{u"deeds"_s, QJsonArray{deed}}, {u"more"_s, false}});
        } else if (type == u"unban") {
            banned = false;
            m_host->reply(request, {});
        } else {
            return false;
        }
        return true;
    };
    enterAs(u"moderator"_s);
    auto *entry = find<QAction>(u"moderationAction"_s);
    entry->trigger();
    QTRY_VERIFY(find<QListWidget>(u"bans"_s));
    QTRY_COMPARE(find<QListWidget>(u"bans"_s)->count(), 1);
    QCOMPARE(find<QListWidget>(u"bans"_s)->item(0)->text(), u"Eve, for good; banned by Amina: “spam”"_s);
    QTRY_COMPARE(find<QListWidget>(u"deeds"_s)->count(), 1);
    QVERIFY(find<QListWidget>(u"deeds"_s)->item(0)->text().endsWith(u"Amina banned Eve for 1 hours"));
    QVERIFY(!find<QPushButton>(u"liftBan"_s)->isEnabled());
    find<QListWidget>(u"bans"_s)->setCurrentRow(0);
    click(u"liftBan"_s);
    QCOMPARE(onlyAsked(u"unban"_s)[u"member"].toString(), u"m_eve"_s);
    QTRY_COMPARE(find<QListWidget>(u"bans"_s)->item(0)->text(), u"Nobody is banned."_s);
}

// ── Who is hit

void TestPeople::theMutedSeeWhyAndHowLong()
{
    enterAs(u"member"_s);
    auto *field = m_window->chatPage()->conversation()->composer()->field();
    QVERIFY(field->isEnabled());
    const auto you = [this](qint64 muted) {
        QJsonObject me{{u"id"_s, FakeHost::me}, {u"name"_s, u"Amina"_s}, {u"role"_s, u"member"_s}};
        if (muted > 0)
            me[u"muted"_s] = muted;
        m_host->send({{u"type"_s, u"you"_s}, {u"me"_s, me}, {u"reason"_s, u"spam"_s}});
    };
    you(m_session->hostTime() + 600'000);
    QTRY_VERIFY(!field->isEnabled());
    QVERIFY(!find<QPushButton>(u"send"_s)->isEnabled());
    QCOMPARE(note(), u"You were muted: “spam”"_s);
    const QString first = find<QLabel>(u"writingRule"_s)->text();
    QVERIFY2(first.contains(u"write again in "), qPrintable(first));
    QTRY_VERIFY(find<QLabel>(u"writingRule"_s)->text() != first); // it counts down
    you(0);
    QTRY_VERIFY(field->isEnabled());
    QVERIFY(!find<QLabel>(u"writingRule"_s)->isVisible());
    QCOMPARE(note(), u"You may write again."_s);
}

void TestPeople::aNewRoleIsTold()
{
    enterAs(u"member"_s);
    const auto become = [this](const QString &role) {
        const QJsonObject me{{u"id"_s, FakeHost::me}, {u"name"_s, u"Amina"_s}, {u"role"_s, role}};
        m_host->send({{u"type"_s, u"you"_s}, {u"me"_s, me}});
    };
    become(u"moderator"_s);
    QTRY_COMPARE(note(), u"You are a moderator now."_s);
    become(u"agent"_s);
    QTRY_COMPARE(note(), u"You answer at the help desk now."_s);
    become(u"member"_s);
    QTRY_COMPARE(note(), u"You no longer answer at the help desk."_s);
    become(u"moderator"_s);
    become(u"member"_s);
    QTRY_COMPARE(note(), u"You are no moderator any more."_s);
}

void TestPeople::aLockedRoomSaysSo()
{
    enterAs(u"member"_s);
    auto *field = m_window->chatPage()->conversation()->composer()->field();
    sendRoom({{u"locked"_s, true}});
    QTRY_VERIFY(!field->isEnabled());
    QVERIFY(find<QLabel>(u"writingRule"_s)->text().contains(u"locked"));
    sendRoom({{u"locked"_s, false}});
    QTRY_VERIFY(field->isEnabled());
}

void TestPeople::aSlowRoomCountsDown()
{
    enterAs(u"member"_s);
    auto *field = m_window->chatPage()->conversation()->composer()->field();
    auto *send = find<QPushButton>(u"send"_s);
    sendRoom({{u"slow"_s, 30}});
    QTRY_COMPARE(find<QLabel>(u"writingRule"_s)->text(), u"Slow mode: one message in 30 seconds."_s);
    QTest::keyClicks(field, u"one"_s);
    QTest::mouseClick(send, Qt::LeftButton);
    onlyAsked(u"post"_s);
    QVERIFY(field->isEnabled()); // the next one may be prepared
    QTRY_VERIFY(!send->isEnabled());
    QVERIFY(find<QLabel>(u"writingRule"_s)->text().startsWith(u"Slow mode: you can send again in 0:"));
    QTest::keyClicks(field, u"two"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(field->toPlainText(), u"two"_s);
    QCOMPARE(m_host->asked(u"post"_s).size(), 1);
}

void TestPeople::writingRules_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<qint64>("muted");
    QTest::addColumn<bool>("locked");
    QTest::addColumn<int>("slow");
    QTest::addColumn<qint64>("lastPost");
    QTest::addColumn<int>("may"); // at 100,000
    using May = WritingRule::May;
    const auto row = [](const char *name, Role role, qint64 muted, bool locked, int slow, qint64 last,
                        May may) {
        QTest::newRow(name) << role << muted << locked << slow << last << int(may);
    };
    row("nothing", Role::Member, 0, false, 0, 99'000, May::Write);
    row("muted", Role::Member, 100'001, false, 0, 0, May::NotWrite);
    row("no longer muted", Role::Member, 100'000, false, 0, 0, May::Write);
    row("locked", Role::Member, 0, true, 0, 0, May::NotWrite);
    row("locked, moderator", Role::Moderator, 0, true, 0, 0, May::Write);
    row("slow, first", Role::Member, 0, false, 10, 0, May::Write);
    row("slow, too early", Role::Member, 0, false, 10, 90'001, May::Prepare);
    row("slow, in time", Role::Member, 0, false, 10, 90'000, May::Write);
    row("slow, owner", Role::Owner, 0, false, 10, 99'999, May::Write);
    row("muted and locked", Role::Member, 200'000, true, 10, 0, May::NotWrite);
}

void TestPeople::writingRules()
{
    QFETCH(const Role, role);
    QFETCH(const qint64, muted);
    QFETCH(const bool, locked);
    QFETCH(const int, slow);
    QFETCH(const qint64, lastPost);
    RoomInfo room;
    room.locked = locked;
    room.slow = slow;
    const WritingRule rule = writingRule(room, {u"m_me"_s, u"Amina"_s, role, muted}, lastPost, 100'000);
    QTEST(int(rule.may), "may");
    QVERIFY(rule.may == WritingRule::May::Write || !rule.why.isEmpty());
}

void TestPeople::whoIsSentAwayReadsWhy_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<qint64>("until");
    QTest::addColumn<QString>("expected");
    QTest::newRow("removed") << u"kicked"_s << qint64(0) << u"You were removed by a moderator"_s;
    QTest::newRow("banned for good") << u"banned"_s << qint64(0) << u"You are banned here."_s;
    QTest::newRow("banned for a time")
        << u"banned"_s << qint64(4'000'000'000'000) << u"You are banned here until"_s;
}

void TestPeople::whoIsSentAwayReadsWhy()
{
    QFETCH(const QString, code);
    QFETCH(const qint64, until);
    QFETCH(const QString, expected);
    enterAs(u"member"_s);
    QJsonObject fields{{u"reason"_s, u"<b>spam</b>"_s}};
    if (until > 0)
        fields[u"until"_s] = until;
    m_host->bye(code, fields);
    QTRY_VERIFY(!m_window->chatPage()->isVisible());
    QString told;
    for (const QLabel *label : m_window->findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(expected))
            told = label->text();
    }
    QVERIFY2(told.contains(u"<b>spam</b>"), qPrintable(told)); // as it was typed
    QCOMPARE(m_session->state(), State::Idle);
}

void TestPeople::anotherHostIsAskedAbout()
{
    enterAs(u"member"_s);
    const quint16 port = m_host->port();
    m_session->close();
    m_host->stop();
    FakeHost other;
    QVERIFY(other.start(port));
    m_session->open(joinRequest(port));
    QTRY_VERIFY(find<QDialog>(u"anotherHostDialog"_s));
    auto *dialog = find<QDialog>(u"anotherHostDialog"_s);
    QCOMPARE(dialog->findChild<QLabel *>(u"wordsBefore"_s)->text(),
             fingerprintWords(m_host->identity.fingerprint).join(u' '));
    QCOMPARE(dialog->findChild<QLabel *>(u"wordsNow"_s)->text(),
             fingerprintWords(other.identity.fingerprint).join(u' '));
    QVERIFY(dialog->findChild<QPushButton *>(u"close"_s)->isDefault());
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"close"_s), Qt::LeftButton);
    QTRY_VERIFY(!find<QDialog>(u"anotherHostDialog"_s));
    QCOMPARE(other.bytesInside, 0);

    m_session->open(joinRequest(port));
    QTRY_VERIFY(find<QDialog>(u"anotherHostDialog"_s));
    QTest::mouseClick(find<QDialog>(u"anotherHostDialog"_s)->findChild<QPushButton *>(u"yes"_s),
                      Qt::LeftButton);
    QTRY_COMPARE(m_session->state(), State::Online);
    QCOMPARE(m_session->details().key, other.identity.fingerprint);
    m_window.reset();
    m_session.reset();
}

int main(int argc, char **argv)
{
    return courtyard::test::runThemed<TestPeople>(argc, argv);
}
#include "tst_people.moc"
