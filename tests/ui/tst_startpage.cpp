#include "client/hostfinder.h"
#include "client/hostsearch.h"
#include "tests/support/patience.h"
#include "tests/ui/themed.h"
#include "ui/start/hostform.h"
#include "ui/start/joinform.h"
#include "ui/start/startpage.h"

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
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
    void aPlaceCanBeForgotten();
    void searchingIsAskedForAndCanBeStopped();
    void searchSaysThatNobodyAnswered();
    void searchAsksAtThePortsOfKnownPlaces();
    void addressesMayHaveEverySensibleForm_data();
    void addressesMayHaveEverySensibleForm();
    void foundHostsComeAndGo();
    void foundHostSaysAllThatIsKnown_data();
    void foundHostSaysAllThatIsKnown();
    void clickOnAFoundHostJoins();
    void foundHostIsJoinedByKeyboard();
    void focusStaysWhereItIsWhenOthersAppear();
    void recentPlaceThatMovedIsJoinedWhereItIsNow();
    void ownHostIsNotListed();
    void manyFoundHostsScroll();
    void fieldsAndButtonsHaveTheirNames_data();
    void fieldsAndButtonsHaveTheirNames();

private:
    /// As if a host had said so from there.
    void hear(const QString &id, const QString &name, const char *from, quint16 port = defaultPort,
              int people = 2, bool code = false, bool gone = false)
    {
        m_finder->hear(Beacon{id, name, port, people, code, QString(), gone}.encode(),
                       QHostAddress(QLatin1String(from)));
    }
    QStringList foundNames() const
    {
        QStringList names;
        const QAbstractItemModel *model = find<QListView>("foundHosts")->model();
        for (int row = 0; row < model->rowCount(); ++row)
            names.append(model->index(row, 0).data().toString());
        return names;
    }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return m_page->findChild<Widget *>(QLatin1String(name));
    }
    void click(const char *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }

    Theme &m_theme;
    std::unique_ptr<HostFinder> m_finder;
    std::unique_ptr<StartPage> m_page;
    std::unique_ptr<QSignalSpy> m_hosted, m_joined;
};

void TestStartPage::init()
{
    m_hosted.reset();
    m_joined.reset();
    m_page = std::make_unique<StartPage>(m_theme);
    m_finder = std::make_unique<HostFinder>(nullptr, 0);
    m_page->joinForm()->showFound(*m_finder);
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

void TestStartPage::aPlaceCanBeForgotten()
{
    auto *list = find<QListView>("recentPlaces");
    const RecentPlace room{u"Room 204"_s, u"192.168.1.20:3000"_s, u"h_a"_s};
    const RecentPlace library{u"Library"_s, u"192.168.1.33:3000"_s, u"h_b"_s};
    m_page->joinForm()->setRecent({room, library});
    QSignalSpy forgotten(m_page->joinForm(), &JoinForm::forgetWanted);
    list->setFocus();
    list->setCurrentIndex(list->model()->index(1, 0));
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(forgotten.count(), 1);
    QCOMPARE(forgotten[0][0].value<RecentPlace>(), library);
    Q_EMIT list->customContextMenuRequested(list->visualRect(list->model()->index(0, 0)).center());
    auto *menu = list->findChild<QMenu *>(u"recentMenu"_s);
    QVERIFY(menu);
    menu->actions().constFirst()->trigger();
    menu->close();
    QCOMPARE(forgotten.count(), 2);
    QCOMPARE(forgotten[1][0].value<RecentPlace>(), room);
    QCOMPARE(m_joined->count(), 0);
}

void TestStartPage::searchingIsAskedForAndCanBeStopped()
{
    HostSearch search(nullptr, [] { return QList<Subnet>{{QHostAddress(u"127.0.9.1"_s), 22}}; });
    QVERIFY(!find<QPushButton>("searchNetwork")->isVisible());
    m_page->joinForm()->offerSearch(search);
    QVERIFY(!search.isRunning());
    find<QPushButton>("searchNetwork")->setFocus();
    click("searchNetwork");
    QVERIFY(search.isRunning());
    QVERIFY(find<QPushButton>("stopSearch")->isVisible());
    QVERIFY(find<QPushButton>("stopSearch")->hasFocus());
    QVERIFY(find<QLabel>("searchText")->text().contains(u"1,021"_s));
    QVERIFY(!find<QPushButton>("searchNetwork")->isVisible());
    click("stopSearch");
    QVERIFY(!search.isRunning());
    QCOMPARE(find<QLabel>("searchText")->text(), u"Stopped."_s);
    QVERIFY(find<QPushButton>("searchNetwork")->isVisible());
}

void TestStartPage::searchSaysThatNobodyAnswered()
{
    QList<Subnet> subnets;
    HostSearch search(nullptr, [&subnets] { return subnets; });
    m_page->joinForm()->offerSearch(search);
    click("searchNetwork");
    QTRY_VERIFY(find<QLabel>("searchText")->text().contains(u"on no network"_s));
    subnets = {{QHostAddress(u"127.0.9.1"_s), 30}}; // of which one address is left, where nobody listens
    click("searchNetwork");
    QTRY_VERIFY(find<QLabel>("searchText")->text().contains(u"guest network"_s));
}

void TestStartPage::searchAsksAtThePortsOfKnownPlaces()
{
    HostSearch search(nullptr, [] { return QList<Subnet>{{QHostAddress(u"127.0.9.1"_s), 30}}; });
    m_page->joinForm()->offerSearch(search);
    m_page->joinForm()->setRecent(
        {{u"Room 204"_s, u"192.168.1.20:3107"_s}, {u"Library"_s, u"10.0.0.3:3000"_s}});
    find<QLineEdit>("address")->setText(u":3200"_s);
    click("searchNetwork");
    QCOMPARE(search.total(), 3); // 3000, 3107 and 3200
}

void TestStartPage::addressesMayHaveEverySensibleForm_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::newRow("address") << u"192.168.1.5"_s << u"192.168.1.5"_s << 3000;
    QTest::newRow("address and port") << u"192.168.1.5:3100"_s << u"192.168.1.5"_s << 3100;
    QTest::newRow("port of this computer") << u":3100"_s << u"127.0.0.1"_s << 3100;
    QTest::newRow("page") << u"http://192.168.1.5:3100/"_s << u"192.168.1.5"_s << 3100;
    QTest::newRow("page, in capitals, with spaces")
        << u"  HTTP://192.168.1.5/ "_s << u"192.168.1.5"_s << 3000;
    QTest::newRow("encrypted page") << u"https://192.168.1.5:3100"_s << u"192.168.1.5"_s << 3100;
    QTest::newRow("invitation") << u"http://192.168.1.5:3100/#room=lobby&code=1"_s << u"192.168.1.5"_s
                                << 3100;
    QTest::newRow("name") << u"clinic.local"_s << u"clinic.local"_s << 3000;
    QTest::newRow("IPv6") << u"[fd00::5]"_s << u"fd00::5"_s << 3000;
    QTest::newRow("IPv6 and port") << u"[fd00::5]:3100"_s << u"fd00::5"_s << 3100;
    QTest::newRow("IPv6 of a neighbour") << u"[fe80::5%eth0]:3100"_s << u"fe80::5%eth0"_s << 3100;
}

