// What one does with rooms beyond talking: makes and leaves them, sets topics, finds people and words; each
// by a dialog that is opened, never executed. Belongs to the chat page. GUI thread.
#pragma once

#include "client/session.h"

#include <QObject>
#include <QWidget>

namespace courtyard {

class Dialog;
class Theme;

class RoomActions final : public QObject {
    Q_OBJECT
public:
    RoomActions(Session &session, const Theme &theme, QWidget *window);
    void newRoom();
    void newDirect();
    void openDirect(const MemberId &member);
    /// Goes in, and asks for the secret where one is needed.
    void join(const RoomId &room);
    /// As join(); whoever is invited is asked first, and may decline.
    void enter(const RoomId &room);
    void leave(const RoomId &room);
    void changeTopic(const RoomId &room);
    void rename();
    void search(const RoomId &room);

Q_SIGNALS:
    void roomReady(const courtyard::RoomId &room);
    void roomLeft(const courtyard::RoomId &room);
    void messageWanted(const courtyard::RoomId &room, qint64 seq);
    void failed(const QString &text);

private:
    void askSecret(const RoomId &room);
    void decline(const RoomId &room);
    /// Where a dialog asked: it says what went wrong, or closes.
    Session::RoomDone answerIn(Dialog *dialog);

    Session &m_session;
    const Theme &m_theme;
    QWidget *m_window;
};

} // namespace courtyard
