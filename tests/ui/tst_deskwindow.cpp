// The agents' side of the help desk in the window, and what its owner sets up, by clicks and keys.
#include "client/desk/helpdesk.h"
#include "client/roomsmodel.h"
#include "client/session.h"
#include "protocol/clock.h"
#include "tests/client/fakedesk.h"
#include "tests/client/sessionsupport.h"
#include "tests/support/patience.h"
#include "tests/ui/fakehosting.h"
#include "tests/ui/themed.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversation.h"
#include "ui/chat/messagefield.h"
#include "ui/desk/deskaddressdialog.h"
#include "ui/desk/deskside.h"
#include "ui/desk/figurescsv.h"
#include "ui/desk/figuresplot.h"
#include "ui/desk/hoursedit.h"
#include "ui/desk/originspage.h"
#include "ui/mainwindow.h"
#include "ui/timeline/timelineview.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

class TestDesk : public QObject {
    Q_OBJECT
public:
    explicit TestDesk(Theme &theme) : m_theme(theme) { }

private Q_SLOTS:
    void init();
    void cleanup();
    void whoAnswersNowhereSeesNothingOfIt();
    void anEmptyQueueSaysSo();
    void theLongestWaitingStandsFirst();
    void aQuestionIsClaimedAndAnswered();
    void aClaimIsTakenBack();
    void aConversationIsResolvedAndReopened();
    void nobodyWritesAcrossAnother();
    void aConversationIsHandedOver();
    void notesAreNeverTheConversation();
    void whoElseLooksIsShown();
    void cannedRepliesAreChosenByKeyboard();
    void cannedRepliesAreEdited();
    void aNewQuestionIsCountedInTheTitle();
    void aRefusalIsSaid();
    void theRoomsComeBack();
    void aClosedTopicTakesItsConversationsAlong();
    void aTopicIsSetUp();
    void hoursAreWrittenAsTheyAre_data();
    void hoursAreWrittenAsTheyAre();
    void aNightIsTwoTimes();
    void originsAreUnderstood_data();
    void originsAreUnderstood();
    void anOriginIsAllowedRemovedAndBroughtBack();
    void theAddressIsWhereVisitorsFindIt();
    void figuresAreShownInATableAndInWords();
    void cellsAreNoFormulas_data();
    void cellsAreNoFormulas();
    void theFileIsATable();
    void aTopicIsMadeWhereRoomsAreMade();

private:
    void enterAs(const QString &role);
    void enterDesk();
    void choose(int row);
    template <typename Widget>
    Widget *find(const QString &name) const
    {
        return m_window->findChild<Widget *>(name);
    }
    void click(const QString &name)
    {
        auto *button = find<QPushButton>(name);
        QVERIFY2(button, qPrintable(name));
        QTRY_VERIFY2(button->isVisible() && button->isEnabled(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QString note() const { return find<QLabel>(u"noteText"_s)->text(); }
    QString state() const { return find<QLabel>(u"ticketState"_s)->text(); }
    QString why() const
    {
        return m_window->chatPage()
            ->conversation()
            ->composer()
            ->findChild<QLabel *>(u"writingRule"_s)
            ->text();
    }
    MessageField *field() const { return find<MessageField>(u"message"_s); }
    QStringList queue() const;
    QJsonObject lastAsked(const QString &type) const
    {
        return m_host->asked(type).value(m_host->asked(type).size() - 1);
    }
    void openSettings();

    Theme &m_theme;
    const SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeHost> m_host;
    std::unique_ptr<FakeDesk> m_desk;
    std::unique_ptr<FakeHosting> m_hosting;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestDesk::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_host = std::make_unique<FakeHost>();
    m_desk = std::make_unique<FakeDesk>(*m_host);
    QVERIFY(m_host->start());
    m_hosting = std::make_unique<FakeHosting>();
    m_session = std::make_unique<Session>(sessionConfig(m_folder->path()), m_clock);
    Settings settings;
    settings.yourName = u"Amina"_s;
    m_window = std::make_unique<MainWindow>(*m_session, *m_hosting, m_theme, settings);
    m_window->resize(1280, 800);
    m_window->show();
}

void TestDesk::cleanup()
{
    m_window.reset();
    m_session.reset();
    m_hosting.reset();
    m_desk.reset();
    m_host.reset();
}

void TestDesk::enterAs(const QString &role)
{
    m_host->role = role;
    find<QLineEdit>(u"address"_s)->setText(u"127.0.0.1:%1"_s.arg(m_host->port()));
    click(u"join"_s);
    QTRY_VERIFY(m_window->chatPage()->isVisible());
    QTRY_COMPARE(find<QListView>(u"people"_s)->model()->rowCount(), 1); // Ben
}

/// Two questions wait; the queue is shown.
void TestDesk::enterDesk()
{
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 4);
    m_desk->ask(u"Jorge"_s, u"The door is locked"_s, 12);
    enterAs(u"agent"_s);
    QSignalSpy filled(m_session->helpDesk(), &HelpDesk::olderChanged);
    m_desk->open();
    auto *views = find<QListView>(u"deskViews"_s);
    QTRY_VERIFY(views->isVisible());
    QTRY_COMPARE(filled.count(), 1);
    QCOMPARE(m_session->helpDesk()->tickets()->rowCount(), 2);
    QTest::mouseClick(views->viewport(), Qt::LeftButton, {},
                      views->visualRect(views->model()->index(0, 0)).center());
    QTRY_VERIFY(find<QListView>(u"queue"_s)->isVisible());
}

void TestDesk::choose(int row)
{
    auto *list = find<QListView>(u"queue"_s);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(row, 0)).center());
    QTRY_VERIFY(find<QWidget>(u"ticketBar"_s)->isVisible());
}

