// What the window says and offers when something does not work: messages that wait, disks, details for a
// report.
#include "client/peoplemodel.h"
#include "client/roomsmodel.h"
#include "client/session.h"
#include "protocol/clock.h"
#include "tests/client/fakehost.h"
#include "tests/client/sessionsupport.h"
#include "tests/support/patience.h"
#include "tests/ui/fakehosting.h"
#include "tests/ui/themed.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/roomactions.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/hostproblemdialog.h"
#include "ui/dialogs/linkdialog.h"
#include "ui/dialogs/waitingdialog.h"
#include "ui/mainwindow.h"
#include "ui/start/startpage.h"
#include "ui/widgets/notebar.h"

#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

using State = Session::State;

class TestFaults : public QObject {
    Q_OBJECT
public:
    explicit TestFaults(Theme &theme) : m_theme(theme) { }

private Q_SLOTS:
    void init();
    void cleanup();
    void whatWaitsIsCountedAndListed();
    void oneThatWaitsIsDiscardedAndTakenBack();
    void allThatWaitsIsDiscardedAndTakenBack();
    void aFullDiskOfTheHostIsNoError();
    void aRoomThatIsGoneKeepsWhatWasWritten();
    void whatWaitsElsewhereIsSaidAtTheStart();
    void theHostsDiskIsSaidAsLongAsItLasts();
    void ownDiskIsTriedAgain();
    void aFolderThatCannotHostOffersWhatToDo_data();
    void aFolderThatCannotHostOffersWhatToDo();
    void aTakenPortAsksNothing();
    void theReportHoldsNoSecretAndNoWords();
    void theReportTellsOfLosses();
    void theReportTellsOfHosting();
    void aPhoneIsLinkedByACode();
    void aDialogOutlivesTheConnection_data();
    void aDialogOutlivesTheConnection();

private:
    void makeWindow();
    void enter();
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return m_window->findChild<Widget *>(QLatin1String(name));
    }
    void click(const char *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void waitOffline(const QStringList &texts);
    QString report();

    Theme &m_theme;
    const SystemClock m_clock;
    QString m_folderPath;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeHost> m_host;
    std::unique_ptr<FakeHosting> m_hosting;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestFaults::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_folderPath = m_folder->path();
    m_host = std::make_unique<FakeHost>();
    QVERIFY(m_host->start());
    m_hosting = std::make_unique<FakeHosting>();
    makeWindow();
}

void TestFaults::makeWindow()
{
    m_window.reset();
    m_session = std::make_unique<Session>(sessionConfig(m_folderPath), m_clock);
    Settings settings;
    settings.yourName = u"Amina"_s;
    m_window = std::make_unique<MainWindow>(*m_session, *m_hosting, m_theme, settings);
    m_window->show();
}

void TestFaults::cleanup()
{
    m_window.reset();
    m_session.reset();
    m_hosting.reset();
    m_host.reset();
}

void TestFaults::enter()
{
    find<QLineEdit>("address")->setText(u"127.0.0.1:%1"_s.arg(m_host->port()));
    find<QLineEdit>("joinCode")->setText(u"481502"_s);
    click("join");
    QTRY_VERIFY(m_window->chatPage()->isVisible());
    QTRY_COMPARE(m_host->asked(u"join"_s).size(), 1);
    QTRY_COMPARE(m_session->people(lobbyId)->rowCount(), 1); // its answer is there as well
}

void TestFaults::waitOffline(const QStringList &texts)
{
    m_host->stop();
    QTRY_COMPARE(m_session->state(), State::Waiting);
    for (const QString &text : texts)
        m_session->post(lobbyId, text);
    QTRY_COMPARE(m_session->waiting().size(), texts.size());
}

void TestFaults::whatWaitsIsCountedAndListed()
{
    enter();
    QVERIFY(!find<QPushButton>("waiting")->isVisible());
    waitOffline({u"one"_s, u"two"_s});
    QTRY_VERIFY(find<QPushButton>("waiting")->isVisible());
    QCOMPARE(find<QPushButton>("waiting")->text(), u"2 waiting to be sent"_s);
    click("waiting");
    auto *dialog = m_window->findChild<WaitingDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->findChildren<QWidget *>(u"waitingRow"_s).size(), 2);
    QVERIFY(m_host->start(m_session->invitation().port));
    QTRY_COMPARE(m_host->events.size(), 2);
    QTRY_VERIFY(!find<QPushButton>("waiting")->isVisible());
    QTRY_COMPARE(dialog->findChildren<QWidget *>(u"waitingRow"_s).size(), 0);
}

