#include "client/session.h"
#include "protocol/clock.h"
#include "tests/ui/fakehosting.h"
#include "tests/ui/themed.h"
#include "ui/chat/chatpage.h"
#include "ui/desk/canneddialog.h"
#include "ui/desk/deskaddressdialog.h"
#include "ui/desk/helpdeskdialog.h"
#include "ui/desk/topicdialog.h"
#include "ui/dialogs/newroomdialog.h"
#include "ui/dialogs/persondialog.h"
#include "ui/dialogs/promptdialog.h"
#include "ui/dialogs/searchdialog.h"
#include "ui/files/fileactions.h"
#include "ui/files/filesdialog.h"
#include "ui/files/pictureviewer.h"
#include "ui/files/transfersdialog.h"
#include "ui/invite/invitedialog.h"
#include "ui/mainwindow.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/scrollareaaccess.h"

#include "client/peoplemodel.h"
#include "client/timelinefeed.h"
#include "tests/client/events.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QLabel>
#include <QScrollArea>
#include <QTemporaryDir>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

// Everything that can be used must be found by its name by those who do not see it.
class TestAccessibility : public QObject {
    Q_OBJECT
public:
    explicit TestAccessibility(Theme &theme) : m_theme(theme) { }

private Q_SLOTS:
    void initTestCase() { answerScreenReadersOfScrollAreas(); }
    void init();
    void cleanup();
    void everyControlOfTheWindowHasANameAndAnObjectName();
    void everyControlOfTheDialogsHasAName();
    void controlsHaveTheNamesOfTheIssue_data();
    void controlsHaveTheNamesOfTheIssue();
    void timelineEntriesReadAsTheyLook();
    void peopleReadAsTheyLook();
    void nothingIsRichText();
    void oneChildTooManyOfAScrollAreaIsNone();

private:
    static QString nameOf(const QWidget *widget);
    static QStringList namelessIn(const QWidget &window);

    Theme &m_theme;
    const SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<FakeHosting> m_hosting;
    std::unique_ptr<MainWindow> m_window;
};

void TestAccessibility::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    SessionConfig config;
    config.dataFolder = m_folder->path();
    config.client = u"test"_s;
    m_session = std::make_unique<Session>(config, m_clock);
    m_hosting = std::make_unique<FakeHosting>();
    m_window = std::make_unique<MainWindow>(*m_session, *m_hosting, m_theme, Settings());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestAccessibility::cleanup()
{
    m_window.reset();
    m_session.reset();
}

QString TestAccessibility::nameOf(const QWidget *widget)
{
    QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
    return seen ? seen->text(QAccessible::Name) : QString();
}

QStringList TestAccessibility::namelessIn(const QWidget &window)
{
    QStringList nameless;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        const bool inner = widget->objectName().startsWith(u"qt_"_s)
            || widget->inherits("QComboBoxListView"); // parts of Qt's own
        const bool usable = widget->focusPolicy() & Qt::TabFocus;
        if (usable && !inner && (nameOf(widget).isEmpty() || widget->objectName().isEmpty()))
            nameless.append(QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName());
    }
    return nameless;
}

void TestAccessibility::everyControlOfTheWindowHasANameAndAnObjectName()
{
    QCOMPARE(namelessIn(*m_window).join(u"; "_s), QString());
}

void TestAccessibility::everyControlOfTheDialogsHasAName()
{
    PeopleModel people;
    people.replaceAll({{amina, u"Amina"_s, Role::Member, Device::Phone, true}});
    const SystemClock clock;
    InviteDialog invite(m_theme, InviteDialog::For::Host, clock, nullptr);
    HostingView view;
    view.placeName = u"Field clinic"_s;
    view.addresses = {address(u"192.168.43.1:3000"_s, u"Wi-Fi"_s),
                      address(u"10.0.0.7:3000"_s, u"Ethernet"_s)};
    view.devices = {device(1, u"Amina"_s, Device::Desktop)};
    invite.showView(view, {});
    PersonDialog person(&people, m_theme, PersonDialog::For::Talk, nullptr);
    NewRoomDialog newRoom(nullptr);
    SearchDialog search(*m_session, lobbyId, m_theme, nullptr);
    PromptDialog prompt({u"Topic"_s, u"Topic"_s, u"Save"_s, {}, 100}, nullptr);
    FilesDialog files(*m_session, lobbyId, m_theme, nullptr);
    FileActions actions(*m_session, nullptr);
    TransfersDialog transfers(*m_session, actions, m_theme, nullptr);
    RoomInfo topic;
    topic.name = u"Support"_s;
    topic.kind = RoomKind::Desk;
    topic.desk = DeskInfo();
    topic.desk->hours = {{1, 480, 1020}};
    TopicDialog topicDialog(*m_session, topic, nullptr);
    CannedDialog canned(*m_session, topic, nullptr);
    DeskAddressDialog deskAddress(u"Support"_s, u"http://192.168.43.1:3000"_s, m_theme, nullptr);
    HelpDeskDialog helpDesk(*m_session, m_theme, u"http://192.168.43.1:3000"_s, nullptr);
    QWidget window;
    PictureViewer viewer(*m_session, nullptr, {u"f"_s, u"a.png"_s, 5, u"image/png"_s, 4, 3, {}}, &window);
    for (QDialog *dialog :
         {static_cast<QDialog *>(&files), static_cast<QDialog *>(&transfers), static_cast<QDialog *>(&viewer),
          static_cast<QDialog *>(&invite), static_cast<QDialog *>(&person), static_cast<QDialog *>(&newRoom),
          static_cast<QDialog *>(&search), static_cast<QDialog *>(&prompt),
          static_cast<QDialog *>(&topicDialog), static_cast<QDialog *>(&canned),
          static_cast<QDialog *>(&deskAddress), static_cast<QDialog *>(&helpDesk)}) {
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(namelessIn(*dialog).join(u"; "_s), QString());
    }
}