void TestStartPage::addressesMayHaveEverySensibleForm()
{
    QFETCH(QString, typed);
    QFETCH(QString, host);
    QFETCH(int, port);
    find<QLineEdit>("address")->setText(typed);
    click("join");
    QCOMPARE(m_joined->count(), 1);
    const auto invitation = m_joined->at(0).at(1).value<Invitation>();
    QCOMPARE(invitation.host, host);
    QCOMPARE(int(invitation.port), port);
}

void TestStartPage::foundHostsComeAndGo()
{
    QVERIFY(!find<QListView>("foundHosts")->isVisible());
    QVERIFY(find<QLabel>("nothingFound")->isVisible());
    QVERIFY(!find<QLabel>("nothingFound")->text().isEmpty());
    hear(u"h_b"_s, u"Room 204"_s, "192.168.1.20");
    hear(u"h_a"_s, u"Library"_s, "192.168.1.33");
    QTRY_COMPARE(foundNames(), QStringList({u"Library"_s, u"Room 204"_s}));
    QVERIFY(find<QListView>("foundHosts")->isVisible());
    QVERIFY(!find<QLabel>("nothingFound")->isVisible());
    hear(u"h_b"_s, u"Annex"_s, "192.168.1.20"); // it was given another name
    QTRY_COMPARE(foundNames(), QStringList({u"Annex"_s, u"Library"_s}));
    hear(u"h_a"_s, u"Library"_s, "192.168.1.33", defaultPort, 2, false, true);
    QTRY_COMPARE(foundNames(), QStringList(u"Annex"_s));
    hear(u"h_b"_s, u"Annex"_s, "192.168.1.20", defaultPort, 2, false, true);
    QTRY_VERIFY(find<QLabel>("nothingFound")->isVisible());
    QVERIFY(!find<QListView>("foundHosts")->isVisible());
}

void TestStartPage::foundHostSaysAllThatIsKnown_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("port");
    QTest::addColumn<bool>("code");
    QTest::addColumn<QString>("said");
    QTest::newRow("usual") << u"Room 204"_s << 3000 << false << u"Room 204, 9 people, 192.168.1.20"_s;
    QTest::newRow("code") << u"Room 204"_s << 3000 << true
                          << u"Room 204, 9 people, with a join code, 192.168.1.20"_s;
    QTest::newRow("port") << u"Room 204"_s << 3100 << false << u"Room 204, 9 people, 192.168.1.20:3100"_s;
    QTest::newRow("markup") << u"<b>x</b>"_s << 3000 << false << u"<b>x</b>, 9 people, 192.168.1.20"_s;
}