void TestFaults::oneThatWaitsIsDiscardedAndTakenBack()
{
    enter();
    waitOffline({u"one"_s, u"two"_s});
    click("waiting");
    auto *dialog = m_window->findChild<WaitingDialog *>();
    const QString key = m_session->waiting().first().key;
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"discardWaiting"_s), Qt::LeftButton);
    QTRY_COMPARE(m_session->waiting().size(), 1);
    QCOMPARE(m_session->waiting().first().what, u"two"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"discardedAction"_s), Qt::LeftButton);
    QTRY_COMPARE(m_session->waiting().size(), 2);
    QCOMPARE(m_session->waiting().first().key, key); // what the host had already would not be said twice
}

void TestFaults::allThatWaitsIsDiscardedAndTakenBack()
{
    enter();
    waitOffline({u"one"_s, u"two"_s, u"three"_s});
    click("waiting");
    auto *dialog = m_window->findChild<WaitingDialog *>();
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"discardAll"_s), Qt::LeftButton);
    QCOMPARE(m_session->waiting().size(), 3); // it asks first
    auto *question = dialog->findChild<QMessageBox *>(u"confirm"_s);
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(u"confirmYes"_s), Qt::LeftButton);
    QTRY_COMPARE(m_session->waiting().size(), 0);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"discardedAction"_s), Qt::LeftButton);
    QTRY_COMPARE(m_session->waiting().size(), 3);
}

void TestFaults::aFullDiskOfTheHostIsNoError()
{
    enter();
    bool full = true;
    m_host->hook = [&](const QJsonObject &request) {
        if (!full || request[u"type"].toString() != u"post")
            return false;
        m_host->refuse(request, u"storage"_s);
        return true;
    };
    m_session->post(lobbyId, u"one"_s);
    m_session->post(lobbyId, u"two"_s);
    const auto areStopped = [this] { // before that they may wait for the room to be entered
        const QList<WaitingItem> items = m_session->waiting();
        return items.size() == 2 && items.first().why.contains(u"disk"_s);
    };
    QTRY_VERIFY(areStopped());
    QVERIFY(!m_session->waiting().first().refused);
    QVERIFY(!find<NoteBar>("note")->isVisible());
    QCOMPARE(m_host->asked(u"post"_s).last()[u"text"].toString(), u"one"_s); // one at a time, in their order
    full = false;
    QTRY_COMPARE(m_host->events.size(), 2);
    QCOMPARE(m_host->events[0][u"text"].toString(), u"one"_s);
    QTRY_COMPARE(m_session->waiting().size(), 0);
}

void TestFaults::aRoomThatIsGoneKeepsWhatWasWritten()
{
    enter();
    m_host->hook = [&](const QJsonObject &request) {
        if (request[u"type"].toString() != u"post")
            return false;
        m_host->refuse(request, u"no_room"_s);
        return true;
    };
    m_session->post(lobbyId, u"for the ward"_s);
    // Before the room is entered it waits for that, and while it is under way it does not wait at all.
    const auto isRefused = [this] {
        const QList<WaitingItem> items = m_session->waiting();
        return items.size() == 1 && items.first().refused;
    };
    QTRY_VERIFY(isRefused());
    m_host->send({{u"type"_s, u"room"_s}, {u"room"_s, m_host->room()}, {u"gone"_s, true}});
    QTRY_COMPARE(m_session->rooms()->rowCount(), 0);
    QVERIFY(isRefused());
    QCOMPARE(m_session->waiting().first().place, u"lobby"_s);
    QCOMPARE(m_session->waiting().first().what, u"for the ward"_s);
}

void TestFaults::whatWaitsElsewhereIsSaidAtTheStart()
{
    enter();
    waitOffline({u"one"_s});
    makeWindow(); // the app is closed and started again
    auto *bar = find<NoteBar>("waitingElsewhere");
    QTRY_VERIFY(bar->isVisible());
    QVERIFY(bar->text().startsWith(u"1 "_s));
    QVERIFY(bar->text().contains(u"Clinic"_s));
    QVERIFY(m_host->start());
    find<QLineEdit>("address")->setText(u"127.0.0.1:%1"_s.arg(m_host->port()));
    click("join");
    QTRY_COMPARE(m_host->events.size(), 1);
    QVERIFY(!bar->isVisible());
}

