#include "app/localhosting.h"
#include "client/peoplemodel.h"
#include "client/roomsmodel.h"
#include "client/session.h"
#include "client/timelinemodel.h"
#include "protocol/clock.h"
#include "tests/support/patience.h"
#include "tests/ui/themed.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/messagefield.h"
#include "ui/dialogs/newroomdialog.h"
#include "ui/invite/invitedialog.h"
#include "ui/mainwindow.h"
#include "ui/start/startpage.h"
#include "ui/timeline/timelineview.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

// One person at one computer: a data folder, a session, a host that may run, and the window.
class Desk {
public:
    Desk(Theme &theme, const QString &name)
        : m_hosting(options(m_folder)), m_session(config(m_folder), m_clock)
    {
        Settings settings;
        settings.yourName = name;
        settings.hosting = {u"Field clinic"_s, 0, HostingRequest::Code::None, {}};
        window = std::make_unique<MainWindow>(m_session, m_hosting, theme, settings);
        window->show();
    }
    ~Desk()
    {
        window.reset();
        m_session.close();
    }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return window->findChild<Widget *>(QLatin1String(name));
    }
    void click(const char *name) const { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void say(const QString &text) const
    {
        QTest::keyClicks(find<MessageField>("message"), text);
        QTest::keyClick(find<MessageField>("message"), Qt::Key_Return);
    }
    void join(const Desk &host, const QString &code = {}) const
    {
        find<QLineEdit>("address")->setText(host.hosting().ownInvitation().address());
        if (!code.isEmpty())
            find<QLineEdit>("joinCode")->setText(code);
        click("join");
    }
    bool isInChat() const { return window->chatPage()->isVisible(); }
    /// What the list "Timeline" tells, without days.
    QStringList timeline() const
    {
        QStringList told;
        const QAbstractItemModel *model = find<TimelineView>("timeline")->model();
        for (int row = 0; model && row < model->rowCount(); ++row)
            if (const QModelIndex index = model->index(row, 0);
                index.data(TimelineModel::SeqRole).toLongLong() > 0)
                told.append(index.data(TimelineModel::TextRole).toString());
        return told;
    }
    QStringList list(const char *name, int role = Qt::DisplayRole) const
    {
        QStringList told;
        const QAbstractItemModel *model = find<QListView>(name)->model();
        for (int row = 0; model && row < model->rowCount(); ++row)
            told.append(model->index(row, 0).data(role).toString());
        return told;
    }
    LocalHosting &hosting() { return m_hosting; }
    const LocalHosting &hosting() const { return m_hosting; }
    Session &session() { return m_session; }

    std::unique_ptr<MainWindow> window;

private:
    static Options options(const QTemporaryDir &folder)
    {
        Options made;
        made.dataFolder = folder.path();
        made.bind = {QHostAddress(QHostAddress::LocalHost)};
        return made;
    }
    static SessionConfig config(const QTemporaryDir &folder)
    {
        SessionConfig made;
        made.dataFolder = folder.filePath(u"client"_s);
        made.client = u"test"_s;
        return made;
    }

    const SystemClock m_clock;
    QTemporaryDir m_folder;
    LocalHosting m_hosting;
    Session m_session;
};

} // namespace

// The window against a real host over loopback.
class TestTogether : public QObject {
    Q_OBJECT
public:
    explicit TestTogether(Theme &theme) : m_theme(theme) { }

private Q_SLOTS:
    void init();
    void cleanup();
    void aClickOnHostShowsTheChat();
    void twoWindowsSayTheSame();
    void markupIsShownAsTyped();
    void aCodeIsAskedForWhereOneIsNeeded();
    void aTakenNameOffersAFreeOne();
    void peopleAndDevicesAreListed();
    void aNewRoomCanBeJoinedByOthers();
    void aPrivateRoomAsksForItsSecret();
    void unreadMessagesStandInTheTitle();
    void leavingNamesWhoIsCutOff();
    void aRemovedDeviceIsTold();
    void aLostHostIsAnnouncedAndComesBack();
    void guestsInviteByTheWayTheyCame();
    void theCodeChangesWhileOthersStay();

private:
    Theme &m_theme;
    std::unique_ptr<Desk> m_host, m_guest;
};

void TestTogether::init()
{
    m_host = std::make_unique<Desk>(m_theme, u"Sara"_s);
    m_guest = std::make_unique<Desk>(m_theme, u"Amina"_s);
}

void TestTogether::cleanup()
{
    m_guest.reset();
    m_host.reset();
}

void TestTogether::aClickOnHostShowsTheChat()
{
    m_host->click("host");
    QTRY_VERIFY(m_host->isInChat());
    QCOMPARE(m_host->session().me().name, u"Sara"_s);
    QCOMPARE(m_host->session().me().role, Role::Owner);
    QCOMPARE(m_host->find<QLabel>("roomTitle")->text(), u"# lobby"_s);
    QVERIFY(m_host->find<QWidget>("hostCard")->isVisible());
    QVERIFY(m_host->window->windowTitle().contains(u"Field clinic"_s));
    m_host->say(u"hello"_s);
    QTRY_COMPARE(m_host->timeline(), QStringList{u"hello"_s});
    m_host->session().close();
}

