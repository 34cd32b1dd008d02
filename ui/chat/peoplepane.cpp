#include "ui/chat/peoplepane.h"

#include "client/peoplemodel.h"
#include "ui/chat/peopledelegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QMouseEvent>

namespace courtyard {

PeoplePane::PeoplePane(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_delegate(new PeopleDelegate(theme, this))
{
    setProperty("look", QLatin1String("side"));
    setFixedWidth(theme.px(210));
    m_count = makeLabel(QString(), "section");
    m_delegate->hasMenu = true;
    m_list = new QListView;
    m_list->setObjectName(QStringLiteral("people"));
    m_list->setAccessibleName(tr("People"));
    m_list->setItemDelegate(m_delegate);
    m_list->setFrameShape(NoFrame);
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 16, 0, 8);
    layout->setSpacing(6);
    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(16, 0, 14, 0);
    heading->addWidget(m_count);
    layout->addLayout(heading);
    layout->addWidget(m_list, 1);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->viewport()->installEventFilter(this);
    connect(m_list, &QListView::customContextMenuRequested, this, [this](QPoint position) {
        // By the keyboard it is asked for where the cursor of the list is (Qt names the middle of the list).
        const bool isUnder = m_list->viewport()->underMouse() && m_list->indexAt(position).isValid();
        const QModelIndex index = isUnder ? m_list->indexAt(position) : m_list->currentIndex();
        askForMenu(index,
                   m_list->viewport()->mapToGlobal(isUnder ? position : m_list->visualRect(index).center()));
    });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        if (!index.data(PeopleModel::MeRole).toBool())
            Q_EMIT directWanted(index.data(PeopleModel::IdRole).toString());
    });
}

void PeoplePane::setPeople(PeopleModel *people)
{
    if (m_people)
        m_people->disconnect(this);
    m_people = people;
    m_list->setModel(people);
    if (people) {
        connect(people, &PeopleModel::onlineCountChanged, this, &PeoplePane::updateCount);
        connect(people, &QAbstractItemModel::modelReset, this, &PeoplePane::updateCount);
    }
    updateCount();
}

/// The three dots in a row.
bool PeoplePane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QPoint position = mouse->position().toPoint();
        const QModelIndex index = m_list->indexAt(position);
        if (mouse->button() == Qt::LeftButton && index.isValid()
            && m_delegate->buttonRect(m_list->visualRect(index), m_list->layoutDirection())
                   .contains(position))
            askForMenu(index, mouse->globalPosition().toPoint());
    }
    return QFrame::eventFilter(watched, event);
}

void PeoplePane::askForMenu(const QModelIndex &index, QPoint globalPos)
{
    if (!index.isValid() || !m_people || index.data(PeopleModel::MeRole).toBool())
        return;
    if (const Person *person = m_people->find(index.data(PeopleModel::IdRole).toString()))
        Q_EMIT menuWanted(*person, globalPos);
}

void PeoplePane::updateCount()
{
    m_count->setText(tr("Online — %1").arg(QLocale().toString(m_people ? m_people->onlineCount() : 0)));
}

void PeoplePane::setLatencies(const QHash<MemberId, int> &latencies)
{
    m_delegate->latencies = latencies;
    m_list->viewport()->update();
}

} // namespace courtyard
