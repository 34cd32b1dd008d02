#include "client/session.h"
#include "protocol/clock.h"
#include "tests/support/patience.h"
#include "tests/ui/fakehosting.h"
#include "tests/ui/themed.h"
#include "ui/chat/chatpage.h"
#include "ui/mainwindow.h"
#include "ui/start/startpage.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

class TestMainWindow : public QObject {
    Q_OBJECT
public:
    explicit TestMainWindow(Theme &theme) : m_theme(theme) { }

private Q_SLOTS:
    void init();
    void cleanup();
    void hostButtonStartsTheHostAsPreset();
    void hostThatCannotStartSaysWhy();
    void joiningWhereNobodyListensSaysSo();
    void joiningCanBeGivenUp();
    void leavingWhileHostingNamesHowManyAreCutOff();
    void closingAsksOnce();
    void closingAloneDoesNotAsk();
    void whatWasTypedIsRemembered();
    void aNarrowChatShowsPeopleInsteadOfRooms();

private:
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return m_window->findChild<Widget *>(QLatin1String(name));
    }
    void click(const char *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    QMessageBox *question() const { return m_window->findChild<QMessageBox *>(u"confirm"_s); }

    Theme &m_theme;
    const SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<FakeHosting> m_hosting;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    SessionConfig config;
    config.dataFolder = m_folder->path();
    config.client = u"test"_s;
    m_session = std::make_unique<Session>(config, m_clock);
    m_hosting = std::make_unique<FakeHosting>();
    m_hosting->shown.placeName = u"Field clinic"_s;
    m_hosting->shown.addresses = {address(u"192.168.43.1:3000"_s, u"Wi-Fi"_s)};
    Settings settings;
    settings.yourName = u"Sara"_s;
    settings.hosting = {u"Field clinic"_s, 3100, HostingRequest::Code::None, {}};
    m_window = std::make_unique<MainWindow>(*m_session, *m_hosting, m_theme, settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestMainWindow::cleanup()
{
    m_window.reset();
    m_session.reset();
    m_hosting.reset();
}

void TestMainWindow::hostButtonStartsTheHostAsPreset()
{
    click("host");
    QCOMPARE(m_hosting->requests.size(), 1);
    QCOMPARE(m_hosting->requests[0].placeName, u"Field clinic"_s);
    QCOMPARE(m_hosting->requests[0].port, 3100);
    QCOMPARE(m_hosting->requests[0].code, HostingRequest::Code::None);
    QCOMPARE(m_session->invitation().host,
             u"127.0.0.1"_s); // our own participant goes there like everybody else
}

void TestMainWindow::hostThatCannotStartSaysWhy()
{
    m_hosting->failure = u"Port 3100 is taken. Choose another under Options."_s;
    click("host");
    QVERIFY(find<QLabel>("hostProblem")->isVisible());
    QCOMPARE(find<QLabel>("hostProblem")->text(), m_hosting->failure);
    QVERIFY(find<QPushButton>("host")->isEnabled());
    QCOMPARE(m_session->state(), Session::State::Idle);
}

void TestMainWindow::joiningWhereNobodyListensSaysSo()
{
    QTcpSocket nobody; // has the port, so that no other test gets it, and does not listen
    QVERIFY(nobody.bind(QHostAddress::LocalHost));
    const quint16 port = nobody.localPort();
    find<QLineEdit>("address")->setText(u"127.0.0.1:%1"_s.arg(port));
    click("join");
    QTRY_VERIFY(find<QLabel>("joinStatus")->text().contains(u"127.0.0.1:%1"_s.arg(port))
                && find<QPushButton>("join")->isEnabled());
    QVERIFY(find<QLabel>("joinStatus")->isVisible());
    QVERIFY(find<StartPage>("startPage")->isVisible());
}

void TestMainWindow::joiningCanBeGivenUp()
{
    find<QLineEdit>("address")->setText(m_hosting->ownInvitation().address());
    click("join");
    QTRY_VERIFY(find<QPushButton>("cancelJoin")->isVisible());
    QVERIFY(!find<QPushButton>("join")->isEnabled());
    click("cancelJoin");
    QCOMPARE(m_session->state(), Session::State::Idle);
    QVERIFY(find<QPushButton>("join")->isEnabled());
    QVERIFY(!find<QPushButton>("cancelJoin")->isVisible());
}

void TestMainWindow::leavingWhileHostingNamesHowManyAreCutOff()
{
    click("host");
    m_hosting->shown.devices = {device(1, u"Amina"_s, Device::Desktop), device(2, u"Jorge"_s, Device::Phone),
                                device(3, u"Jorge"_s, Device::Desktop), device(4, u"Li"_s, Device::Phone)};
    const QSignalSpy closed(m_window.get(), &MainWindow::closed);
    m_window->close();
    QVERIFY(question());
    QVERIFY(m_window->isVisible());
    QCOMPARE(question()->informativeText(), u"3 people are connected and would be cut off."_s);
    QTest::mouseClick(question()->findChild<QPushButton *>(u"confirmNo"_s), Qt::LeftButton);
    QVERIFY(m_window->isVisible());
    QVERIFY(m_hosting->running);
    QTRY_VERIFY(!question());
    m_window->close();
    QTest::mouseClick(question()->findChild<QPushButton *>(u"confirmYes"_s), Qt::LeftButton);
    QVERIFY(!m_hosting->running);
    QCOMPARE(closed.count(), 1);
    QVERIFY(!m_window->isVisible());
}

void TestMainWindow::closingAsksOnce()
{
    click("host");
    m_hosting->shown.devices = {device(1, u"Amina"_s, Device::Desktop)};
    m_window->close();
    m_window->close();
    QCOMPARE(m_window->findChildren<QMessageBox *>(u"confirm"_s).size(), 1);
    QVERIFY(question()->informativeText().startsWith(u"1 "_s));
}

void TestMainWindow::closingAloneDoesNotAsk()
{
    click("host");
    const QSignalSpy closed(m_window.get(), &MainWindow::closed);
    m_window->close();
    QVERIFY(!question());
    QCOMPARE(closed.count(), 1);
}

void TestMainWindow::whatWasTypedIsRemembered()
{
    const QSignalSpy changed(m_window.get(), &MainWindow::settingsChanged);
    find<QLineEdit>("yourName")->setText(u"Jorge"_s);
    find<QLineEdit>("placeName")->setText(u"Library"_s);
    click("host");
    QVERIFY(changed.count() > 0);
    QCOMPARE(m_window->settings().yourName, u"Jorge"_s);
    QCOMPARE(m_window->settings().hosting.placeName, u"Library"_s);
    QCOMPARE(m_window->settings().hosting.port, 3100);
}

void TestMainWindow::aNarrowChatShowsPeopleInsteadOfRooms()
{
    ChatPage page(*m_session, m_theme);
    QSignalSpy remembered(&page, &ChatPage::peopleToggled);
    page.setPeopleShown(true);
    page.resize(m_theme.px(640), m_theme.px(480));
    page.show();
    const auto shown = [&page](const char *name) {
        return page.findChild<QListView *>(QLatin1String(name))->isVisible();
    };
    QVERIFY(shown("rooms"));
    QVERIFY(!shown("people"));
    auto *toggle = page.findChild<QPushButton *>(u"peopleToggle"_s);
    QTest::mouseClick(toggle, Qt::LeftButton);
    QVERIFY(!shown("rooms"));
    QVERIFY(shown("people"));
    page.resize(m_theme.px(1080), m_theme.px(700));
    QVERIFY(shown("rooms"));
    QVERIFY(shown("people"));
    page.resize(m_theme.px(640), m_theme.px(480));
    QVERIFY(!shown("people"));
    QCOMPARE(remembered.count(), 0); // what was wished for a wide window stays
}

int main(int argc, char **argv)
{
    return runThemed<TestMainWindow>(argc, argv);
}

#include "tst_mainwindow.moc"
