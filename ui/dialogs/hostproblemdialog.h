// Why the data folder does not let this computer host, and what one can do: try again, another folder. GUI
// thread.
#pragma once

#include "ui/dialogs/dialog.h"
#include "ui/hosting.h"

namespace courtyard {

class HostProblemDialog final : public Dialog {
    Q_OBJECT
public:
    /// `usual`: it was not the usual folder, and one may go back to that.
    enum class Folder { Usual, Chosen };
    HostProblemDialog(const HostingProblem &problem, Folder folder, QWidget *parent);

Q_SIGNALS:
    /// submitted(): try again there.
    void folderChosen(const QString &folder); // empty: the usual one

private:
    void choose(const QString &from);
};

} // namespace courtyard