void TestAccessibility::controlsHaveTheNamesOfTheIssue_data()
{
    QTest::addColumn<QString>("objectName");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QAccessible::Role>("role");
    QTest::newRow("your name") << u"yourName"_s << u"Your name"_s << QAccessible::EditableText;
    QTest::newRow("place") << u"placeName"_s << u"Name of this place"_s << QAccessible::EditableText;
    QTest::newRow("address") << u"address"_s << u"Address"_s << QAccessible::EditableText;
    QTest::newRow("code") << u"joinCode"_s << u"Join code"_s << QAccessible::EditableText;
    QTest::newRow("message") << u"message"_s << u"Message"_s << QAccessible::EditableText;
    QTest::newRow("host") << u"host"_s << u"Host"_s << QAccessible::Button;
    QTest::newRow("join") << u"join"_s << u"Join"_s << QAccessible::Button;
    QTest::newRow("send") << u"send"_s << u"Send"_s << QAccessible::Button;
    QTest::newRow("invite") << u"invite"_s << u"Invite"_s << QAccessible::Button;
    QTest::newRow("rooms") << u"rooms"_s << u"Rooms"_s << QAccessible::List;
    QTest::newRow("timeline") << u"timeline"_s << u"Timeline"_s << QAccessible::List;
    QTest::newRow("people") << u"people"_s << u"People"_s << QAccessible::List;
}

void TestAccessibility::controlsHaveTheNamesOfTheIssue()
{
    QFETCH(QString, objectName);
    QFETCH(QString, name);
    QFETCH(QAccessible::Role, role);
    auto *widget = m_window->findChild<QWidget *>(objectName);
    QVERIFY(widget);
    QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(widget);
    QVERIFY(seen);
    QCOMPARE(seen->text(QAccessible::Name), name);
    QCOMPARE(seen->role(), role);
}

void TestAccessibility::timelineEntriesReadAsTheyLook()
{
    TimelineModel timeline;
    timeline.feed().setMe(amina, u"Amina"_s);
    TimelineView view(m_theme);
    view.setTimeline(&timeline);
    timeline.feed().append({message(1, ben, u"The generator is back"_s)});
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view);
    QCOMPARE(list->childCount(), 2); // the day, and the message
    const QString read = list->child(1)->text(QAccessible::Name);
    QVERIFY(read.contains(u"Ben"_s) && read.contains(u"The generator is back"_s));
    QVERIFY(read.contains(u":"_s));
    QCOMPARE(list->child(1)->role(), QAccessible::ListItem);
}

void TestAccessibility::peopleReadAsTheyLook()
{
    PeopleModel people;
    people.setMe(amina);
    people.replaceAll({{amina, u"Amina"_s, Role::Owner, Device::Desktop, true},
                       {ben, u"Ben"_s, Role::Member, Device::Phone, true}});
    QVERIFY(people.index(0).data(Qt::AccessibleTextRole).toString().contains(u"Amina"_s));
    QVERIFY(people.index(1).data(Qt::AccessibleTextRole).toString().contains(u"Ben"_s));
}

void TestAccessibility::nothingIsRichText()
{
    for (const QLabel *label : m_window->findChildren<QLabel *>())
        QCOMPARE(label->textFormat(),
                 Qt::PlainText); // automatic rich text once loaded a file that a message named
}

// A screen reader counts the children and asks for one after the other; one may have gone meanwhile.
void TestAccessibility::oneChildTooManyOfAScrollAreaIsNone()
{
    m_window->show();
    const auto areas = m_window->findChildren<QScrollArea *>();
    QVERIFY(!areas.isEmpty());
    for (QScrollArea *area : areas) {
        QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(area);
        QVERIFY(seen->childCount() > 0);
        QCOMPARE(seen->child(0)->object()->parent(), area);
        for (const int index : {seen->childCount(), seen->childCount() + 1})
            QVERIFY2(!seen->child(index), area->metaObject()->className());
    }
}

int main(int argc, char **argv)
{
    return runThemed<TestAccessibility>(argc, argv);
}

#include "tst_accessibility.moc"