void TestStartPage::foundHostSaysAllThatIsKnown()
{
    QFETCH(QString, name);
    QFETCH(int, port);
    QFETCH(bool, code);
    QFETCH(QString, said);
    hear(u"h_a"_s, name, "192.168.1.20", quint16(port), 9, code);
    auto *list = find<QListView>("foundHosts");
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QCOMPARE(list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(), said);
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(list);
    QCOMPARE(accessible->text(QAccessible::Name), u"Found on this network"_s);
    QCOMPARE(accessible->child(0)->text(QAccessible::Name), said);
}

void TestStartPage::clickOnAFoundHostJoins()
{
    hear(u"h_a"_s, u"Library"_s, "192.168.1.33", 3100);
    hear(u"h_a"_s, u"Library"_s, "127.0.0.1", 3100); // not the way to tell others
    auto *list = find<QListView>("foundHosts");
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(0, 0)).center());
    QCOMPARE(m_joined->count(), 1);
    QCOMPARE(m_joined->at(0).at(1).value<Invitation>().address(), u"192.168.1.33:3100"_s);
    QCOMPARE(find<QLineEdit>("address")->text(), u"192.168.1.33:3100"_s);
}

void TestStartPage::foundHostIsJoinedByKeyboard()
{
    hear(u"h_a"_s, u"Library"_s, "192.168.1.33");
    hear(u"h_b"_s, u"Room 204"_s, "192.168.1.20");
    auto *list = find<QListView>("foundHosts");
    QTRY_COMPARE(list->model()->rowCount(), 2);
    for (int n = 0; n < 20 && !list->hasFocus(); ++n)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(list->hasFocus());
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(m_joined->count(), 1);
    QCOMPARE(m_joined->at(0).at(1).value<Invitation>().host, u"192.168.1.20"_s);
}

void TestStartPage::focusStaysWhereItIsWhenOthersAppear()
{
    hear(u"h_b"_s, u"Library"_s, "192.168.1.33");
    auto *list = find<QListView>("foundHosts");
    QTRY_COMPARE(list->model()->rowCount(), 1);
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    hear(u"h_a"_s, u"Annex"_s, "192.168.1.20");
    QTRY_COMPARE(foundNames(), QStringList({u"Annex"_s, u"Library"_s}));
    QCOMPARE(list->currentIndex().data().toString(), u"Library"_s);
    QVERIFY(list->hasFocus());
}

void TestStartPage::recentPlaceThatMovedIsJoinedWhereItIsNow()
{
    auto *recent = find<QListView>("recentPlaces");
    m_page->joinForm()->setRecent(
        {{u"Clinic"_s, u"192.168.1.20:3000"_s, u"h_a"_s}, {u"Library"_s, u"192.168.1.33:3000"_s, u"h_b"_s}});
    QCOMPARE(recent->model()->rowCount(), 2);
    hear(u"h_a"_s, u"Clinic"_s, "10.0.0.7", 3107);
    QTRY_COMPARE(foundNames(), QStringList(u"Clinic"_s));
    QCOMPARE(recent->model()->rowCount(), 1); // each place stands there once
    QCOMPARE(recent->model()->index(0, 0).data().toString(), u"Library"_s);
    auto *list = find<QListView>("foundHosts");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(0, 0)).center());
    QCOMPARE(m_joined->at(0).at(1).value<Invitation>().address(), u"10.0.0.7:3107"_s);
    hear(u"h_a"_s, u"Clinic"_s, "10.0.0.7", 3107, 2, false, true);
    QTRY_COMPARE(recent->model()->rowCount(), 2);
}

void TestStartPage::ownHostIsNotListed()
{
    m_page->joinForm()->setOwnHost(u"h_a"_s);
    hear(u"h_a"_s, u"Ours"_s, "192.168.1.2");
    hear(u"h_b"_s, u"Library"_s, "192.168.1.33");
    QTRY_COMPARE(foundNames(), QStringList(u"Library"_s));
    m_page->joinForm()->setOwnHost(HostId()); // now it is somebody else who runs it
    QCOMPARE(foundNames(), QStringList({u"Library"_s, u"Ours"_s}));
}

void TestStartPage::manyFoundHostsScroll()
{
    for (int n = 0; n < 40; ++n)
        hear(u"h_%1"_s.arg(n), u"Room %1"_s.arg(n), qPrintable(u"192.168.1.%1"_s.arg(n + 10)));
    auto *list = find<QListView>("foundHosts");
    QTRY_COMPARE(list->model()->rowCount(), 40);
    QVERIFY(list->height() < 6 * list->sizeHintForRow(0));
    list->setCurrentIndex(list->model()->index(39, 0));
    QVERIFY(list->viewport()->rect().contains(list->visualRect(list->currentIndex())));
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
