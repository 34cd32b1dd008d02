#include "ui/invite/hotspotbox.h"

#include "ui/dialogs/confirm.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>

namespace courtyard {

using Phase = HostingHotspot::Phase;
using Why = HostingHotspot::Why;

static QString reason(Why why)
{
    switch (why) {
    case Why::NoWifi:
        return HotspotBox::tr("This computer has no Wi-Fi.");
    case Why::WifiOff:
        return HotspotBox::tr("The Wi-Fi of this computer is switched off. Switch it on, then try again.");
    case Why::NoAccessPoint:
        return HotspotBox::tr("The Wi-Fi of this computer cannot make a network of its own.");
    case Why::Forbidden:
        return HotspotBox::tr("This computer does not allow you to make a hotspot.");
    case Why::Failed:
        return HotspotBox::tr("The hotspot did not start.");
    case Why::WentDown:
        return HotspotBox::tr("The hotspot was switched off, not from here.");
    case Why::None:
    case Why::NotHere:
        break;
    }
    return {};
}

QString hotspotByHand(Why why)
{
#if defined(Q_OS_WIN)
    const QString own = HotspotBox::tr("In Windows: Settings, Network & internet, Mobile hotspot.");
#elif defined(Q_OS_MACOS)
    const QString own = HotspotBox::tr("On a Mac: System Settings, General, Sharing, Internet Sharing.");
#else
    const QString own = HotspotBox::tr("On Linux: in the system's Wi-Fi settings, “Turn on Wi-Fi hotspot”.");
#endif
    const QString phone =
        HotspotBox::tr("Or switch on the hotspot of a phone and let everybody join it, this "
                       "computer too; it needs no internet.");
    const bool helpsHere = why != Why::NoWifi && why != Why::NoAccessPoint;
    const QStringList parts{reason(why), helpsHere ? own : QString(), phone};
    return QStringList(parts).filter(QRegularExpression(QStringLiteral("."))).join(QLatin1Char(' '));
}

HotspotBox::HotspotBox(QWidget *parent) : QWidget(parent)
{
    m_button = makeButton(QString(), "hotspot", "link");
    m_words = makeLabel(QString(), "dim");
    m_words->setObjectName(QStringLiteral("hotspotWords"));
    m_words->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_button, 0, Qt::AlignLeading);
    layout->addWidget(m_words);
    connect(m_button, &QPushButton::clicked, this, &HotspotBox::clicked);
    showHotspot({});
}

QString HotspotBox::words() const
{
    switch (m_hotspot.phase) {
    case Phase::Unavailable:
        return m_explained ? hotspotByHand(m_hotspot.why) : QString();
    case Phase::Off:
        return m_hotspot.why == Why::Forbidden || m_hotspot.why == Why::Failed ? hotspotByHand(m_hotspot.why)
                                                                               : reason(m_hotspot.why);
    case Phase::Starting:
        return tr("Starting… The system may ask for your password.");
    case Phase::On:
        return {};
    }
    return {};
}

void HotspotBox::showHotspot(const HostingHotspot &hotspot)
{
    m_hotspot = hotspot;
    switch (hotspot.phase) {
    case Phase::Unavailable:
        m_button->setText(tr("No network here? How to make one"));
        m_button->setVisible(!m_explained);
        break;
    case Phase::Off:
        m_button->setText(tr("Make a Wi-Fi hotspot"));
        m_button->show();
        break;
    case Phase::Starting:
        m_button->setText(tr("Cancel the hotspot"));
        m_button->show();
        break;
    case Phase::On:
        m_button->setText(tr("Switch the hotspot off"));
        m_button->show();
        break;
    }
    m_words->setText(words());
    m_words->setVisible(!m_words->text().isEmpty());
}

void HotspotBox::clicked()
{
    switch (m_hotspot.phase) {
    case Phase::Unavailable:
        m_explained = true;
        showHotspot(m_hotspot);
        break;
    case Phase::Off:
        if (!m_hotspot.cutsOff) {
            Q_EMIT startWanted();
            break;
        }
        confirm({tr("Leave the Wi-Fi that this computer is in?"),
                 tr("It cannot be in that network and make one of its own. Whoever came in by it has to join "
                    "the hotspot."),
                 tr("Make a hotspot")},
                this, [this] { Q_EMIT startWanted(); });
        break;
    case Phase::Starting:
    case Phase::On:
        Q_EMIT stopWanted();
        break;
    }
}

} // namespace courtyard
