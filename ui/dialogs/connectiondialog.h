// "Connection details": how this computer is connected, in words that one can copy into a report. Follows
// what happens while it is open. GUI thread.
#pragma once

#include "ui/dialogs/connectionreport.h"
#include "ui/dialogs/dialog.h"

#include <QTimer>

#include <functional>

class QLabel;
class QVBoxLayout;

namespace courtyard {

class Theme;

class ConnectionDialog final : public Dialog {
    Q_OBJECT
public:
    using Make = std::function<ConnectionReport()>;
    /// `make` says how things are now; it must do so as long as `session` lives.
    ConnectionDialog(const Session &session, Make make, const Theme &theme, QWidget *parent);

private:
    void showNow();
    void build(const ConnectionReport &report);
    void copy();

    Make m_make;
    const Session &m_session;
    const Theme &m_theme;
    QVBoxLayout *m_sections;
    QList<QLabel *> m_labels, m_values; // line by line
    QTimer m_timer;
};

} // namespace courtyard
