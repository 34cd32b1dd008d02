// What agents write down about a conversation, beside it and in another colour: nobody shall take it for the
// talk with the visitor, who never sees it. GUI thread.
#pragma once

#include "client/session.h"

#include <QFrame>

namespace courtyard {

class Conversation;
class Theme;

class NotesPane final : public QFrame {
    Q_OBJECT
public:
    NotesPane(Session &session, const Theme &theme, QWidget *parent = nullptr);
    /// The notes about a conversation; empty: there are none.
    void showNotes(const RoomId &notes);

private:
    Conversation *m_notes;
};

} // namespace courtyard
