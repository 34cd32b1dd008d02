#include "tests/support/manualclock.h"
#include "tests/support/patience.h"
#include "tests/ui/fakehosting.h"
#include "tests/ui/themed.h"
#include "ui/invite/devicelist.h"
#include "ui/invite/invitedialog.h"
#include "ui/invite/qrview.h"
#include "ui/invite/wifitext.h"
#include "ui/widgets/notebar.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QListView>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>

#include <QPainter>

using namespace courtyard;
using namespace courtyard::test;
using namespace Qt::StringLiterals;

namespace {

// Decoded by a program that is none of ours (zbar-tools), as a phone would.
QString decoded(const QImage &image)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"qr.png"_s);
    if (!image.save(path))
        return u"not saved"_s;
    QProcess zbar;
    zbar.start(u"zbarimg"_s, {u"--quiet"_s, u"--raw"_s, path});
    if (!zbar.waitForFinished())
        return u"zbarimg did not run"_s;
    return QString::fromUtf8(zbar.readAllStandardOutput()).trimmed();
}

HostingView clinic()
{
    HostingView view;
    view.placeName = u"Field clinic"_s;
    view.port = 3000;
    view.addresses = {address(u"192.168.43.1:3000"_s, u"Wi-Fi hotspot"_s),
                      address(u"10.0.0.7:3000"_s, u"Ethernet"_s, true),
                      address(u"172.17.0.1:3000"_s, u"Virtual"_s)};
    view.code = u"481502"_s;
    view.devices = {device(1, u"Sara"_s, Device::Desktop), device(2, u"Jorge"_s, Device::Phone)};
    view.people = 2;
    return view;
}

} // namespace

class TestInvite : public QObject {
    Q_OBJECT
public:
    explicit TestInvite(Theme &theme) : m_theme(theme) { }

private Q_SLOTS:
    void init();
    void cleanup();
    void codeOnTheScreenDecodes();
    void qrHasAQuietZoneOfFourModules();
    void darkOnWhiteInEveryTheme();
    void savedPicturesDecode_data();
    void savedPicturesDecode();
    void theBestAddressIsInLargeType();
    void anotherAddressCanBeChosen();
    void chosenAddressStaysChosenWhenTheRankingChanges();
    void copiesTheLink();
    void fingerprintIsShownOnlyWhereThereIsOne();
    void removeAsksFirst();
    void oneselfCannotBeRemoved();
    void aDeviceThatLeftIsGone();
    void guestsSeeNoDevices();
    void aNewCodeIsAskedForAndCanBeUndone();
    void aLongerCodeIsMadeOfDigits();
    void noCodeIsAskedFirst();
    void guestsCannotChangeTheCode();
    void encryptionIsSwitchedAndExplained();
    void guessingIsToldWithAWayOut();
    void helpComesAfterAMinute();
    void helpGoesWhenSomebodyComesIn();
    void helpKnowsTheFirewall_data();
    void helpKnowsTheFirewall();
    void hotspotIsShownWithItsCode();
    void hotspotAsksBeforeItCutsOff();
    void hotspotByHandIsExplained_data();
    void hotspotByHandIsExplained();
    void wifiCodesAreEscaped_data();
    void wifiCodesAreEscaped();

private:
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return m_dialog->findChild<Widget *>(QLatin1String(name));
    }

    void press(const char *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void agree()
    {
        auto *question = m_dialog->findChild<QMessageBox *>(u"confirm"_s);
        QVERIFY(question);
        QTest::mouseClick(question->findChild<QPushButton *>(u"confirmYes"_s), Qt::LeftButton);
    }
    void show(const HostingView &view) { m_dialog->showView(view, u"m_sara"_s); }

    ManualClock m_clock;
    Theme &m_theme;
    QPointer<InviteDialog> m_dialog;
};