QStringList TestDesk::queue() const
{
    QStringList names;
    const QAbstractItemModel *model = find<QListView>(u"queue"_s)->model();
    for (int row = 0; row < model->rowCount(); ++row)
        names.append(model->index(row, 0).data().toString());
    return names;
}

void TestDesk::whoAnswersNowhereSeesNothingOfIt()
{
    enterAs(u"member"_s);
    QVERIFY(!find<QListView>(u"deskViews"_s)->isVisible());
    QVERIFY(!find<QListView>(u"queue"_s)->isVisible());
    QVERIFY(m_host->asked(u"tickets"_s).isEmpty());
    QMenu menu;
    m_window->chatPage()->desk()->fillMenu(&menu);
    QVERIFY(menu.isEmpty());
}

void TestDesk::anEmptyQueueSaysSo()
{
    enterAs(u"agent"_s);
    m_desk->open();
    auto *views = find<QListView>(u"deskViews"_s);
    QTRY_VERIFY(views->isVisible());
    QTest::mouseClick(views->viewport(), Qt::LeftButton, {},
                      views->visualRect(views->model()->index(0, 0)).center());
    QTRY_VERIFY(find<QLabel>(u"queueEmpty"_s)->isVisible());
    QVERIFY(find<QLabel>(u"queueEmpty"_s)->text().startsWith(u"Nobody is waiting"_s));
    QVERIFY(find<QLabel>(u"noConversation"_s)->isVisible());
}

void TestDesk::theLongestWaitingStandsFirst()
{
    enterDesk();
    QCOMPARE(queue(), (QStringList{u"Jorge"_s, u"Fatima"_s}));
    const QModelIndex first = find<QListView>(u"queue"_s)->model()->index(0, 0);
    const QString spoken = first.data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(u"Jorge"_s) && spoken.contains(u"#2"_s) && spoken.contains(u"Support"_s)
                 && spoken.contains(u"The door is locked"_s),
             qPrintable(spoken));
}

