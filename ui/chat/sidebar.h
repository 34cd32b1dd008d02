// The column of rooms, with the host's card above them while this computer hosts. GUI thread.
#pragma once

#include "client/roomsmodel.h"
#include "ui/hosting.h"

#include <QFrame>

namespace courtyard {

class HostCard;
class RoomList;
class Theme;

class Sidebar final : public QFrame {
    Q_OBJECT
public:
    Sidebar(const Theme &theme, RoomsModel *rooms, QWidget *parent = nullptr);
    void setCurrentRoom(const RoomId &room);
    HostCard *hostCard() const { return m_hostCard; }

Q_SIGNALS:
    void roomChosen(const courtyard::RoomId &room);
    void newRoomWanted();
    void newDirectWanted();

private:
    QWidget *makeHeading(const QString &title, const QString &addName, const char *objectName,
                         void (Sidebar::*wanted)());

    HostCard *m_hostCard;
    RoomList *m_rooms;
    RoomList *m_directs;
    RoomId m_current;
};

} // namespace courtyard
