// How others come in: address, QR code, join code; and, for the one who hosts, the devices that did. Never
// modal: one talks while it is open. GUI thread.
#pragma once

#include "ui/hosting.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace courtyard {

class AddressList;
class DeviceList;
class QrView;
class Theme;

class InviteDialog final : public QDialog {
    Q_OBJECT
public:
    enum class For { Host, Guest }; // a guest sees no devices
    InviteDialog(const Theme &theme, For whom, QWidget *parent);
    void showView(const HostingView &view, const MemberId &me);
    /// The link that is shown, with everything in it.
    QString link() const;

Q_SIGNALS:
    void removeWanted(quint64 connection);

private:
    QWidget *makeInvitation(const Theme &theme);
    QWidget *makeDevices(const Theme &theme);
    void showChosen();
    void copyLink();
    void saveQr();
    void writeQr(const QString &path);

    HostingView m_view;
    int m_chosen = 0;
    QString m_chosenUrl; // what the person chose, wherever it moves in the ranking
    QrView *m_qr;
    QLabel *m_address;
    QLabel *m_interface;
    AddressList *m_others;
    QWidget *m_codeBox;
    QLabel *m_code;
    QWidget *m_fingerprintBox;
    QLabel *m_fingerprint;
    QPushButton *m_copy;
    QLabel *m_said;
    QLabel *m_deviceCount = nullptr;
    DeviceList *m_devices = nullptr;
};

} // namespace courtyard