void TestDesk::aQuestionIsClaimedAndAnswered()
{
    enterDesk();
    choose(0);
    QCOMPARE(find<QLabel>(u"roomTitle"_s)->text(), u"Jorge"_s);
    QVERIFY(!field()->isEnabled());
    QVERIFY(why().contains(u"Take the conversation"_s));
    click(u"claim"_s);
    QTRY_VERIFY(field()->isEnabled());
    QCOMPARE(m_host->asked(u"claim"_s).size(), 1);
    QCOMPARE(lastAsked(u"claim"_s)[u"room"].toString(), u"r_2"_s);
    QCOMPARE(queue(), QStringList{u"Jorge"_s}); // Mine is shown now
    QVERIFY(find<QPushButton>(u"resolve"_s)->isVisible());
    QTRY_VERIFY(!m_session->waiting().size());
    QTest::keyClicks(field(), u"I am on my way"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE(m_host->asked(u"post"_s).size(), 1);
    QCOMPARE(lastAsked(u"post"_s)[u"room"].toString(), u"r_2"_s);
    QCOMPARE(lastAsked(u"post"_s)[u"text"].toString(), u"I am on my way"_s);
}

void TestDesk::aClaimIsTakenBack()
{
    enterDesk();
    choose(0);
    click(u"claim"_s);
    QTRY_COMPARE(note(), u"The conversation with Jorge is yours."_s);
    click(u"noteAction"_s); // Undo
    QTRY_COMPARE(m_host->asked(u"assign"_s).size(), 1);
    QVERIFY(!lastAsked(u"assign"_s).contains(u"member"_s));
    QTRY_VERIFY(!field()->isEnabled());
    QTRY_VERIFY(find<QPushButton>(u"claim"_s)->isVisible());
}

void TestDesk::aConversationIsResolvedAndReopened()
{
    enterDesk();
    choose(0);
    click(u"claim"_s);
    QTRY_VERIFY(field()->isEnabled());
    click(u"resolve"_s);
    QTRY_VERIFY(why().contains(u"closed"_s));
    QVERIFY(state().contains(u"closed"_s));
    QCOMPARE(find<QLabel>(u"roomTitle"_s)->text(), u"Jorge"_s); // still shown
    click(u"reopen"_s);
    QTRY_VERIFY(field()->isEnabled());
    QCOMPARE(m_host->asked(u"reopen"_s).size(), 1);
}

void TestDesk::nobodyWritesAcrossAnother()
{
    enterDesk();
    choose(0);
    m_desk->change(2, {{u"state"_s, u"claimed"_s}, {u"agent"_s, FakeDesk::person(FakeHost::ben, u"Ben"_s)}});
    m_desk->tell(2);
    QTRY_VERIFY(why().startsWith(u"Ben has this"_s));
    QVERIFY(!field()->isEnabled());
    for (const QString &name : {u"claim"_s, u"resolve"_s, u"handOver"_s})
        QVERIFY2(!find<QPushButton>(name)->isVisible(), qPrintable(name));
}

void TestDesk::aConversationIsHandedOver()
{
    enterDesk();
    m_host->send(
        {{u"type"_s, u"presence"_s},
         {u"room"_s, u"lobby"_s},
         {u"member"_s, QJsonObject{{u"id"_s, FakeHost::ben}, {u"name"_s, u"Ben"_s}, {u"role"_s, u"agent"_s}}},
         {u"online"_s, true}});
    choose(0);
    click(u"claim"_s);
    QTRY_VERIFY(find<QPushButton>(u"resolve"_s)->isVisible());
    auto *menu = find<QMenu>(u"handOverMenu"_s);
    Q_EMIT menu->aboutToShow();
    auto *toBen = menu->findChild<QAction *>(u"to_"_s + FakeHost::ben);
    QVERIFY(toBen);
    QVERIFY(menu->findChild<QAction *>(u"putBack"_s));
    toBen->trigger();
    QTRY_COMPARE(m_host->asked(u"assign"_s).size(), 1);
    QCOMPARE(lastAsked(u"assign"_s)[u"member"].toString(), FakeHost::ben);
    QTRY_VERIFY(!field()->isEnabled());
    QVERIFY(note().contains(u"Ben"_s));
}

void TestDesk::notesAreNeverTheConversation()
{
    enterDesk();
    choose(0);
    auto *pane = find<QWidget>(u"notesPane"_s);
    QVERIFY(!pane->isVisible());
    click(u"notesToggle"_s);
    QTRY_VERIFY(pane->isVisible());
    auto *note = find<MessageField>(u"noteField"_s);
    QVERIFY(note->isEnabled()); // before the claim, too
    QVERIFY(note->accessibleName() != field()->accessibleName());
    QVERIFY(note->placeholderText() != field()->placeholderText());
    QTest::keyClicks(note, u"Has been here twice"_s);
    click(u"addNote"_s);
    QTRY_COMPARE(m_host->asked(u"post"_s).size(), 1);
    QCOMPARE(lastAsked(u"post"_s)[u"room"].toString(), u"r_notes2"_s);
    QVERIFY(field()->toPlainText().isEmpty());
    click(u"notesToggle"_s);
    QTRY_VERIFY(!pane->isVisible());
}

void TestDesk::whoElseLooksIsShown()
{
    enterDesk();
    choose(0);
    QTRY_COMPARE(m_host->asked(u"look"_s).size(), 1);
    QCOMPARE(lastAsked(u"look"_s)[u"room"].toString(), u"r_2"_s);
    m_host->send({{u"type"_s, u"looking"_s},
                  {u"room"_s, u"r_2"_s},
                  {u"people"_s,
                   QJsonArray{FakeDesk::person(FakeHost::me, u"Amina"_s),
                              FakeDesk::person(FakeHost::ben, u"Ben"_s)}}});
    auto *looking = find<QLabel>(u"ticketLooking"_s);
    QTRY_VERIFY(looking->isVisible());
    QVERIFY(looking->text().contains(u"Ben"_s) && !looking->text().contains(u"Amina"_s));
    choose(1);
    QTRY_COMPARE(m_host->asked(u"look"_s).size(), 2);
    QTRY_COMPARE(m_host->asked(u"leave"_s).size(), 1); // one listens to what one looks at
    QCOMPARE(lastAsked(u"leave"_s)[u"room"].toString(), u"r_2"_s);
}

void TestDesk::cannedRepliesAreChosenByKeyboard()
{
    m_desk->topic[u"canned"] =
        QJsonArray{QJsonObject{{u"name"_s, u"hello"_s}, {u"text"_s, u"Good day! How can I help?"_s}},
                   QJsonObject{{u"name"_s, u"hours"_s}, {u"text"_s, u"We are here until five."_s}},
                   QJsonObject{{u"name"_s, u"bye"_s}, {u"text"_s, u"Take care."_s}}};
    enterDesk();
    choose(0);
    click(u"claim"_s);
    QTRY_VERIFY(field()->isEnabled());
    m_window->activateWindow();
    field()->setFocus();
    QTRY_VERIFY(field()->hasFocus());
    auto *popup = find<QWidget>(u"cannedPopup"_s);
    auto *list = find<QListWidget>(u"cannedChoice"_s);
    QTest::keyClicks(field(), u"/"_s);
    QTRY_VERIFY(popup->isVisible());
    QCOMPARE(list->count(), 3);
    QTest::keyClicks(field(), u"h"_s);
    QCOMPARE(list->item(0)->text(), u"/hello — Good day! How can I help?"_s);
    QTest::keyClick(field(), Qt::Key_Down);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(field()->toPlainText(), u"We are here until five."_s);
    QVERIFY(!popup->isVisible());
    QVERIFY(m_host->asked(u"post"_s).isEmpty()); // chosen, not sent
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE(m_host->asked(u"post"_s).size(), 1);
    QTest::keyClicks(field(), u"/zzz"_s);
    QVERIFY(!popup->isVisible());
    field()->clear();
    QTest::keyClicks(field(), u"/b"_s);
    QVERIFY(popup->isVisible());
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(!popup->isVisible());
    QCOMPARE(field()->toPlainText(), u"/b"_s);
}

void TestDesk::cannedRepliesAreEdited()
{
    enterDesk();
    QMenu menu;
    m_window->chatPage()->desk()->fillMenu(&menu);
    menu.findChild<QAction *>(u"cannedAction"_s)->trigger();
    auto *dialog = find<QDialog>(u"cannedDialog"_s);
    QVERIFY(dialog);
    click(u"newCanned"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"yes"_s), Qt::LeftButton);
    QVERIFY(dialog->findChild<QLabel *>(u"problem"_s)->isVisible()); // neither name nor words
    QVERIFY(m_host->asked(u"canned"_s).isEmpty());
    QTest::keyClicks(find<QLineEdit>(u"cannedName"_s), u"hello"_s);
    QTest::keyClicks(find<QPlainTextEdit>(u"cannedText"_s), u"Good day!"_s);
    click(u"newCanned"_s);
    QTest::keyClicks(find<QLineEdit>(u"cannedName"_s), u"Hello"_s);
    QTest::keyClicks(find<QPlainTextEdit>(u"cannedText"_s), u"Again"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"yes"_s), Qt::LeftButton);
    QVERIFY(dialog->findChild<QLabel *>(u"problem"_s)->text().contains(u"Hello"_s)); // one name, twice
    click(u"removeCanned"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"yes"_s), Qt::LeftButton);
    QTRY_COMPARE(m_host->asked(u"canned"_s).size(), 1);
    const QJsonArray expected{QJsonObject{{u"name"_s, u"hello"_s}, {u"text"_s, u"Good day!"_s}}};
    QCOMPARE(lastAsked(u"canned"_s)[u"replies"].toArray(), expected);
    QCOMPARE(lastAsked(u"canned"_s)[u"room"].toString(), u"r_desk"_s);
    QTRY_VERIFY(!find<QDialog>(u"cannedDialog"_s));
}

