#include "ui/chat/chatpage.h"

#include "client/desk/helpdesk.h"
#include "client/latencymeter.h"
#include "client/peoplemodel.h"
#include "client/roomsmodel.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversation.h"
#include "ui/chat/header.h"
#include "ui/chat/hostcard.h"
#include "ui/chat/messagefield.h"
#include "ui/chat/peoplepane.h"
#include "ui/chat/roomactions.h"
#include "ui/chat/sidebar.h"
#include "ui/chat/statusline.h"
#include "ui/desk/deskside.h"
#include "ui/desk/notespane.h"
#include "ui/desk/queuepane.h"
#include "ui/people/orderactions.h"
#include "ui/people/selfnews.h"
#include "ui/theme/theme.h"
#include "ui/timeline/row.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QStackedWidget>

namespace courtyard {

static QFrame *makeUpright()
{
    QFrame *line = makeFrame("line");
    line->setFixedWidth(1);
    return line;
}

ChatPage::ChatPage(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_session(session), m_actions(new RoomActions(session, theme, this)),
      m_order(new OrderActions(session, theme, this)), m_sidebar(new Sidebar(session, theme)),
      m_header(new Header(theme)), m_conversation(new Conversation(session, theme)),
      m_desk(new DeskSide(session, theme, m_conversation->composer(), m_conversation, this)),
      m_middle(new QStackedWidget), m_nothing(makeLabel(QString(), "sub")), m_people(new PeoplePane(theme)),
      m_status(new StatusLine(session, theme)), m_sidebarLine(makeUpright()), m_queueLine(makeUpright()),
      m_peopleLine(makeUpright()), m_narrowBelow(theme.px(800)), m_threeBelow(theme.px(1200))
{
    setObjectName(QStringLiteral("chatPage"));
    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(m_sidebar);
    columns->addWidget(m_sidebarLine);
    columns->addWidget(m_desk->queue());
    columns->addWidget(m_queueLine);
    columns->addLayout(makeMiddle(), 1);
    columns->addWidget(m_peopleLine);
    columns->addWidget(m_people);
    columns->addWidget(m_desk->notes());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(columns, 1);
    layout->addWidget(makeLine());
    layout->addWidget(m_status);
    connectParts();
    connectOrder();
    connectDesk();
    arrange();
}

void ChatPage::connectOrder()
{
    connect(m_people, &PeoplePane::menuWanted, this, [this](const Person &person, QPoint globalPos) {
        auto *menu = new QMenu(this);
        menu->setObjectName(QStringLiteral("personMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        m_order->fillPersonMenu(menu, person);
        menu->popup(globalPos);
    });
    connect(m_conversation->timeline(), &TimelineView::menuFilling, this, &ChatPage::fillAuthorMenu);
    connect(m_order, &OrderActions::directWanted, m_actions, &RoomActions::openDirect);
    connect(m_order, &OrderActions::failed, this, &ChatPage::say);
    connect(m_order, &OrderActions::done, this, &ChatPage::sayDone);
    connect(m_session.rooms(), &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { tellInvitations(first, last); });
}

void ChatPage::sayDone(const QString &text, const std::function<void()> &undo)
{
    if (undo)
        m_conversation->say(text, tr("Undo"), undo);
    else
        say(text);
}

void ChatPage::fillAuthorMenu(QMenu *menu, const Row &row)
{
    if (row.mine || row.from.isEmpty())
        return;
    const Person *known = m_session.people(m_room)->find(row.from);
    Person person = known ? *known : Person{};
    person.id = row.from;
    if (!known)
        person.name = row.name;
    const RoomInfo *room = m_session.room(m_room);
    if (room && room->ticket && room->ticket->visitor.id == row.from)
        person.role = Role::Visitor;
    QString title = person.name;
    menu->addSeparator();
    m_order->fillPersonMenu(menu->addMenu(title.replace(QLatin1Char('&'), QLatin1String("&&"))), person);
}

void ChatPage::tellInvitations(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_session.rooms()->index(row);
        const QString inviter = index.data(RoomsModel::InviterRole).toString();
        if (inviter.isEmpty())
            continue;
        m_conversation->say(
            tr("%1 invites you to %2.").arg(inviter, index.data(RoomsModel::NameRole).toString()), tr("Join"),
            [this, room = index.data(RoomsModel::IdRole).toString()] { m_actions->join(room); });
    }
}

void ChatPage::connectParts()
{
    connect(m_sidebar, &Sidebar::roomChosen, this, &ChatPage::showRoom);
    connect(&m_session, &Session::meToldAnew, this, [this](const Self &before, const QString &reason) {
        if (const QString news = selfNews(before, m_session.me(), reason); !news.isEmpty())
            say(news);
    });
    connect(m_sidebar, &Sidebar::newRoomWanted, m_actions, &RoomActions::newRoom);
    connect(m_sidebar, &Sidebar::newDirectWanted, m_actions, &RoomActions::newDirect);
    connect(m_sidebar->hostCard(), &HostCard::inviteWanted, this, &ChatPage::inviteWanted);
    connect(m_sidebar->hostCard(), &HostCard::devicesWanted, this, &ChatPage::inviteWanted);
    connect(m_sidebar->hostCard(), &HostCard::copyLinkWanted, this, &ChatPage::copyLinkWanted);
    connect(m_status, &StatusLine::detailsWanted, this, &ChatPage::detailsWanted);
    connect(m_status, &StatusLine::waitingWanted, this, &ChatPage::waitingWanted);
    connect(m_header, &Header::inviteWanted, this, [this] {
        const RoomInfo *room = m_session.rooms()->find(m_room);
        if (room && room->kind == RoomKind::Private)
            m_order->invite(m_room);
        else
            Q_EMIT inviteWanted();
    });
    connect(m_header, &Header::searchWanted, this, [this] { m_actions->search(m_room); });
    connect(m_header, &Header::filesWanted, m_conversation, &Conversation::showFiles);
    connect(m_conversation, &Conversation::messageWanted, this, &ChatPage::goToMessage);
    connect(m_status, &StatusLine::transfersWanted, m_conversation, &Conversation::showTransfers);
    connect(m_header, &Header::peopleToggled, this, &ChatPage::togglePeople);
    connect(m_people, &PeoplePane::directWanted, m_actions, &RoomActions::openDirect);
    connect(m_actions, &RoomActions::roomReady, this, &ChatPage::showRoom);
    connect(m_actions, &RoomActions::roomLeft, this, [this](const RoomId &room) {
        if (room == m_room)
            showRoom(lobbyId);
    });
    connect(m_actions, &RoomActions::failed, this, &ChatPage::say);
    connect(m_actions, &RoomActions::messageWanted, this, &ChatPage::goToMessage);
    connect(&m_session.latency(), &LatencyMeter::changed, this, &ChatPage::showLatencies);
    const QAbstractItemModel *rooms = m_session.rooms();
    connect(rooms, &QAbstractItemModel::dataChanged, this, &ChatPage::roomsChanged);
    connect(rooms, &QAbstractItemModel::modelReset, this, &ChatPage::roomsChanged);
    connect(rooms, &QAbstractItemModel::rowsInserted, this, &ChatPage::roomsChanged);
    connect(rooms, &QAbstractItemModel::rowsRemoved, this, &ChatPage::roomsChanged);
}

void ChatPage::enter()
{
    const RoomInfo *lobby = m_session.rooms()->find(lobbyId);
    const bool inLobby = lobby && lobby->member;
    showRoom(inLobby || m_session.rooms()->rowCount() == 0
                 ? RoomId(lobbyId)
                 : m_session.rooms()->index(0, 0).data(RoomsModel::IdRole).toString());
    if (const RoomId wanted = m_session.invitation().room; !wanted.isEmpty() && wanted != m_room)
        showRoom(wanted);
    m_conversation->composer()->field()->setFocus();
}

void ChatPage::showRoom(const RoomId &room)
{
    if (m_session.helpDesk()->tickets()->find(room)) {
        m_desk->queue()->reveal(room);
        m_desk->showTicket(room);
        return;
    }
    const RoomInfo *info = m_session.rooms()->find(room);
    if (info && info->kind == RoomKind::Desk) { // it has no conversation of its own
        m_desk->show(DeskView::Waiting);
        m_desk->openTopic(room);
        return;
    }
    if (!info || !info->member) {
        m_sidebar->setCurrentRoom(m_room);
        m_actions->enter(room);
        return;
    }
    const bool another = room != m_room;
    m_room = room;
    m_desk->leave();
    m_sidebar->setCurrentRoom(room);
    m_conversation->showRoom(room);
    if (another) {
        PeopleModel *people = m_session.people(room);
        m_people->setPeople(people);
        m_conversation->composer()->field()->setFocus();
    }
    roomsChanged();
}

void ChatPage::roomsChanged()
{
    if (m_desk->isOn()) {
        if (m_session.helpDesk()->topics().isEmpty()) // I answer nowhere any more
            showRoom(lobbyId);
        return;
    }
    const RoomInfo *room = m_session.rooms()->find(m_room);
    if (!room && !m_room.isEmpty() && m_session.rooms()->find(lobbyId) && m_room != lobbyId) {
        say(tr("That room is gone."));
        m_room.clear();
        showRoom(lobbyId);
        return;
    }
    if (room)
        m_header->showRoom(*room, room->people);
}

void ChatPage::showHosting(const HostingView *view)
{
    m_hostLatencies.clear();
    bool alone = true;
    if (view) {
        m_sidebar->hostCard()->showView(*view);
        for (const HostingDevice &device : view->devices) {
            alone = alone && device.member == m_session.me().id;
            if (device.latencyMs)
                m_hostLatencies.insert(device.member, *device.latencyMs);
        }
    } else {
        m_sidebar->hostCard()->hide();
    }
    m_conversation->setAlone(view != nullptr, alone);
    showLatencies();
}

void ChatPage::showLatencies()
{
    QHash<MemberId, int> latencies = m_hostLatencies;
    if (const auto own = m_session.latency().latestMs())
        latencies.insert(m_session.me().id, qRound(*own));
    m_people->setLatencies(latencies);
}

void ChatPage::setPeopleShown(bool shown)
{
    m_peopleWanted = shown;
    arrange();
}

void ChatPage::togglePeople(bool shown)
{
    if (m_narrow) {
        m_peopleInstead = shown;
        arrange();
        return;
    }
    setPeopleShown(shown);
    Q_EMIT peopleToggled(shown);
}

void ChatPage::arrange()
{
    if (m_desk->isOn()) {
        arrangeDesk();
        return;
    }
    m_desk->queue()->hide();
    m_queueLine->hide();
    const bool people = m_narrow ? m_peopleInstead : m_peopleWanted;
    m_people->setVisible(people);
    m_peopleLine->setVisible(people);
    m_header->setPeopleShown(people);
    m_sidebar->setVisible(!m_narrow || !people);
    m_sidebarLine->setVisible(!m_narrow || !people);
}

void ChatPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < m_narrowBelow;
    if (narrow != m_narrow)
        m_peopleInstead = false;
    m_narrow = narrow;
    arrange();
}

void ChatPage::setMenu(QMenu *menu)
{
    m_header->setMenu(menu);
}

void ChatPage::say(const QString &text)
{
    m_conversation->say(text);
}

void ChatPage::showNeighbour(int step)
{
    const RoomsModel *rooms = m_session.rooms();
    const int count = rooms->rowCount();
    for (int n = 1; n < count; ++n) {
        const int row = ((rooms->rowOf(m_room) + step * n) % count + count) % count;
        const QModelIndex index = rooms->index(row, 0);
        if (index.data(RoomsModel::MemberRole).toBool()) {
            showRoom(index.data(RoomsModel::IdRole).toString());
            return;
        }
    }
}

void ChatPage::goToMessage(const RoomId &room, qint64 seq)
{
    showRoom(room);
    if (m_room != room)
        return;
    m_conversation->goToMessage(seq);
}

} // namespace courtyard
