// Who is banned, and what owner and moderators did lately. For those alone.
#pragma once

#include "client/session.h"
#include "ui/dialogs/dialog.h"

class QListWidget;
class QPushButton;

namespace courtyard {

class ModerationDialog final : public Dialog {
    Q_OBJECT
public:
    ModerationDialog(Session &session, QWidget *parent);

private:
    void fetchBans();
    void fetchDeeds();
    void lift();

    Session &m_session;
    QListWidget *m_bans;
    QPushButton *m_lift;
    QListWidget *m_deeds;
    QPushButton *m_more;
    qint64 m_oldest = 0; // number of the oldest deed that is shown
};

/// "Amina banned Ben for 1 day: “spam”."
QString deedWords(const Deed &deed);

} // namespace courtyard
