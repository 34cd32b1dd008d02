// The queue of the help desk: the conversations that wait, that are mine, or all; says in words where there
// is nobody. GUI thread.
#pragma once

#include "client/session.h"
#include "ui/desk/ticketfilter.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QListView;
class QPushButton;

namespace courtyard {

class Chooser;
class Theme;

class QueuePane final : public QFrame {
    Q_OBJECT
public:
    QueuePane(Session &session, const Theme &theme, QWidget *parent = nullptr);
    void showView(DeskView view);
    DeskView view() const { return m_filter->view(); }
    void setCurrent(const RoomId &room);
    /// Changes the view, and the topic, where it is not listed.
    void reveal(const RoomId &room);
    /// Where there is no room for the rooms beside it.
    void offerWayBack(bool offer);
    /// In words; empty: somebody is listed.
    QString emptyText() const;

Q_SIGNALS:
    void chosen(const courtyard::RoomId &room);
    void backWanted();

private:
    void makeList(const Theme &theme);
    void showTopics();
    void showCount();
    RoomId topic() const;

    Session &m_session;
    TicketFilter *m_filter;
    RoomId m_current;
    QLabel *m_title;
    QPushButton *m_back;
    Chooser *m_topics;
    QListView *m_list;
    QLabel *m_empty;
    QPushButton *m_older;
    QTimer m_clock; // how long they wait
};

} // namespace courtyard
