// The replies that the agents of a topic keep ready: a list, and the name and words of the one that is
// chosen. Saved as a whole.
#pragma once

#include "client/session.h"
#include "ui/dialogs/dialog.h"

class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace courtyard {

class CannedDialog final : public Dialog {
    Q_OBJECT
public:
    CannedDialog(Session &session, const RoomInfo &topic, QWidget *parent);

private:
    void showList(int row);
    void showChosen();
    void change();
    void add();
    void remove();
    void save();
    /// What is wrong with the list, in words; empty: nothing.
    QString wrong() const;

    Session &m_session;
    const RoomId m_desk;
    QList<CannedReply> m_replies;
    QListWidget *m_list;
    QLineEdit *m_name = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QPushButton *m_remove;
};

} // namespace courtyard