void TestTogether::twoWindowsSayTheSame()
{
    aClickOnHostShowsTheChat();
    m_host->session().open({m_host->hosting().ownInvitation(), u"Sara"_s, m_host->hosting().ownerToken()});
    m_guest->join(*m_host);
    QTRY_VERIFY(m_guest->isInChat());
    QVERIFY(!m_guest->find<QWidget>("hostCard")->isVisible());
    QTRY_COMPARE(m_guest->timeline(), QStringList{u"hello"_s});
    QTRY_VERIFY(m_host->isInChat()); // both are there before they talk
    QTRY_COMPARE(m_host->timeline(), QStringList{u"hello"_s});
    for (int n = 0; n < 10; ++n) {
        m_guest->say(u"guest %1"_s.arg(n));
        m_host->say(u"host %1"_s.arg(n));
    }
    QTRY_COMPARE(m_guest->timeline().size(), 21);
    QTRY_COMPARE(m_host->timeline(), m_guest->timeline());
}

void TestTogether::markupIsShownAsTyped()
{
    m_host->click("host");
    QTRY_VERIFY(m_host->isInChat());
    const QString markup = u"<img src=x onerror=alert(1)> <b>b</b>"_s;
    m_host->say(markup);
    QTRY_COMPARE(m_host->timeline(), QStringList{markup});
}

void TestTogether::aCodeIsAskedForWhereOneIsNeeded()
{
    m_host->find<QComboBox>("codeKind")->setCurrentIndex(2);
    m_host->find<QLineEdit>("ownCode")->setText(u"tulip27"_s);
    m_host->click("host");
    QTRY_VERIFY(m_host->isInChat());
    m_guest->join(*m_host);
    QTRY_VERIFY(m_guest->find<QLabel>("joinStatus")->text().contains(u"code"_s));
    QVERIFY(!m_guest->isInChat());
    m_guest->join(*m_host, u"tulip27"_s);
    QTRY_VERIFY(m_guest->isInChat());
}

void TestTogether::aTakenNameOffersAFreeOne()
{
    m_guest = std::make_unique<Desk>(m_theme, u"sara"_s);
    m_host->click("host");
    QTRY_VERIFY(m_host->isInChat());
    m_guest->join(*m_host);
    QTRY_VERIFY(m_guest->find<QPushButton>("useFreeName")->isVisible());
    m_guest->click("useFreeName");
    QTRY_VERIFY(m_guest->isInChat());
    QVERIFY(m_guest->session().me().name.startsWith(u"sara "_s));
}

void TestTogether::peopleAndDevicesAreListed()
{
    m_host->click("host");
    QTRY_VERIFY(m_host->isInChat());
    m_guest->join(*m_host);
    QTRY_COMPARE(m_host->list("people", PeopleModel::NameRole), (QStringList{u"Amina"_s, u"Sara"_s}));
    m_host->click("invite");
    auto *invite = m_host->find<InviteDialog>("inviteDialog");
    QVERIFY(invite);
    QTRY_COMPARE(invite->findChild<QLabel *>(u"deviceCount"_s)->text(), u"Devices — 2"_s);
}

void TestTogether::aNewRoomCanBeJoinedByOthers()
{
    m_host->click("host");
    QTRY_VERIFY(m_host->isInChat());
    m_guest->join(*m_host);
    QTRY_VERIFY(m_guest->isInChat());
    m_host->click("newRoom");
    auto *dialog = m_host->find<NewRoomDialog>("newRoomDialog");
    QVERIFY(dialog);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"roomName"_s), u"triage"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"yes"_s), Qt::LeftButton);
    QTRY_COMPARE(m_host->find<QLabel>("roomTitle")->text(), u"# triage"_s);
    QTRY_COMPARE(m_guest->list("rooms"), (QStringList{u"lobby"_s, u"triage"_s}));
    auto *rooms = m_guest->find<QListView>("rooms");
    const QRect row = rooms->visualRect(rooms->model()->index(1, 0));
    QTest::mouseClick(rooms->viewport(), Qt::LeftButton, {}, QPoint(row.center().x(), row.bottom() - 4));
    QTRY_COMPARE(m_guest->find<QLabel>("roomTitle")->text(), u"# triage"_s);
    m_guest->say(u"here"_s);
    QTRY_COMPARE(m_host->timeline(), QStringList{u"here"_s});
}

void TestTogether::aPrivateRoomAsksForItsSecret()
{
    m_host->click("host");
    QTRY_VERIFY(m_host->isInChat());
    RoomId made;
    m_host->session().createRoom(u"staff"_s, RoomKind::Private, u"tulip"_s,
                                 [&made](const RoomId &room, const auto &) { made = room; });
    QTRY_VERIFY(!made.isEmpty());
    Invitation invitation = m_host->hosting().ownInvitation();
    invitation.room = made;
    m_guest->window->joinNow(invitation);
    QTRY_VERIFY(m_guest->find<QDialog>("promptDialog"));
    QCOMPARE(m_guest->find<QLabel>("roomTitle")->text(), u"# lobby"_s); // until then
    QTest::keyClicks(m_guest->find<QLineEdit>("promptText"), u"tulip"_s);
    QTest::keyClick(m_guest->find<QLineEdit>("promptText"), Qt::Key_Return);
    QTRY_COMPARE(m_guest->find<QLabel>("roomTitle")->text(), u"🔒 staff"_s);
}

