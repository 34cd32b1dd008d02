#include "ui/invite/invitedialog.h"

#include "ui/dialogs/confirm.h"
#include "ui/invite/addresslist.h"
#include "ui/invite/codebox.h"
#include "ui/invite/devicelist.h"
#include "ui/invite/hotspotbox.h"
#include "ui/invite/nobodyhelp.h"
#include "ui/invite/qrview.h"
#include "ui/invite/trustbox.h"
#include "ui/invite/wificard.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/notebar.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSaveFile>
#include <QScreen>
#include <QScrollArea>
#include <QStandardPaths>
#include <QUrl>

namespace courtyard {

static constexpr int savedSide = 1024; // pixels of a saved picture: enough for a poster

InviteDialog::InviteDialog(const Theme &theme, For whom, const Clock &clock, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_whom(whom), m_patience(clock)
{
    setObjectName(QStringLiteral("inviteDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_guessed = new NoteBar("codeGuessed", "warn", NoteBar::Button::Apart);
    layout->addWidget(m_guessed);
    // All of it scrolls: a small screen, or a magnified one, has room for half.
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("plain"));
    auto *parts = new QVBoxLayout(content);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(0);
    parts->addWidget(makeInvitation());
    if (whom == For::Host)
        parts->addWidget(makeDevices());
    parts->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    layout->addWidget(scroll, 1);
    connect(m_guessed, &NoteBar::actionWanted, m_codeBox, &CodeBox::makeNew);
    m_look.setInterval(1000);
    connect(&m_look, &QTimer::timeout, this, &InviteDialog::showHelp);
    if (whom == For::Host)
        m_look.start();
    m_copy->setFocus();
    grow({theme.px(640), theme.px(whom == For::Host ? 640 : 350)});
}

InviteDialog::~InviteDialog() = default;

QLayout *InviteDialog::makeCodes()
{
    m_qr = new QrView(m_theme.px(212));
    m_scan = makeLabel(QString(), "dim");
    auto *page = new QVBoxLayout;
    page->setSpacing(6);
    page->addWidget(m_qr);
    page->addWidget(m_scan, 0, Qt::AlignHCenter);
    page->addStretch();
    m_wifi = new WifiCard(m_theme);
    auto *codes = new QHBoxLayout;
    codes->setSpacing(26);
    codes->addWidget(m_wifi);
    codes->addLayout(page);
    return codes;
}

QWidget *InviteDialog::makeInvitation()
{
    QLayout *left = makeCodes();
    m_address = makeValue("inviteAddress", m_theme.fixedFont(20, QFont::DemiBold));
    m_interface = makeLabel(QString(), "dim");
    m_interface->setWordWrap(true);
    m_others = new AddressList(m_theme);
    const bool hosts = m_whom == For::Host;
    m_hotspot = new HotspotBox;
    m_hotspot->setVisible(hosts);
    m_codeBox = new CodeBox(m_theme, hosts ? CodeBox::For::Host : CodeBox::For::Guest);
    m_trust = new TrustBox(m_theme, hosts ? TrustBox::For::Host : TrustBox::For::Guest);
    m_copy = makeButton(tr("Copy link"), "inviteCopy", "primary");
    QPushButton *save = makeButton(tr("Save QR…"), "saveQr");
    m_said = makeLabel(QString(), "dim");
    m_said->setObjectName(QStringLiteral("inviteSaid"));

    auto *right = new QVBoxLayout;
    right->setSpacing(2);
    right->addWidget(makeLabel(tr("Address"), "dim"));
    for (QWidget *part : {static_cast<QWidget *>(m_address), static_cast<QWidget *>(m_interface),
                          static_cast<QWidget *>(m_others), static_cast<QWidget *>(m_hotspot)})
        right->addWidget(part);
    right->addSpacing(12);
    right->addWidget(m_codeBox);
    right->addWidget(m_trust);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    buttons->addWidget(m_copy);
    buttons->addWidget(save);
    buttons->addWidget(m_said);
    buttons->addStretch();
    right->addLayout(buttons);
    right->addStretch();

    auto *part = new QWidget;
    auto *columns = new QHBoxLayout(part);
    columns->setContentsMargins(28, 24, 28, 16);
    columns->setSpacing(26);
    columns->addLayout(left);
    columns->addLayout(right, 1);
    connect(m_copy, &QPushButton::clicked, this, &InviteDialog::copyLink);
    connect(save, &QPushButton::clicked, this, &InviteDialog::saveQr);
    connect(m_hotspot, &HotspotBox::startWanted, this, &InviteDialog::hotspotWanted);
    connect(m_hotspot, &HotspotBox::stopWanted, this, &InviteDialog::hotspotUnwanted);
    connect(m_codeBox, &CodeBox::changeWanted, this, &InviteDialog::codeWanted);
    connect(m_trust, &TrustBox::encryptionWanted, this, &InviteDialog::encryptionWanted);
    connect(m_others, &AddressList::chosen, this, [this](int position) {
        m_chosenUrl = m_view.addresses.value(position).url;
        showChosen();
    });
    return part;
}

QWidget *InviteDialog::makeDevices()
{
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(0);
    layout->addWidget(makeLine());
    m_deviceCount = makeLabel(QString(), "section");
    m_deviceCount->setObjectName(QStringLiteral("deviceCount"));
    m_deviceCount->setContentsMargins(16, 14, 16, 6);
    layout->addWidget(m_deviceCount);
    m_devices = new DeviceList(m_theme);
    m_help = new NobodyHelp(m_theme);
    m_help->hide();
    layout->addWidget(m_devices);
    layout->addWidget(m_help);
    connect(m_devices, &DeviceList::removeWanted, this, [this](quint64 connection, const QString &name) {
        confirm({tr("Remove %1?").arg(name),
                 tr("Its connection is closed, and it does not come back by itself."), tr("Remove")},
                this, [this, connection] { Q_EMIT removeWanted(connection); });
    });
    return part;
}

void InviteDialog::showView(const HostingView &view, const MemberId &me)
{
    m_view = view;
    setWindowTitle(tr("Invite people — %1").arg(view.placeName));
    m_codeBox->showCode(view.code);
    m_trust->showView(view);
    showHotspot();
    m_guessed->say(view.codeGuessed
                       ? tr("Somebody is trying out join codes. They are slowed down; another or a "
                            "longer code stops them.")
                       : QString(),
                   view.codeGuessed ? tr("New code") : QString());
    showChosen();
    if (!m_devices)
        return;
    m_deviceCount->setText(tr("Devices — %1").arg(QLocale().toString(view.devices.size())));
    m_devices->showDevices(view.devices, me);
    m_patience.see(view);
    showHelp();
}

// Two codes beside each other want a wider window, once.
void InviteDialog::showHotspot()
{
    if (m_whom == For::Guest)
        return;
    const bool wasOn = !m_wifi->isHidden();
    m_hotspot->showHotspot(m_view.hotspot);
    m_wifi->showHotspot(m_view.hotspot);
    const bool isOn = !m_wifi->isHidden();
    if (isOn && !wasOn)
        grow({m_theme.px(880), height()});
    m_scan->setText(isOn ? tr("2. Scan to open the page") : tr("Scan with a phone camera"));
}

void InviteDialog::showHelp()
{
    const bool wasShown = !m_help->isHidden();
    m_help->setVisible(m_patience.isOver());
    if (m_help->isHidden())
        return;
    m_help->showView(m_view);
    if (!wasShown)
        grow({width(), m_theme.px(860)});
}

// As far as the screen reaches; what the person made larger stays.
void InviteDialog::grow(const QSize &wanted)
{
    const QSize screen = this->screen()->availableSize() - QSize(0, m_theme.px(40)); // the title bar
    resize(wanted.boundedTo(screen).expandedTo(isVisible() ? size() : QSize()));
}

void InviteDialog::showChosen()
{
    m_chosen = 0;
    for (int n = 0; n < m_view.addresses.size(); ++n)
        if (m_view.addresses[n].url == m_chosenUrl)
            m_chosen = n;
    m_others->showAddresses(m_view.addresses, m_chosen);
    if (m_view.addresses.isEmpty()) {
        m_address->setText(tr("No network"));
        m_interface->setText(tr("Connect this computer to a network, or switch on its hotspot."));
        return;
    }
    const HostingAddress &address = m_view.addresses[m_chosen];
    m_address->setText(address.url);
    m_interface->setText(address.proven ? tr("%1 ✓").arg(address.interfaceName) : address.interfaceName);
    m_interface->setVisible(!address.interfaceName.isEmpty());
    if (m_qr->accessibleDescription() != link())
        m_qr->setText(link());
}

QString InviteDialog::link() const
{
    return m_view.addresses.isEmpty()
        ? QString()
        : m_view.addresses[m_chosen].invitation.link().toString(QUrl::FullyEncoded);
}

void InviteDialog::copyLink()
{
    QGuiApplication::clipboard()->setText(link());
    m_said->setText(tr("Copied."));
}

void InviteDialog::saveQr()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    auto *choose = new QFileDialog(this, tr("Save QR code"), folder, tr("Picture (*.png);;Drawing (*.svg)"));
    choose->setAttribute(Qt::WA_DeleteOnClose);
    choose->setAcceptMode(QFileDialog::AcceptSave);
    choose->setDefaultSuffix(QStringLiteral("png"));
    choose->selectFile(QStringLiteral("courtyard-qr.png"));
    connect(choose, &QFileDialog::fileSelected, this, &InviteDialog::writeQr);
    choose->open();
}

void InviteDialog::writeQr(const QString &path)
{
    QSaveFile file(path);
    const QrCode &code = m_qr->code();
    const bool drawing = path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive);
    const bool written = file.open(QIODevice::WriteOnly)
        && (drawing ? file.write(code.svg()) > 0 : code.image(savedSide).save(&file, "PNG")) && file.commit();
    m_said->setText(written ? tr("Saved.") : tr("Could not save it there: %1").arg(file.errorString()));
}

} // namespace courtyard