void TestDesk::aNewQuestionIsCountedInTheTitle()
{
    enterDesk();
    QTRY_COMPARE(m_window->windowTitle(), u"(2) Clinic — Courtyard"_s);
    int arrived = 0;
    connect(m_session->helpDesk(), &HelpDesk::questionArrived, this, [&arrived] { ++arrived; });
    m_desk->ask(u"Li Wei"_s, u"Is anybody there?"_s, 0);
    m_desk->tell(3);
    QTRY_COMPARE(m_window->windowTitle(), u"(3) Clinic — Courtyard"_s);
    QCOMPARE(arrived, 1);
    m_desk->change(3, {{u"excerpt"_s, u"Hello?"_s}});
    m_desk->tell(3);
    QTRY_COMPARE(m_session->helpDesk()->tickets()->find(u"r_3"_s)->ticket->excerpt, u"Hello?"_s);
    QCOMPARE(arrived, 1); // the same question
    QCOMPARE(queue().last(), u"Li Wei"_s);
}

void TestDesk::aRefusalIsSaid()
{
    enterDesk();
    choose(0);
    m_desk->refusal = u"forbidden"_s;
    click(u"claim"_s);
    QTRY_VERIFY(find<QWidget>(u"note"_s)->isVisible());
    QVERIFY(find<QPushButton>(u"claim"_s)->isVisible());
    QVERIFY(!field()->isEnabled());
}

