// Where visitors find a topic: its address and QR code, and the line that puts it into a page of another
// server.
#pragma once

#include "ui/dialogs/dialog.h"

namespace courtyard {

class Theme;

class DeskAddressDialog final : public Dialog {
    Q_OBJECT
public:
    /// `address`: of the host, for others: "http://192.168.43.1:3000".
    DeskAddressDialog(const QString &topic, const QString &address, const Theme &theme, QWidget *parent);

    static QString pageAddress(const QString &topic, const QString &address);
    static QString widgetLine(const QString &topic, const QString &address);

private:
    void addCopied(const QString &label, const char *name, const QString &text, const char *button);
};

} // namespace courtyard
