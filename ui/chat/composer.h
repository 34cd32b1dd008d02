// Where one writes: the field, Send, a few emoji; above them what one replies to or edits. Keeps an unsent
// text for each room. GUI thread.
#pragma once

#include "protocol/types.h"
#include "ui/timeline/row.h"

#include <QFrame>
#include <QHash>

class QLabel;
class QMenu;
class QPushButton;

namespace courtyard {

class MessageField;
class Theme;

class Composer final : public QFrame {
    Q_OBJECT
public:
    explicit Composer(const Theme &theme, QWidget *parent = nullptr);
    /// Puts away what is written for the room before, brings what was written for this one.
    void setRoom(const RoomId &room, const QString &title);
    void startReply(const Row &row);
    void startEdit(const Row &row);
    /// Brings back what was written, before what is being written.
    void rewrite(const Row &row);
    MessageField *field() const { return m_field; }

Q_SIGNALS:
    void postWanted(const QString &text, std::optional<qint64> reply);
    void editWanted(qint64 target, const QString &text);
    void typed();
    void problem(const QString &text);

private:
    struct Draft {
        QString text;
        qint64 reply = 0, edit = 0;
        QString context; // words above the field
    };
    QFrame *makeContextBar();
    QMenu *makeEmojiMenu(const Theme &theme);
    void bring(const Draft &draft);
    void submit();
    void endContext();

    QFrame *m_contextBar;
    QLabel *m_context;
    MessageField *m_field;
    QPushButton *m_send;
    RoomId m_room;
    Draft m_now; // its text is in the field
    QHash<RoomId, Draft> m_drafts;
};

} // namespace courtyard
