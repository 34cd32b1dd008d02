#include "tests/ui/themed.h"
#include "ui/start/hostform.h"
#include "ui/start/joinform.h"
#include "ui/start/startpage.h"

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

class TestStartPage : public QObject {
    Q_OBJECT
public:
    explicit TestStartPage(Theme &theme) : m_theme(theme) { }

private Q_SLOTS:
    void init();
    void hostButtonAsksForAPlace();
    void optionsSetPortAndCode();
    void ownCodeMustBeTyped();
    void nameIsNeededFirst();
    void joinButtonAsksForAnAddress();
    void enterInTheAddressJoins();
    void wrongAddressIsExplained_data();
    void wrongAddressIsExplained();
    void codeCanBeTypedWithItsSpaces();
    void linkBringsItsCode();
    void freeNameIsOffered();
    void recentPlacesAreListed();
    void fieldsAndButtonsHaveTheirNames_data();
    void fieldsAndButtonsHaveTheirNames();

private:
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return m_page->findChild<Widget *>(QLatin1String(name));
    }
    void click(const char *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }

    Theme &m_theme;
    std::unique_ptr<StartPage> m_page;
    std::unique_ptr<QSignalSpy> m_hosted, m_joined;
};

void TestStartPage::init()
{
    m_hosted.reset();
    m_joined.reset();
    m_page = std::make_unique<StartPage>(m_theme);
    Settings settings;
    settings.yourName = u"Sara"_s;
    settings.hosting.placeName = u"Field clinic"_s;
    m_page->preset(settings);
    m_page->resize(800, 600);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_hosted = std::make_unique<QSignalSpy>(m_page.get(), &StartPage::hostWanted);
    m_joined = std::make_unique<QSignalSpy>(m_page.get(), &StartPage::joinWanted);
}

void TestStartPage::hostButtonAsksForAPlace()
{
    click("host");
    QCOMPARE(m_hosted->count(), 1);
    QCOMPARE(m_hosted->at(0).at(0).toString(), u"Sara"_s);
    const auto request = m_hosted->at(0).at(1).value<HostingRequest>();
    QCOMPARE(request.placeName, u"Field clinic"_s);
    QCOMPARE(request.port, defaultPort);
    QCOMPARE(request.code, HostingRequest::Code::Auto);
}

void TestStartPage::optionsSetPortAndCode()
{
    QVERIFY(!find<QSpinBox>("port")->isVisible());
    click("hostOptions");
    QVERIFY(find<QSpinBox>("port")->isVisible());
    find<QSpinBox>("port")->setValue(3100);
    find<QComboBox>("codeKind")->setCurrentIndex(1);
    click("host");
    const auto request = m_hosted->at(0).at(1).value<HostingRequest>();
    QCOMPARE(request.port, 3100);
    QCOMPARE(request.code, HostingRequest::Code::None);
}

void TestStartPage::ownCodeMustBeTyped()
{
    click("hostOptions");
    find<QComboBox>("codeKind")->setCurrentIndex(2);
    click("host");
    QCOMPARE(m_hosted->count(), 0);
    QVERIFY(find<QLabel>("hostProblem")->isVisible());
    QTest::keyClicks(find<QLineEdit>("ownCode"), u"tulip27"_s);
    QTest::keyClick(find<QLineEdit>("ownCode"), Qt::Key_Return);
    QCOMPARE(m_hosted->at(0).at(1).value<HostingRequest>().fixedCode, u"tulip27"_s);
}

void TestStartPage::nameIsNeededFirst()
{
    find<QLineEdit>("yourName")->clear();
    click("host");
    QCOMPARE(m_hosted->count(), 0);
    QVERIFY(find<QLabel>("nameProblem")->isVisible());
    QTest::keyClicks(find<QLineEdit>("yourName"), u"Jorge"_s);
    QVERIFY(!find<QLabel>("nameProblem")->isVisible());
    click("host");
    QCOMPARE(m_hosted->at(0).at(0).toString(), u"Jorge"_s);
}

void TestStartPage::joinButtonAsksForAnAddress()
{
    click("join");
    QCOMPARE(m_joined->count(), 0);
    QVERIFY(find<QLabel>("joinStatus")->text().contains(u"192.168.43.1:3000"_s));
    find<QLineEdit>("address")->setText(u"192.168.1.9:3100"_s);
    click("join");
    const auto invitation = m_joined->at(0).at(1).value<Invitation>();
    QCOMPARE(invitation.host, u"192.168.1.9"_s);
    QCOMPARE(invitation.port, 3100);
    QVERIFY(invitation.code.isEmpty());
}

