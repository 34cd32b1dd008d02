// The agents' side of the help desk in the chat page: its queue, the bar above a conversation, the notes
// beside it, and what is done by them. Knows which conversation is shown; the chat page shows it in its own
// timeline and composer, and places the parts, which are its own then. GUI thread.
#pragma once

#include "client/session.h"
#include "ui/desk/ticketfilter.h"

#include <QObject>

#include <functional>

class QMenu;

namespace courtyard {

class CannedPopup;
class Composer;
class NotesPane;
class QueuePane;
class Theme;
class TicketBar;

class DeskSide final : public QObject {
    Q_OBJECT
public:
    /// `over`: the conversation, in which canned replies are offered above the field of `composer`.
    DeskSide(Session &session, const Theme &theme, Composer *composer, QWidget *over, QWidget *window);

    QueuePane *queue() const { return m_queue; }
    TicketBar *bar() const { return m_bar; }
    NotesPane *notes() const { return m_notes; }
    bool isOn() const { return m_on; }
    DeskView view() const;
    /// Shows the queue, and the conversation that was shown in it last.
    void show(DeskView view);
    /// The rooms are shown again.
    void leave();
    void showTicket(const RoomId &room);
    const RoomId &ticket() const { return m_ticket; }
    bool areNotesShown() const { return m_on && m_notesWanted && !m_ticket.isEmpty(); }
    /// Topics, canned replies, figures: what one's role allows.
    void fillMenu(QMenu *menu);
    void openTopic(const RoomId &topic);
    void openSettings();
    /// Where this host is, for others: "http://192.168.43.1:3000".
    void setAddress(const QString &address) { m_address = address; }

Q_SIGNALS:
    /// The queue, the conversation, or whether notes are shown, is another.
    void changed();
    void done(const QString &text, const std::function<void()> &undo);
    void failed(const QString &text);

private:
    void connectBar();
    void ticketsChanged();
    void showParts();
    void claim(const RoomId &room);
    void resolve(const RoomId &room);
    void reopen(const RoomId &room);
    void putBack(const RoomId &room);
    void handOver(const RoomId &room, const Person &agent);
    /// Says `text` where it went well, and what takes it back.
    Session::Done answer(const QString &text, std::function<void()> undo, std::function<void()> then = {});
    QString nameOf(const RoomId &room) const;

    Session &m_session;
    const Theme &m_theme;
    QWidget *m_window;
    Composer *m_composer;
    QueuePane *m_queue;
    TicketBar *m_bar;
    NotesPane *m_notes;
    CannedPopup *m_canned;
    RoomId m_ticket;
    QString m_address;
    bool m_on = false;
    bool m_notesWanted = false;
};

} // namespace courtyard
