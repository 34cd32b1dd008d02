// What calls a person who looks elsewhere, and what does not.
#include "client/desk/helpdesk.h"
#include "client/roomsmodel.h"
#include "client/session.h"
#include "client/transfers/transfers.h"
#include "protocol/clock.h"
#include "tests/client/fakedesk.h"
#include "tests/client/sessionsupport.h"
#include "tests/support/patience.h"
#include "tests/ui/fakehosting.h"
#include "tests/ui/fakenotifier.h"
#include "tests/ui/themed.h"
#include "ui/attention/attention.h"
#include "ui/chat/chatpage.h"
#include "ui/desk/deskside.h"
#include "ui/mainwindow.h"

#include <QAction>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestAttention : public QObject {
    Q_OBJECT
public:
    explicit TestAttention(Theme &theme) : m_theme(theme) { }

private Q_SLOTS:
    void init();
    void cleanup();
    void whatIsForMeIsSaid_data();
    void whatIsForMeIsSaid();
    void aQuestionIsSaidAndShown();
    void aConversationThatIHaveIsSaid();
    void aMessageOfFilesIsSaid();
    void tenAtOnceAreOne();
    void nothingIsSaidOfWhatIsOpenInFront();
    void aQuestionBeforeMyEyesIsHeardOnly();
    void theSwitchesAreHeeded_data();
    void theSwitchesAreHeeded();
    void theSwitchesAreRemembered();
    void whatIsReadElsewhereIsTakenBack();
    void whatAnotherAnswersIsTakenBack();
    void whoComesBackHasSeenIt();
    void whatStandsOpenIsReadByWhoComesBack();
    void whatWasPutAwayIsNotSaidAgain();
    void aLargeTransferIsSaid_data();
    void aLargeTransferIsSaid();

private:
    void enter();
    void lookElsewhere();
    void lookHere();
    void sayDirectly(const QString &text);
    void say(const QString &room, const QString &from, const QString &text, const QJsonArray &files = {});
    QString lastTitle() const
    {
        return m_notifier->shown.isEmpty() ? QString() : m_notifier->shown.last().title;
    }

    Theme &m_theme;
    const SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeHost> m_host;
    std::unique_ptr<FakeDesk> m_desk;
    std::unique_ptr<FakeHosting> m_hosting;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QWidget> m_elsewhere; // what the person looks at
    std::unique_ptr<Attention> m_attention;
    FakeNotifier *m_notifier = nullptr;
    int m_said = 0;
};

static QJsonObject directRoom(int head = 0)
{
    return {{u"id"_s, u"r_ben"_s},      {u"name"_s, u"Ben"_s}, {u"kind"_s, u"direct"_s}, {u"topic"_s, u""_s},
            {u"peer"_s, FakeHost::ben}, {u"head"_s, head},     {u"log"_s, u"l_r_ben"_s}, {u"people"_s, 2},
            {u"member"_s, true},        {u"read"_s, 0},        {u"unread"_s, 0}};
}

void TestAttention::init()
{
    m_said = 0;
    m_folder = std::make_unique<QTemporaryDir>();
    m_host = std::make_unique<FakeHost>();
    m_host->role = u"agent"_s;
    m_desk = std::make_unique<FakeDesk>(*m_host);
    m_host->hook = [this, desk = m_host->hook](const QJsonObject &request) {
        if (request[u"type"] != u"join"_s || request[u"room"] != u"r_ben"_s)
            return desk(request);
        m_host->reply(request,
                      {{u"room"_s, directRoom()},
                       {u"people"_s, QJsonArray()},
                       {u"events"_s, QJsonArray()},
                       {u"more"_s, false}});
        return true;
    };
    QVERIFY(m_host->start());
    m_hosting = std::make_unique<FakeHosting>();
    m_session = std::make_unique<Session>(sessionConfig(m_folder->path()), m_clock);
    Settings settings;
    settings.yourName = u"Amina"_s;
    m_window = std::make_unique<MainWindow>(*m_session, *m_hosting, m_theme, settings);
    m_window->show();
    m_elsewhere = std::make_unique<QWidget>();
    m_elsewhere->show();
    auto notifier = std::make_unique<FakeNotifier>();
    m_notifier = notifier.get();
    m_attention =
        std::make_unique<Attention>(*m_session, *m_window, std::move(notifier), AttentionTiming{20ms, 20ms});
}

void TestAttention::cleanup()
{
    m_attention.reset();
    m_elsewhere.reset();
    m_window.reset();
    m_session.reset();
    m_hosting.reset();
    m_desk.reset();
    m_host.reset();
}

