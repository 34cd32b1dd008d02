// The chat: rooms, conversation, people, status. Only composes; knows which room is shown. GUI thread.
#pragma once

#include "client/session.h"
#include "ui/hosting.h"

#include <QWidget>

class QLabel;
class QMenu;
class QStackedWidget;

namespace courtyard {

class Conversation;
class DeskSide;
class Header;
class OrderActions;
class PeoplePane;
class RoomActions;
class Sidebar;
class StatusLine;
class Theme;
struct Row;

class ChatPage final : public QWidget {
    Q_OBJECT
public:
    ChatPage(Session &session, const Theme &theme, QWidget *parent = nullptr);
    /// After a welcome: the room that the invitation names, else the lobby.
    void enter();
    /// Shows a room, joining it first where one is not in it.
    void showRoom(const RoomId &room);
    /// While this computer hosts; nullptr: it does not.
    void showHosting(const HostingView *view);
    void setPeopleShown(bool shown);
    void setMenu(QMenu *menu);
    void say(const QString &text);
    const RoomId &currentRoom() const { return m_room; }
    Conversation *conversation() const { return m_conversation; }
    RoomActions *actions() const { return m_actions; }
    OrderActions *order() const { return m_order; }
    DeskSide *desk() const { return m_desk; }
    /// The room below or above in the list.
    void showNeighbour(int step);

Q_SIGNALS:
    void inviteWanted();
    void copyLinkWanted();
    void detailsWanted();
    void waitingWanted();
    void peopleToggled(bool shown);
    void deskMenuWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectParts();
    void togglePeople(bool shown);
    void arrange();
    void roomsChanged();
    void showLatencies();
    void connectOrder();
    void connectDesk();
    void showDesk();
    void arrangeDesk();
    void sayDone(const QString &text, const std::function<void()> &undo);
    QLayout *makeMiddle();
    void fillAuthorMenu(QMenu *menu, const Row &row);
    void tellInvitations(int first, int last);
    void goToMessage(const RoomId &room, qint64 seq);

    Session &m_session;
    RoomId m_room;
    RoomActions *m_actions;
    OrderActions *m_order;
    Sidebar *m_sidebar;
    Header *m_header;
    Conversation *m_conversation;
    DeskSide *m_desk;
    QStackedWidget *m_middle; // the conversation, or what is said where none is chosen
    QLabel *m_nothing;
    RoomId m_roomBefore; // that the help desk stands before
    PeoplePane *m_people;
    StatusLine *m_status;
    QWidget *m_sidebarLine;
    QWidget *m_queueLine;
    QWidget *m_peopleLine;
    const int m_narrowBelow; // where three columns have no room
    const int m_threeBelow; // where four have none
    bool m_narrow = false;
    bool m_peopleWanted = true; // where there is room
    bool m_peopleInstead = false; // narrow: the people stand where the rooms did
    QHash<MemberId, int> m_hostLatencies;
};

} // namespace courtyard
