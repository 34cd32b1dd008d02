// The help desk in the chat page: its queue beside the conversation, its notes where the people were; part of
// ChatPage.
#include "ui/chat/chatpage.h"

#include "client/desk/helpdesk.h"
#include "ui/chat/conversation.h"
#include "ui/chat/header.h"
#include "ui/chat/peoplepane.h"
#include "ui/chat/sidebar.h"
#include "ui/desk/deskside.h"
#include "ui/desk/notespane.h"
#include "ui/desk/queuepane.h"
#include "ui/desk/ticketbar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QStackedWidget>

#include <utility>

namespace courtyard {

QLayout *ChatPage::makeMiddle()
{
    m_nothing->setObjectName(QStringLiteral("noConversation"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(40, 0, 40, 0);
    m_middle->addWidget(m_conversation);
    m_middle->addWidget(m_nothing);
    auto *middle = new QVBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_header);
    middle->addWidget(m_desk->bar());
    middle->addWidget(makeLine());
    middle->addWidget(m_middle, 1);
    return middle;
}

void ChatPage::connectDesk()
{
    connect(m_sidebar, &Sidebar::viewChosen, m_desk, &DeskSide::show);
    connect(m_sidebar, &Sidebar::deskMenuWanted, this, &ChatPage::deskMenuWanted);
    connect(m_desk, &DeskSide::changed, this, &ChatPage::showDesk);
    connect(m_desk, &DeskSide::failed, this, &ChatPage::say);
    connect(m_desk, &DeskSide::done, this, &ChatPage::sayDone);
    connect(m_desk->queue(), &QueuePane::backWanted, this,
            [this] { showRoom(m_roomBefore.isEmpty() ? RoomId(lobbyId) : m_roomBefore); });
    const QAbstractItemModel *tickets = m_session.helpDesk()->tickets();
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(tickets, signal, this, &ChatPage::showDesk);
    connect(tickets, &QAbstractItemModel::dataChanged, this, &ChatPage::showDesk);
}

/// Whatever is another there: on or off, the view, the conversation.
void ChatPage::showDesk()
{
    const bool on = m_desk->isOn();
    const RoomId ticket = m_desk->ticket();
    m_middle->setCurrentWidget(on && ticket.isEmpty() ? static_cast<QWidget *>(m_nothing) : m_conversation);
    arrange();
    if (!on)
        return;
    m_sidebar->setCurrentView(m_desk->view());
    if (m_session.rooms()->find(m_room))
        m_roomBefore = m_room;
    const bool another = std::exchange(m_room, ticket) != ticket;
    const QString empty = m_desk->queue()->emptyText();
    m_nothing->setText(empty.isEmpty() ? tr("Choose a question from the list.") : empty);
    if (const RoomInfo *room = m_session.helpDesk()->tickets()->find(ticket)) {
        if (another)
            m_conversation->showRoom(ticket);
        m_header->showRoom(*room, room->people);
    } else {
        m_header->showDesk(tr("%n waiting", "questions", m_session.helpDesk()->tickets()->waiting()));
    }
}

/// The conversation first: where there is no room for all, the rooms go, then the queue.
void ChatPage::arrangeDesk()
{
    const bool notes = m_desk->areNotesShown();
    const bool sidebar = width() >= (notes ? m_threeBelow : m_narrowBelow);
    const bool queue = !notes || width() >= m_narrowBelow;
    m_people->hide();
    m_peopleLine->setVisible(notes);
    m_sidebar->setVisible(sidebar);
    m_sidebarLine->setVisible(sidebar);
    m_desk->queue()->setVisible(queue);
    m_queueLine->setVisible(queue);
    m_desk->queue()->offerWayBack(!sidebar);
}

} // namespace courtyard
