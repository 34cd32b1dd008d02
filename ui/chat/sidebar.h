// The column of rooms, with the host's card above them while this computer hosts. GUI thread.
#pragma once

#include "client/roomsmodel.h"
#include "ui/desk/ticketfilter.h"
#include "ui/hosting.h"

#include <QFrame>

namespace courtyard {

class DeskList;
class HostCard;
class RoomList;
class Theme;

class Sidebar final : public QFrame {
    Q_OBJECT
public:
    Sidebar(Session &session, const Theme &theme, QWidget *parent = nullptr);
    void setCurrentRoom(const RoomId &room);
    /// The help desk is shown, and no room.
    void setCurrentView(DeskView view);
    HostCard *hostCard() const { return m_hostCard; }

Q_SIGNALS:
    void roomChosen(const courtyard::RoomId &room);
    void newRoomWanted();
    void newDirectWanted();
    void viewChosen(courtyard::DeskView view);
    /// What one may set up of the help desk.
    void deskMenuWanted();

private:
    QWidget *makeHeading(const QString &title, const QString &addName, const char *objectName,
                         void (Sidebar::*wanted)(), const QString &sign = QStringLiteral("+"));
    void showDesk();

    Session &m_session;
    HostCard *m_hostCard;
    RoomList *m_rooms;
    RoomList *m_directs;
    QWidget *m_deskHeading;
    DeskList *m_desk;
    RoomId m_current;
};

} // namespace courtyard