void TestDesk::theRoomsComeBack()
{
    enterDesk();
    choose(0);
    QVERIFY(!find<QListView>(u"people"_s)->isVisible());
    auto *rooms = find<QListView>(u"rooms"_s);
    QTest::mouseClick(rooms->viewport(), Qt::LeftButton, {},
                      rooms->visualRect(rooms->model()->index(0, 0)).center());
    QTRY_COMPARE(find<QLabel>(u"roomTitle"_s)->text(), u"# lobby"_s);
    QVERIFY(!find<QListView>(u"queue"_s)->isVisible());
    QVERIFY(!find<QWidget>(u"ticketBar"_s)->isVisible());
    QVERIFY(find<QListView>(u"people"_s)->isVisible());
    QTRY_COMPARE(m_host->asked(u"look"_s).size(), 2);
    QVERIFY(!lastAsked(u"look"_s).contains(u"room"_s)); // at none
    QCOMPARE(rooms->model()->rowCount(), 1); // neither the topic nor conversations are among them
}

void TestDesk::aClosedTopicTakesItsConversationsAlong()
{
    enterDesk();
    choose(0);
    QTRY_VERIFY(m_session->room(u"r_notes2"_s)); // it was joined
    QJsonObject gone = m_desk->tickets.first();
    gone[u"id"] = u"r_desk"_s;
    gone[u"kind"] = u"desk"_s;
    gone.remove(u"ticket");
    m_host->send({{u"type"_s, u"room"_s}, {u"room"_s, gone}, {u"gone"_s, true}});
    QTRY_COMPARE(find<QLabel>(u"roomTitle"_s)->text(), u"# lobby"_s);
    QTRY_COMPARE(m_session->helpDesk()->tickets()->rowCount(), 0);
    QVERIFY(!find<QListView>(u"deskViews"_s)->isVisible());
}

// ── What the owner sets up

void TestDesk::openSettings()
{
    enterAs(u"owner"_s);
    m_desk->open();
    QTRY_COMPARE(m_session->helpDesk()->topics().size(), 1);
    m_window->chatPage()->desk()->openSettings();
    QVERIFY(find<QDialog>(u"helpDeskDialog"_s));
}

