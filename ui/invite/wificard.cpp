#include "ui/invite/wificard.h"

#include "ui/invite/qrview.h"
#include "ui/invite/wifitext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>

namespace courtyard {

WifiCard::WifiCard(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    m_qr = new QrView(theme.px(212));
    m_qr->setObjectName(QStringLiteral("wifiQr"));
    const auto value = [&theme](const char *objectName) {
        QLabel *label = makeValue(objectName, theme.fixedFont(14, QFont::DemiBold));
        label->setWordWrap(true);
        return label;
    };
    m_name = value("wifiName");
    m_name->setAccessibleName(tr("Wi-Fi"));
    m_password = value("wifiPassword");
    m_password->setAccessibleName(tr("Password"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_qr);
    layout->addSpacing(4);
    layout->addWidget(makeLabel(tr("1. Scan to join the Wi-Fi"), "dim"), 0, Qt::AlignHCenter);
    layout->addSpacing(6);
    layout->addWidget(makeLabel(tr("Wi-Fi"), "dim"));
    layout->addWidget(m_name);
    layout->addWidget(makeLabel(tr("Password"), "dim"));
    layout->addWidget(m_password);
    layout->addStretch();
    hide();
}

void WifiCard::showHotspot(const HostingHotspot &hotspot)
{
    const bool isOn = hotspot.phase == HostingHotspot::Phase::On;
    setVisible(isOn);
    if (!isOn || (m_name->text() == hotspot.name && m_password->text() == hotspot.password))
        return;
    m_name->setText(hotspot.name);
    m_name->setAccessibleName(tr("Wi-Fi %1").arg(hotspot.name));
    m_password->setText(hotspot.password);
    m_password->setAccessibleName(tr("Password %1").arg(hotspot.password));
    m_qr->setText(wifiText(hotspot.name, hotspot.password));
    m_qr->setAccessibleName(tr("QR code that joins the Wi-Fi"));
}

} // namespace courtyard