void TestInvite::init()
{
    m_dialog = new InviteDialog(m_theme, InviteDialog::For::Host, m_clock, nullptr);
    m_dialog->showView(clinic(), u"m_sara"_s);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

void TestInvite::cleanup()
{
    delete m_dialog;
    m_theme.setMode(Theme::Mode::Light);
}

void TestInvite::codeOnTheScreenDecodes()
{
    QVERIFY(!QStandardPaths::findExecutable(u"zbarimg"_s).isEmpty());
    QCOMPARE(decoded(m_dialog->grab().toImage()), m_dialog->link());
    QCOMPARE(m_dialog->link(), u"http://192.168.43.1:3000/#code=0123456789abcdefghijkl"_s);
}

void TestInvite::qrHasAQuietZoneOfFourModules()
{
    const QrCode code = QrCode::of(m_dialog->link());
    const QImage image = code.image(400);
    const int module = image.width() / (code.modules + 2 * QrCode::quietModules);
    QCOMPARE(image.width(), module * (code.modules + 8));
    for (int n = 0; n < image.width(); ++n)
        for (int edge = 0; edge < 4 * module; ++edge)
            for (const QPoint point : {QPoint(n, edge), QPoint(edge, n), QPoint(n, image.width() - 1 - edge)})
                QCOMPARE(image.pixelColor(point), QColor(Qt::white));
    QCOMPARE(image.pixelColor(4 * module, 4 * module), QColor(Qt::black));
    QCOMPARE(image.pixelColor(5 * module - 1, 5 * module - 1),
             QColor(Qt::black)); // crisp up to its last pixel
    QCOMPARE(image.pixelColor(5 * module, 5 * module), QColor(Qt::white));
}

void TestInvite::darkOnWhiteInEveryTheme()
{
    m_theme.setMode(Theme::Mode::Dark);
    QCOMPARE(decoded(m_dialog->grab().toImage()), m_dialog->link());
    const QImage image = find<QrView>("qr")->grab().toImage();
    QCOMPARE(image.pixelColor(image.width() / 2, 2), QColor(Qt::white));
}

void TestInvite::savedPicturesDecode_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("png") << u"qr.png"_s;
    QTest::newRow("svg") << u"qr.svg"_s;
}

void TestInvite::savedPicturesDecode()
{
    QFETCH(QString, name);
    const QTemporaryDir folder;
    const QString path = folder.filePath(name);
    QTest::mouseClick(find<QPushButton>("saveQr"), Qt::LeftButton);
    auto *choose = m_dialog->findChild<QFileDialog *>();
    QVERIFY(choose);
    Q_EMIT choose->fileSelected(path);
    choose->close();
    QImage image(path);
    if (name.endsWith(u".svg"_s)) {
        image = QImage(512, 512, QImage::Format_RGB32);
        QPainter painter(&image);
        QSvgRenderer(path).render(&painter);
    }
    QCOMPARE(decoded(image), m_dialog->link());
    QCOMPARE(find<QLabel>("inviteSaid")->text(), u"Saved."_s);
}

void TestInvite::theBestAddressIsInLargeType()
{
    QCOMPARE(find<QLabel>("inviteAddress")->text(), u"http://192.168.43.1:3000"_s);
    QVERIFY(find<QLabel>("inviteAddress")->font().pixelSize() >= 20);
    QCOMPARE(find<QLabel>("inviteCode")->text(), u"481502"_s);
    const QAbstractItemModel *others = find<QListView>("otherAddresses")->model();
    QCOMPARE(others->rowCount(), 2);
    QCOMPARE(others->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             u"10.0.0.7:3000, Ethernet, works"_s);
    QCOMPARE(others->index(1, 0).data(Qt::AccessibleTextRole).toString(), u"172.17.0.1:3000, Virtual"_s);
}

void TestInvite::anotherAddressCanBeChosen()
{
    auto *others = find<QListView>("otherAddresses");
    QTest::mouseClick(others->viewport(), Qt::LeftButton, {},
                      others->visualRect(others->model()->index(0, 0)).center());
    QCOMPARE(find<QLabel>("inviteAddress")->text(), u"http://10.0.0.7:3000"_s);
    QCOMPARE(decoded(m_dialog->grab().toImage()), u"http://10.0.0.7:3000/#code=0123456789abcdefghijkl"_s);
}

void TestInvite::chosenAddressStaysChosenWhenTheRankingChanges()
{
    anotherAddressCanBeChosen();
    HostingView view = clinic();
    view.addresses.prepend(address(u"192.168.1.2:3000"_s, u"Wi-Fi"_s));
    m_dialog->showView(view, u"m_sara"_s);
    QCOMPARE(find<QLabel>("inviteAddress")->text(), u"http://10.0.0.7:3000"_s);
}

void TestInvite::copiesTheLink()
{
    QTest::mouseClick(find<QPushButton>("inviteCopy"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), m_dialog->link());
}