void TestDesk::aTopicIsSetUp()
{
    openSettings();
    QCOMPARE(find<QListWidget>(u"topics"_s)->count(), 1);
    click(u"changeTopic"_s);
    auto *dialog = find<QDialog>(u"topicDialog"_s);
    QVERIFY(dialog);
    auto *greeting = find<QPlainTextEdit>(u"deskGreeting"_s);
    QCOMPARE(greeting->toPlainText(), u"Good day"_s);
    greeting->setPlainText(u"Welcome"_s);
    find<QPlainTextEdit>(u"deskAway"_s)->setPlainText(u"Back at eight"_s);
    auto *pages = find<QTabWidget>(u"topicPages"_s);
    pages->setCurrentIndex(1);
    find<QRadioButton>(u"namedAgents"_s)->click();
    auto *save = dialog->findChild<QPushButton *>(u"yes"_s);
    QTest::mouseClick(save, Qt::LeftButton);
    QVERIFY(dialog->findChild<QLabel *>(u"problem"_s)->isVisible()); // nobody is ticked
    find<QRadioButton>(u"everyAgent"_s)->click();
    pages->setCurrentIndex(2);
    find<QRadioButton>(u"openAtTimes"_s)->click();
    QTest::mouseClick(save, Qt::LeftButton);
    QTRY_COMPARE(m_host->asked(u"desk"_s).size(), 1);
    const QJsonObject asked = lastAsked(u"desk"_s);
    QCOMPARE(asked[u"greeting"].toString(), u"Welcome"_s);
    QCOMPARE(asked[u"away"].toString(), u"Back at eight"_s);
    QVERIFY(asked[u"agents"].toArray().isEmpty());
    QCOMPARE(asked[u"hours"].toArray().size(), 5);
    const QJsonObject monday{{u"day"_s, 1}, {u"from"_s, 480}, {u"to"_s, 1020}};
    QCOMPARE(asked[u"hours"].toArray().first().toObject(), monday);
    QTRY_VERIFY(!find<QDialog>(u"topicDialog"_s));
}

void TestDesk::hoursAreWrittenAsTheyAre_data()
{
    QTest::addColumn<QList<DeskHours>>("hours");
    QTest::newRow("always") << QList<DeskHours>{};
    QTest::newRow("one day") << QList<DeskHours>{{3, 480, 1020}};
    QTest::newRow("until midnight") << QList<DeskHours>{{5, 1200, 1440}, {6, 0, 120}};
    QTest::newRow("twice a day") << QList<DeskHours>{{1, 480, 720}, {1, 780, 1021}};
}

void TestDesk::hoursAreWrittenAsTheyAre()
{
    QFETCH(QList<DeskHours>, hours);
    HoursEdit edit;
    edit.setHours(hours);
    QCOMPARE(edit.hours(), hours);
    QVERIFY(edit.wrong().isEmpty());
}

void TestDesk::aNightIsTwoTimes()
{
    HoursEdit edit;
    edit.setHours({{1, 1320, 360}});
    QVERIFY(edit.wrong().contains(u"Monday"_s));
}

void TestDesk::originsAreUnderstood_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("origin");
    QTest::newRow("plain") << u"http://intranet:8080"_s << u"http://intranet:8080"_s;
    QTest::newRow("a whole address") << u" https://Shop.example/a?b#c "_s << u"https://shop.example"_s;
    QTest::newRow("no scheme") << u"intranet:8080"_s << u"http://intranet:8080"_s;
    QTest::newRow("the usual port") << u"http://intranet:80"_s << u"http://intranet"_s;
    QTest::newRow("IPv6") << u"http://[fd00::1]:8080/"_s << u"http://[fd00::1]:8080"_s;
    QTest::newRow("another scheme") << u"ftp://intranet"_s << QString();
    QTest::newRow("a file") << u"file:///etc"_s << QString();
    QTest::newRow("a name and password") << u"http://a:b@intranet"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("blank inside") << u"http://in tranet"_s << QString();
}

void TestDesk::originsAreUnderstood()
{
    QFETCH(QString, typed);
    QTEST(OriginsPage::originOf(typed), "origin");
}

