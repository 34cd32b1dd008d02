// Where one writes: the field, Send, a few emoji; above them what one replies to or edits. Keeps an unsent
// text for each room. GUI thread.
#pragma once

#include "client/keptdraft.h"
#include "client/transfers/attachment.h"
#include "protocol/types.h"
#include "ui/chat/purpose.h"
#include "ui/chat/writingrule.h"
#include "ui/timeline/row.h"

#include <QFrame>
#include <QHash>
#include <QTemporaryDir>
#include <QUrl>

class QLabel;
class QMenu;
class QPushButton;

namespace courtyard {

class AttachmentStrip;
class MessageField;
struct Gathered;
class Theme;

class Composer final : public QFrame {
    Q_OBJECT
public:
    explicit Composer(const Theme &theme, Purpose purpose = Purpose::Talk, QWidget *parent = nullptr);
    /// Puts away what is written for the room before, brings what was written for this one: here, or the last
    /// time (`kept`).
    void setRoom(const RoomId &room, const QString &title, const KeptDraft &kept = {});
    void startReply(const Row &row);
    void startEdit(const Row &row);
    /// Brings back what was written, before what is being written.
    void rewrite(const Row &row);
    /// Files of this computer, and those in folders: they stand above the field until they are sent.
    void attach(const QList<QUrl> &files);
    /// Why one may not write here now, or only later; empty: one may.
    void setRule(const WritingRule &rule);
    AttachmentStrip *attachments() const { return m_attachments; }
    MessageField *field() const { return m_field; }

Q_SIGNALS:
    void postWanted(const QString &text, std::optional<qint64> reply,
                    const QList<courtyard::Attachment> &attachments);
    void editWanted(qint64 target, const QString &text);
    void typed();
    /// What stands in the field for a room is another text than before.
    void drafted(const courtyard::RoomId &room, const courtyard::KeptDraft &draft);
    void problem(const QString &text);

private:
    struct Draft {
        QString text;
        qint64 reply = 0, edit = 0;
        QString context; // words above the field
        QList<Attachment> attachments;
    };
    QString sendWords() const;
    QFrame *makeContextBar();
    QMenu *makeEmojiMenu(const Theme &theme);
    void bring(const Draft &draft);
    void submit();
    void sayDraft();
    void endContext();
    void chooseFiles();
    void take(const Gathered &found);

    const Purpose m_purpose;
    QFrame *m_contextBar;
    QLabel *m_context;
    MessageField *m_field;
    QPushButton *m_send;
    QPushButton *m_attach;
    QPushButton *m_emoji;
    QLabel *m_why; // one may not write
    WritingRule m_rule;
    AttachmentStrip *m_attachments;
    QTemporaryDir m_pasted; // pictures without a file
    RoomId m_room;
    Draft m_now; // its text is in the field
    QHash<RoomId, Draft> m_drafts;
};

} // namespace courtyard
