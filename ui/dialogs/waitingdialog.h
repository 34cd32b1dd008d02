// Lists what was typed and does not go out just now, in every room, also in those that are gone: why, and
// what one can do about each and about all of it. GUI thread.
#pragma once

#include "client/session.h"
#include "ui/dialogs/dialog.h"

class QPushButton;
class QVBoxLayout;

namespace courtyard {

class NoteBar;

class WaitingDialog final : public Dialog {
    Q_OBJECT
public:
    WaitingDialog(Session &session, QWidget *parent);

private:
    void showItems();
    QWidget *makeRow(const WaitingItem &item);
    void discardAll();
    void offerUndo(int count);

    Session &m_session;
    QVBoxLayout *m_rows;
    QPushButton *m_discardAll;
    NoteBar *m_undo;
    QStringList m_shown; // what the rows are made from
};

} // namespace courtyard
