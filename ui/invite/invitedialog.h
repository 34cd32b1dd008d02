// How others come in: address, QR code, join code; and, for the one who hosts, the devices that did. Never
// modal: one talks while it is open. GUI thread.
#pragma once

#include "ui/hosting.h"
#include "ui/invite/patience.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QLayout;
class QPushButton;

namespace courtyard {

class AddressList;
class CodeBox;
class DeviceList;
class HotspotBox;
class NobodyHelp;
class NoteBar;
class QrView;
class Theme;
class TrustBox;
class WifiCard;

class InviteDialog final : public QDialog {
    Q_OBJECT
public:
    enum class For { Host, Guest }; // a guest sees no devices
    /// `clock` outlives the dialog.
    InviteDialog(const Theme &theme, For whom, const Clock &clock, QWidget *parent);
    ~InviteDialog() override;
    void showView(const HostingView &view, const MemberId &me);
    /// The link that is shown, with everything in it.
    QString link() const;

Q_SIGNALS:
    void removeWanted(quint64 connection);
    void codeWanted(courtyard::HostingRequest::Code kind, const QString &fixed);
    void encryptionWanted(bool required);
    void hotspotWanted();
    void hotspotUnwanted();

private:
    QLayout *makeCodes();
    QWidget *makeInvitation();
    QWidget *makeDevices();
    void showHotspot();
    void showHelp();
    void grow(const QSize &wanted);
    void showChosen();
    void copyLink();
    void saveQr();
    void writeQr(const QString &path);

    const Theme &m_theme;
    const For m_whom;
    Patience m_patience;
    QTimer m_look;
    HostingView m_view;
    int m_chosen = 0;
    QString m_chosenUrl; // what the person chose, wherever it moves in the ranking
    QrView *m_qr;
    QLabel *m_address;
    QLabel *m_interface;
    AddressList *m_others;
    HotspotBox *m_hotspot;
    CodeBox *m_codeBox;
    TrustBox *m_trust;
    WifiCard *m_wifi;
    NoteBar *m_guessed;
    QLabel *m_scan;
    QPushButton *m_copy;
    QLabel *m_said;
    QLabel *m_deviceCount = nullptr;
    DeviceList *m_devices = nullptr;
    NobodyHelp *m_help = nullptr;
};

} // namespace courtyard
