// Asks for one line of text: a topic, a name, the secret of a room.
#pragma once

#include "ui/dialogs/dialog.h"

class QLineEdit;

namespace courtyard {

struct Prompt {
    QString title;
    QString label;
    QString yes;
    QString text;
    int longest = 0; // characters
};

class PromptDialog final : public Dialog {
    Q_OBJECT
public:
    PromptDialog(const Prompt &prompt, QWidget *parent);
    QString text() const;

private:
    QLineEdit *m_field;
};

} // namespace courtyard
