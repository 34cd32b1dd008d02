// Above the timeline: the room, its topic or how many are in it, and the tools. GUI thread.
#pragma once

#include "protocol/types.h"

#include <QFrame>

class QMenu;
class QPushButton;

namespace courtyard {

class ElidedLabel;
class Theme;

class Header final : public QFrame {
    Q_OBJECT
public:
    explicit Header(const Theme &theme, QWidget *parent = nullptr);
    void showRoom(const RoomInfo &room, int people);
    /// The help desk, with no conversation chosen.
    void showDesk(const QString &about);
    void setMenu(QMenu *menu);
    void setPeopleShown(bool shown);

Q_SIGNALS:
    void searchWanted();
    void filesWanted();
    void inviteWanted();
    void peopleToggled(bool shown);

private:
    void offer(bool inRoom, bool inDesk);

    ElidedLabel *m_title;
    ElidedLabel *m_about;
    QPushButton *m_search;
    QPushButton *m_files;
    QPushButton *m_invite;
    QPushButton *m_people;
    QPushButton *m_menu;
};

} // namespace courtyard
