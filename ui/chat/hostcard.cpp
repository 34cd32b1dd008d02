#include "ui/chat/hostcard.h"

#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/dot.h"
#include "ui/widgets/elidedlabel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace courtyard {

HostCard::HostCard(const Theme &theme, QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("hostCard"));
    setProperty("look", QLatin1String("smallcard"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 10, 8);
    layout->setSpacing(2);
    m_name = new ElidedLabel("strong");
    layout->addWidget(m_name);
    auto *state = new QHBoxLayout;
    state->setSpacing(6);
    auto *dot = new Dot(theme);
    dot->setState(Dot::State::Good);
    state->addWidget(dot);
    state->addWidget(makeLabel(tr("Hosting on this computer"), "dim"), 1);
    layout->addLayout(state);
    m_address = makeLabel(QString());
    m_address->setObjectName(QStringLiteral("hostAddress"));
    m_address->setFont(theme.fixedFont(13, QFont::DemiBold));
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addSpacing(3);
    layout->addWidget(m_address);

    QPushButton *qr = makeButton(tr("Show QR"), "showQr", "link");
    QPushButton *copy = makeButton(tr("Copy link"), "copyLink", "link");
    m_devices = makeButton(tr("Devices"), "devices", "link");
    layout->addSpacing(3);
    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(qr);
    first->addWidget(copy);
    first->addStretch();
    auto *second = new QHBoxLayout;
    second->addWidget(m_devices);
    second->addStretch();
    layout->addLayout(first);
    layout->addLayout(second);
    connect(qr, &QPushButton::clicked, this, &HostCard::inviteWanted);
    connect(copy, &QPushButton::clicked, this, &HostCard::copyLinkWanted);
    connect(m_devices, &QPushButton::clicked, this, &HostCard::devicesWanted);
}

void HostCard::showView(const HostingView &view)
{
    m_name->setText(view.placeName);
    m_address->setText(view.addresses.isEmpty() ? tr("No network")
                                                : view.addresses.first().invitation.address());
    m_devices->setText(tr("Devices %1").arg(QLocale().toString(view.devices.size())));
    show();
}

} // namespace courtyard