/// Into the lobby; the topic, and Ben's direct room, are there. The person looks elsewhere then.
void TestAttention::enter()
{
    QSignalSpy filled(m_session->helpDesk(), &HelpDesk::olderChanged);
    m_window->joinNow(joinRequest(m_host->port()).invitation);
    QTRY_VERIFY(m_window->chatPage()->isVisible());
    m_desk->open();
    QTRY_COMPARE(filled.count(), 1);
    m_host->send({{u"type"_s, u"room"_s}, {u"room"_s, directRoom()}});
    const auto isThere = [this](const QString &room) {
        for (const QJsonObject &request : m_host->asked(u"join"_s)) {
            if (request[u"room"] == room)
                return true;
        }
        return false;
    };
    QTRY_VERIFY(isThere(u"lobby"_s) && isThere(u"r_ben"_s));
    QSignalSpy said(m_session.get(), &Session::messageArrived);
    m_host->say(u"Good morning"_s); // to all; whoever hears it is in the lobby
    QTRY_COMPARE(said.count(), 1);
    lookElsewhere();
}

void TestAttention::lookElsewhere()
{
    m_elsewhere->activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), m_elsewhere.get());
}

void TestAttention::lookHere()
{
    m_window->activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), m_window.get());
}

void TestAttention::say(const QString &room, const QString &from, const QString &text,
                        const QJsonArray &files)
{
    const int seq = ++m_said;
    QJsonObject event{{u"type"_s, u"event"_s},   {u"room"_s, room},
                      {u"seq"_s, seq},           {u"at"_s, FakeDesk::now + seq},
                      {u"from"_s, from},         {u"name"_s, from == FakeHost::ben ? u"Ben"_s : u"Fatima"_s},
                      {u"kind"_s, u"message"_s}, {u"key"_s, u"said%1"_s.arg(seq)},
                      {u"text"_s, text}};
    if (!files.isEmpty())
        event[u"files"_s] = files;
    m_host->send(event);
}

void TestAttention::sayDirectly(const QString &text)
{
    say(u"r_ben"_s, FakeHost::ben, text);
}

void TestAttention::whatIsForMeIsSaid_data()
{
    QTest::addColumn<bool>("direct");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("title");
    QTest::newRow("direct") << true << u"Have you a minute?"_s << u"Ben"_s;
    QTest::newRow("by name") << false << u"@amina, have you a minute?"_s << u"Ben in lobby"_s;
    QTest::newRow("to everybody") << false << u"Has anybody a minute?"_s << QString();
    QTest::newRow("to another") << false << u"@Aminata, have you a minute?"_s << QString();
    QTest::newRow("in several lines") << true << u"Have\nyou\ta minute?"_s << u"Ben"_s;
}

void TestAttention::whatIsForMeIsSaid()
{
    QFETCH(bool, direct);
    QFETCH(QString, text);
    QFETCH(QString, title);
    enter();
    QSignalSpy arrived(m_session.get(), &Session::messageArrived);
    if (direct)
        sayDirectly(text);
    else
        m_host->say(text);
    QTRY_COMPARE(arrived.count(), 1);
    if (title.isEmpty()) {
        sayDirectly(u"And now to you"_s);
        QTRY_COMPARE(m_notifier->shown.size(), 1);
        QCOMPARE(lastTitle(), u"Ben"_s); // and nothing beside it
        return;
    }
    QTRY_COMPARE(m_notifier->shown.size(), 1);
    QCOMPARE(lastTitle(), title);
    QCOMPARE(m_notifier->shown.last().body, text.simplified());
    QVERIFY(m_notifier->shown.last().sound);
}

void TestAttention::aQuestionIsSaidAndShown()
{
    enter();
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 0);
    m_desk->tell(1);
    QTRY_COMPARE(m_notifier->shown.size(), 1);
    QCOMPARE(lastTitle(), u"New question from Fatima (Support)"_s);
    QCOMPARE(m_notifier->shown.last().body, u"Where is my parcel?"_s);
    m_window->showMinimized();
    Q_EMIT m_notifier->opened();
    QTRY_COMPARE(QApplication::activeWindow(), m_window.get());
    QVERIFY(!m_window->isMinimized());
    QCOMPARE(m_window->chatPage()->currentRoom(), u"r_1"_s);
    QCOMPARE(m_window->chatPage()->desk()->view(), DeskView::Waiting);
    QVERIFY(!m_notifier->stands);
}