void TestInvite::fingerprintIsShownOnlyWhereThereIsOne()
{
    QVERIFY(!find<QLabel>("inviteFingerprint")->isVisible());
    HostingView view = clinic();
    view.fingerprintWords = {u"tulip"_s, u"anchor"_s, u"27"_s, u"violin"_s};
    m_dialog->showView(view, u"m_sara"_s);
    QVERIFY(find<QLabel>("inviteFingerprint")->isVisible());
    QCOMPARE(find<QLabel>("inviteFingerprint")->text(), u"tulip · anchor · 27 · violin"_s);
}

void TestInvite::removeAsksFirst()
{
    const QSignalSpy wanted(m_dialog, &InviteDialog::removeWanted);
    QTest::mouseClick(find<QPushButton>("remove2"), Qt::LeftButton);
    auto *question = m_dialog->findChild<QMessageBox *>(u"confirm"_s);
    QVERIFY(question && question->text().contains(u"Jorge"_s));
    QCOMPARE(wanted.count(), 0);
    QTest::mouseClick(question->findChild<QPushButton *>(u"confirmYes"_s), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].toULongLong(), 2u);
}

void TestInvite::oneselfCannotBeRemoved()
{
    QVERIFY(!find<QPushButton>("remove1")->isVisible());
    QVERIFY(find<QPushButton>("remove2")->isVisible());
}

void TestInvite::aDeviceThatLeftIsGone()
{
    QCOMPARE(find<QLabel>("deviceCount")->text(), u"Devices — 2"_s);
    HostingView view = clinic();
    view.devices.removeLast();
    m_dialog->showView(view, u"m_sara"_s);
    QTRY_VERIFY(!find<QPushButton>("remove2"));
    QCOMPARE(find<QLabel>("deviceCount")->text(), u"Devices — 1"_s);
}

void TestInvite::guestsSeeNoDevices()
{
    InviteDialog dialog(m_theme, InviteDialog::For::Guest, m_clock, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.showView(clinic(), {});
    QVERIFY(!dialog.findChild<DeviceList *>());
    QCOMPARE(dialog.link(), m_dialog->link());
}

void TestInvite::aNewCodeIsAskedForAndCanBeUndone()
{
    QSignalSpy wanted(m_dialog, &InviteDialog::codeWanted);
    press("newCode");
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].value<HostingRequest::Code>(), HostingRequest::Code::Auto);
    QVERIFY(!find<QPushButton>("undoCode")->isVisible()); // not there yet
    HostingView view = clinic();
    view.code = u"275846"_s;
    show(view);
    QCOMPARE(find<QLabel>("inviteCode")->text(), u"275846"_s);
    QVERIFY(find<QLabel>("codeSaid")->text().contains(u"stays"_s));
    press("undoCode");
    QCOMPARE(wanted[1][0].value<HostingRequest::Code>(), HostingRequest::Code::Fixed);
    QCOMPARE(wanted[1][1].toString(), u"481502"_s);
    show(clinic());
    QCOMPARE(find<QLabel>("inviteCode")->text(), u"481502"_s);
    QVERIFY(!find<QPushButton>("undoCode")->isVisible());
}

void TestInvite::aLongerCodeIsMadeOfDigits()
{
    QSignalSpy wanted(m_dialog, &InviteDialog::codeWanted);
    press("longerCode");
    press("longerCode");
    const QString code = wanted[0][1].toString();
    QVERIFY(QRegularExpression(u"^[0-9]{12}$"_s).match(code).hasMatch());
    QVERIFY(code != wanted[1][1].toString());
    HostingView view = clinic();
    view.code = code;
    show(view);
    QVERIFY(!find<QPushButton>("longerCode")->isVisible());
    QVERIFY(find<QPushButton>("newCode")->isVisible());
}

void TestInvite::noCodeIsAskedFirst()
{
    QSignalSpy wanted(m_dialog, &InviteDialog::codeWanted);
    press("noCode");
    QCOMPARE(wanted.count(), 0);
    agree();
    QCOMPARE(wanted[0][0].value<HostingRequest::Code>(), HostingRequest::Code::None);
    HostingView view = clinic();
    view.code.clear();
    show(view);
    QCOMPARE(find<QLabel>("inviteCode")->text(), u"None"_s);
    QVERIFY(!find<QPushButton>("noCode")->isVisible());
    QCOMPARE(find<QPushButton>("newCode")->text(), u"Ask for a code"_s);
    press("undoCode");
    QCOMPARE(wanted[1][1].toString(), u"481502"_s);
}

