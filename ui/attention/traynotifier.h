// Notices from an icon beside the clock, which is there as long as its notice: Windows and macOS, by Qt.
// GUI thread.
#pragma once

#include "ui/attention/notifier.h"

#include <QSystemTrayIcon>

namespace courtyard {

class TrayNotifier final : public Notifier {
    Q_OBJECT
public:
    TrayNotifier();
    void show(const Notice &notice) override;
    void withdraw() override;

private:
    QSystemTrayIcon m_icon;
};

} // namespace courtyard
