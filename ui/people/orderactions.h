// What keeps order, as the window offers it: mute, remove, ban, roles; close, lock and slow rooms; invite.
// Says what was done, with a way back where there is one. Belongs to the chat page. GUI thread.
#pragma once

#include "client/session.h"

#include <QObject>

#include <functional>

class QMenu;
class QWidget;

namespace courtyard {

class Dialog;
class Theme;

class OrderActions final : public QObject {
    Q_OBJECT
public:
    OrderActions(Session &session, const Theme &theme, QWidget *window);

    /// Whether I may keep order here at all.
    bool moderates() const;
    /// What one may do with a person; nothing is added for oneself. `where`: whose person it is shown as.
    void fillPersonMenu(QMenu *menu, const Person &person);
    /// What one may do with a room beyond talking; may add nothing.
    void fillRoomMenu(QMenu *menu, const RoomId &room);
    /// Somebody into a private room.
    void invite(const RoomId &room);
    /// Who is banned, and what was done.
    void showModeration();

Q_SIGNALS:
    void directWanted(const courtyard::MemberId &member);
    /// Something was done; `undo` empty: it cannot be taken back.
    void done(const QString &text, const std::function<void()> &undo);
    void failed(const QString &text);

private:
    bool mayActOn(const Person &person) const;
    void addMuting(QMenu *menu, const Person &person);
    void addRole(QMenu *menu, const Person &person);
    void addSlowing(QMenu *menu, const RoomInfo &info);
    void mute(const Person &person, int minutes);
    void remove(const Person &person);
    void askToBan(const Person &person);
    void setRole(const Person &person, Role role);
    void closeRoom(const RoomInfo &info);
    /// Does it, and says `text` where it went well.
    void carryOut(const Session::HouseOrder &order, const QString &text, std::function<void()> undo = {});

    Session &m_session;
    const Theme &m_theme;
    QWidget *m_window;
};

} // namespace courtyard