void TestDesk::anOriginIsAllowedRemovedAndBroughtBack()
{
    m_desk->fixed = {u"http://fixed.example"_s};
    openSettings();
    find<QTabWidget>(u"helpDeskPages"_s)->setCurrentIndex(1);
    auto *list = find<QListWidget>(u"origins"_s);
    QTRY_COMPARE(list->count(), 1);
    QTest::keyClicks(find<QLineEdit>(u"newOrigin"_s), u"intranet:8080/page"_s);
    click(u"addOrigin"_s);
    QTRY_COMPARE(list->count(), 2);
    QCOMPARE(m_desk->origins, QJsonArray{u"http://intranet:8080"_s});
    list->setCurrentRow(1);
    QVERIFY(!find<QPushButton>(u"removeOrigin"_s)->isEnabled()); // not from here
    list->setCurrentRow(0);
    click(u"removeOrigin"_s);
    QTRY_COMPARE(m_desk->origins, QJsonArray());
    QTRY_VERIFY(find<QPushButton>(u"originRemovedAction"_s)->isVisible());
    click(u"originRemovedAction"_s);
    QTRY_COMPARE(m_desk->origins, QJsonArray{u"http://intranet:8080"_s});
    find<QLineEdit>(u"newOrigin"_s)->setText(u"ftp://intranet"_s);
    click(u"addOrigin"_s);
    QVERIFY(find<QLabel>(u"originProblem"_s)->isVisible());
    QCOMPARE(m_desk->origins.size(), 1);
}

void TestDesk::theAddressIsWhereVisitorsFindIt()
{
    using Address = DeskAddressDialog;
    QCOMPARE(Address::pageAddress(u"Lost & found"_s, u"http://192.168.43.1:3000"_s),
             u"http://192.168.43.1:3000/help?desk=Lost%20%26%20found"_s);
    QCOMPARE(
        Address::widgetLine(u"A \"B\" <c>"_s, u"http://192.168.43.1:3000"_s),
        u"<script src=\"http://192.168.43.1:3000/widget.js\" data-desk=\"A &quot;B&quot; &lt;c&gt;\"></script>"_s);
    openSettings();
    click(u"topicAddress"_s);
    const auto *address = find<QLineEdit>(u"deskAddress"_s);
    QVERIFY(address);
    QCOMPARE(address->text(), u"http://127.0.0.1:%1/help?desk=Support"_s.arg(m_host->port()));
}

static DeskDay day(const QString &date, const QString &desk, qint64 waited, qint64 handled)
{
    return {date, desk, 12, 11, 1, waited, waited * 2, waited * 3, handled, handled * 2};
}

