// Makes a room: its name, and whether everyone may find it.
#pragma once

#include "protocol/types.h"
#include "ui/dialogs/dialog.h"

class QLineEdit;
class QRadioButton;

namespace courtyard {

class NewRoomDialog final : public Dialog {
    Q_OBJECT
public:
    enum class Offer { Rooms, HelpDeskToo };
    explicit NewRoomDialog(QWidget *parent, Offer offer = Offer::Rooms);
    QString name() const;
    RoomKind kind() const;
    QString secret() const;

private:
    QLineEdit *m_name;
    QRadioButton *m_public;
    QRadioButton *m_private;
    QRadioButton *m_desk;
    QWidget *m_secretBox;
    QLineEdit *m_secret;
};

} // namespace courtyard
