// The middle of the chat: the timeline of the current room, what one is told about the connection and about
// those who type, and the composer. GUI thread.
#pragma once

#include "client/session.h"
#include "client/transfers/attachment.h"
#include "ui/chat/purpose.h"
#include "ui/timeline/row.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace courtyard {

class Composer;
class FileActions;
class MessageFinder;
class NoteBar;
class Theme;
class TimelineView;
struct Transfer;

class Conversation final : public QWidget {
    Q_OBJECT
public:
    Conversation(Session &session, const Theme &theme, Purpose purpose = Purpose::Talk,
                 QWidget *parent = nullptr);
    void showRoom(const RoomId &room);
    /// Something that went wrong or was done, in words, until it is put away.
    void say(const QString &text);
    /// The same, with something to do about it; that puts it away, too.
    void say(const QString &text, const QString &action, std::function<void()> run);
    /// Also one that is far back: says how far it is on the way there, and can be stopped.
    void goToMessage(qint64 seq);
    FileActions *files() const { return m_files; }
    void showFiles();
    void showTransfers();
    void setAlone(bool hosting, bool alone);
    TimelineView *timeline() const { return m_view; }
    Composer *composer() const { return m_composer; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

Q_SIGNALS:
    void messageWanted(const courtyard::RoomId &room, qint64 seq);

private:
    void connectSession();
    void connectTimeline();
    void connectComposer();
    void showConnection();
    void showTyping();
    void showRule();
    void showJump();
    void placeJump();
    void markRead();
    void askToDelete(const Row &row);
    void discard(const QString &key);
    void post(const QString &text, std::optional<qint64> reply, const QList<Attachment> &attachments);
    void connectFiles();
    void showPicture(const FileInfo &file);
    void stopFile(const FileInfo &file);
    void tellEnd(const Transfer &transfer);

    Session &m_session;
    const Theme &m_theme;
    const Purpose m_purpose;
    RoomId m_room;
    TimelineView *m_view;
    QPushButton *m_jump;
    QLabel *m_typing;
    NoteBar *m_note;
    std::function<void()> m_noteAction;
    NoteBar *m_lost;
    Composer *m_composer;
    FileActions *m_files;
    QLabel *m_drop; // over everything, while files are held above it
    QPointer<QDialog> m_transfersShown;
    QTimer m_countdown;
    QTimer m_ruleTimer; // while a number in it counts down
    QHash<RoomId, qint64> m_lastPosts; // by the host's clock
    QPointer<MessageFinder> m_finder;
    int m_new = 0; // messages that came while one read further up
};

} // namespace courtyard
