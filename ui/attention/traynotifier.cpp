#include "ui/attention/traynotifier.h"

namespace courtyard {

TrayNotifier::TrayNotifier() : m_icon(QIcon(QStringLiteral(":/ui/courtyard.svg")))
{
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Notifier::opened);
    connect(&m_icon, &QSystemTrayIcon::activated, this, &Notifier::opened);
}

void TrayNotifier::show(const Notice &notice)
{
    m_icon.show(); // one that is hidden has no notices
    m_icon.setToolTip(notice.title);
    m_icon.showMessage(notice.title, notice.body, m_icon.icon());
#ifndef Q_OS_WIN // which sounds by itself
    if (notice.sound)
        ring();
#endif
}

void TrayNotifier::withdraw()
{
    m_icon.hide();
}

} // namespace courtyard