void TestTogether::unreadMessagesStandInTheTitle()
{
    aNewRoomCanBeJoinedByOthers();
    m_guest->session().post(lobbyId, u"in the lobby"_s);
    QTRY_COMPARE(m_host->window->windowTitle(), u"(1) Field clinic — Courtyard"_s);
}

void TestTogether::leavingNamesWhoIsCutOff()
{
    m_host->click("host");
    QTRY_VERIFY(m_host->isInChat());
    m_guest->join(*m_host);
    QTRY_COMPARE(m_host->hosting().view().devices.size(), 2);
    m_host->window->close();
    auto *question = m_host->find<QMessageBox>("confirm");
    QVERIFY(question);
    QVERIFY(question->informativeText().startsWith(u"1 "_s));
    QVERIFY(m_host->hosting().isRunning());
    QTest::mouseClick(question->findChild<QPushButton *>(u"confirmYes"_s), Qt::LeftButton);
    QTRY_VERIFY(m_guest->find<QWidget>("connectionLost")->isVisible());
    QVERIFY(!m_host->window->isVisible());
}

void TestTogether::aRemovedDeviceIsTold()
{
    m_host->click("host");
    QTRY_VERIFY(m_host->isInChat());
    m_guest->join(*m_host);
    QTRY_COMPARE(m_host->hosting().view().devices.size(), 2);
    for (const HostingDevice &device : m_host->hosting().view().devices)
        if (device.name == u"Amina"_s)
            m_host->hosting().removeDevice(device.connection);
    QTRY_VERIFY(m_guest->find<StartPage>("startPage")->isVisible());
    QVERIFY(m_guest->find<QLabel>("joinStatus")->isVisible());
    QVERIFY(!m_guest->find<QLabel>("joinStatus")->text().isEmpty());
}

void TestTogether::aLostHostIsAnnouncedAndComesBack()
{
    m_host->click("host");
    QTRY_VERIFY(m_host->isInChat());
    m_guest->join(*m_host);
    QTRY_VERIFY(m_guest->isInChat());
    const quint16 port = m_host->hosting().view().port;
    m_host->session().close();
    m_host->hosting().stop();
    auto *lost = m_guest->find<QWidget>("connectionLost");
    QTRY_VERIFY(lost->isVisible());
    QVERIFY(m_guest->isInChat());
    m_guest->say(u"typed while away"_s);
    m_host->hosting().start({u"Field clinic"_s, port, HostingRequest::Code::None, {}});
    QTRY_VERIFY(m_host->hosting().isRunning());
    m_guest->session().retryNow();
    QTRY_VERIFY(!lost->isVisible());
    QTRY_COMPARE(m_guest->timeline(), QStringList{u"typed while away"_s});
}

void TestTogether::guestsInviteByTheWayTheyCame()
{
    m_host->click("host");
    QTRY_VERIFY(m_host->isInChat());
    m_guest->join(*m_host);
    QTRY_VERIFY(m_guest->isInChat());
    m_guest->click("invite");
    auto *invite = m_guest->find<InviteDialog>("inviteDialog");
    QVERIFY(invite);
    QVERIFY(invite->link().startsWith(u"http://127.0.0.1:%1/"_s.arg(m_host->hosting().view().port)));
    QVERIFY(!invite->findChild<QLabel *>(u"deviceCount"_s));
}

void TestTogether::theCodeChangesWhileOthersStay()
{
    m_host->click("host"); // without a code
    QTRY_VERIFY(m_host->isInChat());
    m_guest->join(*m_host);
    QTRY_VERIFY(m_guest->isInChat());
    m_host->click("invite");
    const QString before = m_host->find<InviteDialog>("inviteDialog")->link();
    m_host->click("newCode");
    QTRY_VERIFY(!m_host->hosting().view().code.isEmpty());
    QCOMPARE(m_host->find<QLabel>("inviteCode")->text(), m_host->hosting().view().code);
    QVERIFY(m_host->find<InviteDialog>("inviteDialog")->link() != before);
    QCOMPARE(m_host->window->settings().hosting.code, HostingRequest::Code::Auto); // the next time, too
    m_guest->say(u"Still here"_s);
    QTRY_COMPARE(m_host->timeline(), QStringList(u"Still here"_s));
    const Desk stranger(m_theme, u"Jorge"_s);
    stranger.join(*m_host);
    QTRY_VERIFY(stranger.find<QLabel>("joinStatus")->text().contains(u"code"_s));
    QVERIFY(!stranger.isInChat());
    stranger.join(*m_host, m_host->hosting().view().code);
    QTRY_VERIFY(stranger.isInChat());
}

int main(int argc, char **argv)
{
    return runThemed<TestTogether>(argc, argv);
}

#include "tst_together.moc"