void TestInvite::guestsCannotChangeTheCode()
{
    InviteDialog dialog(m_theme, InviteDialog::For::Guest, m_clock, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    HostingView view = clinic();
    view.fingerprintWords = {u"tulip"_s, u"anchor"_s, u"pillow"_s, u"violin"_s};
    dialog.showView(view, {});
    dialog.show();
    QVERIFY(dialog.findChild<QLabel *>(u"inviteFingerprint"_s)->isVisible());
    for (const char *name : {"newCode", "longerCode", "noCode", "requireEncryption", "hotspot"})
        QVERIFY2(!dialog.findChild<QWidget *>(QLatin1String(name))->isVisible(), name);
    view.code.clear();
    dialog.showView(view, {});
    QVERIFY(!dialog.findChild<QLabel *>(u"inviteCode"_s)->isVisible());
}

void TestInvite::encryptionIsSwitchedAndExplained()
{
    QSignalSpy wanted(m_dialog, &InviteDialog::encryptionWanted);
    HostingView view = clinic();
    view.fingerprintWords = {u"tulip"_s, u"anchor"_s, u"pillow"_s, u"violin"_s};
    show(view);
    auto *required = find<QCheckBox>("requireEncryption");
    QVERIFY(find<QLabel>("encryptionWords")->text().contains(u"read along"_s));
    required->click();
    QVERIFY(!required->isChecked()); // it shows what is so
    QCOMPARE(wanted.count(), 0);
    agree();
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].toBool(), true);
    view.encryptionRequired = true;
    show(view);
    QVERIFY(required->isChecked());
    QVERIFY(find<QLabel>("encryptionWords")->text().contains(u"warning once"_s));
    required->click();
    QCOMPARE(wanted[1][0].toBool(), false); // taken back without a question
}

