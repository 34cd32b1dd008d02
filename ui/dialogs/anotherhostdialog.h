// Asks before one talks to another host than the one that was met at an address, or that an invitation names.
// Both keys stand there in four words, so that people can compare them. Going back is the first button.
#pragma once

#include "client/session.h"
#include "ui/dialogs/dialog.h"

namespace courtyard {

class AnotherHostDialog final : public Dialog {
    Q_OBJECT
public:
    AnotherHostDialog(const SessionProblem::AnotherHost &another, QWidget *parent);

private:
    void addKey(const QString &title, const HostKey &key, const char *objectName);
};

} // namespace courtyard
