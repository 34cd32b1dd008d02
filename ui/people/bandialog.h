// Asks for how long somebody is banned, and why. A ban needs an answer before it: it hits whoever it hits
// hard.
#pragma once

#include "ui/dialogs/dialog.h"

#include <optional>

class QComboBox;
class QLineEdit;

namespace courtyard {

class BanDialog final : public Dialog {
    Q_OBJECT
public:
    BanDialog(const QString &name, QWidget *parent);
    std::optional<int> minutes() const; // nothing: for good
    QString reason() const;

private:
    QComboBox *m_time;
    QLineEdit *m_reason;
};

} // namespace courtyard
