#include "ui/invite/invitedialog.h"

#include "ui/dialogs/confirm.h"
#include "ui/invite/addresslist.h"
#include "ui/invite/devicelist.h"
#include "ui/invite/qrview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QStandardPaths>
#include <QUrl>

namespace courtyard {

static constexpr int savedSide = 1024; // pixels of a saved picture: enough for a poster

InviteDialog::InviteDialog(const Theme &theme, For whom, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("inviteDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeInvitation(theme), whom == For::Guest ? 1 : 0);
    if (whom == For::Host)
        layout->addWidget(makeDevices(theme), 1);
    m_copy->setFocus();
    resize(theme.px(640), theme.px(whom == For::Host ? 540 : 330));
}

QWidget *InviteDialog::makeInvitation(const Theme &theme)
{
    m_qr = new QrView(theme.px(212));
    auto *left = new QVBoxLayout;
    left->setSpacing(6);
    left->addWidget(m_qr);
    left->addWidget(makeLabel(tr("Scan with a phone camera"), "dim"), 0, Qt::AlignHCenter);
    left->addStretch();

    const auto box = [](const QString &title, QWidget *value) {
        auto *part = new QWidget;
        auto *lines = new QVBoxLayout(part);
        lines->setContentsMargins(0, 0, 0, 10);
        lines->setSpacing(0);
        lines->addWidget(makeLabel(title, "dim"));
        lines->addWidget(value);
        return part;
    };
    const auto value = [](const char *objectName, const QFont &font) {
        QLabel *label = makeLabel(QString());
        label->setObjectName(QLatin1String(objectName));
        label->setFont(font);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setFocusPolicy(Qt::StrongFocus);
        return label;
    };
    m_address = value("inviteAddress", theme.fixedFont(20, QFont::DemiBold));
    m_interface = makeLabel(QString(), "dim");
    m_others = new AddressList(theme);
    QFont spaced = theme.fixedFont(20, QFont::DemiBold);
    spaced.setLetterSpacing(QFont::PercentageSpacing, 135);
    m_code = value("inviteCode", spaced);
    m_code->setAccessibleName(tr("Join code"));
    m_codeBox = box(tr("Join code"), m_code);
    m_fingerprint = value("inviteFingerprint", theme.fixedFont(13));
    m_fingerprint->setAccessibleName(tr("Fingerprint"));
    m_fingerprintBox = box(tr("Fingerprint"), m_fingerprint);
    m_copy = makeButton(tr("Copy link"), "inviteCopy", "primary");
    QPushButton *save = makeButton(tr("Save QR…"), "saveQr");
    m_said = makeLabel(QString(), "dim");
    m_said->setObjectName(QStringLiteral("inviteSaid"));

    auto *right = new QVBoxLayout;
    right->setSpacing(2);
    right->addWidget(makeLabel(tr("Address"), "dim"));
    right->addWidget(m_address);
    right->addWidget(m_interface);
    right->addWidget(m_others);
    right->addSpacing(12);
    right->addWidget(m_codeBox);
    right->addWidget(m_fingerprintBox);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    buttons->addWidget(m_copy);
    buttons->addWidget(save);
    buttons->addStretch();
    right->addLayout(buttons);
    right->addWidget(m_said);
    right->addStretch();

    auto *part = new QWidget;
    auto *columns = new QHBoxLayout(part);
    columns->setContentsMargins(28, 24, 28, 16);
    columns->setSpacing(26);
    columns->addLayout(left);
    columns->addLayout(right, 1);
    connect(m_copy, &QPushButton::clicked, this, &InviteDialog::copyLink);
    connect(save, &QPushButton::clicked, this, &InviteDialog::saveQr);
    connect(m_others, &AddressList::chosen, this, [this](int position) {
        m_chosenUrl = m_view.addresses.value(position).url;
        showChosen();
    });
    return part;
}

QWidget *InviteDialog::makeDevices(const Theme &theme)
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
    m_devices = new DeviceList(theme);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_devices);
    layout->addWidget(scroll, 1);
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
    m_code->setText(view.code);
    m_code->setAccessibleName(tr("Join code %1").arg(view.code));
    m_codeBox->setVisible(!view.code.isEmpty());
    m_fingerprint->setText(view.fingerprintWords.join(QStringLiteral(" · ")));
    m_fingerprint->setAccessibleName(tr("Fingerprint %1").arg(m_fingerprint->text()));
    m_fingerprintBox->setVisible(!view.fingerprintWords.isEmpty());
    showChosen();
    if (!m_devices)
        return;
    m_deviceCount->setText(tr("Devices — %1").arg(QLocale().toString(view.devices.size())));
    m_devices->showDevices(view.devices, me);
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
