// What the owner sets up of the help desk: its topics, the pages that may embed it, and how it does.
#pragma once

#include "client/session.h"
#include "ui/dialogs/dialog.h"

namespace courtyard {

class Theme;

class HelpDeskDialog final : public Dialog {
    Q_OBJECT
public:
    /// `address`: where this host is, for others: "http://192.168.43.1:3000".
    HelpDeskDialog(Session &session, const Theme &theme, const QString &address, QWidget *parent);
};

} // namespace courtyard