void TestFaults::theHostsDiskIsSaidAsLongAsItLasts()
{
    m_hosting->running = true;
    auto *bar = find<NoteBar>("hostDisk");
    m_hosting->shown.storageProblem = u"The disk is full. Free some space."_s;
    Q_EMIT m_hosting->changed();
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->text(), m_hosting->shown.storageProblem);
    m_hosting->shown.storageProblem.clear();
    Q_EMIT m_hosting->changed();
    QVERIFY(!bar->isVisible());
}

void TestFaults::ownDiskIsTriedAgain()
{
    QFile file(m_folder->filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    m_folderPath = m_folder->filePath(u"file/below"_s); // below a file there is no folder
    makeWindow();
    auto *bar = find<NoteBar>("ownDisk");
    QVERIFY(bar->isVisible());
    QVERIFY(bar->text().contains(u"below"_s));
    click("ownDiskAction");
    QVERIFY(bar->isVisible());
    QVERIFY(file.remove());
    click("ownDiskAction");
    QVERIFY(!bar->isVisible());
    QVERIFY(!m_session->isForgetful());
}

void TestFaults::aFolderThatCannotHostOffersWhatToDo_data()
{
    QTest::addColumn<HostingProblem::About>("about");
    QTest::addColumn<QString>("button");
    QTest::newRow("not writable") << HostingProblem::About::Folder << u"Try again"_s;
    QTest::newRow("damaged") << HostingProblem::About::DamagedFolder << u"Set aside and start anew"_s;
}

void TestFaults::aFolderThatCannotHostOffersWhatToDo()
{
    QFETCH(HostingProblem::About, about);
    QFETCH(QString, button);
    m_hosting->failure = u"The folder cannot be used."_s;
    m_hosting->about = about;
    click("host");
    auto *dialog = m_window->findChild<HostProblemDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->findChild<QLabel *>(u"hostProblemText"_s)->text(), m_hosting->failure);
    auto *yes = dialog->findChild<QPushButton *>(u"yes"_s);
    QCOMPARE(yes->text(), button);
    QVERIFY(dialog->findChild<QPushButton *>(u"otherFolder"_s));
    Q_EMIT dialog->folderChosen(u"/elsewhere"_s);
    QCOMPARE(m_hosting->requests.size(), 2);
    QCOMPARE(m_hosting->requests[1].folder, u"/elsewhere"_s);
    QCOMPARE(m_window->settings().hosting.folder, u"/elsewhere"_s);
}

void TestFaults::aTakenPortAsksNothing()
{
    m_hosting->failure = u"Port 3000 is taken."_s;
    click("host");
    QVERIFY(!m_window->findChild<HostProblemDialog *>());
    QVERIFY(find<QLabel>("hostProblem")->isVisible());
}

QString TestFaults::report()
{
    auto *dialog = m_window->findChild<ConnectionDialog *>();
    if (!dialog) {
        click("connectionState");
        dialog = m_window->findChild<ConnectionDialog *>();
    }
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"yes"_s), Qt::LeftButton);
    return QGuiApplication::clipboard()->text();
}

void TestFaults::theReportHoldsNoSecretAndNoWords()
{
    m_host->token = u"token-that-nobody-sees"_s;
    m_host->store(FakeHost::ben, u"a message of Ben"_s);
    enter();
    m_host->hook = [&](const QJsonObject &request) {
        if (request[u"type"].toString() != u"post")
            return false;
        m_host->refuse(request, u"forbidden"_s);
        return true;
    };
    m_session->post(lobbyId, u"a refused message"_s);
    QTRY_COMPARE(m_session->waiting().size(), 1);
    m_session->joinRoom(u"r_secret"_s, u"secret-of-the-room"_s, {});
    const QString text = report();
    for (const QString &secret : {u"token-that-nobody-sees"_s, u"481502"_s, u"a message of Ben"_s,
                                  u"a refused message"_s, u"secret-of-the-room"_s})
        QVERIFY2(!text.contains(secret), qPrintable(secret));
    QVERIFY(text.contains(u"h_fake"_s)); // and it does say something
    QVERIFY(text.contains(QStringLiteral(COURTYARD_VERSION)));
    QVERIFY(text.contains(u"127.0.0.1:%1"_s.arg(m_host->port())));
    QVERIFY(text.contains(u"lobby: up to 1 of 1"_s));
    QVERIFY(text.contains(u"Waiting to be sent: 1"_s));
}

void TestFaults::theReportTellsOfLosses()
{
    enter();
    m_host->cut();
    QTRY_COMPARE(m_session->details().lossesInAll, 1);
    QTRY_COMPARE(m_session->state(), State::Online);
    QVERIFY(m_session->details().losses.first().awayMs);
    QVERIFY(report().contains(u"The connection was closed; back after"_s));
}

