#include "tests/ui/fakehosting.h"
#include "tests/ui/themed.h"
#include "ui/invite/devicelist.h"
#include "ui/invite/invitedialog.h"
#include "ui/invite/qrview.h"

#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QListView>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
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

private:
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return m_dialog->findChild<Widget *>(QLatin1String(name));
    }

    Theme &m_theme;
    QPointer<InviteDialog> m_dialog;
};

void TestInvite::init()
{
    m_dialog = new InviteDialog(m_theme, InviteDialog::For::Host, nullptr);
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
    InviteDialog dialog(m_theme, InviteDialog::For::Guest, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.showView(clinic(), {});
    QVERIFY(!dialog.findChild<DeviceList *>());
    QCOMPARE(dialog.link(), m_dialog->link());
}

int main(int argc, char **argv)
{
    return runThemed<TestInvite>(argc, argv);
}

#include "tst_invite.moc"
