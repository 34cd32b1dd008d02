// The card at the top of the sidebar while this computer hosts: name, address, and the ways to let people in.
// GUI thread.
#pragma once

#include "ui/hosting.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace courtyard {

class ElidedLabel;
class Theme;

class HostCard final : public QFrame {
    Q_OBJECT
public:
    explicit HostCard(const Theme &theme, QWidget *parent = nullptr);
    void showView(const HostingView &view);

Q_SIGNALS:
    void inviteWanted();
    void copyLinkWanted();
    void devicesWanted();

private:
    ElidedLabel *m_name;
    QLabel *m_address;
    QPushButton *m_devices;
};

} // namespace courtyard
