// The hotspot that is on: a QR code that joins it, its name and its password. Stands beside the code that
// opens the page.
#pragma once

#include "ui/hosting.h"

#include <QWidget>

class QLabel;

namespace courtyard {

class QrView;
class Theme;

class WifiCard final : public QWidget {
    Q_OBJECT
public:
    explicit WifiCard(const Theme &theme, QWidget *parent = nullptr);
    /// Hidden unless it is on.
    void showHotspot(const HostingHotspot &hotspot);

private:
    QrView *m_qr;
    QLabel *m_name;
    QLabel *m_password;
};

} // namespace courtyard