void TestDesk::figuresAreShownInATableAndInWords()
{
    const QString today = QDateTime::fromMSecsSinceEpoch(FakeDesk::now).date().toString(Qt::ISODate);
    m_desk->figures = {QJsonObject{{u"day"_s, today},
                                   {u"desk"_s, u"Support"_s},
                                   {u"opened"_s, 12},
                                   {u"resolved"_s, 11},
                                   {u"reopened"_s, 1},
                                   {u"waitedMedian"_s, 240'000},
                                   {u"waitedP90"_s, 600'000},
                                   {u"waitedMost"_s, 900'000},
                                   {u"handledMedian"_s, 360'000},
                                   {u"handledP90"_s, 0}}};
    openSettings();
    find<QTabWidget>(u"helpDeskPages"_s)->setCurrentIndex(2);
    auto *table = find<QTableWidget>(u"figuresTable"_s);
    QTRY_COMPARE(table->rowCount(), 1);
    QCOMPARE(table->item(0, 1)->text(), u"12"_s);
    QCOMPARE(table->item(0, 4)->text(), u"4 min"_s);
    QCOMPARE(table->item(0, 8)->text(), u"–"_s);
    auto *plot = find<FiguresPlot>(u"figuresPlot"_s);
    QVERIFY(plot->accessibleDescription().contains(u"waited 4 min, handled in 6 min"_s));
    QImage picture(plot->size(), QImage::Format_RGB32);
    plot->render(&picture);
    bool bar = false;
    for (int x = 0; x < picture.width() && !bar; ++x)
        bar = picture.pixelColor(x, picture.height() / 2) == m_theme.colors().badge;
    QVERIFY(bar);
    const QJsonObject asked = lastAsked(u"figures"_s);
    QVERIFY(asked[u"to"].toInteger() > asked[u"from"].toInteger());
}

void TestDesk::cellsAreNoFormulas_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cell");
    QTest::newRow("plain") << u"Support"_s << u"Support"_s;
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("comma") << u"a,b"_s << u"\"a,b\""_s;
    QTest::newRow("quote") << u"a \"b\""_s << u"\"a \"\"b\"\"\""_s;
    QTest::newRow("line break") << u"a\r\nb"_s << u"\"a\r\nb\""_s;
    QTest::newRow("equals") << u"=1+1"_s << u"'=1+1"_s;
    QTest::newRow("plus") << u"+1"_s << u"'+1"_s;
    QTest::newRow("minus") << u"-1"_s << u"'-1"_s;
    QTest::newRow("at") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
    QTest::newRow("tab") << u"\t=1"_s << u"'\t=1"_s;
    QTest::newRow("equals with a comma") << u"=HYPERLINK(\"x\",1)"_s << u"\"'=HYPERLINK(\"\"x\"\",1)\""_s;
    QTest::newRow("inside") << u"a=b"_s << u"a=b"_s;
    QTest::newRow("Arabic") << u"الدعم"_s << u"الدعم"_s;
}

void TestDesk::cellsAreNoFormulas()
{
    QFETCH(QString, text);
    QTEST(csvCell(text), "cell");
}

void TestDesk::theFileIsATable()
{
    const QByteArray table = figuresCsv(
        {day(u"2026-11-20"_s, u"=Support"_s, 1'500, 60'000), day(u"2026-11-21"_s, u"الدعم"_s, 0, 0)});
    const QList<QByteArray> lines = table.split('\n');
    QCOMPARE(lines.size(), 4); // and nothing behind the last line end
    QVERIFY(lines[0].startsWith("day,topic,questions,") && lines[0].endsWith('\r'));
    QCOMPARE(lines[1], QByteArray("2026-11-20,'=Support,12,11,1,2,3,5,60,120\r"));
    QVERIFY(QString::fromUtf8(lines[2]).contains(u"الدعم"_s));
    QVERIFY(lines[3].isEmpty());
}

void TestDesk::aTopicIsMadeWhereRoomsAreMade()
{
    enterAs(u"owner"_s);
    click(u"newRoom"_s);
    auto *choice = find<QRadioButton>(u"desk"_s);
    QVERIFY(choice && choice->isVisible());
    choice->click();
    QTest::keyClicks(find<QLineEdit>(u"roomName"_s), u"Support"_s);
    const auto answer = std::exchange(m_host->hook, {});
    m_host->hook = [this, answer](const QJsonObject &request) {
        if (request[u"type"].toString() != u"create")
            return answer(request);
        m_desk->open();
        QJsonObject made{{u"id"_s, u"r_desk"_s},
                         {u"name"_s, u"Support"_s},
                         {u"kind"_s, u"desk"_s},
                         {u"topic"_s, QString()},
                         {u"head"_s, 0},
                         {u"log"_s, u"l_r_desk"_s},
                         {u"people"_s, 0},
                         {u"member"_s, true},
                         {u"read"_s, 0},
                         {u"unread"_s, 0},
                         {u"desk"_s, m_desk->topic}};
        m_host->reply(request, {{u"room"_s, made}});
        return true;
    };
    QTest::mouseClick(find<QDialog>(u"newRoomDialog"_s)->findChild<QPushButton *>(u"yes"_s), Qt::LeftButton);
    QTRY_VERIFY(find<QDialog>(u"topicDialog"_s)); // goes on to how it is
    QCOMPARE(lastAsked(u"create"_s)[u"kind"].toString(), u"desk"_s);
    QVERIFY(find<QListView>(u"deskViews"_s)->isVisible());
    for (const QJsonObject &request : m_host->asked(u"join"_s))
        QVERIFY(request[u"room"].toString() != u"r_desk"_s); // it has no conversation of its own
}

int main(int argc, char **argv)
{
    return runThemed<TestDesk>(argc, argv);
}

#include "tst_deskwindow.moc"
