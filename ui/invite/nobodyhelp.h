// What usually stands in the way where nobody comes in: the firewall, with the exact line that opens it,
// guest networks, phones that prefer mobile data.
#pragma once

#include "ui/hosting.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace courtyard {

class Theme;

class NobodyHelp final : public QWidget {
    Q_OBJECT
public:
    explicit NobodyHelp(const Theme &theme, QWidget *parent = nullptr);
    void showView(const HostingView &view);

private:
    QLabel *m_firewall;
    QWidget *m_commandRow;
    QLabel *m_command;
    QPushButton *m_copy;
    QLabel *m_address;
};

} // namespace courtyard