void TestStartPage::enterInTheAddressJoins()
{
    find<QLineEdit>("address")->setText(u"field.local"_s);
    QTest::keyClick(find<QLineEdit>("address"), Qt::Key_Return);
    QCOMPARE(m_joined->count(), 1);
    QTest::keyClick(find<QLineEdit>("yourName"), Qt::Key_Return);
    QCOMPARE(m_joined->count(), 2);
    QTest::keyClick(find<QLineEdit>("placeName"), Qt::Key_Return);
    QCOMPARE(m_hosted->count(), 1);
}

void TestStartPage::wrongAddressIsExplained_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("words") << u"the clinic, please"_s;
    QTest::newRow("port") << u"192.168.1.5:99999"_s;
    QTest::newRow("another scheme") << u"ftp://192.168.1.5/"_s;
}

void TestStartPage::wrongAddressIsExplained()
{
    QFETCH(QString, typed);
    find<QLineEdit>("address")->setText(typed);
    click("join");
    QCOMPARE(m_joined->count(), 0);
    QVERIFY(find<QLabel>("joinStatus")->isVisible());
    QVERIFY(find<QLabel>("joinStatus")->text().contains(typed));
}

void TestStartPage::codeCanBeTypedWithItsSpaces()
{
    find<QLineEdit>("address")->setText(u"192.168.1.9"_s);
    m_page->joinForm()->showProblem({ErrorCode::WrongCode, u"A join code is needed."_s, {}});
    QTest::keyClicks(find<QLineEdit>("joinCode"), u"481 502"_s);
    QTest::keyClick(find<QLineEdit>("joinCode"), Qt::Key_Return);
    QCOMPARE(m_joined->at(0).at(1).value<Invitation>().code, u"481502"_s);
}

void TestStartPage::linkBringsItsCode()
{
    find<QLineEdit>("address")->setText(u"http://192.168.1.9:3000/#room=triage&code=abc"_s);
    QCOMPARE(find<QLineEdit>("joinCode")->text(), u"abc"_s);
    click("join");
    const auto invitation = m_joined->at(0).at(1).value<Invitation>();
    QCOMPARE(invitation.room, u"triage"_s);
    QCOMPARE(invitation.code, u"abc"_s);
}

void TestStartPage::freeNameIsOffered()
{
    find<QLineEdit>("address")->setText(u"192.168.1.9"_s);
    m_page->joinForm()->showProblem({ErrorCode::NameTaken, u"Somebody has that name."_s, u"Sara 2"_s});
    auto *use = find<QPushButton>("useFreeName");
    QVERIFY(use->isVisible());
    QCOMPARE(use->text(), u"Join as Sara 2"_s);
    QTest::mouseClick(use, Qt::LeftButton);
    QCOMPARE(m_joined->at(0).at(0).toString(), u"Sara 2"_s);
    QCOMPARE(find<QLineEdit>("yourName")->text(), u"Sara 2"_s);
}

void TestStartPage::recentPlacesAreListed()
{
    auto *list = find<QListView>("recentPlaces");
    QVERIFY(!list->isVisible());
    m_page->joinForm()->setRecent(
        {{u"Room 204"_s, u"192.168.1.20:3000"_s}, {u"Library"_s, u"192.168.1.33:3000"_s}});
    QVERIFY(list->isVisible());
    QCOMPARE(list->model()->rowCount(), 2);
    const QModelIndex second = list->model()->index(1, 0);
    QCOMPARE(second.data(Qt::AccessibleTextRole).toString(), u"Library, 192.168.1.33:3000"_s);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(second).center());
    QCOMPARE(m_joined->at(0).at(1).value<Invitation>().host, u"192.168.1.33"_s);
}

void TestStartPage::fieldsAndButtonsHaveTheirNames_data()
{
    QTest::addColumn<QString>("objectName");
    QTest::addColumn<QString>("accessibleName");
    QTest::newRow("your name") << u"yourName"_s << u"Your name"_s;
    QTest::newRow("place") << u"placeName"_s << u"Name of this place"_s;
    QTest::newRow("address") << u"address"_s << u"Address"_s;
    QTest::newRow("code") << u"joinCode"_s << u"Join code"_s;
    QTest::newRow("host") << u"host"_s << u"Host"_s;
    QTest::newRow("join") << u"join"_s << u"Join"_s;
}

void TestStartPage::fieldsAndButtonsHaveTheirNames()
{
    QFETCH(QString, objectName);
    QFETCH(QString, accessibleName);
    QAccessibleInterface *found =
        QAccessible::queryAccessibleInterface(m_page->findChild<QWidget *>(objectName));
    QVERIFY(found);
    QCOMPARE(found->text(QAccessible::Name), accessibleName);
}

int main(int argc, char **argv)
{
    return runThemed<TestStartPage>(argc, argv);
}

#include "tst_startpage.moc"
