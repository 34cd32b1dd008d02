#include "ui/chat/sidebar.h"

#include "client/desk/helpdesk.h"
#include "ui/chat/hostcard.h"
#include "ui/chat/roomlist.h"
#include "ui/desk/desklist.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace courtyard {

using Section = RoomsModel::Section;

Sidebar::Sidebar(Session &session, const Theme &theme, QWidget *parent)
    : QFrame(parent), m_session(session), m_desk(new DeskList(session, theme))
{
    setProperty("look", QLatin1String("side"));
    setFixedWidth(theme.px(236));
    m_hostCard = new HostCard(theme);
    m_hostCard->hide();
    m_rooms = new RoomList(theme, {Section::Joined, Section::Other});
    m_rooms->setObjectName(QStringLiteral("rooms"));
    m_rooms->setAccessibleName(tr("Rooms"));
    m_directs = new RoomList(theme, {Section::Direct});
    m_directs->setObjectName(QStringLiteral("directs"));
    m_directs->setAccessibleName(tr("Direct messages"));

    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("plain"));
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 12, 0, 12);
    layout->setSpacing(0);
    auto *card = new QHBoxLayout;
    card->setContentsMargins(12, 0, 12, 0);
    card->addWidget(m_hostCard);
    layout->addLayout(card);
    layout->addSpacing(8);
    layout->addWidget(makeHeading(tr("Rooms"), tr("New room"), "newRoom", &Sidebar::newRoomWanted));
    layout->addWidget(m_rooms);
    layout->addWidget(
        makeHeading(tr("Direct messages"), tr("New direct message"), "newDirect", &Sidebar::newDirectWanted));
    layout->addWidget(m_directs);
    m_deskHeading = makeHeading(tr("Help desk"), tr("What can be set up of the help desk"), "deskMenu",
                                &Sidebar::deskMenuWanted, QStringLiteral("⋯"));
    layout->addWidget(m_deskHeading);
    layout->addWidget(m_desk);
    layout->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);

    RoomsModel *rooms = session.rooms();
    m_rooms->setRooms(rooms);
    m_directs->setRooms(rooms);
    connect(m_desk, &DeskList::chosen, this, &Sidebar::viewChosen);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(rooms, signal, this, &Sidebar::showDesk);
    showDesk();
    for (RoomList *list : {m_rooms, m_directs}) {
        connect(list, &RoomList::chosen, this, &Sidebar::roomChosen);
        connect(list->model(), &QAbstractItemModel::rowsInserted, this,
                [this] { setCurrentRoom(m_current); });
        connect(list->model(), &QAbstractItemModel::modelReset, this, [this] { setCurrentRoom(m_current); });
    }
}

QWidget *Sidebar::makeHeading(const QString &title, const QString &addName, const char *objectName,
                              void (Sidebar::*wanted)(), const QString &sign)
{
    auto *heading = new QWidget;
    auto *layout = new QHBoxLayout(heading);
    layout->setContentsMargins(16, 4, 10, 2);
    layout->addWidget(makeLabel(title, "section"), 1);
    QPushButton *add = makeButton(sign, objectName, "quiet");
    add->setAccessibleName(addName);
    add->setToolTip(addName);
    layout->addWidget(add);
    connect(add, &QPushButton::clicked, this, wanted);
    return heading;
}

void Sidebar::setCurrentRoom(const RoomId &room)
{
    m_current = room;
    m_rooms->setCurrentRoom(room);
    m_directs->setCurrentRoom(room);
    if (!room.isEmpty())
        m_desk->setCurrent(std::nullopt);
}

void Sidebar::setCurrentView(DeskView view)
{
    setCurrentRoom({});
    m_desk->setCurrent(view);
}

/// To those who answer at a topic.
void Sidebar::showDesk()
{
    const bool here = !m_session.helpDesk()->topics().isEmpty();
    m_deskHeading->setVisible(here);
    m_desk->setVisible(here);
}

} // namespace courtyard