void TestInvite::guessingIsToldWithAWayOut()
{
    auto *note = find<NoteBar>("codeGuessed");
    QVERIFY(!note->isVisible());
    HostingView view = clinic();
    view.codeGuessed = true;
    show(view);
    QVERIFY(note->isVisible());
    QSignalSpy wanted(m_dialog, &InviteDialog::codeWanted);
    QTest::mouseClick(note->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    show(clinic());
    QVERIFY(!note->isVisible());
}

static HostingView nobody()
{
    HostingView view = clinic();
    view.addresses[1].proven = false;
    view.devices = {device(1, u"Sara"_s, Device::Desktop)};
    return view;
}

void TestInvite::helpComesAfterAMinute()
{
    auto *help = find<QWidget>("nobodyHelp");
    show(nobody());
    m_clock.advance(59'999);
    show(nobody());
    QVERIFY(!help->isVisible());
    m_clock.advance(1);
    QTRY_VERIFY(help->isVisible()); // by itself, without news of the host
    QVERIFY(find<QLabel>("firewallWords")->text().contains(u"3000"_s));
    // A network that comes later has a minute of its own.
    HostingView none = nobody();
    none.addresses.clear();
    show(none);
    QVERIFY(!help->isVisible());
    show(nobody());
    QVERIFY(!help->isVisible());
    m_clock.advance(60'000);
    QTRY_VERIFY(help->isVisible());
}

void TestInvite::helpGoesWhenSomebodyComesIn()
{
    show(nobody());
    m_clock.advance(60'000);
    show(nobody());
    QVERIFY(find<QWidget>("nobodyHelp")->isVisible());
    show(clinic());
    QVERIFY(!find<QWidget>("nobodyHelp")->isVisible());
    m_clock.advance(3'600'000); // whoever left was there: nothing stands in the way
    show(clinic());
    QVERIFY(!find<QWidget>("nobodyHelp")->isVisible());
}

void TestInvite::helpKnowsTheFirewall_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("powerShell");
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("words");
    QTest::newRow("ufw") << u"ufw"_s << false << u"sudo ufw allow 3000/tcp"_s << u"terminal"_s;
    QTest::newRow("Windows") << u"Windows"_s << true << u"New-NetFirewallRule …"_s << u"administrator"_s;
    QTest::newRow("none that we know") << QString() << false << QString() << u"TCP port 3000"_s;
}

void TestInvite::helpKnowsTheFirewall()
{
    QFETCH(QString, name);
    QFETCH(bool, powerShell);
    QFETCH(QString, command);
    QFETCH(QString, words);
    using Where = HostingFirewall::Where;
    HostingView view = nobody();
    view.firewall = {name, powerShell ? Where::PowerShell : Where::Terminal, command};
    show(view);
    m_clock.advance(60'000);
    show(view);
    QVERIFY(find<QLabel>("firewallWords")->text().contains(words));
    QCOMPARE(find<QLabel>("firewallCommand")->isVisible(), !command.isEmpty());
    if (command.isEmpty())
        return;
    press("copyCommand");
    QCOMPARE(QGuiApplication::clipboard()->text(), command);
}

void TestInvite::hotspotIsShownWithItsCode()
{
    QSignalSpy wanted(m_dialog, &InviteDialog::hotspotWanted);
    QSignalSpy unwanted(m_dialog, &InviteDialog::hotspotUnwanted);
    HostingView view = clinic();
    view.hotspot.phase = HostingHotspot::Phase::Off;
    view.hotspot.why = HostingHotspot::Why::None;
    show(view);
    QVERIFY(!find<QrView>("wifiQr")->isVisible());
    press("hotspot");
    QCOMPARE(wanted.count(), 1);
    view.hotspot = {HostingHotspot::Phase::On, HostingHotspot::Why::None, false, u"Field; \"clinic\""_s,
                    u"abcdefgh23"_s};
    show(view);
    QVERIFY(find<QrView>("wifiQr")->isVisible());
    QCOMPARE(find<QLabel>("wifiName")->text(), u"Field; \"clinic\""_s);
    QCOMPARE(find<QLabel>("wifiPassword")->text(), u"abcdefgh23"_s);
    QCOMPARE(decoded(find<QrView>("wifiQr")->grab().toImage()),
             u"WIFI:T:WPA;S:Field\\; \\\"clinic\\\";P:abcdefgh23;;"_s);
    QCOMPARE(decoded(find<QrView>("qr")->grab().toImage()), m_dialog->link()); // beside it
    press("hotspot");
    QCOMPARE(unwanted.count(), 1);
}

void TestInvite::hotspotAsksBeforeItCutsOff()
{
    QSignalSpy wanted(m_dialog, &InviteDialog::hotspotWanted);
    HostingView view = clinic();
    view.hotspot.phase = HostingHotspot::Phase::Off;
    view.hotspot.cutsOff = true;
    show(view);
    press("hotspot");
    QCOMPARE(wanted.count(), 0);
    agree();
    QCOMPARE(wanted.count(), 1);
}

void TestInvite::hotspotByHandIsExplained_data()
{
    QTest::addColumn<int>("why");
    QTest::addColumn<QString>("words");
    using Why = HostingHotspot::Why;
    QTest::newRow("another system") << int(Why::NotHere) << u"hotspot"_s;
    QTest::newRow("no Wi-Fi") << int(Why::NoWifi) << u"no Wi-Fi"_s;
    QTest::newRow("off") << int(Why::WifiOff) << u"switched off"_s;
    QTest::newRow("cannot") << int(Why::NoAccessPoint) << u"cannot"_s;
    QTest::newRow("refused") << int(Why::Forbidden) << u"does not allow"_s;
}

void TestInvite::hotspotByHandIsExplained()
{
    QFETCH(int, why);
    QFETCH(QString, words);
    QSignalSpy wanted(m_dialog, &InviteDialog::hotspotWanted);
    HostingView view = clinic();
    view.hotspot.why = HostingHotspot::Why(why);
    show(view);
    QVERIFY(!find<QLabel>("hotspotWords")->isVisible());
    press("hotspot");
    QCOMPARE(wanted.count(), 0);
    QVERIFY(find<QLabel>("hotspotWords")->isVisible());
    QVERIFY2(find<QLabel>("hotspotWords")->text().contains(words),
             qPrintable(find<QLabel>("hotspotWords")->text()));
    QVERIFY(find<QLabel>("hotspotWords")->text().contains(u"phone"_s)); // what always helps
}

void TestInvite::wifiCodesAreEscaped_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"Field clinic"_s << u"WIFI:T:WPA;S:Field clinic;P:p4ss;;"_s;
    QTest::newRow("marks") << uR"(a;b,c:d"e\f)"_s << uR"(WIFI:T:WPA;S:a\;b\,c\:d\"e\\f;P:p4ss;;)"_s;
    QTest::newRow("Arabic") << u"عيادة"_s << u"WIFI:T:WPA;S:عيادة;P:p4ss;;"_s;
}

void TestInvite::wifiCodesAreEscaped()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QCOMPARE(wifiText(name, u"p4ss"_s), text);
}

int main(int argc, char **argv)
{
    return runThemed<TestInvite>(argc, argv);
}

#include "tst_invite.moc"
