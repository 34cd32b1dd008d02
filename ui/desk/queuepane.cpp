#include "ui/desk/queuepane.h"

#include "client/desk/helpdesk.h"
#include "client/roomsmodel.h"
#include "ui/desk/queuedelegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chooser.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPushButton>

#include <utility>

namespace courtyard {

static constexpr int clockMs = 5000;

QueuePane::QueuePane(Session &session, const Theme &theme, QWidget *parent)
    : QFrame(parent), m_session(session), m_filter(new TicketFilter(session, this))
{
    setProperty("look", QLatin1String("side"));
    setFixedWidth(theme.px(250));
    m_title = makeLabel(QString(), "h3");
    m_title->setObjectName(QStringLiteral("queueTitle"));
    m_back = makeButton(tr("Rooms"), "backToRooms", "link");
    m_back->hide();
    m_topics = new Chooser;
    m_topics->setObjectName(QStringLiteral("queueTopic"));
    m_topics->setAccessibleName(tr("Topic"));
    m_empty = makeLabel(QString(), "dim");
    m_empty->setObjectName(QStringLiteral("queueEmpty"));
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(14, 0, 14, 0);
    m_older = makeButton(tr("Earlier ones"), "olderTickets", "link");
    makeList(theme);
    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(14, 0, 14, 0);
    heading->addWidget(m_title, 1);
    heading->addWidget(m_back);
    auto *topics = new QHBoxLayout;
    topics->setContentsMargins(10, 0, 10, 0);
    topics->addWidget(m_topics);
    auto *older = new QHBoxLayout;
    older->setContentsMargins(14, 0, 14, 0);
    older->addWidget(m_older);
    older->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 16, 0, 8);
    layout->setSpacing(8);
    layout->addLayout(heading);
    layout->addLayout(topics);
    layout->addWidget(m_empty);
    layout->addWidget(m_list, 1);
    layout->addLayout(older);

    HelpDesk *desk = session.helpDesk();
    connect(m_back, &QPushButton::clicked, this, &QueuePane::backWanted);
    connect(m_older, &QPushButton::clicked, desk, &HelpDesk::fetchOlder);
    connect(desk, &HelpDesk::olderChanged, this, &QueuePane::showCount);
    connect(m_topics, &Chooser::currentIndexChanged, this, [this] { showView(view()); });
    const QAbstractItemModel *rooms = session.rooms();
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(rooms, signal, this, &QueuePane::showTopics);
    connect(rooms, &QAbstractItemModel::modelReset, this, &QueuePane::showTopics);
    m_clock.setInterval(clockMs);
    connect(&m_clock, &QTimer::timeout, m_list->viewport(), qOverload<>(&QWidget::update));
    m_clock.start();
    showTopics();
    showView(DeskView::Waiting);
}

void QueuePane::makeList(const Theme &theme)
{
    m_list = new QListView;
    m_list->setObjectName(QStringLiteral("queue"));
    m_list->setAccessibleName(tr("Questions"));
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new QueueDelegate(theme, this));
    m_list->setFrameShape(NoFrame);
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    const auto choose = [this](const QModelIndex &index) {
        Q_EMIT chosen(index.data(TicketsModel::IdRole).toString());
    };
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list, &QListView::activated, this, choose);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &QueuePane::showCount);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &QueuePane::showCount);
}

RoomId QueuePane::topic() const
{
    return m_topics->currentData().toString();
}

void QueuePane::showView(DeskView view)
{
    m_filter->show(view, topic());
    showCount();
}

void QueuePane::showTopics()
{
    const RoomId before = topic();
    const QSignalBlocker quiet(m_topics);
    m_topics->clear();
    m_topics->addItem(tr("All topics"));
    const QList<RoomInfo> topics = m_session.helpDesk()->topics();
    for (const RoomInfo &topic : topics)
        m_topics->addItem(topic.name, topic.id);
    m_topics->setCurrentIndex(std::max(0, m_topics->findData(before)));
    m_topics->setVisible(topics.size() > 1);
    showView(view());
}

void QueuePane::showCount()
{
    const int count = m_filter->rowCount();
    const QString number = QLocale().toString(count);
    switch (view()) {
    case DeskView::Waiting:
        m_title->setText(count > 0 ? tr("Waiting — %1").arg(number) : tr("Waiting"));
        break;
    case DeskView::Mine:
        m_title->setText(count > 0 ? tr("Mine — %1").arg(number) : tr("Mine"));
        break;
    case DeskView::All:
        m_title->setText(tr("All questions"));
        break;
    }
    m_empty->setText(emptyText());
    m_empty->setVisible(count == 0);
    m_older->setVisible(view() == DeskView::All && m_session.helpDesk()->hasOlder());
}

QString QueuePane::emptyText() const
{
    if (m_filter->rowCount() > 0)
        return {};
    if (m_session.helpDesk()->topics().isEmpty())
        return tr("There is no help desk here yet.");
    switch (view()) {
    case DeskView::Waiting:
        return tr("Nobody is waiting. A new question shows up here by itself.");
    case DeskView::Mine:
        return tr("You are answering nobody at the moment. Choose a question under Waiting.");
    case DeskView::All:
        break;
    }
    return tr("Nobody has asked anything yet.");
}

void QueuePane::setCurrent(const RoomId &room)
{
    // Whoever goes through the list by keyboard is left where he is.
    if (std::exchange(m_current, room) == room && m_list->selectionModel()->hasSelection())
        return;
    const QModelIndex index = m_filter->indexOf(room);
    if (index.isValid())
        m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    else
        m_list->selectionModel()->clear();
}

void QueuePane::reveal(const RoomId &room)
{
    if (m_filter->indexOf(room).isValid())
        return;
    m_topics->setCurrentIndex(0); // all
    for (const DeskView view : {view(), DeskView::Waiting, DeskView::Mine, DeskView::All}) {
        showView(view);
        if (m_filter->indexOf(room).isValid())
            return;
    }
}

void QueuePane::offerWayBack(bool offer)
{
    m_back->setVisible(offer);
}

} // namespace courtyard
