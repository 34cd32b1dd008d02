// "Continue on my phone": a code that lets another device in as the same person, once, for two minutes; as a
// QR code and as a link. GUI thread.
#pragma once

#include "client/session.h"
#include "protocol/invitation.h"
#include "ui/dialogs/dialog.h"

#include <QTimer>

class QLabel;
class QLineEdit;

namespace courtyard {

class QrView;
class Theme;

class LinkDialog final : public Dialog {
    Q_OBJECT
public:
    /// `way`: where the phone goes to; only host and port are used.
    LinkDialog(Session &session, const Invitation &way, const Theme &theme, QWidget *parent);

private:
    void ask();
    void showLink(const QString &link, qint64 expires);
    void showTime();

    Session &m_session;
    const Invitation m_way;
    QrView *m_qr;
    QLineEdit *m_link;
    QLabel *m_time;
    QTimer m_timer;
    qint64 m_expires = 0; // the host's clock
};

} // namespace courtyard