void TestAttention::aConversationThatIHaveIsSaid()
{
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 3);
    m_desk->change(1, {{u"state"_s, u"claimed"_s}, {u"agent"_s, FakeDesk::person(FakeHost::me, u"Amina"_s)}});
    enter();
    QTRY_COMPARE(m_session->timeline(u"r_1"_s)->rowCount(), 0);
    const auto joined = [this] {
        const QList<QJsonObject> asked = m_host->asked(u"join"_s);
        return std::any_of(asked.begin(), asked.end(),
                           [](const QJsonObject &request) { return request[u"room"] == u"r_1"_s; });
    };
    QTRY_VERIFY(joined());
    say(u"r_1"_s, u"m_v1"_s, u"Are you still there?"_s);
    QTRY_COMPARE(m_notifier->shown.size(), 1);
    QCOMPARE(lastTitle(), u"Fatima"_s);
    m_window->chatPage()->desk()->show(DeskView::Waiting);
    Q_EMIT m_notifier->opened();
    QCOMPARE(m_window->chatPage()->currentRoom(), u"r_1"_s);
    QCOMPARE(m_window->chatPage()->desk()->view(), DeskView::Mine); // where it stands
}

void TestAttention::aMessageOfFilesIsSaid()
{
    enter();
    const QJsonObject file{{u"id"_s, u"f_1"_s},
                           {u"name"_s, u"plan.pdf"_s},
                           {u"size"_s, 10},
                           {u"mime"_s, u"application/pdf"_s},
                           {u"sha256"_s, QString(64, u'a')}};
    say(u"r_ben"_s, FakeHost::ben, {}, {file});
    QTRY_COMPARE(m_notifier->shown.size(), 1);
    QCOMPARE(m_notifier->shown.last().body, u"plan.pdf"_s);
}

void TestAttention::tenAtOnceAreOne()
{
    for (int n = 1; n <= 10; ++n)
        m_desk->ask(u"Visitor %1"_s.arg(n), u"Question %1"_s.arg(n), n);
    enter();
    for (int n = 1; n <= 10; ++n) // in one turn
        Q_EMIT m_session->helpDesk()->questionArrived(u"r_%1"_s.arg(n));
    QTRY_COMPARE(m_notifier->shown.size(), 1);
    QCOMPARE(lastTitle(), u"10 new for you"_s);
    QCOMPARE(m_notifier->shown.last().body.count(u'\n'), 2);
    QVERIFY(m_notifier->shown.last().body.endsWith(u"Question 10"_s));
    sayDirectly(u"Do you see this?"_s);
    QTRY_COMPARE(m_notifier->shown.size(), 2);
    QCOMPARE(lastTitle(), u"11 new for you"_s);
    QVERIFY(m_notifier->shown.last().body.endsWith(u"Ben: Do you see this?"_s));
    QCOMPARE(m_notifier->rings, 0);
}

void TestAttention::nothingIsSaidOfWhatIsOpenInFront()
{
    enter();
    lookHere();
    QSignalSpy arrived(m_session.get(), &Session::messageArrived);
    m_host->say(u"@Amina you are here"_s);
    QTRY_COMPARE(arrived.count(), 1);
    sayDirectly(u"And here you are not"_s);
    QTRY_COMPARE(m_notifier->shown.size(), 1);
    QCOMPARE(lastTitle(), u"Ben"_s);
    m_window->chatPage()->showRoom(u"r_ben"_s);
    QTRY_VERIFY(!m_notifier->stands); // it is read now
    sayDirectly(u"Now you are"_s);
    QTRY_COMPARE(arrived.count(), 3);
    m_host->say(u"@Amina and now not there"_s);
    QTRY_COMPARE(m_notifier->shown.size(), 2);
    QCOMPARE(lastTitle(), u"Ben in lobby"_s);
}

void TestAttention::aQuestionBeforeMyEyesIsHeardOnly()
{
    enter();
    lookHere();
    m_window->chatPage()->desk()->show(DeskView::Waiting);
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 0);
    m_desk->tell(1);
    QTRY_COMPARE(m_notifier->rings, 1);
    QVERIFY(m_notifier->shown.isEmpty());
}

void TestAttention::theSwitchesAreHeeded_data()
{
    QTest::addColumn<bool>("notifications");
    QTest::addColumn<bool>("sound");
    QTest::newRow("both") << true << true;
    QTest::newRow("words alone") << true << false;
    QTest::newRow("sound alone") << false << true;
}

