#include "ui/chat/header.h"

#include "ui/chat/roomdelegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"

#include <QBoxLayout>
#include <QPushButton>

namespace courtyard {

Header::Header(const Theme &theme, QWidget *parent) : QFrame(parent)
{
    setProperty("look", QLatin1String("side"));
    setFixedHeight(theme.px(54));
    m_title = new ElidedLabel("h3");
    m_title->setObjectName(QStringLiteral("roomTitle"));
    m_about = new ElidedLabel("dim");
    m_about->setObjectName(QStringLiteral("roomAbout"));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(m_title);
    words->addWidget(m_about);
    words->addStretch();

    m_search = makeButton(tr("Search"), "search", "quiet");
    m_files = makeButton(tr("Files"), "files", "quiet");
    m_invite = makeButton(tr("Invite"), "invite", "quiet");
    m_people = makeButton(tr("People"), "peopleToggle", "quiet");
    m_people->setCheckable(true);
    m_menu = makeButton(QStringLiteral("☰"), "menu", "quiet");
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setToolTip(tr("Menu"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 12, 0);
    layout->setSpacing(6);
    layout->addLayout(words, 1);
    for (QPushButton *tool : {m_search, m_files, m_invite, m_people, m_menu})
        layout->addWidget(tool);
    connect(m_search, &QPushButton::clicked, this, &Header::searchWanted);
    connect(m_files, &QPushButton::clicked, this, &Header::filesWanted);
    connect(m_invite, &QPushButton::clicked, this, &Header::inviteWanted);
    connect(m_people, &QPushButton::clicked, this, &Header::peopleToggled);
}

void Header::showRoom(const RoomInfo &room, int people)
{
    offer(!room.ticket, room.ticket.has_value());
    m_title->setText(roomTitle(room));
    if (room.ticket) {
        m_about->setText(room.ticket->visitorOnline ? tr("is here now") : tr("is away; reads it when back"));
        return;
    }
    QString about =
        room.kind == RoomKind::Direct ? tr("Only the two of you") : tr("%n people", nullptr, people);
    if (room.locked)
        about += QStringLiteral(" · ") + tr("locked");
    const QString topic = !room.topic.isEmpty() ? room.topic
        : room.id == lobbyId                    ? tr("everyone on this network")
                                                : QString();
    if (!topic.isEmpty())
        about += QStringLiteral(" · ") + topic;
    m_about->setText(about.simplified());
    m_about->setToolTip(QString());
}

void Header::showDesk(const QString &about)
{
    offer(false, false);
    m_title->setText(tr("Help desk"));
    m_about->setText(about);
}

/// What can be done in a room, or in a conversation of the help desk; neither: nothing is chosen.
void Header::offer(bool inRoom, bool inDesk)
{
    m_search->setVisible(inRoom || inDesk);
    m_files->setVisible(inRoom || inDesk);
    m_invite->setVisible(inRoom);
    m_people->setVisible(inRoom);
}

void Header::setMenu(QMenu *menu)
{
    m_menu->setMenu(menu);
}

void Header::setPeopleShown(bool shown)
{
    m_people->setChecked(shown);
}

} // namespace courtyard
