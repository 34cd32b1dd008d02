#include "ui/desk/notespane.h"

#include "ui/chat/conversation.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>

namespace courtyard {

NotesPane::NotesPane(Session &session, const Theme &theme, QWidget *parent)
    : QFrame(parent), m_notes(new Conversation(session, theme, Purpose::Notes))
{
    setObjectName(QStringLiteral("notesPane"));
    setProperty("look", QLatin1String("notes"));
    setFixedWidth(theme.px(270));
    auto *heading = new QVBoxLayout;
    heading->setContentsMargins(16, 10, 16, 8);
    heading->setSpacing(0);
    heading->addWidget(makeLabel(tr("Internal notes"), "h3"));
    QLabel *what = makeLabel(tr("For agents only. The visitor never sees this."), "dim");
    what->setWordWrap(true);
    heading->addWidget(what);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(heading);
    layout->addWidget(m_notes, 1);
}

void NotesPane::showNotes(const RoomId &notes)
{
    m_notes->setVisible(!notes.isEmpty());
    if (!notes.isEmpty())
        m_notes->showRoom(notes);
}

} // namespace courtyard
