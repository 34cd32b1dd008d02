#include "ui/chat/roomlist.h"

#include "ui/chat/roomdelegate.h"

namespace courtyard {

SectionFilter::SectionFilter(QList<RoomsModel::Section> sections, QObject *parent)
    : QSortFilterProxyModel(parent), m_sections(std::move(sections))
{ }

bool SectionFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const int section = sourceModel()->index(row, 0, parent).data(RoomsModel::SectionRole).toInt();
    return m_sections.contains(RoomsModel::Section(section));
}

RoomList::RoomList(const Theme &theme, QList<RoomsModel::Section> sections, QWidget *parent)
    : QListView(parent), m_filter(new SectionFilter(std::move(sections), this))
{
    setModel(m_filter);
    setItemDelegate(new RoomDelegate(theme, this));
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the sidebar scrolls as a whole
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(this, &QListView::clicked, this, &RoomList::choose);
    connect(this, &QListView::activated, this, &RoomList::choose);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, [this] { updateGeometry(); });
    connect(m_filter, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

void RoomList::setRooms(RoomsModel *rooms)
{
    m_filter->setSourceModel(rooms);
    updateGeometry();
}

void RoomList::setCurrentRoom(const RoomId &room)
{
    const auto found = m_filter->match(m_filter->index(0, 0), RoomsModel::IdRole, room, 1, Qt::MatchExactly);
    if (found.isEmpty()) {
        selectionModel()->clear();
        return;
    }
    selectionModel()->setCurrentIndex(found.first(), QItemSelectionModel::ClearAndSelect);
}

QSize RoomList::sizeHint() const
{
    int height = 0;
    for (int row = 0; row < m_filter->rowCount(); ++row)
        height += sizeHintForRow(row);
    return {200, height};
}

void RoomList::choose(const QModelIndex &index)
{
    Q_EMIT chosen(index.data(RoomsModel::IdRole).toString());
}

} // namespace courtyard
