// Above a conversation of the help desk: how it stands, who else looks at it, and what one may do about it
// now. GUI thread.
#pragma once

#include "client/session.h"

#include <QFrame>
#include <QPointer>
#include <QTimer>

class QMenu;
class QPushButton;

namespace courtyard {

class ElidedLabel;
class TimelineModel;

class TicketBar final : public QFrame {
    Q_OBJECT
public:
    explicit TicketBar(Session &session, QWidget *parent = nullptr);
    /// Empty: none.
    void showTicket(const RoomId &room);
    void setNotesShown(bool shown);

Q_SIGNALS:
    void claimWanted(const courtyard::RoomId &room);
    void resolveWanted(const courtyard::RoomId &room);
    void reopenWanted(const courtyard::RoomId &room);
    void putBackWanted(const courtyard::RoomId &room);
    void handOverWanted(const courtyard::RoomId &room, const courtyard::Person &agent);
    void notesToggled(bool shown);

private:
    void showState();
    void showButtons(const Ticket &ticket);
    QString words(const Ticket &ticket) const;
    QString lookingWords(const Ticket &ticket) const;
    void fillHandOver();
    QList<Person> otherAgents(const Ticket &ticket) const;

    Session &m_session;
    RoomId m_room;
    QPointer<TimelineModel> m_about; // what agents wrote down about it
    ElidedLabel *m_state;
    ElidedLabel *m_looking;
    QPushButton *m_claim;
    QPushButton *m_resolve;
    QPushButton *m_reopen;
    QPushButton *m_handOver;
    QPushButton *m_notes;
    QMenu *m_agents;
    QTimer m_clock; // how long it waits
};

} // namespace courtyard