void TestFaults::theReportTellsOfHosting()
{
    m_hosting->running = true;
    m_hosting->shown.addresses = {address(u"192.168.43.1:3000"_s, u"Wi-Fi"_s)};
    m_hosting->shown.code = u"481502"_s;
    m_hosting->shown.figures.cuts = {{u"slow"_s, 3}};
    const QString text = asText(connectionReport(*m_session, &m_hosting->shown));
    QVERIFY(text.contains(u"Wi-Fi: http://192.168.43.1:3000"_s));
    QVERIFY(text.contains(u"Cut off: slow: 3"_s));
    QVERIFY(!text.contains(u"481502"_s));
    QVERIFY(!text.contains(m_hosting->shown.addresses.first().invitation.code));
}

void TestFaults::aPhoneIsLinkedByACode()
{
    enter();
    m_host->hook = [&](const QJsonObject &request) {
        if (request[u"type"].toString() != u"link")
            return false;
        // FakeHost's clock says 1'763'700'000'000 in its welcome.
        m_host->reply(request,
                      {{u"link"_s, u"abcdefghijklmnop"_s}, {u"expires"_s, qint64(1'763'700'120'000)}});
        return true;
    };
    LinkDialog dialog(*m_session, m_session->invitation(), m_theme, m_window.get());
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *link = dialog.findChild<QLineEdit *>(u"linkText"_s);
    QTRY_COMPARE(link->text(), u"http://127.0.0.1:%1/#link=abcdefghijklmnop"_s.arg(m_host->port()));
    QVERIFY(dialog.findChild<QLabel *>(u"linkTime"_s)->text().contains(u"1:"_s)
            || dialog.findChild<QLabel *>(u"linkTime"_s)->text().contains(u"2:"_s));
    QVERIFY(!report().contains(u"abcdefghijklmnop"_s));
}

using Open = void (*)(MainWindow &);
Q_DECLARE_METATYPE(Open)

void TestFaults::aDialogOutlivesTheConnection_data()
{
    QTest::addColumn<Open>("open");
    const auto row = [](const char *name, Open open) { QTest::newRow(name) << open; };
    row("invite", [](MainWindow &window) { Q_EMIT window.chatPage()->inviteWanted(); });
    row("search", [](MainWindow &window) { window.chatPage()->actions()->search(lobbyId); });
    row("new room", [](MainWindow &window) { window.chatPage()->actions()->newRoom(); });
    row("new direct message", [](MainWindow &window) { window.chatPage()->actions()->newDirect(); });
    row("topic", [](MainWindow &window) { window.chatPage()->actions()->changeTopic(lobbyId); });
    row("name", [](MainWindow &window) { window.chatPage()->actions()->rename(); });
    row("leave", [](MainWindow &window) { window.chatPage()->actions()->leave(lobbyId); });
    row("waiting", [](MainWindow &window) { Q_EMIT window.chatPage()->waitingWanted(); });
    row("details", [](MainWindow &window) { Q_EMIT window.chatPage()->detailsWanted(); });
    row("phone", [](MainWindow &window) {
        for (QAction *action : window.actions())
            if (action->text() == u"Continue on my phone…")
                action->trigger();
    });
}

void TestFaults::aDialogOutlivesTheConnection()
{
    QFETCH(Open, open);
    enter();
    open(*m_window);
    QTRY_VERIFY(!m_window->findChildren<QDialog *>().isEmpty());
    const QPointer<QDialog> dialog = m_window->findChildren<QDialog *>().constFirst();
    QVERIFY(dialog->isVisible());
    if (auto *field = dialog->findChild<QLineEdit *>(); field && !field->isReadOnly())
        field->setText(u"something"_s);
    const quint16 port = m_host->port();
    m_host->stop();
    QTRY_COMPARE(m_session->state(), State::Waiting);
    QVERIFY(dialog);
    for (const auto *name : {"yes", "confirmYes"})
        if (auto *button = dialog->findChild<QPushButton *>(QLatin1String(name));
            button && button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(m_host->start(port)); // and it is no trouble when the answer comes late
    QTRY_COMPARE(m_session->state(), State::Online);
    if (dialog)
        dialog->close();
    QTRY_VERIFY(!dialog);
    QVERIFY(m_window->chatPage()->isVisible());
}

int main(int argc, char **argv)
{
    return runThemed<TestFaults>(argc, argv);
}

#include "tst_faults.moc"