void TestAttention::theSwitchesAreHeeded()
{
    QFETCH(bool, notifications);
    QFETCH(bool, sound);
    if (!notifications)
        m_window->findChild<QAction *>(u"notificationsAction"_s)->trigger();
    if (!sound)
        m_window->findChild<QAction *>(u"soundAction"_s)->trigger();
    enter();
    sayDirectly(u"Hello"_s);
    if (notifications) {
        QTRY_COMPARE(m_notifier->shown.size(), 1);
        QCOMPARE(m_notifier->shown.last().sound, sound);
        QCOMPARE(m_notifier->rings, 0);
    } else {
        QTRY_COMPARE(m_notifier->rings, 1);
        QVERIFY(m_notifier->shown.isEmpty());
    }
}

void TestAttention::theSwitchesAreRemembered()
{
    Settings remembered;
    connect(m_window.get(), &MainWindow::settingsChanged, this,
            [&remembered](const Settings &settings) { remembered = settings; });
    QVERIFY(m_window->settings().notifications && m_window->settings().sound);
    m_window->findChild<QAction *>(u"notificationsAction"_s)->trigger();
    QVERIFY(!remembered.notifications && remembered.sound);
    m_window->findChild<QAction *>(u"soundAction"_s)->trigger();
    QVERIFY(!remembered.notifications && !remembered.sound);
}

void TestAttention::whatIsReadElsewhereIsTakenBack()
{
    enter();
    sayDirectly(u"Hello"_s);
    QTRY_VERIFY(m_notifier->stands);
    m_host->send({{u"type"_s, u"read"_s}, {u"room"_s, u"r_ben"_s}, {u"from"_s, FakeHost::me}, {u"seq"_s, 1}});
    QTRY_VERIFY(!m_notifier->stands);
}

void TestAttention::whatAnotherAnswersIsTakenBack()
{
    enter();
    m_desk->ask(u"Fatima"_s, u"Where is my parcel?"_s, 0);
    m_desk->tell(1);
    QTRY_VERIFY(m_notifier->stands);
    m_desk->change(1, {{u"state"_s, u"claimed"_s}, {u"agent"_s, FakeDesk::person(FakeHost::ben, u"Ben"_s)}});
    m_desk->tell(1);
    QTRY_VERIFY(!m_notifier->stands);
}

void TestAttention::whoComesBackHasSeenIt()
{
    enter();
    sayDirectly(u"Hello"_s);
    QTRY_VERIFY(m_notifier->stands);
    lookHere();
    QVERIFY(!m_notifier->stands);
    lookElsewhere();
    sayDirectly(u"Are you there?"_s);
    QTRY_COMPARE(m_notifier->shown.size(), 2);
    QCOMPARE(lastTitle(), u"Ben"_s); // one, not two
}

void TestAttention::whatStandsOpenIsReadByWhoComesBack()
{
    enter();
    m_host->say(u"@Amina look here"_s);
    QTRY_VERIFY(m_notifier->stands);
    QVERIFY(m_session->room(lobbyId)->unread > 0);
    lookHere();
    QTRY_COMPARE(m_session->room(lobbyId)->unread, 0);
}

void TestAttention::whatWasPutAwayIsNotSaidAgain()
{
    enter();
    sayDirectly(u"Hello"_s);
    QTRY_COMPARE(m_notifier->shown.size(), 1);
    Q_EMIT m_notifier->dismissed();
    sayDirectly(u"Are you there?"_s);
    QTRY_COMPARE(m_notifier->shown.size(), 2);
    QCOMPARE(m_notifier->shown.last().body, u"Are you there?"_s);
}

void TestAttention::aLargeTransferIsSaid_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("title");
    QTest::newRow("sent") << int(Transfer::Kind::Upload) << u"plan.pdf is sent."_s;
    QTest::newRow("saved") << int(Transfer::Kind::Download) << u"plan.pdf is saved."_s;
}

void TestAttention::aLargeTransferIsSaid()
{
    QFETCH(int, kind);
    QFETCH(QString, title);
    enter();
    Transfer transfer;
    transfer.kind = Transfer::Kind(kind);
    transfer.name = u"plan.pdf"_s;
    transfer.size = 10 * 1024 * 1024 - 1;
    Q_EMIT m_session->transfers()->finished(transfer); // too small to wait for
    ++transfer.size;
    Q_EMIT m_session->transfers()->finished(transfer);
    QTRY_COMPARE(m_notifier->shown.size(), 1);
    QCOMPARE(lastTitle(), title);
    lookHere();
    Q_EMIT m_session->transfers()->finished(transfer);
    sayDirectly(u"Hello"_s);
    QTRY_COMPARE(m_notifier->shown.size(), 2);
    QCOMPARE(lastTitle(), u"Ben"_s);
}

int main(int argc, char **argv)
{
    return runThemed<TestAttention>(argc, argv);
}

#include "tst_attention.moc"
